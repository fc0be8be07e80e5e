//! A real server on a real port with a fresh book, and a browser's side of it.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use app::{App, Env, OpenApp};
use reqwest::header::{self, HeaderMap};
use reqwest::{Client, Method, RequestBuilder, Response, redirect};
use serde_json::Value;
use serve::{Invitation, Reach, ServeOptions, Server, UiSource};
use tempfile::TempDir;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinHandle;

/// How long anything may take before a test fails.
pub const PATIENCE: Duration = Duration::from_secs(20);
pub const HASHED: &str = "ui-66d2cc30937eaa1d.wasm";

pub struct Site {
    pub address: SocketAddr,
    pub invitations: mpsc::UnboundedReceiver<Invitation>,
    pub client: Client,
    pub folder: TempDir,
    stop: Option<oneshot::Sender<()>>,
    serving: JoinHandle<()>,
}

impl Site {
    pub async fn start(reach: Reach) -> Self {
        Self::start_with(reach, |_| {}).await
    }

    pub async fn start_with(reach: Reach, change: impl FnOnce(&mut ServeOptions)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ui = folder.path().join("ui");
        write(&ui.join("index.html"), b"<!doctype html><title>Mealbook</title>");
        write(&ui.join(HASHED), b"\0asm");
        write(&ui.join(format!("{HASHED}.br")), b"squeezed");
        write(&ui.join("assets/icon.svg"), b"<svg/>");
        write(&folder.path().join("secret.txt"), b"nobody may read this");
        let book = OpenApp { path: folder.path().join("book.db"), env: Env::device() };
        let mut options = ServeOptions::new(UiSource::Folder(ui));
        options.reach = reach;
        change(&mut options);
        let server = Server::bind(App::open(book).await.unwrap(), options).await.unwrap();
        let address = server.address();
        let (send, invitations) = mpsc::unbounded_channel();
        let (stop, stopped) = oneshot::channel::<()>();
        let announce = move |invitation: &Invitation| send.send(invitation.clone()).unwrap_or(());
        let serving = tokio::spawn(server.serve(announce, async move { stopped.await.unwrap_or(()) }));
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder().redirect(redirect::Policy::none()).no_proxy().build().unwrap();
        Self { address, invitations, client, folder, stop: Some(stop), serving }
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// A request as the interface makes it.
    pub fn ask(&self, method: Method, path: &str, cookie: &str) -> RequestBuilder {
        let request = self.client.request(method.clone(), self.url(path)).header(header::COOKIE, cookie);
        if method == Method::POST { request.header(header::ORIGIN, self.origin()) } else { request }
    }

    pub async fn get(&self, path: &str, cookie: &str) -> Response {
        self.ask(Method::GET, path, cookie).send().await.unwrap()
    }

    pub async fn post_json(&self, path: &str, cookie: &str, body: &Value) -> Response {
        let request = self.ask(Method::POST, path, cookie).header(header::CONTENT_TYPE, "application/json");
        request.body(body.to_string()).send().await.unwrap()
    }

    /// Calls and answers the reply.
    pub async fn call(&self, name: &str, cookie: &str, body: Value) -> Value {
        let response = self.post_json(&format!("/call/{name}"), cookie, &body).await;
        let (status, text) = (response.status(), response.text().await.unwrap());
        assert_eq!(status, 200, "{name}: {text}");
        serde_json::from_str(&text).unwrap()
    }

    /// Types a code into the pairing page.
    pub async fn type_code(&self, code: &str) -> Response {
        let request = self
            .ask(Method::POST, "/pair", "")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        request.body(format!("code={code}")).send().await.unwrap()
    }

    pub async fn next_invitation(&mut self) -> Invitation {
        tokio::time::timeout(PATIENCE, self.invitations.recv()).await.expect("an invitation in time").unwrap()
    }

    /// The cookie of a browser that opened the printed address.
    pub async fn pair(&mut self) -> String {
        let invitation = self.next_invitation().await;
        let response = self.client.get(&invitation.local_url).send().await.unwrap();
        assert_eq!(response.status(), 303);
        cookie(response.headers())
    }

    /// Saves a lunch and answers its id.
    pub async fn save_lunch(&self, cookie: &str) -> String {
        let form =
            self.call("open_form", cookie, serde_json::json!({ "from": { "new": { "on": null } } })).await;
        let mut input = form["input"].clone();
        input["total_minor"] = 1_250.into();
        let saved = self
            .call(
                "save_expense",
                cookie,
                serde_json::json!({ "id": form["id"], "input": input, "base_ms": 0 }),
            )
            .await;
        saved["id"].as_str().unwrap().to_owned()
    }

    /// Sends bytes as they are and answers what comes back until the server closes or pauses.
    pub async fn raw(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(self.address).await.unwrap();
        stream.write_all(request.as_bytes()).await.unwrap();
        let mut answer = Vec::new();
        let reading = async {
            let mut chunk = [0; 4096];
            while let Ok(count @ 1..) = stream.read(&mut chunk).await {
                answer.extend_from_slice(&chunk[..count]);
            }
        };
        let _ = tokio::time::timeout(Duration::from_secs(2), reading).await;
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// Ends the server and waits for it.
    pub async fn stop(mut self) {
        self.stop.take().unwrap().send(()).unwrap();
        tokio::time::timeout(PATIENCE, self.serving).await.expect("the server ends in time").unwrap();
    }
}

/// `name=value` of the cookie an answer sets.
pub fn cookie(headers: &HeaderMap) -> String {
    let set = headers[header::SET_COOKIE].to_str().unwrap();
    assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict") && set.contains("Path=/"), "{set}");
    set.split(';').next().unwrap().to_owned()
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, bytes).unwrap();
}
