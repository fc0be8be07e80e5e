//! One request and its answer.

use std::time::Duration;

use reqwest::{Method, StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use wire::v1::{self, Problem, ProblemCode};

use super::{Failure, Service};

/// How long a connection may take.
const CONNECT_MAX: Duration = Duration::from_secs(10);
/// How long nothing may arrive.
const SILENCE_MAX: Duration = Duration::from_secs(30);
/// The largest answer read, in bytes.
pub const BODY_MAX: usize = 64 * 1024 * 1024;
/// The longest a service is waited for on its word, in seconds.
const WAIT_S_MAX: u64 = 24 * 60 * 60;

/// Nothing to send.
pub(super) const NOTHING: Option<&()> = None;

/// Whether a request carries the access token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum As {
    /// As nobody.
    Anybody,
    /// As the account logged in.
    Account,
}

/// A client with one set of roots on every platform.
pub(super) fn client() -> Result<reqwest::Client, Failure> {
    // A second installation in the same process changes nothing.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let roots = webpki_root_certs::TLS_SERVER_ROOT_CERTS
        .iter()
        .filter_map(|root| reqwest::Certificate::from_der(root).ok());
    reqwest::Client::builder()
        .tls_certs_only(roots)
        .redirect(reqwest::redirect::Policy::none())
        .connect_timeout(CONNECT_MAX)
        .read_timeout(SILENCE_MAX)
        .user_agent(concat!("mealbook/", env!("CARGO_PKG_VERSION")))
        .build()
        .map_err(|_| Failure::BadAddress)
}

impl Service {
    /// Sends JSON and reads JSON; a `()` for an answer reads nothing. With the account's token it is refreshed and the request
    /// repeated once when the service no longer takes it.
    pub(super) async fn ask<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        body: Option<&impl Serialize>,
        who: As,
    ) -> Result<T, Failure> {
        let body = body.map(serde_json::to_vec).transpose().map_err(|_| Failure::Unreadable)?;
        if who == As::Anybody {
            return read(self.send(method, path, body, None).await?).await;
        }
        let token = self.access_token().await?;
        let answer = read(self.send(method.clone(), path, body.clone(), Some(&token)).await?).await;
        match answer {
            // A device that was revoked or is to be wiped hears the same from the refresh, which ends its session.
            Err(failure) if failure.code().is_some_and(is_about_the_session) => {
                let token = self.refresh(&token).await?;
                read(self.send(method, path, body, Some(&token)).await?).await
            }
            answer => answer,
        }
    }

    async fn send(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        token: Option<&str>,
    ) -> Result<reqwest::Response, Failure> {
        let mut request = self
            .http()
            .request(method, self.url(path))
            .header(v1::header::PROTOCOL, v1::PROTOCOL)
            .header(v1::header::SCHEMA, v1::SCHEMA);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, "application/json").body(body);
        }
        request.send().await.map_err(|_| Failure::Offline)
    }
}

fn is_about_the_session(code: ProblemCode) -> bool {
    [ProblemCode::Unauthenticated, ProblemCode::DeviceRevoked, ProblemCode::DeviceWiped].contains(&code)
}

/// The answer, if it is the service's.
pub(super) async fn read<T: DeserializeOwned>(response: reqwest::Response) -> Result<T, Failure> {
    if !response.headers().contains_key(v1::header::PROTOCOL) {
        return Err(Failure::NotFromUs);
    }
    let status = response.status();
    let wait_s = wait_s(&response);
    let kind = response
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .unwrap_or_default()
        .to_ascii_lowercase();
    let body = body(response).await?;
    if status.is_success() {
        let body = if body.is_empty() || status == StatusCode::NO_CONTENT { b"null" as &[u8] } else { &body };
        // Answers without contents are read as `()`, whatever a newer service puts in them.
        return match serde_json::from_slice(body) {
            Ok(answer) => Ok(answer),
            Err(_) => serde_json::from_slice(b"null").map_err(|_| Failure::Unreadable),
        };
    }
    if !kind.starts_with(v1::PROBLEM_TYPE) {
        return Err(Failure::NotFromUs);
    }
    let problem: Problem = serde_json::from_slice(&body).map_err(|_| Failure::Unreadable)?;
    Err(Failure::Problem { problem: Box::new(problem), wait_s })
}

pub(super) async fn body(mut response: reqwest::Response) -> Result<Vec<u8>, Failure> {
    let mut body = Vec::new();
    while let Some(part) = response.chunk().await.map_err(|_| Failure::Offline)? {
        if body.len() + part.len() > BODY_MAX {
            return Err(Failure::Unreadable);
        }
        body.extend_from_slice(&part);
    }
    Ok(body)
}

fn wait_s(response: &reqwest::Response) -> Option<u64> {
    [header::RETRY_AFTER.as_str(), v1::header::BACKOFF]
        .into_iter()
        .find_map(|name| response.headers().get(name)?.to_str().ok()?.parse::<u64>().ok())
        .map(|seconds| seconds.min(WAIT_S_MAX))
}
