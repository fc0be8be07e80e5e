//! No reader misses a row, whatever order transactions end in (SYNC.md 6.3, E-181), and the same without the lock does miss some.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use sqlx::{PgPool, Row as _};
use tokio::task::JoinSet;
use uuid::Uuid;
use wire::v1::{Outcome, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::push::StoredRow;
use crate::sync::{Author, apply, pull, push_locked};

/// Writers at the same time.
const WRITERS: usize = 8;
/// Pushes of each.
const PUSHES: usize = 30;

/// All a reader gets from `cursor` on, page by page.
async fn read_on(bench: &Bench, cursor: &mut Option<wire::v1::Cursor>, seen: &mut Vec<(i64, Uuid)>) {
    loop {
        let (_, changes) = pull(&bench.state, bench.workspace, bench.ana, *cursor, 7).await.unwrap();
        seen.extend(changes.page.rows.iter().map(|row| (row.seq, row.id)));
        *cursor = Some(changes.page.cursor);
        if !changes.page.more {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e181_writers_that_meet_and_fail_leave_no_gap_for_a_reader() {
    let bench = Arc::new(Bench::new(WorkspaceKind::Personal).await);
    let left = Arc::new(AtomicUsize::new(WRITERS));
    let mut writers = JoinSet::new();
    for writer in 0..WRITERS {
        let (bench, left) = (bench.clone(), left.clone());
        writers.spawn(async move {
            let author = Author { user: bench.ana, device: None };
            let mut made = Vec::new();
            for number in 0..PUSHES {
                let id = Uuid::now_v7();
                let ops = vec![op("expense", id, 0, expense("workspace"))];
                if (writer + number) % 13 == 0 {
                    // Fails after it has written.
                    let mut locked = bench.locked().await;
                    push_locked(&mut locked, author, &ops, None).await.unwrap();
                    drop(locked);
                } else {
                    apply(&bench.state, bench.workspace, author, ops).await.unwrap();
                    made.push(id);
                }
            }
            left.fetch_sub(1, Ordering::SeqCst);
            made
        });
    }
    let (mut cursor, mut seen) = (None, Vec::new());
    while left.load(Ordering::SeqCst) > 0 {
        read_on(&bench, &mut cursor, &mut seen).await;
    }
    let made: BTreeSet<Uuid> = writers.join_all().await.into_iter().flatten().collect();
    read_on(&bench, &mut cursor, &mut seen).await;
    let seqs: Vec<i64> = seen.iter().map(|(seq, _)| *seq).collect();
    assert_eq!(seqs, (1..=bench.head().await).collect::<Vec<_>>(), "each sequence once, in order");
    let given: BTreeSet<Uuid> = seen.into_iter().map(|(_, id)| id).collect();
    assert!(made.is_subset(&given));
    assert_eq!(given.len(), made.len() + 2, "what was rolled back was never given");
}

#[tokio::test]
async fn e181_a_push_waits_until_the_one_before_it_has_ended() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let author = Author { user: bench.ana, device: None };
    let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
    let mut open = bench.locked().await;
    push_locked(&mut open, author, &[op("expense", first, 0, expense("workspace"))], None).await.unwrap();
    let (state, workspace) = (bench.state.clone(), bench.workspace);
    let ops = vec![op("expense", second, 0, expense("workspace"))];
    let later = tokio::spawn(async move { apply(&state, workspace, author, ops).await });
    wait_for_lock(&bench).await;
    let (mut cursor, mut seen) = (None, Vec::new());
    read_on(&bench, &mut cursor, &mut seen).await;
    assert!(seen.iter().all(|(_, id)| *id != first && *id != second));
    open.commit().await.unwrap();
    later.await.unwrap().unwrap();
    read_on(&bench, &mut cursor, &mut seen).await;
    assert_eq!(seen[2..].iter().map(|(_, id)| *id).collect::<Vec<_>>(), [first, second]);
}

/// Until somebody waits for the lock of this database.
async fn wait_for_lock(bench: &Bench) {
    let statement = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";
    while sqlx::query_scalar::<_, i64>(statement).fetch_one(&bench.database.pool).await.unwrap() == 0 {
        tokio::task::yield_now().await;
    }
}

/// The same without the lock: sequences from a counter of their own, commits in any order.
struct Unlocked {
    bench: Bench,
    template: StoredRow,
}

impl Unlocked {
    async fn new() -> Self {
        let bench = Bench::new(WorkspaceKind::Personal).await;
        let id = Uuid::now_v7();
        let pushed =
            bench.sync(bench.ana, None, vec![op("expense", id, 0, expense("workspace"))]).await.unwrap();
        assert_eq!(pushed.acks[0].r, Outcome::Ok);
        let template = bench.locked().await.find_row("expense", id).await.unwrap().unwrap();
        sqlx::query("create sequence unlocked start 100").execute(&bench.database.owner).await.unwrap();
        sqlx::query("grant usage on sequence unlocked to public")
            .execute(&bench.database.owner)
            .await
            .unwrap();
        Self { bench, template }
    }

    /// Begins a write; its row has its sequence and is not committed.
    async fn begin(&self, pool: &PgPool) -> (sqlx::Transaction<'static, sqlx::Postgres>, Uuid, i64) {
        let mut tx = crate::database::begin_read(pool, self.bench.workspace, self.bench.ana).await.unwrap();
        let seq: i64 =
            sqlx::query("select nextval('unlocked') as seq").fetch_one(&mut *tx).await.unwrap().get("seq");
        let row = StoredRow { id: Uuid::now_v7(), seq, made_seq: seq, ..self.template.clone() };
        let statement = crate::database::statements::upsert(row.table, 1);
        sqlx::query(&statement)
            .bind(json!([row.to_record(self.bench.workspace)]))
            .execute(&mut *tx)
            .await
            .unwrap();
        (tx, row.id, seq)
    }

    async fn publish(&self, seq: i64) {
        sqlx::query("update workspace_clock set head_seq = greatest(head_seq, $1)")
            .bind(seq)
            .execute(&self.bench.state.pool)
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn e181_without_the_lock_a_row_is_missed() {
    let unlocked = Unlocked::new().await;
    let bench = &unlocked.bench;
    let (first, first_id, first_seq) = unlocked.begin(&bench.state.pool).await;
    let (second, second_id, second_seq) = unlocked.begin(&bench.state.pool).await;
    second.commit().await.unwrap();
    unlocked.publish(second_seq).await;
    let (mut cursor, mut seen) = (None, Vec::new());
    read_on(bench, &mut cursor, &mut seen).await;
    first.commit().await.unwrap();
    unlocked.publish(first_seq).await;
    read_on(bench, &mut cursor, &mut seen).await;
    let given: BTreeSet<Uuid> = seen.into_iter().map(|(_, id)| id).collect();
    assert!(given.contains(&second_id));
    assert!(!given.contains(&first_id), "this is what the lock is for");
    assert!(!bench.row(bench.ana, "expense", first_id).await.gone, "it is there all the same");
}
