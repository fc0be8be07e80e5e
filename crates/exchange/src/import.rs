//! Importing expenses: the original project's CSV and JSON exports, Simplifi's CSV, and any CSV with recognisable headers.

use chrono::{NaiveDate, NaiveTime};
use domain::{CurrencyCode, ExpenseKind, MealType, OrderType};

use crate::error::RowProblem;

mod amounts;
mod cells;
mod dates;
mod decode;
mod evidence;
mod fingerprint;
mod header;
mod json;
mod profile;
mod row;
mod source;

#[cfg(test)]
mod tests;

pub use header::Field;
pub use profile::inspect;
pub use source::{Rows, read_rows};

/// The largest file, in bytes.
pub const FILE_BYTES_MAX: u64 = 200 * 1024 * 1024;
/// The most rows of one file.
pub const ROWS_MAX: u64 = 1_000_000;
/// The longest cell, in characters.
pub const FIELD_CHARS_MAX: usize = 10_000;

/// What the person knows about a file, or wants otherwise than it was recognised.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The currency of rows that name none.
    pub currency: CurrencyCode,
    /// The IANA zone in which instants in UTC become a date and a time at the table; `None` leaves them as written.
    pub zone: Option<String>,
    /// Whether 03/04 is the third of April; `None` decides from the whole file.
    pub day_first: Option<bool>,
    /// Whether the decimal mark is a comma; `None` decides from the whole file.
    pub decimal_comma: Option<bool>,
    /// An encoding label (`utf-8`, `windows-1252`, `shift_jis`); `None` decides from the bytes.
    pub encoding: Option<String>,
    /// What parts the columns; `None` decides from the first rows.
    pub delimiter: Option<char>,
    /// What the sign of an amount means; `None` decides from the format and the whole file.
    pub sign: Option<SignConvention>,
    /// Whether serial dates count from 1904, as in workbooks of old Macs.
    pub dates_1904: bool,
}

impl Options {
    /// Decide everything from the file; rows without a currency are in `currency`.
    pub fn new(currency: CurrencyCode) -> Self {
        Self {
            currency,
            zone: None,
            day_first: None,
            decimal_comma: None,
            encoding: None,
            delimiter: None,
            sign: None,
            dates_1904: false,
        }
    }
}

/// What a file was recognised as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The CSV export of the original project.
    OriginalCsv,
    /// Its JSON export.
    OriginalJson,
    /// The CSV export of Simplifi.
    SimplifiCsv,
    /// Any CSV with recognisable headers.
    GenericCsv,
    /// Any JSON list of objects with recognisable keys.
    GenericJson,
}

impl Format {
    /// A stable word.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::OriginalCsv => "original_csv",
            Self::OriginalJson => "original_json",
            Self::SimplifiCsv => "simplifi_csv",
            Self::GenericCsv => "generic_csv",
            Self::GenericJson => "generic_json",
        }
    }

    pub(crate) fn is_json(self) -> bool {
        match self {
            Self::OriginalJson | Self::GenericJson => true,
            Self::OriginalCsv | Self::SimplifiCsv | Self::GenericCsv => false,
        }
    }
}

/// What the sign of an amount means (E-134).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignConvention {
    /// Bank accounts, Simplifi: `-24.77` and `($24.77)` are spent, `+$76.89` and `76.89` came back.
    SpendingNegative,
    /// Credit cards: `24.77` is spent, `-76.89` and `($76.89)` came back.
    SpendingPositive,
    /// The original project: `24.77` and `($24.77)` are spent, `+$76.89` and `-76.89` came back.
    PlusIsReturn,
}

/// One column of the file (or key of its objects) and what it gives.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// As written.
    pub header: String,
    /// `None` = ignored.
    pub field: Option<Field>,
}

/// A question that only the person can answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Choice {
    /// Every date fits both orders (E-132).
    DayFirst {
        /// A date of the file.
        example: String,
        /// What it is, day first.
        day_first: NaiveDate,
        /// What it is, month first.
        month_first: NaiveDate,
    },
    /// Every amount fits both decimal marks.
    DecimalComma {
        /// An amount of the file.
        example: String,
    },
}

/// How a file is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Profile {
    /// What it was recognised as.
    pub format: Format,
    /// The encoding's label, in lower case.
    pub encoding: String,
    /// What parts the columns; a comma for JSON, where it is not used.
    pub delimiter: char,
    /// The columns in order.
    pub columns: Vec<Column>,
    /// Records before the first row of data, the header included.
    pub header_records: u64,
    /// Whether dates are day first; `None` when no date of the file depends on it.
    pub day_first: Option<bool>,
    /// Whether dates such as `26-03-05` begin with the year.
    pub year_first: bool,
    /// Whether the decimal mark is a comma.
    pub decimal_comma: bool,
    /// What the sign of an amount means.
    pub sign: SignConvention,
    /// Rows of data, blank ones not counted.
    pub rows: u64,
    /// What must be chosen before the rows can be read.
    pub needs: Vec<Choice>,
    /// What the caller chose.
    pub options: Options,
}

/// A category as the file names it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// The part before the colon of `Parent:Child`.
    pub parent: Option<String>,
    /// The category itself.
    pub name: String,
    /// The whole text, for a category of the book that has a colon in its name (E-144).
    pub written: String,
}

/// One expense of the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportRow {
    /// Line of the file on which it begins, from 1.
    pub line: u64,
    /// The day at the table.
    pub occurred_on: NaiveDate,
    /// The time at the table, if the file knows it; midnight means that it does not (E-024).
    pub occurred_time: Option<NaiveTime>,
    /// Which way the money went.
    pub kind: ExpenseKind,
    /// The currency written in the row, or the default.
    pub currency: CurrencyCode,
    /// Whether the row named the currency.
    pub currency_written: bool,
    /// What was paid in all, in minor units, zero or more.
    pub total_minor: i64,
    /// The tip, in minor units.
    pub tip_minor: Option<i64>,
    /// The tax, in minor units.
    pub tax_minor: Option<i64>,
    /// The restaurant.
    pub place_name: Option<String>,
    /// The merchant or payee.
    pub merchant_name: Option<String>,
    /// The category.
    pub category: Option<Category>,
    /// The meal; a name nobody knows is `Other`.
    pub meal_type: Option<MealType>,
    /// How it was ordered; a name nobody knows is `Other`.
    pub order_type: Option<OrderType>,
    /// How many people ate.
    pub party_size: Option<u16>,
    /// Tags in the order of the file, without `#`, each once.
    pub tags: Vec<String>,
    /// Free text.
    pub notes: String,
    /// The day it showed on the statement.
    pub cleared_on: Option<NaiveDate>,
    /// The same for the same expense in any copy of the file: a hash of day, amount, currency, payee and note, and how many equal
    /// rows came before it in this file (E-136, E-137).
    pub fingerprint: String,
    /// Cells that could not be read and were left out.
    pub warnings: Vec<RowProblem>,
}
