//! The algebra of the rule: what may never depend on order, on clocks, or on who came second.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::json;

use super::*;

/// One row on the server.
#[derive(Clone, Default)]
struct Row {
    units: BTreeMap<String, Standing>,
    /// Commit time of each revision; revision 0 is the beginning of time.
    commits: Vec<i64>,
    now_ms: i64,
    /// Values that were replaced or refused without having been seen.
    history: Vec<UnitValue>,
    cards: Vec<Card>,
}

impl Known for Row {
    fn standing(&self, unit: &str) -> Option<&Standing> {
        self.units.get(unit)
    }

    fn committed_ms(&self, rev: i64) -> i64 {
        usize::try_from(rev - 1).ok().and_then(|at| self.commits.get(at).copied()).unwrap_or(i64::MIN)
    }

    fn now_ms(&self) -> i64 {
        self.now_ms
    }
}

impl Row {
    /// A row of `table` that was made by revision 1 at time 1,000.
    fn made(table: &Table, units: &[(&str, UnitValue)]) -> Self {
        let mut row = Self { now_ms: 1_000, ..Self::default() };
        let edits = units.iter().map(|(unit, value)| edit(unit, value.clone(), 0)).collect();
        row.push(table, &Change { id: Uuid::from_u128(1), at_ms: 1_000, edits });
        row
    }

    /// What the server does with a change that arrives now.
    fn push(&mut self, table: &Table, change: &Change) -> Resolution {
        let resolution = resolve(table, self, change);
        let rev = i64::try_from(self.commits.len()).unwrap() + 1;
        for (edit, decision) in change.edits.iter().zip(&resolution.decisions) {
            match decision {
                Decision::Write { at_ms, unseen } => {
                    let stamp = Stamp { rev, at_ms: *at_ms, change: change.id };
                    self.units.insert(edit.unit.clone(), Standing { stamp, value: edit.value.clone() });
                    self.history.extend(unseen.clone());
                }
                Decision::Same => {}
                Decision::Keep => self.history.push(edit.value.clone()),
            }
        }
        self.commits.push(self.now_ms);
        self.cards.extend(resolution.cards.iter().map(|(_, card)| *card));
        resolution
    }

    fn value(&self, unit: &str) -> &UnitValue {
        &self.units[unit].value
    }
}

fn expense() -> &'static Table {
    Table::named("expense")
}

fn unit(value: &Json) -> UnitValue {
    value.as_object().unwrap().clone()
}

fn money(minor: i64) -> UnitValue {
    unit(&json!({ "total_minor": minor, "currency": "EUR" }))
}

fn note(text: &str) -> UnitValue {
    unit(&json!({ "notes": text }))
}

fn deleted(at_ms: Option<i64>) -> UnitValue {
    unit(&json!({ "deleted_at": at_ms }))
}

fn edit(unit: &str, value: UnitValue, base: i64) -> UnitEdit {
    UnitEdit { unit: unit.to_owned(), value, base, after: Vec::new() }
}

fn change(id: u128, at_ms: i64, edits: impl Into<Vec<UnitEdit>>) -> Change {
    Change { id: Uuid::from_u128(id), at_ms, edits: edits.into() }
}

fn lunch() -> Row {
    Row::made(expense(), &[("money", money(1_000)), ("note", note("made")), (DELETED_UNIT, deleted(None))])
}

#[test]
fn an_edit_of_what_was_seen_is_written_though_the_clock_is_a_century_slow() {
    let mut row = lunch();
    row.now_ms = 2_000;
    let answer = row.push(expense(), &change(2, -3_000_000_000_000, [edit("money", money(5), 1)]));
    assert_eq!(answer.decisions, [Decision::Write { at_ms: 1_000, unseen: None }]);
    assert!(answer.cards.is_empty());
}

#[test]
fn a_clock_in_the_future_does_not_beat_a_later_edit_for_ever() {
    let mut row = lunch();
    row.now_ms = 2_000;
    row.push(expense(), &change(2, 9_000_000_000_000, [edit("money", money(5), 1)]));
    row.now_ms = 3_000;
    let answer = row.push(expense(), &change(3, 2_500, [edit("money", money(7), 1)]));
    assert!(matches!(answer.decisions[..], [Decision::Write { at_ms: 2_500, unseen: Some(_) }]));
    assert_eq!(row.value("money"), &money(7));
}

#[test]
fn units_changed_by_two_people_merge_without_a_card() {
    let mut row = lunch();
    row.now_ms = 2_000;
    row.push(expense(), &change(2, 1_500, [edit("money", money(5), 1)]));
    row.push(expense(), &change(3, 1_400, [edit("note", note("with Ann"), 1)]));
    assert_eq!((row.value("money"), row.value("note")), (&money(5), &note("with Ann")));
    assert!(row.cards.is_empty() && row.history.is_empty());
}

#[test]
fn of_two_amounts_the_later_stands_and_a_card_shows_both() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 2_000, [edit("money", money(5), 1)]));
    let answer = row.push(expense(), &change(3, 1_500, [edit("money", money(7), 1)]));
    assert_eq!(answer.decisions, [Decision::Keep]);
    assert_eq!(answer.cards, [("money".to_owned(), Card::TwoValues)]);
    assert_eq!((row.value("money"), row.history.as_slice()), (&money(5), &[money(7)][..]));
}

#[test]
fn two_notes_leave_the_other_in_history_without_a_card() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 1_500, [edit("note", note("a"), 1)]));
    row.push(expense(), &change(3, 2_000, [edit("note", note("b"), 1)]));
    assert_eq!((row.value("note"), row.history.as_slice()), (&note("b"), &[note("a")][..]));
    assert!(row.cards.is_empty());
}

#[test]
fn the_same_value_from_two_people_is_no_conflict() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 1_500, [edit("money", money(5), 1)]));
    let answer = row.push(expense(), &change(3, 2_000, [edit("money", money(5), 1)]));
    assert_eq!(answer, Resolution { decisions: vec![Decision::Same], cards: Vec::new() });
}

#[test]
fn an_edit_after_an_own_unsent_one_has_seen_it() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 2_000, [edit("money", money(5), 1)]));
    let follows = UnitEdit { after: vec![Uuid::from_u128(2)], ..edit("money", money(7), 1) };
    let answer = row.push(expense(), &change(3, 1_000, [follows]));
    assert!(matches!(answer.decisions[..], [Decision::Write { unseen: None, .. }]));
    assert!(row.cards.is_empty());
}

#[test]
fn an_own_unsent_edit_that_lost_is_not_what_stands() {
    // Between the two edits of one device another's later edit arrived: the second edit of the first device has not seen it.
    let mut row = lunch();
    row.now_ms = 9_000;
    row.push(expense(), &change(2, 5_000, [edit("money", money(5), 1)]));
    row.push(expense(), &change(3, 2_000, [edit("money", money(7), 1)]));
    let follows = UnitEdit { after: vec![Uuid::from_u128(3)], ..edit("money", money(8), 1) };
    assert_eq!(row.push(expense(), &change(4, 3_000, [follows])).decisions, [Decision::Keep]);
    assert_eq!(row.value("money"), &money(5));
    assert_eq!(row.history, [money(7), money(8)]);
}

#[test]
fn a_deletion_that_did_not_know_of_a_new_amount_leaves_both_and_a_card() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 2_000, [edit("money", money(5), 1)]));
    let answer = row.push(expense(), &change(3, 1_500, [edit(DELETED_UNIT, deleted(Some(1_500)), 1)]));
    assert!(matches!(answer.decisions[..], [Decision::Write { .. }]));
    assert_eq!(answer.cards, [(DELETED_UNIT.to_owned(), Card::DeletedWhileEdited)]);
    assert_eq!(row.value("money"), &money(5));
}

#[test]
fn e096_two_deletions_that_did_not_know_of_each_other_are_one_without_a_card() {
    for (first, second) in [(1_500, 1_600), (1_600, 1_500)] {
        let mut row = lunch();
        row.now_ms = 2_000;
        row.push(expense(), &change(2, first, [edit(DELETED_UNIT, deleted(Some(first)), 1)]));
        row.push(expense(), &change(3, second, [edit(DELETED_UNIT, deleted(Some(second)), 1)]));
        assert_eq!(row.value(DELETED_UNIT), &deleted(Some(1_600)));
        assert!(row.cards.is_empty());
    }
}

#[test]
fn an_amount_for_a_row_deleted_meanwhile_is_kept_below_the_deletion_with_a_card() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 1_500, [edit(DELETED_UNIT, deleted(Some(1_500)), 1)]));
    let answer = row.push(expense(), &change(3, 2_000, [edit("money", money(5), 1)]));
    assert_eq!(answer.cards, [("money".to_owned(), Card::DeletedWhileEdited)]);
    assert_eq!((row.value("money"), row.value(DELETED_UNIT)), (&money(5), &deleted(Some(1_500))));
}

#[test]
fn deleting_what_one_just_edited_oneself_offline_needs_no_card() {
    let mut row = lunch();
    row.now_ms = 3_000;
    row.push(expense(), &change(2, 1_500, [edit("money", money(5), 1)]));
    let follows = UnitEdit { after: vec![Uuid::from_u128(2)], ..edit(DELETED_UNIT, deleted(Some(1_600)), 1) };
    assert!(row.push(expense(), &change(3, 1_600, [follows])).cards.is_empty());
}

#[test]
fn an_unknown_field_of_a_unit_is_part_of_its_value() {
    let mut row = lunch();
    row.now_ms = 3_000;
    let newer = unit(&json!({ "total_minor": 5, "currency": "EUR", "surcharge_minor": 1 }));
    row.push(expense(), &change(2, 2_000, [edit("money", newer.clone(), 1)]));
    row.push(expense(), &change(3, 1_500, [edit("money", money(5), 1)]));
    assert_eq!(
        row.value("money"),
        &newer,
        "equal but for a field the other version does not know is not the same"
    );
    assert_eq!(row.cards, [Card::TwoValues]);
}

/// Edit times an honest clock gives: after what was seen was committed, before the push.
fn times() -> impl Strategy<Value = i64> {
    1_001..10_000_i64
}

proptest! {
    #[test]
    fn two_edits_that_did_not_know_of_each_other_end_the_same_in_either_order(
        a in times(), b in times(), values in (0..4_i64, 0..4_i64), is_money in any::<bool>(),
    ) {
        let value = |number| if is_money { money(number) } else { note(&number.to_string()) };
        let name = if is_money { "money" } else { "note" };
        let first = change(2, a, [edit(name, value(values.0), 1)]);
        let second = change(3, b, [edit(name, value(values.1), 1)]);
        let (mut one, mut other) = (lunch(), lunch());
        for (row, order) in [(&mut one, [&first, &second]), (&mut other, [&second, &first])] {
            row.now_ms = 10_000;
            for change in order {
                row.push(expense(), change);
            }
        }
        prop_assert_eq!(one.value(name), other.value(name));
        prop_assert_eq!(&one.cards, &other.cards);
        prop_assert_eq!(&one.history, &other.history);
    }

    #[test]
    fn no_accepted_value_is_lost(edits in prop::collection::vec((any::<i32>(), 0..3_i64, 0..5_i64), 1..12)) {
        // Every value stands, is in history, or was seen by the author of what replaced it.
        let mut row = lunch();
        let mut seen_by_later = Vec::new();
        for (at, (time, behind, amount)) in edits.iter().enumerate() {
            row.now_ms += 1_000;
            let base = (i64::try_from(row.commits.len()).unwrap() - behind).max(1);
            if row.units["money"].stamp.rev <= base {
                seen_by_later.push(row.value("money").clone());
            }
            let id = 2 + u128::try_from(at).unwrap();
            row.push(expense(), &change(id, i64::from(*time), [edit("money", money(*amount), base)]));
        }
        for (_, _, amount) in edits {
            let value = money(amount);
            prop_assert!(
                row.value("money") == &value || row.history.contains(&value) || seen_by_later.contains(&value)
            );
        }
    }

    #[test]
    fn adding_wins_over_removing_in_any_order(a in any::<i64>(), b in any::<i64>(), adds_first in any::<bool>()) {
        let table = Table::named("expense_tag");
        let add = change(2, a, [edit(DELETED_UNIT, deleted(None), 1)]);
        let remove = change(3, b, [edit(DELETED_UNIT, deleted(Some(b)), 1)]);
        // Someone removed and added it again on one device while another removed it.
        let mut row = Row::made(table, &[(DELETED_UNIT, deleted(Some(900)))]);
        row.now_ms = 5_000;
        for change in if adds_first { [&add, &remove] } else { [&remove, &add] } {
            row.push(table, change);
        }
        prop_assert_eq!(row.value(DELETED_UNIT), &deleted(None));
    }

    #[test]
    fn e101_a_wrong_clock_changes_no_outcome_of_edits_that_saw_each_other(
        offset in -4_000_000_000_000..4_000_000_000_000_i64, steps in 1..8_i64,
    ) {
        let mut row = lunch();
        for step in 1..=steps {
            row.now_ms += 1_000;
            let id = 1 + u128::try_from(step).unwrap();
            // Two devices take turns, and the clock of one is wrong.
            let at_ms = row.now_ms + if step % 2 == 0 { offset } else { 0 };
            let answer = row.push(expense(), &change(id, at_ms, [edit("money", money(step), step)]));
            prop_assert!(answer.cards.is_empty());
            prop_assert_eq!(row.value("money"), &money(step));
        }
        prop_assert!(row.history.is_empty());
    }

    #[test]
    fn a_stamp_is_never_later_than_now_nor_earlier_than_what_was_seen(at in any::<i64>(), now in 1_000..i64::MAX) {
        let mut row = lunch();
        row.now_ms = now;
        row.push(expense(), &change(2, at, [edit("money", money(5), 1)]));
        let stamp = row.units["money"].stamp.at_ms;
        prop_assert!((1_000..=now).contains(&stamp));
    }
}
