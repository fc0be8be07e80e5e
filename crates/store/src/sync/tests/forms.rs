//! Forms that stay open while other copies change what they were filled from.

use domain::ExpenseId;
use domain::schema::Patch;
use serde_json::Value as Json;
use uuid::Uuid;

use crate::sync::testing::{Cloud, number};
use crate::testing::{Book, expense, table};
use crate::write::Sight;

async fn shared() -> (Book, Cloud, Uuid) {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1250).set("notes", "old")).await;
    book.sync(&mut cloud).await;
    (book, cloud, id)
}

impl Book {
    async fn open_form(&self, id: Uuid) -> Sight {
        self.store.sight(self.workspace, ExpenseId(id)).await.unwrap().unwrap()
    }

    /// Saves a form; answers what its author has seen then.
    async fn save_form(&self, sight: Sight, id: Uuid, patch: Patch) -> Sight {
        let mut tx = self.write("edit").await;
        tx.answer_to(sight);
        tx.update(table("expense"), id, patch).await.unwrap();
        let sight = tx.sight().unwrap();
        tx.commit().await.unwrap();
        sight
    }
}

fn amount(total_minor: i64) -> Patch {
    Patch::new().set("total_minor", total_minor)
}

#[tokio::test]
async fn what_was_typed_over_a_pull_nobody_saw_is_concurrent() {
    let (book, mut cloud, id) = shared().await;
    let rev = cloud.row("expense", id).seq;
    let sight = book.open_form(id).await;
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 99));
    cloud.edit("expense", id, "note", |value| {
        value.insert("notes".into(), Json::from("theirs"));
    });
    book.sync(&mut cloud).await;
    book.save_form(sight, id, amount(1500).set("meal_type", "lunch")).await;
    let ops = book.outgoing().await;
    assert_eq!((ops.len(), ops[0].set.len()), (1, 2), "the note was not touched");
    assert!(ops[0].set.values().all(|set| set.b == rev && set.a.is_empty()));
    book.sync(&mut cloud).await;
    assert_eq!(cloud.cards, 1, "the amount; nobody else changed the meal");
    assert_eq!(book.note(id).await, "theirs");
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_form_without_news_raises_nothing() {
    let (book, mut cloud, id) = shared().await;
    let sight = book.open_form(id).await;
    cloud.edit("expense", id, "note", |value| {
        value.insert("notes".into(), Json::from("theirs"));
    });
    book.sync(&mut cloud).await;
    book.save_form(sight, id, amount(1500)).await;
    book.sync(&mut cloud).await;
    assert_eq!((cloud.cards, book.count("select total_minor from expense").await), (0, 1500));
}

#[tokio::test]
async fn own_changes_the_form_showed_were_seen_wherever_they_are_by_now() {
    let (book, mut cloud, id) = shared().await;
    for note in ["a", "b"] {
        book.update("expense", id, amount(1300).set("notes", note)).await;
    }
    book.update("expense", id, amount(1400).set("notes", "c")).await;
    let sight = book.open_form(id).await;
    // They leave as fewer changes than they were, and are answered.
    book.sync(&mut cloud).await;
    book.save_form(sight.clone(), id, amount(1500)).await;
    book.sync(&mut cloud).await;
    assert_eq!((cloud.cards, cloud.row("expense", id).d["total_minor"].as_i64()), (0, Some(1500)));
}

#[tokio::test]
async fn a_form_saved_again_answers_to_what_it_said_itself() {
    let (book, mut cloud, id) = shared().await;
    let sight = book.open_form(id).await;
    let sight = book.save_form(sight, id, amount(1500)).await;
    book.sync(&mut cloud).await;
    let sight = book.save_form(sight, id, amount(1600)).await;
    book.save_form(sight, id, amount(1700)).await;
    assert_eq!(book.outgoing().await.len(), 1, "what follows its own words goes into them");
    book.sync(&mut cloud).await;
    assert_eq!((cloud.cards, cloud.row("expense", id).d["total_minor"].as_i64()), (0, Some(1700)));
}

#[tokio::test]
async fn another_window_of_the_same_book_is_not_typed_over_unseen() {
    let (book, mut cloud, id) = shared().await;
    let sight = book.open_form(id).await;
    book.update("expense", id, amount(1300)).await;
    book.save_form(sight, id, amount(1500)).await;
    let ops = book.outgoing().await;
    assert_eq!(ops.len(), 2, "they stay apart for the service to compare");
    assert!(ops[1].set["money"].a.is_empty());
    book.sync(&mut cloud).await;
    assert_eq!((cloud.cards, book.count("select count(*) from outbox").await), (1, 0));
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_row_that_came_while_the_form_was_open_was_not_seen() {
    let (book, mut cloud, id) = shared().await;
    let sight = book.open_form(id).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    let line = Patch::new().set("expense_id", id).set("position", 0i64).set("line_kind", "item");
    let line = line.set("amount_minor", 5i64).set("tax_included", true).set("is_alcohol", false);
    let line = other.insert("expense_line", line).await;
    other.sync(&mut cloud).await;
    book.sync(&mut cloud).await;
    let mut tx = book.write("edit").await;
    tx.answer_to(sight);
    tx.update(table("expense_line"), line, Patch::new().set("amount_minor", 6i64)).await.unwrap();
    tx.commit().await.unwrap();
    book.sync(&mut cloud).await;
    assert_eq!(cloud.cards, 1);
}

#[tokio::test]
async fn undoing_what_was_typed_over_a_pull_brings_the_pull_back() {
    let (book, mut cloud, id) = shared().await;
    let sight = book.open_form(id).await;
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 99));
    book.sync(&mut cloud).await;
    book.save_form(sight, id, amount(1500)).await;
    book.store.undo_last(book.context("undo")).await.unwrap().unwrap();
    assert_eq!(book.count("select total_minor from expense").await, 99);
    book.sync(&mut cloud).await;
    assert_eq!((cloud.cards, cloud.row("expense", id).d["total_minor"].as_i64()), (0, Some(99)));
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_book_without_other_copies_has_nobody_to_answer_to() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1250)).await;
    assert_eq!(book.store.sight(book.workspace, ExpenseId(id)).await.unwrap(), None);
}
