//! Whether this copy is the service's: counts and hashes of row versions, compared from time to time (SYNC.md 5.9).

use domain::WorkspaceId;
use domain::schema::TABLES;
use sha2::{Digest as _, Sha256};
use sqlx::Row;
use uuid::Uuid;
use wire::v1;

use crate::sql::{self, Params};
use crate::{Result, Store};

/// Buckets of a digest: the values of a byte.
const BUCKETS: usize = 256;

impl Store {
    /// 256 digests as `wire::v1::Digest` describes, by the last byte of the id.
    pub async fn digest(&self, workspace: WorkspaceId) -> Result<Vec<v1::Digest>> {
        let mut buckets = vec![(0u64, 0u64); BUCKETS];
        for version in self.versions(workspace, None).await? {
            let (count, hash) = &mut buckets[bucket(version.id)];
            *count += 1;
            *hash ^= row_hash(version.id, version.seq);
        }
        Ok(buckets.into_iter().map(|(n, hash)| v1::Digest { n, h: format!("{hash:016x}") }).collect())
    }

    /// The rows of one bucket.
    pub async fn digest_rows(&self, workspace: WorkspaceId, bucket: u8) -> Result<Vec<v1::RowVersion>> {
        self.versions(workspace, Some(bucket)).await
    }

    async fn versions(&self, workspace: WorkspaceId, only: Option<u8>) -> Result<Vec<v1::RowVersion>> {
        let mut versions = Vec::new();
        let tables = TABLES.iter().map(|table| {
            format!(
                "select '{0}', id, rev from {0} as r where workspace_id = ?1 and rev > 0 and not exists (select 1 from shadow as s \
                 where s.row_id = r.id and s.\"table\" = '{0}' and s.doc ->> '$.gone')",
                table.name
            )
        });
        let kept = "select \"table\", row_id, rev from unknown_row where workspace_id = ?1".to_owned();
        for sql in tables.chain([kept]) {
            let args = Params::new().id(workspace.0).take();
            for row in &sqlx::query_with(&sql, args).fetch_all(&self.readers).await? {
                let id = sql::id(row, 1)?;
                if only.is_none_or(|only| bucket(id) == usize::from(only)) {
                    versions.push(v1::RowVersion { k: row.try_get(0)?, id, seq: row.try_get(2)? });
                }
            }
        }
        Ok(versions)
    }
}

fn bucket(id: Uuid) -> usize {
    usize::from(id.as_bytes()[15])
}

fn row_hash(id: Uuid, seq: i64) -> u64 {
    let mut hasher = Sha256::new();
    hasher.update(id.as_bytes());
    hasher.update(seq.to_be_bytes());
    let hash = hasher.finalize();
    hash[..8].iter().fold(0, |number, byte| number << 8 | u64::from(*byte))
}
