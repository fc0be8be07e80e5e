//! Why a file, or one row of it, cannot be imported.

use thiserror::Error;

use crate::import::{FILE_BYTES_MAX, Field, ROWS_MAX};

/// The longest text of a problem, in characters.
const TEXT_CHARS_MAX: usize = 80;

/// Why a file cannot be imported at all.
#[derive(Debug, Error)]
pub enum ImportError {
    /// The file could not be read.
    #[error("the file could not be read")]
    Io(#[from] std::io::Error),
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// Larger than `FILE_BYTES_MAX`.
    #[error("the file is larger than {FILE_BYTES_MAX} bytes")]
    TooLarge,
    /// More rows than `ROWS_MAX`.
    #[error("the file has more than {ROWS_MAX} rows")]
    TooManyRows,
    /// A picture, a workbook, a database: no text.
    #[error("the file is {looks_like}, not a text file of expenses")]
    NotText {
        /// What its first bytes say it is.
        looks_like: &'static str,
    },
    /// An encoding label nobody knows.
    #[error("\"{0}\" is not the name of a text encoding")]
    UnknownEncoding(String),
    /// No header was found that names these columns.
    #[error("no column was recognised as {}", missing.iter().map(|field| field.as_str()).collect::<Vec<_>>().join(", "))]
    MissingColumns {
        /// The fields that no column gives.
        missing: Vec<Field>,
        /// The headers of the likeliest header row.
        headers: Vec<String>,
    },
    /// The JSON has no list of expenses.
    #[error("the JSON file holds no list of expenses")]
    NoList,
    /// The profile has open questions (`Profile::needs`).
    #[error("the file can be read in two ways; choose one first")]
    NeedsChoice,
}

/// Why a row was not imported, or which of its cells was left out.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("line {line}: {}: {}", field.as_str(), reason.as_str())]
pub struct RowProblem {
    /// Line of the file on which the row begins, from 1.
    pub line: u64,
    /// The field.
    pub field: Field,
    /// What is wrong.
    pub reason: Reason,
    /// The text found, at most 80 characters.
    pub text: String,
}

impl RowProblem {
    pub(crate) fn new(line: u64, field: Field, reason: Reason, text: &str) -> Self {
        Self { line, field, reason, text: text.chars().take(TEXT_CHARS_MAX).collect() }
    }
}

/// What is wrong with a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// It is empty and must not be.
    Missing,
    /// It is no date this file's order allows.
    NotADate,
    /// The year is outside `domain::civil::YEAR_MIN..=YEAR_MAX`.
    YearOutOfRange,
    /// It is no time of day.
    NotATime,
    /// It is no number.
    NotAnAmount,
    /// It has more decimals than the currency.
    TooManyDecimals,
    /// It is beyond the largest amount.
    TooLarge,
    /// It is no currency.
    NotACurrency,
    /// The symbol belongs to several currencies and none of them is the default (E-057).
    AmbiguousCurrency,
    /// It is no whole number in range.
    NotACount,
    /// It has more than `FIELD_CHARS_MAX` characters, or a name more than `domain::expense::NAME_CHARS_MAX`.
    TooLong,
    /// The row itself is broken: bad JSON, an unreadable piece of the file.
    NotARow,
}

impl Reason {
    /// A stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::NotADate => "not_a_date",
            Self::YearOutOfRange => "year_out_of_range",
            Self::NotATime => "not_a_time",
            Self::NotAnAmount => "not_an_amount",
            Self::TooManyDecimals => "too_many_decimals",
            Self::TooLarge => "too_large",
            Self::NotACurrency => "not_a_currency",
            Self::AmbiguousCurrency => "ambiguous_currency",
            Self::NotACount => "not_a_count",
            Self::TooLong => "too_long",
            Self::NotARow => "not_a_row",
        }
    }
}
