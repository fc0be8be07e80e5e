//! Opening the file: locks, pragmas, schema version, backup, migration, recognising damage.

mod backup;
mod pools;
mod rescue;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::currency::CURRENCIES;
use sqlx::migrate::Migrator;
use sqlx::{SqliteConnection, SqlitePool};

pub(crate) use rescue::has_set_aside;
pub use rescue::{RescueReport, RescuedTable};

use crate::{Error, Result};

pub(crate) static MIGRATOR: Migrator = sqlx::migrate!("../../migrations/client");

/// How a file is opened.
#[derive(Debug, Clone)]
pub struct OpenOptions {
    /// Now, in milliseconds since 1970, UTC: names backups and damaged files.
    pub at_ms: i64,
    /// How many connections read at the same time.
    pub readers: u32,
    /// How long a statement waits for another process, in milliseconds.
    pub busy_timeout_ms: u64,
    /// The most pages the file may have; beyond it writes fail as on a full disk. For tests.
    pub max_pages: Option<u32>,
}

impl OpenOptions {
    /// The usual way, at this instant.
    pub fn at(at_ms: i64) -> Self {
        Self { at_ms, readers: 4, busy_timeout_ms: 10_000, max_pages: None }
    }
}

/// An open store and what happened while it was opened.
#[derive(Debug)]
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What a person may have to be told.
    pub report: OpenReport,
}

/// What happened while the file was opened.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct OpenReport {
    /// Whether the file is new.
    pub created: bool,
    /// The schema version the file had, when it was migrated.
    pub migrated_from: Option<i64>,
    /// The copy made before migrating.
    pub backup: Option<PathBuf>,
    /// Whether the last program that had the file was stopped in the middle; the file was then checked.
    pub was_unclean: bool,
    /// What was rescued from a damaged file.
    pub rescued: Option<RescueReport>,
}

/// One open database file: one writer, several readers. Cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) writer: SqlitePool,
    pub(crate) readers: SqlitePool,
    path: PathBuf,
    /// Held shared while the store is open, so another process can tell an unclean stop from a neighbour.
    lock: Arc<File>,
}

impl Store {
    /// Opens the file at `path`, making it and its folder when they are not there.
    ///
    /// A newer schema is refused untouched. An older one is copied to `backups/` and migrated; when that fails the copy is put
    /// back. A damaged file is set aside and what can be read is moved into a fresh one.
    pub async fn open(path: &Path, options: &OpenOptions) -> Result<Opened> {
        Self::open_with(path, options, &MIGRATOR).await
    }

    pub(crate) async fn open_with(path: &Path, options: &OpenOptions, migrator: &Migrator) -> Result<Opened> {
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        let (lock, is_alone) = lock(path)?;
        let mut report = OpenReport { created: file_size(path)? == 0, ..OpenReport::default() };
        report.was_unclean = is_alone && file_size(&beside(path, "-wal"))? > 0;
        match prepare(path, options, migrator, &mut report).await {
            Ok(()) => {}
            Err(Error::Corrupt(cause)) if is_alone => {
                tracing::error!(%cause, "the database file is damaged and is set aside");
                report.rescued = Some(rescue::rescue(path, options, migrator).await?);
            }
            Err(error) => return Err(error),
        }
        if is_alone {
            lock.unlock()?;
            lock.lock_shared()?;
        }
        let (writer, readers) = pools::open(path, options).await?;
        fill_currencies(&writer).await?;
        let store = Self { writer, readers, path: path.to_owned(), lock: Arc::new(lock) };
        Ok(Opened { store, report })
    }

    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The pool that writes, for the shell to lend to tauri-plugin-sql. Writing past `WriteTx` skips history and outbox.
    pub fn writer_pool(&self) -> &SqlitePool {
        &self.writer
    }

    /// Refreshes the planner's statistics; worth it after large imports.
    pub async fn optimize(&self) -> Result<()> {
        sqlx::query("pragma optimize = 0x10002").execute(&self.writer).await?;
        Ok(())
    }

    /// Closes all connections; the last one folds the write-ahead log into the file.
    pub async fn close(&self) {
        self.readers.close().await;
        if let Err(error) = sqlx::query("pragma optimize").execute(&self.writer).await {
            tracing::warn!(%error, "statistics were not refreshed");
        }
        self.writer.close().await;
        if let Err(error) = self.lock.unlock() {
            tracing::warn!(%error, "the lock beside the database was not released");
        }
    }
}

/// Checks an unclean file, refuses a newer schema, backs up and migrates: all on one connection, before the pools open.
async fn prepare(
    path: &Path,
    options: &OpenOptions,
    migrator: &Migrator,
    report: &mut OpenReport,
) -> Result<()> {
    let mut connection = pools::connect(path, options).await?;
    let result = check_and_migrate(&mut connection, path, options, migrator, report).await;
    sqlx::Connection::close(connection).await?;
    match result {
        Err(Failure::Migrating(error)) => {
            if let Some(backup) = &report.backup {
                backup::put_back(backup, path)?;
            }
            Err(Error::Migration(Box::new(error)))
        }
        Err(Failure::Before(error)) => Err(error),
        Ok(()) => Ok(()),
    }
}

enum Failure {
    Before(Error),
    Migrating(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Before(error)
    }
}

async fn check_and_migrate(
    connection: &mut SqliteConnection,
    path: &Path,
    options: &OpenOptions,
    migrator: &Migrator,
    report: &mut OpenReport,
) -> std::result::Result<(), Failure> {
    if report.was_unclean {
        quick_check(connection).await?;
    }
    let found = schema_version(connection).await?;
    let known = migrator.iter().map(|migration| migration.version).max().unwrap_or(0);
    if found > known {
        return Err(Failure::Before(Error::NewerSchema { found, known }));
    }
    if found == known {
        return Ok(());
    }
    if found > 0 {
        report.migrated_from = Some(found);
        report.backup = Some(backup::make(connection, path, found, options.at_ms).await?);
    }
    migrator.run(&mut *connection).await.map_err(|error| Failure::Migrating(Error::from(error)))
}

async fn quick_check(connection: &mut SqliteConnection) -> Result<()> {
    let answer: String = sqlx::query_scalar("pragma quick_check(1)").fetch_one(connection).await?;
    if answer == "ok" {
        return Ok(());
    }
    Err(Error::Corrupt(sqlx::Error::Protocol("quick_check found damage".to_owned())))
}

/// The version of the last migration the file has; 0 for an empty file.
async fn schema_version(connection: &mut SqliteConnection) -> Result<i64> {
    let has_table: i64 = sqlx::query_scalar(
        "select count(*) from sqlite_master where type = 'table' and name = '_sqlx_migrations'",
    )
    .fetch_one(&mut *connection)
    .await?;
    if has_table == 0 {
        return Ok(0);
    }
    let version: Option<i64> =
        sqlx::query_scalar("select max(version) from _sqlx_migrations").fetch_one(connection).await?;
    Ok(version.unwrap_or(0))
}

async fn fill_currencies(writer: &SqlitePool) -> Result<()> {
    let filled: i64 = sqlx::query_scalar("select count(*) from currency").fetch_one(writer).await?;
    if usize::try_from(filled) == Ok(CURRENCIES.len()) {
        return Ok(());
    }
    let mut tx = writer.begin_with("BEGIN IMMEDIATE").await?;
    for currency in CURRENCIES {
        sqlx::query(include_str!("open/currency.sql"))
            .bind(currency.code.as_str())
            .bind(i64::from(currency.numeric))
            .bind(i64::from(currency.exponent))
            .bind(currency.symbol)
            .bind(currency.name)
            .execute(&mut *tx)
            .await?;
    }
    Ok(tx.commit().await?)
}

/// Takes the lock beside the database; true when nobody else has it, and then it is exclusive until the file is checked.
fn lock(path: &Path) -> Result<(File, bool)> {
    let file = File::options().create(true).truncate(false).write(true).open(beside(path, ".lock"))?;
    let is_alone = file.try_lock().is_ok();
    if !is_alone {
        file.lock_shared()?;
    }
    Ok((file, is_alone))
}

/// The file of that name and `suffix`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn file_size(path: &Path) -> Result<u64> {
    match std::fs::metadata(path) {
        Ok(metadata) => Ok(metadata.len()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(0),
        Err(error) => Err(error.into()),
    }
}
