//! File formats in and out: bytes on one side, the types of `domain` on the other. No database, no network, no clock.
//!
//! Importing takes two passes over a file. [`inspect`] reads all of it once and decides what only the whole file can tell: the
//! encoding, the delimiter, which column is which, whether days come before months and which mark is the decimal one. What the
//! file leaves open is in [`Profile::needs`] and is asked, never guessed. [`read_rows`] then reads it as a stream of rows.

mod error;
mod import;

pub use error::{ImportError, Reason, RowProblem};
pub use import::{
    Category, Choice, Column, FIELD_CHARS_MAX, FILE_BYTES_MAX, Field, Format, ImportRow, Options, Profile,
    ROWS_MAX, Rows, SignConvention, inspect, read_rows,
};
