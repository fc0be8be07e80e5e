//! A network that fails: between devices and the service, on loopback, by a seed. It delays, cuts questions and answers, loses
//! them, says them twice or much later, refuses connections, and now and then is a hotel that wants to be logged in to.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};
use tests::random::Random;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The longest head of a question, in bytes.
const HEAD_MAX: usize = 64 * 1024;
/// The longest delay, in milliseconds.
const DELAY_MS_MAX: u64 = 30;
/// Of so many questions in bad weather ...
const OUT_OF: u64 = 100;
/// Old questions that are kept to be said again.
const OLD_MAX: usize = 20;

/// What becomes of one question.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fate {
    /// Nothing happens to it.
    Arrives,
    /// It takes its time.
    Delayed,
    /// The connection is closed before anything was read.
    Refused,
    /// The service gets a part of it.
    QuestionCut,
    /// It is answered, and nobody hears.
    AnswerLost,
    /// A part of the answer arrives.
    AnswerCut,
    /// It arrives twice.
    Twice,
    /// It arrives, and another of long ago arrives again.
    OldOneAgain,
    /// A page to log in to the network, with status 200.
    LoginPage,
    /// A gateway that finds nobody behind it.
    BadGateway,
}

/// ... so many have this fate; the others arrive.
const FATES: &[(Fate, u64)] = &[
    (Fate::Delayed, 8),
    (Fate::Refused, 3),
    (Fate::QuestionCut, 4),
    (Fate::AnswerLost, 4),
    (Fate::AnswerCut, 5),
    (Fate::Twice, 6),
    (Fate::OldOneAgain, 4),
    (Fate::LoginPage, 4),
    (Fate::BadGateway, 2),
];

/// The network between devices and a service.
pub struct Proxy {
    /// Where it listens.
    pub port: u16,
    network: Arc<Network>,
    listens: JoinHandle<()>,
}

/// A question and its answer, as they went over the wire.
#[derive(Debug, Clone)]
pub struct Exchange {
    question: Vec<u8>,
    answer: Vec<u8>,
}

impl Exchange {
    /// `GET`, `POST`, ...
    pub fn method(&self) -> &str {
        head(&self.question).split(' ').next().unwrap_or_default()
    }

    /// Which path was asked.
    pub fn path(&self) -> &str {
        head(&self.question).split(' ').nth(1).unwrap_or_default()
    }

    /// The answer's status.
    pub fn status(&self) -> u16 {
        head(&self.answer).split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap_or_default()
    }

    /// The question's body, unpacked.
    pub fn question(&self) -> Result<Vec<u8>> {
        let body = &self.question[head(&self.question).len()..];
        let is_packed = head(&self.question).to_ascii_lowercase().contains("content-encoding: zstd");
        Ok(if is_packed { zstd::decode_all(body)? } else { body.to_vec() })
    }

    /// The answer's body; none was packed.
    pub fn answer(&self) -> Result<Vec<u8>> {
        let head = head(&self.answer);
        anyhow::ensure!(!head.to_ascii_lowercase().contains("transfer-encoding"), "an answer in pieces");
        Ok(self.answer[head.len()..].to_vec())
    }
}

/// The head of a message, with the empty line at its end.
fn head(message: &[u8]) -> &str {
    let end = message.windows(4).position(|four| four == b"\r\n\r\n").map_or(message.len(), |at| at + 4);
    std::str::from_utf8(&message[..end]).unwrap_or_default()
}

struct Network {
    service: u16,
    is_bad: AtomicBool,
    is_recording: AtomicBool,
    mood: Mutex<Mood>,
}

struct Mood {
    random: Random,
    old: Vec<Vec<u8>>,
    seen: BTreeMap<Fate, u64>,
    recorded: Vec<Exchange>,
}

impl Proxy {
    /// A network in front of the service at this port; the weather is good at first.
    pub async fn start(service: u16, seed: u64) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let port = listener.local_addr()?.port();
        let random = Random::new(seed);
        let mood = Mood { random, old: Vec::new(), seen: BTreeMap::new(), recorded: Vec::new() };
        let (is_bad, is_recording) = (AtomicBool::new(false), AtomicBool::new(false));
        let network = Arc::new(Network { service, is_bad, is_recording, mood: Mutex::new(mood) });
        let listens = tokio::spawn(listen(listener, network.clone()));
        Ok(Self { port, network, listens })
    }

    /// Good or bad weather from now on.
    pub fn weather(&self, is_bad: bool) {
        self.network.is_bad.store(is_bad, Ordering::SeqCst);
    }

    /// Keeps what goes through from now on, unpacked.
    pub fn record(&self) {
        self.network.is_recording.store(true, Ordering::SeqCst);
    }

    /// What was kept.
    pub fn recorded(&self) -> Vec<Exchange> {
        self.network.mood.lock().unwrap_or_else(PoisonError::into_inner).recorded.clone()
    }

    /// How often each thing happened.
    pub fn seen(&self) -> String {
        let mood = self.network.mood.lock().unwrap_or_else(PoisonError::into_inner);
        mood.seen.iter().fold(String::new(), |mut text, (fate, times)| {
            let _ = write!(text, " {fate:?} {times}");
            text
        })
    }

    /// Whether everything that can happen did.
    pub fn saw_everything(&self) -> bool {
        let mood = self.network.mood.lock().unwrap_or_else(PoisonError::into_inner);
        FATES.iter().all(|(fate, _)| mood.seen.contains_key(fate))
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.listens.abort();
    }
}

async fn listen(listener: TcpListener, network: Arc<Network>) {
    while let Ok((stream, _)) = listener.accept().await {
        let network = network.clone();
        tokio::spawn(async move {
            // A device that hung up is what the weather is for.
            let _ = network.carry(stream).await;
        });
    }
}

impl Network {
    /// One question and its answer; every connection is for one.
    async fn carry(&self, mut device: TcpStream) -> Result<()> {
        let (fate, number) = self.decide();
        if fate == Fate::Refused {
            return Ok(());
        }
        let mut question = read_question(&mut device).await?;
        if self.is_recording.load(Ordering::SeqCst) {
            forget_packing(&mut question);
        }
        let part = |bytes: &[u8]| usize::try_from(number % bytes.len().max(1) as u64).unwrap_or(0);
        match fate {
            Fate::Refused => {}
            Fate::Arrives => {
                let answer = self.ask(&question).await?;
                device.write_all(&answer).await?;
                if self.is_recording.load(Ordering::SeqCst) {
                    let mut mood = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
                    mood.recorded.push(Exchange { question: question.clone(), answer });
                }
            }
            Fate::Delayed => {
                tokio::time::sleep(Duration::from_millis(number % DELAY_MS_MAX)).await;
                device.write_all(&self.ask(&question).await?).await?;
            }
            Fate::QuestionCut => {
                let mut service = TcpStream::connect(("127.0.0.1", self.service)).await?;
                service.write_all(&question[..part(&question)]).await?;
            }
            Fate::AnswerLost => drop(self.ask(&question).await?),
            Fate::AnswerCut => {
                let answer = self.ask(&question).await?;
                device.write_all(&answer[..part(&answer)]).await?;
            }
            Fate::Twice => {
                let (first, second) = tokio::join!(self.ask(&question), self.ask(&question));
                device.write_all(&if number % 2 == 0 { first? } else { second? }).await?;
            }
            Fate::OldOneAgain => {
                if let Some(old) = self.old_one(number) {
                    self.ask(&old).await?;
                }
                device.write_all(&self.ask(&question).await?).await?;
            }
            Fate::LoginPage => device.write_all(&page("200 OK", "<html>Welcome! Log in.</html>")).await?,
            Fate::BadGateway => {
                device.write_all(&page("502 Bad Gateway", "<html>Bad gateway</html>")).await?;
            }
        }
        device.shutdown().await?;
        self.keep(question);
        Ok(())
    }

    fn decide(&self) -> (Fate, u64) {
        let mut mood = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        let (mut left, number) = (mood.random.below(OUT_OF), mood.random.any());
        let fate = FATES.iter().find(|(_, share)| {
            let is_it = left < *share;
            left = left.saturating_sub(*share);
            is_it
        });
        let fate = fate.map_or(Fate::Arrives, |(fate, _)| *fate);
        let fate = if self.is_bad.load(Ordering::SeqCst) { fate } else { Fate::Arrives };
        *mood.seen.entry(fate).or_default() += 1;
        (fate, number)
    }

    fn keep(&self, question: Vec<u8>) {
        // A refresh token said again is what a thief would do; the service ends the session then, and rightly.
        if question.windows(17).any(|part| part == b"/sessions/refresh") {
            return;
        }
        let mut mood = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        if mood.old.len() == OLD_MAX {
            mood.old.remove(0);
        }
        mood.old.push(question);
    }

    fn old_one(&self, number: u64) -> Option<Vec<u8>> {
        let mood = self.mood.lock().unwrap_or_else(PoisonError::into_inner);
        let at = number % mood.old.len().max(1) as u64;
        mood.old.get(usize::try_from(at).ok()?).cloned()
    }

    async fn ask(&self, question: &[u8]) -> Result<Vec<u8>> {
        let mut service = TcpStream::connect(("127.0.0.1", self.service)).await?;
        service.write_all(question).await?;
        let mut answer = Vec::new();
        service.read_to_end(&mut answer).await?;
        Ok(answer)
    }
}

/// A whole question, told to be the last one of its connection.
async fn read_question(device: &mut TcpStream) -> Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        anyhow::ensure!(bytes.len() < HEAD_MAX, "a head without an end");
        let read = device.read_buf(&mut bytes).await?;
        anyhow::ensure!(read > 0, "a device that hung up");
    };
    let text = std::str::from_utf8(&bytes[..head])?;
    let length = |line: &str| line.to_ascii_lowercase().strip_prefix("content-length:")?.trim().parse().ok();
    let length: usize = text.lines().find_map(length).unwrap_or(0);
    let first = text.find("\r\n").context("a first line")? + 2;
    while bytes.len() < head + length {
        let read = device.read_buf(&mut bytes).await?;
        anyhow::ensure!(read > 0, "a device that hung up");
    }
    bytes.splice(first..first, *b"connection: close\r\n");
    Ok(bytes)
}

/// Takes the line out that allows packed answers.
fn forget_packing(question: &mut Vec<u8>) {
    let head = head(question);
    let Some(at) = head.to_ascii_lowercase().find("\r\naccept-encoding:") else { return };
    let end = head[at + 2..].find("\r\n").map_or(head.len(), |end| at + 2 + end);
    question.drain(at..end);
}

fn page(status: &str, html: &str) -> Vec<u8> {
    let length = html.len();
    let head = "content-type: text/html\r\nconnection: close";
    format!("HTTP/1.1 {status}\r\n{head}\r\ncontent-length: {length}\r\n\r\n{html}").into_bytes()
}
