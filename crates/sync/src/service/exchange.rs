//! What the sync itself asks: push and pull, heads, wake-ups, digests, rows.

use std::time::{Duration, Instant};

use reqwest::{Method, StatusCode, header};
use serde::Deserialize;
use uuid::Uuid;
use wire::v1;

use super::request::{As, NOTHING, body};
use super::{Failure, Service};
use crate::newest::{FIELDS, Named};

/// Bodies of more bytes are packed.
const PACK_FROM: usize = 1024;
/// How hard they are packed: what zstd does by default.
const PACK_LEVEL: i32 = 3;

/// An answer, unread: whether it is the service's is for the engine to say.
#[derive(Debug)]
pub struct RawAnswer {
    /// Status.
    pub status: u16,
    /// Headers, those that are text.
    pub headers: Vec<(String, String)>,
    /// Body, unpacked.
    pub body: Vec<u8>,
    /// From sending to the answer's head.
    pub round_trip: Duration,
    /// The access token it was asked with.
    pub token: String,
}

impl RawAnswer {
    /// The service's clock when it answered, milliseconds since 1970, UTC.
    pub fn service_ms(&self) -> Option<i64> {
        let found = self.headers.iter().find(|(name, _)| name == v1::header::TIME);
        found.and_then(|(_, value)| value.parse().ok())
    }
}

/// The heads of all workspaces, and the tag they came with.
#[derive(Debug)]
pub struct TaggedHeads {
    /// The heads.
    pub heads: Vec<v1::Head>,
    /// To be handed back with the next question.
    pub tag: Option<String>,
}

/// A page of the plain interface.
#[derive(Debug, Deserialize)]
struct Page {
    items: Vec<Named>,
}

impl Service {
    /// One exchange of a workspace. An access token that expired by the clock is refreshed before; one the service no longer takes is
    /// an answer like any other.
    pub async fn exchange(&self, workspace: Uuid, request: &v1::SyncRequest) -> Result<RawAnswer, Failure> {
        let token = self.access_token().await?;
        let plain = serde_json::to_vec(request).map_err(|_| Failure::Unreadable)?;
        let builder = self
            .asking(Method::POST, &format!("/v1/workspaces/{workspace}/sync"), &token)
            .header(header::CONTENT_TYPE, v1::CONTENT_TYPE)
            .header(header::ACCEPT, v1::CONTENT_TYPE);
        let builder = match pack(&plain) {
            Some(packed) => builder.header(header::CONTENT_ENCODING, "zstd").body(packed),
            None => builder.body(plain),
        };
        let began = Instant::now();
        let response = builder.send().await.map_err(|_| Failure::Offline)?;
        let round_trip = began.elapsed();
        let status = response.status().as_u16();
        let headers = texts(response.headers());
        Ok(RawAnswer { status, headers, body: body(response).await?, round_trip, token })
    }

    /// The heads of all workspaces; `None` when nothing changed since `tag`.
    pub async fn heads(&self, tag: Option<&str>) -> Result<Option<TaggedHeads>, Failure> {
        let token = self.access_token().await?;
        let builder = self.asking(Method::GET, "/v1/sync/heads", &token);
        let builder = match tag {
            Some(tag) => builder.header(header::IF_NONE_MATCH, tag),
            None => builder,
        };
        let response = builder.send().await.map_err(|_| Failure::Offline)?;
        if !response.headers().contains_key(v1::header::PROTOCOL) {
            return Err(Failure::NotFromUs);
        }
        match response.status() {
            StatusCode::NOT_MODIFIED => Ok(None),
            StatusCode::OK => {
                let tag =
                    response.headers().get(header::ETAG).and_then(|tag| tag.to_str().ok()).map(str::to_owned);
                let heads: v1::Heads =
                    serde_json::from_slice(&body(response).await?).map_err(|_| Failure::Unreadable)?;
                Ok(Some(TaggedHeads { heads: heads.heads, tag }))
            }
            StatusCode::UNAUTHORIZED => {
                self.refresh(&token).await?;
                Err(Failure::Offline)
            }
            _ => Err(Failure::Offline),
        }
    }

    /// Opens the stream of wake-ups.
    pub async fn events(&self) -> Result<reqwest::Response, Failure> {
        let token = self.access_token().await?;
        let builder = self.asking(Method::GET, "/v1/sync/events", &token);
        let response =
            builder.header(header::ACCEPT, "text/event-stream").send().await.map_err(|_| Failure::Offline)?;
        let kind = response.headers().get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
        let is_stream = kind.is_some_and(|kind| kind.starts_with("text/event-stream"));
        if response.status() == StatusCode::UNAUTHORIZED {
            self.refresh(&token).await?;
            return Err(Failure::Offline);
        }
        if response.status() != StatusCode::OK || !is_stream {
            return Err(Failure::NotFromUs);
        }
        Ok(response)
    }

    /// Digests of a workspace, or the rows of one bucket.
    pub async fn digests(
        &self,
        workspace: Uuid,
        request: &v1::VerifyRequest,
    ) -> Result<v1::VerifyResponse, Failure> {
        let path = format!("/v1/workspaces/{workspace}/verify");
        self.ask(Method::POST, &path, Some(request), As::Account).await
    }

    /// Rows by id, as they are now.
    pub async fn rows(
        &self,
        workspace: Uuid,
        request: &v1::RowsRequest,
    ) -> Result<v1::RowsResponse, Failure> {
        let path = format!("/v1/workspaces/{workspace}/rows");
        self.ask(Method::POST, &path, Some(request), As::Account).await
    }

    /// What the newest expenses consist of and refer to.
    pub(crate) async fn newest_expenses(&self, workspace: Uuid, limit: u32) -> Result<Vec<Named>, Failure> {
        let path =
            format!("/v1/workspaces/{workspace}/expenses?limit={limit}&order=-occurred_at&fields={FIELDS}");
        let page: Page = self.ask(Method::GET, &path, NOTHING, As::Account).await?;
        Ok(page.items)
    }

    /// A request with what every one of the account has.
    pub(super) fn asking(&self, method: Method, path: &str, token: &str) -> reqwest::RequestBuilder {
        self.http()
            .request(method, self.url(path))
            .header(v1::header::PROTOCOL, v1::PROTOCOL)
            .header(v1::header::SCHEMA, v1::SCHEMA)
            .bearer_auth(token)
    }
}

/// The body packed, if that is worth it.
fn pack(plain: &[u8]) -> Option<Vec<u8>> {
    if plain.len() < PACK_FROM {
        return None;
    }
    zstd::bulk::compress(plain, PACK_LEVEL).ok()
}

fn texts(headers: &header::HeaderMap) -> Vec<(String, String)> {
    headers
        .iter()
        .filter_map(|(name, value)| Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned())))
        .collect()
}
