//! Failures as RFC 9457 problem documents with stable codes.

use serde::{Deserialize, Serialize};

/// `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A name of the kind of failure: `https://mealbook.app/problems/{code}`. Nothing has to be there.
    #[serde(rename = "type")]
    pub kind: String,
    /// The HTTP status.
    pub status: u16,
    /// The kind of failure, in English.
    pub title: String,
    /// What to do, in English; no personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// The stable word programs decide by.
    pub code: ProblemCode,
    /// The request, for support.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request_id: Option<String>,
    /// Fields to mend.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fields: Vec<FieldProblem>,
    /// With `epoch` and `cursor_ahead`: the service's epoch.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub epoch: Option<i32>,
    /// With `epoch` and `cursor_ahead`: everything up to here is history both have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub floor: Option<i64>,
    /// With a limit that was passed: the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<u64>,
    /// With `protocol`: the oldest and the newest protocol spoken.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub protocols: Option<(u32, u32)>,
}

/// A field to mend.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct FieldProblem {
    /// Where, as a JSON pointer.
    pub path: String,
    /// What is wrong: a stable word.
    pub code: String,
    /// With a limit that was passed: the limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit: Option<i64>,
}

/// The kind of failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum ProblemCode {
    /// The request cannot be read (400).
    Malformed,
    /// Values break rules; see `fields` (422).
    Invalid,
    /// No or no valid access token (401): refresh it.
    Unauthenticated,
    /// Wrong e-mail address or password (401).
    BadCredentials,
    /// A code of the authenticator is needed (401).
    TotpRequired,
    /// The refresh token is dead (401): log in again.
    RefreshInvalid,
    /// The refresh token was used twice (401): its device must log in again.
    RefreshReused,
    /// The device was revoked (401).
    DeviceRevoked,
    /// The device was asked to remove its copy (401).
    DeviceWiped,
    /// The e-mail address is not verified yet (403).
    EmailUnverified,
    /// Too many wrong attempts (429): wait.
    Locked,
    /// Not allowed with this role or token (403).
    Forbidden,
    /// No longer a member of this workspace (403).
    Revoked,
    /// Not there, or not for these eyes (404).
    NotFound,
    /// The method is not for this address (405).
    MethodNotAllowed,
    /// Something of this id or name exists (409).
    Conflict,
    /// The service went back in time (409): refetch and heal.
    Epoch,
    /// The cursor is ahead of the service (409): as `epoch`.
    CursorAhead,
    /// The person's rights changed (409): refetch.
    Rescope,
    /// The cursor is older than the tombstones (410): refetch.
    CursorExpired,
    /// The workspace was deleted (410).
    WorkspaceDeleted,
    /// The code was used, is too old or never existed (410).
    CodeExpired,
    /// The row changed since (412).
    PreconditionFailed,
    /// More than the limit named (413).
    TooLarge,
    /// Not a content type or encoding that is read (415).
    UnsupportedMedia,
    /// The program is too old (426).
    Protocol,
    /// An If-Match header is needed (428).
    PreconditionRequired,
    /// Too many requests (429): wait.
    RateLimited,
    /// A mistake of the service (500).
    Internal,
    /// Try again in a moment (503).
    Unavailable,
    /// A failure of a newer service.
    #[serde(other)]
    Other,
}
