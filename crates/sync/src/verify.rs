//! Comparing a copy with the service's, and mending it (docs/SYNC.md 5.9): digests of 256 buckets, then the rows of those that differ.
//! Nobody is asked whose side to take: the service's rows come, waiting edits stay on top.

use std::collections::{BTreeMap, BTreeSet};

use uuid::Uuid;
use wire::v1::{PAGE_ROWS, Row, RowId, RowVersion, RowsRequest, VerifyRequest};

use crate::runner::Runner;
use crate::service::{Failure, Service};

/// What comparing found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verified {
    /// Buckets that differed.
    pub buckets: usize,
    /// Rows that differed and were fetched.
    pub rows: usize,
}

/// Why a copy could not be compared.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The service did not answer as hoped.
    #[error(transparent)]
    Service(#[from] Failure),
    /// The book could not be read or written.
    #[error(transparent)]
    Book(#[from] store::Error),
}

/// Compares the copy and mends it.
pub async fn verify(service: &Service, runner: &Runner, now_ms: i64) -> Result<Verified, Error> {
    let workspace = runner.workspace();
    let book = runner.store().sync_book(workspace).await?;
    let Some(cursor) = book.and_then(|book| book.cursor) else { return Ok(Verified::default()) };
    let theirs =
        service.digests(workspace.0, &VerifyRequest { cursor: cursor.clone(), bucket: None }).await?;
    let ours = runner.store().digest(workspace).await?;
    let mut found = Verified::default();
    for (bucket, (theirs, ours)) in (0_u8..=u8::MAX).zip(theirs.buckets.iter().zip(&ours)) {
        if theirs == ours {
            continue;
        }
        found.buckets += 1;
        let request = VerifyRequest { cursor: cursor.clone(), bucket: Some(bucket) };
        let theirs = service.digests(workspace.0, &request).await?.rows;
        let ours = runner.store().digest_rows(workspace, bucket).await?;
        let wrong = differing(&theirs, &ours);
        for part in wrong.chunks(PAGE_ROWS as usize) {
            let rows = fetch(service, workspace.0, part).await?;
            runner.store().apply_rows(runner.context(now_ms), &rows, true).await?;
        }
        found.rows += wrong.len();
    }
    if found.rows > 0 {
        tracing::warn!(workspace = %workspace.0, rows = found.rows, "the copy differed from the service's and was mended");
    }
    runner.put_verified(now_ms).await?;
    Ok(found)
}

async fn fetch(service: &Service, workspace: Uuid, rows: &[RowVersion]) -> Result<Vec<Row>, Failure> {
    let rows = rows.iter().map(|row| RowId { k: row.k.clone(), id: row.id }).collect();
    Ok(service.rows(workspace, &RowsRequest { rows }).await?.rows)
}

/// Rows only one side has, or that have two versions.
fn differing(theirs: &[RowVersion], ours: &[RowVersion]) -> Vec<RowVersion> {
    let index = |rows: &[RowVersion]| -> BTreeMap<(String, Uuid), i64> {
        rows.iter().map(|row| ((row.k.clone(), row.id), row.seq)).collect()
    };
    let (theirs, ours) = (index(theirs), index(ours));
    let all: BTreeSet<_> = theirs.keys().chain(ours.keys()).collect();
    all.into_iter()
        .filter(|row| theirs.get(*row) != ours.get(*row))
        .map(|(k, id)| RowVersion { k: k.clone(), id: *id, seq: 0 })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: u128, seq: i64) -> RowVersion {
        RowVersion { k: "expense".into(), id: Uuid::from_u128(id), seq }
    }

    #[test]
    fn rows_of_one_side_alone_and_of_two_versions_differ() {
        let wrong = differing(&[row(1, 1), row(2, 2), row(3, 3)], &[row(1, 1), row(2, 9), row(4, 4)]);
        let ids: Vec<u128> = wrong.iter().map(|row| row.id.as_u128()).collect();
        assert_eq!(ids, [2, 3, 4]);
    }
}
