//! A whole copy fetched again, and what a restored service gets back.

use domain::schema::Patch;
use serde_json::Value as Json;

use crate::sync::testing::{Cloud, number};
use crate::testing::{Book, NOW_MS, expense, table};
use crate::{OpenOptions, Store};

/// Fetches everything into the stage, and swaps it in.
async fn refetch(book: &Book, cloud: &mut Cloud, floor: Option<i64>) -> crate::sync::Applied {
    book.store.stage_begin(book.workspace, cloud.epoch, floor).await.unwrap();
    let mut cursor: Option<String> = None;
    loop {
        let page = cloud.sync(cursor.as_deref(), &[], 3);
        assert!(book.store.stage(book.workspace, cursor.as_deref(), &page).await.unwrap());
        assert!(
            !book.store.stage(book.workspace, Some("c1.9.9.9"), &page).await.unwrap(),
            "not the page asked for"
        );
        cursor = Some(page.cursor.clone());
        if !page.more {
            return book.store.stage_swap(book.sync_context()).await.unwrap();
        }
    }
}

#[tokio::test]
async fn e102_a_restored_service_gets_back_what_devices_know() {
    let (book, mut cloud) = Book::attached().await;
    let old = book.insert("expense", expense("2026-11-20", 1).set("notes", "before")).await;
    book.sync(&mut cloud).await;
    let backup = cloud.clone();
    book.update("expense", old, Patch::new().set("notes", "after").set("status", "approved")).await;
    let lost = book.insert("expense", expense("2026-11-21", 2)).await;
    let tag = book.named("tag", "acme").await;
    book.tag(lost, tag).await;
    let waste = book.insert("expense", expense("2026-11-22", 3)).await;
    book.sync(&mut cloud).await;
    let mut tx = book.write("delete").await;
    tx.delete(table("expense"), waste).await.unwrap();
    tx.commit().await.unwrap();
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    book.update("expense", lost, Patch::new().set("notes", "typed meanwhile")).await;
    let floor = cloud.restore(&backup);
    let before = book.cursor().await;
    let healed = refetch(&book, &mut cloud, Some(floor)).await;
    assert_eq!(healed.healed, 5, "a note, an expense, a tag, their link, and what lay in the trash");
    assert_ne!(book.cursor().await, before);
    assert_eq!(book.note(old).await, "after");
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", old).d["notes"], "after");
    assert_eq!(cloud.row("expense", old).d["status"], "confirmed", "approvals come from who gave them");
    assert_eq!(cloud.row("expense", lost).d["notes"], "typed meanwhile");
    let head = cloud.head;
    refetch(&other, &mut cloud, Some(floor)).await;
    other.sync(&mut cloud).await;
    assert_eq!((cloud.head, cloud.cards), (head, 0), "a second device gives back nothing again");
    assert!(cloud.row("expense", waste).x, "it can still be taken out of the trash");
    let living = |rows: Vec<String>| rows.into_iter().filter(|row| !row.contains("\"x\":true")).collect();
    let (living_here, living_there): (Vec<String>, Vec<String>) =
        (living(book.shared_rows().await), living(other.shared_rows().await));
    assert_eq!(living_there, living_here, "a first download brings no trash");
    for device in [&book, &other] {
        let findings = device.store.doctor().await.unwrap();
        assert!(findings.is_empty(), "{findings:?}");
    }
}

#[tokio::test]
async fn a_refetch_keeps_what_waits_and_the_trash_and_drops_what_is_gone() {
    let (book, mut cloud) = Book::attached().await;
    let edited = book.insert("expense", expense("2026-11-20", 1)).await;
    let dropped = book.insert("expense", expense("2026-11-21", 2)).await;
    let trashed = book.insert("expense", expense("2026-11-22", 3)).await;
    let kept = book.insert("expense", expense("2026-11-23", 4)).await;
    book.sync(&mut cloud).await;
    let mut tx = book.write("delete").await;
    tx.delete(table("expense"), trashed).await.unwrap();
    tx.commit().await.unwrap();
    book.sync(&mut cloud).await;
    book.update("expense", edited, Patch::new().set("notes", "waits")).await;
    let new = book.insert("expense", expense("2026-11-24", 5)).await;
    cloud.rows.remove(&("expense".to_owned(), dropped));
    cloud.edit("expense", kept, "money", |value| number(value, "total_minor", 40));
    cloud.edit("expense", edited, "money", |value| number(value, "total_minor", 10));
    let applied = refetch(&book, &mut cloud, None).await;
    assert_eq!(applied.healed, 0);
    assert_eq!(book.note(edited).await, "waits");
    let totals =
        "select group_concat(total_minor) from (select total_minor from expense order by occurred_on)";
    assert_eq!(book.text(totals).await, "10,3,40,5");
    assert_eq!(book.count("select count(*) from expense where deleted_at is not null").await, 1);
    assert!(book.store.doctor().await.unwrap().is_empty());
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", edited).d["notes"], "waits");
    assert!(cloud.rows.contains_key(&("expense".to_owned(), new)));
}

#[tokio::test]
async fn e103_a_stop_during_a_refetch_changes_neither_cursor_nor_epoch() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    book.sync(&mut cloud).await;
    let backup = cloud.clone();
    book.update("expense", id, Patch::new().set("notes", "after")).await;
    book.sync(&mut cloud).await;
    let (cursor, floor) = (book.cursor().await, cloud.restore(&backup));
    book.store.stage_begin(book.workspace, cloud.epoch, Some(floor)).await.unwrap();
    let page = cloud.sync(None, &[], 2);
    book.store.stage(book.workspace, None, &page).await.unwrap();
    let standing = book.store.sync_book(book.workspace).await.unwrap().unwrap();
    assert_eq!((standing.epoch, &standing.cursor), (1, &cursor));
    let kept = standing.refetch.unwrap();
    assert_eq!(
        (kept.epoch, kept.floor, kept.cursor.as_ref(), kept.fresh),
        (2, Some(floor), Some(&page.cursor), false)
    );
    sqlx::query(
        "create trigger stop before update of epoch on sync_book begin select raise(abort, 'stop'); end",
    )
    .execute(&book.store.writer)
    .await
    .unwrap();
    assert!(book.store.stage_swap(book.sync_context()).await.is_err());
    assert_eq!(book.count("select count(*) from outbox").await, 0, "nothing is given back by half");
    sqlx::query("drop trigger stop").execute(&book.store.writer).await.unwrap();
    let healed = refetch(&book, &mut cloud, Some(floor)).await;
    assert_eq!(healed.healed, 1);
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["notes"], Json::from("after"));
}

#[tokio::test]
async fn e108_a_device_away_for_too_long_resurrects_nothing() {
    let (book, mut cloud) = Book::attached().await;
    let purged = book.insert("expense", expense("2026-11-20", 1)).await;
    let typed = book.insert("expense", expense("2026-11-21", 2)).await;
    book.sync(&mut cloud).await;
    book.update("expense", typed, Patch::new().set("notes", "long ago")).await;
    for id in [purged, typed] {
        cloud.rows.remove(&("expense".to_owned(), id));
    }
    refetch(&book, &mut cloud, None).await;
    assert_eq!(book.count("select count(*) from expense").await, 1, "what waits is still there");
    let applied = book.sync(&mut cloud).await;
    assert_eq!(applied.parked, 1);
    assert_eq!(book.count("select count(*) from expense").await, 0);
    let parked = book.store.parked(book.workspace).await.unwrap();
    assert_eq!(parked[0].units["note"]["notes"], "long ago");
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_damaged_copy_becomes_whole_again() {
    let (book, mut cloud) = Book::attached().await;
    let place = book.named("place", "Tacos").await;
    let rows = (0..600).map(|n| {
        let patch =
            expense("2026-11-20", n).set("place_id", place).set("notes", format!("note {n} ").repeat(9));
        (uuid::Uuid::now_v7(), patch)
    });
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), rows.collect()).await.unwrap();
    tx.commit().await.unwrap();
    book.sync(&mut cloud).await;
    let typed = book.insert("expense", expense("2026-11-21", 7)).await;
    let path = book.store.path().to_owned();
    book.store.close().await;
    let mut bytes = std::fs::read(&path).unwrap();
    for page in bytes.chunks_mut(4096).skip(30).step_by(60) {
        page.fill(0xAB);
    }
    std::fs::write(&path, bytes).unwrap();
    std::fs::write(path.with_file_name("mealbook.db-wal"), [1, 2, 3]).unwrap();
    let opened = Store::open(&path, &OpenOptions::at(NOW_MS)).await.unwrap();
    assert!(!opened.report.rescued.unwrap().is_complete);
    let book = Book { store: opened.store, ..book };
    let standing = book.store.sync_book(book.workspace).await.unwrap().unwrap();
    assert!(standing.refetch.is_some_and(|refetch| refetch.fresh), "the engine goes on with a refetch");
    refetch(&book, &mut cloud, None).await;
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    assert_eq!(book.shared_rows().await, other.shared_rows().await);
    assert!(book.count("select count(*) from expense").await >= 600);
    let is_here = format!("select count(*) from expense where id = x'{}'", typed.simple());
    assert!(book.count(&is_here).await <= 1);
}

#[tokio::test]
async fn an_edit_on_top_of_what_somebody_else_gave_back_contradicts_nobody() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    book.sync(&mut cloud).await;
    let backup = cloud.clone();
    book.update("expense", id, Patch::new().set("total_minor", 5i64)).await;
    book.sync(&mut cloud).await;
    let other = Book::joined(book.workspace).await;
    other.sync(&mut cloud).await;
    other.update("expense", id, Patch::new().set("total_minor", 7i64)).await;
    let floor = cloud.restore(&backup);
    assert_eq!(refetch(&book, &mut cloud, Some(floor)).await.healed, 1);
    book.sync(&mut cloud).await;
    assert_eq!(refetch(&other, &mut cloud, Some(floor)).await.healed, 0, "it is there again");
    other.sync(&mut cloud).await;
    assert_eq!((cloud.cards, cloud.row("expense", id).d["total_minor"].as_i64()), (0, Some(7)));
}

#[tokio::test]
async fn what_an_edit_had_not_seen_it_has_not_seen_after_a_restore_either() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    book.sync(&mut cloud).await;
    let backup = cloud.clone();
    book.update("expense", id, Patch::new().set("total_minor", 7i64)).await;
    cloud.edit("expense", id, "money", |value| number(value, "total_minor", 5));
    let cursor = book.cursor().await;
    let pulled = cloud.sync(cursor.as_deref(), &[], 50);
    book.apply(cursor.as_deref(), &pulled).await;
    let floor = cloud.restore(&backup);
    assert_eq!(refetch(&book, &mut cloud, Some(floor)).await.healed, 1);
    book.sync(&mut cloud).await;
    assert_eq!(cloud.cards, 1, "5 was given back and 7 was typed by somebody who did not know of it");
}
