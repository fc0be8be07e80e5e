//! A photograph on its way out: only to members who see something it hangs on, as a file and never as a page.

use axum::body::Body;
use axum::response::{IntoResponse, Response};
use domain::schema::Table;
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use object_store::{GetOptions, GetRange, ObjectStore};
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

use super::key::{self, Sha256};
use super::kind;
use super::range::{self, Part};
use super::upload::{Stored, find_stored, hash, storage};
use crate::auth::Caller;
use crate::extract::Path;
use crate::push::{Member, StoredRow};
use crate::view::{Sight, sight};
use crate::{Error, Result, State, desk};

/// The bytes of a photograph; `Range` and `If-Range` go on with a download that was cut.
#[utoipa::path(
    get,
    path = "/v1/workspaces/{ws}/blobs/{sha256}",
    operation_id = "downloadBlob",
    tag = "photographs",
    security(("bearer" = [])),
    params(
        ("ws" = Uuid, Path, description = "The workspace"),
        ("sha256" = String, Path, description = "SHA-256 of the bytes", pattern = "^[0-9a-f]{64}$"),
        ("Range" = Option<String>, Header, description = "`bytes=0-1023`"),
    ),
    responses(
        (status = 200, description = "All bytes", content_type = "application/octet-stream"),
        (status = 206, description = "The bytes asked for", content_type = "application/octet-stream"),
        (status = 304, description = "The reader has them"),
        (status = 416, description = "There are no such bytes"),
    )
)]
pub(super) async fn get(
    state: State,
    caller: Caller,
    Path((workspace, sha256)): Path<(Uuid, String)>,
    headers: HeaderMap,
) -> Result<Response> {
    let hash = hash(&sha256)?;
    caller.may_read(workspace)?;
    let mut desk = desk::open(&state, &caller, workspace).await?;
    let member = desk.member();
    let connection = desk.connection();
    let stored = match sees(connection, &member, workspace, hash).await? {
        true => find_stored(connection, workspace, hash).await?,
        false => None,
    };
    desk.close().await?;
    let stored = stored.ok_or(Error::NotFound)?;
    let tag = format!("\"{hash}\"");
    let asked = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if asked(header::IF_NONE_MATCH).is_some_and(|tags| tags == "*" || tags.contains(&tag)) {
        return Ok(with_headers(StatusCode::NOT_MODIFIED.into_response(), &stored, hash, None));
    }
    let size = u64::try_from(stored.size).unwrap_or(0);
    let is_same = asked(header::IF_RANGE).is_none_or(|known| known == tag);
    let part = range::read(asked(header::RANGE).filter(|_| is_same), size);
    send(&state, workspace, hash, &stored, size, part).await
}

async fn send(
    state: &State,
    workspace: Uuid,
    hash: Sha256,
    stored: &Stored,
    size: u64,
    part: Part,
) -> Result<Response> {
    let (status, range, content_range) = match part {
        Part::Whole => (StatusCode::OK, None, None),
        Part::Some(range) => {
            let said = format!("bytes {}-{}/{size}", range.start, range.end - 1);
            (StatusCode::PARTIAL_CONTENT, Some(range), Some(said))
        }
        Part::Beyond => {
            let mut response = StatusCode::RANGE_NOT_SATISFIABLE.into_response();
            // Said as JSON-less as it is: there is nothing to mend but the range, which this header names.
            put(response.headers_mut(), header::CONTENT_RANGE, &format!("bytes */{size}"));
            return Ok(response);
        }
    };
    let length = range.as_ref().map_or(size, |range| range.end - range.start);
    let options = GetOptions { range: range.map(GetRange::Bounded), ..GetOptions::default() };
    let found = state.blobs.get_opts(&key::object(workspace, hash), options).await.map_err(storage)?;
    let mut response = (status, Body::from_stream(found.into_stream())).into_response();
    response.headers_mut().insert(header::CONTENT_LENGTH, HeaderValue::from(length));
    Ok(with_headers(response, stored, hash, content_range))
}

fn with_headers(mut response: Response, stored: &Stored, hash: Sha256, range: Option<String>) -> Response {
    let headers = response.headers_mut();
    put(headers, header::CONTENT_TYPE, &stored.mime);
    put(headers, header::ETAG, &format!("\"{hash}\""));
    put(headers, header::ACCEPT_RANGES, "bytes");
    // Whoever loses the right to see it keeps what was downloaded, and no proxy keeps anything.
    put(headers, header::CACHE_CONTROL, "private, no-transform, max-age=31536000, immutable");
    let ending = kind::ending(&stored.mime);
    put(headers, header::CONTENT_DISPOSITION, &format!("attachment; filename=\"{hash}.{ending}\""));
    put(headers, header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    if let Some(range) = range {
        put(headers, header::CONTENT_RANGE, &range);
    }
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Whether a member sees a row that names these bytes; such a row is as open as the expenses it hangs on.
async fn sees(connection: &mut PgConnection, member: &Member, workspace: Uuid, hash: Sha256) -> Result<bool> {
    let rows = sqlx::query(include_str!("naming.sql"))
        .bind(workspace)
        .bind(hash.to_string())
        .fetch_all(connection)
        .await?;
    for row in rows {
        let record = row.try_get("record")?;
        let row = StoredRow::of_record(Table::named("blob"), record).ok_or(Error::Internal("blob"))?;
        if sight(member, &row) == Sight::Full {
            return Ok(true);
        }
    }
    Ok(false)
}
