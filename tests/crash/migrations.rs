//! The program is killed while a new version of it brings a large book up to date (E-111).

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use sqlx::migrate::Migrator;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, SqliteConnection};
use tests::book::Book;
use tests::random::Random;
use uuid::Uuid;

use crate::victim::{Moment, Work, run_until_killed, time_to_open};

/// Expenses of the book.
const EXPENSES: i64 = 100_000;
/// How often it is killed.
const KILLS: u64 = 8;
/// The version the book begins with.
const OLD: i64 = 1;

/// A workspace, in the first version of the tables.
const WORKSPACE: &str = "
    insert into workspace (id, workspace_id, created_at, updated_at, name, kind, home_currency, month_start_day,
        fiscal_year_start)
    values (?1, ?1, 1, 1, 'Mine', 'personal', 'EUR', 1, 1)";

/// Its expenses.
const FILL: &str = "
    insert into expense (id, workspace_id, created_at, updated_at, kind, status, occurred_on, occurred_at,
        reporting_date, currency, total_minor, tip_base, amount_is_estimate, notes, visibility, is_business,
        is_billable, reimbursable, receipt_state, source)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < ?2)
    select randomblob(16), ?1, i, i, 'purchase', 'confirmed', '2026-11-20', 1795132800000 + i, '2026-11-20', 'EUR',
        i, 'none', 0, 'meal ' || i, 'workspace', 0, 1, 0, 'not_needed', 'manual'
    from n";

async fn connect(file: &Path) -> Result<SqliteConnection> {
    Ok(SqliteConnectOptions::new().filename(file).create_if_missing(true).connect().await?)
}

/// A book as the first version left it.
async fn old_book(folder: &Path) -> Result<PathBuf> {
    let migrations = folder.join("migrations");
    std::fs::create_dir_all(&migrations)?;
    let ours = tests::paths::repository().join("migrations/client");
    std::fs::copy(ours.join("0001_device.sql"), migrations.join("0001_device.sql"))?;
    let file = folder.join("old.db");
    let mut book = connect(&file).await?;
    sqlx::query("pragma journal_mode = wal").execute(&mut book).await?;
    Migrator::new(migrations.as_path()).await?.run(&mut book).await?;
    let id = Uuid::now_v7().as_bytes().to_vec();
    sqlx::query(WORKSPACE).bind(&id).execute(&mut book).await?;
    sqlx::query(FILL).bind(&id).bind(EXPENSES).execute(&mut book).await?;
    book.close().await?;
    Ok(file)
}

/// The version of a file, once it is sure that it is whole.
async fn whole_version(file: &Path) -> Result<i64> {
    let mut book = connect(file).await?;
    let check: String = sqlx::query_scalar("pragma integrity_check").fetch_one(&mut book).await?;
    ensure!(check == "ok", "{check}");
    let (version, are_all_done): (i64, bool) =
        sqlx::query_as("select max(version), min(success) from _sqlx_migrations")
            .fetch_one(&mut book)
            .await?;
    ensure!(are_all_done, "a migration is half done");
    let is_new: bool =
        sqlx::query_scalar("select exists (select 1 from sqlite_schema where name = 'sync_book')")
            .fetch_one(&mut book)
            .await?;
    ensure!(is_new == (version > OLD), "version {version} and sync_book is there: {is_new}");
    let expenses: i64 = sqlx::query_scalar("select count(*) from expense").fetch_one(&mut book).await?;
    ensure!(expenses == EXPENSES, "{expenses} expenses are there");
    book.close().await?;
    Ok(version)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn e111_an_update_killed_half_way_leaves_the_old_book_or_the_new_one() -> Result<()> {
    let seed = crate::seed();
    let mut random = Random::new(seed);
    let folder = tempfile::tempdir()?;
    let old = old_book(folder.path()).await?;
    let fresh = |name: u64| -> Result<PathBuf> {
        let file = folder.path().join(name.to_string()).join("mealbook.db");
        std::fs::create_dir_all(file.parent().context("a folder")?)?;
        std::fs::copy(&old, &file)?;
        Ok(file)
    };
    let longest = time_to_open(&fresh(0)?)?;
    let (mut old_ones, mut new_ones) = (0, 0);
    for kill in 1..=KILLS {
        let file = fresh(kill)?;
        // Spread over the whole update, later kills of the same file while an earlier one is mended.
        for _ in 0..2 {
            run_until_killed(
                Work::Open,
                &file,
                random.any(),
                Moment::AfterStart(random.below(longest * 5 / 4)),
            )?;
        }
        let version = whole_version(&file).await.with_context(|| format!("seed {seed}, kill {kill}"))?;
        if version == OLD {
            old_ones += 1
        } else {
            new_ones += 1
        }
        let book = Book::open(&file).await.with_context(|| format!("seed {seed}, kill {kill}"))?;
        let workspace = book.ask(wire::call::ListWorkspaces {}).await?[0].id;
        ensure!(
            book.app.store().counts(workspace).await?.expenses == EXPENSES as u64,
            "the book is not whole"
        );
        book.close().await;
        ensure!(whole_version(&file).await? > OLD, "it was not brought up to date");
        std::fs::remove_dir_all(file.parent().context("a folder")?)?;
    }
    println!("killed during the update: {old_ones} old books, {new_ones} new ones, all whole");
    Ok(())
}
