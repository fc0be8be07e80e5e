//! A program that speaks to the service by hand, one connection for each question: what it was answered is known to the byte.

use anyhow::{Context, Result, ensure};
use serde_json::{Value as Json, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use uuid::Uuid;
use wire::v1;

use crate::cloud::Cloud;
use tests::device::PASSWORD;

/// Somebody who asks.
pub struct Wire {
    port: u16,
    /// The access token; empty for nobody's.
    pub token: String,
}

/// What is sent.
pub enum Body {
    /// No body.
    Nothing,
    /// A document.
    Json(Json),
    /// Bytes of a photograph.
    Bytes(Vec<u8>),
}

/// An answer.
pub struct Answer {
    /// Its status.
    pub status: u16,
    /// Its body; `{"hex": …}` when it is not JSON, null when there is none.
    pub body: Json,
}

impl Wire {
    /// Nobody yet.
    pub fn anybody(port: u16) -> Self {
        Self { port, token: String::new() }
    }

    /// Logs in as another device of the account.
    pub async fn login(cloud: &Cloud, email: &str) -> Result<Self> {
        let mut wire = Self::anybody(cloud.port());
        let device = json!({ "id": Uuid::now_v7(), "name": "wire", "platform": "cli", "app_version": "1" });
        let asked = json!({ "email": email, "password": PASSWORD, "device": device });
        let answer = wire.ask("POST", "/v1/sessions", &Body::Json(asked)).await?;
        let token = answer.body["access_token"].as_str();
        wire.token = token.with_context(|| format!("no session: {}", answer.body))?.to_owned();
        Ok(wire)
    }

    /// Asks, and reads the answer to its end.
    pub async fn ask(&self, method: &str, path: &str, body: &Body) -> Result<Answer> {
        let (kind, body) = match body {
            Body::Nothing => ("application/json", Vec::new()),
            Body::Json(json) => ("application/json", json.to_string().into_bytes()),
            Body::Bytes(bytes) => ("application/octet-stream", bytes.clone()),
        };
        let mut request = format!(
            "{method} {path} HTTP/1.1\r\nhost: 127.0.0.1\r\nconnection: close\r\n{}: {}\r\n{}: {}\r\n",
            v1::header::PROTOCOL,
            v1::PROTOCOL,
            v1::header::SCHEMA,
            v1::SCHEMA,
        );
        if !self.token.is_empty() {
            request += &format!("authorization: Bearer {}\r\n", self.token);
        }
        if !body.is_empty() {
            request += &format!("content-type: {kind}\r\ncontent-length: {}\r\n", body.len());
        }
        request += "\r\n";
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).await?;
        stream.write_all(&[request.as_bytes(), &body].concat()).await?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).await?;
        read(&answer)
    }

    /// Pushes and pulls.
    pub async fn sync(&self, workspace: Uuid, request: &v1::SyncRequest) -> Result<v1::SyncResponse> {
        let path = format!("/v1/workspaces/{workspace}/sync");
        let answer = self.ask("POST", &path, &Body::Json(serde_json::to_value(request)?)).await?;
        ensure!(answer.status == 200, "{}: {}", answer.status, answer.body);
        let response: v1::SyncResponse = serde_json::from_value(answer.body)?;
        ensure!(response.end, "an answer that was cut off");
        Ok(response)
    }
}

fn read(answer: &[u8]) -> Result<Answer> {
    let split = answer.windows(4).position(|four| four == b"\r\n\r\n").context("an answer without an end")?;
    let head = std::str::from_utf8(&answer[..split])?.to_ascii_lowercase();
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).context("a status")?;
    let body = &answer[split + 4..];
    let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
    // An answer without a body says no length.
    let length: usize = length.map_or(Ok(0), |length| length.trim().parse())?;
    ensure!(body.len() == length, "an answer that was cut off");
    Ok(Answer { status, body: document(body) })
}

/// The body as JSON; bytes in hexadecimal.
fn document(body: &[u8]) -> Json {
    if body.is_empty() {
        return Json::Null;
    }
    let hex = || json!({ "hex": body.iter().map(|byte| format!("{byte:02x}")).collect::<String>() });
    serde_json::from_slice(body).unwrap_or_else(|_| hex())
}
