//! What is left pointing at a row that was merged away ends at the row it was merged into (E-097, E-151).

use domain::expense::{ExpenseInput, Named};
use domain::read::CatalogueKind;
use wire::call::*;

use super::book::{Book, named};

async fn merge(book: &Book, kind: CatalogueKind, from: &str, into: &str) {
    let (from, into) = (book.find(kind, from).await, book.find(kind, into).await);
    book.ok(MergeCatalogueEntries { kind, from: vec![from], into }).await;
}

fn meal(input: &mut ExpenseInput, name: &str) {
    input.total_minor = 100;
    input.place = Some(named(name));
    input.tags = vec![named(name)];
    input.people = vec![named(name)];
}

async fn two(book: &Book) -> domain::ExpenseId {
    let id = book.add(|input| meal(input, "Old")).await;
    book.add(|input| meal(input, "New")).await;
    id
}

async fn merge_all(book: &Book) {
    for kind in [CatalogueKind::Place, CatalogueKind::Tag, CatalogueKind::Person] {
        merge(book, kind, "Old", "New").await;
    }
}

async fn must_be_new(book: &Book, id: domain::ExpenseId) {
    let input = book.get(id).await.input;
    let new = |kind| book.find(kind, "New");
    assert_eq!(input.place.and_then(|place| place.id).map(|id| id.0), Some(new(CatalogueKind::Place).await));
    assert_eq!(
        input.tags.iter().filter_map(|tag| tag.id).map(|id| id.0).collect::<Vec<_>>(),
        [new(CatalogueKind::Tag).await]
    );
    assert_eq!(
        input.people.iter().filter_map(|person| person.id).map(|id| id.0).collect::<Vec<_>>(),
        [new(CatalogueKind::Person).await]
    );
    book.must_be_whole().await;
}

#[tokio::test]
async fn e097_an_expense_in_the_trash_follows_a_merge() {
    let book = Book::new().await;
    let id = two(&book).await;
    book.ok(DeleteExpenses { ids: vec![id] }).await;
    merge_all(&book).await;
    book.ok(RestoreExpenses { ids: vec![id] }).await;
    must_be_new(&book, id).await;
}

#[tokio::test]
async fn e097_a_form_that_was_open_during_a_merge_saves_to_what_remains() {
    let book = Book::new().await;
    let id = two(&book).await;
    let input = book.get(id).await.input;
    merge_all(&book).await;
    let form = book.form().await;
    book.ok(SaveExpense { id: form.id, input, base_ms: form.base_ms, count: 1 }).await;
    must_be_new(&book, form.id).await;
}

#[tokio::test]
async fn e097_a_template_follows_a_merge() {
    let book = Book::new().await;
    let id = two(&book).await;
    let input = book.get(id).await.input;
    let template = book.ok(SaveTemplate { id: None, name: "usual".into(), input, pinned: false }).await.id;
    merge_all(&book).await;
    let form = book.ok(OpenForm { from: FormSource::Template(template) }).await;
    book.ok(SaveExpense { id: form.id, input: form.input, base_ms: form.base_ms, count: 1 }).await;
    must_be_new(&book, form.id).await;
}

#[tokio::test]
async fn e097_a_sentence_with_a_name_that_was_merged_away_means_what_remains() {
    let book = Book::new().await;
    two(&book).await;
    merge_all(&book).await;
    let input = book.ok(ReadSentence { text: "lunch 5 at Old with Old #Old".into() }).await.form.input;
    let form = book.form().await;
    book.ok(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    must_be_new(&book, form.id).await;
}

#[tokio::test]
async fn e097_an_earlier_version_that_is_restored_after_a_merge_names_what_remains() {
    let book = Book::new().await;
    let id = two(&book).await;
    book.edit(id, |input| {
        input.place = None;
        input.tags.clear();
        input.people.clear();
    })
    .await;
    merge_all(&book).await;
    let history = book.ok(GetHistory { id }).await;
    for entry in history.iter().filter(|entry| entry.reason == "edit") {
        book.ok(RestoreRevision { id: entry.id }).await;
    }
    must_be_new(&book, id).await;
}

#[tokio::test]
async fn merging_there_and_back_ends_in_one_row() {
    let book = Book::new().await;
    let id = two(&book).await;
    let kind = CatalogueKind::Place;
    let (old, new) = (book.find(kind, "Old").await, book.find(kind, "New").await);
    book.ok(MergeCatalogueEntries { kind, from: vec![old], into: new }).await;
    // The row that was merged away cannot take the one that remains with it.
    let back = book.app.call(MergeCatalogueEntries { kind, from: vec![new], into: old }).await;
    let form = book.form().await;
    let mut input = form.input;
    input.place = Some(Named { id: Some(old.into()), name: "Old".into() });
    book.ok(SaveExpense { id: form.id, input, base_ms: form.base_ms, count: 1 }).await;
    let both = [book.get(id).await.input.place, book.get(form.id).await.input.place];
    assert_eq!(both[0], both[1], "{back:?}");
    let rows = book.ok(ListCatalogue { kind, text: "".into(), with_archived: false }).await;
    assert_eq!(rows.len(), 1, "one place remains in use");
}

#[tokio::test]
async fn e136_names_that_were_merged_or_archived_do_not_come_back_with_the_next_file() {
    let book = Book::new().await;
    two(&book).await;
    merge_all(&book).await;
    let kind = CatalogueKind::Place;
    let resting = book.make(kind, "Resting").await;
    book.ok(ArchiveCatalogueEntry { kind, id: resting, archive: true }).await;
    let before = book.ok(ListCatalogue { kind, text: "".into(), with_archived: true }).await.len();
    let text = "date,amount,currency,restaurant,tags\n2026-01-01,5,CHF,OLD,old\n2026-01-02,5,CHF,resting,\n";
    let upload = Upload::Import { file_name: "next.csv".into() };
    let reply = book.app.upload(upload, text.as_bytes().to_vec()).await.unwrap().reply;
    let UploadReply::Import(file) = reply else { panic!("a photograph") };
    book.ok(CommitImport { file, options: ImportOptions::default() }).await;
    assert_eq!(book.ok(ListCatalogue { kind, text: "".into(), with_archived: true }).await.len(), before);
    assert_eq!(book.count("place:new tag:new on:2026-01-01").await, 1);
    assert_eq!(book.count("place:resting").await, 1);
    book.must_be_whole().await;
}
