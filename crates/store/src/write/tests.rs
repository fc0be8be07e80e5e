//! The write mechanism against a real file.

use domain::query::{Query, Term};
use domain::schema::Patch;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::testing::{Book, expense, table};
use crate::{Error, WriteProblem};

#[tokio::test]
async fn an_insert_writes_row_history_and_outbox() {
    let book = Book::new().await;
    book.insert("expense", expense("2026-11-20", 1250).set("notes", "a \"quoted\" note")).await;
    assert_eq!(book.count("select count(*) from expense").await, 1);
    assert_eq!(book.text("select changed from expense_revision where subject_table = 'expense'").await, "{}");
    let patch = book.text("select patch from outbox where \"table\" = 'expense'").await;
    let patch: Json = serde_json::from_str(&patch).unwrap();
    assert_eq!(patch["total_minor"], 1250);
    assert_eq!(patch["notes"], "a \"quoted\" note");
    assert!(patch.get("place_id").is_none(), "nulls are left out");
    assert_eq!(book.count("select count(*) from outbox where depends_on is null").await, 2);
}

#[tokio::test]
async fn an_update_writes_what_differs_and_sends_its_units_whole() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1250).set("notes", "old")).await;
    let committed = book.update("expense", id, expense("2026-11-20", 1250).set("notes", "new")).await;
    assert_eq!(committed.changes, 1);
    let sql = "select changed from expense_revision where operation = 'update'";
    assert_eq!(book.text(sql).await, r#"{"notes":["old","new"]}"#);
    assert_eq!(book.text("select base from outbox where op = 'update'").await, r#"{"notes":"old"}"#);
    assert_eq!(book.text("select patch from outbox where op = 'update'").await, r#"{"notes":"new"}"#);
    book.update("expense", id, Patch::new().set("total_minor", 1300i64)).await;
    let last = "from outbox order by seq_local desc limit 1";
    let patch: Json = serde_json::from_str(&book.text(&format!("select patch {last}")).await).unwrap();
    assert_eq!((&patch["total_minor"], &patch["currency"]), (&Json::from(1300), &Json::from("EUR")));
    assert_eq!(patch["tax_minor"], Json::Null, "what is nothing is said to be");
    let base: Json = serde_json::from_str(&book.text(&format!("select base {last}")).await).unwrap();
    assert_eq!(base["total_minor"], 1250);
}

#[tokio::test]
async fn an_update_that_changes_nothing_writes_nothing() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    let before = book.count("select count(*) from expense_revision").await;
    let committed = book.update("expense", id, expense("2026-11-20", 1250)).await;
    assert_eq!(committed.changes, 0);
    assert_eq!(book.count("select count(*) from expense_revision").await, before);
    assert_eq!(book.count("select count(*) from undo_step").await, 1);
}

#[tokio::test]
async fn a_change_names_the_newest_unsent_change_of_each_unit_it_touches() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    book.update("expense", id, Patch::new().set("notes", "one")).await;
    book.update("expense", id, Patch::new().set("notes", "two").set("total_minor", 1300i64)).await;
    let change = "select lower(hex(change_id)) from outbox where \"table\" = 'expense' order by seq_local limit 1 offset";
    let (insert, first) = (book.text(&format!("{change} 0")).await, book.text(&format!("{change} 1")).await);
    let depends = book.text("select depends_on from outbox order by seq_local desc limit 1").await;
    let depends: Json = serde_json::from_str(&depends).unwrap();
    let follows = |unit: &str| depends[unit]["a"][0].as_str().unwrap().replace('-', "");
    assert_eq!((follows("note"), follows("money")), (first, insert));
    // What a server has accepted is no longer waited for.
    let mut tx = book.write("edit").await;
    sqlx::query("update outbox set state = 'acked'").execute(&mut *tx.tx).await.unwrap();
    tx.update(table("expense"), id, Patch::new().set("notes", "three")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(book.count("select depends_on is null from outbox order by seq_local desc limit 1").await, 1);
}

#[tokio::test]
async fn changes_of_one_row_in_one_transaction_depend_on_each_other() {
    let book = Book::new().await;
    let id = Uuid::now_v7();
    let mut tx = book.write("add").await;
    tx.insert(table("expense"), id, expense("2026-11-20", 1)).await.unwrap();
    tx.update(table("expense"), id, Patch::new().set("notes", "x")).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(book.count("select count(*) from outbox where depends_on like '%note%'").await, 1);
}

#[tokio::test]
async fn e091_the_same_id_twice_is_one_row() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    let mut tx = book.write("add").await;
    assert!(!tx.insert(table("expense"), id, expense("2026-11-20", 9)).await.unwrap());
    tx.commit().await.unwrap();
    assert_eq!(book.count("select sum(total_minor) from expense").await, 1250);
}

#[tokio::test]
async fn a_patch_outside_the_schema_is_refused() {
    let book = Book::new().await;
    let good = || expense("2026-11-20", 1);
    for (patch, problem) in [
        (good().set("colour", "red"), WriteProblem::UnknownColumn),
        (good().set("total_minor", "12"), WriteProblem::WrongType),
        (good().set("occurred_on", "2026-13-01"), WriteProblem::WrongType),
        (good().set("is_business", 2i64), WriteProblem::WrongType),
        (good().set("currency", "EURO"), WriteProblem::WrongType),
        (good().set("kind", None::<String>), WriteProblem::Missing),
        (good().set("total_minor", domain::AMOUNT_MINOR_MAX + 1), WriteProblem::TooLarge),
        (good().set("place_id", Uuid::now_v7()), WriteProblem::UnknownReference),
        (Patch::new().set("notes", "alone"), WriteProblem::Missing),
    ] {
        let mut tx = book.write("add").await;
        match tx.insert(table("expense"), Uuid::now_v7(), patch).await {
            Err(Error::Invalid(invalid)) => assert_eq!(invalid.problem, problem, "{invalid}"),
            other => panic!("{problem:?}: {other:?}"),
        }
    }
    assert_eq!(book.count("select count(*) from expense").await, 0);
}

#[tokio::test]
async fn rows_of_another_book_cannot_be_named_or_changed() {
    let book = Book::new().await;
    let place = book.named("place", "Tacos").await;
    let mut ctx = book.context("start");
    ctx.workspace = domain::WorkspaceId(Uuid::now_v7());
    let own = ctx.workspace.0;
    let mut tx = book.store.write(ctx).await.unwrap();
    let other = Patch::new().set("name", "Other").set("kind", "personal").set("home_currency", "USD");
    let other = other.set("month_start_day", 1i64).set("fiscal_year_start", 1i64);
    tx.insert(table("workspace"), own, other).await.unwrap();
    let named =
        tx.insert(table("expense"), Uuid::now_v7(), expense("2026-11-20", 1).set("place_id", place)).await;
    assert!(matches!(named, Err(Error::Invalid(_))));
    let renamed = tx.update(table("place"), place, Patch::new().set("name", "Mine now")).await;
    assert!(matches!(renamed, Err(Error::NotFound { .. })));
}

#[tokio::test]
async fn a_member_put_twice_is_one_and_a_removed_one_comes_back() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    let tag = book.named("tag", "acme").await;
    let tags = table("expense_tag");
    for (step, expected) in [(true, true), (true, false), (false, true), (false, false), (true, true)] {
        let mut tx = book.write("tag").await;
        let changed = match step {
            true => tx.put_member(tags, id, tag, Patch::new()).await.unwrap(),
            false => tx.remove_member(tags, id, tag).await.unwrap(),
        };
        tx.commit().await.unwrap();
        assert_eq!(changed, expected);
    }
    assert_eq!(book.count("select count(*) from expense_tag where deleted_at is null").await, 1);
    let ops = "select group_concat(op) from (select op from outbox where \"table\" = 'expense_tag' order by seq_local)";
    assert_eq!(book.text(ops).await, "set_add,set_remove,set_add");
}

#[tokio::test]
async fn a_dropped_transaction_leaves_nothing() {
    let book = Book::new().await;
    let mut tx = book.write("add").await;
    tx.insert(table("expense"), Uuid::now_v7(), expense("2026-11-20", 1)).await.unwrap();
    drop(tx);
    book.insert("expense", expense("2026-11-20", 2)).await;
    assert_eq!(book.count("select sum(total_minor) from expense").await, 2);
}

#[tokio::test]
async fn settings_of_the_device_are_not_sent() {
    let book = Book::new().await;
    let sent = book.count("select count(*) from outbox").await;
    for scope in ["device", "user"] {
        let patch = Patch::new().set("scope", scope).set("key", "theme").set("value", "\"dark\"");
        book.insert("setting", patch).await;
    }
    assert_eq!(book.count("select count(*) from outbox").await, sent + 1);
}

#[tokio::test]
async fn renaming_a_place_renames_it_in_search_and_in_the_sort_key() {
    let book = Book::new().await;
    let place = book.named("place", "Tacos").await;
    let id = book.insert("expense", expense("2026-11-20", 1).set("place_id", place)).await;
    let text = |text: &str| Query::of(Term::Text(text.into()));
    assert_eq!(book.find(&text("tac")).await, [id]);
    book.update("place", place, Patch::new().set("name", "Café Burrito").set("name_fold", "cafe burrito"))
        .await;
    assert_eq!(book.find(&text("burr cafe")).await, [id]);
    assert!(book.find(&text("tacos")).await.is_empty());
    assert_eq!(book.text("select place_fold from expense").await, "cafe burrito");
}

#[tokio::test]
async fn many_rows_are_written_like_one() {
    let book = Book::new().await;
    let place = book.named("place", "Tacos").await;
    let rows: Vec<_> = (0..1_001)
        .map(|n| {
            (Uuid::now_v7(), expense("2026-11-20", n).set("place_id", place).set("notes", format!("n{n}")))
        })
        .collect();
    let ids: Vec<Uuid> = rows.iter().map(|(id, _)| *id).collect();
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), rows).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(book.count("select count(*) from expense where place_fold = 'tacos'").await, 1_001);
    assert_eq!(book.count("select count(*) from outbox where \"table\" = 'expense'").await, 1_001);
    assert_eq!(book.count("select count(*) from expense_revision where expense_id is not null").await, 1_001);
    assert_eq!(book.find(&Query::of(Term::Text("n777".into()))).await, [ids[777]]);
    let mut tx = book.write("edit").await;
    assert_eq!(tx.update_many(table("expense"), &ids, Patch::new().set("notes", "n5")).await.unwrap(), 1_000);
    tx.commit().await.unwrap();
    assert_eq!(book.find(&Query::of(Term::Text("n5".into()))).await.len(), 500);
    assert_eq!(book.count("select row_count from undo_step order by seq desc limit 1").await, 1_000);
    let mut tx = book.write("import").await;
    let again = tx.insert_many(table("expense"), vec![(ids[0], expense("2026-11-20", 1))]).await;
    assert!(matches!(again, Err(Error::Exists { table: "expense" })));
}

#[tokio::test]
async fn a_transaction_whose_insert_failed_cannot_be_committed() {
    let book = Book::new().await;
    let (old, new) = (book.insert("expense", expense("2026-11-20", 1)).await, Uuid::now_v7());
    let mut tx = book.write("import").await;
    let rows = vec![(new, expense("2026-11-20", 2)), (old, expense("2026-11-20", 3))];
    assert!(matches!(tx.insert_many(table("expense"), rows).await, Err(Error::Exists { .. })));
    assert!(matches!(tx.commit().await, Err(Error::Spoilt)));
    assert_eq!(book.count("select sum(total_minor) from expense").await, 1);
    book.insert("expense", expense("2026-11-20", 4)).await;
}

#[tokio::test]
async fn a_large_import_has_its_indexes_again_when_it_is_seen() {
    let book = Book::new().await;
    let indexes = "select group_concat(name || sql) from (select name, sql from sqlite_schema where type = 'index' order by name)";
    let before = book.text(indexes).await;
    let rows = |count: i64| {
        (0..count).map(|n| (Uuid::now_v7(), expense("2026-11-20", n).set("notes", format!("n{n}")))).collect()
    };
    let mut tx = book.write("import").await;
    for _ in 0..6 {
        tx.insert_many(table("expense"), rows(1_000)).await.unwrap();
        assert_eq!(book.text(indexes).await, before, "others see the indexes all the time");
    }
    assert!(!tx.deferred.is_empty());
    tx.commit().await.unwrap();
    assert_eq!(book.text(indexes).await, before);
    assert_eq!(book.find(&Query::of(Term::Text("n999".into()))).await.len(), 6);
    assert!(book.store.doctor().await.unwrap().is_empty());
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), rows(5_000)).await.unwrap();
    drop(tx);
    assert_eq!(book.text(indexes).await, before);
    assert_eq!(book.window(&Query::default()).await.rows.len(), 500);
}
