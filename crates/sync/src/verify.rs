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
    use std::sync::Arc;

    use domain::{DeviceId, WorkspaceId};
    use serde_json::json;
    use sha2::{Digest, Sha256};
    use store::{OpenOptions, Store};
    use wire::v1::{RowsResponse, SyncResponse, VerifyResponse};

    use super::*;
    use crate::engine::{Effect, Event, RequestId};
    use crate::testing::{Reply, Server, next_session, session};

    fn row(id: u128, seq: i64) -> RowVersion {
        RowVersion { k: "expense".into(), id: Uuid::from_u128(id), seq }
    }

    #[test]
    fn rows_of_one_side_alone_and_of_two_versions_differ() {
        let wrong = differing(&[row(1, 1), row(2, 2), row(3, 3)], &[row(1, 1), row(2, 9), row(4, 4)]);
        let ids: Vec<u128> = wrong.iter().map(|row| row.id.as_u128()).collect();
        assert_eq!(ids, [2, 3, 4]);
    }

    fn tag(id: u128, seq: i64, name: &str) -> Row {
        let columns = json!({"name": name, "name_fold": name.to_lowercase()});
        let d = columns.as_object().unwrap().clone();
        Row { k: "tag".into(), id: Uuid::from_u128(id), seq, d, ..Row::default() }
    }

    fn home(id: Uuid) -> Row {
        let columns = json!({"name": "Home", "kind": "household", "home_currency": "EUR", "month_start_day": 1,
            "fiscal_year_start": 1});
        Row { k: "workspace".into(), id, seq: 1, d: columns.as_object().unwrap().clone(), ..Row::default() }
    }

    /// As `wire::v1::Digest` says.
    fn digests(rows: &[Row]) -> Vec<wire::v1::Digest> {
        let mut buckets = vec![(0_u64, 0_u64); 256];
        for row in rows {
            let bytes = [row.id.as_bytes().as_slice(), &row.seq.to_be_bytes()].concat();
            let hash = u64::from_be_bytes(Sha256::digest(bytes)[..8].try_into().unwrap());
            let bucket = &mut buckets[usize::from(row.id.as_bytes()[15])];
            *bucket = (bucket.0 + 1, bucket.1 ^ hash);
        }
        buckets.into_iter().map(|(n, h)| wire::v1::Digest { n, h: format!("{h:016x}") }).collect()
    }

    /// A service that has these rows.
    async fn service(rows: Vec<Row>) -> Server {
        Server::start(move |asked| match asked.path.rsplit('/').next() {
            Some("refresh") => session(next_session(asked)),
            Some("verify") => {
                let request: VerifyRequest = serde_json::from_slice(&asked.body).unwrap();
                let of = |bucket| rows.iter().filter(move |row| row.id.as_bytes()[15] == bucket);
                Reply::json(&match request.bucket {
                    None => VerifyResponse { buckets: digests(&rows), rows: Vec::new() },
                    Some(bucket) => VerifyResponse {
                        buckets: Vec::new(),
                        rows: of(bucket)
                            .map(|row| RowVersion { k: row.k.clone(), id: row.id, seq: row.seq })
                            .collect(),
                    },
                })
            }
            _ => {
                let request: RowsRequest = serde_json::from_slice(&asked.body).unwrap();
                let gone =
                    |asked: &RowId| Row { k: asked.k.clone(), id: asked.id, gone: true, ..Row::default() };
                let find = |asked: &RowId| rows.iter().find(|row| row.id == asked.id).cloned();
                let rows =
                    request.rows.iter().map(|asked| find(asked).unwrap_or_else(|| gone(asked))).collect();
                Reply::json(&RowsResponse { rows })
            }
        })
        .await
    }

    #[tokio::test]
    async fn a_copy_that_differs_is_mended_and_then_found_equal() {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&folder.path().join("book.db"), &OpenOptions::at(1)).await.unwrap().store;
        let workspace = WorkspaceId(Uuid::from_u128(1 << 100));
        store.add_sync_book(workspace, "Home", None).await.unwrap();
        let runner = Runner::new(store, workspace, DeviceId(Uuid::from_u128(9)), Arc::new(Uuid::now_v7));
        // Here: 2 is old, 3 should not be there, 4 is missing; 1 is right.
        let here = vec![home(workspace.0), tag(1, 2, "same"), tag(2, 3, "old"), tag(3, 4, "ghost")];
        let there = vec![home(workspace.0), tag(1, 2, "same"), tag(2, 6, "new"), tag(4, 5, "missed")];
        let answer = SyncResponse {
            epoch: 1,
            head: 6,
            rows: here,
            cursor: "c6".into(),
            end: true,
            ..SyncResponse::default()
        };
        let apply = Effect::Apply { id: RequestId(1), request_cursor: None, answer: Box::new(answer) };
        runner.execute(&apply, 1).await;
        let server = service(there).await;
        let client = server.client(folder.path());
        let found = verify(&client, &runner, 2).await.unwrap();
        assert_eq!(found, Verified { buckets: 3, rows: 3 });
        assert_eq!(verify(&client, &runner, 3).await.unwrap(), Verified::default());
        let Some(Event::Started(book)) = runner.started().await.unwrap() else { panic!("it syncs") };
        assert_eq!(book.verified_ms, Some(3));
    }
}
