//! What happens to an engine.

use uuid::Uuid;
use wire::v1::Op;

/// The name of a request among those of one engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RequestId(pub u64);

/// Something an engine is told.
#[derive(Debug, Clone, PartialEq)]
pub enum Event {
    /// The program starts with what the book holds; nothing else is listened to before.
    Started(Book),
    /// The person changed something, and it is committed.
    UserCommitted,
    /// The ops of the next request, committed as sent; answers `Gather`.
    Gathered {
        /// The oldest ones, groups whole.
        ops: Vec<Op>,
        /// How many ops wait in all, these included, parked ones not.
        pending: usize,
    },
    /// An answer is in the book; answers `Apply`.
    Applied(Applied),
    /// An empty stage is there, and it is in the book what for; answers `StageBegin`.
    StageBegun,
    /// A page is in the stage; answers `Stage`.
    Staged {
        /// Where the refetch goes on.
        cursor: Option<String>,
    },
    /// The stage is the book now, and what the service lost waits to be given back; answers `StageSwap`.
    Swapped(Swapped),
    /// The copy was compared with the service's, whatever came of it; answers `Verify`.
    Verified,
    /// The last effect on the book failed; nothing of it was written.
    DatabaseFailed {
        /// Whether because the disk is full.
        is_full: bool,
    },
    /// An answer came. It may be late, twice, cut off, or a hotel's.
    HttpDone {
        /// The request.
        id: RequestId,
        /// Its status.
        status: u16,
        /// Its headers; names in any case.
        headers: Vec<(String, String)>,
        /// Its body, unpacked.
        body: Vec<u8>,
    },
    /// No answer came: whether the service acted is not known.
    HttpFailed {
        /// The request.
        id: RequestId,
    },
    /// The time set by `SetTimer` has come.
    Timer,
    /// The service says how far the workspace is.
    Poke {
        /// Its epoch.
        epoch: i32,
        /// Its head.
        head: i64,
    },
    /// There is a network.
    NetUp,
    /// There is none.
    NetDown,
    /// The person looks at the program.
    Foreground,
    /// The person no longer looks.
    Background,
    /// There is a new access token: after `RefreshToken`, or because somebody logged in.
    TokenRefreshed,
    /// The refresh token is dead: somebody has to log in.
    TokenRefused,
    /// The person asks for it.
    SyncNow,
    /// The service knows more kinds and units than before, or this program does.
    SchemaRaised,
}

/// What the book holds about the sync of this workspace.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Book {
    /// Where the copy stands; nothing before the first answer.
    pub cursor: Option<String>,
    /// The epoch of the cursor.
    pub epoch: i32,
    /// The newest head known.
    pub head: i64,
    /// Whether it may sync.
    pub state: BookState,
    /// A refetch that was not finished.
    pub refetch: Option<Refetch>,
    /// How often in a row it failed.
    pub fails: u32,
    /// Not to try before, milliseconds since 1970.
    pub retry_ms: Option<i64>,
    /// When it last succeeded, milliseconds since 1970.
    pub last_ok_ms: Option<i64>,
    /// When the copy was last compared, milliseconds since 1970.
    pub verified_ms: Option<i64>,
    /// How many ops wait, parked ones not counted.
    pub pending: usize,
}

/// Whether a workspace may sync.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub enum BookState {
    /// It may.
    #[default]
    Ok,
    /// The person is no longer a member.
    Revoked,
    /// It was deleted.
    Deleted,
    /// This program is too old.
    Upgrade,
}

/// Fetching everything anew into a stage, beside the book.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Refetch {
    /// The epoch to come.
    pub epoch: i32,
    /// Everything up to here both have; what the book has beyond it and the service has not is given back. Nothing when the service
    /// lost nothing.
    pub floor: Option<i64>,
    /// Where it goes on; nothing at its beginning.
    pub cursor: Option<String>,
}

/// What applying an answer made of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// The request.
    pub id: RequestId,
    /// The cursor the book has now: the answer's, or, when the request had started elsewhere, still its own.
    pub cursor: Option<String>,
    /// The epoch the book has now.
    pub epoch: i32,
    /// The head the book has now.
    pub head: i64,
    /// How many ops wait, parked ones not counted.
    pub pending: usize,
}

/// What a swap made of the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Swapped {
    /// The cursor.
    pub cursor: Option<String>,
    /// The epoch.
    pub epoch: i32,
    /// The head.
    pub head: i64,
    /// How many ops wait, those that give back included.
    pub pending: usize,
    /// Of these: how many give back what the service lost.
    pub healed: usize,
}

/// The ids of ops, for effects and tests.
pub(crate) fn ids(ops: &[Op]) -> Vec<Uuid> {
    ops.iter().map(|op| op.op).collect()
}
