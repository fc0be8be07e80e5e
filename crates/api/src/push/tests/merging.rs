//! Duplicates, groups, concurrent edits, cards, heals.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{Outcome, RejectCode, WorkspaceKind};

use super::world::*;

const E: u128 = 1;

#[test]
fn the_same_op_is_answered_the_same_again_without_effect() {
    let mut world = World::household();
    let op = world.op("expense", E, 0, expense(1_000, "workspace"));
    let first = world.one(ANA, &op);
    let head = world.desk.head;
    let again = world.one(ANA, &op);
    assert_eq!((again.r, again.seq, world.desk.head), (Outcome::Dup, first.seq, head));
    let twice = world.op("expense", 2, 0, expense(1_000, "workspace"));
    let acks = world.push(ANA, &[twice.clone(), twice]);
    assert_eq!(acks.iter().map(|ack| ack.r).collect::<Vec<_>>(), [Outcome::Ok, Outcome::Dup]);
}

#[test]
fn a_rejected_op_takes_its_group_along_and_no_other() {
    let mut world = World::household();
    let mut good = world.op("expense", E, 0, expense(1_000, "workspace"));
    let mut bad = world.op("tag", 2, 0, json!({ "name": { "name": 7 } }));
    let alone = world.op("tag", 3, 0, tag("alone"));
    (good.g, bad.g) = (Some(id(9)), Some(id(9)));
    let acks = world.push(ANA, &[good, alone, bad]);
    assert_eq!(rejected(&acks[0]), Some(RejectCode::Group));
    assert_eq!(acks[1].r, Outcome::Ok);
    assert_eq!(rejected(&acks[2]), Some(RejectCode::Invalid));
    assert_eq!(world.all.rows.len(), 1);
    assert_eq!(world.desk.head, 1, "a rejected group uses no sequence");
}

#[test]
fn every_changed_row_gets_a_sequence_of_its_own() {
    let mut world = World::household();
    let ops: Vec<_> = (1..=5).map(|row| world.op("expense", row, 0, expense(1, "workspace"))).collect();
    let acks = world.push(ANA, &ops);
    assert_eq!(acks.iter().filter_map(|ack| ack.seq).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    assert_eq!(world.desk.head, 5);
}

#[test]
fn edits_of_different_units_meet_without_a_card() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    let ack = world.edit(BEN, "expense", E, base, json!({ "note": { "notes": "alone" } }));
    assert_eq!(ack.r, Outcome::Ok);
    assert_eq!(world.row("expense", E).columns["total_minor"], 2_000);
    assert_eq!(world.row("expense", E).columns["notes"], "alone");
    assert!(world.cards().is_empty());
}

#[test]
fn an_unseen_amount_goes_to_a_card_with_both_sides() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    let older = world.op("expense", E, base, json!({ "money": money(3_000) }));
    world.desk.now_ms += 10_000;
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    let ack = world.one(BEN, &older);
    assert_eq!(ack.r, Outcome::KeptOther);
    assert_eq!(world.row("expense", E).columns["total_minor"], 2_000);
    let card = world.cards()[0];
    assert_eq!(Some(card.id), ack.conflict);
    assert_eq!((card.text("unit"), card.text("reason")), (Some("money"), Some("two_values")));
    assert!(card.text("kept").unwrap().contains("2000"));
    assert!(card.text("other").unwrap().contains("3000"));
    assert_eq!((card.uuid("kept_by"), card.uuid("other_by")), (Some(id(ANA)), Some(id(BEN))));
    assert_eq!(card.uuid("expense_id"), Some(id(E)));
}

#[test]
fn a_later_edit_by_somebody_who_had_seen_it_closes_the_card() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    world.edit(BEN, "expense", E, base, json!({ "money": money(3_000) }));
    assert_eq!(world.open_cards(), [("money", "two_values")]);
    let seen = world.row("expense", E).seq;
    world.edit(ANA, "expense", E, seen, json!({ "note": { "notes": "other unit" } }));
    assert_eq!(world.open_cards().len(), 1);
    let seen = world.row("expense", E).seq;
    world.edit(ANA, "expense", E, seen, json!({ "money": money(4_000) }));
    assert!(world.open_cards().is_empty());
    assert_eq!(world.cards()[0].text("resolution"), Some("edited"));
}

#[test]
fn a_card_is_closed_by_an_op_and_otherwise_untouchable() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    world.edit(BEN, "expense", E, base, json!({ "money": money(3_000) }));
    let card = world.cards()[0].id.as_u128();
    let seq = world.cards()[0].seq;
    let touch = json!({ "card": { "subject_table": "expense", "subject_id": id(E), "unit": "money", "reason": "x",
        "kept": "{}", "kept_at": 0, "other": "{}", "other_at": 0 } });
    let ack = world.edit(ANA, "conflict", card, seq, touch);
    assert_eq!(rejected(&ack), Some(RejectCode::Forbidden));
    let done = json!({ "resolution": { "resolved_at": 5_000, "resolution": "kept" } });
    assert_eq!(world.edit(ANA, "conflict", card, seq, done).r, Outcome::Ok);
    assert!(world.open_cards().is_empty());
}

#[test]
fn a_card_that_is_closed_with_the_other_value_says_so() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    world.edit(BEN, "expense", E, base, json!({ "money": money(3_000) }));
    let card = world.cards()[0].id.as_u128();
    let (seq, seen) = (world.cards()[0].seq, world.row("expense", E).seq);
    let mut close = world.op(
        "conflict",
        card,
        seq,
        json!({ "resolution": { "resolved_at": 5_000, "resolution": "other" } }),
    );
    let mut put = world.op("expense", E, seen, json!({ "money": money(2_000) }));
    (close.g, put.g) = (Some(close.op), Some(close.op));
    for ack in world.push(ANA, &[close, put]) {
        assert_eq!(ack.r, Outcome::Ok);
    }
    assert_eq!(world.cards()[0].text("resolution"), Some("other"));
}

#[test]
fn deleting_what_another_changed_does_both_and_asks() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    world.edit(BEN, "expense", E, base, json!({ "deleted": { "deleted_at": 2_500 } }));
    let row = world.row("expense", E);
    assert!(row.is_deleted());
    assert_eq!(row.columns["total_minor"], 2_000);
    assert_eq!(world.open_cards(), [("deleted", "deleted_while_edited")]);
    assert_eq!(world.cards()[0].uuid("other_by"), Some(id(ANA)));
    // Another edit under the deletion does not ask a second time.
    world.edit(ANA, "expense", E, base, json!({ "payer": {} }));
    assert_eq!(world.cards().len(), 1);
    // Taking it out of the bin, having seen it, closes the card.
    let seen = world.row("expense", E).seq;
    world.edit(ANA, "expense", E, seen, json!({ "deleted": {} }));
    assert!(!world.row("expense", E).is_deleted());
    assert!(world.open_cards().is_empty());
}

#[test]
fn changing_what_another_deleted_does_both_and_asks() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(BEN, "expense", E, base, json!({ "deleted": { "deleted_at": 1_500 } }));
    let ack = world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    assert_eq!(ack.r, Outcome::Ok);
    assert!(world.row("expense", E).is_deleted());
    assert_eq!(world.row("expense", E).columns["total_minor"], 2_000);
    assert_eq!(world.cards()[0].uuid("kept_by"), Some(id(BEN)));
}

#[test]
fn own_unsent_edits_were_seen() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    let first = world.op("expense", E, base, json!({ "money": money(2_000) }));
    let mut second = world.op("expense", E, base, json!({ "deleted": { "deleted_at": 2_000 } }));
    second.set.get_mut("deleted").unwrap().a = vec![first.op];
    world.push(ANA, &[first, second]);
    assert!(world.row("expense", E).is_deleted());
    assert!(world.cards().is_empty());
}

#[test]
fn a_clock_of_another_century_decides_nothing_that_was_seen() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    let mut future = world.op("expense", E, base, json!({ "note": { "notes": "from 2126" } }));
    future.t = 4_900_000_000_000;
    world.one(BEN, &future);
    let seen = world.row("expense", E).seq;
    let mut past = world.op("expense", E, seen, json!({ "note": { "notes": "from 1970" } }));
    past.t = 0;
    assert_eq!(world.one(ANA, &past).r, Outcome::Ok);
    assert_eq!(world.row("expense", E).columns["notes"], "from 1970");
    assert!(world.row("expense", E).stamps["note"].t <= world.desk.now_ms);
}

#[test]
fn what_its_author_typed_over_comes_late_and_changes_nothing() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    let early = world.op("expense", E, base, json!({ "money": money(1_100) }));
    let mut later = world.op("expense", E, base, json!({ "money": money(1_200) }));
    later.set.get_mut("money").unwrap().a = vec![early.op];
    world.one(ANA, &later);
    let seen = world.row("expense", E).seq;
    world.edit(ANA, "expense", E, seen, json!({ "money": money(1_300) }));
    // A copy of the file, made before the two became one op, is put back and sends what it has.
    let mut late = early;
    late.t = world.desk.now_ms;
    assert_eq!(world.one(ANA, &late).r, Outcome::KeptOther);
    assert_eq!(world.row("expense", E).columns["total_minor"], 1_300);
    assert!(world.cards().is_empty());
}

#[test]
fn a_decision_is_bound_to_the_amount_that_was_seen() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(ANA, "expense", E, base, json!({ "money": money(2_000) }));
    let stale = world.edit(BEN, "expense", E, base, json!({ "status": status("approved") }));
    assert_eq!(rejected(&stale), Some(RejectCode::StaleApproval));
    let seen = world.row("expense", E).seq;
    let ack = world.edit(BEN, "expense", E, seen, json!({ "status": status("approved") }));
    assert_eq!(ack.r, Outcome::Ok);
}

#[test]
fn changing_an_approved_amount_sets_the_approval_back() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.edit(BEN, "expense", E, base, json!({ "status": status("approved") }));
    let seen = world.row("expense", E).seq;
    world.edit(ANA, "expense", E, seen, json!({ "note": { "notes": "nothing to do with it" } }));
    assert_eq!(world.row("expense", E).text("status"), Some("approved"));
    world.edit(ANA, "expense", E, seen, json!({ "money": money(2_000) }));
    let row = world.row("expense", E);
    assert_eq!(row.text("status"), Some("submitted"));
    assert_eq!(row.stamps["status"].seq, row.seq);
}

#[test]
fn e184_a_late_insert_does_not_bring_back_a_purged_row() {
    let mut world = World::household();
    world.all.purged.insert(("expense", id(E)));
    let insert = world.op("expense", E, 0, expense(1_000, "workspace"));
    assert_eq!(rejected(&world.one(ANA, &insert)), Some(RejectCode::UnknownRow));
    assert!(world.all.rows.is_empty());
}

/// A device gives back what the service lost.
fn heal(world: &mut World, number: u128, t: i64, minor: i64) -> wire::v1::Op {
    let mut op = world.op(
        "expense",
        E,
        world.desk.floor,
        json!({ "money": money(minor), "status": status("approved") }),
    );
    op.op = Uuid::new_v5(&id(number), b"heal");
    (op.heal, op.t) = (true, t);
    op
}

#[test]
fn what_a_restore_lost_is_given_back_once_newest_first() {
    let mut world = World::household();
    world.expense(ANA, E, "workspace");
    world.desk.floor = world.desk.head;
    world.desk.head += 1_000_000;
    let (newer, older) = (heal(&mut world, 1, 1_900, 3_000), heal(&mut world, 2, 1_800, 2_000));
    assert_eq!(world.one(ANA, &newer).r, Outcome::Ok);
    assert_eq!(world.one(BEN, &newer).r, Outcome::Dup);
    assert_eq!(world.one(BEN, &older).r, Outcome::KeptOther);
    let row = world.row("expense", E);
    assert_eq!((row.columns["total_minor"].as_i64(), row.text("status")), (Some(3_000), Some("confirmed")));
    assert!(world.cards().is_empty(), "devices that heal do not contradict each other");
    let there = heal(&mut world, 3, 1_700, 3_000);
    assert_eq!(world.one(BEN, &there).r, Outcome::Same);
}

#[test]
fn a_row_given_back_belongs_to_who_made_it() {
    let mut world = World::household();
    world.desk.floor = 10;
    world.desk.head = 1_000_010;
    let mut op = world.op("expense", E, 10, expense(1_000, "workspace"));
    (op.heal, op.by) = (true, Some(id(ANA)));
    assert_eq!(world.one(BEN, &op).r, Outcome::Ok);
    assert_eq!(world.row("expense", E).owner, id(ANA));
    // Without a restore nobody makes rows in another's name.
    let mut world = World::new(WorkspaceKind::Company);
    world.one(BEN, &op);
    assert_eq!(world.row("expense", E).owner, id(BEN));
}
