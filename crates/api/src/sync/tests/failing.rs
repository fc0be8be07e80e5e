//! Connections that die, pools that starve, clients that hang up: nothing half, nothing twice, no lock held.

use std::sync::Arc;
use std::time::Duration;

use tokio::task::JoinSet;
use uuid::Uuid;
use wire::v1::{Outcome, WorkspaceKind};

use super::bench::{Bench, expense, op};
use crate::config::Config;
use crate::state::Clock;
use crate::sync::{Author, apply, push_locked};
use crate::{Error, State};

/// Backends that are killed while four writers write.
const KILLS: usize = 10;
/// Pushes of each writer.
const PUSHES: usize = 25;

#[tokio::test]
async fn a_push_whose_backend_is_killed_leaves_nothing_and_no_lock() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let author = Author { user: bench.ana, device: None };
    let before = bench.head().await;
    let (lost, kept) = (Uuid::now_v7(), Uuid::now_v7());
    let mut locked = bench.locked().await;
    push_locked(&mut locked, author, &[op("expense", lost, 0, expense("workspace"))], None).await.unwrap();
    let pid: i32 = sqlx::query_scalar("select pg_backend_pid()").fetch_one(&mut *locked.tx).await.unwrap();
    sqlx::query("select pg_terminate_backend($1)").bind(pid).execute(&bench.state.pool).await.unwrap();
    assert!(locked.commit().await.is_err());
    assert_eq!(bench.head().await, before);
    let ops = vec![op("expense", kept, 0, expense("workspace"))];
    let pushed = apply(&bench.state, bench.workspace, author, ops).await.unwrap();
    assert_eq!(pushed.acks[0].seq, Some(before + 1));
    assert!(bench.row(bench.ana, "expense", lost).await.gone);
}

#[tokio::test(flavor = "multi_thread")]
async fn backends_killed_at_any_moment_lose_nothing_that_is_sent_again() {
    let bench = Arc::new(Bench::new(WorkspaceKind::Personal).await);
    let before = bench.head().await;
    let mut writers = JoinSet::new();
    for _ in 0..4 {
        let bench = bench.clone();
        writers.spawn(async move {
            let author = Author { user: bench.ana, device: None };
            for _ in 0..PUSHES {
                let ops = vec![op("expense", Uuid::now_v7(), 0, expense("workspace"))];
                loop {
                    match apply(&bench.state, bench.workspace, author, ops.clone()).await {
                        Ok(pushed) => {
                            assert!(matches!(pushed.acks[0].r, Outcome::Ok | Outcome::Dup));
                            break;
                        }
                        Err(Error::Database(_)) => {}
                        Err(other) => panic!("{other:?}"),
                    }
                }
            }
        });
    }
    let killer = bench.database.another_pool(1, Duration::from_secs(30));
    let mut killed = 0;
    let statement = "select count(*) filter (where pg_terminate_backend(pid)) from (
        select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()
        and state <> 'idle' and usename = current_user limit 1) as one";
    while killed < KILLS && !writers.is_empty() {
        killed += usize::try_from(sqlx::query_scalar::<_, i64>(statement).fetch_one(&killer).await.unwrap())
            .unwrap();
        while let Some(done) = writers.try_join_next() {
            done.unwrap();
        }
        tokio::task::yield_now().await;
    }
    while let Some(done) = writers.join_next().await {
        done.unwrap();
    }
    assert!(killed > 0);
    let made = i64::try_from(4 * PUSHES).unwrap();
    assert_eq!(bench.head().await, before + made);
    let mut tx = crate::database::begin_read(&bench.state.pool, bench.workspace, bench.ana).await.unwrap();
    let rows: i64 = sqlx::query_scalar("select count(*) from expense").fetch_one(&mut *tx).await.unwrap();
    let ops: i64 =
        sqlx::query_scalar("select count(distinct op_id) from op_log").fetch_one(&mut *tx).await.unwrap();
    assert_eq!((rows, ops), (made, made));
}

#[tokio::test]
async fn a_starved_pool_says_come_again_and_recovers() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let folder = tempfile::tempdir().unwrap();
    let pool = bench.database.another_pool(1, Duration::from_millis(50));
    let config = Config::for_tests(folder.path(), &bench.database.url());
    let state = State::new(config, pool.clone(), Clock::system()).unwrap();
    let author = Author { user: bench.ana, device: None };
    let ops = vec![op("expense", Uuid::now_v7(), 0, expense("workspace"))];
    let taken = pool.acquire().await.unwrap();
    let refused = apply(&state, bench.workspace, author, ops.clone()).await.unwrap_err();
    assert_eq!(refused.code().0, http::StatusCode::SERVICE_UNAVAILABLE);
    drop(taken);
    let pushed = apply(&state, bench.workspace, author, ops).await.unwrap();
    assert_eq!(pushed.acks[0].r, Outcome::Ok);
}

#[tokio::test]
async fn a_client_that_hangs_up_holds_no_lock_and_its_push_ends() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let author = Author { user: bench.ana, device: None };
    let before = bench.head().await;
    let first = bench.locked().await;
    let (state, workspace) = (bench.state.clone(), bench.workspace);
    let ops = vec![op("expense", Uuid::now_v7(), 0, expense("workspace"))];
    let (begun, waits) = tokio::sync::oneshot::channel();
    let request = tokio::spawn(async move {
        let push = apply(&state, workspace, author, ops);
        let mut push = std::pin::pin!(push);
        // Polled once, so that the task is on its way, and then hung up.
        let _ = futures_util::poll!(push.as_mut());
        let _ = begun.send(());
    });
    waits.await.unwrap();
    request.await.unwrap();
    first.commit().await.unwrap();
    while bench.head().await == before {
        tokio::task::yield_now().await;
    }
    assert!(!bench.locked().await.has_changed());
}

#[tokio::test]
async fn who_waits_too_long_for_the_lock_is_told_to_come_again() {
    let bench = Bench::new(WorkspaceKind::Personal).await;
    let author = Author { user: bench.ana, device: None };
    let held = bench.locked().await;
    let ops = vec![op("expense", Uuid::now_v7(), 0, expense("workspace"))];
    let refused = apply(&bench.state, bench.workspace, author, ops).await.unwrap_err();
    assert_eq!(refused.code().0, http::StatusCode::SERVICE_UNAVAILABLE);
    drop(held);
}
