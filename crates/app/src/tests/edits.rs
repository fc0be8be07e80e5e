//! Saving, double submits, concurrent edits, forms, bulk edits, history.

use domain::expense::{ExpenseInput, LineInput};
use domain::read::{CatalogueKind, HistoryOperation};
use domain::{ExpenseStatus, LineKind, MealType, PaymentMethodId, PlaceId, TagId, TemplateId};
use wire::Code;
use wire::call::*;

use super::book::{Book, code, is_code, named};

fn rich(input: &mut ExpenseInput) {
    input.total_minor = 4_250;
    input.notes = "  By the window\0 ".into();
    input.place = Some(named("Casa Lola"));
    input.tags = vec![named("acme"), named("client")];
    input.people = vec![named("Ana"), named("Bo")];
    input.party_size = Some(3);
    input.lines = vec![LineInput {
        id: None,
        kind: LineKind::Item,
        description: "Paella".into(),
        quantity_milli: Some(2_000),
        amount_minor: 4_250,
        tax_rate_bp: None,
        tax_included: false,
        category: None,
        person: None,
    }];
}

#[tokio::test]
async fn e091_a_double_submit_makes_one_expense_and_changes_nothing() {
    let book = Book::new().await;
    let form = book.form().await;
    let mut input = form.input;
    rich(&mut input);
    let save = || SaveExpense { id: form.id, input: input.clone(), base_ms: 0, count: 1 };
    let (one, other) = tokio::join!(book.app.call(save()), book.app.call(save()));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!([one.changed, other.changed].iter().filter(|changed| **changed).count(), 1);
    let before = book.dump().await;
    book.advance(1);
    let third = book.ok(save()).await;
    assert!(!third.changed && third.group.is_none());
    assert_eq!(book.dump().await, before);
    assert_eq!(book.count("").await, 1);
    let state = book.ok(GetUndoState {}).await;
    assert_eq!(state.undo.unwrap().action, "add");
    book.must_be_whole().await;
}

#[tokio::test]
async fn what_is_saved_is_read_back_and_saving_it_unchanged_writes_nothing() {
    let book = Book::new().await;
    let id = book.add(rich).await;
    let row = book.get(id).await;
    assert_eq!(row.input.notes, "By the window");
    assert_eq!(row.input.place.as_ref().unwrap().name, "Casa Lola");
    let names =
        |list: &[domain::expense::Named<TagId>]| list.iter().map(|n| n.name.clone()).collect::<Vec<_>>();
    assert_eq!(names(&row.input.tags), ["acme", "client"]);
    let saved = book.edit(id, |_| ()).await;
    assert!(!saved.changed);
    assert_eq!(book.ok(GetHistory { id }).await.iter().filter(|entry| entry.reason == "edit").count(), 0);
}

#[tokio::test]
async fn names_are_found_by_their_folded_form_before_a_row_is_made() {
    let book = Book::new().await;
    book.add(|input| input.place = Some(named("Café Aurora"))).await;
    let id = book.add(|input| input.place = Some(named("CAFE AURORA"))).await;
    assert_eq!(book.get(id).await.input.place.unwrap().name, "Café Aurora");
    let places =
        book.ok(ListCatalogue { kind: CatalogueKind::Place, text: "".into(), with_archived: true }).await;
    assert_eq!((places.len(), places[0].uses), (1, 2));
}

#[tokio::test]
async fn changes_of_two_windows_to_different_fields_both_stay() {
    let book = Book::new().await;
    let id = book.add(rich).await;
    let first = book.ok(OpenForm { from: FormSource::Edit(id) }).await;
    let second = book.ok(OpenForm { from: FormSource::Edit(id) }).await;
    book.advance(1);
    let mut input = first.input;
    input.notes = "from the phone".into();
    input.tags.push(named("phone"));
    book.ok(SaveExpense { id, input, base_ms: first.base_ms, count: 1 }).await;
    book.advance(1);
    let mut input = second.input;
    input.total_minor = 5_000;
    input.tags.remove(0);
    book.ok(SaveExpense { id, input, base_ms: second.base_ms, count: 1 }).await;
    let row = book.get(id).await.input;
    assert_eq!((row.total_minor, row.notes.as_str()), (5_000, "from the phone"));
    let tags: Vec<_> = row.tags.iter().map(|tag| tag.name.as_str()).collect();
    assert_eq!(tags, ["client", "phone"]);
}

#[tokio::test]
async fn an_edit_whose_base_nobody_remembers_is_stale_and_loses_nothing() {
    let book = Book::new().await;
    let id = book.add(rich).await;
    let form = book.ok(OpenForm { from: FormSource::Edit(id) }).await;
    book.advance(1);
    book.edit(id, |input| input.total_minor = 9_900).await;
    // Another process, or one started again: it does not know what the form had read.
    let book = book.reopened().await;
    let mut input = form.input;
    input.notes = "late".into();
    let fault = book.refused(SaveExpense { id, input, base_ms: form.base_ms, count: 1 }).await;
    is_code(&fault, Code::Stale);
    assert_eq!(book.get(id).await.input.total_minor, 9_900);
}

#[tokio::test]
async fn a_draft_remembers_what_its_form_had_read() {
    let book = Book::new().await;
    let id = book.add(rich).await;
    let form = book.ok(OpenForm { from: FormSource::Edit(id) }).await;
    let mut input = form.input.clone();
    input.notes = "unfinished".into();
    book.ok(SaveDraft { id, is_edit: true, input, typed: None, base_ms: form.base_ms }).await;
    book.advance(1);
    book.edit_elsewhere(id).await;
    let book = book.reopened().await;
    let draft = book.ok(OpenForm { from: FormSource::Draft(id) }).await;
    assert!(draft.is_edit);
    book.ok(SaveExpense { id, input: draft.input, base_ms: draft.base_ms, count: 1 }).await;
    let row = book.get(id).await.input;
    assert_eq!((row.total_minor, row.notes.as_str()), (7_700, "unfinished"));
    assert!(book.ok(ListDrafts {}).await.is_empty(), "the save took the draft with it");
}

impl Book {
    /// Changes the amount as another process would: this one's forms and drafts are left alone.
    async fn edit_elsewhere(&self, id: domain::ExpenseId) {
        let mut tx = self.app.write("edit").await.unwrap();
        let patch = domain::schema::Patch::new().set("total_minor", 7_700i64);
        tx.update(domain::schema::Table::named("expense"), id.0, patch).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[tokio::test]
async fn three_equal_expenses_are_one_step() {
    let book = Book::new().await;
    let form = book.form().await;
    let mut input = form.input;
    rich(&mut input);
    let saved = book.ok(SaveExpense { id: form.id, input: input.clone(), base_ms: 0, count: 3 }).await;
    assert_eq!((saved.ids.len(), book.count("").await), (3, 3));
    book.ok(UndoLast::default()).await;
    assert_eq!(book.count("").await, 0);
    let fault = book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 51 }).await;
    is_code(&fault, Code::Invalid);
}

#[tokio::test]
async fn a_duplicate_is_a_new_expense_of_now() {
    let book = Book::new().await;
    let id = book
        .add(|input| {
            rich(input);
            input.occurred_on = "2025-03-01".parse().unwrap();
            input.cleared_on = Some("2025-03-03".parse().unwrap());
        })
        .await;
    let form = book.ok(OpenForm { from: FormSource::Duplicate(id) }).await;
    assert_ne!(form.id, id);
    assert_eq!((form.input.occurred_on.to_string(), form.input.cleared_on), ("2026-11-20".into(), None));
    let copy =
        book.ok(SaveExpense { id: form.id, input: form.input, base_ms: form.base_ms, count: 1 }).await.id;
    assert_eq!(book.get(id).await.input.lines.len(), 1, "the first keeps its lines");
    assert_eq!(book.get(copy).await.input.lines[0].description, "Paella");
    let place = book.get(id).await.input.place.unwrap().id.unwrap();
    let again = book.ok(OpenForm { from: FormSource::LastAt(place) }).await;
    assert_eq!(again.input.total_minor, 4_250);
    let last = book.ok(OpenForm { from: FormSource::Last }).await;
    assert_eq!(last.input.place.unwrap().name, "Casa Lola");
}

#[tokio::test]
async fn defaults_come_from_the_place_with_their_reasons() {
    let book = Book::new().await;
    let restaurants = book.find(CatalogueKind::Category, "Restaurants").await;
    let visa = book.make(CatalogueKind::PaymentMethod, "Visa").await;
    for _ in 0..2 {
        book.add(|input| {
            input.place = Some(named("Joe's"));
            input.category = Some(restaurants.into());
            input.currency = code("USD");
            (input.subtotal_minor, input.tip_minor, input.total_minor) = (Some(1_000), Some(200), 1_200);
            input.payment_method = Some(PaymentMethodId(visa));
        })
        .await;
    }
    let place = PlaceId(book.find(CatalogueKind::Place, "Joe's").await);
    let ask = SuggestFields {
        place: Some(place),
        time: "20:15:00".parse().ok(),
        on: "2026-11-20".parse().unwrap(),
    };
    let suggestions = book.ok(ask).await;
    let has =
        |value: &SuggestedValue, reason| suggestions.iter().any(|s| s.value == *value && s.reason == reason);
    assert!(has(
        &SuggestedValue::Category { id: restaurants.into(), name: "Restaurants".into() },
        SuggestionReason::UsualHere
    ));
    assert!(has(&SuggestedValue::Currency(code("USD")), SuggestionReason::UsualHere), "{suggestions:?}");
    assert!(has(&SuggestedValue::TipPercent(2_000), SuggestionReason::UsualHere));
    assert!(has(
        &SuggestedValue::Payment { id: visa.into(), name: "Visa".into() },
        SuggestionReason::UsualHere
    ));
    assert!(has(&SuggestedValue::Meal(MealType::Dinner), SuggestionReason::TimeOfDay));
    assert!(has(&SuggestedValue::Tz("Europe/Zurich".into()), SuggestionReason::DeviceZone));
    let form = book.form().await;
    assert_eq!((form.input.meal_type, form.input.currency), (Some(MealType::Lunch), code("CHF")));
}

#[tokio::test]
async fn a_trip_is_suggested_on_its_days() {
    let book = Book::new().await;
    let trip = domain::read::TripDetails {
        purpose: String::new(),
        starts_on: "2026-11-18".parse().ok(),
        ends_on: "2026-11-20".parse().ok(),
    };
    let input = domain::read::CatalogueInput {
        name: "Lisbon".into(),
        details: domain::read::CatalogueDetails::Trip(trip),
    };
    let id = book.ok(SaveCatalogueEntry { id: None, input }).await.id;
    assert_eq!(book.form().await.input.trip, Some(id.into()));
    let later = book.ok(OpenForm { from: FormSource::New { on: "2026-11-21".parse().ok() } }).await;
    assert_eq!(later.input.trip, None);
    assert_eq!(later.input.occurred_time, None, "a day of the calendar has no time yet");
}

#[tokio::test]
async fn a_template_fills_a_form_and_counts_its_uses() {
    let book = Book::new().await;
    let mut input = book.form().await.input;
    input.total_minor = 390;
    input.place = Some(named("Second Cup"));
    let id = book.ok(SaveTemplate { id: None, name: "Coffee".into(), input, pinned: true }).await.id;
    let form = book.ok(OpenForm { from: FormSource::Template(id) }).await;
    assert_eq!(form.input.total_minor, 390);
    book.ok(SaveExpense { id: form.id, input: form.input, base_ms: form.base_ms, count: 1 }).await;
    let row = &book.ok(ListTemplates {}).await[0];
    assert_eq!(
        (row.uses, row.last_used_on.unwrap().to_string().as_str(), row.pinned),
        (1, "2026-11-20", true)
    );
    is_code(
        &book.refused(OpenForm { from: FormSource::Template(TemplateId(uuid::Uuid::nil())) }).await,
        Code::NotFound,
    );
}

#[tokio::test]
async fn a_bulk_edit_changes_many_and_is_one_step() {
    let book = Book::new().await;
    let mut ids = Vec::new();
    for day in ["2026-11-01", "2026-11-02"] {
        ids.push(
            book.add(|input| (input.occurred_on, input.total_minor) = (day.parse().unwrap(), 500)).await,
        );
    }
    let place = book.make(CatalogueKind::Place, "Casa Lola").await;
    let tag = book.make(CatalogueKind::Tag, "acme").await;
    let cash = book.make(CatalogueKind::PaymentMethod, "Cash").await;
    let before = book.dump().await;
    let changes = vec![
        BulkChange::Place(Some(place.into())),
        BulkChange::AddTag(tag.into()),
        BulkChange::Payment(Some(cash.into())),
        BulkChange::Status(ExpenseStatus::Unreviewed),
        BulkChange::Business(true),
        BulkChange::ShiftDays(-1),
    ];
    let changed = book.ok(BulkEdit { ids: ids.clone(), changes }).await;
    assert_eq!(changed.rows, 2);
    let row = book.get(ids[0]).await;
    assert_eq!(row.input.occurred_on.to_string(), "2026-10-31");
    assert_eq!(row.input.place.unwrap().name, "Casa Lola");
    assert_eq!(row.input.payment_method, Some(cash.into()));
    assert_eq!(row.input.tags[0].name, "acme");
    book.ok(BulkEdit { ids: ids.clone(), changes: vec![BulkChange::RemoveTag(tag.into())] }).await;
    assert!(book.get(ids[1]).await.input.tags.is_empty());
    book.ok(UndoLast::default()).await;
    book.ok(UndoLast::default()).await;
    assert_eq!(book.dump().await, before);
}

#[tokio::test]
async fn one_entry_of_the_history_is_taken_back() {
    let book = Book::new().await;
    let id = book.add(rich).await;
    book.advance(1);
    book.edit(id, |input| input.total_minor = 9_000).await;
    book.advance(1);
    book.edit(id, |input| input.notes = "later".into()).await;
    let history = book.ok(GetHistory { id }).await;
    let entry = history
        .iter()
        .find(|entry| {
            entry.table == "expense" && entry.changes.iter().any(|change| change.column == "total_minor")
        })
        .filter(|entry| entry.operation == HistoryOperation::Update)
        .unwrap();
    book.ok(RestoreRevision { id: entry.id }).await;
    let row = book.get(id).await.input;
    assert_eq!((row.total_minor, row.notes.as_str()), (4_250, "later"));
}

#[tokio::test]
async fn drafts_survive_and_are_thrown_away() {
    let book = Book::new().await;
    let form = book.form().await;
    let mut input = form.input;
    input.place = Some(named("Half typed"));
    book.ok(SaveDraft { id: form.id, is_edit: false, input, typed: Some("12+3".into()), base_ms: 0 }).await;
    let book = book.reopened().await;
    let drafts = book.ok(ListDrafts {}).await;
    assert_eq!((drafts.len(), drafts[0].id, drafts[0].photo_count), (1, form.id, 0));
    let again = book.ok(OpenForm { from: FormSource::Draft(form.id) }).await;
    assert_eq!((again.id, again.typed.as_deref()), (form.id, Some("12+3")));
    assert_eq!(again.input.place.unwrap().name, "Half typed");
    book.ok(DiscardDraft { id: form.id }).await;
    assert!(book.ok(ListDrafts {}).await.is_empty());
}

#[tokio::test]
async fn input_that_breaks_a_rule_is_refused_with_its_fields() {
    let book = Book::new().await;
    let form = book.form().await;
    let mut input = form.input;
    input.notes = "x".repeat(10_001);
    input.party_size = Some(0);
    let fault = book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    use domain::expense::Field;
    assert_eq!(invalid_fields(&fault.invalid), [Field::Notes, Field::Party]);
    let missing = domain::ExpenseId(uuid::Uuid::from_u128(9));
    is_code(&book.refused(GetExpense { id: missing }).await, Code::NotFound);
    is_code(&book.refused(DeleteExpenses { ids: vec![missing] }).await, Code::NotFound);
    let mut input = book.form().await.input;
    input.category = Some(uuid::Uuid::from_u128(9).into());
    is_code(&book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await, Code::Invalid);
    assert_eq!(book.count("").await, 0);
}

#[tokio::test]
async fn a_draft_larger_than_any_form_is_refused() {
    let book = Book::new().await;
    let form = book.form().await;
    let mut input = form.input;
    input.notes = "x".repeat(5 * 1024 * 1024);
    let draft = SaveDraft { id: form.id, is_edit: false, input, typed: None, base_ms: 0 };
    is_code(&book.refused(draft).await, Code::Invalid);
    assert!(book.ok(ListDrafts {}).await.is_empty());
}
