//! A service of a few lines on loopback that answers as a test says, byte for byte.

use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;
use wire::v1;

use crate::service::{Kept, Service, Vault};

/// A request as it came.
#[derive(Debug, Clone)]
pub(crate) struct Asked {
    pub(crate) path: String,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Asked {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    pub(crate) fn token(&self) -> &str {
        self.header("authorization").and_then(|value| value.strip_prefix("Bearer ")).unwrap_or_default()
    }
}

/// What to write on the line, and whether to cut it then.
#[derive(Debug, Clone)]
pub(crate) struct Reply {
    pub(crate) bytes: Vec<u8>,
    /// Bytes written at a time.
    pub(crate) piece: usize,
    /// The line is cut after this many bytes.
    pub(crate) cut_after: usize,
    /// The line stays open afterwards and says nothing more.
    pub(crate) is_held: bool,
}

impl Reply {
    pub(crate) fn new(status: u16, headers: &[(&str, &str)], body: &[u8]) -> Self {
        let mut head = format!("HTTP/1.1 {status} Test\r\ncontent-length: {}\r\n", body.len());
        for (name, value) in headers {
            head += &format!("{name}: {value}\r\n");
        }
        let bytes = [head.as_bytes(), b"\r\n", body].concat();
        Self { bytes, piece: usize::MAX, cut_after: usize::MAX, is_held: false }
    }

    /// The service's own, as JSON.
    pub(crate) fn json(body: &impl serde::Serialize) -> Self {
        Self::ours(200, v1::CONTENT_TYPE, &serde_json::to_vec(body).unwrap())
    }

    pub(crate) fn ours(status: u16, content_type: &str, body: &[u8]) -> Self {
        Self::new(status, &[("sync-protocol", "1"), ("content-type", content_type)], body)
    }

    pub(crate) fn problem(status: u16, code: v1::ProblemCode) -> Self {
        let problem = serde_json::json!({"type": "t", "status": status, "title": "t", "code": code});
        Self::ours(status, v1::PROBLEM_TYPE, &serde_json::to_vec(&problem).unwrap())
    }

    /// A stream that begins so and stays open.
    pub(crate) fn stream(begin: &str) -> Self {
        let head = "HTTP/1.1 200 OK\r\nsync-protocol: 1\r\ncontent-type: text/event-stream\r\n\r\n";
        let bytes = format!("{head}{begin}").into_bytes();
        Self { bytes, piece: usize::MAX, cut_after: usize::MAX, is_held: true }
    }

    /// Nothing but a closed line.
    pub(crate) fn silence() -> Self {
        Self { bytes: Vec::new(), piece: 1, cut_after: 0, is_held: false }
    }
}

type Answer = dyn Fn(&Asked) -> Reply + Send + Sync;

/// A service on loopback.
pub(crate) struct Server {
    pub(crate) base: String,
    asked: Arc<Mutex<Vec<Asked>>>,
    task: tokio::task::JoinHandle<()>,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Server {
    pub(crate) async fn start(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let base = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::new(Mutex::new(Vec::new()));
        let (answer, log): (Arc<Answer>, _) = (Arc::new(answer), asked.clone());
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, answer.clone(), log.clone()));
            }
        });
        Self { base, asked, task }
    }

    pub(crate) fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Requests whose path ends so.
    pub(crate) fn count(&self, end: &str) -> usize {
        self.asked().iter().filter(|asked| asked.path.ends_with(end)).count()
    }

    /// A client with a session whose refresh token is `r0`.
    pub(crate) fn client(&self, folder: &std::path::Path) -> Service {
        let vault = Vault::sealed(folder.join("book.session"), folder.join("keys"));
        vault.store(&Kept { refresh_token: "r0".into(), account: Uuid::from_u128(1) }).unwrap();
        Service::new(&self.base, vault).unwrap()
    }
}

async fn serve(mut stream: TcpStream, answer: Arc<Answer>, log: Arc<Mutex<Vec<Asked>>>) {
    while let Some(asked) = read(&mut stream).await {
        let reply = answer(&asked);
        log.lock().unwrap().push(asked);
        let length = reply.bytes.len().min(reply.cut_after);
        for piece in reply.bytes[..length].chunks(reply.piece.max(1)) {
            if stream.write_all(piece).await.is_err() {
                return;
            }
            let _ = stream.flush().await;
            tokio::task::yield_now().await;
        }
        if reply.is_held {
            std::future::pending::<()>().await;
        }
        if length < reply.bytes.len() || length == 0 {
            return;
        }
    }
}

async fn read(stream: &mut TcpStream) -> Option<Asked> {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end;
        }
        if stream.read_buf(&mut bytes).await.ok()? == 0 {
            return None;
        }
    };
    let head = String::from_utf8(bytes[..end].to_vec()).ok()?;
    let mut lines = head.lines();
    let mut first = lines.next()?.split(' ');
    let path = first.nth(1)?.to_owned();
    let headers: Vec<(String, String)> = lines
        .filter_map(|line| line.split_once(": "))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-length"));
    let length: usize = length.map_or(0, |(_, value)| value.parse().unwrap());
    let mut body = bytes.split_off(end + 4);
    while body.len() < length {
        if stream.read_buf(&mut body).await.ok()? == 0 {
            return None;
        }
    }
    Some(Asked { path, headers, body })
}

/// An answer to `sessions/refresh`: access token `a{n}`, refresh token `r{n}`.
pub(crate) fn session(n: u32) -> Reply {
    Reply::json(&v1::Session {
        access_token: format!("a{n}"),
        expires_in_s: 900,
        refresh_token: format!("r{n}"),
        account: v1::Account {
            id: Uuid::from_u128(1),
            email: "a@example.org".into(),
            display_name: "A".into(),
            locale: None,
            has_totp: false,
        },
        device_id: Uuid::from_u128(2),
    })
}

/// The number of the session a refresh follows: 1 after `r0`.
pub(crate) fn next_session(asked: &Asked) -> u32 {
    let refresh: v1::Refresh = serde_json::from_slice(&asked.body).unwrap();
    refresh.refresh_token[1..].parse::<u32>().unwrap() + 1
}
