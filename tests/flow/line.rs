//! The line between a device and the service: a test cuts it, loses answers on it, puts a hotel in between, or counts what passes.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use anyhow::Result;
use tests::cloud::Cloud;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// What a hotel answers to everything.
const LOGIN_PAGE: &str = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 36\r\nconnection: close\r\n\r\n\
    <html>Welcome! Please log in.</html>";

/// How the line is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mood {
    /// Everything passes.
    Open,
    /// Nothing passes, and what is under way is cut.
    Cut,
    /// Exchanges arrive and are done; their answers are lost.
    Deaf,
    /// A login page answers.
    Hotel,
    /// So many bytes of answers pass, then it is cut.
    Short(usize),
}

#[derive(Debug)]
struct Shared {
    service: SocketAddr,
    mood: Mutex<Mood>,
    asked: Mutex<Vec<String>>,
}

/// A line on loopback, for as long as the test runs.
#[derive(Debug)]
pub struct Line {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Line {
    /// An open line to the service.
    pub async fn to(cloud: &Cloud) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let service = cloud.address();
        let shared = Shared { service, mood: Mutex::new(Mood::Open), asked: Mutex::default() };
        let shared = Arc::new(shared);
        let carried = shared.clone();
        tokio::spawn(async move {
            while let Ok((device, _)) = listener.accept().await {
                let shared = carried.clone();
                // A line that breaks is what this is for.
                tokio::spawn(async move { carry(device, &shared).await.ok() });
            }
        });
        Ok(Self { address, shared })
    }

    /// The address of its end.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// How it is from now on, for connections that are open too.
    pub fn set(&self, mood: Mood) {
        *self.shared.mood.lock().expect("no test panicked here") = mood;
    }

    /// How many requests whose first line holds this came so far.
    pub fn count(&self, part: &str) -> usize {
        let asked = self.shared.asked.lock().expect("no test panicked here");
        asked.iter().filter(|line| line.contains(part)).count()
    }
}

impl Shared {
    fn mood(&self) -> Mood {
        *self.mood.lock().expect("no test panicked here")
    }

    /// How many of these bytes of an answer pass.
    fn take(&self, length: usize, is_exchange: bool) -> usize {
        let mut mood = self.mood.lock().expect("no test panicked here");
        match *mood {
            Mood::Deaf if is_exchange => 0,
            Mood::Open | Mood::Deaf => length,
            Mood::Short(left) => {
                let passes = left.min(length);
                *mood = if passes < length { Mood::Cut } else { Mood::Short(left - passes) };
                passes
            }
            Mood::Cut | Mood::Hotel => 0,
        }
    }

    /// Writes the first line of a request down; answers whether it is one and asks for an exchange.
    fn note(&self, bytes: &[u8]) -> Option<bool> {
        let is_request = [b"GET ".as_slice(), b"POST ", b"PUT ", b"PATCH ", b"DELETE "];
        if !is_request.iter().any(|method| bytes.starts_with(method)) {
            return None;
        }
        let first = bytes.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let first = String::from_utf8_lossy(first).into_owned();
        let is_exchange = first.contains("/sync HTTP");
        self.asked.lock().expect("no test panicked here").push(first);
        Some(is_exchange)
    }
}

async fn carry(mut device: TcpStream, shared: &Shared) -> Result<()> {
    if shared.mood() == Mood::Cut {
        return Ok(());
    }
    let mut service = TcpStream::connect(shared.service).await?;
    let (mut up, mut down) = (vec![0; 64 * 1024], vec![0; 64 * 1024]);
    let mut is_exchange = false;
    loop {
        tokio::select! {
            read = device.read(&mut up) => {
                let read = read?;
                match shared.mood() {
                    _ if read == 0 => return Ok(()),
                    Mood::Cut => return Ok(()),
                    Mood::Hotel => return Ok(device.write_all(LOGIN_PAGE.as_bytes()).await?),
                    Mood::Open | Mood::Deaf | Mood::Short(_) => {
                        is_exchange = shared.note(&up[..read]).unwrap_or(is_exchange);
                        service.write_all(&up[..read]).await?;
                    }
                }
            }
            read = service.read(&mut down) => {
                let read = read?;
                let passes = shared.take(read, is_exchange);
                device.write_all(&down[..passes]).await?;
                if read == 0 || passes < read {
                    return Ok(());
                }
            }
        }
    }
}
