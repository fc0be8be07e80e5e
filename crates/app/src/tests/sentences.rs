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
