//! The quick sentence from words to a saved expense; the reading itself is tested in `domain`.

use domain::read::CatalogueKind;
use domain::{MealType, TipBase};
use wire::call::*;

use super::book::{Book, code, named};

#[tokio::test]
async fn a_sentence_becomes_an_expense() {
    let book = Book::new().await;
    book.add(|input| input.place = Some(named("Tacos"))).await;
    let text = "lunch 12.50 at Tacos with Ana and Bo yesterday, 20% tip #acme";
    let reply = book.ok(ReadSentence { text: text.into() }).await;
    let form = &reply.form;
    assert_eq!(form.input.meal_type, Some(MealType::Lunch));
    assert_eq!(form.input.occurred_on.to_string(), "2026-11-19");
    assert_eq!(
        (form.input.subtotal_minor, form.input.tip_minor, form.input.total_minor),
        (Some(1_250), Some(250), 1_500)
    );
    assert_eq!((form.input.tip_base, form.input.party_size), (TipBase::PreTax, Some(3)));
    assert_eq!(form.input.currency, code("CHF"));
    assert_eq!(form.typed.as_deref(), Some(text));
    let tacos = book.find(CatalogueKind::Place, "Tacos").await;
    assert_eq!(form.input.place.as_ref().unwrap().id, Some(tacos.into()));
    let saved = book
        .ok(SaveExpense { id: form.id, input: form.input.clone(), base_ms: 0, count: reply.reading.count })
        .await;
    let row = book.get(saved.id).await.input;
    assert_eq!(row.people.iter().map(|p| p.name.as_str()).collect::<Vec<_>>(), ["Ana", "Bo"]);
    assert_eq!(row.tags[0].name, "acme");
}

#[tokio::test]
async fn what_a_sentence_does_not_say_is_left_to_the_defaults_with_reasons() {
    let book = Book::new().await;
    let reply = book.ok(ReadSentence { text: "coffee 4".into() }).await;
    let reasons: Vec<_> = reply.form.suggestions.iter().map(|s| s.reason).collect();
    assert!(reasons.contains(&SuggestionReason::DeviceZone), "{reasons:?}");
    assert_eq!(reply.form.input.total_minor, 400);
    assert_eq!(reply.form.input.tz.as_deref(), Some("Europe/Zurich"));
}

#[tokio::test]
async fn a_number_without_currency_is_in_the_money_of_the_place() {
    let book = Book::new().await;
    let paid = |input: &mut domain::expense::ExpenseInput| {
        (input.place, input.currency, input.total_minor) = (Some(named("Ichiran")), code("JPY"), 980);
    };
    book.add(paid).await;
    let input = book.ok(ReadSentence { text: "ramen 1200 at Ichiran".into() }).await.form.input;
    assert_eq!((input.total_minor, input.currency), (1_200, code("JPY")));
    let input = book.ok(ReadSentence { text: "ramen CHF 12 at Ichiran".into() }).await.form.input;
    assert_eq!((input.total_minor, input.currency), (1_200, code("CHF")));
}

#[tokio::test]
async fn e041_a_tip_that_is_included_does_not_raise_the_total() {
    let book = Book::new().await;
    let input = book.ok(ReadSentence { text: "dinner 40 incl. 5 tip".into() }).await.form.input;
    assert_eq!((input.total_minor, input.subtotal_minor, input.tip_minor), (4_000, Some(3_500), Some(500)));
}

#[tokio::test]
async fn a_tip_waits_for_an_amount_that_can_be_two() {
    let book = Book::new().await;
    let input = book.ok(ReadSentence { text: "dinner $40, $5 tip".into() }).await.form.input;
    assert_eq!((input.total_minor, input.subtotal_minor, input.tip_minor), (0, None, None));
}

#[tokio::test]
async fn a_refund_in_a_sentence_is_saved_as_one() {
    let book = Book::new().await;
    let input = book.ok(ReadSentence { text: "refund 12.50 at Tacos".into() }).await.form.input;
    assert_eq!((input.kind, input.total_minor), (domain::ExpenseKind::Refund, 1_250));
}
