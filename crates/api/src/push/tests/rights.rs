//! Who may do what and who sees what.

use serde_json::{Value as Json, json};
use wire::v1::{Outcome, RejectCode, Role, Scope, WorkspaceKind};

use super::world::*;

const E: u128 = 1;

/// Whether Ben may do this to Ana's expense.
fn may(kind: WorkspaceKind, role: Role, visibility: &str, units: Json) -> bool {
    let mut world = World::new(kind);
    let base = world.expense(ANA, E, visibility);
    world.role = role;
    let ack = world.edit(BEN, "expense", E, base, units);
    assert!(ack.r == Outcome::Ok || rejected(&ack) == Some(RejectCode::Forbidden), "{ack:?}");
    ack.r == Outcome::Ok
}

#[test]
fn roles_and_kinds_say_who_edits_anothers_expense() {
    use Role::{Admin, Approver, Member, Owner, Viewer};
    use WorkspaceKind::{Company, Household};
    let amount = || json!({ "money": money(2_000) });
    let decision = || json!({ "status": status("approved") });
    for (kind, role, edits, decides) in [
        (Household, Viewer, false, false),
        (Household, Member, true, true),
        (Household, Owner, true, true),
        (Company, Viewer, false, false),
        (Company, Member, false, false),
        (Company, Approver, false, true),
        (Company, Admin, true, true),
        (Company, Owner, true, true),
    ] {
        assert_eq!(may(kind, role, "workspace", amount()), edits, "{kind:?} {role:?} edits");
        assert_eq!(may(kind, role, "workspace", decision()), decides, "{kind:?} {role:?} decides");
        for hidden in ["amount_only", "private"] {
            assert!(!may(kind, role, hidden, amount()), "{kind:?} {role:?} {hidden}");
            assert!(!may(kind, role, hidden, decision()), "{kind:?} {role:?} {hidden}");
        }
    }
}

#[test]
fn in_a_company_only_approvers_approve_even_their_own() {
    let mut world = World::new(WorkspaceKind::Company);
    let base = world.expense(ANA, E, "workspace");
    let ack = world.edit(ANA, "expense", E, base, json!({ "status": status("approved") }));
    assert_eq!(rejected(&ack), Some(RejectCode::Forbidden));
    let ack = world.edit(ANA, "expense", E, base, json!({ "status": status("submitted") }));
    assert_eq!(ack.r, Outcome::Ok);
}

#[test]
fn a_row_of_an_expense_follows_the_rights_of_the_expense() {
    let mut world = World::new(WorkspaceKind::Company);
    world.expense(ANA, E, "workspace");
    world.make(ANA, "tag", 2, tag("Lunch"));
    let link = world.op("expense_tag", 5, 0, on(E, 2));
    assert_eq!(rejected(&world.one(BEN, &link)), Some(RejectCode::Forbidden));
    assert_eq!(world.one(ANA, &link).r, Outcome::Ok);
    assert_eq!(world.row("expense_tag", 5).owner, id(ANA));
}

#[test]
fn members_and_cards_are_written_by_the_service_alone() {
    let mut world = World::household();
    world.role = Role::Owner;
    let member = json!({ "person": { "user_id": id(BEN), "display_name": "Ben", "joined_at": 0 }, "role": { "role": "owner" } });
    let op = world.op("member", 7, 0, member);
    assert_eq!(rejected(&world.one(BEN, &op)), Some(RejectCode::Forbidden));
    let card = json!({ "card": { "subject_table": "expense", "subject_id": id(E), "unit": "money", "reason": "x",
        "kept": "{}", "kept_at": 0, "other": "{}", "other_at": 0 } });
    let op = world.op("conflict", 8, 0, card);
    assert_eq!(rejected(&world.one(BEN, &op)), Some(RejectCode::UnknownRow));
}

#[test]
fn the_workspace_itself_is_changed_by_admins() {
    let workspace = || {
        json!({ "name": { "name": "Home" }, "kind": { "kind": "company" }, "currency": { "home_currency": "EUR" },
            "period": { "month_start_day": 1, "fiscal_year_start": 1 } })
    };
    let mut world = World::household();
    let op = world.op("workspace", 0xff, 0, workspace());
    assert_eq!(rejected(&world.one(ANA, &op)), Some(RejectCode::Forbidden));
    world.role = Role::Owner;
    assert_eq!(world.one(ANA, &op).r, Outcome::Ok);
    assert_eq!(
        world.row("workspace", 0xff).text("kind"),
        Some("household"),
        "what a workspace is for is not an op"
    );
    let other = world.op("workspace", 0xfe, 0, workspace());
    assert_eq!(rejected(&world.one(ANA, &other)), Some(RejectCode::Forbidden));
}

#[test]
fn what_is_seen_follows_visibility_and_scope() {
    for (visibility, scope, sees, children) in [
        ("workspace", Scope::All, "full", true),
        ("amount_only", Scope::All, "masked", false),
        ("private", Scope::All, "gone", false),
        ("workspace", Scope::Own, "gone", false),
        ("amount_only", Scope::Own, "gone", false),
    ] {
        let mut world = World::household();
        world.expense(ANA, E, visibility);
        world.make(ANA, "tag", 2, tag("Lunch"));
        world.make(ANA, "expense_tag", 5, on(E, 2));
        world.scope = scope;
        let row = world.seen("expense", E, BEN);
        let word = if row.gone {
            "gone"
        } else if row.masked {
            "masked"
        } else {
            "full"
        };
        assert_eq!(word, sees, "{visibility} {scope:?}");
        assert_eq!(row.d.contains_key("notes"), sees == "full");
        assert_eq!(row.d.contains_key("total_minor"), sees != "gone");
        assert_eq!(!world.seen("expense_tag", 5, BEN).gone, children, "{visibility} {scope:?}");
        assert!(!world.seen("tag", 2, BEN).gone);
        assert!(!world.seen("expense", E, ANA).gone && !world.seen("expense", E, ANA).masked);
    }
}

#[test]
fn a_masked_expense_has_every_column_a_device_must_have() {
    let mut world = World::household();
    world.expense(ANA, E, "amount_only");
    let row = world.seen("expense", E, BEN);
    let table = domain::schema::Table::named("expense");
    for column in table.columns.iter().filter(|column| !column.nullable) {
        let json = row.d.get(column.name).unwrap_or(&Json::Null);
        assert!(
            domain::schema::Value::from_wire(column.kind, json)
                .is_some_and(|v| v != domain::schema::Value::Null)
        );
    }
}

#[test]
fn hiding_an_expense_moves_all_that_belongs_to_it_to_the_front() {
    let mut world = World::household();
    let base = world.expense(ANA, E, "workspace");
    world.make(ANA, "tag", 2, tag("Lunch"));
    world.make(ANA, "expense_tag", 5, on(E, 2));
    world.make(ANA, "blob", 6, blob());
    world.make(ANA, "attachment", 7, attachment(E, 6));
    assert!(!world.seen("blob", 6, BEN).gone, "a photograph is seen with its expense");
    let before = world.desk.head;
    world.edit(ANA, "expense", E, base, json!({ "visibility": { "visibility": "private" } }));
    for (kind, row) in [("expense", E), ("expense_tag", 5), ("attachment", 7), ("blob", 6)] {
        let stored = world.row(kind, row);
        assert!(stored.seq > before && stored.scope_seq == stored.seq, "{kind}");
        assert!(world.seen(kind, row, BEN).gone, "{kind}");
        assert!(!world.seen(kind, row, ANA).gone, "{kind}");
    }
}

#[test]
fn a_photograph_is_as_open_as_the_most_open_of_its_expenses() {
    let mut world = World::household();
    world.expense(ANA, 1, "private");
    let open = world.expense(ANA, 2, "workspace");
    world.make(ANA, "blob", 6, blob());
    assert!(world.seen("blob", 6, BEN).gone, "before it hangs anywhere it is its maker's");
    world.make(ANA, "attachment", 7, attachment(1, 6));
    assert!(world.seen("blob", 6, BEN).gone);
    world.make(ANA, "attachment", 8, attachment(2, 6));
    assert!(!world.seen("blob", 6, BEN).gone);
    world.edit(ANA, "expense", 2, open, json!({ "visibility": { "visibility": "amount_only" } }));
    assert!(world.seen("blob", 6, BEN).gone);
}

#[test]
fn nobody_hangs_a_photograph_they_cannot_see() {
    let mut world = World::household();
    world.expense(ANA, 1, "private");
    world.make(ANA, "blob", 6, blob());
    world.make(ANA, "attachment", 7, attachment(1, 6));
    world.expense(BEN, 2, "workspace");
    let op = world.op("attachment", 8, 0, attachment(2, 6));
    assert_eq!(rejected(&world.one(BEN, &op)), Some(RejectCode::Invalid));
}

#[test]
fn the_service_alone_says_that_it_has_the_bytes() {
    let mut world = World::household();
    let base = world.make(ANA, "blob", 6, blob());
    assert_eq!(world.row("blob", 6).text("cloud_state"), Some("absent"));
    let ack = world.edit(ANA, "blob", 6, base, json!({ "cloud": { "cloud_state": "present" } }));
    assert_eq!(ack.r, Outcome::Same);
    assert_eq!(world.row("blob", 6).text("cloud_state"), Some("absent"));
}

fn blob() -> Json {
    json!({ "ref": { "sha256": "00", "blake3": "00", "size": 3, "mime": "image/jpeg" }, "cloud": { "cloud_state": "present" } })
}

fn attachment(expense: u128, blob: u128) -> Json {
    json!({ "ref": { "expense_id": id(expense), "blob_id": id(blob) }, "kind": { "kind": "meal" }, "order": { "position": 0 } })
}
