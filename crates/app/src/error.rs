//! What can go wrong in a use case, and the one place where it becomes a `Fault` for a caller.

mod service;

use domain::expense::{Field, FieldProblem, Invalid};
use domain::query::QueryError;
use receipts::ImageError;
use thiserror::Error;
use wire::{Code, Fault};

/// The result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a use case refused or failed.
#[derive(Debug, Error)]
pub enum Error {
    /// The input breaks rules.
    #[error("the input breaks {} rules", .0.len())]
    Invalid(Vec<Invalid>),
    /// The row is not there.
    #[error("not found")]
    NotFound,
    /// Somebody changed the row since it was read, and what was read is no longer known.
    #[error("the row was changed meanwhile")]
    Stale,
    /// There is nothing to undo or redo, or not what the caller meant.
    #[error("nothing to undo")]
    NothingToUndo,
    /// The query text cannot be read.
    #[error("the query cannot be read")]
    BadQuery(QueryError),
    /// The book has no account.
    #[error("the book has no account")]
    NoAccount,
    /// No service was chosen.
    #[error("no service was chosen")]
    NoServer,
    /// This device is not logged in.
    #[error("not logged in")]
    SignedOut,
    /// The code of the authenticator is wrong or was used.
    #[error("the code is wrong or was used")]
    WrongCode,
    /// The book belongs to another account.
    #[error("the book belongs to another account")]
    OtherAccount,
    /// The person has to choose first what becomes of the local history.
    #[error("what becomes of the local history is not chosen yet")]
    ChooseFirst,
    /// The person may not do this.
    #[error("not allowed")]
    Forbidden,
    /// So many changes were not sent and would be lost.
    #[error("{0} changes were not sent")]
    Unsent(u64),
    /// The service.
    #[error(transparent)]
    Service(#[from] sync::service::Failure),
    /// The photograph was refused.
    #[error(transparent)]
    Image(#[from] ImageError),
    /// The file has more bytes than the limit.
    #[error("the file is larger than {limit} bytes")]
    FileTooLarge {
        /// The limit in bytes.
        limit: u64,
    },
    /// The import file is of no known format.
    #[error("the format of the file is not known")]
    UnknownFormat {
        /// What no column of it gives; empty when it is no table at all.
        missing: Vec<Field>,
    },
    /// The import file leaves open which number is the day.
    #[error("the file leaves open which number is the day")]
    AmbiguousDates,
    /// The import file leaves open which sign is the decimal mark.
    #[error("the file leaves open which sign is the decimal mark")]
    AmbiguousNumbers,
    /// The request is not of the declared form.
    #[error("the request is not of the declared form")]
    Malformed(#[source] serde_json::Error),
    /// There is no call of that name.
    #[error("there is no such call")]
    UnknownCall,
    /// The database.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A file beside the database.
    #[error("a file could not be read or written")]
    File(#[source] std::io::Error),
    /// A stored document this version cannot read.
    #[error("a stored document cannot be read")]
    Document(#[source] serde_json::Error),
    /// A task was stopped: the program is ending.
    #[error("the task was stopped")]
    Stopped,
}

impl Error {
    /// One field to mend.
    pub(crate) fn field(field: Field, problem: FieldProblem) -> Self {
        Self::Invalid(vec![Invalid { field, problem }])
    }
}

impl From<std::io::Error> for Error {
    fn from(error: std::io::Error) -> Self {
        match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => Self::Store(error.into()),
            _ => Self::File(error),
        }
    }
}

impl From<Error> for Fault {
    fn from(error: Error) -> Self {
        match error {
            Error::Invalid(invalid) => Self::invalid(invalid),
            Error::NotFound => Self::new(Code::NotFound),
            Error::Stale => Self::new(Code::Stale),
            Error::NoAccount => Self::new(Code::NoAccount),
            Error::NoServer => Self::new(Code::NoServer),
            Error::SignedOut => Self::new(Code::SignedOut),
            Error::WrongCode => Self::new(Code::WrongCode),
            Error::OtherAccount => Self::new(Code::OtherAccount),
            Error::ChooseFirst => Self::new(Code::ChooseFirst),
            Error::Forbidden => Self::new(Code::Forbidden),
            Error::Unsent(changes) => Self::with_number(Code::Unsent, number(changes)),
            Error::Service(failure) => service::fault(&failure),
            Error::NothingToUndo => Self::new(Code::NothingToUndo),
            Error::BadQuery(query) => Self::with_number(Code::BadQuery, i64::try_from(query.at).unwrap_or(0)),
            Error::Image(image) => of_image(&image),
            Error::FileTooLarge { limit } => Self::with_number(Code::FileTooLarge, number(limit)),
            Error::UnknownFormat { missing } => {
                let lacks = |field| Invalid { field, problem: FieldProblem::Missing };
                let invalid = missing.into_iter().map(lacks).collect();
                Self { invalid, ..Self::new(Code::UnknownFormat) }
            }
            Error::AmbiguousDates => Self::new(Code::AmbiguousDates),
            Error::AmbiguousNumbers => Self::new(Code::AmbiguousNumbers),
            Error::Malformed(_) => Self::new(Code::Invalid),
            Error::UnknownCall => Self::new(Code::Unknown),
            Error::Store(store) => of_store(&store),
            Error::File(_) => Self::new(Code::Storage),
            Error::Document(_) | Error::Stopped => Self::new(Code::Internal),
        }
    }
}

fn of_image(error: &ImageError) -> Fault {
    match error {
        ImageError::NotAnImage(_) | ImageError::KeptAsItCame | ImageError::Damaged(_) => {
            Fault::new(Code::NotAnImage)
        }
        ImageError::TooLarge { limit, .. } => Fault::with_number(Code::ImageTooLarge, number(*limit)),
        ImageError::TooLong { limit, .. } => Fault::with_number(Code::ImageTooLong, i64::from(*limit)),
    }
}

fn of_store(error: &store::Error) -> Fault {
    use store::Error as Store;
    let code = match error {
        Store::NotFound { .. } => Code::NotFound,
        Store::Exists { .. } => Code::Stale,
        Store::NewerSchema { .. } => Code::NewerSchema,
        Store::Full(_) => Code::DiskFull,
        Store::Busy(_) => Code::Busy,
        Store::Migration(_)
        | Store::Corrupt(_)
        | Store::Io(_)
        | Store::DatabaseIo(_)
        | Store::WrongHash { .. } => Code::Storage,
        Store::Invalid(_) | Store::SumTooLarge | Store::Malformed(_) => Code::Invalid,
        Store::Database(_) | Store::Spoilt => Code::Internal,
    };
    Fault::new(code)
}

fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}
