//! The bytes of photographs on their way up and down: what is missing where, found from the rows, and how the last attempts went.

use domain::{BlobId, ExpenseId, WorkspaceId};
use sqlx::Row;

use crate::sql::{self, Params};
use crate::{Error, Result, Store};

/// Bytes the service lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The row.
    pub blob: BlobId,
    /// The name of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Media type.
    pub mime: String,
    /// Chunks the service has.
    pub done: Vec<u32>,
    /// Attempts so far.
    pub tries: u32,
}

/// Bytes this device lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The row.
    pub blob: BlobId,
    /// The name of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Attempts so far.
    pub tries: u32,
}

impl Store {
    /// Photographs whose bytes the service lacks and whose row it has, smallest first.
    pub async fn uploads(&self, workspace: WorkspaceId, now_ms: i64, limit: u32) -> Result<Vec<Upload>> {
        let args = Params::new().id(workspace.0).int(now_ms).int(i64::from(limit)).take();
        let rows = sqlx::query_with(include_str!("uploads.sql"), args).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                let done: Option<&str> = row.try_get(4)?;
                let done = done.map_or(Ok(Vec::new()), serde_json::from_str);
                Ok(Upload {
                    blob: BlobId(sql::id(row, 0)?),
                    sha256: row.try_get(1)?,
                    size: u64::try_from(row.try_get::<i64, _>(2)?).unwrap_or(0),
                    mime: row.try_get(3)?,
                    done: done.map_err(|_| Error::Malformed("an upload"))?,
                    tries: row.try_get::<Option<u32>, _>(5)?.unwrap_or(0),
                })
            })
            .collect()
    }

    /// The service has these chunks.
    pub async fn put_upload_chunks(&self, workspace: WorkspaceId, sha256: &str, done: &[u32]) -> Result<()> {
        let done = serde_json::Value::from(done.to_vec()).to_string();
        let args = Params::new().id(workspace.0).text(sha256).text(done).take();
        sqlx::query_with(include_str!("put_chunks.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// The service has all of it.
    pub async fn put_upload_complete(&self, workspace: WorkspaceId, sha256: &str) -> Result<()> {
        let args = Params::new().id(workspace.0).text(sha256).take();
        sqlx::query_with(include_str!("put_complete.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// An upload or (`is_up` false) a download failed; not again before `retry_at_ms`.
    pub async fn put_transfer_failed(
        &self,
        workspace: WorkspaceId,
        sha256: &str,
        is_up: bool,
        retry_at_ms: i64,
    ) -> Result<()> {
        let way = if is_up { "up" } else { "down" };
        let args = Params::new().id(workspace.0).text(sha256).text(way).int(retry_at_ms).take();
        sqlx::query_with(include_str!("put_failed.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// Photographs the service has and this device never had, newest first.
    pub async fn downloads(&self, workspace: WorkspaceId, now_ms: i64, limit: u32) -> Result<Vec<Download>> {
        let args = Params::new().id(workspace.0).int(now_ms).int(i64::from(limit)).take();
        let rows = sqlx::query_with(include_str!("downloads.sql"), args).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(Download {
                    blob: BlobId(sql::id(row, 0)?),
                    sha256: row.try_get(1)?,
                    size: u64::try_from(row.try_get::<i64, _>(2)?).unwrap_or(0),
                    tries: row.try_get::<Option<u32>, _>(3)?.unwrap_or(0),
                })
            })
            .collect()
    }

    /// The bytes are here (`put_blob` wrote and checked them).
    pub async fn put_blob_present(&self, workspace: WorkspaceId, sha256: &str) -> Result<()> {
        self.put_local_state(workspace, sha256, "present").await
    }

    /// The bytes are gone and the service never had them.
    pub async fn put_blob_lost(&self, workspace: WorkspaceId, sha256: &str) -> Result<()> {
        self.put_local_state(workspace, sha256, "lost").await
    }

    /// The expense those bytes are a photograph of.
    pub async fn expense_of_blob(&self, blob: BlobId) -> Result<Option<ExpenseId>> {
        let args = Params::new().id(blob.0).take();
        let row =
            sqlx::query_with(include_str!("expense_of_blob.sql"), args).fetch_optional(&self.readers).await?;
        row.map(|row| Ok(ExpenseId(sql::id(&row, 0)?))).transpose()
    }

    async fn put_local_state(&self, workspace: WorkspaceId, sha256: &str, state: &str) -> Result<()> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let args = Params::new().id(workspace.0).text(sha256).text(state).take();
        sqlx::query_with(include_str!("put_local_state.sql"), args).execute(&mut *tx).await?;
        let args = Params::new().id(workspace.0).text(sha256).take();
        sqlx::query_with(include_str!("forget_transfer.sql"), args).execute(&mut *tx).await?;
        Ok(tx.commit().await?)
    }

    /// Somebody looked at a photograph.
    pub async fn put_blob_used(&self, blob: BlobId, at_ms: i64) -> Result<()> {
        let args = Params::new().id(blob.0).int(at_ms).take();
        sqlx::query_with(include_str!("put_used.sql"), args).execute(&self.writer).await?;
        Ok(())
    }

    /// Removes the files of photographs nobody looked at for longest, until at most `bytes_max` remain; only what the service has.
    /// Answers how many bytes were freed.
    pub async fn evict_blobs(&self, bytes_max: u64) -> Result<u64> {
        let kept: i64 = sqlx::query_scalar(include_str!("bytes_here.sql")).fetch_one(&self.readers).await?;
        let mut kept = u64::try_from(kept).unwrap_or(0);
        let mut freed = 0;
        for row in &sqlx::query(include_str!("evictable.sql")).fetch_all(&self.readers).await? {
            if kept <= bytes_max {
                break;
            }
            let sha256: String = row.try_get(0)?;
            let size = u64::try_from(row.try_get::<i64, _>(1)?).unwrap_or(0);
            // The rows first: a file that is still there is no harm, one that is missing would look lost.
            sqlx::query(include_str!("evict.sql")).bind(&sha256).execute(&self.writer).await?;
            match std::fs::remove_file(self.blob_path(&sha256)?) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
            kept = kept.saturating_sub(size);
            freed += size;
        }
        Ok(freed)
    }
}
