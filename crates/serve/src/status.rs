//! Which HTTP status a fault has, and its JSON body. The body says everything; the status is for proxies and logs.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use wire::{Code, Fault};

/// The status of a code.
pub fn status(code: Code) -> StatusCode {
    match code {
        Code::Invalid | Code::BadQuery => StatusCode::BAD_REQUEST,
        // Not 401: the browser is paired, it is the core that is not logged in somewhere else.
        Code::NotPaired => StatusCode::UNAUTHORIZED,
        Code::WrongPassword | Code::CodeNeeded | Code::WrongCode => StatusCode::UNPROCESSABLE_ENTITY,
        Code::SignedOut
        | Code::NoAccount
        | Code::NoServer
        | Code::EmailUnverified
        | Code::OtherAccount
        | Code::Revoked
        | Code::WorkspaceDeleted
        | Code::Unsent
        | Code::ChooseFirst => StatusCode::CONFLICT,
        // Not 403, which the interface takes for a lost pairing.
        Code::Forbidden => StatusCode::UNPROCESSABLE_ENTITY,
        Code::Locked => StatusCode::TOO_MANY_REQUESTS,
        Code::Offline
        | Code::CaptivePortal
        | Code::ServerTooOld
        | Code::UpdateNeeded
        | Code::ServerFailed => StatusCode::BAD_GATEWAY,
        Code::NotFound => StatusCode::NOT_FOUND,
        Code::Stale | Code::NothingToUndo => StatusCode::CONFLICT,
        Code::FileTooLarge | Code::ImageTooLarge | Code::ImageTooLong => StatusCode::PAYLOAD_TOO_LARGE,
        Code::NotAnImage | Code::UnknownFormat => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Code::AmbiguousDates | Code::AmbiguousNumbers => StatusCode::UNPROCESSABLE_ENTITY,
        Code::TooMany => StatusCode::TOO_MANY_REQUESTS,
        Code::Busy | Code::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
        Code::DiskFull => StatusCode::INSUFFICIENT_STORAGE,
        Code::Storage | Code::NewerSchema | Code::Internal | Code::Unknown => {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// A fault as an answer.
pub fn refuse(fault: Fault) -> Response {
    let wait = matches!(fault.code, Code::TooMany | Code::Locked).then_some(fault.number).flatten();
    let mut response = (status(fault.code), Json(fault)).into_response();
    if let Some(seconds) = wait {
        response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_refusal_has_a_status_of_an_error() {
        let codes = [
            Code::Invalid,
            Code::NotFound,
            Code::Stale,
            Code::DiskFull,
            Code::Storage,
            Code::NewerSchema,
            Code::Busy,
            Code::NotAnImage,
            Code::FileTooLarge,
            Code::ImageTooLarge,
            Code::ImageTooLong,
            Code::UnknownFormat,
            Code::AmbiguousDates,
            Code::AmbiguousNumbers,
            Code::BadQuery,
            Code::NothingToUndo,
            Code::NotPaired,
            Code::TooMany,
            Code::Unreachable,
            Code::Offline,
            Code::CaptivePortal,
            Code::SignedOut,
            Code::NoAccount,
            Code::NoServer,
            Code::WrongPassword,
            Code::CodeNeeded,
            Code::WrongCode,
            Code::EmailUnverified,
            Code::Locked,
            Code::OtherAccount,
            Code::Forbidden,
            Code::Revoked,
            Code::WorkspaceDeleted,
            Code::ServerTooOld,
            Code::UpdateNeeded,
            Code::ServerFailed,
            Code::Unsent,
            Code::ChooseFirst,
            Code::Internal,
            Code::Unknown,
        ];
        for code in codes {
            assert!(status(code).is_client_error() || status(code).is_server_error(), "{code:?}");
        }
        assert_eq!(status(Code::DiskFull).as_u16(), 507);
    }

    #[test]
    fn a_wait_is_told_in_the_header_too() {
        let response = refuse(Fault::with_number(Code::TooMany, 42));
        assert_eq!(response.headers()[header::RETRY_AFTER], "42");
    }
}
