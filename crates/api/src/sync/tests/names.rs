//! Names, purged rows: the rules of `push::tests` on the real thing.

use domain::link_id;
use serde_json::json;
use uuid::Uuid;
use wire::v1::{Outcome, Role, Scope, WorkspaceKind};

use super::bench::{Bench, expense, op};

#[tokio::test]
async fn e182_a_tag_made_on_two_devices_offline_is_one_tag() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let tag = |id| op("tag", id, 0, json!({ "name": { "name": "Lunch", "name_fold": "lunch" } }));
    let (first, second, e) = (Uuid::now_v7(), Uuid::now_v7(), Uuid::now_v7());
    bench.sync(bench.ana, None, vec![tag(first)]).await.unwrap();
    let link = |tag| {
        let units = json!({ "on": { "expense_id": e, "tag_id": tag }, "position": { "position": 0 } });
        op("expense_tag", link_id("expense_tag", e, tag), 0, units)
    };
    let ops = vec![op("expense", e, 0, expense("workspace")), tag(second), link(second)];
    let pushed = bench.sync(ben, None, ops).await.unwrap();
    assert_eq!(pushed.acks[1].remap.unwrap().to, first);
    let moved = pushed.acks[2].remap.unwrap().to;
    assert_eq!(moved, link_id("expense_tag", e, first));
    for user in [bench.ana, ben] {
        assert_eq!(bench.row(user, "tag", second).await.d["merged_into_id"], first.to_string());
        assert_eq!(bench.row(user, "expense_tag", moved).await.d["tag_id"], first.to_string());
    }
    // A later request still finds the tag by the id the device gave it.
    let e2 = Uuid::now_v7();
    let units = json!({ "on": { "expense_id": e2, "tag_id": second }, "position": { "position": 0 } });
    let ops = vec![
        op("expense", e2, 0, expense("workspace")),
        op("expense_tag", link_id("expense_tag", e2, second), 0, units),
    ];
    let pushed = bench.sync(ben, None, ops).await.unwrap();
    assert_eq!(pushed.acks[1].remap.unwrap().to, link_id("expense_tag", e2, first));
}

#[tokio::test]
async fn a_concurrent_amount_becomes_a_card_that_travels() {
    let bench = Bench::new(WorkspaceKind::Household).await;
    let ben = bench.join("Ben", Role::Member, Scope::All).await;
    let e = Uuid::now_v7();
    let pushed = bench.sync(bench.ana, None, vec![op("expense", e, 0, expense("workspace"))]).await.unwrap();
    let base = pushed.acks[0].seq.unwrap();
    let money = |minor: i64| json!({ "money": { "currency": "EUR", "total_minor": minor, "tip_base": "none", "amount_is_estimate": false } });
    let known = bench.sync(ben, None, Vec::new()).await.unwrap();
    bench.sync(bench.ana, None, vec![op("expense", e, base, money(2_000))]).await.unwrap();
    let answer =
        bench.sync(ben, Some(&known.cursor), vec![op("expense", e, base, money(3_000))]).await.unwrap();
    let card = answer.acks[0].conflict.unwrap();
    assert!(matches!(answer.acks[0].r, Outcome::Ok | Outcome::KeptOther));
    let row = answer.rows.iter().find(|row| row.id == card).unwrap();
    assert_eq!((row.k.as_str(), row.d["unit"].as_str()), ("conflict", Some("money")));
    assert_eq!(bench.row(bench.ana, "conflict", card).await, *row);
}
