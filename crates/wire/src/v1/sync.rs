//! Push and pull in one request, and what goes with it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// `POST /v1/workspaces/{ws}/sync`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncRequest {
    /// Where the device's copy stands, as the service gave it; nothing when it has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cursor: Option<String>,
    /// Rows wanted, at most `PAGE_ROWS_MAX`.
    pub limit: u32,
    /// The device's edits, in the order they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub ops: Vec<Op>,
}

/// One person's edit of one row.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Op {
    /// Its id, a UUIDv7 of the device: the same id never has an effect twice.
    pub op: Uuid,
    /// The user action it is part of: all ops of a group are applied, or none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub g: Option<Uuid>,
    /// The kind of row: a table of `domain::schema`.
    pub k: String,
    /// The row.
    pub id: Uuid,
    /// When it was made by the device's corrected clock, milliseconds since 1970, UTC.
    pub t: i64,
    /// The units it sets, by name.
    pub set: BTreeMap<String, UnitSet>,
    /// Whether this gives back, after the service lost it, what it once had (SYNC.md 9, row 10).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub heal: bool,
    /// With `heal`: who made the row, so that it is theirs again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
}

/// A unit's new value.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct UnitSet {
    /// Every column of the unit that is not null, unknown ones of newer versions copied back.
    pub v: Map<String, Json>,
    /// The sequence of the row its author saw; 0 when the row was new to the service.
    pub b: i64,
    /// The author's own edits of this row no service had answered yet, which were seen as well.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub a: Vec<Uuid>,
}

/// The answer to a `SyncRequest` and to `GET …/changes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct SyncResponse {
    /// How often the service went back in time.
    pub epoch: i32,
    /// The workspace's newest sequence.
    pub head: i64,
    /// How often this person's rights changed.
    #[serde(default)]
    pub scope: i32,
    /// What became of each op, in the order of the request.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub acks: Vec<Ack>,
    /// Rows that changed after the cursor, oldest change first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<Row>,
    /// Rows the ops touched that lie beyond this page, so that nothing flickers.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<Row>,
    /// Where to go on; to be kept in the transaction that applies `rows`.
    pub cursor: String,
    /// Whether there is more after `cursor`.
    #[serde(default)]
    pub more: bool,
    /// Always true, and written last: an answer without it was cut off.
    #[serde(default)]
    pub end: bool,
}

/// What became of an op.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Ack {
    /// The op.
    pub op: Uuid,
    /// What became of it.
    pub r: Outcome,
    /// The sequence its row got, when it changed something.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// The conflict card it raised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conflict: Option<Uuid>,
    /// Why it was rejected: a stable word.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<RejectCode>,
    /// What was wrong, for people who write programs; no personal data.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub msg: Option<String>,
    /// The row is known by another id from now on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub remap: Option<Remap>,
}

/// What became of an op.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Outcome {
    /// At least one unit was written.
    Ok,
    /// It had been answered before; nothing was done again.
    Dup,
    /// Every value was there already.
    Same,
    /// Another, concurrent value stands; this one is in the history, and on a card where it matters.
    KeptOther,
    /// Not applied, and not to be sent again as it is.
    Rejected,
    /// An answer of a newer service.
    #[serde(other)]
    Other,
}

/// Why an op was rejected.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum RejectCode {
    /// The person may not do this.
    Forbidden,
    /// A value breaks a rule; `msg` names the unit and column.
    Invalid,
    /// The amount or the day changed after what was approved had been seen.
    StaleApproval,
    /// The period is closed.
    ClosedPeriod,
    /// The service does not know this kind of row (yet).
    UnknownKind,
    /// The service does not know this unit (yet).
    UnknownUnit,
    /// The row is not there and the op does not make it.
    UnknownRow,
    /// More than this workspace may hold.
    Quota,
    /// The op is larger than `OP_BYTES_MAX`.
    TooLarge,
    /// Another op of its group was rejected.
    Group,
    /// A reason of a newer service.
    #[serde(other)]
    Other,
}

/// A row that was merged into another: `from` is known as `to` from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Remap {
    /// The id the device gave.
    pub from: Uuid,
    /// The id it is known by.
    pub to: Uuid,
}

/// A row as the service has it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Row {
    /// Its kind.
    pub k: String,
    /// Its id.
    pub id: Uuid,
    /// The workspace's sequence at its last change: its version.
    pub seq: i64,
    /// Whether it is deleted; `d` may be there all the same.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub x: bool,
    /// Whether it is no longer for this person's eyes; nothing else is told.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub gone: bool,
    /// Whether parts are held back (`visibility` is amount only): such a row cannot be edited.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub masked: bool,
    /// When it was last changed, milliseconds since 1970, UTC.
    #[serde(default)]
    pub mt: i64,
    /// Who changed it last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<Uuid>,
    /// When it was made.
    #[serde(default)]
    pub ct: i64,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cb: Option<Uuid>,
    /// For units changed after the row was made: sequence and edit time of the last change.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub u: BTreeMap<String, (i64, i64)>,
    /// The columns that are not null, `deleted_at` included.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub d: Map<String, Json>,
    /// Columns newer than the reader's `Sync-Schema`, by their unit: an edit of that unit sends them back as they are.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub e: BTreeMap<String, Map<String, Json>>,
}

/// `GET /v1/sync/hello`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Hello {
    /// Oldest protocol spoken.
    pub protocol_min: u32,
    /// Newest protocol spoken.
    pub protocol_max: u32,
    /// The kinds and units known.
    pub schema: u32,
    /// The account.
    pub account: super::Account,
    /// The workspaces this person is in.
    pub workspaces: Vec<super::Workspace>,
    /// Whether this device was asked to remove its copy.
    #[serde(default)]
    pub wipe: bool,
    /// The service's clock, milliseconds since 1970, UTC.
    pub time_ms: i64,
}

/// The head of one workspace: an item of `GET /v1/sync/heads`, and the data of an event `head` of `GET /v1/sync/events`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Head {
    /// The workspace.
    pub ws: Uuid,
    /// Its epoch.
    pub epoch: i32,
    /// Its newest sequence.
    pub head: i64,
}

/// `GET /v1/sync/heads`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Heads {
    /// One for each workspace this person is in, by id.
    pub heads: Vec<Head>,
}

/// `POST /v1/workspaces/{ws}/verify`: first with buckets, then with the list of one bucket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyRequest {
    /// The device's cursor: rows beyond it are left out.
    pub cursor: String,
    /// A bucket (last byte of the row's id) whose rows to list; nothing for the digests of all.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bucket: Option<u8>,
}

/// The answer to a `VerifyRequest`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct VerifyResponse {
    /// 256 digests, by the last byte of the id; empty when a bucket was asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub buckets: Vec<Digest>,
    /// The rows of the bucket asked for.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rows: Vec<RowVersion>,
}

/// Count and exclusive-or of the row hashes of one bucket. A row's hash is the first eight bytes, big endian, of the SHA-256 of its
/// sixteen id bytes followed by its sequence as eight big-endian bytes. Deleted rows count; rows gone from view do not.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Digest {
    /// How many rows.
    pub n: u64,
    /// Their hashes, one over the other, as sixteen hexadecimal digits.
    pub h: String,
}

/// A row's version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowVersion {
    /// Its kind.
    pub k: String,
    /// Its id.
    pub id: Uuid,
    /// Its sequence.
    pub seq: i64,
}

/// `POST /v1/workspaces/{ws}/rows`: rows by id, as they are now; for repair.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowsRequest {
    /// The rows, at most `PAGE_ROWS`.
    pub rows: Vec<RowId>,
}

/// A row's name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowId {
    /// Its kind.
    pub k: String,
    /// Its id.
    pub id: Uuid,
}

/// The answer to a `RowsRequest`; rows that do not exist or are not for this person's eyes come as `gone`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct RowsResponse {
    /// The rows, in the order asked for.
    pub rows: Vec<Row>,
}

/// `GET /v1/workspaces/{ws}/history?kind=&id=`: what was ever said of a row, oldest first.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct History {
    /// The changes.
    pub entries: Vec<HistoryItem>,
}

/// One edit of a row, applied or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryItem {
    /// The op.
    pub op: Uuid,
    /// Who.
    pub by: Uuid,
    /// Their name when they were in the workspace.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_name: Option<String>,
    /// On what device.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub device: Option<Uuid>,
    /// When edited by the device's clock, milliseconds since 1970, UTC.
    pub edited_ms: i64,
    /// When received.
    pub received_ms: i64,
    /// The sequence it made.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seq: Option<i64>,
    /// What became of it.
    pub outcome: Outcome,
    /// Unit, value before, value given.
    pub units: BTreeMap<String, HistoryUnit>,
}

/// One unit in the history.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct HistoryUnit {
    /// The value before.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub old: Option<Map<String, Json>>,
    /// The value given.
    pub new: Map<String, Json>,
    /// Whether the value given was written.
    pub written: bool,
}
