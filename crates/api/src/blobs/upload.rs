//! An upload: begun, filled with chunks, asked how far it is, completed.

use bytes::Bytes;
use futures_util::TryStreamExt;
use http::StatusCode;
use object_store::ObjectStoreExt;
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;
use wire::v1::{BLOB_BYTES_MAX, BeginUpload, CHUNK_BYTES, Problem, UploadState};

use super::key::{self, Sha256};
use super::{WORKSPACE_BYTES_MAX, complete as completing, kind};
use crate::auth::Caller;
use crate::desk;
use crate::extract::{Json, Path};
use crate::{Error, Result, State};

/// An upload that is under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Upload {
    pub size: u64,
    pub mime: String,
}

/// Bytes that are there, checked against their hash.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stored {
    /// Size in bytes.
    pub size: i64,
    /// Media type, by the bytes.
    pub mime: String,
    /// Their other hash, which devices keep too.
    pub blake3: String,
}

impl Upload {
    /// How many chunks there are.
    pub(super) fn count(&self) -> u32 {
        u32::try_from(self.size.div_ceil(CHUNK_BYTES as u64)).unwrap_or(u32::MAX)
    }

    /// The size of a chunk; `None` beyond the end.
    pub(super) fn chunk_size(&self, index: u32) -> Option<u64> {
        let from = u64::from(index) * CHUNK_BYTES as u64;
        (from < self.size).then(|| (self.size - from).min(CHUNK_BYTES as u64))
    }
}

/// Reads a hash of the address; one that is none names nothing.
pub(super) fn hash(text: &str) -> Result<Sha256> {
    text.parse().map_err(|_| Error::NotFound)
}

/// Asks to upload a photograph, or to go on with it.
#[utoipa::path(
    post,
    path = "/v1/workspaces/{ws}/blobs/{sha256}",
    operation_id = "beginUpload",
    tag = "photographs",
    security(("bearer" = [])),
    params(
        ("ws" = Uuid, Path, description = "The workspace"),
        ("sha256" = String, Path, description = "SHA-256 of the bytes, 64 hexadecimal digits", pattern = "^[0-9a-f]{64}$"),
    ),
    request_body(content = BeginUpload, example = json!({ "size": 412_345, "mime": "image/jpeg" })),
    responses(
        (status = 200, body = UploadState, description = "Present, or which chunks there are and which are missing",
            example = json!({ "state": "chunks", "chunk": 524_288, "count": 1, "have": [] })),
    )
)]
pub(super) async fn begin(
    state: State,
    caller: Caller,
    Path((workspace, sha256)): Path<(Uuid, String)>,
    Json(asked): Json<BeginUpload>,
) -> Result<Json<UploadState>> {
    let hash = hash(&sha256)?;
    caller.may_write(workspace)?;
    check(&asked)?;
    let mut desk = desk::open(&state, &caller, workspace).await?;
    desk.may_write()?;
    let connection = desk.connection();
    if find_stored(connection, workspace, hash).await?.is_some() {
        desk.close().await?;
        completing::mark(&state, workspace, hash).await?;
        return Ok(Json(UploadState::Present));
    }
    let used: i64 = sqlx::query_scalar(include_str!("used.sql"))
        .bind(workspace)
        .bind(&hash.0[..])
        .fetch_one(&mut *connection)
        .await?;
    if u64::try_from(used).unwrap_or(0).saturating_add(asked.size) > WORKSPACE_BYTES_MAX {
        return Err(Error::TooLarge { limit: WORKSPACE_BYTES_MAX });
    }
    sqlx::query(include_str!("put_upload.sql"))
        .bind(workspace)
        .bind(&hash.0[..])
        .bind(i64::try_from(asked.size).unwrap_or(i64::MAX))
        .bind(&asked.mime)
        .bind(caller.user)
        .bind(state.now_ms())
        .execute(&mut *connection)
        .await?;
    desk.close().await?;
    chunks(&state, workspace, hash, &Upload { size: asked.size, mime: asked.mime }).await.map(Json)
}

fn check(asked: &BeginUpload) -> Result<()> {
    if asked.size > BLOB_BYTES_MAX {
        return Err(Error::TooLarge { limit: BLOB_BYTES_MAX });
    }
    if asked.size == 0 {
        return Err(Error::field("/size", "out_of_range"));
    }
    let is_kept = kind::KEPT.iter().any(|(kept, _)| kind::fits(&asked.mime, kept));
    if is_kept { Ok(()) } else { Err(Error::field("/mime", "unknown")) }
}

/// How far an upload is: where to go on after a line was cut.
#[utoipa::path(
    get,
    path = "/v1/workspaces/{ws}/blobs/{sha256}/chunks",
    operation_id = "getUpload",
    tag = "photographs",
    security(("bearer" = [])),
    params(
        ("ws" = Uuid, Path, description = "The workspace"),
        ("sha256" = String, Path, description = "SHA-256 of the bytes", pattern = "^[0-9a-f]{64}$"),
    ),
    responses((status = 200, body = UploadState, example = json!({ "state": "present" })))
)]
pub(super) async fn status(
    state: State,
    caller: Caller,
    Path((workspace, sha256)): Path<(Uuid, String)>,
) -> Result<Json<UploadState>> {
    let hash = hash(&sha256)?;
    let upload = match find(&state, &caller, workspace, hash).await? {
        Found::Stored => return Ok(Json(UploadState::Present)),
        Found::Upload(upload) => upload,
    };
    chunks(&state, workspace, hash, &upload).await.map(Json)
}

/// One chunk: in any order, as often as it takes.
#[utoipa::path(
    put,
    path = "/v1/workspaces/{ws}/blobs/{sha256}/chunks/{index}",
    operation_id = "putChunk",
    tag = "photographs",
    security(("bearer" = [])),
    params(
        ("ws" = Uuid, Path, description = "The workspace"),
        ("sha256" = String, Path, description = "SHA-256 of the bytes", pattern = "^[0-9a-f]{64}$"),
        ("index" = u32, Path, description = "Which chunk, from 0"),
    ),
    request_body(content_type = "application/octet-stream", description = "524,288 bytes; the last chunk is shorter"),
    responses((status = 204, description = "It is there"))
)]
pub(super) async fn put_chunk(
    state: State,
    caller: Caller,
    Path((workspace, sha256, index)): Path<(Uuid, String, u32)>,
    bytes: Bytes,
) -> Result<StatusCode> {
    let hash = hash(&sha256)?;
    caller.may_write(workspace)?;
    let upload = match find(&state, &caller, workspace, hash).await? {
        // The answer to `complete` was lost, and the device goes on.
        Found::Stored => return Ok(StatusCode::NO_CONTENT),
        Found::Upload(upload) => upload,
    };
    let size = upload.chunk_size(index).ok_or_else(|| Error::field("/index", "out_of_range"))?;
    if bytes.len() as u64 != size {
        return Err(Error::field("", "size_differs"));
    }
    state.blobs.put(&key::chunk(workspace, hash, index), bytes.into()).await.map_err(storage)?;
    Ok(StatusCode::NO_CONTENT)
}

/// All chunks are there: checks size, hash and kind, and makes the photograph present.
#[utoipa::path(
    post,
    path = "/v1/workspaces/{ws}/blobs/{sha256}/complete",
    operation_id = "completeUpload",
    tag = "photographs",
    security(("bearer" = [])),
    params(
        ("ws" = Uuid, Path, description = "The workspace"),
        ("sha256" = String, Path, description = "SHA-256 of the bytes", pattern = "^[0-9a-f]{64}$"),
    ),
    responses(
        (status = 200, body = UploadState, example = json!({ "state": "present" })),
        (status = 409, body = Problem, content_type = "application/problem+json", description = "Chunks are missing"),
    )
)]
pub(super) async fn complete(
    state: State,
    caller: Caller,
    Path((workspace, sha256)): Path<(Uuid, String)>,
) -> Result<Json<UploadState>> {
    let hash = hash(&sha256)?;
    caller.may_write(workspace)?;
    let found = find(&state, &caller, workspace, hash).await?;
    // A device that hangs up must not leave it half done.
    let task = tokio::spawn(async move {
        match found {
            Found::Stored => completing::mark(&state, workspace, hash).await,
            Found::Upload(upload) => completing::complete(&state, workspace, hash, &upload).await,
        }
    });
    task.await.map_err(|_| Error::Internal("complete"))??;
    Ok(Json(UploadState::Present))
}

enum Found {
    Stored,
    Upload(Upload),
}

/// What is known of a hash, for a member who may write.
async fn find(state: &State, caller: &Caller, workspace: Uuid, hash: Sha256) -> Result<Found> {
    caller.may_read(workspace)?;
    let mut desk = desk::open(state, caller, workspace).await?;
    desk.may_write()?;
    let connection = desk.connection();
    let found = if find_stored(connection, workspace, hash).await?.is_some() {
        Some(Found::Stored)
    } else {
        find_upload(connection, workspace, hash).await?.map(Found::Upload)
    };
    desk.close().await?;
    found.ok_or(Error::NotFound)
}

pub(super) async fn find_upload(
    connection: &mut PgConnection,
    workspace: Uuid,
    hash: Sha256,
) -> Result<Option<Upload>> {
    let row = sqlx::query(include_str!("find_upload.sql"))
        .bind(workspace)
        .bind(&hash.0[..])
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    let size: i64 = row.try_get("size")?;
    Ok(Some(Upload { size: u64::try_from(size).unwrap_or(0), mime: row.try_get("mime")? }))
}

/// The bytes of a hash, when a workspace has them.
pub(crate) async fn find_stored(
    connection: &mut PgConnection,
    workspace: Uuid,
    hash: Sha256,
) -> Result<Option<Stored>> {
    let row = sqlx::query(include_str!("find_stored.sql"))
        .bind(workspace)
        .bind(&hash.0[..])
        .fetch_optional(connection)
        .await?;
    let Some(row) = row else { return Ok(None) };
    Ok(Some(Stored {
        size: row.try_get("size")?,
        mime: row.try_get("mime")?,
        blake3: row.try_get("blake3")?,
    }))
}

/// Which chunks an upload has.
pub(super) async fn chunks(
    state: &State,
    workspace: Uuid,
    hash: Sha256,
    upload: &Upload,
) -> Result<UploadState> {
    let prefix = key::staging(workspace, hash);
    let staged: Vec<_> = state.blobs.list(Some(&prefix)).try_collect().await.map_err(storage)?;
    let mut have: Vec<u32> = staged
        .iter()
        .filter_map(|object| {
            let index: u32 = object.location.filename()?.parse().ok()?;
            (upload.chunk_size(index) == Some(object.size)).then_some(index)
        })
        .collect();
    have.sort_unstable();
    let chunk = u32::try_from(CHUNK_BYTES).unwrap_or(u32::MAX);
    Ok(UploadState::Chunks { chunk, count: upload.count(), have })
}

/// The store of photographs does not answer as it should; what it said stays in the log.
pub(super) fn storage(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::NotFound,
        other => {
            // The message names keys only: a workspace and a hash.
            tracing::warn!(error = %other, "the store of photographs failed");
            Error::Unavailable("photographs")
        }
    }
}
