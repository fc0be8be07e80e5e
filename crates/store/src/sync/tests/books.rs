//! Books that join the cloud, leave it, or leave the device; and books made before there was a cloud.

use domain::query::{Query, Term};
use domain::schema::Patch;
use domain::{DeviceId, GroupId, WorkspaceId};
use sqlx::migrate::Migrator;
use std::borrow::Cow;
use uuid::Uuid;

use crate::sync::testing::Cloud;
use crate::sync::{AttachMode, BookState};
use crate::testing::{Book, NOW_MS, expense, table};
use crate::{OpenOptions, Store, WriteContext};

#[tokio::test]
async fn a_book_is_sent_as_it_is_now() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    book.update("expense", id, Patch::new().set("notes", "second thoughts")).await;
    let trashed = book.insert("expense", expense("2026-11-21", 2)).await;
    let mut tx = book.write("delete").await;
    tx.delete(table("expense"), trashed).await.unwrap();
    tx.commit().await.unwrap();
    let device = Patch::new().set("scope", "device").set("key", "theme").set("value", "\"dark\"");
    book.insert("setting", device).await;
    let history = book.count("select count(*) from expense_revision").await;
    book.store.attach(book.sync_context(), book.workspace, AttachMode::New).await.unwrap();
    book.store.attach(book.sync_context(), book.workspace, AttachMode::New).await.unwrap();
    let ops = book.outgoing().await;
    assert_eq!(ops.len(), 3, "the workspace and two expenses");
    let edited = ops.iter().find(|op| op.id == id).unwrap();
    assert_eq!((edited.set["note"].v["notes"].as_str(), edited.set["note"].b), (Some("second thoughts"), 0));
    assert!(ops.iter().find(|op| op.id == trashed).unwrap().set["deleted"].v.contains_key("deleted_at"));
    assert_eq!(book.count("select count(*) from expense_revision").await, history);
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_book_moves_into_one_that_is_there() {
    let (target, mut cloud) = Book::attached().await;
    target.insert("expense", expense("2026-11-18", 8)).await;
    target.sync(&mut cloud).await;
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 1).set("notes", "moves")).await;
    book.store.attach(book.sync_context(), target.workspace, AttachMode::Into).await.unwrap();
    let moved = Book { workspace: target.workspace, ..book };
    moved.sync(&mut cloud).await;
    target.sync(&mut cloud).await;
    assert_eq!(moved.shared_rows().await, target.shared_rows().await);
    assert_eq!(moved.count("select count(*) from workspace").await, 1);
    assert_eq!(target.find(&Query::of(Term::Text("moves".into()))).await, [id]);
    assert_eq!(moved.store.history(moved.workspace, domain::ExpenseId(id)).await.unwrap().len(), 1);
    assert!(moved.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_book_taken_out_of_the_cloud_can_join_it_again() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1)).await;
    book.sync(&mut cloud).await;
    book.store.detach(book.sync_context()).await.unwrap();
    assert!(book.store.sync_books().await.unwrap().is_empty());
    assert!(book.store.doctor().await.unwrap().is_empty());
    book.store.attach(book.sync_context(), book.workspace, AttachMode::New).await.unwrap();
    book.sync(&mut cloud).await;
    assert_eq!((cloud.row("expense", id).d["total_minor"].as_i64(), cloud.cards), (Some(1), 0));
    assert_eq!(book.count("select count(*) from expense").await, 1);
}

#[tokio::test]
async fn a_forgotten_workspace_leaves_nothing() {
    let (book, mut cloud) = Book::attached().await;
    let id = book.insert("expense", expense("2026-11-20", 1).set("notes", "secret")).await;
    let tag = book.named("tag", "acme").await;
    book.tag(id, tag).await;
    book.sync(&mut cloud).await;
    book.update("expense", id, Patch::new().set("notes", "secret too")).await;
    book.store.forget_workspace(book.workspace).await.unwrap();
    for name in [
        "expense",
        "tag",
        "expense_tag",
        "workspace",
        "outbox",
        "sync_book",
        "expense_revision",
        "undo_step",
        "expense_search",
    ] {
        assert_eq!(book.count(&format!("select count(*) from {name}")).await, 0, "{name}");
    }
}

#[tokio::test]
async fn what_is_known_of_a_workspace_is_kept() {
    let book = Book::joined(WorkspaceId(Uuid::now_v7())).await;
    let ws = book.workspace;
    book.store.put_sync_retry(ws, 3, Some(99)).await.unwrap();
    book.store.put_sync_role(ws, "Household", "viewer").await.unwrap();
    book.store.put_sync_contact(ws, 7, Some(-20)).await.unwrap();
    book.store.put_sync_state(ws, BookState::Revoked, 5).await.unwrap();
    book.store.put_sync_state(ws, BookState::Revoked, 6).await.unwrap();
    let kept = book.store.sync_book(ws).await.unwrap().unwrap();
    assert_eq!((kept.fails, kept.retry_at_ms, kept.last_ok_ms), (3, Some(99), Some(7)));
    assert_eq!((kept.name.as_str(), kept.role.as_deref()), ("Household", Some("viewer")));
    assert_eq!((kept.state, kept.state_since_ms), (BookState::Revoked, Some(5)));
    assert_eq!(book.store.clock_offset_ms().await.unwrap(), -20);
    assert!(book.store.sync_book(WorkspaceId(Uuid::nil())).await.unwrap().is_none());
}

#[tokio::test]
async fn a_book_made_before_there_was_a_cloud_is_migrated_and_joins_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mealbook.db");
    let first: Vec<_> =
        crate::open::MIGRATOR.iter().filter(|migration| migration.version == 1).cloned().collect();
    let first = Migrator { migrations: Cow::Owned(first), ..Migrator::DEFAULT };
    let options = OpenOptions::at(NOW_MS);
    let old = Store::open_with(&path, &options, &first).await.unwrap().store;
    let workspace = WorkspaceId(Uuid::now_v7());
    let id = Uuid::now_v7();
    let mut tx = old.write(context(workspace)).await.unwrap();
    let patch = Patch::new().set("name", "Mine").set("kind", "personal").set("home_currency", "EUR");
    let patch = patch.set("month_start_day", 1i64).set("fiscal_year_start", 1i64);
    tx.insert(table("workspace"), workspace.0, patch).await.unwrap();
    tx.insert(table("expense"), id, expense("2026-11-20", 5)).await.unwrap();
    tx.commit().await.unwrap();
    old.close().await;
    let opened = Store::open(&path, &options).await.unwrap();
    assert_eq!(opened.report.migrated_from, Some(1));
    assert!(opened.report.backup.unwrap().exists());
    let book = Book { store: opened.store, workspace, folder };
    assert!(book.store.doctor().await.unwrap().is_empty());
    book.store.attach(book.sync_context(), workspace, AttachMode::New).await.unwrap();
    let mut cloud = Cloud::new();
    book.sync(&mut cloud).await;
    assert_eq!(cloud.row("expense", id).d["total_minor"].as_i64(), Some(5));
}

fn context(workspace: WorkspaceId) -> WriteContext {
    WriteContext {
        workspace,
        device: DeviceId(Uuid::from_u128(9)),
        at_ms: NOW_MS,
        group: GroupId(Uuid::now_v7()),
        action: "start",
        ids: Box::new(Uuid::now_v7),
        undoable: false,
    }
}
