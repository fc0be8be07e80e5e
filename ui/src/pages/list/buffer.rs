//! The part of a list that is in memory: a few hundred rows around what is on screen, grown at either end by keyset windows and
//! trimmed at the other. Pure, so that it can be tested without a browser.

use std::collections::HashSet;
use std::rc::Rc;

use chrono::NaiveDate;
use domain::ExpenseId;
use domain::query::GroupBy;
use domain::read::{Cursor, ExpenseRow, GroupHeader, GroupKey, Window};
use wire::Fault;
use yew::prelude::Reducible;

/// The most rows kept.
pub const ROWS_MAX: usize = 400;
/// How many rows one window brings.
pub const PAGE_ROWS: u32 = 100;
/// Room for rows that came in between, when the buffer is fetched again.
const REFRESH_SLACK: usize = 60;

/// Where the buffer begins in the list.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum Start {
    /// At the first row of all.
    #[default]
    Beginning,
    /// Behind this position.
    After(Cursor),
    /// At the first row of this day.
    Day(NaiveDate),
    /// So that it ends with the last row of all.
    End,
}

/// The rows in memory.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Buffer {
    /// Where they begin.
    pub start: Start,
    /// The rows, in order.
    pub rows: Vec<Rc<ExpenseRow>>,
    /// Headers of the groups they belong to.
    pub groups: Vec<GroupHeader>,
    /// Whether the list goes on before them.
    pub has_before: bool,
    /// Whether the list goes on after them.
    pub has_after: bool,
    /// Whether anything has been loaded yet.
    pub is_loaded: bool,
    /// Why the newest window could not be loaded.
    pub fault: Option<Fault>,
    /// Counts changes.
    pub version: u64,
    /// Whether the newest window was joined to what was there: a row that is gone since then was only scrolled out of memory.
    pub is_extended: bool,
}

/// What can happen to the buffer.
pub enum BufferAction {
    /// A window takes the place of everything.
    Replaced(Start, Window),
    /// The next window.
    Appended(Window),
    /// The window before.
    Prepended(Window),
    /// A window could not be loaded.
    Failed(Fault),
}

impl Reducible for Buffer {
    type Action = BufferAction;

    fn reduce(self: Rc<Self>, action: BufferAction) -> Rc<Self> {
        let mut buffer = (*self).clone();
        buffer.version += 1;
        buffer.fault = None;
        buffer.is_extended = !matches!(action, BufferAction::Replaced(..));
        match action {
            BufferAction::Replaced(start, window) => buffer.replace(start, window),
            BufferAction::Appended(window) => buffer.append(window),
            BufferAction::Prepended(window) => buffer.prepend(window),
            BufferAction::Failed(fault) => buffer.fault = Some(fault),
        }
        Rc::new(buffer)
    }
}

impl Buffer {
    /// How many rows a refresh asks for.
    pub fn refresh_rows(&self) -> u32 {
        let rows = (self.rows.len() + REFRESH_SLACK).min(wire::call::WINDOW_MAX as usize);
        u32::try_from(rows).unwrap_or(PAGE_ROWS).max(PAGE_ROWS)
    }

    /// The header of a group.
    pub fn header(&self, key: GroupKey) -> Option<&GroupHeader> {
        self.groups.iter().find(|header| header.key == key)
    }

    /// Runs of rows of one group, in order; one run without a key when the list is not grouped.
    pub fn runs(&self, group_by: GroupBy) -> Vec<(Option<GroupKey>, &[Rc<ExpenseRow>])> {
        let key = |row: &Rc<ExpenseRow>| GroupKey::of(row, group_by);
        self.rows.chunk_by(|a, b| key(a) == key(b)).map(|run| (key(&run[0]), run)).collect()
    }

    /// Where a row stands.
    pub fn place_of(&self, id: ExpenseId) -> Option<usize> {
        self.rows.iter().position(|row| row.id == id)
    }

    /// The row `step` places away from `from`, or as far as there are rows in memory; `None` when `from` is not there.
    pub fn toward(&self, from: ExpenseId, step: i32) -> Option<ExpenseId> {
        let (at, last) =
            (i64::try_from(self.place_of(from)?).ok()?, i64::try_from(self.rows.len()).ok()? - 1);
        let place = usize::try_from((at + i64::from(step)).clamp(0, last)).ok()?;
        self.rows.get(place).map(|row| row.id)
    }

    /// Who takes the place of a row that is no longer there: the next of its old neighbours that still is, else the one before.
    pub fn heir(&self, old: &Self, gone: ExpenseId) -> Option<ExpenseId> {
        let at = old.place_of(gone)?;
        let is_here = |row: &&Rc<ExpenseRow>| self.place_of(row.id).is_some();
        let (before, after) = (&old.rows[..at], &old.rows[at + 1..]);
        after.iter().find(is_here).or_else(|| before.iter().rev().find(is_here)).map(|row| row.id)
    }

    /// Ids from one row to another, both included, in list order.
    pub fn between(&self, one: ExpenseId, other: ExpenseId) -> Vec<ExpenseId> {
        let place = |id| self.rows.iter().position(|row| row.id == id);
        match (place(one), place(other)) {
            (Some(a), Some(b)) => self.rows[a.min(b)..=a.max(b)].iter().map(|row| row.id).collect(),
            _ => vec![other],
        }
    }

    fn replace(&mut self, start: Start, window: Window) {
        self.has_before = start != Start::Beginning && window.has_before;
        // Nothing stands before: the buffer can be named by the beginning, which new rows at the top need.
        self.start = if window.has_before { start } else { Start::Beginning };
        self.has_after = window.has_after;
        // Rows that did not change keep their place in memory, so that they are not drawn again.
        let old = std::mem::take(&mut self.rows);
        let kept = |row: ExpenseRow| match old.iter().find(|known| known.id == row.id) {
            Some(known) if **known == row => known.clone(),
            _ => Rc::new(row),
        };
        self.rows = window.rows.into_iter().map(kept).collect();
        self.groups = window.groups;
        self.is_loaded = true;
    }

    fn append(&mut self, window: Window) {
        self.has_after = window.has_after;
        let fresh = self.unknown(window.rows);
        self.rows.extend(fresh);
        self.merge_groups(window.groups);
        let excess = self.rows.len().saturating_sub(ROWS_MAX);
        if excess > 0 {
            let dropped: Vec<_> = self.rows.drain(..excess).collect();
            if let Some(last) = dropped.last() {
                self.start = Start::After(last.cursor.clone());
                self.has_before = true;
            }
        }
    }

    fn prepend(&mut self, mut window: Window) {
        // The first row of the window only marks where the buffer begins now.
        if window.has_before && window.rows.len() > 1 {
            self.start = Start::After(window.rows.remove(0).cursor);
            self.has_before = true;
        } else {
            self.start = Start::Beginning;
            self.has_before = window.has_before;
        }
        let mut rows = self.unknown(window.rows);
        rows.append(&mut self.rows);
        self.rows = rows;
        self.merge_groups(window.groups);
        if self.rows.len() > ROWS_MAX {
            self.rows.truncate(ROWS_MAX);
            self.has_after = true;
        }
    }

    fn unknown(&self, rows: Vec<ExpenseRow>) -> Vec<Rc<ExpenseRow>> {
        let known: HashSet<ExpenseId> = self.rows.iter().map(|row| row.id).collect();
        rows.into_iter().filter(|row| !known.contains(&row.id)).map(Rc::new).collect()
    }

    fn merge_groups(&mut self, groups: Vec<GroupHeader>) {
        self.groups.retain(|known| groups.iter().all(|group| group.key != known.key));
        self.groups.extend(groups);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::{CurrencyCode, ExpenseKind, ExpenseStatus};

    fn row(n: u128) -> ExpenseRow {
        ExpenseRow {
            id: ExpenseId(uuid::Uuid::from_u128(n + 1)),
            kind: ExpenseKind::Purchase,
            status: ExpenseStatus::Confirmed,
            occurred_on: "2026-11-20".parse::<NaiveDate>().unwrap()
                - chrono::Days::new(u64::try_from(n / 3).unwrap()),
            occurred_time: None,
            currency: CurrencyCode::of(*b"EUR"),
            total_minor: 100,
            tip_minor: None,
            amount_is_estimate: false,
            meal_type: None,
            order_type: None,
            party_size: None,
            place_id: None,
            merchant_id: None,
            place_name: None,
            category_id: None,
            category_name: None,
            category_color: None,
            trip_id: None,
            trip_name: None,
            tags: Vec::new(),
            people: Vec::new(),
            note_start: String::new(),
            photo_count: 0,
            photo: None,
            is_void: false,
            is_deleted: false,
            sync: domain::read::SyncMark::Clean,
            cursor: Cursor(n.to_string()),
        }
    }

    fn window(numbers: std::ops::Range<u128>, before: bool, after: bool) -> Window {
        Window { rows: numbers.map(row).collect(), has_before: before, has_after: after, groups: Vec::new() }
    }

    fn loaded(numbers: std::ops::Range<u128>, after: bool) -> Rc<Buffer> {
        Rc::new(Buffer::default())
            .reduce(BufferAction::Replaced(Start::Beginning, window(numbers, false, after)))
    }

    fn numbers(buffer: &Buffer) -> Vec<u128> {
        buffer.rows.iter().map(|row| row.cursor.0.parse().unwrap()).collect()
    }

    #[test]
    fn it_grows_at_the_end_and_is_trimmed_at_the_start() {
        let mut buffer = loaded(0..100, true);
        for page in 1..6u128 {
            buffer = buffer.reduce(BufferAction::Appended(window(page * 100..page * 100 + 100, true, true)));
        }
        assert_eq!(buffer.rows.len(), ROWS_MAX);
        assert_eq!(numbers(&buffer), (200..600).collect::<Vec<_>>());
        assert!(buffer.has_before);
        assert_eq!(
            buffer.start,
            Start::After(Cursor("199".into())),
            "a refresh asks for exactly what is shown"
        );
    }

    #[test]
    fn it_grows_at_the_start_and_is_trimmed_at_the_end() {
        let start = Start::After(Cursor("399".into()));
        let buffer =
            Rc::new(Buffer::default()).reduce(BufferAction::Replaced(start, window(400..800, true, false)));
        let buffer = buffer.reduce(BufferAction::Prepended(window(299..400, true, true)));
        assert_eq!(numbers(&buffer), (300..700).collect::<Vec<_>>());
        assert_eq!(buffer.start, Start::After(Cursor("299".into())));
        assert!(buffer.has_after && buffer.has_before);
        let buffer = buffer.reduce(BufferAction::Prepended(window(250..300, false, true)));
        assert_eq!(buffer.start, Start::Beginning);
        assert!(!buffer.has_before);
    }

    #[test]
    fn a_row_that_arrives_twice_is_shown_once() {
        let buffer = loaded(0..10, true).reduce(BufferAction::Appended(window(8..20, true, false)));
        assert_eq!(numbers(&buffer), (0..20).collect::<Vec<_>>());
    }

    #[test]
    fn a_refresh_keeps_unchanged_rows_in_place() {
        let buffer = loaded(0..10, false);
        let mut next = window(0..10, false, false);
        next.rows[3].total_minor = 999;
        let refreshed = buffer.clone().reduce(BufferAction::Replaced(Start::Beginning, next));
        assert!(Rc::ptr_eq(&buffer.rows[2], &refreshed.rows[2]));
        assert_eq!(refreshed.rows[3].total_minor, 999);
    }

    #[test]
    fn a_failure_keeps_what_is_shown() {
        let buffer = loaded(0..10, true).reduce(BufferAction::Failed(Fault::new(wire::Code::Busy)));
        assert_eq!(buffer.rows.len(), 10);
        assert!(buffer.fault.is_some());
    }

    #[test]
    fn a_jump_to_the_newest_day_is_the_beginning() {
        let day = Start::Day("2026-11-20".parse().unwrap());
        let buffer =
            Rc::new(Buffer::default()).reduce(BufferAction::Replaced(day, window(0..10, false, true)));
        assert_eq!(buffer.start, Start::Beginning);
    }

    #[test]
    fn runs_follow_the_days() {
        let buffer = loaded(0..7, false);
        let lengths: Vec<_> = buffer.runs(GroupBy::Day).iter().map(|(_, run)| run.len()).collect();
        assert_eq!(lengths, [3, 3, 1]);
        assert_eq!(buffer.runs(GroupBy::None).len(), 1);
    }

    #[test]
    fn neighbours_and_ranges_follow_the_list() {
        let buffer = loaded(0..5, false);
        let id = |n: u128| row(n).id;
        assert_eq!(buffer.toward(id(1), 1), Some(id(2)));
        assert_eq!(buffer.toward(id(1), -7), Some(id(0)), "a page reaches no further than the first row");
        assert_eq!(buffer.toward(id(1), 7), Some(id(4)));
        assert_eq!(buffer.toward(id(9), 1), None);
        assert_eq!(buffer.between(id(3), id(1)), [id(1), id(2), id(3)]);
    }

    #[test]
    fn the_next_row_inherits_from_one_that_was_deleted() {
        let old = loaded(0..6, false);
        let id = |n: u128| row(n).id;
        let without = |gone: &[u128]| {
            let mut window = window(0..6, false, false);
            window.rows.retain(|row| !gone.iter().any(|n| row.id == id(*n)));
            old.clone().reduce(BufferAction::Replaced(Start::Beginning, window))
        };
        assert_eq!(without(&[2]).heir(&old, id(2)), Some(id(3)));
        assert_eq!(
            without(&[2, 3, 4]).heir(&old, id(3)),
            Some(id(5)),
            "a selection took the next ones along"
        );
        assert_eq!(without(&[4, 5]).heir(&old, id(5)), Some(id(3)), "nothing follows the last row");
        assert_eq!(without(&[0, 1, 2, 3, 4, 5]).heir(&old, id(0)), None);
        assert!(!without(&[2]).is_extended);
    }

    #[test]
    fn a_row_scrolled_out_of_memory_is_told_from_a_deleted_one() {
        let mut buffer = loaded(0..100, true);
        for page in 1..6u128 {
            buffer = buffer.reduce(BufferAction::Appended(window(page * 100..page * 100 + 100, true, true)));
        }
        assert!(buffer.place_of(row(0).id).is_none() && buffer.is_extended);
    }

    #[test]
    fn the_end_of_the_list_is_fetched_again_as_the_end() {
        let end = Rc::new(Buffer::default())
            .reduce(BufferAction::Replaced(Start::End, window(900..1000, true, false)));
        assert!(end.has_before && !end.has_after);
        assert_eq!(end.start, Start::End);
        let grown = end.reduce(BufferAction::Prepended(window(799..900, true, true)));
        assert_eq!(grown.start, Start::After(Cursor("799".into())));
    }
}
