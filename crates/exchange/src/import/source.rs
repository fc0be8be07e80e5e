//! Rows of a file, one at a time, from CSV or JSON.

use std::collections::HashMap;
use std::io::{self, Read};

use encoding_rs::Encoding;

use crate::error::{ImportError, Reason, RowProblem};
use crate::import::cells::Cells;
use crate::import::decode::Utf8;
use crate::import::fingerprint::Fingerprints;
use crate::import::header::Field;
use crate::import::json::{self, Items, Pairs};
use crate::import::row::{self, Rules};
use crate::import::{Column, ImportRow, Profile, ROWS_MAX};

/// Bytes the CSV reader holds at a time.
const BUFFER_BYTES: usize = 64 * 1024;

/// Starts reading the rows of a file from its beginning; `profile` is what `inspect` said of it.
pub fn read_rows<R: Read>(profile: &Profile, source: R) -> Result<Rows<R>, ImportError> {
    if !profile.needs.is_empty() {
        return Err(ImportError::NeedsChoice);
    }
    let encoding = Encoding::for_label(profile.encoding.as_bytes())
        .ok_or_else(|| ImportError::UnknownEncoding(profile.encoding.clone()))?;
    let text = Utf8::new(source, encoding);
    let records = if profile.format.is_json() {
        Records::json(text, &profile.columns)?
    } else {
        Records::csv(text, profile.delimiter, &profile.columns, profile.header_records)?
    };
    Ok(Rows {
        records,
        rules: Rules::of(profile),
        fingerprints: Fingerprints::default(),
        rows: 0,
        ended: false,
    })
}

/// The rows of a file in order. A row that cannot be read is a problem, and the next one follows.
pub struct Rows<R: Read> {
    records: Records<R>,
    rules: Rules,
    fingerprints: Fingerprints,
    rows: u64,
    ended: bool,
}

impl<R: Read> Iterator for Rows<R> {
    type Item = Result<ImportRow, RowProblem>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { records, rules, fingerprints, rows, ended } = self;
        while !*ended && *rows < ROWS_MAX {
            let read = records.next(|line, cells| {
                if cells.is_blank() {
                    return None;
                }
                Some(row::build(cells, line, rules).map(|mut row| {
                    row.fingerprint = fingerprints.next(&row);
                    row
                }))
            });
            match read {
                Ok(Some(None)) => {}
                Ok(Some(Some(row))) => {
                    *rows += 1;
                    return Some(row);
                }
                Ok(None) => *ended = true,
                Err(ReadError::Row(problem)) => return Some(Err(problem)),
                Err(ReadError::File { line }) => {
                    *ended = true;
                    return Some(Err(RowProblem::new(line, Field::Row, Reason::NotARow, "")));
                }
            }
        }
        None
    }
}

/// Why there is no row here.
pub(crate) enum ReadError {
    /// This row is broken, the next may not be.
    Row(RowProblem),
    /// The file cannot be read any further.
    File {
        /// How far it was read.
        line: u64,
    },
}

/// The records of a file.
pub(crate) enum Records<R: Read> {
    Csv {
        reader: Box<csv::Reader<Utf8<R>>>,
        record: csv::StringRecord,
        fields: Vec<Option<Field>>,
        lines: Lines,
    },
    Json {
        items: Box<Items<R>>,
        fields: HashMap<String, Field>,
    },
}

impl<R: Read> Records<R> {
    /// The records after the first `skip`.
    pub(crate) fn csv(
        text: Utf8<R>,
        delimiter: char,
        columns: &[Column],
        skip: u64,
    ) -> Result<Self, ImportError> {
        let mut reader = csv_reader(text, delimiter);
        let mut record = csv::StringRecord::new();
        let mut lines = Lines::default();
        for _ in 0..skip {
            let from = reader.position().line();
            reader.read_record(&mut record).map_err(io_error)?;
            lines.start_of(&record, from, reader.position().line());
        }
        Ok(Self::Csv {
            reader: Box::new(reader),
            record,
            fields: columns.iter().map(|column| column.field).collect(),
            lines,
        })
    }

    pub(crate) fn json(text: Utf8<R>, columns: &[Column]) -> Result<Self, ImportError> {
        let mut items = Items::new(text);
        if !items.start()? {
            return Err(ImportError::NoList);
        }
        let fields = columns
            .iter()
            .filter_map(|column| column.field.map(|field| (column.header.clone(), field)))
            .collect();
        Ok(Self::Json { items: Box::new(items), fields })
    }

    /// Gives the next record to `use_cells`, with the line on which it begins.
    pub(crate) fn next<T>(
        &mut self,
        use_cells: impl FnOnce(u64, &Cells<'_>) -> T,
    ) -> Result<Option<T>, ReadError> {
        match self {
            Self::Csv { reader, record, fields, lines } => {
                let from = reader.position().line();
                match reader.read_record(record) {
                    Ok(false) => return Ok(None),
                    Ok(true) => {}
                    Err(_) => return Err(ReadError::File { line: from }),
                }
                let line = lines.start_of(record, from, reader.position().line());
                if is_left_open(reader, record) {
                    let start = record.iter().next_back().unwrap_or_default();
                    return Err(ReadError::Row(RowProblem::new(line, Field::Row, Reason::NotARow, start)));
                }
                let mut cells = Cells::new();
                for (field, text) in fields.iter().zip(record.iter()) {
                    if let Some(field) = field {
                        cells.set(*field, text);
                    }
                }
                Ok(Some(use_cells(line, &cells)))
            }
            Self::Json { items, fields } => {
                let Some(item) = items.next().map_err(|_| ReadError::File { line: 0 })? else {
                    return Ok(None);
                };
                let broken = |reason| ReadError::Row(RowProblem::new(item.line, Field::Row, reason, ""));
                let text = item.text.as_ref().ok_or_else(|| broken(Reason::TooLong))?;
                let pairs: Pairs<'_> = serde_json::from_slice(text).map_err(|_| broken(Reason::NotARow))?;
                let texts = json::cells_of(&pairs, |key| fields.get(key).copied());
                let mut cells = Cells::new();
                for (field, text) in &texts {
                    cells.set(*field, text);
                }
                Ok(Some(use_cells(item.line, &cells)))
            }
        }
    }
}

/// Whether the file ended inside quotes: the last cell has swallowed the lines after it, and they must not vanish in a note.
fn is_left_open<R: Read>(reader: &csv::Reader<Utf8<R>>, record: &csv::StringRecord) -> bool {
    reader.get_ref().last_at_end().is_some_and(|last| last != b'"')
        && record.iter().next_back().is_some_and(|cell| cell.trim_end().contains('\n'))
}

/// On which line each record begins. The reader counts line feeds, and in a file with CRLF it stops between the two.
#[derive(Debug, Default)]
pub(crate) struct Lines {
    /// Whether a record ends before its line feed; known after the first record.
    stops_before_feed: Option<bool>,
}

impl Lines {
    /// The line of a record that the reader began to look for on line `from` and finished on line `to`; empty lines lie between.
    fn start_of(&mut self, record: &csv::StringRecord, from: u64, to: u64) -> u64 {
        let inside = record.as_slice().bytes().filter(|byte| *byte == b'\n').count() as u64;
        let first = self.stops_before_feed.is_none();
        let stops_before_feed = *self.stops_before_feed.get_or_insert(to == from + inside);
        let earliest = from + u64::from(stops_before_feed && !first);
        earliest.max(to.saturating_sub(inside + u64::from(!stops_before_feed)))
    }
}

/// A reader that takes rows of any length and leaves the header to us.
pub(crate) fn csv_reader<R: Read>(text: R, delimiter: char) -> csv::Reader<R> {
    let delimiter = u8::try_from(delimiter).unwrap_or(b',');
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(BUFFER_BYTES)
        .from_reader(text)
}

/// A CSV error as an I/O error: with flexible rows of valid UTF-8 there is no other.
pub(crate) fn io_error(error: csv::Error) -> ImportError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ImportError::Io(error),
        other => ImportError::Io(io::Error::other(format!("{other:?}"))),
    }
}
