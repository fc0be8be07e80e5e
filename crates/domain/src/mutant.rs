//! Planted mistakes. The simulation (`tests/simulation`) must notice each of them; a program built without the feature `mutants`
//! has none: `is` is then always `false`, and the compiler removes what it guards.
//!
//! A mutant stands at the rule it breaks: `if mutant::is("no_dedup") { … }`. It holds for the thread that planted it.

/// Every mistake that can be planted.
pub const NAMES: &[&str] = &[
    "base_is_cursor",
    "base_not_inherited",
    "arrival_order",
    "raw_clock",
    "no_dedup",
    "restore_keeps_epoch",
    "no_heal",
    "same_device_wins",
    "page_boundary",
    "epoch_before_swap",
    "cursor_any_order",
    "sent_op_coalesced",
    "group_split",
    "remap_skips_outbox",
    "scope_gone_not_sent",
    "purge_keeps_floor",
    "rejected_blocks",
    "unknown_dropped",
    "no_seq_guard",
    "cursor_saved_apart",
];

#[cfg(feature = "mutants")]
mod planted {
    use std::cell::Cell;

    thread_local! {
        static PLANTED: Cell<Option<&'static str>> = const { Cell::new(None) };
    }

    /// Plants one mistake on this thread, or none.
    pub fn plant(name: Option<&'static str>) {
        assert!(name.is_none_or(|name| super::NAMES.contains(&name)), "no mutant is called {name:?}");
        PLANTED.set(name);
    }

    /// Whether this mistake is planted.
    pub fn is(name: &str) -> bool {
        PLANTED.get() == Some(name)
    }
}

#[cfg(feature = "mutants")]
pub use planted::{is, plant};

/// Whether this mistake is planted: never, in this build.
#[cfg(not(feature = "mutants"))]
#[inline(always)]
pub const fn is(_name: &str) -> bool {
    false
}
