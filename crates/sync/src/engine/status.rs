//! Where an engine stands, for people.

use serde::{Deserialize, Serialize};

/// The states of SYNC.md 4.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Everything that was known to be new is exchanged.
    Idle,
    /// An exchange is under way.
    Syncing,
    /// It failed, or the service asked to wait: it is tried again by itself.
    Backoff,
    /// An access token is missing; with `Reason::SignedOut` somebody has to log in.
    AuthWait,
    /// The person is no longer a member.
    Revoked,
    /// The workspace was deleted.
    Deleted,
    /// Everything is fetched anew beside the book.
    Refetching,
    /// This program is too old for the service; it goes on without it.
    UpgradeNeeded,
}

/// Why it stands there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// No answer came.
    Offline,
    /// The answer was not the service's: a login page of a network, most often.
    NotFromUs,
    /// The answer was cut off or cannot be read.
    Unreadable,
    /// The service asks to wait.
    AskedToWait,
    /// The service failed.
    ServiceFailed,
    /// The service refuses the request as it is.
    Refused,
    /// A new access token is being fetched.
    Refreshing,
    /// Somebody has to log in.
    SignedOut,
    /// The device was revoked: somebody has to log in.
    DeviceRevoked,
    /// The device was asked to remove its copy.
    DeviceWiped,
    /// The e-mail address is not verified yet.
    EmailUnverified,
    /// The disk of this device is full.
    DiskFull,
    /// The book cannot be written.
    BookFailed,
    /// The service went back in time.
    Epoch,
    /// The service is behind this copy.
    CursorAhead,
    /// The person's rights changed.
    Rescope,
    /// The copy was away for too long.
    CursorExpired,
}

/// How far a first download or a refetch is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Progress {
    /// Rows that arrived.
    pub rows: u64,
    /// How far it is in percent, by sequence.
    pub percent: u8,
}

/// Where an engine stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// The state.
    pub state: State,
    /// Why, where there is something to say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Reason>,
    /// How many ops wait, parked ones not counted.
    pub pending: usize,
    /// When it last succeeded, milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last_ok_ms: Option<i64>,
    /// When it is tried again, milliseconds since 1970.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next_try_ms: Option<i64>,
    /// How far a first download or a refetch is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub progress: Option<Progress>,
}
