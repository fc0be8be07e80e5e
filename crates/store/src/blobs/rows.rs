//! What the database says of the bytes.

use std::collections::HashSet;

use domain::{BlobId, WorkspaceId};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;

use crate::sql::{self, Params};
use crate::{Result, Store};

/// A blob as its row describes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BlobRow {
    /// Its id.
    pub id: BlobId,
    /// SHA-256, hex.
    pub sha256: String,
    /// BLAKE3, hex.
    pub blake3: String,
    /// How many bytes.
    pub size: u64,
    /// Media type as recognised from the bytes.
    pub mime: String,
    /// Width in pixels after orientation, when it could be decoded.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// `present`, `evicted` or `lost`.
    pub local_state: String,
}

/// A smaller picture of a blob.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VariantRow {
    /// `thumb`, `screen`, …
    pub variant: String,
    /// Its file.
    pub path: String,
    /// How many bytes.
    pub size: u64,
    /// Width in pixels.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
}

impl Store {
    /// A blob of a book.
    pub async fn blob(&self, workspace: WorkspaceId, id: BlobId) -> Result<Option<BlobRow>> {
        let args = Params::new().id(workspace.0).id(id.0).take();
        let row = sqlx::query_with(include_str!("blob.sql"), args).fetch_optional(&self.readers).await?;
        row.map(|row| blob(&row)).transpose()
    }

    /// Every blob of a book, for checking hashes.
    pub async fn blobs(&self, workspace: WorkspaceId) -> Result<Vec<BlobRow>> {
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(include_str!("blob_list.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(blob).collect()
    }

    /// The smaller pictures made of a blob.
    pub async fn variants(&self, blob: BlobId) -> Result<Vec<VariantRow>> {
        let args = Params::new().id(blob.0).take();
        let rows = sqlx::query_with(include_str!("variants.sql"), args).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(VariantRow {
                    variant: row.try_get(0)?,
                    path: row.try_get(1)?,
                    size: u64::try_from(row.try_get::<i64, _>(2)?).unwrap_or(0),
                    width: row.try_get(3)?,
                    height: row.try_get(4)?,
                })
            })
            .collect()
    }

    /// Enters a smaller picture in the list.
    pub async fn put_variant_row(&self, blob: BlobId, row: &VariantRow) -> Result<()> {
        let mut params = Params::new();
        params
            .id(blob.0)
            .text(&*row.variant)
            .text(&*row.path)
            .int(i64::try_from(row.size).unwrap_or(i64::MAX));
        params.value(&row.width.into()).value(&row.height.into());
        sqlx::query_with(include_str!("put_variant.sql"), params.take()).execute(&self.writer).await?;
        Ok(())
    }

    /// Blobs on live or trashed expenses that have no picture of that size yet, the newest first.
    pub async fn blobs_without_variant(&self, variant: &str, limit: u32) -> Result<Vec<BlobRow>> {
        let args = Params::new().text(variant).int(i64::from(limit)).take();
        let rows =
            sqlx::query_with(include_str!("without_variant.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(blob).collect()
    }

    /// The hashes any row names, deleted ones included: undo may need their bytes.
    pub(super) async fn blob_hashes(&self) -> Result<HashSet<String>> {
        Ok(sqlx::query_scalar("select sha256 from blob")
            .fetch_all(&self.readers)
            .await?
            .into_iter()
            .collect())
    }
}

fn blob(row: &SqliteRow) -> Result<BlobRow> {
    Ok(BlobRow {
        id: BlobId(sql::id(row, 0)?),
        sha256: row.try_get(1)?,
        blake3: row.try_get(2)?,
        size: u64::try_from(row.try_get::<i64, _>(3)?).unwrap_or(0),
        mime: row.try_get(4)?,
        width: row.try_get(5)?,
        height: row.try_get(6)?,
        local_state: row.try_get(7)?,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use domain::BlobId;
    use domain::schema::Patch;

    use super::*;
    use crate::BlobFile;
    use crate::testing::Book;

    pub(crate) fn blob_patch(file: &BlobFile) -> Patch {
        Patch::new()
            .set("sha256", file.sha256.as_str())
            .set("blake3", file.blake3.as_str())
            .set("size", i64::try_from(file.size).unwrap())
            .set("mime", "image/jpeg")
            .set("cloud_state", "absent")
            .set("local_state", "present")
    }

    #[tokio::test]
    async fn a_variant_is_listed_once_and_no_longer_missing() {
        let book = Book::new().await;
        let file = book.store.put_blob(b"photo".to_vec()).await.unwrap();
        let id = BlobId(book.insert("blob", blob_patch(&file)).await);
        assert_eq!(book.store.blobs_without_variant("thumb", 10).await.unwrap()[0].id, id);
        let row =
            VariantRow { variant: "thumb".into(), path: "x".into(), size: 3, width: Some(2), height: None };
        book.store.put_variant_row(id, &row).await.unwrap();
        book.store.put_variant_row(id, &row).await.unwrap();
        assert_eq!(book.store.variants(id).await.unwrap(), [row]);
        assert!(book.store.blobs_without_variant("thumb", 10).await.unwrap().is_empty());
        assert_eq!(book.store.blob(book.workspace, id).await.unwrap().unwrap().sha256, file.sha256);
    }
}
