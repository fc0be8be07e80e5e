//! Uploads nobody went on with are removed; whoever comes back begins anew, and loses no more than time.

use futures_util::{StreamExt, TryStreamExt};
use object_store::ObjectStore;
use sqlx::{PgPool, Row as _};
use uuid::Uuid;

use super::UPLOAD_DAYS;
use super::key::{self, Sha256};
use super::upload::storage;
use crate::{Error, Result};

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// Uploads looked at in one run; the next run goes on.
const UPLOADS_PER_RUN: i64 = 1_000;

/// Removes uploads that were not touched for `UPLOAD_DAYS`; gives how many. `owner` is the role that sees all workspaces.
pub async fn expire_uploads(owner: &PgPool, store: &dyn ObjectStore, now_ms: i64) -> Result<usize> {
    let rows = sqlx::query(include_str!("expired.sql"))
        .bind(now_ms - UPLOAD_DAYS * DAY_MS)
        .bind(UPLOADS_PER_RUN)
        .fetch_all(owner)
        .await?;
    for row in &rows {
        let workspace: Uuid = row.try_get("workspace_id")?;
        let bytes: Vec<u8> = row.try_get("sha256")?;
        let hash = Sha256(bytes.try_into().map_err(|_| Error::Internal("a hash of another length"))?);
        let staged =
            store.list(Some(&key::staging(workspace, hash))).map_ok(|object| object.location).boxed();
        store.delete_stream(staged).try_collect::<Vec<_>>().await.map_err(storage)?;
        sqlx::query(include_str!("drop_upload.sql")).bind(workspace).bind(&hash.0[..]).execute(owner).await?;
    }
    Ok(rows.len())
}

/// Removes every photograph of a workspace that is about to be forgotten, and every half upload. To be done before its rows go: what
/// was cut off is found again by them.
pub async fn remove_all(store: &dyn ObjectStore, workspace: Uuid) -> Result<()> {
    for folder in [key::objects(workspace), key::stagings(workspace)] {
        let found = store.list(Some(&folder)).map_ok(|object| object.location).boxed();
        store.delete_stream(found).try_collect::<Vec<_>>().await.map_err(storage)?;
    }
    Ok(())
}
