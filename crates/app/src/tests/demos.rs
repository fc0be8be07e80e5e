//! The demo as a book.

use domain::read::{CatalogueKind, TotalsBy};
use wire::call::*;

use super::book::{Book, code};

fn demo(expenses: u32, seed: u64) -> LoadDemo {
    LoadDemo { expenses, seed, home_currency: code("EUR"), language: Some("en".into()) }
}

#[tokio::test]
async fn a_demo_is_a_whole_and_believable_book() {
    let book = Book::untouched().await;
    assert_eq!(book.ok(demo(900, 7)).await.expenses, 900);
    let start = book.ok(Start {}).await;
    assert!(start.is_demo && !start.is_first_start);
    assert_eq!(start.currencies.iter().filter(|currency| currency.in_use).count(), 3);
    book.must_be_whole().await;
    for query in [
        "has:photo",
        "has:receipt",
        "kind:refund",
        "kind:reimbursement_in",
        "is:free",
        "has:lines",
        "tag:acme",
        "is:business",
    ] {
        assert!(book.count(query).await > 0, "{query}");
    }
    assert_eq!(
        book.count("has:photo").await,
        12 - book.list("has:photo").await.iter().filter(|row| row.photo_count == 2).count()
    );
    assert_eq!(book.count("after:2026-11-21").await, 0, "nothing lies in the future");
    let places =
        book.ok(ListCatalogue { kind: CatalogueKind::Place, text: "".into(), with_archived: false }).await;
    assert!(places.len() >= 40);
    assert_eq!(book.ok(ListTemplates {}).await.len(), 3);
    let dashboard = book.ok(GetDashboard { day: None }).await;
    assert_eq!(dashboard.currencies[0].currency, code("EUR"));
    assert!(dashboard.currencies[0].month_to_date.total_minor > 0);
    let photo = book.list("has:photo").await[0].photo.unwrap();
    assert!(book.app.media(photo, Variant::Thumb).await.is_ok());
    let by_month = book.ok(GetTotals { query: QueryText::default(), by: TotalsBy::Month, ids: vec![] }).await;
    assert!(by_month.slices.len() > 20);
}

#[tokio::test]
async fn equal_seeds_make_equal_meals() {
    let (one, other) = (Book::untouched().await, Book::untouched().await);
    one.ok(demo(120, 3)).await;
    other.ok(demo(120, 3)).await;
    let shown = |rows: Vec<domain::read::ExpenseRow>| {
        rows.into_iter()
            .map(|row| (row.occurred_on, row.total_minor, row.place_name, row.tags))
            .collect::<Vec<_>>()
    };
    assert_eq!(shown(one.list("").await), shown(other.list("").await));
}

#[tokio::test]
async fn a_demo_beside_own_expenses_leaves_them_alone() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 1_234).await;
    let before = book.get(id).await;
    book.ok(demo(60, 1)).await;
    assert_eq!(book.get(id).await, before);
    assert_eq!(book.count("").await, 61);
    let categories = book
        .ok(ListCatalogue { kind: CatalogueKind::Category, text: "Restaurants".into(), with_archived: true })
        .await;
    assert_eq!(categories.len(), 1, "the categories of the book are used");
}

#[tokio::test]
async fn the_templates_of_a_demo_cost_something() {
    let book = Book::untouched().await;
    book.ok(demo(1_200, 7)).await;
    let templates = book.ok(ListTemplates {}).await;
    assert_eq!(templates.len(), 3);
    assert!(templates.iter().all(|template| template.input.total_minor > 0), "{templates:?}");
}
