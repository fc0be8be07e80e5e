//! What devices and the cloud say to each other: frozen. Optional fields may be added; nothing is renamed, reused or removed
//! (docs/SYNC.md). Golden transcripts in `tests/fixtures/v1` hold this to its word.
//!
//! Values of columns travel as JSON by their kind in `domain::schema`: whole numbers, instants (milliseconds since 1970, UTC) as
//! numbers, yes and no as `true` and `false`, dates, times, ids, text and JSON documents as strings. A null is left out.

mod account;
mod blob;
mod cursor;
mod problem;
mod sync;
mod workspace;

pub use account::*;
pub use blob::*;
pub use cursor::{Cursor, CursorError};
pub use problem::{FieldProblem, Problem, ProblemCode};
pub use sync::*;
pub use workspace::*;

/// The shape of this protocol, sent as `Sync-Protocol` both ways.
pub const PROTOCOL: u32 = 1;
/// The kinds and units this program knows, sent as `Sync-Schema`: raised whenever `domain::schema` grows.
pub const SCHEMA: u32 = 1;

/// The content type of sync bodies both ways. An answer of another type is not from the service.
pub const CONTENT_TYPE: &str = "application/vnd.mealbook.sync+json";
/// The content type of failures (RFC 9457).
pub const PROBLEM_TYPE: &str = "application/problem+json";

/// Names of the headers of this protocol.
pub mod header {
    /// `PROTOCOL`, on every request and every answer.
    pub const PROTOCOL: &str = "sync-protocol";
    /// `SCHEMA`, on every request.
    pub const SCHEMA: &str = "sync-schema";
    /// The service's clock in milliseconds since 1970, UTC, on every answer.
    pub const TIME: &str = "sync-time";
    /// Seconds to wait before the next request, on any answer.
    pub const BACKOFF: &str = "sync-backoff";
}

/// The most ops in one request: above it the service answers 413.
pub const OPS_MAX: usize = 1_000;
/// Ops a device puts in one request.
pub const OPS_SOFT: usize = 500;
/// The largest unpacked request body of a sync, in bytes.
pub const BODY_BYTES_MAX: usize = 4 * 1024 * 1024;
/// The unpacked body a device aims at, in bytes.
pub const BODY_BYTES_SOFT: usize = 1024 * 1024;
/// The largest packed request body of a sync, in bytes.
pub const PACKED_BYTES_MAX: usize = 1024 * 1024;
/// The largest one op may be, in bytes of JSON.
pub const OP_BYTES_MAX: usize = 64 * 1024;
/// The most rows of one page.
pub const PAGE_ROWS_MAX: u32 = 5_000;
/// Rows of one page in daily use.
pub const PAGE_ROWS: u32 = 1_000;
/// The most bytes of rows in one page; a page ends early.
pub const PAGE_BYTES_MAX: usize = 2 * 1024 * 1024;
/// The size of a chunk of a photograph, in bytes; the last one is shorter.
pub const CHUNK_BYTES: usize = 512 * 1024;
/// The largest photograph, in bytes.
pub const BLOB_BYTES_MAX: u64 = 64 * 1024 * 1024;
/// The most earlier edits one unit may name in `a`.
pub const AFTER_MAX: usize = 64;
