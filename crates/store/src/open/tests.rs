//! Opening: versions, migrations that fail, damage, full disks, several processes.

use std::borrow::Cow;
use std::fs::{self, OpenOptions as FileOptions};
use std::io::{Seek, SeekFrom, Write};
use std::time::SystemTime;

use domain::query::Query;
use domain::schema::Patch;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use uuid::Uuid;

use super::*;
use crate::testing::{Book, NOW_MS, expense, table};

fn options() -> OpenOptions {
    OpenOptions::at(NOW_MS)
}

/// Our migrations and one more.
fn with_more(sql: &'static str) -> Migrator {
    let mut migrations: Vec<Migration> = MIGRATOR.iter().cloned().collect();
    migrations.push(Migration::new(
        9_000,
        Cow::Borrowed("more"),
        MigrationType::Simple,
        Cow::Borrowed(sql),
        false,
    ));
    Migrator { migrations: Cow::Owned(migrations), ..Migrator::DEFAULT }
}

#[tokio::test]
async fn a_new_file_is_made_with_its_folder_and_opened_again() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("deep/er/mealbook.db");
    let opened = Store::open(&path, &options()).await.unwrap();
    assert!(opened.report.created);
    let pragma = |sql| sqlx::query_scalar::<_, String>(sql).fetch_one(&opened.store.writer);
    assert_eq!(pragma("select * from pragma_journal_mode").await.unwrap(), "wal");
    let full: i64 = sqlx::query_scalar("pragma synchronous").fetch_one(&opened.store.writer).await.unwrap();
    assert_eq!(full, 2);
    let keys: i64 = sqlx::query_scalar("pragma foreign_keys").fetch_one(&opened.store.writer).await.unwrap();
    assert_eq!(keys, 0, "a row may come before the one it names");
    opened.store.close().await;
    let again = Store::open(&path, &options()).await.unwrap();
    assert_eq!(again.report, OpenReport::default());
}

#[tokio::test]
async fn readers_cannot_write() {
    let book = Book::new().await;
    assert!(sqlx::query("delete from expense").execute(&book.store.readers).await.is_err());
}

#[tokio::test]
async fn currencies_are_known_to_sql() {
    let book = Book::new().await;
    assert_eq!(book.count("select exponent from currency where code = 'KWD'").await, 3);
}

#[tokio::test]
async fn a_newer_schema_is_refused_untouched() {
    let book = Book::new().await;
    let path = book.store.path().to_owned();
    sqlx::query(
        "insert into _sqlx_migrations (version, description, success, checksum, execution_time) values (77, '', 1, x'', 0)",
    )
    .execute(&book.store.writer)
    .await
    .unwrap();
    book.store.close().await;
    let before = fs::read(&path).unwrap();
    match Store::open(&path, &options()).await {
        Err(Error::NewerSchema { found: 77, known }) => assert!(known < 77),
        other => panic!("{other:?}"),
    }
    assert!(fs::read(&path).unwrap() == before);
}

#[tokio::test]
async fn an_older_file_is_copied_and_migrated() {
    let book = Book::new().await;
    book.insert("expense", expense("2026-11-20", 1250)).await;
    let path = book.store.path().to_owned();
    book.store.close().await;
    let migrator = with_more("create table more (x integer)");
    let opened = Store::open_with(&path, &options(), &migrator).await.unwrap();
    assert!(opened.report.migrated_from.is_some());
    let backup = opened.report.backup.unwrap();
    opened.store.close().await;
    let copy = Store::open(&backup, &options()).await.unwrap().store;
    let sum: i64 =
        sqlx::query_scalar("select sum(total_minor) from expense").fetch_one(&copy.readers).await.unwrap();
    assert_eq!(sum, 1250);
}

#[tokio::test]
async fn e112_a_failed_migration_leaves_the_file_as_it_was() {
    let book = Book::new().await;
    book.insert("expense", expense("2026-11-20", 1250)).await;
    let path = book.store.path().to_owned();
    let dump = book.store.dump().await.unwrap();
    book.store.close().await;
    let migrator = with_more("drop index expense_by_date; delete from outbox; select no_such_function();");
    assert!(matches!(Store::open_with(&path, &options(), &migrator).await, Err(Error::Migration(_))));
    let opened = Store::open(&path, &options()).await.unwrap();
    assert_eq!(opened.report.migrated_from, None);
    assert_eq!(opened.store.dump().await.unwrap(), dump);
    assert!(opened.store.doctor().await.unwrap().is_empty());
}

/// A book of some size, closed, and the number of its expenses.
async fn closed_book(expenses: i64) -> (std::path::PathBuf, Book) {
    let book = Book::new().await;
    let place = book.named("place", "Tacos").await;
    let rows = (0..expenses)
        .map(|n| {
            (
                Uuid::now_v7(),
                expense("2026-11-20", n).set("place_id", place).set("notes", format!("note {n} ").repeat(8)),
            )
        })
        .collect();
    let mut tx = book.write("import").await;
    tx.insert_many(table("expense"), rows).await.unwrap();
    tx.commit().await.unwrap();
    book.store.close().await;
    (book.store.path().to_owned(), book)
}

fn overwrite(path: &Path, at: u64, bytes: &[u8]) {
    let mut file = FileOptions::new().write(true).open(path).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(bytes).unwrap();
}

#[tokio::test]
async fn e113_a_damaged_file_is_set_aside_and_its_rows_are_rescued() {
    let (path, book) = closed_book(2_000).await;
    let size = fs::metadata(&path).unwrap().len();
    // Every fiftieth page, and a log that says the last program was killed.
    for page in (20..size / 4096).step_by(50) {
        overwrite(&path, page * 4096, &[0xAB; 4096]);
    }
    fs::write(beside(&path, "-wal"), [1, 2, 3]).unwrap();
    let opened = Store::open(&path, &options()).await.unwrap();
    assert!(opened.report.was_unclean);
    let rescued = opened.report.rescued.unwrap();
    assert!(rescued.damaged.exists() && !rescued.is_complete);
    assert_eq!(rescued.tables[0].table, "outbox");
    let store = opened.store;
    let count: i64 =
        sqlx::query_scalar("select count(*) from expense").fetch_one(&store.readers).await.unwrap();
    assert!((1_000..2_000).contains(&count), "{count} of 2,000 were rescued");
    let findings = store.doctor().await.unwrap();
    let broken = |check| findings.iter().any(|finding| finding.check == check);
    for check in [crate::Check::File, crate::Check::References, crate::Check::Search, crate::Check::SortKeys]
    {
        assert!(!broken(check), "{findings:?}");
    }
    // Life goes on in the rescued book.
    let mut tx = store.write(book.context("add")).await.unwrap();
    tx.insert(table("expense"), Uuid::now_v7(), expense("2026-11-21", 5)).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_database_is_set_aside() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mealbook.db");
    fs::write(&path, "this is not a database, whatever its name says".repeat(200)).unwrap();
    let opened = Store::open(&path, &options()).await.unwrap();
    let rescued = opened.report.rescued.unwrap();
    assert!(fs::read_to_string(rescued.damaged).unwrap().starts_with("this is not"));
    assert!(opened.store.workspaces().await.unwrap().is_empty());
}

#[tokio::test]
async fn a_clean_file_is_rescued_completely() {
    let (path, book) = closed_book(1_500).await;
    let before = {
        let store = Store::open(&path, &options()).await.unwrap().store;
        let dump = store.dump().await.unwrap();
        store.close().await;
        dump
    };
    let report = rescue::rescue(&path, &options(), &MIGRATOR).await.unwrap();
    assert!(report.is_complete);
    let store = Store::open(&path, &options()).await.unwrap().store;
    assert_eq!(store.dump().await.unwrap(), before);
    assert!(store.doctor().await.unwrap().is_empty());
    let request = crate::ListRequest {
        workspace: book.workspace,
        query: &Query::of(domain::query::Term::Text("tacos 777".into())),
        sort: Default::default(),
        direction: Default::default(),
        group_by: Default::default(),
        cursor: None,
        toward: Default::default(),
        limit: 10,
    };
    assert_eq!(store.list(&request).await.unwrap().rows.len(), 1);
    // The steps that could be undone before can be undone now.
    let undone = store.undo_last(book.context("undo")).await.unwrap().unwrap();
    assert_eq!((undone.entry.action.as_str(), undone.entry.rows), ("import", 1_500));
    assert!(store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn photographs_of_a_damaged_book_are_not_swept_while_it_is_set_aside() {
    let (path, _book) = closed_book(10).await;
    let store = Store::open(&path, &options()).await.unwrap().store;
    let tomorrow = SystemTime::now() + 2 * crate::ORPHAN_AGE_MIN;
    // The row of this photograph was on a page that could not be read: nobody names it any more.
    let photo = store.put_blob(b"a photograph".to_vec()).await.unwrap();
    let aside = beside(&path, ".damaged-1763600000000");
    fs::write(&aside, "the damaged file").unwrap();
    assert_eq!(store.sweep_blobs(tomorrow).await.unwrap(), 0);
    assert_eq!(store.read_blob(&photo.sha256).await.unwrap(), b"a photograph");
    fs::remove_file(&aside).unwrap();
    assert_eq!(store.sweep_blobs(tomorrow).await.unwrap(), 1);
}

#[tokio::test]
async fn e114_a_full_disk_rolls_back_and_room_brings_it_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("mealbook.db");
    let store = Store::open(&path, &options()).await.unwrap().store;
    let pages: i64 = sqlx::query_scalar("pragma page_count").fetch_one(&store.writer).await.unwrap();
    store.close().await;
    let small = OpenOptions { max_pages: Some(u32::try_from(pages).unwrap() + 40), ..options() };
    let store = Store::open(&path, &small).await.unwrap().store;
    let book = Book::with(store, folder).await;
    let long = || expense("2026-11-20", 1).set("notes", "x".repeat(9_000));
    let mut kept = 0;
    loop {
        let mut tx = book.write("add").await;
        let done = match tx.insert(table("expense"), Uuid::now_v7(), long()).await {
            Ok(_) => tx.commit().await.map(|_| ()),
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => kept += 1,
            Err(Error::Full(_)) => break,
            Err(other) => panic!("{other:?}"),
        }
        assert!(kept < 1_000, "the limit was never met");
    }
    assert_eq!(book.count("select count(*) from expense").await, kept);
    assert!(book.store.doctor().await.unwrap().is_empty());
    book.store.close().await;
    let store = Store::open(&path, &options()).await.unwrap().store;
    let mut tx = store.write(book.context("add")).await.unwrap();
    tx.insert(table("expense"), Uuid::now_v7(), long()).await.unwrap();
    tx.commit().await.unwrap();
}

#[tokio::test]
async fn two_programs_write_to_one_file() {
    let book = Book::new().await;
    let other = Store::open(book.store.path(), &options()).await.unwrap();
    assert_eq!(other.report, OpenReport::default(), "a neighbour is not an unclean stop");
    let mut writers = Vec::new();
    for store in [book.store.clone(), other.store] {
        for _ in 0..20 {
            let (store, ctx) = (store.clone(), book.context("add"));
            writers.push(tokio::spawn(async move {
                let mut tx = store.write(ctx).await.unwrap();
                tx.insert(table("expense"), Uuid::now_v7(), expense("2026-11-20", 1)).await.unwrap();
                tx.commit().await.unwrap();
            }));
        }
    }
    for writer in writers {
        writer.await.unwrap();
    }
    assert_eq!(book.count("select count(*) from expense").await, 40);
    assert!(book.store.doctor().await.unwrap().is_empty());
}

#[tokio::test]
async fn another_program_that_keeps_the_file_is_named() {
    let book = Book::new().await;
    let hasty = OpenOptions { busy_timeout_ms: 50, ..options() };
    let other = Store::open(book.store.path(), &hasty).await.unwrap().store;
    let _held = book.write("add").await;
    assert!(matches!(other.write(book.context("add")).await.map(|_| ()), Err(Error::Busy(_))));
}

#[tokio::test]
async fn the_doctor_finds_what_was_broken_behind_its_back() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-20", 5)).await;
    book.update("expense", id, Patch::new().set("notes", "x")).await;
    assert!(book.store.doctor().await.unwrap().is_empty());
    for (sql, check) in [
        ("update expense set total_minor = 6", crate::Check::OutboxValues),
        ("delete from expense_search", crate::Check::Search),
        ("update expense set category_fold = 'x'", crate::Check::SortKeys),
        ("delete from expense_revision where expense_id is not null", crate::Check::History),
        ("delete from outbox", crate::Check::Outbox),
    ] {
        sqlx::query(sql).execute(&book.store.writer).await.unwrap();
        let findings = book.store.doctor().await.unwrap();
        assert!(findings.iter().any(|finding| finding.check == check), "{sql}: {findings:?}");
    }
}
