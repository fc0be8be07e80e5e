//! Values that break rules, and values of newer versions.

use serde_json::{Value as Json, json};
use wire::v1::{OP_BYTES_MAX, Outcome, RejectCode};

use super::world::*;

fn refused(kind: &str, units: Json) -> (Option<RejectCode>, String) {
    let mut world = World::household();
    let op = world.op(kind, 1, 0, units);
    let ack = world.one(ANA, &op);
    (rejected(&ack), ack.msg.unwrap_or_default())
}

#[test]
fn broken_values_are_named_by_unit_and_column() {
    let with = |unit: &str, value: Json| {
        let mut units = expense(1_000, "workspace");
        units[unit] = value;
        units
    };
    let amount = |minor: i64| with("money", money(minor));
    let note = |text: String| with("note", json!({ "notes": text }));
    for (units, msg) in [
        (amount(1_000_000_000_000_001), "money.total_minor: limit"),
        (amount(-1_000_000_000_000_001), "money.total_minor: limit"),
        (with("money", json!({ "currency": "EUR" })), "money.total_minor: missing"),
        (with("status", json!({ "status": 7 })), "status.status: kind"),
        (note("x".repeat(10_001)), "note.notes: limit"),
        (note("a\0b".to_owned()), "note.notes: kind"),
        (with("visibility", json!({ "visibility": "everybody" })), "visibility.visibility: value"),
        (with("place", json!({ "place_id": id(99) })), "place.place_id: unknown_reference"),
        (with("note", json!({ "future": "a\0b" })), "note.ext: nul"),
        (
            with(
                "when",
                json!({ "occurred_on": "-0001-01-01", "occurred_at": 0, "reporting_date": "2026-01-01" }),
            ),
            "when.occurred_on: limit",
        ),
        (
            with(
                "when",
                json!({ "occurred_on": "2026-01-01", "occurred_time": "23:59:60", "occurred_at": 0,
            "reporting_date": "2026-01-01" }),
            ),
            "when.occurred_time: limit",
        ),
        (with("deleted", json!({ "deleted_at": "today" })), "deleted.deleted_at: kind"),
        (json!({}), "set: empty"),
    ] {
        assert_eq!(refused("expense", units), (Some(RejectCode::Invalid), msg.to_owned()));
    }
    for (units, code) in [
        (with("moon", json!({})), RejectCode::UnknownUnit),
        (json!({ "money": money(5) }), RejectCode::UnknownRow),
        (note("x".repeat(OP_BYTES_MAX)), RejectCode::TooLarge),
    ] {
        assert_eq!(refused("expense", units).0, Some(code));
    }
    assert_eq!(refused("starship", json!({ "name": {} })).0, Some(RejectCode::UnknownKind));
    assert_eq!(
        refused("blob", json!({ "local": { "local_state": "present" } })).0,
        Some(RejectCode::UnknownUnit)
    );
}

#[test]
fn the_largest_amounts_and_the_longest_note_are_taken() {
    let mut world = World::household();
    for (row, minor) in [(1, 1_000_000_000_000_000), (2, -1_000_000_000_000_000)] {
        let mut units = expense(minor, "workspace");
        units["note"] = json!({ "notes": "é".repeat(10_000) });
        world.make(ANA, "expense", row, units);
    }
}

#[test]
fn e109_i17_columns_of_newer_versions_are_kept_and_given_back() {
    let mut world = World::household();
    let mut units = expense(1_000, "workspace");
    units["note"] = json!({ "notes": "x", "mood": "happy" });
    let base = world.make(ANA, "expense", 1, units);
    let row = world.seen("expense", 1, BEN);
    assert_eq!(row.e["note"]["mood"], "happy");
    // A device that does not know the column, and one that sends it along with another unit, leave it where it is.
    world.edit(BEN, "expense", 1, base, json!({ "note": { "notes": "y" } }));
    let seen = world.row("expense", 1).seq;
    world.edit(BEN, "expense", 1, seen, json!({ "rating": { "dish_rating": 9, "mood": "sad" } }));
    let row = world.seen("expense", 1, BEN);
    assert_eq!((row.d["notes"].as_str(), row.e["note"]["mood"].as_str()), (Some("y"), Some("happy")));
    assert!(!row.e.contains_key("rating"));
}

#[test]
fn a_row_says_which_units_changed_after_it_was_made() {
    let mut world = World::household();
    let base = world.expense(ANA, 1, "workspace");
    assert!(world.seen("expense", 1, ANA).u.is_empty());
    let ack = world.edit(ANA, "expense", 1, base, json!({ "note": { "notes": "y" } }));
    let row = world.seen("expense", 1, ANA);
    assert_eq!(row.u.keys().collect::<Vec<_>>(), ["note"]);
    assert_eq!(row.u["note"].0, ack.seq.unwrap());
}

#[test]
fn a_record_of_a_row_is_the_row() {
    let mut world = World::household();
    let mut units = expense(1_000, "amount_only");
    units["note"] = json!({ "notes": "x", "mood": "happy" });
    world.make(ANA, "expense", 1, units);
    world.make(ANA, "tag", 2, tag("Lunch"));
    world.make(ANA, "expense_tag", 3, on(1, 2));
    for row in world.all.rows.values() {
        let record = row.to_record(world.desk.workspace);
        assert_eq!(crate::push::StoredRow::of_record(row.table, record).as_ref(), Some(row));
    }
    assert_eq!(world.edit(ANA, "tag", 2, 2, json!({ "style": {} })).r, Outcome::Ok);
}
