//! What an answer changed.

use std::collections::BTreeSet;

/// Expenses deleted by others in one pull from which a person is told (docs/SYNC.md).
pub const BULK_DELETE_MIN: u64 = 50;

/// What an answer changed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The tables with changed rows.
    pub tables: BTreeSet<&'static str>,
    /// Rows that look different now.
    pub rows: u64,
    /// Own changes that were answered.
    pub acked: u64,
    /// Own changes that were refused and are parked.
    pub parked: u64,
    /// Conflict cards that are new here.
    pub cards: u64,
    /// Expenses somebody else deleted.
    pub deleted_by_others: u64,
    /// Expenses of the book before, the trash not counted.
    pub expenses_before: u64,
    /// Changes that give back what the service lost.
    pub healed: u64,
    /// Whether the cursor moved: the answer was to the newest request.
    pub moved: bool,
    /// Whether the answer belongs to another epoch and nothing of it was taken.
    pub stale: bool,
}

impl Applied {
    /// Whether so many expenses were deleted by others that a person must be told.
    pub fn is_bulk_delete(&self) -> bool {
        self.deleted_by_others > BULK_DELETE_MIN
            || (self.deleted_by_others > 1 && self.deleted_by_others * 5 > self.expenses_before)
    }
}
