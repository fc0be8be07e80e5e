//! What few meals have: captions and order of photographs, parts of a line, a brand without a place, a zone that is not the device's.
//! Each is saved, changed, undone, and said in the history.

use domain::expense::{ExpenseInput, LineInput};
use domain::read::{CatalogueKind, HistoryEntry};
use domain::{AttachmentId, AttachmentKind, ExpenseId, LineKind, PlaceId};
use uuid::Uuid;
use wire::call::*;

use super::book::{Book, named};
use super::photographs::{jpeg, upload};

async fn undo(book: &Book) {
    book.ok(UndoLast { group: None }).await;
}

/// The changes of one column, oldest first, as they are shown.
async fn changes(
    book: &Book,
    id: ExpenseId,
    table: &str,
    column: &str,
) -> Vec<(Option<String>, Option<String>)> {
    let history: Vec<HistoryEntry> = book.ok(GetHistory { id }).await;
    let of_column = history.iter().rev().filter(|entry| entry.table == table).flat_map(|entry| {
        entry.changes.iter().filter(|change| change.column == column && entry.reason != "add")
    });
    of_column.map(|change| (change.before.clone(), change.after.clone())).collect()
}

fn from_to(before: &str, after: &str) -> (Option<String>, Option<String>) {
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    (text(before), text(after))
}

#[tokio::test]
async fn a_caption_and_a_kind_are_changed_undone_and_told() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let photo = upload(&book, id, AttachmentKind::Receipt, jpeg(1)).await;
    let caption =
        |text: &str| EditAttachment { id: photo.id, kind: None, caption: Some(text.into()), position: None };
    book.ok(caption("  The view\0 ")).await;
    book.ok(EditAttachment { id: photo.id, kind: Some(AttachmentKind::Menu), caption: None, position: None })
        .await;
    let shown = book.get(id).await.attachments.remove(0);
    assert_eq!((shown.caption.as_str(), shown.kind), ("The view", AttachmentKind::Menu));
    assert_eq!(changes(&book, id, "attachment", "caption").await, [from_to("", "The view")]);
    assert_eq!(changes(&book, id, "attachment", "kind").await, [from_to("receipt", "menu")]);
    let history = book.ok(GetHistory { id }).await;
    let entry = history.iter().find(|entry| entry.changes.iter().any(|c| c.column == "kind")).unwrap();
    assert_eq!(entry.subject.as_deref(), Some("The view"), "which photograph it was");
    assert!(book.ok(caption("The view")).await.group.is_none(), "the same caption again is no change");
    undo(&book).await;
    assert_eq!(book.get(id).await.attachments[0].kind, AttachmentKind::Receipt);
    undo(&book).await;
    assert_eq!(book.get(id).await.attachments[0].caption, "");
    book.must_be_whole().await;
}

#[tokio::test]
async fn photographs_change_places_as_one_step() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 900).await;
    let mut ids: Vec<AttachmentId> = Vec::new();
    for shade in 1..=3 {
        ids.push(upload(&book, id, AttachmentKind::Meal, jpeg(shade)).await.id);
    }
    let order = async || book.get(id).await.attachments.iter().map(|row| row.id).collect::<Vec<_>>();
    book.ok(EditAttachment { id: ids[2], kind: None, caption: None, position: Some(0) }).await;
    assert_eq!(order().await, [ids[2], ids[0], ids[1]]);
    assert_eq!(
        book.list("").await[0].photo,
        Some(book.get(id).await.attachments[0].blob),
        "the first is shown in lists"
    );
    undo(&book).await;
    assert_eq!(order().await, ids);
    book.must_be_whole().await;
}

#[tokio::test]
async fn a_waiting_photograph_that_is_captioned_and_moved_at_once_is_both() {
    let book = Book::new().await;
    for _ in 0..20 {
        let form = book.form().await;
        let one = upload(&book, form.id, AttachmentKind::Meal, jpeg(1)).await;
        let two = upload(&book, form.id, AttachmentKind::Meal, jpeg(2)).await;
        let edit = |kind, caption, position| EditAttachment { id: two.id, kind, caption, position };
        let (captioned, moved, changed) = tokio::join!(
            book.app.call(edit(None, Some("The view".into()), None)),
            book.app.call(edit(None, None, Some(0))),
            book.app.call(edit(Some(AttachmentKind::Menu), None, None)),
        );
        assert!(captioned.is_ok() && moved.is_ok() && changed.is_ok());
        let saved = book.ok(SaveExpense { id: form.id, input: form.input, base_ms: 0, count: 1 }).await;
        let photos = book.get(saved.id).await.attachments;
        assert_eq!(photos.iter().map(|row| row.id).collect::<Vec<_>>(), [two.id, one.id]);
        assert_eq!((photos[0].caption.as_str(), photos[0].kind), ("The view", AttachmentKind::Menu));
    }
}

fn round(quantity: i64, category: Uuid, person: Uuid) -> LineInput {
    LineInput {
        id: None,
        kind: LineKind::Item,
        description: "Beer".into(),
        quantity_milli: Some(quantity),
        amount_minor: 1_350,
        tax_rate_bp: None,
        tax_included: false,
        category: Some(category.into()),
        person: Some(person.into()),
    }
}

#[tokio::test]
async fn a_line_has_a_quantity_a_category_and_a_person() {
    let book = Book::new().await;
    let drinks = book.find(CatalogueKind::Category, "Cafés").await;
    let (ana, bo) =
        (book.make(CatalogueKind::Person, "Ana").await, book.make(CatalogueKind::Person, "Bo").await);
    let lines = |input: &mut ExpenseInput| {
        input.total_minor = 2_000;
        input.lines = vec![round(1_500, drinks, ana)];
    };
    let id = book.add(lines).await;
    let saved = book.get(id).await.input;
    assert_eq!(saved.lines[0].quantity_milli, Some(1_500));
    assert_eq!((saved.lines[0].category, saved.lines[0].person), (Some(drinks.into()), Some(ana.into())));
    assert_eq!(saved.lines_difference(), Some(650), "the rest of the bill is a line of its own");
    book.edit(id, |input| {
        input.lines[0].quantity_milli = Some(3_000);
        input.lines[0].person = Some(bo.into());
    })
    .await;
    assert_eq!(changes(&book, id, "expense_line", "quantity_milli").await, [from_to("1500", "3000")]);
    assert_eq!(changes(&book, id, "expense_line", "person_id").await, [from_to("Ana", "Bo")]);
    let history = book.ok(GetHistory { id }).await;
    let entry = history.iter().find(|entry| entry.table == "expense_line" && entry.reason == "edit").unwrap();
    assert_eq!(entry.subject.as_deref(), Some("Beer"));
    undo(&book).await;
    assert_eq!(book.get(id).await.input, saved);
    book.must_be_whole().await;
}

#[tokio::test]
async fn an_expense_has_a_brand_without_a_place() {
    let book = Book::new().await;
    let id = book.add(|input| input.merchant = Some(named("Taco Group"))).await;
    let saved = book.get(id).await.input;
    assert_eq!(saved.merchant.as_ref().unwrap().name, "Taco Group");
    assert_eq!(saved.place, None, "the brand's name is not taken for a place");
    assert_eq!(book.list("").await[0].place_name.as_deref(), Some("Taco Group"), "lists show what is known");
    book.edit(id, |input| input.merchant = Some(named("Noodle Group"))).await;
    assert_eq!(changes(&book, id, "expense", "merchant_id").await, [from_to("Taco Group", "Noodle Group")]);
    let places = ListCatalogue { kind: CatalogueKind::Place, text: "".into(), with_archived: true };
    assert!(book.ok(places).await.is_empty());
    undo(&book).await;
    assert_eq!(book.get(id).await.input, saved);
    let group = book.find(CatalogueKind::Merchant, "Taco Group").await;
    book.ok(DeleteCatalogueEntry { kind: CatalogueKind::Merchant, id: group }).await;
    let kept = book.get(id).await.input;
    assert_eq!(
        (kept.merchant, kept.place),
        (Some(named("Taco Group")), None),
        "under the name it was recorded"
    );
    assert!(!book.edit(id, |_| ()).await.changed);
    book.must_be_whole().await;
}

#[tokio::test]
async fn the_brand_of_a_place_is_proposed_with_its_reason_and_can_be_overridden() {
    let book = Book::new().await;
    let (group, other) = (
        book.make(CatalogueKind::Merchant, "Taco Group").await,
        book.make(CatalogueKind::Merchant, "Mall").await,
    );
    let details = domain::read::PlaceDetails { merchant: Some(group.into()), ..Default::default() };
    let input = domain::read::CatalogueInput {
        name: "Tacos West".into(),
        details: domain::read::CatalogueDetails::Place(Box::new(details)),
    };
    let place = PlaceId(book.ok(SaveCatalogueEntry { id: None, input }).await.id);
    let ask = SuggestFields { place: Some(place), time: None, on: "2026-11-20".parse().unwrap() };
    let proposed = Suggestion {
        value: SuggestedValue::Merchant { id: group.into(), name: "Taco Group".into() },
        reason: SuggestionReason::PlaceDefault,
    };
    assert!(book.ok(ask).await.contains(&proposed));
    let at_place = domain::expense::Named { id: Some(place), name: "Tacos West".into() };
    let follows = book.add(|input| input.place = Some(at_place.clone())).await;
    let detail = book.get(follows).await;
    assert_eq!((detail.input.merchant, detail.place_merchant.unwrap().name.as_str()), (None, "Taco Group"));
    let form = book.ok(OpenForm { from: FormSource::Edit(follows) }).await;
    assert_eq!(form.suggestions, [proposed], "shown when it is edited too");
    let own = book
        .add(|input| {
            input.place = Some(at_place);
            input.merchant = Some(domain::expense::Named { id: Some(other.into()), name: "Mall".into() });
        })
        .await;
    assert_eq!(book.get(own).await.input.merchant.unwrap().name, "Mall");
    let merchants = ListCatalogue { kind: CatalogueKind::Merchant, text: "".into(), with_archived: false };
    let uses: Vec<_> =
        book.ok(merchants).await.iter().map(|row| (row.input.name.clone(), row.uses)).collect();
    assert_eq!(
        uses,
        [("Mall".to_owned(), 1), ("Taco Group".to_owned(), 1)],
        "each meal counts for one brand"
    );
    let found = |rows: Vec<domain::read::ExpenseRow>| rows.iter().map(|row| row.id).collect::<Vec<_>>();
    assert_eq!(found(book.list("merchant:\"Taco Group\"").await), [follows]);
    assert_eq!(found(book.list("merchant:Mall").await), [own]);
}

#[tokio::test]
async fn e001_another_zone_keeps_day_and_time_of_a_meal() {
    let book = Book::new().await;
    let id = book.add(|input| input.occurred_time = "23:30:00".parse().ok()).await;
    let before = book.get(id).await;
    assert_eq!(before.input.tz.as_deref(), Some("Europe/Zurich"));
    book.edit(id, |input| {
        input.tz = Some("Asia/Tokyo".into());
        input.utc_offset_min = None;
    })
    .await;
    let after = book.get(id).await;
    assert_eq!(
        (after.input.occurred_on, after.input.occurred_time),
        (before.input.occurred_on, before.input.occurred_time)
    );
    assert_eq!((after.utc_offset_min, after.occurred_at < before.occurred_at), (Some(540), true));
    assert_eq!(changes(&book, id, "expense", "tz").await, [from_to("Europe/Zurich", "Asia/Tokyo")]);
    undo(&book).await;
    assert_eq!(book.get(id).await.input, before.input);
}

#[tokio::test]
async fn zones_are_found_by_city_and_by_offset() {
    let book = Book::new().await;
    let zones = async |text: &str| {
        let ask = ListZones { text: text.into(), on: "2026-07-01".parse().unwrap(), time: None };
        book.ok(ask).await.into_iter().map(|zone| (zone.name, zone.offset_min)).collect::<Vec<_>>()
    };
    let all = zones("").await;
    assert_eq!(
        (all[0].clone(), all.len()),
        (("Europe/Zurich".into(), 120), ZONES_MAX),
        "the device's zone first"
    );
    assert_eq!(zones("são paulo").await, [("America/Sao_Paulo".into(), -180)]);
    assert_eq!(zones("new york").await, [("America/New_York".into(), -240)]);
    assert_eq!(zones("america buenos").await[0].0, "America/Argentina/Buenos_Aires");
    assert!(zones("+5:45").await.contains(&("Asia/Kathmandu".into(), 345)));
    assert!(zones("olympus mons").await.is_empty());
}
