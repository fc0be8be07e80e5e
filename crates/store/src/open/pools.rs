//! Connections: what every one of them is set to.

use std::path::Path;
use std::time::Duration;

use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, SqliteConnection, SqlitePool};

use super::OpenOptions;
use crate::Result;

/// Page cache of the writer, in KiB: an import of 100,000 rows stays in memory until it commits.
const WRITER_CACHE_KIB: u32 = 128 * 1024;
/// Page cache of each reader, in KiB.
const READER_CACHE_KIB: u32 = 24 * 1024;
/// The write-ahead log is cut to this size after a checkpoint, in bytes.
const LOG_SIZE_MAX: u32 = 64 * 1024 * 1024;
/// Rows the SQLite thread may be ahead of the reader.
const ROW_BUFFER: usize = 512;
/// Rows of each index that statistics look at.
const ANALYSIS_ROWS: u32 = 1_000;
/// Statements each connection keeps prepared.
const STATEMENTS_KEPT: usize = 256;

/// One connection, before the pools open.
pub(super) async fn connect(path: &Path, options: &OpenOptions) -> Result<SqliteConnection> {
    Ok(writer_options(path, options).connect().await?)
}

/// The writer pool (one connection) and the reader pool.
pub(super) async fn open(path: &Path, options: &OpenOptions) -> Result<(SqlitePool, SqlitePool)> {
    let writer = pool(1).connect_with(writer_options(path, options)).await?;
    let reader_options = base_options(path, options)
        .pragma("cache_size", format!("-{READER_CACHE_KIB}"))
        .pragma("query_only", "on");
    let readers = pool(options.readers.max(1)).connect_with(reader_options).await?;
    Ok((writer, readers))
}

fn pool(connections: u32) -> SqlitePoolOptions {
    SqlitePoolOptions::new()
        .max_connections(connections)
        .idle_timeout(None)
        .max_lifetime(None)
        .test_before_acquire(false)
        .acquire_timeout(Duration::from_secs(60))
}

fn writer_options(path: &Path, options: &OpenOptions) -> SqliteConnectOptions {
    let writer = base_options(path, options)
        .create_if_missing(true)
        .pragma("cache_size", format!("-{WRITER_CACHE_KIB}"))
        .pragma("journal_size_limit", LOG_SIZE_MAX.to_string())
        .analysis_limit(ANALYSIS_ROWS);
    match options.max_pages {
        Some(pages) => writer.pragma("max_page_count", pages.to_string()),
        None => writer,
    }
}

fn base_options(path: &Path, options: &OpenOptions) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(path)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(false)
        .busy_timeout(Duration::from_millis(options.busy_timeout_ms))
        .pragma("temp_store", "memory")
        .statement_cache_capacity(STATEMENTS_KEPT)
        .row_buffer_size(ROW_BUFFER)
        .disable_statement_logging()
}
