//! Undo of every mutation: `undo ∘ do` is the identity on all rows of the book, and `redo` brings them back.

use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind};
use domain::{AttachmentKind, MealType};
use wire::Code;
use wire::call::*;

use super::book::{Book, is_code, named};
use super::photographs::jpeg;

/// Undoes the last step, compares, does it again, compares.
async fn check(book: &Book, action: &str, before: serde_json::Value) {
    let after = book.dump().await;
    assert_ne!(after, before, "{action} changed nothing");
    let step = book.ok(GetUndoState {}).await.undo.unwrap();
    assert_eq!(step.action, action);
    let undone = book.ok(UndoLast { group: Some(step.group) }).await;
    assert_eq!(undone.step.action, action);
    assert_eq!(book.dump().await, before, "undo of {action}");
    book.ok(RedoNext {}).await;
    assert_eq!(book.dump().await, after, "redo of {action}");
    book.advance(1);
}

#[tokio::test]
async fn every_mutation_can_be_undone_and_done_again() {
    let book = Book::new().await;
    macro_rules! undoable {
        ($action:literal, $call:expr) => {{
            let before = book.dump().await;
            let answer = book.ok($call).await;
            check(&book, $action, before).await;
            answer
        }};
    }
    let form = book.form().await;
    let mut input = form.input;
    input.total_minor = 2_500;
    input.place = Some(named("Casa Lola"));
    input.tags = vec![named("acme")];
    input.people = vec![named("Ana")];
    let id = form.id;
    undoable!("add", SaveExpense { id, input: input.clone(), base_ms: 0, count: 1 });
    let form = book.ok(OpenForm { from: FormSource::Edit(id) }).await;
    let mut edited = form.input;
    edited.tags.clear();
    edited.notes = "less salt".into();
    undoable!("edit", SaveExpense { id, input: edited, base_ms: form.base_ms, count: 1 });
    undoable!(
        "bulk_edit",
        BulkEdit {
            ids: vec![id],
            changes: vec![BulkChange::Meal(Some(MealType::Brunch)), BulkChange::ShiftDays(3)]
        }
    );
    undoable!("void", VoidExpenses { ids: vec![id], reason: Some("twice".into()) });
    undoable!("unvoid", VoidExpenses { ids: vec![id], reason: None });
    undoable!("delete", DeleteExpenses { ids: vec![id] });
    undoable!("restore", RestoreExpenses { ids: vec![id] });

    let before = book.dump().await;
    let upload = Upload::Photo { expense: id, kind: AttachmentKind::Receipt, file_name: None };
    let UploadReply::Photo(photo) = book.app.upload(upload, jpeg(1)).await.unwrap().reply else { panic!() };
    check(&book, "photo_add", before).await;
    undoable!(
        "photo_edit",
        EditAttachment {
            id: photo.id,
            kind: Some(AttachmentKind::Meal),
            caption: Some("paella".into()),
            position: None
        }
    );
    undoable!("photo_delete", DeleteAttachment { id: photo.id });

    let entry =
        |kind, name: &str| CatalogueInput { name: name.into(), details: CatalogueDetails::blank(kind) };
    let place =
        undoable!("place_add", SaveCatalogueEntry { id: None, input: entry(CatalogueKind::Place, "Lola's") })
            .id;
    undoable!(
        "place_edit",
        SaveCatalogueEntry { id: Some(place), input: entry(CatalogueKind::Place, "Lola's Bar") }
    );
    undoable!("archive", ArchiveCatalogueEntry { kind: CatalogueKind::Place, id: place, archive: true });
    undoable!("unarchive", ArchiveCatalogueEntry { kind: CatalogueKind::Place, id: place, archive: false });
    let lola = book.find(CatalogueKind::Place, "Casa Lola").await;
    undoable!("merge", MergeCatalogueEntries { kind: CatalogueKind::Place, from: vec![lola], into: place });
    let drinks = book.find(CatalogueKind::Category, "Drinks").await;
    undoable!("categories_arrange", ArrangeCategories { positions: vec![(drinks, 77)] });
    undoable!("catalogue_delete", DeleteCatalogueEntry { kind: CatalogueKind::Place, id: place });

    let template =
        undoable!("template_save", SaveTemplate { id: None, name: "Lola".into(), input, pinned: false }).id;
    undoable!("template_delete", DeleteTemplate { id: template });
    undoable!(
        "filter_save",
        SaveFilter { id: None, name: "Lately".into(), query: "on:today".into(), pinned: true }
    );
    let filter = book.ok(ListSavedFilters {}).await[0].id;
    undoable!("filter_delete", DeleteSavedFilter { id: filter });
    let settings = Settings { theme: "dark".into(), week_start: Some(7), ..book.ok(Start {}).await.settings };
    undoable!("setting", SetSetting { settings });
    assert_eq!(book.ok(Start {}).await.settings.theme, "dark");
    undoable!(
        "demo",
        LoadDemo { expenses: 60, seed: 1, home_currency: super::book::code("CHF"), language: None }
    );
    book.must_be_whole().await;
}

#[tokio::test]
async fn undo_goes_back_step_by_step_over_a_restart() {
    let book = Book::new().await;
    let empty = book.dump().await;
    for minor in [100, 200, 300] {
        book.add(|input| input.total_minor = minor).await;
    }
    let book = book.reopened().await;
    for _ in 0..3 {
        book.ok(UndoLast::default()).await;
    }
    assert_eq!(book.dump().await, empty);
    is_code(&book.refused(UndoLast::default()).await, Code::NothingToUndo);
    book.ok(RedoNext {}).await;
    assert_eq!(book.list("").await[0].total_minor, 100);
    book.add(|input| input.total_minor = 400).await;
    is_code(&book.refused(RedoNext {}).await, Code::NothingToUndo);
}

#[tokio::test]
async fn an_old_toast_does_not_undo_something_newer() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 100).await;
    let toast = book.ok(DeleteExpenses { ids: vec![id] }).await.group;
    book.add(|input| input.total_minor = 200).await;
    is_code(&book.refused(UndoLast { group: toast }).await, Code::NothingToUndo);
    assert_eq!(book.count("").await, 1);
}

#[tokio::test]
async fn an_action_that_changes_nothing_is_no_step() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 100).await;
    let restored = book.ok(RestoreExpenses { ids: vec![id] }).await;
    assert_eq!((restored.rows, restored.group), (0, None));
    let settings = book.ok(Start {}).await.settings;
    book.ok(SetSetting { settings }).await;
    assert_eq!(book.ok(GetUndoState {}).await.undo.unwrap().action, "add");
}
