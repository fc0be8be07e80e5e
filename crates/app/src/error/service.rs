//! What the service says, as faults.

use domain::expense::{Field, FieldProblem, Invalid};
use sync::service::Failure;
use wire::v1::{self, Problem, ProblemCode as Says};
use wire::{Code, Fault};

/// The fault of a request that was not answered as hoped.
pub(super) fn fault(failure: &Failure) -> Fault {
    let code = match failure {
        Failure::BadAddress => Code::NoServer,
        Failure::Offline => Code::Offline,
        Failure::NotFromUs => Code::CaptivePortal,
        Failure::Unreadable => Code::ServerFailed,
        Failure::SignedOut => Code::SignedOut,
        Failure::Vault(_) => Code::Storage,
        Failure::Problem { problem, wait_s } => {
            let number = wait_s.and_then(|seconds| i64::try_from(seconds).ok());
            let invalid = problem.fields.iter().map(invalid).collect();
            return Fault { code: of_problem(problem), invalid, number };
        }
    };
    Fault::new(code)
}

fn of_problem(problem: &Problem) -> Code {
    match problem.code {
        Says::Invalid => Code::Invalid,
        Says::Unauthenticated
        | Says::RefreshInvalid
        | Says::RefreshReused
        | Says::DeviceRevoked
        | Says::DeviceWiped => Code::SignedOut,
        Says::BadCredentials => Code::WrongPassword,
        Says::TotpRequired => Code::CodeNeeded,
        Says::EmailUnverified => Code::EmailUnverified,
        Says::CodeExpired => Code::WrongCode,
        Says::Locked => Code::Locked,
        Says::RateLimited => Code::TooMany,
        Says::Forbidden => Code::Forbidden,
        Says::Revoked => Code::Revoked,
        Says::NotFound => Code::NotFound,
        Says::Conflict | Says::PreconditionFailed => Code::Stale,
        Says::WorkspaceDeleted => Code::WorkspaceDeleted,
        Says::Protocol => match problem.protocols {
            // It speaks only what is older than this program.
            Some((_, newest)) if newest < v1::PROTOCOL => Code::ServerTooOld,
            Some(_) | None => Code::UpdateNeeded,
        },
        Says::MethodNotAllowed | Says::UnsupportedMedia | Says::Other => Code::ServerTooOld,
        Says::Malformed
        | Says::Epoch
        | Says::CursorAhead
        | Says::Rescope
        | Says::CursorExpired
        | Says::TooLarge
        | Says::PreconditionRequired
        | Says::Internal
        | Says::Unavailable => Code::ServerFailed,
    }
}

/// A field of the service's forms as one of ours.
fn invalid(problem: &v1::FieldProblem) -> Invalid {
    let field = match problem.path.rsplit('/').next().unwrap_or_default() {
        "email" => Field::Email,
        "password" | "current" => Field::Password,
        "new" => Field::NewPassword,
        "name" | "display_name" => Field::Name,
        "home_currency" => Field::Currency,
        _ => Field::Code,
    };
    let problem = if problem.code == "missing" { FieldProblem::Missing } else { FieldProblem::Malformed };
    Invalid { field, problem }
}
