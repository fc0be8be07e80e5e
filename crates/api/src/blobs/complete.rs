//! From chunks to a photograph: read through once, checked, written, recorded, marked, cleaned up, in this order. Whatever stops it in
//! between, doing it again gets there.

use futures_util::{StreamExt, TryStreamExt};
use object_store::{ObjectStoreExt, WriteMultipart};
use sha2::Digest as _;
use uuid::Uuid;
use wire::v1::UploadState;

use super::key::{self, Sha256};
use super::kind::{self, MAGIC_BYTES};
use super::upload::{Stored, Upload, chunks, find_stored, storage};
use crate::{Error, Result, State, desk};

/// Parts of an object that are written at the same time, at most: what bounds the memory.
const PARTS_WRITTEN_MAX: usize = 2;

/// Completes an upload.
pub(super) async fn complete(state: &State, workspace: Uuid, hash: Sha256, upload: &Upload) -> Result<()> {
    if let UploadState::Chunks { count, have, .. } = chunks(state, workspace, hash, upload).await?
        && have.len() < count as usize
    {
        // Another request may have completed it and cleaned up just now.
        return if is_stored(state, workspace, hash).await? {
            mark(state, workspace, hash).await
        } else {
            Err(Error::conflict("chunks are missing"))
        };
    }
    let stored = match write(state, workspace, hash, upload).await {
        Ok(stored) => stored,
        Err(Error::NotFound) if is_stored(state, workspace, hash).await? => {
            return mark(state, workspace, hash).await;
        }
        Err(Error::NotFound) => return Err(Error::conflict("chunks are missing")),
        Err(error) => {
            if matches!(error, Error::Invalid(_)) {
                clean(state, workspace, hash).await?;
            }
            return Err(error);
        }
    };
    record(state, workspace, hash, &stored).await?;
    mark(state, workspace, hash).await?;
    clean(state, workspace, hash).await
}

/// Writes the object, if its bytes are what they are said to be.
pub(super) async fn write(state: &State, workspace: Uuid, hash: Sha256, upload: &Upload) -> Result<Stored> {
    let target = state.blobs.put_multipart(&key::object(workspace, hash)).await.map_err(storage)?;
    let mut writer = WriteMultipart::new(target);
    match read_through(state, workspace, hash, upload, &mut writer).await {
        Ok(stored) => {
            writer.finish().await.map_err(storage)?;
            Ok(stored)
        }
        Err(error) => {
            let _ = writer.abort().await;
            Err(error)
        }
    }
}

async fn read_through(
    state: &State,
    workspace: Uuid,
    hash: Sha256,
    upload: &Upload,
    writer: &mut WriteMultipart,
) -> Result<Stored> {
    let (mut sha256, mut blake3) = (sha2::Sha256::new(), blake3::Hasher::new());
    let (mut size, mut start) = (0u64, Vec::with_capacity(MAGIC_BYTES));
    for index in 0..upload.count() {
        let chunk = state.blobs.get(&key::chunk(workspace, hash, index)).await.map_err(storage)?;
        let mut bytes = chunk.into_stream();
        while let Some(bytes) = bytes.next().await.transpose().map_err(storage)? {
            size += bytes.len() as u64;
            start.extend(bytes.iter().take(MAGIC_BYTES.saturating_sub(start.len())));
            sha256.update(&bytes);
            blake3.update(&bytes);
            writer.wait_for_capacity(PARTS_WRITTEN_MAX).await.map_err(storage)?;
            writer.put(bytes);
        }
    }
    if size != upload.size {
        return Err(Error::field("/size", "size_differs"));
    }
    if sha256.finalize()[..] != hash.0 {
        return Err(Error::field("/sha256", "hash_differs"));
    }
    let mime = kind::of(&start).filter(|found| kind::fits(&upload.mime, found));
    let mime = mime.ok_or_else(|| Error::field("/mime", "kind_differs"))?;
    let size = i64::try_from(size).map_err(|_| Error::Internal("size"))?;
    Ok(Stored { size, mime: mime.to_owned(), blake3: blake3.finalize().to_hex().to_string() })
}

/// Records that the object is there.
pub(super) async fn record(state: &State, workspace: Uuid, hash: Sha256, stored: &Stored) -> Result<()> {
    let mut desk = desk::open_for_service(state, workspace).await?;
    sqlx::query(include_str!("put_stored.sql"))
        .bind(workspace)
        .bind(&hash.0[..])
        .bind(stored.size)
        .bind(&stored.mime)
        .bind(&stored.blake3)
        .bind(state.now_ms())
        .execute(desk.connection())
        .await?;
    desk.close().await
}

/// Tells every device: the rows that name these bytes change, which is a sequence like any other.
pub(super) async fn mark(state: &State, workspace: Uuid, hash: Sha256) -> Result<()> {
    desk::mark_present(state, workspace, &hash.to_string()).await
}

/// Removes the chunks and the upload.
pub(super) async fn clean(state: &State, workspace: Uuid, hash: Sha256) -> Result<()> {
    let staged =
        state.blobs.list(Some(&key::staging(workspace, hash))).map_ok(|object| object.location).boxed();
    let removed = state.blobs.delete_stream(staged).filter_map(|result| async move {
        // What somebody else removed is removed.
        match result {
            Ok(_) | Err(object_store::Error::NotFound { .. }) => None,
            Err(error) => Some(error),
        }
    });
    if let Some(error) = std::pin::pin!(removed).next().await {
        return Err(storage(error));
    }
    let mut desk = desk::open_for_service(state, workspace).await?;
    sqlx::query(include_str!("drop_upload.sql"))
        .bind(workspace)
        .bind(&hash.0[..])
        .execute(desk.connection())
        .await?;
    desk.close().await
}

async fn is_stored(state: &State, workspace: Uuid, hash: Sha256) -> Result<bool> {
    let mut desk = desk::open_for_service(state, workspace).await?;
    let stored = find_stored(desk.connection(), workspace, hash).await?;
    desk.close().await?;
    Ok(stored.is_some())
}
