//! What can go wrong, the exit code of each, and what to do about it.

mod fault;

use std::path::PathBuf;

use serde::Serialize;
use thiserror::Error;
use wire::{Code, Fault};

/// The result of a command.
pub type Result<T> = std::result::Result<T, Error>;

/// Why a command failed.
#[derive(Debug, Error)]
pub enum Error {
    /// A value that cannot be read.
    #[error("`{value}` is not right for {option}: expected {expected}")]
    Bad {
        /// The option or field.
        option: String,
        /// What was given.
        value: String,
        /// What would be right.
        expected: String,
    },
    /// Something needed was not given.
    #[error("{what} is missing")]
    Missing {
        /// What.
        what: &'static str,
        /// How to give it.
        hint: &'static str,
    },
    /// Two readings; the caller must choose.
    #[error("{what} can be read in more than one way: {}", list(.choices))]
    Ambiguous {
        /// What.
        what: String,
        /// The readings and how to choose each.
        choices: Vec<Choice>,
    },
    /// No such row.
    #[error("no {what} `{name}` in this book")]
    NotFound {
        /// What kind of thing.
        what: &'static str,
        /// How it was named.
        name: String,
    },
    /// The core refused.
    #[error("{}", fault::message(.0))]
    Fault(#[from] Fault),
    /// The book could not be opened.
    #[error("cannot open {}: {reason}", .path.display())]
    Open {
        /// The file.
        path: PathBuf,
        /// What the core said.
        reason: String,
        /// Its code.
        fault: Fault,
    },
    /// A file could not be read.
    #[error("cannot read {}: {source}", .path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file beyond the limit.
    #[error("{} is larger than the limit of {limit} bytes", .path.display())]
    FileTooLarge {
        /// The file.
        path: PathBuf,
        /// The limit in bytes.
        limit: u64,
    },
    /// The system names no folder for a person's data.
    #[error("the system names no folder for your data")]
    NoDataFolder,
    /// Standard output or standard error.
    #[error("cannot write the answer: {0}")]
    Output(#[from] std::io::Error),
    /// Serving could not start.
    #[error(transparent)]
    Serve(#[from] serve::Error),
}

/// One way to read an ambiguous input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Choice {
    /// What it would mean.
    pub reading: String,
    /// The options that choose it.
    pub choose: String,
}

impl Error {
    /// A value that cannot be read.
    pub fn bad(option: &str, value: &str, expected: &str) -> Self {
        Self::Bad { option: option.to_owned(), value: value.to_owned(), expected: expected.to_owned() }
    }

    /// 2 bad input, 3 not found, 1 anything else.
    pub fn exit_code(&self) -> u8 {
        match self {
            Self::Bad { .. } | Self::Missing { .. } | Self::Ambiguous { .. } | Self::FileTooLarge { .. } => 2,
            Self::NotFound { .. } => 3,
            Self::File { source, .. } if source.kind() == std::io::ErrorKind::NotFound => 3,
            Self::Serve(serve::Error::NotLoopback(_) | serve::Error::UiEmpty(_)) => 2,
            Self::Fault(fault) => fault::exit_code(fault.code),
            Self::Open { .. } | Self::File { .. } | Self::NoDataFolder | Self::Output(_) | Self::Serve(_) => {
                1
            }
        }
    }

    /// A stable word for programs.
    pub fn code(&self) -> String {
        let code = match self {
            Self::Bad { .. } => "bad_value",
            Self::Missing { .. } => "missing",
            Self::Ambiguous { .. } => "ambiguous",
            Self::NotFound { .. } => "not_found",
            Self::FileTooLarge { .. } => "file_too_large",
            Self::File { .. } => "file",
            Self::NoDataFolder => "no_data_folder",
            Self::Output(_) => "output",
            Self::Serve(_) => "serve",
            Self::Fault(fault) | Self::Open { fault, .. } => return fault::word(fault.code),
        };
        code.to_owned()
    }

    /// What to do about it, in a few words.
    pub fn hint(&self) -> Option<String> {
        let hint = match self {
            Self::Missing { hint, .. } => hint,
            Self::Ambiguous { .. } => "choose one with the options named",
            Self::NotFound { what: "expense", .. } => {
                "`meal list` shows the ids; `meal list --query is:deleted` the trash"
            }
            Self::NotFound { .. } => "list the ones there are, or add it first",
            Self::NoDataFolder => "name the book's file with --db",
            Self::Fault(fault) | Self::Open { fault, .. } => {
                return fault::hint(fault.code).map(str::to_owned);
            }
            Self::Bad { .. }
            | Self::File { .. }
            | Self::FileTooLarge { .. }
            | Self::Output(_)
            | Self::Serve(_) => return None,
        };
        Some(hint.to_owned())
    }

    /// The fault of the core, if it was one.
    pub fn fault(&self) -> Option<&Fault> {
        match self {
            Self::Fault(fault) | Self::Open { fault, .. } => Some(fault),
            _ => None,
        }
    }

    /// Whether the core said that a row is not there.
    pub fn is_not_found(&self) -> bool {
        matches!(self, Self::Fault(Fault { code: Code::NotFound, .. }) | Self::NotFound { .. })
    }
}

fn list(choices: &[Choice]) -> String {
    let one = |choice: &Choice| format!("{} ({})", choice.reading, choice.choose);
    choices.iter().map(one).collect::<Vec<_>>().join(" or ")
}
