//! SQLite on the device: the only crate with SQLite SQL.
//!
//! `Store` owns one writer and a few readers of one file. Every change goes through `WriteTx`, which writes the row, its history
//! and its outbox entry in one transaction; every read answers with the models of `domain::read`.

mod error;
mod index;
mod open;
mod read;
mod sql;
mod undo;

#[cfg(test)]
mod testing;
mod write;

pub use error::{Error, InvalidWrite, Result, WriteProblem};
pub use open::{OpenOptions, OpenReport, Opened, RescueReport, RescuedTable, Store};
pub use read::{ListRequest, WINDOW_ROWS_MAX};
pub use undo::{UndoEntry, UndoState, Undone};
pub use write::{Committed, StoredRow, UNDO_AGE_MAX_MS, UNDO_STEPS_MAX, WriteContext, WriteTx};
