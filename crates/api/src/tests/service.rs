//! A service for one test: a database of its own, a clock that stands still, a mailbox of files, and requests without a network.

use axum::Router;
use axum::body::Body;
use http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::{Value as Json, json};
use tower::ServiceExt as _;
use uuid::Uuid;
use wire::v1;

use crate::config::{Config, Environment};
use crate::state::Clock;
use crate::testing::TestDatabase;
use crate::{State, server};

/// When tests take place.
pub const START_MS: i64 = 1_795_000_000_000;
/// Everybody's password, unless the test is about passwords.
pub const PASSWORD: &str = "correct horse battery";

/// A service.
pub struct Service {
    pub state: State,
    pub clock: Clock,
    pub database: TestDatabase,
    router: Router,
    folder: tempfile::TempDir,
}

/// An answer.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    /// The body as JSON.
    pub fn json(&self) -> Json {
        serde_json::from_str(&self.text).unwrap_or(Json::Null)
    }

    /// The body as a type of the wire.
    pub fn read<T: serde::de::DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.text)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.status, self.text))
    }

    /// The status and the code of the problem, if it is one.
    pub fn problem(&self) -> (u16, String) {
        (self.status.as_u16(), self.json()["code"].as_str().unwrap_or_default().to_owned())
    }
}

/// A person with a device that is logged in.
#[derive(Debug, Clone)]
pub struct Someone {
    pub email: String,
    pub id: Uuid,
    pub device: Uuid,
    pub token: String,
    pub refresh: String,
}

impl From<(String, v1::Session)> for Someone {
    fn from((email, session): (String, v1::Session)) -> Self {
        Self {
            email,
            id: session.account.id,
            device: session.device_id,
            token: session.access_token,
            refresh: session.refresh_token,
        }
    }
}

impl Service {
    /// A service on a developer's machine.
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// A service whose attempts are counted, as in production.
    pub async fn start_strict() -> Self {
        Self::start_with(|config| config.environment = Environment::Production).await
    }

    async fn start_with(change: impl FnOnce(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let database = TestDatabase::new().await.unwrap();
        let clock = Clock::stopped(START_MS);
        let mut config = Config::for_tests(folder.path(), "");
        crate::auth::make_key(&folder.path().join("keys"), START_MS).unwrap();
        change(&mut config);
        let state = State::new(config, database.pool.clone(), clock.clone()).unwrap();
        let router = server::router(state.clone());
        Self { state, clock, database, router, folder }
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    /// Asks with a JSON body, or none when it is null.
    pub async fn ask(&self, method: Method, path: &str, token: Option<&str>, body: Json) -> Answer {
        let mut request = Request::builder().method(method).uri(path);
        if let Some(token) = token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        let body = if body.is_null() {
            Body::empty()
        } else {
            request = request.header(header::CONTENT_TYPE, "application/json");
            Body::from(body.to_string())
        };
        self.send(request.body(body).unwrap()).await
    }

    /// Asks without a token.
    pub async fn post(&self, path: &str, body: Json) -> Answer {
        self.ask(Method::POST, path, None, body).await
    }

    /// Gets as somebody.
    pub async fn get(&self, path: &str, token: &str) -> Answer {
        self.ask(Method::GET, path, Some(token), Json::Null).await
    }

    /// The mails to an address, oldest first, once everything in the background was done.
    pub async fn mails(&self, email: &str) -> Vec<String> {
        self.state.tasks.settle().await;
        let mut files: Vec<_> = std::fs::read_dir(self.folder.path().join("mail"))
            .unwrap()
            .map(|file| file.unwrap().path())
            .collect();
        files.sort();
        let mails = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
        mails.filter(|mail| mail.contains(&format!("To: {email}"))).collect()
    }

    /// The code in the newest mail to an address.
    pub async fn code(&self, email: &str) -> String {
        let mail = self.mails(email).await.pop().expect("a mail");
        let is_code = |word: &&str| {
            word.len() == 9
                && word.as_bytes()[4] == b'-'
                && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
        };
        mail.split_whitespace().find(is_code).expect("a code").to_owned()
    }

    /// Registers an address.
    pub async fn register(&self, email: &str) -> Answer {
        self.post("/v1/accounts", json!({"email": email, "password": PASSWORD, "display_name": "Ana"})).await
    }

    /// Logs in on a device.
    pub async fn log_in(&self, email: &str, password: &str, device: Uuid, code: Option<&str>) -> Answer {
        self.post(
            "/v1/sessions",
            json!({"email": email, "password": password, "code": code, "device": info(device)}),
        )
        .await
    }

    /// Somebody with a confirmed address and a device that is logged in.
    pub async fn someone(&self, name: &str) -> Someone {
        let email = format!("{name}@example.com");
        assert_eq!(self.register(&email).await.status, StatusCode::ACCEPTED);
        let code = self.code(&email).await;
        let body = json!({"email": email, "code": code, "device": info(Uuid::now_v7())});
        let session = self.post("/v1/accounts/verify", body).await.read();
        (email, session).into()
    }

    /// The same person on one more device.
    pub async fn on_another_device(&self, someone: &Someone) -> Someone {
        let session = self.log_in(&someone.email, PASSWORD, Uuid::now_v7(), None).await.read();
        (someone.email.clone(), session).into()
    }
}

/// What a device says of itself.
pub fn info(id: Uuid) -> Json {
    json!({"id": id, "name": "a laptop", "platform": "linux", "app_version": "1.0"})
}
