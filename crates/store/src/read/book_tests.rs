//! Catalogues, history, habits, dashboard and calendar against small books whose answers are known.

use domain::query::Query;
use domain::read::{CatalogueDetails, CatalogueKind, HistoryOperation, SliceKey};
use domain::schema::Patch;
use domain::{CategoryId, CurrencyCode, ExpenseId, MealType, PlaceId};
use uuid::Uuid;

use crate::Shown;
use crate::testing::{Book, catalogue, expense, table};

fn day(text: &str) -> chrono::NaiveDate {
    text.parse().unwrap()
}

const EUR: CurrencyCode = CurrencyCode::of(*b"EUR");

#[tokio::test]
async fn a_catalogue_row_knows_its_uses_totals_and_last_day() {
    let book = Book::new().await;
    let merchant = book.named("merchant", "Taco Group").await;
    let place = book.insert("place", catalogue("place", "Tacos").set("merchant_id", merchant)).await;
    for (day, total, currency) in
        [("2026-11-01", 100, "EUR"), ("2026-11-03", 200, "EUR"), ("2026-11-02", 5, "USD")]
    {
        book.insert("expense", expense(day, total).set("place_id", place).set("currency", currency)).await;
    }
    let refund = expense("2026-11-04", 50).set("place_id", place).set("kind", "refund");
    book.insert("expense", refund).await;
    let entry =
        book.store.catalogue_entry(book.workspace, CatalogueKind::Place, place).await.unwrap().unwrap();
    assert_eq!((entry.uses, entry.last_used_on), (4, Some(day("2026-11-04"))));
    assert_eq!(entry.parent_name.as_deref(), Some("Taco Group"));
    let totals: Vec<_> =
        entry.totals.iter().map(|total| (total.currency.to_string(), total.total_minor)).collect();
    assert_eq!(totals, [("EUR".to_owned(), 250), ("USD".to_owned(), 5)]);
    let all = book.store.catalogue(book.workspace, CatalogueKind::Merchant, Shown::Active).await.unwrap();
    assert_eq!((all.len(), all[0].uses), (1, 4), "a merchant has the expenses of its places");
    assert!(matches!(&all[0].input.details, CatalogueDetails::Merchant(details) if !details.is_chain));
}

#[tokio::test]
async fn archived_merged_and_deleted_rows_leave_the_pickers() {
    let book = Book::new().await;
    let (kept, archived) = (book.named("tag", "kept").await, book.named("tag", "archived").await);
    let (merged, deleted) = (book.named("tag", "merged").await, book.named("tag", "deleted").await);
    book.update("tag", archived, Patch::new().set("archived_at", 1i64)).await;
    book.update("tag", merged, Patch::new().set("merged_into_id", kept)).await;
    let mut tx = book.write("delete").await;
    tx.delete(table("tag"), deleted).await.unwrap();
    tx.commit().await.unwrap();
    let refs = book.store.catalogue_refs(book.workspace, CatalogueKind::Tag).await.unwrap();
    assert_eq!(refs.iter().map(|row| row.id).collect::<Vec<_>>(), [kept]);
    let all = book.store.catalogue(book.workspace, CatalogueKind::Tag, Shown::WithArchived).await.unwrap();
    assert_eq!(all.iter().map(|row| row.input.name.as_str()).collect::<Vec<_>>(), ["archived", "kept"]);
    for (name, found) in
        [("kept", Some(kept)), ("archived", Some(archived)), ("merged", None), ("deleted", None)]
    {
        let by_name = book.store.find_by_fold(book.workspace, CatalogueKind::Tag, name).await.unwrap();
        assert_eq!(by_name, found, "{name}");
    }
}

#[tokio::test]
async fn every_catalogue_can_be_listed_and_picked_from() {
    let book = Book::new().await;
    for kind in CatalogueKind::ALL {
        let id = book.named(kind.table(), "Ñandú").await;
        let all = book.store.catalogue(book.workspace, *kind, Shown::Active).await.unwrap();
        assert_eq!((all[0].id, all[0].input.name.as_str(), all[0].uses), (id, "Ñandú", 0));
        assert_eq!(all[0].input.details.kind(), *kind);
        assert_eq!(book.store.catalogue_refs(book.workspace, *kind).await.unwrap()[0].id, id);
        assert_eq!(book.store.find_by_fold(book.workspace, *kind, "nandu").await.unwrap(), Some(id));
    }
}

#[tokio::test]
async fn the_history_reads_in_names_and_gives_every_state_back() {
    let book = Book::new().await;
    let (first, second) = (book.named("place", "Casa Lola").await, book.named("place", "Tacos").await);
    let tag = book.named("tag", "acme").await;
    let id =
        book.insert("expense", expense("2026-11-01", 100).set("place_id", first).set("notes", "one")).await;
    book.update("expense", id, Patch::new().set("place_id", second).set("total_minor", 200i64)).await;
    book.tag(id, tag).await;
    book.update("expense", id, Patch::new().set("notes", "two")).await;
    let history = book.store.history(book.workspace, ExpenseId(id)).await.unwrap();
    let steps: Vec<_> = history.iter().map(|entry| (entry.table.as_str(), entry.operation)).collect();
    use HistoryOperation::{Insert, Update};
    assert_eq!(
        steps,
        [("expense", Update), ("expense_tag", Insert), ("expense", Update), ("expense", Insert)]
    );
    let change = |at: usize, column: &str| {
        let found = history[at].changes.iter().find(|change| change.column == column).unwrap();
        (found.before.clone(), found.after.clone())
    };
    assert_eq!(change(2, "place_id"), (Some("Casa Lola".into()), Some("Tacos".into())));
    assert_eq!(change(2, "total_minor"), (Some("100".into()), Some("200".into())));
    assert_eq!(change(1, "tag_id"), (None, Some("acme".into())));
    for (at, notes, total) in [(0, "two", 200i64), (2, "one", 200), (3, "one", 100)] {
        let then = book.store.values_at(book.workspace, history[at].id).await.unwrap().unwrap();
        assert_eq!(then.id, id);
        assert_eq!(then.values.get("notes"), Some(&notes.into()), "entry {at}");
        assert_eq!(then.values.get("total_minor"), Some(&total.into()), "entry {at}");
    }
    let then = book.store.values_at(book.workspace, history[3].id).await.unwrap().unwrap();
    assert_eq!(then.values.get("place_id"), Some(&first.into()));
}

#[tokio::test]
async fn habits_are_what_was_usual_lately_and_nothing_where_nothing_was() {
    let book = Book::new().await;
    let place = book.named("place", "Tacos").await;
    let (often, once) = (book.named("category", "Work").await, book.named("category", "Fun").await);
    let mut last = Uuid::nil();
    for (n, category) in [(1, often), (2, often), (3, once)] {
        let row =
            expense(&format!("2026-11-0{n}"), 1_100).set("place_id", place).set("category_id", category);
        last = book
            .insert("expense", row.set("tip_minor", 100i64).set("meal_type", "lunch").set("currency", "MXN"))
            .await;
    }
    let void = expense("2026-11-09", 1).set("place_id", place).set("voided_at", 1i64);
    book.insert("expense", void).await;
    let habits = book.store.place_habits(book.workspace, PlaceId(place)).await.unwrap();
    assert_eq!(habits.category, Some(CategoryId(often)));
    assert_eq!(habits.currency, Some(CurrencyCode::of(*b"MXN")));
    assert_eq!((habits.tip_bp, habits.meal_type), (Some(1_000), Some(MealType::Lunch)));
    assert_eq!((habits.last_expense, habits.expenses), (Some(ExpenseId(last)), 3));
    assert_eq!(
        book.store.last_expense_at(book.workspace, PlaceId(place)).await.unwrap(),
        Some(ExpenseId(last))
    );
    let nowhere = book.store.place_habits(book.workspace, PlaceId(often)).await.unwrap();
    assert_eq!(nowhere, crate::PlaceHabits::default());
}

#[tokio::test]
async fn the_dashboard_compares_the_same_days_of_two_months() {
    let book = Book::new().await;
    let parent = book.named("category", "Eating out").await;
    let child = book.insert("category", catalogue("category", "Tapas").set("parent_id", parent)).await;
    let place = book.named("place", "Tacos").await;
    let rows = [
        ("2026-11-02", 100, "EUR"),
        ("2026-11-20", 10, "EUR"),
        ("2026-11-21", 1, "EUR"),
        ("2026-10-20", 1_000, "EUR"),
        ("2026-10-21", 4_000, "EUR"),
        ("2025-12-01", 7, "USD"),
        ("2025-11-30", 9, "JPY"),
    ];
    for (day, total, currency) in rows {
        let row =
            expense(day, total).set("currency", currency).set("category_id", child).set("place_id", place);
        book.insert("expense", row.set("meal_type", "dinner")).await;
    }
    let dashboard = book.store.dashboard(book.workspace, day("2026-11-20"), EUR).await.unwrap();
    assert_eq!((dashboard.month, dashboard.expense_count), (day("2026-11-01"), 7));
    let codes: Vec<_> = dashboard.currencies.iter().map(|section| section.currency.to_string()).collect();
    assert_eq!(codes, ["EUR", "USD"], "home first, then those of the last twelve months");
    let euro = &dashboard.currencies[0];
    assert_eq!(euro.month_to_date.total_minor, 110);
    assert_eq!(euro.last_month_to_date.total_minor, 1_000);
    assert_eq!(euro.last_month.total_minor, 5_000);
    assert_eq!(euro.by_category[0].key, SliceKey::Category(Some(CategoryId(parent))), "the top level");
    assert_eq!(
        (euro.by_meal[0].key.clone(), euro.by_meal[0].total.total_minor),
        (SliceKey::Meal(Some(MealType::Dinner)), 110)
    );
    assert_eq!(euro.top_places[0].total.total_minor, 5_110);
    let trend: Vec<_> = euro.trend.iter().map(|point| point.total.total_minor).collect();
    assert_eq!(trend, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5_000, 110]);
    assert_eq!(dashboard.currencies[1].trend[0].month, day("2025-12-01"));
    assert_eq!(dashboard.currencies[1].trend[0].total.total_minor, 7);
}

#[tokio::test]
async fn the_same_days_of_a_shorter_month_end_with_it() {
    let book = Book::new().await;
    for (day, total) in [("2026-02-28", 5), ("2026-03-01", 7)] {
        book.insert("expense", expense(day, total)).await;
    }
    let dashboard = book.store.dashboard(book.workspace, day("2026-03-31"), EUR).await.unwrap();
    assert_eq!(dashboard.currencies[0].last_month_to_date.total_minor, 5);
}

#[tokio::test]
async fn the_calendar_shows_planned_meals_and_does_not_add_them_up() {
    let book = Book::new().await;
    for (row, meal) in [
        (expense("2026-11-05", 100), "lunch"),
        (expense("2026-11-05", 30), "dinner"),
        (expense("2026-12-01", 9), "lunch"),
    ] {
        book.insert("expense", row.set("meal_type", meal)).await;
    }
    book.insert("expense", expense("2026-11-07", 50).set("status", "planned")).await;
    let month = book
        .store
        .calendar(book.workspace, day("2026-11-01"), day("2026-12-01"), &Query::default())
        .await
        .unwrap();
    assert_eq!(
        month.iter().map(|found| found.day).collect::<Vec<_>>(),
        [day("2026-11-05"), day("2026-11-07")]
    );
    assert_eq!((month[0].count, month[0].totals[0].total_minor), (2, 130));
    assert_eq!(month[0].meals, [MealType::Lunch, MealType::Dinner]);
    assert_eq!((month[1].count, month[1].totals.len()), (1, 0));
}

#[tokio::test]
async fn e151_an_expense_whose_place_is_gone_keeps_the_name_it_was_recorded_under() {
    let book = Book::new().await;
    let place = book.named("place", "Casa Lola").await;
    let row = expense("2026-11-05", 100).set("place_id", place).set("place_name_snapshot", "Casa Lola");
    let id = book.insert("expense", row).await;
    let mut tx = book.write("delete").await;
    tx.delete(table("place"), place).await.unwrap();
    tx.commit().await.unwrap();
    let window = book.window(&Query::default()).await;
    assert_eq!((window.rows[0].id.0, window.rows[0].place_name.as_deref()), (id, Some("Casa Lola")));
    let detail = book.store.detail(book.workspace, ExpenseId(id)).await.unwrap().unwrap();
    assert_eq!(detail.input.place.map(|place| (place.id, place.name)), Some((None, "Casa Lola".to_owned())));
}

#[tokio::test]
async fn aliases_settings_templates_and_filters_are_found() {
    let book = Book::new().await;
    let (exact, prefix) = (book.named("merchant", "Exact").await, book.named("merchant", "Prefix").await);
    for (merchant, pattern, matching) in [(prefix, "sq *", "prefix"), (exact, "sq *tacos", "exact")] {
        let alias = Patch::new().set("merchant_id", merchant).set("pattern", pattern).set("match", matching);
        book.insert("merchant_alias", alias.set("source", "user").set("hits", 0i64)).await;
    }
    let found = |text: &'static str| book.store.find_merchant_by_alias(book.workspace, text);
    assert_eq!(found("sq *tacos").await.unwrap().map(|id| id.0), Some(exact));
    assert_eq!(found("sq *other").await.unwrap().map(|id| id.0), Some(prefix));
    assert_eq!(found("visa").await.unwrap(), None);
    let setting = Patch::new().set("scope", "user").set("key", "theme").set("value", "\"dark\"");
    book.insert("setting", setting).await;
    assert_eq!(
        book.store.setting(book.workspace, "user", "theme").await.unwrap().as_deref(),
        Some("\"dark\"")
    );
    assert_eq!(book.store.setting(book.workspace, "device", "theme").await.unwrap(), None);
    let filter =
        Patch::new().set("name", "Work").set("query", "tag:acme").set("pinned", true).set("position", 1i64);
    book.insert("saved_filter", filter).await;
    assert_eq!(book.store.saved_filters(book.workspace).await.unwrap()[0].query, "tag:acme");
    let template = Patch::new().set("name", "Lunch").set("name_fold", "lunch").set("payload", "{}");
    book.insert("template", template.set("uses", 3i64).set("pinned", false)).await;
    assert_eq!(book.store.templates(book.workspace).await.unwrap()[0].uses, 3);
    book.store.put_local_meta("device_id", "a").await.unwrap();
    book.store.put_local_meta("device_id", "b").await.unwrap();
    assert_eq!(book.store.local_meta("device_id").await.unwrap().as_deref(), Some("b"));
    assert_eq!(book.store.workspaces().await.unwrap()[0].id, book.workspace);
    book.insert("expense", expense("2026-11-05", 100)).await;
    let counts = book.store.counts(book.workspace).await.unwrap();
    assert_eq!((counts.expenses, counts.in_trash, counts.photos), (1, 0, 0));
    assert_eq!(counts.days, Some((day("2026-11-05"), day("2026-11-05"))));
}

#[tokio::test]
async fn import_keys_in_the_trash_are_known() {
    let book = Book::new().await;
    let id = book.insert("expense", expense("2026-11-05", 1).set("import_key", "a")).await;
    let mut tx = book.write("delete").await;
    tx.delete(table("expense"), id).await.unwrap();
    tx.commit().await.unwrap();
    let keys = ["a".to_owned(), "b\"".to_owned()];
    let known = book.store.known_import_keys(book.workspace, &keys).await.unwrap();
    assert_eq!(known.into_iter().collect::<Vec<_>>(), ["a"]);
}
