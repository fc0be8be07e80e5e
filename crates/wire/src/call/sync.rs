//! How far this device and the service are, what they could not agree on, and what was refused.

use chrono::{DateTime, NaiveDate, Utc};
use domain::read::{ExpenseRow, HistoryOperation};
use domain::{ExpenseId, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How far the current workspace is. Never asks the network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {}

/// What the badge says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncReply {
    /// The state and its reason.
    pub state: SyncState,
    /// The workspace meant.
    pub workspace: WorkspaceId,
    /// Changes of this workspace that were not sent yet.
    pub pending: u64,
    /// Changes the service refused, which wait for a person (`ListParked`).
    pub parked: u64,
    /// Open conflict cards (`ListConflicts`).
    pub conflicts: u64,
    /// Photographs to send.
    pub photos_to_send: u64,
    /// Photographs others added that are not here yet; they come when looked at.
    pub photos_to_fetch: u64,
    /// Pairs of expenses that look like one (`ListDuplicates`).
    pub duplicates: u64,
    /// When the service last answered for this workspace.
    pub last_success: Option<DateTime<Utc>>,
    /// What happened that the person must hear of, oldest first; until dismissed.
    pub notices: Vec<SyncNotice>,
}

/// How far device and service are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum SyncState {
    /// The book has no account: it lives on this device alone.
    LocalOnly,
    /// Logged in; the person has to choose what becomes of the local history (`GetAccount`: `attach`).
    ChooseAttach,
    /// Everything was sent and everything is here.
    UpToDate,
    /// Changes wait to be sent; nothing is wrong.
    Waiting,
    /// Under way.
    Syncing {
        /// Whether this device gets its first copy (or a fresh one): then `done` and `total` are rows received and expected.
        is_first: bool,
        /// Rows or changes dealt with.
        done: u64,
        /// Of how many; 0 = not known.
        total: u64,
    },
    /// Rows are exchanged; photographs are still to be sent.
    PhotosWaiting {
        /// How many.
        count: u64,
    },
    /// The service cannot be reached. Work goes on.
    Offline {
        /// Something else answers in its place: the network wants a login of its own.
        is_captive: bool,
    },
    /// The service asked to wait, or failed and is asked again later.
    WaitingUntil {
        /// Until when.
        at: DateTime<Utc>,
    },
    /// Not logged in (any more). Changes are kept and sent after logging in.
    SignedOut,
    /// No longer a member of this workspace.
    Revoked,
    /// The workspace was deleted.
    WorkspaceDeleted,
    /// The service no longer speaks with a program this old. Work goes on; changes are kept.
    UpdateNeeded,
    /// The disk is full: sync pauses.
    DiskFull,
    /// This workspace is only on this device, though the book has an account.
    NotSynced,
}

/// Something that happened while syncing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNotice {
    /// For `DismissNotice`.
    pub id: Uuid,
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub kind: NoticeKind,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum NoticeKind {
    /// Somebody deleted many expenses at once; they can be restored from the trash.
    ManyDeleted {
        /// How many.
        count: u64,
        /// Who.
        by: Option<String>,
    },
    /// The device was asked to remove its copy and did so.
    Wiped,
    /// The service was restored from a backup; this device gave back what it lost.
    Healed {
        /// How many rows.
        rows: u64,
    },
    /// The local history was merged into a workspace.
    Attached {
        /// Expenses merged.
        expenses: u64,
        /// Pairs that look alike.
        duplicates: u64,
    },
    /// The clock of this device is off by this many seconds; times of edits are corrected.
    ClockOff {
        /// Seconds the device is ahead.
        seconds: i64,
    },
    /// A photograph was lost before it was sent.
    PhotoLost {
        /// The expense it was on.
        expense: Option<ExpenseId>,
    },
}

/// Takes a notice away.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DismissNotice {
    /// Which.
    pub id: Uuid,
}

/// Syncs the current workspace now and answers when it is done or cannot go on; the answer is the state then.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncNow {}

/// Tells the background sync whether somebody is looking.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetForeground {
    /// Whether a window is in sight.
    pub is_foreground: bool,
}

// ------------------------------------------------------------------------------------------------------------- conflicts

/// Conflict cards of the current workspace, newest first; open ones, or resolved ones.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListConflicts {
    /// Only the cards of this expense.
    #[serde(default)]
    pub expense: Option<ExpenseId>,
    /// Resolved ones instead of open ones, at most `WINDOW_MAX`.
    #[serde(default)]
    pub resolved: bool,
}

/// Two people changed the same thing without seeing each other's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictCard {
    /// The card.
    pub id: Uuid,
    /// The table of the row in question.
    pub table: String,
    /// The row.
    pub subject: Uuid,
    /// What the row is called: the place of an expense, the name of a category.
    pub name: Option<String>,
    /// The expense it is or belongs to.
    pub expense: Option<ExpenseId>,
    /// The day of that expense.
    pub occurred_on: Option<NaiveDate>,
    /// Which part of the row: a unit of `domain::schema` (`money`, `when`, `deleted`, …).
    pub unit: String,
    /// What happened: `unseen`, `deleted_while_edited`, `same_name`, … as the service says.
    pub reason: String,
    /// The value that stands, and whose it is.
    pub kept: ConflictSide,
    /// The other one.
    pub other: ConflictSide,
    /// The columns in which they differ, and those that explain them (the currency of an amount), in the order of `schema`.
    pub values: Vec<ConflictValue>,
    /// When it was resolved.
    pub resolved_at: Option<DateTime<Utc>>,
    /// How: `keep`, `other`, `edit`.
    pub resolution: Option<String>,
}

/// One of the two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictSide {
    /// Who, when known here.
    pub by: Option<PersonRef>,
    /// When they edited it.
    pub at: DateTime<Utc>,
    /// Whether this side deleted the row.
    pub is_deletion: bool,
}

/// A member, present or past.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRef {
    /// The account.
    pub id: UserId,
    /// Their name, when known here.
    pub name: Option<String>,
    /// Whether it is the person asking.
    pub is_me: bool,
}

/// One column of both sides; references are shown by name, like `domain::read::HistoryChange`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConflictValue {
    /// The column, as in `schema`.
    pub column: String,
    /// The value that stands.
    pub kept: Option<String>,
    /// The other.
    pub other: Option<String>,
    /// Whether they differ.
    pub differs: bool,
}

/// Closes a card on every device. Using the other value is an ordinary edit, which can be undone and is in the history.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResolveConflict {
    /// The card.
    pub id: Uuid,
    /// How.
    pub choice: ConflictChoice,
}

/// How a card is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConflictChoice {
    /// What stands, stands.
    Keep,
    /// The other value is put in its place.
    UseOther,
    /// The person edited the row by hand; only the card is closed.
    Edited,
}

// ---------------------------------------------------------------------------------------------------------------- parked

/// Changes the service refused, in every workspace of this book, newest first; at most `WINDOW_MAX`. Nothing of them is lost.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListParked {}

/// A change that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedChange {
    /// The change.
    pub id: Uuid,
    /// The user action it was part of: its changes are retried and discarded together.
    pub group: Option<Uuid>,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The table of the row.
    pub table: String,
    /// The row.
    pub subject: Uuid,
    /// What the row is called.
    pub name: Option<String>,
    /// The expense it is or belongs to, when that is here.
    pub expense: Option<ExpenseId>,
    /// What was to be done.
    pub operation: HistoryOperation,
    /// The values that were refused, references by name.
    pub values: Vec<ParkedValue>,
    /// Why: `forbidden`, `invalid`, `stale_approval`, `closed_period`, `unknown_kind`, `unknown_unit`, `unknown_row`, `quota`,
    /// `too_large`, `group`, `failing`; words of a newer service come as they are.
    pub reason: String,
    /// How often it was tried.
    pub tries: u32,
}

/// A value that was refused.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedValue {
    /// The column, as in `schema`.
    pub column: String,
    /// The value, for reading.
    pub value: Option<String>,
}

/// Sends refused changes again, as they are now.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RetryParked {
    /// Which; the rest of their groups goes with them.
    pub ids: Vec<Uuid>,
}

/// Gives refused changes up: the rows show what the service has. They stay in the history of this device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DiscardParked {
    /// Which; the rest of their groups goes with them.
    pub ids: Vec<Uuid>,
}

/// Refused changes as a JSON document, to keep or to send to somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportParked {
    /// Which; none = all.
    #[serde(default)]
    pub ids: Vec<Uuid>,
}

/// How many changes that were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ParkedReply {
    /// Changes retried or discarded.
    pub changes: u64,
}

// ------------------------------------------------------------------------------------------------------------ duplicates

/// Pairs of expenses that may be the same meal recorded twice, found when a local history was attached: same day, amount and
/// place. Nothing is deleted by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListDuplicates {}

/// Two expenses that look alike.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DuplicatePair {
    /// The one that was there.
    pub first: ExpenseRow,
    /// The one that was attached.
    pub second: ExpenseRow,
}

/// Says that two expenses are two meals; to delete one of them, use `DeleteExpenses`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DismissDuplicate {
    /// One.
    pub first: ExpenseId,
    /// The other.
    pub second: ExpenseId,
}

// --------------------------------------------------------------------------------------------------------------- history

/// What the service knows of a row: who changed what, on which device, when, applied or not. Needs the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerHistory {
    /// The table; `expense` mostly.
    pub table: String,
    /// The row.
    pub id: Uuid,
}

/// One edit of a row as the service logged it, oldest first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerHistoryEntry {
    /// The edit.
    pub op: Uuid,
    /// Who.
    pub by: PersonRef,
    /// On what device, when it is one of the person's own.
    pub device: Option<String>,
    /// When edited.
    pub edited_at: DateTime<Utc>,
    /// When the service had it.
    pub received_at: DateTime<Utc>,
    /// `ok`, `same`, `kept_other`, `rejected`.
    pub outcome: String,
    /// What it changed.
    pub changes: Vec<ServerHistoryChange>,
}

/// One column of an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerHistoryChange {
    /// The unit.
    pub unit: String,
    /// The column.
    pub column: String,
    /// Before.
    pub before: Option<String>,
    /// The value given.
    pub after: Option<String>,
    /// Whether it was written; if not, the value before stands.
    pub is_written: bool,
}
