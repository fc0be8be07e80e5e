//! The whole service in one process over a database of its own, and people to ask it as.

use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::{HeaderMap, Method, Request, StatusCode, header};
use serde_json::Value as Json;
use tower::ServiceExt as _;
use uuid::Uuid;
use wire::v1::{NewWorkspace, Role, Scope, WorkspaceKind};

use super::TestDatabase;
use crate::auth::{Claims, digest};
use crate::commands::{NewMember, create_workspace};
use crate::config::Config;
use crate::database::Locked;
use crate::state::Clock;
use crate::{State, server};

/// A service of one test.
pub struct TestService {
    /// Its state.
    pub state: State,
    /// Its database.
    pub database: TestDatabase,
    router: Router,
    _folder: tempfile::TempDir,
}

/// Somebody who asks.
#[derive(Debug, Clone)]
pub struct TestPerson {
    /// The account.
    pub user: Uuid,
    /// Their device.
    pub device: Uuid,
    /// What they send as bearer.
    pub token: String,
}

/// What the service answered.
#[derive(Debug, Clone)]
pub struct Reply {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Bytes,
}

impl Reply {
    /// The body as JSON; null when it is none.
    pub fn json(&self) -> Json {
        serde_json::from_slice(&self.body).unwrap_or_default()
    }

    /// A header as text.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

impl TestService {
    /// A service with an empty database.
    pub async fn new() -> Self {
        Self::with(|_| {}).await
    }

    /// A service with settings of its own.
    pub async fn with(change: impl FnOnce(&mut Config)) -> Self {
        let _ = rustls::crypto::ring::default_provider().install_default();
        super::log::keep();
        let database = TestDatabase::new().await.expect("a private PostgreSQL starts");
        let folder = tempfile::tempdir().expect("a folder for the test");
        let mut config = Config::for_tests(folder.path(), &database.url());
        change(&mut config);
        let state =
            State::new(config, database.pool.clone(), Clock::system()).expect("the settings are good");
        let router = server::router(state.clone());
        Self { state, database, router, _folder: folder }
    }

    /// Serves it on this machine for as long as the test runs; gives its address, without a slash at the end.
    pub async fn serve(&self) -> String {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its address");
        let router = self.router.clone().into_make_service_with_connect_info::<SocketAddr>();
        tokio::spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    /// Somebody with an account, logged in on a device.
    pub async fn person(&self, name: &str) -> TestPerson {
        let (user, device, session) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
        let now_ms = self.state.now_ms();
        let email = format!("{user}@example.com");
        for statement in [
            "insert into account (id, email, email_fold, display_name, password_hash, password_at, verified_at, created_at, updated_at) \
             select $1, $4, $4, $5, '', $6, $6, $6, $6 where $2::uuid is not null and $3::uuid is not null",
            "insert into device (account_id, id, name, platform, app_version, created_at, last_seen_at) \
             select $1, $2, $5, 'cli', '0', $6, $6 where $3::uuid is not null and $4::text is not null",
            "insert into session (id, account_id, device_id, started_at) \
             select $3, $1, $2, $6 where $4::text is not null and $5::text is not null",
        ] {
            sqlx::query(statement)
                .bind(user)
                .bind(device)
                .bind(session)
                .bind(&email)
                .bind(name)
                .bind(now_ms)
                .execute(&self.database.owner)
                .await
                .expect("an account is made");
        }
        let claims = Claims::new(user, device, session, now_ms);
        let token = claims.sign(&self.state.keys).expect("a key signs");
        TestPerson { user, device, token }
    }

    /// A workspace of somebody.
    pub async fn workspace(&self, owner: &TestPerson, kind: WorkspaceKind) -> Uuid {
        let new = NewWorkspace {
            id: Uuid::now_v7(),
            name: "Test".to_owned(),
            kind,
            home_currency: "EUR".to_owned(),
            row_follows: false,
        };
        let made = create_workspace(&self.state.pool, &new, owner.user, "Owner", self.state.now_ms()).await;
        made.expect("a workspace is made");
        new.id
    }

    /// Brings somebody into a workspace.
    pub async fn join(&self, workspace: Uuid, person: &TestPerson, role: Role, scope: Scope) {
        let mut locked = Locked::begin(&self.state.pool, workspace, person.user).await.expect("the lock");
        let member = NewMember { user: person.user, display_name: "Member".to_owned(), role, scope };
        locked.put_member(&member).await.expect("a member is put");
        locked.commit().await.expect("a commit");
    }

    /// A personal access token of somebody for one workspace.
    pub async fn program(&self, owner: &TestPerson, workspace: Uuid, may_write: bool) -> TestPerson {
        let token = format!("mbk_{}", Uuid::now_v7().simple());
        sqlx::query(
            "insert into access_token (id, account_id, workspace_id, name, token_hash, may_write, created_at) \
             values ($1, $2, $3, 'test', $4, $5, $6)",
        )
        .bind(Uuid::now_v7())
        .bind(owner.user)
        .bind(workspace)
        .bind(digest(token.as_bytes()))
        .bind(may_write)
        .bind(self.state.now_ms())
        .execute(&self.database.owner)
        .await
        .expect("a token is made");
        TestPerson { token, ..owner.clone() }
    }

    /// Asks, with headers and a body.
    pub async fn ask(
        &self,
        person: Option<&TestPerson>,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Reply {
        let method = Method::from_bytes(method.as_bytes()).expect("a method");
        let mut request = Request::builder().method(method).uri(address);
        if let Some(person) = person {
            request = request.header(header::AUTHORIZATION, format!("Bearer {}", person.token));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.unwrap_or_else(|never| match never {});
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.expect("a body that ends");
        Reply { status: parts.status, headers: parts.headers, body }
    }

    /// Reads.
    pub async fn get(&self, person: &TestPerson, address: &str) -> Reply {
        self.ask(Some(person), "GET", address, &[], Body::empty()).await
    }

    /// Sends a JSON document.
    pub async fn send(
        &self,
        person: &TestPerson,
        method: &str,
        address: &str,
        headers: &[(&str, &str)],
        document: &Json,
    ) -> Reply {
        let mut all = vec![("content-type", "application/json")];
        all.extend_from_slice(headers);
        self.ask(Some(person), method, address, &all, document.to_string()).await
    }
}
