//! The endpoints of devices.

use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::v1;

use super::{Author, digest, events, heads, history};
use crate::accounts::profile::find_account;
use crate::auth::{Caller, Person};
use crate::database::{begin_read, read_standing};
use crate::extract::{Json, Path, Query};
use crate::workspaces::find_workspaces;
use crate::{Error, Result, State, feed};

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(hello))
        .routes(routes!(sync))
        .routes(routes!(list_changes))
        .routes(routes!(verify))
        .routes(routes!(list_rows))
        .routes(routes!(list_history))
        .routes(routes!(list_heads))
        .routes(routes!(listen))
}

/// An answer devices know as ours.
struct Answer<T>(T);

impl<T: serde::Serialize> IntoResponse for Answer<T> {
    fn into_response(self) -> Response {
        let kind = HeaderValue::from_static(v1::CONTENT_TYPE);
        match serde_json::to_vec(&self.0) {
            Ok(body) => ([(header::CONTENT_TYPE, kind)], body).into_response(),
            Err(_) => Error::Internal("an answer cannot be written").into_response(),
        }
    }
}

fn author(caller: &Caller) -> Author {
    Author { user: caller.user, device: caller.device }
}

/// What is spoken here, who asks, and the workspaces they are in.
#[utoipa::path(get, path = "/v1/sync/hello", tag = "sync",
    responses(
        (status = 200, body = v1::Hello, content_type = "application/vnd.mealbook.sync+json"),
        (status = 401, body = v1::Problem)))]
async fn hello(state: State, person: Person) -> Result<Response> {
    let mut connection = state.pool.acquire().await?;
    let account = find_account(&mut connection, person.user).await?;
    drop(connection);
    let workspaces = find_workspaces(&state.pool, person.user).await?;
    let answer = v1::Hello {
        protocol_min: v1::PROTOCOL,
        protocol_max: v1::PROTOCOL,
        schema: v1::SCHEMA,
        account,
        workspaces,
        // A device that was asked to remove its copy is refused before it gets here.
        wipe: false,
        time_ms: state.now_ms(),
    };
    Ok(Answer(answer).into_response())
}

/// Pushes edits and pulls one page of what changed.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/sync", tag = "sync", params(("ws" = Uuid, Path)),
    request_body(content = v1::SyncRequest, content_type = "application/vnd.mealbook.sync+json"),
    responses(
        (status = 200, body = v1::SyncResponse, content_type = "application/vnd.mealbook.sync+json"),
        (status = 403, body = v1::Problem), (status = 409, body = v1::Problem),
        (status = 410, body = v1::Problem), (status = 413, body = v1::Problem),
        (status = 503, body = v1::Problem)))]
async fn sync(
    state: State,
    caller: Caller,
    Path(workspace): Path<Uuid>,
    Json(request): Json<v1::SyncRequest>,
) -> Result<Response> {
    if request.ops.is_empty() {
        caller.may_read(workspace)?;
    } else {
        caller.may_write(workspace)?;
    }
    let answer = super::exchange(&state, workspace, author(&caller), request).await?;
    Ok(Answer(answer).into_response())
}

/// Where to go on, and how much.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct Since {
    /// The cursor; nothing for the beginning.
    cursor: Option<String>,
    /// Rows wanted.
    limit: Option<u32>,
}

/// Pulls one page of what changed.
#[utoipa::path(get, path = "/v1/workspaces/{ws}/changes", tag = "sync", params(("ws" = Uuid, Path), Since),
    responses(
        (status = 200, body = v1::SyncResponse, content_type = "application/vnd.mealbook.sync+json"),
        (status = 304, description = "Nothing changed"), (status = 403, body = v1::Problem),
        (status = 409, body = v1::Problem), (status = 410, body = v1::Problem)))]
async fn list_changes(
    state: State,
    caller: Caller,
    Path(workspace): Path<Uuid>,
    Query(since): Query<Since>,
    headers: HeaderMap,
) -> Result<Response> {
    caller.may_read(workspace)?;
    let cursor = feed::parse_cursor(since.cursor.as_deref())?;
    let limit = since.limit.unwrap_or(v1::PAGE_ROWS);
    let (member, changes) = super::pull(&state, workspace, caller.user, cursor, limit).await?;
    let tag = format!("\"{}-{}\"", changes.epoch, changes.head);
    if changes.page.rows.is_empty() && !changes.page.more && is_known(&headers, &tag) {
        return not_modified(&tag);
    }
    let answer = super::answer(&member, Vec::new(), Vec::new(), changes);
    Ok(([(header::ETAG, tag)], Answer(answer)).into_response())
}

/// Compares copies: digests of all buckets, or the versions of one.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/verify", tag = "sync", params(("ws" = Uuid, Path)),
    request_body = v1::VerifyRequest,
    responses(
        (status = 200, body = v1::VerifyResponse, content_type = "application/vnd.mealbook.sync+json"),
        (status = 403, body = v1::Problem), (status = 409, body = v1::Problem)))]
async fn verify(
    state: State,
    caller: Caller,
    Path(workspace): Path<Uuid>,
    Json(request): Json<v1::VerifyRequest>,
) -> Result<Response> {
    caller.may_read(workspace)?;
    let answer = compare(&state, workspace, caller.user, &request).await?;
    Ok(Answer(answer).into_response())
}

/// The digests a `VerifyRequest` asks for.
pub(super) async fn compare(
    state: &State,
    workspace: Uuid,
    user: Uuid,
    request: &v1::VerifyRequest,
) -> Result<v1::VerifyResponse> {
    let cursor = feed::parse_cursor(Some(&request.cursor))?.ok_or(Error::Malformed("a cursor is needed"))?;
    let mut tx = begin_read(&state.pool, workspace, user).await?;
    let (clock, member) = read_standing(&mut tx, workspace, user).await?;
    feed::check_cursor(&mut tx, workspace, &cursor, &clock, &member).await?;
    let versions = feed::versions(&mut tx, workspace, &member, cursor.seq).await?;
    tx.commit().await?;
    Ok(match request.bucket {
        None => v1::VerifyResponse { buckets: digest::digests(&versions), rows: Vec::new() },
        Some(bucket) => {
            let rows = versions.into_iter().filter(|version| digest::bucket(version) == bucket).collect();
            v1::VerifyResponse { buckets: Vec::new(), rows }
        }
    })
}

/// Rows by name, for repair.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/rows", tag = "sync", params(("ws" = Uuid, Path)),
    request_body = v1::RowsRequest,
    responses(
        (status = 200, body = v1::RowsResponse, content_type = "application/vnd.mealbook.sync+json"),
        (status = 403, body = v1::Problem), (status = 413, body = v1::Problem)))]
async fn list_rows(
    state: State,
    caller: Caller,
    Path(workspace): Path<Uuid>,
    Json(request): Json<v1::RowsRequest>,
) -> Result<Response> {
    caller.may_read(workspace)?;
    if request.rows.len() > v1::PAGE_ROWS as usize {
        return Err(Error::TooLarge { limit: u64::from(v1::PAGE_ROWS) });
    }
    let mut tx = begin_read(&state.pool, workspace, caller.user).await?;
    let (_, member) = read_standing(&mut tx, workspace, caller.user).await?;
    let rows = feed::rows(&mut tx, workspace, &member, &request.rows).await?;
    tx.commit().await?;
    Ok(Answer(v1::RowsResponse { rows }).into_response())
}

/// The row whose history is asked for.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
struct OfRow {
    /// Its kind.
    kind: String,
    /// Its id.
    id: Uuid,
}

/// What was ever said of a row, oldest first.
#[utoipa::path(get, path = "/v1/workspaces/{ws}/history", tag = "sync", params(("ws" = Uuid, Path), OfRow),
    responses(
        (status = 200, body = v1::History, content_type = "application/vnd.mealbook.sync+json"),
        (status = 404, body = v1::Problem)))]
async fn list_history(
    state: State,
    caller: Caller,
    Path(workspace): Path<Uuid>,
    Query(row): Query<OfRow>,
) -> Result<Response> {
    caller.may_read(workspace)?;
    let row = v1::RowId { k: row.kind, id: row.id };
    let answer = history::history(&state, workspace, caller.user, row).await?;
    Ok(Answer(answer).into_response())
}

/// The heads of all workspaces this person is in; 304 when none moved.
#[utoipa::path(get, path = "/v1/sync/heads", tag = "sync",
    responses(
        (status = 200, body = v1::Heads, content_type = "application/vnd.mealbook.sync+json"),
        (status = 304, description = "None moved"), (status = 401, body = v1::Problem)))]
async fn list_heads(state: State, caller: Caller, headers: HeaderMap) -> Result<Response> {
    let mut answer = heads::heads(&state, caller.user).await?;
    if let Some(grant) = &caller.token {
        answer.heads.retain(|head| head.ws == grant.workspace);
    }
    let tag = heads::etag(&answer);
    if is_known(&headers, &tag) {
        return not_modified(&tag);
    }
    Ok(([(header::ETAG, tag)], Answer(answer)).into_response())
}

/// Hints that heads moved: all heads at first, then each that moves.
#[utoipa::path(get, path = "/v1/sync/events", tag = "sync",
    responses(
        (status = 200, description = "Events `head` with a `Head` as data", content_type = "text/event-stream"),
        (status = 401, body = v1::Problem)))]
async fn listen(state: State, caller: Caller) -> Result<Response> {
    if caller.token.is_some() {
        return Err(Error::Forbidden);
    }
    let mut response = events::events(state, caller.user).await?.into_response();
    // Proxies that gather an answer before they pass it on would make hints useless.
    response
        .headers_mut()
        .insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

fn is_known(headers: &HeaderMap, tag: &str) -> bool {
    let asked = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    asked.is_some_and(|asked| asked.split(',').any(|one| one.trim().trim_start_matches("W/") == tag))
}

fn not_modified(tag: &str) -> Result<Response> {
    Ok((StatusCode::NOT_MODIFIED, [(header::ETAG, tag.to_owned())]).into_response())
}
