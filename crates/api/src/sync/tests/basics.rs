//! What goes in comes out, for whom it should, and cursors that do not fit.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{Cursor, Outcome, Role, Scope, SyncRequest, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::Error;
use crate::database::Locked;
use crate::sync::{Author, digests, exchange, handlers, history, workspaces_of};

#[tokio::test]
async fn what_one_device_pushes_another_pulls_as_it_was() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let (e, tag) = (Uuid::now_v7(), Uuid::now_v7());
    let first = bench.sync(bench.ana, None, Vec::new()).await.unwrap();
    assert_eq!(
        first.rows.iter().map(|row| row.k.as_str()).collect::<Vec<_>>(),
        ["member", "workspace", "member"]
    );
    let ops = vec![
        op("expense", e, 0, expense("workspace")),
        op("tag", tag, 0, json!({ "name": { "name": "Lunch", "name_fold": "lunch" } })),
        op(
            "expense_tag",
            domain::link_id("expense_tag", e, tag),
            0,
            json!({ "on": { "expense_id": e, "tag_id": tag }, "position": { "position": 0 } }),
        ),
    ];
    let pushed = bench.sync(bench.ana, Some(&first.cursor), ops.clone()).await.unwrap();
    assert!(pushed.acks.iter().all(|ack| ack.r == Outcome::Ok), "{:?}", pushed.acks);
    assert!(pushed.end && !pushed.more && pushed.own.is_empty());
    assert_eq!(pushed.rows.len(), 3);
    let row = &pushed.rows[0];
    assert_eq!(row.d["occurred_time"], "12:30:00");
    assert_eq!(row.d["total_minor"], 1_290);
    assert_eq!(row.d["is_billable"], true);
    assert_eq!(row.e["note"]["mood"], "happy");
    let again = bench.sync(bench.ana, Some(&pushed.cursor), ops).await.unwrap();
    assert!(again.acks.iter().all(|ack| ack.r == Outcome::Dup));
    assert_eq!((again.rows.len(), again.head, again.own.len()), (0, pushed.head, 3));
    let pulled = bench.sync(ben, None, Vec::new()).await.unwrap();
    assert_eq!(pulled.rows[3..], pushed.rows[..]);
    let seen = pulled.rows.iter().find(|row| row.id == e).unwrap().seq;
    let edit = op("expense", e, seen, json!({ "note": { "notes": "alone" } }));
    let pushed = bench.sync(ben, Some(&pulled.cursor), vec![edit]).await.unwrap();
    assert_eq!(pushed.rows[0].u["note"].0, pushed.head);
    let row = bench.row(bench.ana, "expense", e).await;
    assert_eq!(row, pushed.rows[0]);
    let history =
        history::history(&bench.state, bench.workspace, ben, wire::v1::RowId { k: "expense".into(), id: e })
            .await
            .unwrap();
    assert_eq!(history.entries.len(), 2);
    assert_eq!(history.entries[1].by_name.as_deref(), Some("Ben"));
    assert_eq!(history.entries[1].units["note"].old.as_ref().unwrap()["notes"], "with Ann");
}

#[tokio::test]
async fn a_long_history_comes_in_pages_without_gap_or_repeat() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let made: Vec<Uuid> = (0..25).map(|_| Uuid::now_v7()).collect();
    let ops = made.iter().map(|id| op("expense", *id, 0, expense("workspace"))).collect();
    bench.sync(bench.ana, None, ops).await.unwrap();
    let (mut cursor, mut seqs) = (None, Vec::new());
    loop {
        let author = Author { user: bench.ana, device: None };
        let request = SyncRequest { cursor, limit: 10, ops: Vec::new() };
        let page = exchange(&bench.state, bench.workspace, author, request).await.unwrap();
        seqs.extend(page.rows.iter().map(|row| row.seq));
        cursor = Some(page.cursor);
        if !page.more {
            break;
        }
    }
    assert_eq!(seqs, (1..=27).collect::<Vec<i64>>());
}

#[tokio::test]
async fn strangers_learn_nothing_and_who_left_is_told() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let pulled = bench.sync(ben, None, Vec::new()).await.unwrap();
    let stranger = bench.sync(Uuid::now_v7(), None, Vec::new()).await;
    assert!(matches!(stranger, Err(Error::NotFound)));
    assert_eq!(workspaces_of(&bench.state, ben).await.unwrap().len(), 1);
    let mut locked = Locked::begin(&bench.state.pool, bench.workspace, bench.ana).await.unwrap();
    locked.remove_member(ben).await.unwrap();
    locked.commit().await.unwrap();
    let ops = vec![op("expense", Uuid::now_v7(), 0, expense("workspace"))];
    for ops in [Vec::new(), ops] {
        let answer = bench.sync(ben, Some(&pulled.cursor), ops).await;
        assert!(matches!(answer, Err(Error::Revoked)), "{answer:?}");
    }
    assert!(workspaces_of(&bench.state, ben).await.unwrap().is_empty());
    let mut locked = Locked::begin(&bench.state.pool, bench.workspace, bench.ana).await.unwrap();
    locked.delete_workspace().await.unwrap();
    locked.commit().await.unwrap();
    assert!(matches!(bench.sync(bench.ana, None, Vec::new()).await, Err(Error::WorkspaceDeleted)));
}

#[tokio::test]
async fn a_cursor_of_another_time_or_other_rights_is_answered_by_name() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let cursor: Cursor = bench.sync(ben, None, Vec::new()).await.unwrap().cursor.parse().unwrap();
    let with = |cursor: Cursor| {
        let bench = &bench;
        async move { bench.sync(ben, Some(&cursor.to_string()), Vec::new()).await.unwrap_err() }
    };
    assert!(matches!(with(Cursor { epoch: 2, ..cursor }).await, Error::Epoch { epoch: 1, floor: 0 }));
    assert!(matches!(with(Cursor { seq: 1_000, ..cursor }).await, Error::CursorAhead { floor: 0, .. }));
    assert!(matches!(with(Cursor { scope: 9, ..cursor }).await, Error::Rescope));
    sqlx::query("update workspace_clock set gc_seq = 3").execute(&bench.database.pool).await.unwrap();
    assert!(matches!(with(Cursor { seq: 2, ..cursor }).await, Error::CursorExpired));
    let malformed = bench.sync(ben, Some("c1.zz"), Vec::new()).await;
    assert!(matches!(malformed, Err(Error::Malformed(_))));
}

#[tokio::test]
async fn hidden_rows_go_and_own_rows_stay() {
    let bench = Bench::new(WorkspaceKind::Company).await;
    let ben = bench.join("Ben", Role::Member, Scope::Own).await;
    let eve = bench.join("Eve", Role::Approver, Scope::All).await;
    let e = Uuid::now_v7();
    let pushed = bench.sync(ben, None, vec![op("expense", e, 0, expense("workspace"))]).await.unwrap();
    assert!(pushed.acks[0].r == Outcome::Ok);
    let seen = bench.sync(eve, None, Vec::new()).await.unwrap();
    let base = seen.rows.iter().find(|row| row.id == e).unwrap().seq;
    let hide = op("expense", e, base, json!({ "visibility": { "visibility": "private" } }));
    let own = bench.sync(ben, Some(&pushed.cursor), vec![hide]).await.unwrap();
    assert!(!own.rows[0].gone && own.rows[0].d.contains_key("notes"));
    let gone = bench.sync(eve, Some(&seen.cursor), Vec::new()).await.unwrap();
    assert!(gone.rows[0].gone && gone.rows[0].d.is_empty(), "{:?}", gone.rows);
    let fresh = bench.sync(eve, None, Vec::new()).await.unwrap();
    assert!(fresh.rows.iter().all(|row| row.id != e));
    let history =
        history::history(&bench.state, bench.workspace, eve, wire::v1::RowId { k: "expense".into(), id: e })
            .await;
    assert!(matches!(history, Err(Error::NotFound)));
}

#[tokio::test]
async fn digests_of_equal_copies_are_equal() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ops = (0..5).map(|_| op("expense", Uuid::now_v7(), 0, expense("workspace"))).collect();
    let pushed = bench.sync(bench.ana, None, ops).await.unwrap();
    let mut versions: Vec<wire::v1::RowVersion> = pushed
        .rows
        .iter()
        .chain(&pushed.own)
        .map(|row| wire::v1::RowVersion { k: row.k.clone(), id: row.id, seq: row.seq })
        .collect();
    let request = wire::v1::VerifyRequest { cursor: pushed.cursor.clone(), bucket: None };
    let answer = handlers::compare(&bench.state, bench.workspace, bench.ana, &request).await.unwrap();
    assert_eq!(answer.buckets, digests(&versions));
    versions.pop();
    assert_ne!(answer.buckets, digests(&versions));
}

#[tokio::test]
async fn photographs_are_marked_when_they_arrived() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let blob = Uuid::now_v7();
    let units = json!({ "ref": { "sha256": "ab", "blake3": "cd", "size": 3, "mime": "image/jpeg" },
        "cloud": { "cloud_state": "absent" } });
    let pushed = bench.sync(bench.ana, None, vec![op("blob", blob, 0, units)]).await.unwrap();
    let mut locked = Locked::begin(&bench.state.pool, bench.workspace, bench.ana).await.unwrap();
    assert_eq!(locked.mark_blob_present("ab").await.unwrap(), 1);
    assert_eq!(locked.mark_blob_present("ab").await.unwrap(), 0);
    let head = locked.commit().await.unwrap();
    let pulled = bench.sync(bench.ana, Some(&pushed.cursor), Vec::new()).await.unwrap();
    assert_eq!((pulled.rows[0].seq, &pulled.rows[0].d["cloud_state"]), (head.head, &json!("present")));
}

#[tokio::test]
async fn what_left_a_view_and_changed_again_is_told_however_small_the_pages() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let (hidden, other) = (Uuid::now_v7(), Uuid::now_v7());
    bench.sync(bench.ana, None, vec![op("expense", hidden, 0, expense("workspace"))]).await.unwrap();
    let mut cursor = bench.sync(ben, None, Vec::new()).await.unwrap().cursor;
    let visibility = json!({ "visibility": { "visibility": "private" } });
    let note = json!({ "note": { "notes": "changed while hidden" } });
    for ops in [
        vec![op("expense", hidden, 1_000, visibility), op("expense", other, 0, expense("workspace"))],
        vec![op("expense", hidden, 1_000, note)],
    ] {
        bench.sync(bench.ana, None, ops).await.unwrap();
    }
    let author = Author { user: ben, device: None };
    let mut told = Vec::new();
    loop {
        let request = SyncRequest { cursor: Some(cursor), limit: 1, ops: Vec::new() };
        let page = exchange(&bench.state, bench.workspace, author, request).await.unwrap();
        told.extend(page.rows.iter().map(|row| (row.id, row.gone)));
        cursor = page.cursor;
        if !page.more {
            break;
        }
    }
    assert_eq!(told, [(hidden, true), (other, false)]);
}
