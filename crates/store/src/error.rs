//! What can go wrong with the database, sorted by what a caller can do about it.

use thiserror::Error;
use uuid::Uuid;

/// The result of this crate.
pub type Result<T> = std::result::Result<T, Error>;

/// Why the store refused or failed.
#[derive(Debug, Error)]
pub enum Error {
    /// No such row in this workspace.
    #[error("there is no {table} {id}")]
    NotFound {
        /// Its table.
        table: &'static str,
        /// Its id.
        id: Uuid,
    },
    /// A row of that id exists already.
    #[error("{table} has a row of that id already")]
    Exists {
        /// The table.
        table: &'static str,
    },
    /// The file was written by a newer version; nothing was changed.
    #[error("the database has schema {found}, this version knows {known}")]
    NewerSchema {
        /// Version of the file.
        found: i64,
        /// The latest version this program has.
        known: i64,
    },
    /// The migration failed; the file is as it was before.
    #[error("the database could not be migrated and was left as it was")]
    Migration(#[source] Box<Error>),
    /// The file is damaged.
    #[error("the database file is damaged")]
    Corrupt(#[source] sqlx::Error),
    /// No room on the disk; the transaction was rolled back.
    #[error("the disk is full; nothing was saved")]
    Full(#[source] Option<sqlx::Error>),
    /// Another process held the file for longer than the timeout.
    #[error("another program is using the database")]
    Busy(#[source] sqlx::Error),
    /// The disk or the file system failed.
    #[error("the file could not be read or written")]
    Io(#[source] std::io::Error),
    /// The disk or the file system failed under SQLite.
    #[error("the database file could not be read or written")]
    DatabaseIo(#[source] sqlx::Error),
    /// Anything else SQLite says: a bug.
    #[error("the database refused a statement")]
    Database(#[source] sqlx::Error),
    /// A write that the schema does not allow.
    #[error(transparent)]
    Invalid(#[from] InvalidWrite),
    /// A transaction went on after an insert had failed; it was rolled back.
    #[error("an insert of this transaction failed; nothing of it was saved")]
    Spoilt,
    /// A sum beyond 64 bits (E-056).
    #[error("the sum is too large to be shown")]
    SumTooLarge,
    /// A cursor or a stored value that is not what this version writes.
    #[error("{0} is not of the form this version writes")]
    Malformed(&'static str),
    /// The bytes of a file are not those its hash names.
    #[error("the file {sha256} does not have the hash it is named by")]
    WrongHash {
        /// The expected hash, hex.
        sha256: String,
    },
}

/// A write that the schema does not allow.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("{table}.{column}: {problem:?}")]
pub struct InvalidWrite {
    /// The table.
    pub table: &'static str,
    /// The column.
    pub column: &'static str,
    /// What is wrong.
    pub problem: WriteProblem,
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WriteProblem {
    /// The table has no such column.
    UnknownColumn,
    /// Needed and absent or null.
    Missing,
    /// Not of the column's type.
    WrongType,
    /// Beyond the money limit.
    TooLarge,
    /// Names a row that is not in this workspace.
    UnknownReference,
}

const SQLITE_BUSY: i32 = 5;
const SQLITE_LOCKED: i32 = 6;
const SQLITE_IOERR: i32 = 10;
const SQLITE_CORRUPT: i32 = 11;
const SQLITE_FULL: i32 = 13;
const SQLITE_CANTOPEN: i32 = 14;
const SQLITE_NOTADB: i32 = 26;

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        if let sqlx::Error::Database(database) = &error {
            let code = database.code().and_then(|code| code.parse::<i32>().ok()).unwrap_or(0);
            return match code & 0xff {
                SQLITE_BUSY | SQLITE_LOCKED => Self::Busy(error),
                SQLITE_FULL => Self::Full(Some(error)),
                SQLITE_CORRUPT | SQLITE_NOTADB => Self::Corrupt(error),
                SQLITE_IOERR | SQLITE_CANTOPEN => Self::DatabaseIo(error),
                _ if database.message().contains("integer overflow") => Self::SumTooLarge,
                _ => Self::Database(error),
            };
        }
        match error {
            sqlx::Error::Io(source) => Self::from(source),
            sqlx::Error::PoolTimedOut => Self::Busy(error),
            other => Self::Database(other),
        }
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Full(None),
            _ => Self::Io(error),
        }
    }
}

impl From<sqlx::migrate::MigrateError> for Error {
    fn from(error: sqlx::migrate::MigrateError) -> Self {
        match error {
            sqlx::migrate::MigrateError::Execute(source) => Self::from(source),
            sqlx::migrate::MigrateError::ExecuteMigration(source, _) => Self::from(source),
            other => Self::Database(sqlx::Error::Migrate(Box::new(other))),
        }
    }
}
