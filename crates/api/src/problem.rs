//! Everything that can go wrong while a request is answered, and the one place that turns it into a problem document.
//!
//! Errors carry ids, limits and stable words only: never what a person wrote, because they are logged and sent.

use std::borrow::Cow;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use wire::v1::{self, FieldProblem, Problem, ProblemCode};

use crate::logging;

/// What a handler answers.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Seconds to wait when the service is busy for a moment.
pub const RETRY_S: u64 = 1;

/// Why a request is not answered as hoped.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The request cannot be read.
    #[error("malformed: {0}")]
    Malformed(&'static str),
    /// Values break rules.
    #[error("invalid values in {} fields", .0.len())]
    Invalid(Vec<FieldProblem>),
    /// No or no valid access token.
    #[error("unauthenticated")]
    Unauthenticated,
    /// Wrong e-mail address or password.
    #[error("bad credentials")]
    BadCredentials,
    /// A code of the authenticator is needed.
    #[error("a code of the authenticator is needed")]
    TotpRequired,
    /// The refresh token is dead.
    #[error("the refresh token is dead")]
    RefreshInvalid,
    /// The refresh token was used twice.
    #[error("the refresh token was used twice")]
    RefreshReused,
    /// The device was revoked.
    #[error("the device was revoked")]
    DeviceRevoked,
    /// The device was asked to remove its copy.
    #[error("the device was asked to remove its copy")]
    DeviceWiped,
    /// The e-mail address is not verified yet.
    #[error("the e-mail address is not verified")]
    EmailUnverified,
    /// Too many wrong attempts.
    #[error("locked for {retry_after_s} s")]
    Locked {
        /// Seconds to wait.
        retry_after_s: u64,
    },
    /// Not allowed with this role or token.
    #[error("forbidden")]
    Forbidden,
    /// No longer a member.
    #[error("no longer a member")]
    Revoked,
    /// Not there, or not for these eyes.
    #[error("not found")]
    NotFound,
    /// The method is not for this address.
    #[error("method not allowed")]
    MethodNotAllowed,
    /// Something of this id or name exists, or stands in the way.
    #[error("conflict: {0}")]
    Conflict(Cow<'static, str>),
    /// The service went back in time.
    #[error("epoch {epoch}")]
    Epoch {
        /// The service's epoch.
        epoch: i32,
        /// Everything up to here is common history.
        floor: i64,
    },
    /// The cursor is ahead of the service.
    #[error("cursor ahead of epoch {epoch}")]
    CursorAhead {
        /// The service's epoch.
        epoch: i32,
        /// Everything up to here is common history.
        floor: i64,
    },
    /// The person's rights changed.
    #[error("rescope")]
    Rescope,
    /// The cursor is older than the tombstones.
    #[error("cursor expired")]
    CursorExpired,
    /// The workspace was deleted.
    #[error("the workspace was deleted")]
    WorkspaceDeleted,
    /// The code was used, is too old or never existed.
    #[error("code expired")]
    CodeExpired,
    /// The row changed since.
    #[error("the row changed since")]
    PreconditionFailed,
    /// More than the limit named.
    #[error("more than {limit}")]
    TooLarge {
        /// The limit.
        limit: u64,
    },
    /// Not a content type or encoding that is read.
    #[error("unsupported media")]
    UnsupportedMedia,
    /// The program is too old.
    #[error("protocol")]
    Protocol,
    /// An If-Match header is needed.
    #[error("If-Match needed")]
    PreconditionRequired,
    /// Too many requests.
    #[error("more than {limit} requests")]
    RateLimited {
        /// Seconds to wait.
        retry_after_s: u64,
        /// The limit.
        limit: u64,
    },
    /// Try again in a moment.
    #[error("unavailable: {0}")]
    Unavailable(&'static str),
    /// The database failed or refused.
    #[error("the database")]
    Database(#[from] sqlx::Error),
    /// A mistake of the service; the word says where.
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl Error {
    /// One field that breaks a rule; the code is a stable word.
    pub fn field(path: impl Into<String>, code: impl Into<String>) -> Self {
        Self::Invalid(vec![FieldProblem { path: path.into(), code: code.into(), limit: None }])
    }

    /// Something that stands in the way, in words without personal data.
    pub fn conflict(detail: impl Into<Cow<'static, str>>) -> Self {
        Self::Conflict(detail.into())
    }

    /// The status and the stable word.
    pub fn code(&self) -> (StatusCode, ProblemCode) {
        use ProblemCode as Code;
        match self {
            Self::Malformed(_) => (StatusCode::BAD_REQUEST, Code::Malformed),
            Self::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, Code::Invalid),
            Self::Unauthenticated => (StatusCode::UNAUTHORIZED, Code::Unauthenticated),
            Self::BadCredentials => (StatusCode::UNAUTHORIZED, Code::BadCredentials),
            Self::TotpRequired => (StatusCode::UNAUTHORIZED, Code::TotpRequired),
            Self::RefreshInvalid => (StatusCode::UNAUTHORIZED, Code::RefreshInvalid),
            Self::RefreshReused => (StatusCode::UNAUTHORIZED, Code::RefreshReused),
            Self::DeviceRevoked => (StatusCode::UNAUTHORIZED, Code::DeviceRevoked),
            Self::DeviceWiped => (StatusCode::UNAUTHORIZED, Code::DeviceWiped),
            Self::EmailUnverified => (StatusCode::FORBIDDEN, Code::EmailUnverified),
            Self::Locked { .. } => (StatusCode::TOO_MANY_REQUESTS, Code::Locked),
            Self::Forbidden => (StatusCode::FORBIDDEN, Code::Forbidden),
            Self::Revoked => (StatusCode::FORBIDDEN, Code::Revoked),
            Self::NotFound => (StatusCode::NOT_FOUND, Code::NotFound),
            Self::MethodNotAllowed => (StatusCode::METHOD_NOT_ALLOWED, Code::MethodNotAllowed),
            Self::Conflict(_) => (StatusCode::CONFLICT, Code::Conflict),
            Self::Epoch { .. } => (StatusCode::CONFLICT, Code::Epoch),
            Self::CursorAhead { .. } => (StatusCode::CONFLICT, Code::CursorAhead),
            Self::Rescope => (StatusCode::CONFLICT, Code::Rescope),
            Self::CursorExpired => (StatusCode::GONE, Code::CursorExpired),
            Self::WorkspaceDeleted => (StatusCode::GONE, Code::WorkspaceDeleted),
            Self::CodeExpired => (StatusCode::GONE, Code::CodeExpired),
            Self::PreconditionFailed => (StatusCode::PRECONDITION_FAILED, Code::PreconditionFailed),
            Self::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, Code::TooLarge),
            Self::UnsupportedMedia => (StatusCode::UNSUPPORTED_MEDIA_TYPE, Code::UnsupportedMedia),
            Self::Protocol => (StatusCode::UPGRADE_REQUIRED, Code::Protocol),
            Self::PreconditionRequired => (StatusCode::PRECONDITION_REQUIRED, Code::PreconditionRequired),
            Self::RateLimited { .. } => (StatusCode::TOO_MANY_REQUESTS, Code::RateLimited),
            Self::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable),
            Self::Database(source) if is_passing(source) => {
                (StatusCode::SERVICE_UNAVAILABLE, Code::Unavailable)
            }
            Self::Database(_) | Self::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, Code::Internal),
        }
    }

    /// The document for this failure.
    pub fn problem(&self) -> Problem {
        let (status, code) = self.code();
        let mut problem = blank(status, code);
        match self {
            Self::Malformed(detail) => problem.detail = Some((*detail).to_owned()),
            Self::Conflict(detail) => problem.detail = Some(detail.clone().into_owned()),
            Self::Invalid(fields) => problem.fields.clone_from(fields),
            Self::Epoch { epoch, floor } | Self::CursorAhead { epoch, floor } => {
                problem.epoch = Some(*epoch);
                problem.floor = Some(*floor);
            }
            Self::TooLarge { limit } | Self::RateLimited { limit, .. } => problem.limit = Some(*limit),
            Self::Protocol => problem.protocols = Some((v1::PROTOCOL, v1::PROTOCOL)),
            Self::Unauthenticated
            | Self::BadCredentials
            | Self::TotpRequired
            | Self::RefreshInvalid
            | Self::RefreshReused
            | Self::DeviceRevoked
            | Self::DeviceWiped
            | Self::EmailUnverified
            | Self::Locked { .. }
            | Self::Forbidden
            | Self::Revoked
            | Self::NotFound
            | Self::MethodNotAllowed
            | Self::Rescope
            | Self::CursorExpired
            | Self::WorkspaceDeleted
            | Self::CodeExpired
            | Self::PreconditionFailed
            | Self::UnsupportedMedia
            | Self::PreconditionRequired
            | Self::Unavailable(_)
            | Self::Database(_)
            | Self::Internal(_) => {}
        }
        problem
    }

    fn retry_after_s(&self) -> Option<u64> {
        match self {
            Self::Locked { retry_after_s } | Self::RateLimited { retry_after_s, .. } => Some(*retry_after_s),
            Self::Unavailable(_) => Some(RETRY_S),
            Self::Database(source) if is_passing(source) => Some(RETRY_S),
            _ => None,
        }
    }
}

/// A document with a title and nothing else.
fn blank(status: StatusCode, code: ProblemCode) -> Problem {
    let word = word(code);
    Problem {
        kind: format!("https://mealbook.app/problems/{word}"),
        status: status.as_u16(),
        title: title(code).to_owned(),
        detail: None,
        code,
        request_id: logging::request_id(),
        fields: Vec::new(),
        epoch: None,
        floor: None,
        limit: None,
        protocols: None,
    }
}

/// A code as it is written in JSON.
pub fn word(code: ProblemCode) -> String {
    serde_json::to_value(code).ok().and_then(|json| json.as_str().map(str::to_owned)).unwrap_or_default()
}

fn title(code: ProblemCode) -> &'static str {
    match code {
        ProblemCode::Malformed => "The request cannot be read",
        ProblemCode::Invalid => "Some values break rules",
        ProblemCode::Unauthenticated => "An access token is needed",
        ProblemCode::BadCredentials => "The e-mail address or the password is wrong",
        ProblemCode::TotpRequired => "A code of the authenticator is needed",
        ProblemCode::RefreshInvalid => "Log in again",
        ProblemCode::RefreshReused => "This login was used in two places; log in again",
        ProblemCode::DeviceRevoked => "This device was signed out from another one",
        ProblemCode::DeviceWiped => "This device was asked to remove its copy",
        ProblemCode::EmailUnverified => "The e-mail address is not confirmed yet",
        ProblemCode::Locked => "Too many wrong attempts",
        ProblemCode::Forbidden => "Not allowed",
        ProblemCode::Revoked => "No longer a member of this workspace",
        ProblemCode::NotFound => "Not found",
        ProblemCode::MethodNotAllowed => "The method is not for this address",
        ProblemCode::Conflict => "Something stands in the way",
        ProblemCode::Epoch => "The service was restored; fetch anew",
        ProblemCode::CursorAhead => "The copy is ahead of the service; fetch anew",
        ProblemCode::Rescope => "The rights changed; fetch anew",
        ProblemCode::CursorExpired => "The copy is too old; fetch anew",
        ProblemCode::WorkspaceDeleted => "The workspace was deleted",
        ProblemCode::CodeExpired => "The code was used, is too old or never existed",
        ProblemCode::PreconditionFailed => "It changed in the meantime",
        ProblemCode::TooLarge => "More than the limit",
        ProblemCode::UnsupportedMedia => "Not a content type or encoding that is read",
        ProblemCode::Protocol => "The program is too old",
        ProblemCode::PreconditionRequired => "An If-Match header is needed",
        ProblemCode::RateLimited => "Too many requests",
        ProblemCode::Internal => "A mistake of the service",
        ProblemCode::Unavailable => "Try again in a moment",
        ProblemCode::Other => "A failure",
    }
}

/// SQLSTATEs that pass by themselves: lock and statement timeouts, deadlocks, serialisation, shutdown, too many connections,
/// a full disk.
const PASSING: &[&str] = &["55P03", "57014", "40P01", "40001", "57P01", "57P02", "57P03", "53300", "53100"];

/// Whether the same request may succeed in a moment.
pub fn is_passing(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Database(refused) => refused.code().is_some_and(|code| PASSING.contains(&code.as_ref())),
        sqlx::Error::PoolTimedOut | sqlx::Error::PoolClosed | sqlx::Error::Io(_) => true,
        _ => false,
    }
}

/// What may be logged of a failed statement: the state and the constraint, never its message, which can quote values.
fn safe(error: &sqlx::Error) -> String {
    match error {
        sqlx::Error::Database(refused) => format!(
            "sqlstate {} constraint {} table {}",
            refused.code().unwrap_or_default(),
            refused.constraint().unwrap_or("-"),
            refused.table().unwrap_or("-"),
        ),
        sqlx::Error::RowNotFound => "row not found".to_owned(),
        sqlx::Error::PoolTimedOut => "pool timed out".to_owned(),
        sqlx::Error::PoolClosed => "pool closed".to_owned(),
        sqlx::Error::Io(source) => format!("connection: {}", source.kind()),
        sqlx::Error::ColumnNotFound(column) => format!("column {column} not found"),
        sqlx::Error::ColumnDecode { index, .. } => format!("column {index} cannot be decoded"),
        _ => "driver".to_owned(),
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        match &self {
            Self::Database(source) if is_passing(source) => {
                tracing::warn!(reason = safe(source), "database busy");
            }
            Self::Database(source) => tracing::error!(reason = safe(source), "database"),
            Self::Internal(place) => tracing::error!(place, "internal"),
            _ => {}
        }
        respond(&self.problem(), self.retry_after_s())
    }
}

/// A problem document as an answer.
pub fn respond(problem: &Problem, retry_after_s: Option<u64>) -> Response {
    let body = serde_json::to_vec(problem).unwrap_or_default();
    let status = StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let mut response = (status, body).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(v1::PROBLEM_TYPE));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = retry_after_s {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"mealbook\""));
    }
    response
}

/// The document for an answer some layer or library gave in its own words.
pub fn from_status(status: StatusCode) -> Error {
    match status {
        StatusCode::UNAUTHORIZED => Error::Unauthenticated,
        StatusCode::FORBIDDEN => Error::Forbidden,
        StatusCode::NOT_FOUND => Error::NotFound,
        StatusCode::METHOD_NOT_ALLOWED => Error::MethodNotAllowed,
        StatusCode::REQUEST_TIMEOUT | StatusCode::SERVICE_UNAVAILABLE | StatusCode::GATEWAY_TIMEOUT => {
            Error::Unavailable("timeout")
        }
        StatusCode::PAYLOAD_TOO_LARGE => Error::TooLarge { limit: v1::BODY_BYTES_MAX as u64 },
        StatusCode::UNSUPPORTED_MEDIA_TYPE => Error::UnsupportedMedia,
        status if status.is_client_error() => Error::Malformed("the request cannot be read"),
        _ => Error::Internal("layer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_names_its_code_its_limit_and_when_to_come_back() {
        let error = Error::RateLimited { retry_after_s: 7, limit: 10 };
        let problem = error.problem();
        assert_eq!(problem.kind, "https://mealbook.app/problems/rate_limited");
        assert_eq!((problem.status, problem.limit), (429, Some(10)));
        let response = error.into_response();
        assert_eq!(response.headers()[header::RETRY_AFTER], "7");
        assert_eq!(response.headers()[header::CONTENT_TYPE], v1::PROBLEM_TYPE);
    }

    #[test]
    fn a_refused_token_says_what_is_wanted() {
        let response = Error::Unauthenticated.into_response();
        assert!(response.headers().contains_key(header::WWW_AUTHENTICATE));
    }

    #[test]
    fn a_starved_pool_is_a_moment_and_not_a_mistake() {
        let error = Error::Database(sqlx::Error::PoolTimedOut);
        assert_eq!(error.code().0, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(error.retry_after_s(), Some(RETRY_S));
    }
}
