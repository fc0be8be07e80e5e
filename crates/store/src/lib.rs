//! SQLite on the device: the only crate with SQLite SQL.
//!
//! `Store` owns one writer and a few readers of one file. Every change goes through `WriteTx`, which writes the row, its history
//! and its outbox entry in one transaction; every read answers with the models of `domain::read`.

mod blobs;
mod doctor;
mod draft;
mod dump;
mod error;
mod index;
mod open;
mod read;
mod sql;
pub mod sync;
mod undo;
mod write;

#[cfg(test)]
mod schema_tests;
#[cfg(test)]
mod testing;

pub use blobs::{BlobFile, BlobRow, ORPHAN_AGE_MIN, VariantRow};
pub use doctor::{Check, EXAMPLES_MAX, Finding};
pub use draft::DraftRow;
pub use error::{Error, InvalidWrite, Result, WriteProblem};
pub use open::{OpenOptions, OpenReport, Opened, RescueReport, RescuedTable, Store};
pub use read::{
    CatalogueName, Counts, HISTORY_ENTRIES_MAX, ListRequest, PlaceHabits, RowChange, RowLabel,
    SavedFilterRow, Shown, Stray, TemplateRow, ValuesAt, WINDOW_ROWS_MAX, WorkspaceRow,
};
pub use undo::{UndoEntry, UndoState, Undone};
pub use write::{Committed, Sight, StoredRow, UNDO_AGE_MAX_MS, UNDO_STEPS_MAX, WriteContext, WriteTx};
