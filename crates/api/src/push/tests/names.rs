//! Names that stand once, aliases, references.

use domain::link_id;
use serde_json::json;
use wire::v1::{Outcome, RejectCode, Remap};

use super::world::*;

#[test]
fn e182_a_tag_made_twice_is_one_tag_and_all_links_point_to_it() {
    let mut world = World::household();
    let (first, second, e) = (1, 2, 3);
    world.expense(BEN, e, "workspace");
    world.make(ANA, "tag", first, tag("Lunch"));
    let make = world.op("tag", second, 0, tag(" LUNCH "));
    let mut link = world.op("expense_tag", 0, 0, on(e, second));
    link.id = link_id("expense_tag", id(e), id(second));
    let acks = world.push(BEN, &[make, link]);
    assert_eq!(acks[0].r, Outcome::Ok);
    assert_eq!(acks[0].remap, Some(Remap { from: id(second), to: id(first) }));
    let merged = world.row("tag", second);
    assert_eq!(merged.uuid("merged_into_id"), Some(id(first)));
    assert!(!merged.is_live());
    let moved = link_id("expense_tag", id(e), id(first));
    assert_eq!(acks[1].remap.map(|remap| remap.to), Some(moved));
    assert_eq!(world.row("expense_tag", moved.as_u128()).uuid("tag_id"), Some(id(first)));
    // Later ops that name the old id find the tag, too, as what they say and as what they are about.
    world.expense(BEN, 4, "workspace");
    let mut later = world.op("expense_tag", 0, 0, on(4, second));
    later.id = link_id("expense_tag", id(4), id(second));
    world.one(BEN, &later);
    let moved = link_id("expense_tag", id(4), id(first));
    assert_eq!(world.row("expense_tag", moved.as_u128()).uuid("tag_id"), Some(id(first)));
    let ack = world.edit(BEN, "tag", second, 2, json!({ "style": { "color": "#ff0000" } }));
    assert_eq!(ack.remap.map(|remap| remap.to), Some(id(first)));
    assert_eq!(world.row("tag", first).text("color"), Some("#ff0000"));
}

#[test]
fn a_link_that_is_there_already_is_not_made_anew_through_an_alias() {
    let mut world = World::household();
    let (first, second, e) = (1, 2, 3);
    world.expense(ANA, e, "workspace");
    world.make(ANA, "tag", first, tag("Lunch"));
    let there = link_id("expense_tag", id(e), id(first));
    let mut link = world.op("expense_tag", 0, 0, on(e, first));
    link.id = there;
    world.one(ANA, &link);
    let made = world.row("expense_tag", there.as_u128()).made_seq;
    let make = world.op("tag", second, 0, tag("lunch"));
    let mut link = world.op("expense_tag", 0, 0, on(e, second));
    link.id = link_id("expense_tag", id(e), id(second));
    let acks = world.push(BEN, &[make, link]);
    assert_eq!(acks[1].r, Outcome::Same);
    assert_eq!(world.row("expense_tag", there.as_u128()).made_seq, made);
}

#[test]
fn deleting_the_second_of_two_tags_does_not_delete_the_first() {
    let mut world = World::household();
    world.make(ANA, "tag", 1, tag("Lunch"));
    let make = world.op("tag", 2, 0, tag("Lunch"));
    let mut delete = world.op("tag", 2, 0, json!({ "deleted": { "deleted_at": 2_000 } }));
    delete.set.get_mut("deleted").unwrap().a = vec![make.op];
    let acks = world.push(BEN, &[make, delete]);
    assert_eq!(acks[1].r, Outcome::KeptOther);
    assert!(world.row("tag", 1).is_live());
}

#[test]
fn categories_of_the_same_name_under_different_parents_are_two() {
    let mut world = World::household();
    let category = |name: &str, parent: Option<u128>| {
        let mut units = json!({ "name": { "name": name, "name_fold": name }, "position": { "position": 0 },
            "style": { "is_default": false } });
        if let Some(parent) = parent {
            units["parent"] = json!({ "parent_id": id(parent) });
        }
        units
    };
    world.make(ANA, "category", 1, category("Work", None));
    world.make(ANA, "category", 2, category("Private", None));
    world.make(ANA, "category", 3, category("Coffee", Some(1)));
    let op = world.op("category", 4, 0, category("coffee", Some(2)));
    assert_eq!(world.one(BEN, &op).remap, None);
    let op = world.op("category", 5, 0, category("coffee", Some(1)));
    assert_eq!(world.one(BEN, &op).remap.map(|remap| remap.to), Some(id(3)));
    // Moving one under the other's parent is asked about, not done.
    let seen = world.row("category", 4).seq;
    let ack = world.edit(BEN, "category", 4, seen, json!({ "parent": { "parent_id": id(1) } }));
    assert_eq!(ack.r, Outcome::KeptOther);
    assert_eq!(world.row("category", 4).uuid("parent_id"), Some(id(2)));
    assert_eq!(world.open_cards(), [("parent", "merge")]);
}

#[test]
fn renaming_onto_another_name_asks_whether_they_are_one() {
    let mut world = World::household();
    world.make(ANA, "tag", 1, tag("Lunch"));
    let base = world.make(ANA, "tag", 2, tag("Dinner"));
    let ack = world.edit(ANA, "tag", 2, base, tag("lunch"));
    assert_eq!(ack.r, Outcome::KeptOther);
    assert_eq!(world.row("tag", 2).text("name"), Some("Dinner"));
    assert_eq!(world.open_cards(), [("name", "merge")]);
    assert_eq!(world.cards()[0].id, ack.conflict.unwrap());
}

#[test]
fn taking_an_archived_name_back_asks_when_it_was_given_again() {
    let mut world = World::household();
    let base = world.make(ANA, "tag", 1, tag("Lunch"));
    world.edit(ANA, "tag", 1, base, json!({ "archived": { "archived_at": 1_500 } }));
    world.make(ANA, "tag", 2, tag("Lunch"));
    let seen = world.row("tag", 1).seq;
    assert_eq!(world.edit(ANA, "tag", 1, seen, json!({ "archived": {} })).r, Outcome::KeptOther);
    assert_eq!(world.open_cards(), [("archived", "merge")]);
}

#[test]
fn a_setting_of_two_devices_is_one_setting() {
    let mut world = World::household();
    let setting = |value: &str| json!({ "value": { "scope": "workspace", "key": "week", "value": value } });
    world.make(ANA, "setting", 1, setting("\"monday\""));
    let op = world.op("setting", 2, 0, setting("\"sunday\""));
    let ack = world.one(BEN, &op);
    assert_eq!(ack.remap, Some(Remap { from: id(2), to: id(1) }));
    assert_eq!(world.row("setting", 1).text("value"), Some("\"sunday\""));
    assert!(!world.all.rows.contains_key(&("setting", id(2))));
}

#[test]
fn what_an_op_names_must_be_there_before_or_come_with_it() {
    let mut world = World::household();
    world.expense(ANA, 1, "workspace");
    let mut early = world.op("expense_tag", 5, 0, on(1, 2));
    early.id = link_id("expense_tag", id(1), id(2));
    assert_eq!(rejected(&world.one(ANA, &early)), Some(RejectCode::Invalid));
    let make = world.op("tag", 2, 0, tag("Lunch"));
    let acks = world.push(ANA, &[early, make]);
    assert_eq!(acks.iter().map(|ack| ack.r).collect::<Vec<_>>(), [Outcome::Ok, Outcome::Ok]);
}

#[test]
fn adding_a_tag_wins_over_taking_it_off() {
    let mut world = World::household();
    world.expense(ANA, 1, "workspace");
    world.make(ANA, "tag", 2, tag("Lunch"));
    let link = link_id("expense_tag", id(1), id(2)).as_u128();
    let base = world.make(ANA, "expense_tag", link, on(1, 2));
    world.edit(ANA, "expense_tag", link, base, json!({ "deleted": { "deleted_at": 3_000 } }));
    let seen = world.row("expense_tag", link).seq;
    world.edit(ANA, "expense_tag", link, seen, json!({ "deleted": {} }));
    let older = world.edit(BEN, "expense_tag", link, seen, json!({ "deleted": { "deleted_at": 9_000 } }));
    assert_eq!(older.r, Outcome::KeptOther);
    assert!(!world.row("expense_tag", link).is_deleted());
}

#[test]
fn rows_merged_into_each_other_at_the_same_time_are_not_both_gone() {
    let mut world = World::household();
    for (number, name) in [(1, "Bar"), (2, "Café"), (3, "Diner")] {
        world.make(ANA, "tag", number, tag(name));
    }
    let into = |number: u128| json!({ "merged": { "merged_into_id": id(number) }, "archived": { "archived_at": 5 } });
    let base = world.desk.head;
    for (from, to) in [(1, 2), (2, 3)] {
        assert_eq!(world.edit(ANA, "tag", from, base, into(to)).r, Outcome::Ok);
    }
    // Ben saw none of that: into what went into his, over two steps.
    let ack = world.edit(BEN, "tag", 3, base, into(1));
    assert_eq!((ack.r, ack.conflict), (Outcome::KeptOther, None));
    assert!(world.row("tag", 3).is_live());
    let mut seen = world.op("tag", 3, world.desk.head, into(2));
    seen.set.remove("archived");
    assert_eq!(world.push(BEN, &[seen])[0].r, Outcome::KeptOther, "whatever was seen");
    assert_eq!(world.edit(BEN, "tag", 2, world.desk.head, into(2)).r, Outcome::KeptOther, "into itself");
}
