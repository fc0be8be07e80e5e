//! What is forgotten, and that nothing brings it back.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{Cursor, Outcome, RejectCode, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::Error;
use crate::retention::{forget_old, is_emptied};
use object_store::ObjectStoreExt as _;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60 * 1000;

#[tokio::test]
async fn e184_a_purged_row_is_not_resurrected_by_a_late_insert() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let (e, alive) = (Uuid::now_v7(), Uuid::now_v7());
    let insert = op("expense", e, 0, expense("workspace"));
    let ops = vec![insert.clone(), op("expense", alive, 0, expense("workspace"))];
    let pushed = bench.sync(bench.ana, None, ops).await.unwrap();
    let base = pushed.acks[0].seq.unwrap();
    // The device's clock stands in 1970: the trash keeps it all the same.
    let delete = op("expense", e, base, json!({ "deleted": { "deleted_at": 1 } }));
    let deleted = bench.sync(bench.ana, Some(&pushed.cursor), vec![delete]).await.unwrap();
    let now_ms = bench.state.now_ms();
    let forgotten =
        forget_old(&bench.database.owner, &*bench.state.blobs, now_ms + 29 * DAY_MS).await.unwrap();
    assert_eq!((forgotten.emptied, forgotten.purged), (0, 0));

    let forgotten =
        forget_old(&bench.database.owner, &*bench.state.blobs, now_ms + 31 * DAY_MS).await.unwrap();
    assert_eq!((forgotten.emptied, forgotten.purged), (1, 0));
    assert!(is_emptied(&bench.locked().await.find_row("expense", e).await.unwrap().unwrap()));
    let again = forget_old(&bench.database.owner, &*bench.state.blobs, now_ms + 31 * DAY_MS).await.unwrap();
    assert_eq!(again.emptied, 0);

    let forgotten =
        forget_old(&bench.database.owner, &*bench.state.blobs, now_ms + 181 * DAY_MS).await.unwrap();
    assert_eq!(forgotten.purged, 1);
    assert!(bench.row(bench.ana, "expense", e).await.gone);
    let replay = bench.sync(bench.ana, None, vec![insert.clone()]).await.unwrap();
    assert_eq!(replay.acks[0].r, Outcome::Dup);
    let late = bench.sync(bench.ana, None, vec![op("expense", e, 0, expense("workspace"))]).await.unwrap();
    assert_eq!((late.acks[0].r, late.acks[0].code), (Outcome::Rejected, Some(RejectCode::UnknownRow)));
    assert!(!bench.row(bench.ana, "expense", alive).await.gone);

    // Who had not seen the deletion fetches anew; who had goes on.
    let old = bench.sync(bench.ana, Some(&pushed.cursor), Vec::new()).await;
    assert!(matches!(old, Err(Error::CursorExpired)));
    bench.sync(bench.ana, Some(&deleted.cursor), Vec::new()).await.unwrap();
}

#[tokio::test]
async fn a_first_download_leaves_deletions_out_and_a_later_one_brings_them() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let made: Vec<Uuid> = (0..3).map(|_| Uuid::now_v7()).collect();
    let ops = made.iter().map(|id| op("expense", *id, 0, expense("workspace"))).collect();
    let pushed = bench.sync(bench.ana, None, ops).await.unwrap();
    let delete = |at: usize| {
        let base = pushed.acks[at].seq.unwrap();
        op("expense", made[at], base, json!({ "deleted": { "deleted_at": 1_763_600_000_000_i64 } }))
    };
    bench.sync(bench.ana, None, vec![delete(0)]).await.unwrap();
    let fresh = bench.sync(bench.ana, None, Vec::new()).await.unwrap();
    assert!(fresh.rows.iter().all(|row| row.id != made[0]));
    assert_eq!(fresh.cursor.parse::<Cursor>().unwrap().fresh_head, None);
    bench.sync(bench.ana, None, vec![delete(1)]).await.unwrap();
    let next = bench.sync(bench.ana, Some(&fresh.cursor), Vec::new()).await.unwrap();
    assert_eq!(next.rows.iter().map(|row| (row.id, row.x)).collect::<Vec<_>>(), [(made[1], true)]);
}

#[tokio::test]
async fn a_deleted_workspace_comes_back_for_a_month_and_then_is_gone() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let mut locked = bench.locked().await;
    locked.delete_workspace().await.unwrap();
    locked.commit().await.unwrap();
    let now_ms = bench.state.now_ms();
    assert!(
        forget_old(&bench.database.owner, &*bench.state.blobs, now_ms + 29 * DAY_MS)
            .await
            .unwrap()
            .workspaces
            .is_empty()
    );
    let mut locked = bench.locked().await;
    locked.restore_workspace().await.unwrap();
    locked.commit().await.unwrap();
    bench.sync(bench.ana, None, Vec::new()).await.unwrap();
    let mut locked = bench.locked().await;
    locked.delete_workspace().await.unwrap();
    locked.commit().await.unwrap();
    let photograph = format!("b/{}/{}", bench.workspace, "ab".repeat(32)).into();
    bench.state.blobs.put(&photograph, "a picture".into()).await.unwrap();
    let forgotten =
        forget_old(&bench.database.owner, &*bench.state.blobs, now_ms + 31 * DAY_MS).await.unwrap();
    assert_eq!(forgotten.workspaces, [bench.workspace]);
    assert!(matches!(bench.state.blobs.head(&photograph).await, Err(object_store::Error::NotFound { .. })));
    assert!(matches!(bench.sync(bench.ana, None, Vec::new()).await, Err(Error::NotFound)));
}
