//! The service is restored from a backup of its files: devices notice, fetch anew and give back what was lost.

use std::process::Command;

use serde_json::json;
use uuid::Uuid;
use wire::v1::{Cursor, NewWorkspace, Outcome, SyncRequest, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::commands::create_workspace;
use crate::config::Config;
use crate::epoch::{HEAD_JUMP, Timeline, begin_epoch, check_timeline};
use crate::state::Clock;
use crate::sync::{Author, exchange};
use crate::testing::{Cluster, OWNER, Options, SERVICE, make_database};
use crate::{Error, State, server};

const DATABASE: &str = "drill";

async fn open(cluster: &Cluster, folder: &std::path::Path) -> State {
    let url = cluster.url(SERVICE, DATABASE);
    let pool = server::connect(&url, 4).await.unwrap();
    State::new(Config::for_tests(folder, &url), pool, Clock::system()).unwrap()
}

fn copy(from: &std::path::Path, to: &std::path::Path) {
    assert!(Command::new("cp").arg("-a").arg(from).arg(to).status().unwrap().success());
}

#[tokio::test]
async fn after_a_restore_devices_give_back_what_was_lost() {
    let options = Options::default();
    let mut cluster = Cluster::start(&options).unwrap();
    make_database(&cluster, DATABASE).await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let state = open(&cluster, folder.path()).await;
    assert_eq!(check_timeline(&state.pool).await.unwrap(), Timeline::Same);
    let (ws, ana) = (Uuid::now_v7(), Uuid::now_v7());
    let new = NewWorkspace {
        id: ws,
        name: "Home".into(),
        kind: WorkspaceKind::Personal,
        home_currency: "EUR".into(),
        row_follows: false,
    };
    create_workspace(&state.pool, &new, ana, "Ana", state.now_ms()).await.unwrap();
    let author = Author { user: ana, device: None };
    let ask = |cursor: Option<String>, ops| SyncRequest { cursor, limit: 100, ops };
    let (early, late) = (Uuid::now_v7(), Uuid::now_v7());
    let first = exchange(&state, ws, author, ask(None, vec![op("expense", early, 0, expense("workspace"))]))
        .await
        .unwrap();

    // The backup, and then work that it does not hold.
    state.pool.close().await;
    cluster.stop("fast").unwrap();
    let backup = cluster.folder().join("backup");
    copy(&cluster.data(), &backup);
    cluster.launch(&options).unwrap();
    let state = open(&cluster, folder.path()).await;
    let base = first.rows.iter().chain(&first.own).find(|row| row.id == early).unwrap().seq;
    let note = json!({ "note": { "notes": "after the backup" } });
    let ops = vec![op("expense", late, 0, expense("workspace")), op("expense", early, base, note.clone())];
    let second = exchange(&state, ws, author, ask(Some(first.cursor.clone()), ops)).await.unwrap();
    let lost = second.rows.iter().find(|row| row.id == late).unwrap().clone();

    // The machine fails; the backup comes back.
    state.pool.close().await;
    cluster.stop("immediate").unwrap();
    std::fs::remove_dir_all(cluster.data()).unwrap();
    std::fs::rename(&backup, cluster.data()).unwrap();
    cluster.launch(&options).unwrap();
    let state = open(&cluster, folder.path()).await;

    // Even when the operator forgets the epoch, a device that is ahead is not believed.
    let ahead = exchange(&state, ws, author, ask(Some(second.cursor.clone()), Vec::new())).await;
    assert!(matches!(ahead, Err(Error::CursorAhead { floor: 0, .. })));
    let owner = sqlx::PgPool::connect_with(cluster.connect(OWNER, DATABASE)).await.unwrap();
    assert_eq!(begin_epoch(&owner, state.now_ms()).await.unwrap(), 1);
    let epoch: i32 = sqlx::query_scalar("select epoch from workspace_clock").fetch_one(&owner).await.unwrap();
    assert!(epoch > 1_000_000, "from the clock");
    for old in [&first.cursor, &second.cursor] {
        let answer = exchange(&state, ws, author, ask(Some(old.clone()), Vec::new())).await;
        assert!(
            matches!(answer, Err(Error::Epoch { epoch: now, floor }) if (now, floor) == (epoch, first.head))
        );
    }
    let fresh = exchange(&state, ws, author, ask(None, Vec::new())).await.unwrap();
    assert_eq!((fresh.epoch, fresh.head), (epoch, first.head + HEAD_JUMP));
    assert!(fresh.rows.iter().all(|row| row.id != late));

    // The device heals: the row the service never had, and the unit it forgot. Twice, as two devices would.
    let mut row = op("expense", late, first.head, expense("workspace"));
    let mut unit = op("expense", early, first.head, note);
    for (number, op) in [&mut row, &mut unit].into_iter().enumerate() {
        (op.op, op.heal, op.t) = (Uuid::new_v5(&late, &[u8::try_from(number).unwrap()]), true, lost.mt);
        op.by = Some(ana);
    }
    let ops = vec![row, unit];
    let healed = exchange(&state, ws, author, ask(Some(fresh.cursor.clone()), ops.clone())).await.unwrap();
    assert!(healed.acks.iter().all(|ack| ack.r == Outcome::Ok), "{:?}", healed.acks);
    let again = exchange(&state, ws, author, ask(Some(fresh.cursor), ops)).await.unwrap();
    assert!(again.acks.iter().all(|ack| ack.r == Outcome::Dup));
    let given = |id| healed.rows.iter().find(|row| row.id == id).unwrap();
    assert_eq!(given(late).d, lost.d);
    assert_eq!(given(early).d["notes"], "after the backup");
    assert!(given(early).seq > first.head + HEAD_JUMP);
    assert_eq!(healed.cursor.parse::<Cursor>().unwrap().epoch, epoch);
    state.pool.close().await;
    owner.close().await;
}

#[tokio::test]
async fn who_missed_several_restores_shares_what_the_first_of_them_kept() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let first = bench.sync(bench.ana, None, Vec::new()).await.unwrap();
    let old: Cursor = first.cursor.parse().unwrap();
    let owner = &bench.database.owner;
    let mut epochs = Vec::new();
    for _ in 0..2 {
        // Twice within a second, by an operator's clock that stands: the epoch goes on all the same.
        begin_epoch(owner, bench.state.now_ms()).await.unwrap();
        let cursor =
            bench.sync(bench.ana, None, vec![op("expense", Uuid::now_v7(), 0, expense("workspace"))]);
        epochs.push(cursor.await.unwrap().cursor.parse::<Cursor>().unwrap());
    }
    assert!(epochs[0].epoch < epochs[1].epoch);
    let floor_of = |cursor: Cursor| {
        let bench = &bench;
        async move {
            match bench.sync(bench.ana, Some(&cursor.to_string()), Vec::new()).await {
                Err(Error::Epoch { floor, .. }) => floor,
                other => panic!("{other:?}"),
            }
        }
    };
    assert_eq!(floor_of(old).await, first.head);
    assert_eq!(floor_of(epochs[0]).await, first.head + HEAD_JUMP + 1);
    // Of an epoch the restored backup never had: both have what there was when it began.
    let lost = Cursor { epoch: epochs[1].epoch - 1, ..old };
    assert_eq!(floor_of(lost).await, first.head + HEAD_JUMP + 1);
    let newer = Cursor { epoch: epochs[1].epoch + 5, ..old };
    assert_eq!(floor_of(newer).await, first.head + HEAD_JUMP + 1, "restored to before the copy's epoch");
}
