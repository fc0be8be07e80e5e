//! What an engine wants done.

use uuid::Uuid;
use wire::v1::{SyncRequest, SyncResponse};

use super::{BookState, RequestId, Status};

/// Something to do. Effects on the book are one transaction each.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    /// Choose the oldest ops that are not parked, groups whole and at least one, and commit them as sent. Answer: `Gathered`.
    Gather {
        /// How many at most.
        max_ops: usize,
        /// How many bytes of JSON at most.
        max_bytes: usize,
    },
    /// Send to `POST /v1/workspaces/{ws}/sync`. Answer: `HttpDone` or `HttpFailed`.
    Send {
        /// The name of the request.
        id: RequestId,
        /// The body.
        request: SyncRequest,
    },
    /// Put an answer into the book; move its cursor only if the book still has `request_cursor`. Answer: `Applied`.
    Apply {
        /// The request it answers.
        id: RequestId,
        /// The cursor the request had.
        request_cursor: Option<String>,
        /// The answer, complete.
        answer: Box<SyncResponse>,
    },
    /// Empty the stage and note what it is for. Answer: `StageBegun`.
    StageBegin {
        /// The epoch to come.
        epoch: i32,
        /// Everything up to here both have.
        floor: Option<i64>,
    },
    /// Put a page into the stage. Answer: `Staged`.
    Stage {
        /// The cursor the request had.
        request_cursor: Option<String>,
        /// The answer, complete.
        answer: Box<SyncResponse>,
    },
    /// Make the stage the book. Answer: `Swapped`.
    StageSwap,
    /// Set ops aside: they are shown to the person and not sent. No answer.
    Park {
        /// The ops.
        ops: Vec<Uuid>,
        /// Why.
        why: ParkReason,
    },
    /// Send again what was parked because the service did not know its kind or unit. No answer.
    UnparkUnknown,
    /// Keep how often it failed and when to try again. No answer.
    PutRetry {
        /// How often in a row.
        fails: u32,
        /// Not before, milliseconds since 1970.
        retry_ms: Option<i64>,
        /// When it last succeeded, milliseconds since 1970.
        last_ok_ms: Option<i64>,
    },
    /// Keep whether it may sync. No answer.
    PutState(BookState),
    /// Compare the copy with the service's and mend it. Answer: `Verified`.
    Verify,
    /// Get an access token. Answer: `TokenRefreshed` or `TokenRefused`; none when there is no network: it is asked again.
    RefreshToken,
    /// Give `Timer` at this time, milliseconds since 1970, and not at any set before.
    SetTimer(i64),
    /// Show this.
    Status(Status),
}

/// Why an op is not sent any more.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ParkReason {
    /// The service fails on it, alone and again and again.
    Poison,
    /// The service says it is too large.
    TooLarge,
    /// The service cannot read it.
    Refused,
}

impl ParkReason {
    /// A stable word for the book.
    pub fn code(self) -> &'static str {
        match self {
            Self::Poison => "poison",
            Self::TooLarge => "too_large",
            Self::Refused => "refused",
        }
    }
}
