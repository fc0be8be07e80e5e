//! Pushes of one edit and of a hundred, beside PostgreSQL's own benchmark on the same cluster in the same run (B5, B6, B7).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use api::State;
use api::config::Config;
use api::state::Clock;
use api::sync::Author;
use api::testing::{Cluster, Options, SERVICE, TestDatabase};
use domain::schema::Table as Kind;
use serde_json::json;
use sqlx::PgPool;
use uuid::Uuid;
use wire::v1::{NewWorkspace, Op, UnitSet, WorkspaceKind};

use crate::table::Table;

/// Workspaces that are pushed to.
const WORKSPACES: u32 = 1_000;
/// Pushes at the same time.
const CLIENTS: u32 = 16;
/// How long each measurement lasts.
const LASTS: Duration = Duration::from_secs(10);
/// Edits of a large push.
const LARGE_PUSH: usize = 100;

/// Measures, and adds lines to the table.
pub async fn measure(table: &mut Table) -> Result<()> {
    let cluster =
        tokio::task::spawn_blocking(|| Cluster::start(&Options { is_durable: true, ..Options::default() }))
            .await??;
    let cluster: &'static Cluster = Box::leak(Box::new(cluster));
    let database = TestDatabase::in_cluster(cluster, "bench").await?;
    let folder = tempfile::tempdir()?;
    let pool = database.another_pool(CLIENTS, Duration::from_secs(30));
    let state = State::new(Config::for_tests(folder.path(), &database.url()), pool.clone(), Clock::system())?;
    let user = md5(&pool, "user").await?;
    let mut workspaces = Vec::new();
    for number in 1..=WORKSPACES {
        let id = md5(&pool, &number.to_string()).await?;
        let new = NewWorkspace {
            id,
            name: "Home".into(),
            kind: WorkspaceKind::Personal,
            home_currency: "EUR".into(),
            row_follows: false,
        };
        api::commands::create_workspace(&state.pool, &new, user, "Ana", state.now_ms()).await?;
        workspaces.push(id);
    }
    let own = pgbench(cluster, "bench")?;
    let single = pushes(&state, user, &workspaces, 1).await?;
    table.judged(
        &format!("Push of one edit, {WORKSPACES} workspaces, {CLIENTS} at a time, in this process"),
        format!(
            "{single:.0} pushes/s; the statements alone by pgbench: {own:.0}/s; {:.2} of it",
            single / own
        ),
        "at least half of pgbench's",
        single * 2.0 >= own,
    );
    let hot = pushes(&state, user, &workspaces[..1], 1).await?;
    table.judged(
        "Push of one edit, one workspace",
        format!("{hot:.0} pushes/s"),
        "more than 50/s",
        hot > 50.0,
    );
    let large = pushes(&state, user, &workspaces, LARGE_PUSH).await?;
    let edits = large * LARGE_PUSH as f64;
    table.speed(&format!("Pushes of {LARGE_PUSH} edits"), edits, None, None);
    Ok(())
}

/// The id SQL makes of a text.
async fn md5(pool: &PgPool, text: &str) -> Result<Uuid> {
    Ok(sqlx::query_scalar("select md5($1)::uuid").bind(text).fetch_one(pool).await?)
}

/// Pushes a second by PostgreSQL's own load generator with the same statements.
fn pgbench(cluster: &Cluster, database: &str) -> Result<f64> {
    let script = cluster.folder().join("push.sql");
    std::fs::write(&script, include_str!("push.sql"))?;
    let said = cluster.run("pgbench", |command| {
        command.args(["-n", "-M", "prepared", "-j", "2", "-p", "5432", "-c", &CLIENTS.to_string()]);
        command.args([
            "-T",
            &LASTS.as_secs().to_string(),
            "-D",
            &format!("workspaces={WORKSPACES}"),
            "-U",
            SERVICE,
        ]);
        command.arg("-h").arg(cluster.folder()).arg("-f").arg(&script).arg(database);
    })?;
    let line = said.lines().find(|line| line.starts_with("tps = ")).context("pgbench says no tps")?;
    let number = line["tps = ".len()..].split(' ').next().context("pgbench says no number")?;
    Ok(number.parse()?)
}

/// Pushes a second by the service's own function, each of so many new expenses.
async fn pushes(state: &State, user: Uuid, workspaces: &[Uuid], edits: usize) -> Result<f64> {
    let done = Arc::new(AtomicU64::new(0));
    let start = Instant::now();
    let mut tasks = tokio::task::JoinSet::new();
    for client in 0..CLIENTS {
        let (state, workspaces, done) = (state.clone(), workspaces.to_vec(), done.clone());
        tasks.spawn(async move {
            let mut turn = client as usize;
            while start.elapsed() < LASTS {
                let workspace = workspaces[turn.wrapping_mul(7_919) % workspaces.len()];
                let ops = (0..edits).map(|_| new_expense(state.now_ms())).collect();
                api::sync::apply(&state, workspace, Author { user, device: None }, ops).await?;
                done.fetch_add(1, Ordering::Relaxed);
                turn += CLIENTS as usize;
            }
            anyhow::Ok(())
        });
    }
    while let Some(finished) = tasks.join_next().await {
        finished??;
    }
    Ok(done.load(Ordering::Relaxed) as f64 / start.elapsed().as_secs_f64())
}

fn new_expense(at_ms: i64) -> Op {
    let units = json!({
        "kind": { "kind": "purchase" },
        "status": { "status": "confirmed" },
        "when": { "occurred_on": "2026-11-20", "occurred_time": "12:30:00", "occurred_at": at_ms, "reporting_date": "2026-11-20" },
        "money": { "currency": "EUR", "total_minor": 1_290, "tip_base": "none", "amount_is_estimate": false },
        "visibility": { "visibility": "workspace" },
        "business": { "is_business": false, "is_billable": false, "reimbursable": false },
        "receipt": { "receipt_state": "not_needed" },
        "origin": { "source": "manual" },
        "note": { "notes": "with Ann" },
    });
    let set = units.as_object().into_iter().flatten().map(|(unit, value)| {
        (unit.clone(), UnitSet { v: value.as_object().cloned().unwrap_or_default(), ..UnitSet::default() })
    });
    Op {
        op: Uuid::now_v7(),
        g: None,
        k: Kind::named("expense").name.to_owned(),
        id: Uuid::now_v7(),
        t: at_ms,
        set: set.collect(),
        heal: false,
        by: None,
    }
}
