//! The one shape of failure at every boundary: a closed code, the fields to mend, no prose. Words for people live in the
//! interface's message catalogue, and a code the reader has not heard of reads as `Unknown`.

use domain::expense::Invalid;
use serde::{Deserialize, Serialize};

/// Why a call failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code:?}")]
pub struct Fault {
    /// What happened.
    pub code: Code,
    /// Which fields to mend, for `Code::Invalid`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub invalid: Vec<Invalid>,
    /// A limit, a line number or a position that belongs to the code; its unit is documented at the code.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<i64>,
}

/// What happened, for programs. Add values at the end; never reuse one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Code {
    /// The input breaks a rule; `invalid` names the fields.
    Invalid,
    /// The row does not exist (any more).
    NotFound,
    /// Somebody changed the row since it was read.
    Stale,
    /// The disk is full; nothing was changed.
    DiskFull,
    /// The file of the book could not be read or written.
    Storage,
    /// The book was written by a newer Mealbook.
    NewerSchema,
    /// The book is locked by another program for too long.
    Busy,
    /// The file is not an image this program can show, and is refused.
    NotAnImage,
    /// The file is larger than `number` bytes.
    FileTooLarge,
    /// The image has more than `number` pixels.
    ImageTooLarge,
    /// A side of the image has more than `number` pixels.
    ImageTooLong,
    /// The file's format was not recognised.
    UnknownFormat,
    /// The file leaves open how dates are written; the caller must choose.
    AmbiguousDates,
    /// The file leaves open how numbers are written; the caller must choose.
    AmbiguousNumbers,
    /// The query could not be read; `number` is the byte position.
    BadQuery,
    /// There is nothing to undo or redo.
    NothingToUndo,
    /// The pairing code is wrong or used.
    NotPaired,
    /// Too many attempts; wait `number` seconds.
    TooMany,
    /// The core cannot be reached.
    Unreachable,
    /// A defect of this program.
    Internal,
    /// The service cannot be reached.
    Offline,
    /// Something else answers in the service's place: the network wants a login of its own.
    CaptivePortal,
    /// This device is not logged in (any more).
    SignedOut,
    /// The book has no account.
    NoAccount,
    /// No service was chosen.
    NoServer,
    /// Wrong e-mail address or password.
    WrongPassword,
    /// The digits of the authenticator (or a recovery code) are needed, or were wrong.
    CodeNeeded,
    /// The code is wrong, was used, or is too old.
    WrongCode,
    /// The e-mail address is not verified yet.
    EmailUnverified,
    /// Too many wrong attempts; wait `number` seconds.
    Locked,
    /// The book belongs to another account: open another book.
    OtherAccount,
    /// The person may not do this.
    Forbidden,
    /// No longer a member of the workspace.
    Revoked,
    /// The workspace was deleted.
    WorkspaceDeleted,
    /// The service is older than this program and cannot do this yet.
    ServerTooOld,
    /// The service no longer speaks with a program this old.
    UpdateNeeded,
    /// The service failed; later may do. `number` seconds, when it said so.
    ServerFailed,
    /// `number` changes were not sent and would be lost.
    Unsent,
    /// The person has to choose first what becomes of the local history.
    ChooseFirst,
    /// A code of a newer version.
    #[serde(other)]
    Unknown,
}

impl Fault {
    /// A failure without fields.
    pub fn new(code: Code) -> Self {
        Self { code, invalid: Vec::new(), number: None }
    }

    /// A failure with its number.
    pub fn with_number(code: Code, number: i64) -> Self {
        Self { code, invalid: Vec::new(), number: Some(number) }
    }

    /// Input to mend.
    pub fn invalid(invalid: Vec<Invalid>) -> Self {
        Self { code: Code::Invalid, invalid, number: None }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_of_a_newer_version_is_read_as_unknown() {
        let fault: Fault = serde_json::from_str(r#"{"code":"quantum_decoherence"}"#).unwrap();
        assert_eq!(fault.code, Code::Unknown);
    }
}
