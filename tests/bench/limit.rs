//! What SQLite itself needs: the same file, the same pragmas, and no Mealbook in between.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection, Executor, SqliteConnection};

use crate::figures::Figures;

async fn connect(database: &Path) -> Result<SqliteConnection> {
    let options = SqliteConnectOptions::new()
        .filename(database)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true);
    Ok(options.connect().await?)
}

/// The 100 newest rows and nothing else.
pub async fn newest_rows(database: &Path) -> Result<Duration> {
    let mut connection = connect(database).await?;
    let figures = Figures::of(50, async |_| {
        sqlx::query(include_str!("sql/newest.sql")).fetch_all(&mut connection).await?;
        Ok(())
    })
    .await?;
    connection.close().await?;
    Ok(figures.median())
}

/// One pass over all expenses that adds them up by currency.
pub async fn sum_of_all(database: &Path) -> Result<Duration> {
    let mut connection = connect(database).await?;
    let figures = Figures::of(10, async |_| {
        sqlx::query(include_str!("sql/sum.sql")).fetch_all(&mut connection).await?;
        Ok(())
    })
    .await?;
    connection.close().await?;
    Ok(figures.median())
}

/// How many rows a second one statement inserts into a table `expense` with Mealbook's columns and indexes, durably.
pub async fn insert_rows_per_second(database: &Path, rows: u32) -> Result<f64> {
    let mut connection = connect(database).await?;
    connection.execute(include_str!("../../migrations/client/0001_device.sql")).await?;
    connection.execute(include_str!("sql/insert_workspace.sql")).await?;
    let start = Instant::now();
    sqlx::query(include_str!("sql/insert_many.sql")).bind(rows).execute(&mut connection).await?;
    let took = start.elapsed();
    connection.close().await?;
    Ok(f64::from(rows) / took.as_secs_f64())
}

/// Puts the rows of so many photographs on the newest expenses: their metadata only, without history and without bytes.
pub async fn add_photo_rows(database: &Path, photos: u32) -> Result<()> {
    let mut connection = connect(database).await?;
    let mut transaction = connection.begin().await?;
    sqlx::query(include_str!("sql/insert_blobs.sql")).bind(photos).execute(&mut *transaction).await?;
    sqlx::query(include_str!("sql/insert_attachments.sql")).bind(photos).execute(&mut *transaction).await?;
    transaction.commit().await?;
    connection.close().await?;
    Ok(())
}
