//! The core's faults in words, with an exit code and a piece of advice each.

use domain::expense::{Field, FieldProblem, Invalid};
use wire::{Code, Fault};

/// 2 bad input, 3 not found, 1 anything else.
pub fn exit_code(code: Code) -> u8 {
    match code {
        Code::Invalid
        | Code::NotAnImage
        | Code::FileTooLarge
        | Code::ImageTooLarge
        | Code::ImageTooLong
        | Code::UnknownFormat
        | Code::AmbiguousDates
        | Code::AmbiguousNumbers
        | Code::BadQuery
        | Code::WrongPassword
        | Code::CodeNeeded
        | Code::WrongCode => 2,
        Code::NotFound => 3,
        Code::Stale
        | Code::DiskFull
        | Code::Storage
        | Code::NewerSchema
        | Code::Busy
        | Code::NothingToUndo
        | Code::NotPaired
        | Code::TooMany
        | Code::Unreachable
        | Code::Offline
        | Code::CaptivePortal
        | Code::SignedOut
        | Code::NoAccount
        | Code::NoServer
        | Code::EmailUnverified
        | Code::Locked
        | Code::OtherAccount
        | Code::Forbidden
        | Code::Revoked
        | Code::WorkspaceDeleted
        | Code::ServerTooOld
        | Code::UpdateNeeded
        | Code::ServerFailed
        | Code::Unsent
        | Code::ChooseFirst
        | Code::Internal
        | Code::Unknown => 1,
    }
}

/// The code as a word: `not_found`.
pub fn word(code: Code) -> String {
    serde_json::to_value(code)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_else(|| "unknown".to_owned())
}

/// What happened.
pub fn message(fault: &Fault) -> String {
    let number = fault.number.unwrap_or_default();
    match fault.code {
        Code::Invalid if fault.invalid.is_empty() => "the input is not of the right form".to_owned(),
        Code::Invalid => fault.invalid.iter().map(problem).collect::<Vec<_>>().join("; "),
        Code::NotFound => "this is not in the book".to_owned(),
        Code::Stale => "it was changed meanwhile".to_owned(),
        Code::DiskFull => "the disk is full; nothing was changed".to_owned(),
        Code::Storage => "the book's file could not be read or written".to_owned(),
        Code::NewerSchema => "the book was written by a newer Mealbook".to_owned(),
        Code::Busy => "another program keeps the book locked".to_owned(),
        Code::NotAnImage => "this file is not a picture that Mealbook takes".to_owned(),
        Code::FileTooLarge => format!("the file is larger than the limit of {number} bytes"),
        Code::ImageTooLarge => format!("the picture has more than {number} pixels"),
        Code::ImageTooLong => format!("a side of the picture has more than {number} pixels"),
        Code::UnknownFormat if fault.invalid.is_empty() => {
            "the format of the file was not recognised".to_owned()
        }
        Code::UnknownFormat => {
            let names: Vec<String> = fault.invalid.iter().map(|missing| field(missing.field)).collect();
            format!("no column of the file was recognised as its {}", names.join(" and its "))
        }
        Code::AmbiguousDates => "the file leaves open which number of its dates is the day".to_owned(),
        Code::AmbiguousNumbers => "the file leaves open whether comma or dot is the decimal mark".to_owned(),
        Code::BadQuery => format!("the query cannot be read at byte {number}"),
        Code::NothingToUndo => "there is nothing to undo or redo".to_owned(),
        Code::NotPaired => "this program is not paired".to_owned(),
        Code::TooMany => format!("too many attempts; wait {number} seconds"),
        Code::Unreachable => "the core cannot be reached".to_owned(),
        Code::Offline => "the service cannot be reached".to_owned(),
        Code::CaptivePortal => "something else answers in the service's place".to_owned(),
        Code::SignedOut => "this device is not logged in".to_owned(),
        Code::NoAccount => "this book has no account".to_owned(),
        Code::NoServer => "no service was chosen".to_owned(),
        Code::WrongPassword => "wrong e-mail address or password".to_owned(),
        Code::CodeNeeded => "the digits of the authenticator are needed, or were wrong".to_owned(),
        Code::WrongCode => "the code is wrong, was used, or is too old".to_owned(),
        Code::EmailUnverified => "the e-mail address is not verified yet".to_owned(),
        Code::Locked => format!("too many wrong attempts; wait {number} seconds"),
        Code::OtherAccount => "this book belongs to another account".to_owned(),
        Code::Forbidden => "this account may not do that".to_owned(),
        Code::Revoked => "you are no longer in this workspace".to_owned(),
        Code::WorkspaceDeleted => "the workspace was deleted".to_owned(),
        Code::ServerTooOld => "the service is older than this program".to_owned(),
        Code::UpdateNeeded => "the service no longer speaks with a program this old".to_owned(),
        Code::ServerFailed => "the service failed".to_owned(),
        Code::Unsent => format!("{number} changes were not sent and would be lost"),
        Code::ChooseFirst => "choose first what becomes of the local history".to_owned(),
        Code::Internal => "this is a defect of Mealbook".to_owned(),
        Code::Unknown => "a newer Mealbook says something this one does not know".to_owned(),
    }
}

/// What to do.
pub fn hint(code: Code) -> Option<&'static str> {
    match code {
        Code::NotFound => Some("`meal list` shows the ids; `meal list --query is:deleted` the trash"),
        Code::Stale => Some("look at it with `meal show`, then try again"),
        Code::DiskFull => Some("make room on the disk, then try again"),
        Code::Storage => Some("run `meal doctor`"),
        Code::NewerSchema => Some("update Mealbook"),
        Code::Busy => Some("close the other program or try again"),
        Code::AmbiguousDates => Some("add --day-first or --month-first"),
        Code::AmbiguousNumbers => Some("add --decimal-comma or --decimal-dot"),
        Code::BadQuery => {
            Some("an example: meal:lunch tag:acme place:\"Casa Lola\" amount:>20 after:2026-01-01 has:photo")
        }
        Code::UnknownFormat => {
            Some("CSV with headers (date, amount, place, …) and the original project's CSV and JSON are read")
        }
        Code::NotAnImage => Some("JPEG, PNG and WebP are read"),
        Code::ImageTooLarge => Some("save it smaller and attach that"),
        Code::ImageTooLong => Some("cut it into several pictures and attach all of them"),
        Code::Offline => Some("work goes on; changes are kept and sent later"),
        Code::CaptivePortal => Some("open a web page and log in to the network"),
        Code::SignedOut => Some("log in with `meal account login`; changes are kept"),
        Code::NoAccount => Some("`meal account register` or `meal account login`"),
        Code::NoServer => Some("`meal account server https://…` or MEALBOOK_SERVER"),
        Code::CodeNeeded => Some("add --code with six digits, or a recovery code"),
        Code::WrongCode => Some("ask for a new one with `meal account resend` or `meal account reset`"),
        Code::EmailUnverified => Some("`meal account verify` with the code of the mail"),
        Code::OtherAccount => Some("open another book with --db"),
        Code::UpdateNeeded => Some("update Mealbook; changes are kept"),
        Code::ServerTooOld | Code::ServerFailed => Some("try again later; changes are kept"),
        Code::Unsent => Some("sync first, or say --discard"),
        Code::ChooseFirst => Some("`meal account attach`"),
        Code::Internal => Some("please report it with the command you ran"),
        Code::Invalid
        | Code::FileTooLarge
        | Code::NothingToUndo
        | Code::NotPaired
        | Code::TooMany
        | Code::Unreachable
        | Code::WrongPassword
        | Code::Locked
        | Code::Forbidden
        | Code::Revoked
        | Code::WorkspaceDeleted
        | Code::Unknown => None,
    }
}

/// A field's name in documents and messages.
pub fn field(field: Field) -> String {
    serde_json::to_value(field).ok().and_then(|value| value.as_str().map(str::to_owned)).unwrap_or_default()
}

fn problem(invalid: &Invalid) -> String {
    let name = field(invalid.field);
    match invalid.problem {
        FieldProblem::Missing => format!("{name} is missing"),
        FieldProblem::Malformed => format!("{name} is not of the right form"),
        FieldProblem::TooLarge { limit } => format!("{name} is beyond the limit of {limit}"),
        FieldProblem::Negative => {
            format!("{name} must not be negative; --kind refund says that money came back")
        }
        FieldProblem::Year => format!("{name} has a year that cannot be right"),
        FieldProblem::Unknown => format!("{name} names something that is not in the book"),
        FieldProblem::Circular => format!("{name} refers to itself"),
    }
}
