//! The rows of an uploaded file, read piece by piece away from the threads that answer calls.

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use domain::expense::Field;
use exchange::{
    Choice, ImportError, ImportRow, Options, Profile, RowProblem, Rows, SignConvention, inspect, read_rows,
};
use uuid::Uuid;
use wire::call::{IMPORT_BYTES_MAX, ImportChoice, ImportOptions, ImportProblem, ImportSign};

use super::uploads::{UnderWay, Uploads};
use crate::{App, Error, Result, settings};

/// Rows handed over at a time.
pub(super) const CHUNK_ROWS: usize = 10_000;
/// How many problems are listed; all are counted.
pub(super) const PROBLEMS_MAX: usize = 200;

/// A file and how it is to be read.
pub(super) struct Source {
    path: PathBuf,
    handle: Uuid,
    uploads: Uploads,
    pub profile: Profile,
}

/// Rows of a file, or what is wrong with them.
pub(super) type Piece = Vec<std::result::Result<ImportRow, RowProblem>>;

/// The rows still to come.
pub(super) struct Pieces {
    rows: Option<Rows<BufReader<File>>>,
    /// Rows handed over last, and dealt with when the next ones are asked for.
    handed: u64,
    under_way: UnderWay,
}

impl Source {
    /// Looks at the whole file once.
    pub async fn open(app: &App, handle: Uuid, chosen: &ImportOptions) -> Result<Self> {
        let path = app.uploads().path(handle);
        let mut options = Options::new(match chosen.currency {
            Some(currency) => currency,
            None => settings::load(app).await?.home_currency,
        });
        options.zone = Some(app.env().zone());
        options.day_first = chosen.day_first;
        options.decimal_comma = chosen.decimal_comma;
        options.encoding.clone_from(&chosen.encoding);
        options.sign = chosen.sign.map(|sign| match sign {
            ImportSign::SpendingNegative => SignConvention::SpendingNegative,
            ImportSign::SpendingPositive => SignConvention::SpendingPositive,
            ImportSign::PlusIsReturn => SignConvention::PlusIsReturn,
        });
        let file = path.clone();
        let profile =
            tokio::task::spawn_blocking(move || inspect(&mut BufReader::new(File::open(file)?), &options))
                .await;
        let profile = profile.map_err(|_| Error::Stopped)?.map_err(refused)?;
        Ok(Self { path, handle, uploads: app.uploads().clone(), profile })
    }

    /// Starts reading rows.
    pub fn pieces(&self) -> Result<Pieces> {
        let rows = read_rows(&self.profile, BufReader::new(File::open(&self.path)?)).map_err(refused)?;
        let under_way = self.uploads.begin(self.handle, self.profile.rows);
        Ok(Pieces { rows: Some(rows), handed: 0, under_way })
    }
}

impl Pieces {
    /// The next rows; empty at the end.
    pub async fn next(&mut self) -> Result<Piece> {
        self.under_way.advance(std::mem::take(&mut self.handed));
        let Some(mut rows) = self.rows.take() else { return Ok(Vec::new()) };
        let read = tokio::task::spawn_blocking(move || {
            let piece: Piece = rows.by_ref().take(CHUNK_ROWS).collect();
            (piece, rows)
        });
        let (piece, rows) = read.await.map_err(|_| Error::Stopped)?;
        self.rows = (piece.len() == CHUNK_ROWS).then_some(rows);
        self.handed = piece.len() as u64;
        Ok(piece)
    }
}

/// Why a file cannot be read at all.
fn refused(error: ImportError) -> Error {
    match error {
        ImportError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => Error::NotFound,
        ImportError::Io(error) => error.into(),
        ImportError::TooLarge => Error::FileTooLarge { limit: IMPORT_BYTES_MAX },
        ImportError::MissingColumns { missing, .. } => {
            let date = |field: &exchange::Field| {
                matches!(field, exchange::Field::Date | exchange::Field::InstantUtc)
            };
            let field = |field| if date(&field) { Field::OccurredOn } else { Field::Total };
            Error::UnknownFormat { missing: missing.into_iter().map(field).collect() }
        }
        ImportError::Empty
        | ImportError::TooManyRows
        | ImportError::NotText { .. }
        | ImportError::UnknownEncoding(_)
        | ImportError::NoList => Error::UnknownFormat { missing: Vec::new() },
        ImportError::NeedsChoice => Error::AmbiguousDates,
    }
}

/// The first open question of a file, as an error.
pub(super) fn must_choose(profile: &Profile) -> Result<()> {
    match profile.needs.first() {
        None => Ok(()),
        Some(Choice::DayFirst { .. }) => Err(Error::AmbiguousDates),
        Some(Choice::DecimalComma { .. }) => Err(Error::AmbiguousNumbers),
    }
}

/// An open question, for the person.
pub(super) fn choice(choice: &Choice) -> ImportChoice {
    match choice {
        Choice::DayFirst { example, .. } => ImportChoice::DayFirst { example: example.clone() },
        Choice::DecimalComma { example } => ImportChoice::DecimalComma { example: example.clone() },
    }
}

/// What signs are taken to mean, for the person.
pub(super) fn sign(profile: &Profile) -> ImportSign {
    match profile.sign {
        SignConvention::SpendingNegative => ImportSign::SpendingNegative,
        SignConvention::SpendingPositive => ImportSign::SpendingPositive,
        SignConvention::PlusIsReturn => ImportSign::PlusIsReturn,
    }
}

/// A row that cannot be read, for the person.
pub(super) fn problem(problem: &RowProblem) -> ImportProblem {
    ImportProblem {
        line: problem.line,
        field: problem.field.as_str().to_owned(),
        reason: problem.reason.as_str().to_owned(),
        text: problem.text.clone(),
    }
}
