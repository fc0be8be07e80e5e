//! What leaves, and when it may still change.

use domain::schema::Patch;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::sync::testing::Cloud;
use crate::testing::{Book, expense, table};

#[tokio::test]
async fn an_edit_sends_its_units_whole_with_what_its_author_had_seen() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    book.sync(&mut cloud).await;
    let rev = cloud.row("expense", id).seq;
    book.update("expense", id, Patch::new().set("total_minor", 1300i64)).await;
    let ops = book.outgoing().await;
    assert_eq!(ops.len(), 1);
    let money = &ops[0].set["money"];
    assert_eq!(ops[0].set.len(), 1);
    assert_eq!((money.b, money.a.len()), (rev, 0));
    assert_eq!(
        (&money.v["total_minor"], &money.v["amount_is_estimate"]),
        (&Json::from(1300), &Json::from(false))
    );
    assert!(!money.v.contains_key("tax_minor"), "what is nothing is left out");
    // Typed while the first is on its way: it names it, and sees no more of the service than that did.
    cloud.edit("expense", id, "money", |value| crate::sync::testing::number(value, "total_minor", 5));
    let pulled = cloud.sync(book.cursor().await.as_deref(), &[], 50);
    book.apply(None, &pulled).await;
    assert_eq!(book.count("select total_minor from expense").await, 1300, "own writes stay in view");
    book.update("expense", id, Patch::new().set("total_minor", 1400i64)).await;
    let again = book.outgoing().await;
    assert_eq!(again[0], ops[0], "what left before leaves as it did");
    assert_eq!((again[1].set["money"].b, &again[1].set["money"].a), (rev, &vec![ops[0].op]));
}

#[tokio::test]
async fn a_note_typed_in_many_goes_is_one_op() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    book.sync(&mut cloud).await;
    for note in ["w", "wi", "with", "with Ann"] {
        book.update("expense", id, Patch::new().set("notes", note)).await;
    }
    book.update("expense", id, Patch::new().set("total_minor", 1300i64)).await;
    book.update("expense", id, Patch::new().set("notes", "with Ann and Bob")).await;
    let ops = book.outgoing().await;
    let notes: Vec<_> = ops.iter().filter_map(|op| op.set.get("note")).collect();
    assert_eq!(ops.len(), 3, "the money in between has its own time");
    assert_eq!(notes[0].v["notes"], "with Ann");
    assert_eq!(notes[1].a, [ops[0].op], "what went into another is followed through it");
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["notes"], "with Ann and Bob");
    assert_eq!(cloud.cards, 0);
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn edits_of_a_row_nobody_has_follow_its_making() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    book.update("expense", id, Patch::new().set("notes", "one").set("total_minor", 7i64)).await;
    book.update("expense", id, Patch::new().set("notes", None::<String>)).await;
    let ops = book.outgoing().await;
    assert_eq!(ops.len(), 3, "the making stays as it was: a copy of this file may have sent it");
    assert_eq!(ops[1].set["money"].a, [ops[0].op]);
    assert_eq!(ops[2].set["note"].a, [ops[1].op]);
    book.sync(&mut cloud).await;
    let row = cloud.row("expense", id);
    assert_eq!(row.d["total_minor"], 7);
    assert!(!row.d.contains_key("notes"));
    assert_eq!(cloud.cards, 0);
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_file_that_forgot_a_send_says_something_new_under_a_new_id() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    book.sync(&mut cloud).await;
    book.update("expense", id, Patch::new().set("notes", "with")).await;
    let cursor = book.cursor().await;
    let ops = book.outgoing().await;
    cloud.sync(cursor.as_deref(), &ops, 50);
    // A backup from before the request is put back, and more is typed.
    sqlx::query("update outbox set state = 'queued', sent_group = null")
        .execute(&book.store.writer)
        .await
        .unwrap();
    book.update("expense", id, Patch::new().set("notes", "with Ann")).await;
    let again = book.outgoing().await;
    assert_eq!(again.len(), 1);
    assert_ne!(again[0].op, ops[0].op);
    assert_eq!(again[0].set["note"].a, [ops[0].op], "and what may have left is seen");
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["notes"], "with Ann");
    assert_eq!(cloud.cards, 0);
}

#[tokio::test]
async fn a_user_action_leaves_whole_or_not_at_all() {
    let (book, _) = Book::attached().await;
    let mut tx = book.write("add").await;
    let id = tx.new_id();
    tx.insert(table("expense"), id, expense("2026-11-20", 1)).await.unwrap();
    for n in 0..3i64 {
        let line = Patch::new().set("expense_id", id).set("position", n).set("line_kind", "item");
        let line = line.set("amount_minor", n).set("tax_included", true).set("is_alcohol", false);
        let line_id = tx.new_id();
        tx.insert(table("expense_line"), line_id, line).await.unwrap();
    }
    tx.commit().await.unwrap();
    book.insert("expense", expense("2026-11-21", 2)).await;
    let ops = book.store.outgoing(book.workspace, 2, 1 << 20).await.unwrap();
    assert_eq!(ops.len(), 4, "a group larger than asked for is still whole");
    assert!(ops[0].g.is_some() && ops.iter().all(|op| op.g == ops[0].g));
    assert_eq!(book.store.outgoing(book.workspace, 4, 1 << 20).await.unwrap(), ops);
    let all = book.outgoing().await;
    assert_eq!((all.len(), all[4].g), (5, None));
}

#[tokio::test]
async fn an_import_is_no_group() {
    let (book, _) = Book::attached().await;
    let mut tx = book.write("import").await;
    let rows = (0..300).map(|n| (Uuid::now_v7(), expense("2026-11-20", n))).collect();
    tx.insert_many(table("expense"), rows).await.unwrap();
    tx.commit().await.unwrap();
    let ops = book.store.outgoing(book.workspace, 120, 1 << 20).await.unwrap();
    assert_eq!(ops.len(), 120);
    assert!(ops.iter().all(|op| op.g.is_none()));
    let bytes = serde_json::to_vec(&ops[0]).unwrap().len();
    let few = Book::attached().await.0.store.outgoing(book.workspace, 120, bytes).await.unwrap();
    assert!(few.is_empty(), "another book's entries are its own");
}

#[tokio::test]
async fn e101_times_are_those_of_the_services_clock() {
    let (book, _) = Book::attached().await;
    book.store.put_sync_contact(book.workspace, 5, Some(-3_600_000)).await.unwrap();
    book.insert("expense", expense("2026-11-20", 1)).await;
    let ops = book.outgoing().await;
    assert_eq!(ops[0].t, crate::testing::NOW_MS - 3_600_000);
    book.store.put_sync_contact(book.workspace, 6, Some(7)).await.unwrap();
    assert_eq!(book.outgoing().await, ops, "what left keeps the time it left with");
}

#[tokio::test]
async fn a_tag_put_back_wins_over_a_removal_nobody_had_seen() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    let tag = book.named("tag", "acme").await;
    book.tag(id, tag).await;
    let ops = book.outgoing().await;
    let link = ops.iter().find(|op| op.k == "expense_tag").unwrap();
    assert!(link.set["deleted"].v.is_empty());
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    assert_eq!(other.shared_rows().await, book.shared_rows().await);
}

#[tokio::test]
async fn e109_columns_of_newer_versions_are_sent_back_with_their_unit() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    book.sync(&mut cloud).await;
    cloud.edit("expense", id, "money", |value| {
        value.insert("loyalty".into(), Json::from("gold"));
    });
    book.sync(&mut cloud).await;
    book.update("expense", id, Patch::new().set("notes", "x")).await;
    book.update("expense", id, Patch::new().set("total_minor", 9i64)).await;
    let ops = book.outgoing().await;
    assert!(!ops[0].set["note"].v.contains_key("loyalty"));
    assert_eq!(ops[1].set["money"].v["loyalty"], "gold");
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).e["money"]["loyalty"], "gold");
    assert_eq!(book.count("select total_minor from expense").await, 9);
}

#[tokio::test]
async fn a_dropped_send_is_made_again() {
    let (book, mut cloud) = Book::attached().await;
    book.insert("expense", expense("2026-11-20", 1)).await;
    let ops = book.outgoing().await;
    // The request reached the service, the answer did not come back, and the program was started again.
    let cursor = book.cursor().await;
    let lost = cloud.sync(cursor.as_deref(), &ops, 50);
    assert_eq!(book.outgoing().await, ops);
    let applied = book.sync(&mut cloud).await;
    assert_eq!((applied.acked, applied.parked), (1, 0));
    assert_eq!(cloud.head, lost.head, "nothing had a second effect");
    assert_eq!(cloud.clone().rows.len(), Cloud::clone(&cloud).rows.len());
}
