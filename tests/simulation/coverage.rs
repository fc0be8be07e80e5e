//! What happened at least once: a suite that never sees a card proves nothing about cards.

use std::collections::BTreeMap;

/// What must happen in a full run of seeds.
pub const WANTED: &[&str] = &[
    "ack_ok",
    "ack_dup",
    "ack_same",
    "ack_kept_other",
    "ack_rejected",
    "card",
    "card_resolved",
    "remap",
    "refetch",
    "refetch_epoch",
    "refetch_rescope",
    "refetch_expired",
    "cursor_ahead",
    "heal",
    "parked",
    "retried",
    "discarded",
    "gone",
    "masked",
    "staged_child",
    "paged",
    "crash",
    "crash_in_refetch",
    "crash_in_effect",
    "lost_commits",
    "put_back",
    "cloned",
    "twin",
    "disk_full",
    "clock_jump",
    "server_restored",
    "restored_without_epoch",
    "revoked",
    "rescoped",
    "purged",
    "schema_skew",
    "unknown_kept",
    "group",
    "group_refused",
    "portal",
    "cut_off",
    "late_duplicate",
    "late_answer",
    "late_applied",
    "cursor_kept",
    "duel",
    "came_back",
    "coalesced",
];

/// How often each thing happened.
#[derive(Debug, Clone, Default)]
pub struct Coverage(BTreeMap<&'static str, u64>);

impl Coverage {
    /// It happened.
    pub fn saw(&mut self, what: &'static str) {
        debug_assert!(WANTED.contains(&what), "{what} is not on the list");
        *self.0.entry(what).or_default() += 1;
    }

    /// How often it happened.
    pub fn count(&self, what: &str) -> u64 {
        self.0.get(what).copied().unwrap_or(0)
    }

    /// Adds what another run saw.
    pub fn add(&mut self, other: &Self) {
        for (what, count) in &other.0 {
            *self.0.entry(what).or_default() += count;
        }
    }

    /// What never happened.
    pub fn missing(&self) -> Vec<&'static str> {
        WANTED.iter().copied().filter(|what| self.count(what) == 0).collect()
    }

    /// All counts on a few lines.
    pub fn table(&self) -> String {
        WANTED.iter().fold(String::new(), |text, what| format!("{text}{what} {}  ", self.count(what)))
    }
}
