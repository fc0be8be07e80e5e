//! One expense in full, and its history.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::expense::{ExpenseInput, Named};
use crate::{
    AttachmentId, AttachmentKind, BlobId, CurrencyCode, DeviceId, ExpenseId, GroupId, LinkRelation,
    MerchantId, RevisionId,
};

/// One expense in full.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseDetail {
    /// Its id.
    pub id: ExpenseId,
    /// All a person may edit.
    pub input: ExpenseInput,
    /// The brand the place belongs to; an expense that names a brand of its own overrides it.
    #[serde(default)]
    pub place_merchant: Option<Named<MerchantId>>,
    /// Name of the category, for reading.
    pub category_name: Option<String>,
    /// Name of the trip.
    pub trip_name: Option<String>,
    /// Name of the payment method.
    pub payment_name: Option<String>,
    /// Minutes east of UTC at the table.
    pub utc_offset_min: Option<i32>,
    /// The instant of the meal, derived.
    pub occurred_at: DateTime<Utc>,
    /// When and why it was voided.
    pub voided_at: Option<DateTime<Utc>>,
    /// The reason given.
    pub void_reason: Option<String>,
    /// When it was put in the trash.
    pub deleted_at: Option<DateTime<Utc>>,
    /// When it was recorded.
    pub created_at: DateTime<Utc>,
    /// When it was last changed.
    pub updated_at: DateTime<Utc>,
    /// Whether the service has it as it is here.
    #[serde(default)]
    pub sync: super::SyncMark,
    /// Its photographs in order.
    pub attachments: Vec<AttachmentRow>,
    /// Refunds and other relations, both ways.
    pub links: Vec<ExpenseLinkRow>,
}

/// A photograph on an expense. Its pictures are fetched by `blob` and variant.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachmentRow {
    /// Its id.
    pub id: AttachmentId,
    /// Its bytes.
    pub blob: BlobId,
    /// What it shows.
    pub kind: AttachmentKind,
    /// A caption.
    pub caption: String,
    /// Size of the original in bytes.
    pub size: u64,
    /// Its media type as recognised from the bytes.
    pub mime: String,
    /// Width and height in pixels after orientation, when it could be decoded.
    pub width: Option<u32>,
    /// Height in pixels.
    pub height: Option<u32>,
    /// SHA-256 of the original, hex.
    pub sha256: String,
    /// The camera's local time, a suggestion only (E-066).
    pub taken_at_local: Option<String>,
    /// The name the file had.
    pub file_name: Option<String>,
    /// Whether the bytes are on this device.
    pub is_here: bool,
}

/// Another expense this one is tied to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseLinkRow {
    /// The other expense.
    pub other: ExpenseId,
    /// How.
    pub relation: LinkRelation,
    /// True when this expense is the refund, false when it was refunded.
    pub is_from: bool,
    /// Day of the other.
    pub occurred_on: NaiveDate,
    /// Amount of the other in minor units.
    pub total_minor: i64,
    /// Its currency.
    pub currency: CurrencyCode,
    /// Its place.
    pub place_name: Option<String>,
}

/// One entry of the history of an expense: one user action on it or on its lines, tags, photographs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryEntry {
    /// The entry.
    pub id: RevisionId,
    /// The user action it was part of.
    pub group: GroupId,
    /// When.
    pub at: DateTime<Utc>,
    /// On which device.
    pub device: DeviceId,
    /// Who, when it came from somebody's device by way of the service.
    #[serde(default)]
    pub by: Option<crate::UserId>,
    /// Their name, when they are or were in the workspace.
    #[serde(default)]
    pub by_name: Option<String>,
    /// Why: `add`, `edit`, `undo`, `import`, … as in the undo list.
    pub reason: String,
    /// Which table the row is of.
    pub table: String,
    /// What the row is called, when it is one of several of its kind: a line's description, a photograph's caption.
    #[serde(default)]
    pub subject: Option<String>,
    /// What was done to the row.
    pub operation: HistoryOperation,
    /// The columns that changed, readable: references are shown by name.
    pub changes: Vec<HistoryChange>,
}

/// What a history entry did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HistoryOperation {
    /// The row was made.
    Insert,
    /// Columns changed.
    Update,
    /// The row went to the trash.
    Delete,
    /// The row came back.
    Restore,
}

/// One column's change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HistoryChange {
    /// The column, as in `schema`.
    pub column: String,
    /// Before; ids resolved to names.
    pub before: Option<String>,
    /// After.
    pub after: Option<String>,
}
