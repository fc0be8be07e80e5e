//! EDGE_CASES, money.

use domain::expense::{FieldProblem, LineInput};
use domain::read::{CurrencyTotal, TotalsBy};
use domain::{ExpenseId, ExpenseKind, LineKind};
use wire::call::*;

use super::book::{Book, code};

async fn totals(book: &Book) -> Vec<CurrencyTotal> {
    book.ok(GetTotals { query: QueryText::default(), by: TotalsBy::Currency, ids: vec![] }).await.totals
}

async fn spend(book: &Book, currency: &str, minor: i64) -> ExpenseId {
    let currency = code(currency);
    book.add(|input| (input.currency, input.total_minor) = (currency, minor)).await
}

#[tokio::test]
async fn e026_e027_three_and_four_decimals_survive() {
    let book = Book::new().await;
    for (currency, minor) in [("KWD", 1_234), ("BHD", 5), ("CLF", 12_345), ("JPY", 980)] {
        let id = spend(&book, currency, minor).await;
        let row = book.get(id).await;
        assert_eq!((row.input.currency, row.input.total_minor), (code(currency), minor));
        let total = totals(&book).await.into_iter().find(|total| total.currency == code(currency)).unwrap();
        assert_eq!(total.total_minor, minor);
    }
    assert_eq!(book.count("amount:1.234 currency:KWD").await, 1);
}

#[tokio::test]
async fn e034_a_total_is_the_whole_number_sum() {
    let book = Book::new().await;
    for _ in 0..100 {
        spend(&book, "EUR", 10).await;
        spend(&book, "EUR", 20).await;
    }
    assert_eq!(totals(&book).await[0].total_minor, 3_000);
}

#[tokio::test]
async fn e046_a_free_meal_is_kept_with_its_reason() {
    let book = Book::new().await;
    let id = book.add(|input| input.notes = "invited by Ana".into()).await;
    assert_eq!(book.get(id).await.input.total_minor, 0);
    assert_eq!(book.list("is:free").await[0].note_start, "invited by Ana");
}

#[tokio::test]
async fn e047_a_cash_bill_has_its_rounding_line() {
    let book = Book::new().await;
    let line = |kind, minor| LineInput {
        id: None,
        kind,
        description: String::new(),
        quantity_milli: None,
        amount_minor: minor,
        tax_rate_bp: None,
        tax_included: false,
        category: None,
        person: None,
    };
    let id = book
        .add(|input| {
            input.total_minor = 1_000;
            input.lines = vec![line(LineKind::Item, 998), line(LineKind::CashRounding, 2)];
        })
        .await;
    let saved = book.get(id).await.input;
    assert_eq!(saved.lines_difference(), Some(0));
    assert_eq!(saved.lines[1].kind, LineKind::CashRounding);
}

#[tokio::test]
async fn e044_lines_that_do_not_add_up_are_saved_with_a_warning() {
    let book = Book::new().await;
    let form = book.form().await;
    let mut input = form.input;
    input.total_minor = 1_000;
    input.lines = vec![LineInput {
        id: None,
        kind: LineKind::Item,
        description: "Soup".into(),
        quantity_milli: Some(1_000),
        amount_minor: 1_150,
        tax_rate_bp: None,
        tax_included: false,
        category: None,
        person: None,
    }];
    let saved = book.ok(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    assert_eq!(saved.warnings, [domain::expense::Warning::LinesDiffer { difference_minor: -150 }]);
}

#[tokio::test]
async fn e048_refunds_full_partial_larger_foreign_and_without_a_purchase() {
    let book = Book::new().await;
    let purchase = spend(&book, "CHF", 5_000).await;
    let form = book.ok(OpenForm { from: FormSource::RefundOf(purchase) }).await;
    assert_eq!((form.input.kind, form.input.total_minor), (ExpenseKind::Refund, 5_000));
    for (currency, minor) in [("CHF", 5_000), ("CHF", 1_200), ("CHF", 9_000), ("EUR", 800)] {
        let form = book.ok(OpenForm { from: FormSource::RefundOf(purchase) }).await;
        let mut input = form.input;
        (input.currency, input.total_minor) = (code(currency), minor);
        book.ok(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    }
    book.add(|input| (input.kind, input.total_minor) = (ExpenseKind::Refund, 300)).await;
    let links = book.get(purchase).await.links;
    assert_eq!((links.len(), links.iter().filter(|link| link.is_from).count()), (4, 0));
    let totals = totals(&book).await;
    let net =
        |currency: &str| totals.iter().find(|total| total.currency == code(currency)).unwrap().total_minor;
    assert_eq!((net("CHF"), net("EUR")), (5_000 - 5_000 - 1_200 - 9_000 - 300, -800));
}

#[tokio::test]
async fn an_expense_cannot_refund_itself() {
    let book = Book::new().await;
    let form = book.form().await;
    let input = domain::expense::ExpenseInput { refund_of: Some(form.id), ..form.input };
    let fault = book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    assert_eq!(invalid_fields(&fault.invalid), [domain::expense::Field::RefundOf]);
}

#[tokio::test]
async fn e049_money_paid_back_is_neither_income_nor_a_negative_meal() {
    let book = Book::new().await;
    let purchase = spend(&book, "CHF", 6_000).await;
    let id = book
        .add(|input| {
            (input.kind, input.total_minor) = (ExpenseKind::Reimbursement, 2_000);
            input.refund_of = Some(purchase);
        })
        .await;
    assert_eq!(totals(&book).await[0].total_minor, 6_000);
    let link = &book.get(id).await.links[0];
    assert_eq!((link.relation, link.is_from), (domain::LinkRelation::Reimburses, true));
}

#[tokio::test]
async fn e056_an_amount_beyond_the_limit_is_refused_and_nothing_is_saved() {
    let book = Book::new().await;
    let form = book.form().await;
    let input = domain::expense::ExpenseInput { total_minor: domain::AMOUNT_MINOR_MAX + 1, ..form.input };
    let fault = book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    assert_eq!(invalid_fields(&fault.invalid), [domain::expense::Field::Total]);
    assert_eq!(book.count("").await, 0);
    spend(&book, "CHF", domain::AMOUNT_MINOR_MAX).await;
    assert_eq!(totals(&book).await[0].total_minor, domain::AMOUNT_MINOR_MAX);
}

#[tokio::test]
async fn totals_of_a_selection_count_only_the_selected() {
    let book = Book::new().await;
    let one = spend(&book, "CHF", 1_000).await;
    spend(&book, "CHF", 2_000).await;
    let three = spend(&book, "CHF", 4_000).await;
    let report =
        book.ok(GetTotals { query: QueryText::default(), by: TotalsBy::Meal, ids: vec![one, three] }).await;
    assert_eq!((report.totals[0].total_minor, report.totals[0].count), (5_000, 2));
}

#[tokio::test]
async fn e054_another_home_currency_changes_no_expense() {
    let book = Book::new().await;
    spend(&book, "CHF", 900).await;
    spend(&book, "EUR", 500).await;
    let (before, sums) = (book.dump().await["expense"].clone(), totals(&book).await);
    let settings = Settings { home_currency: code("USD"), ..book.ok(Start {}).await.settings };
    book.ok(SetSetting { settings }).await;
    assert_eq!(book.ok(Start {}).await.settings.home_currency, code("USD"));
    assert_eq!(book.dump().await["expense"], before);
    assert_eq!(totals(&book).await, sums);
    book.must_be_whole().await;
}

#[tokio::test]
async fn e048_refunds_do_not_go_round_in_circles() {
    let book = Book::new().await;
    let purchase = book.add(|input| input.total_minor = 2_000).await;
    let refund = book
        .add(|input| {
            (input.kind, input.total_minor, input.refund_of) = (ExpenseKind::Refund, 500, Some(purchase));
        })
        .await;
    let form = book.ok(OpenForm { from: FormSource::Edit(purchase) }).await;
    let mut input = form.input;
    (input.kind, input.refund_of) = (ExpenseKind::Refund, Some(refund));
    let fault = book.refused(SaveExpense { id: purchase, input, base_ms: form.base_ms, count: 1 }).await;
    assert_eq!(fault.invalid[0].problem, FieldProblem::Circular);

    let form = book.form().await;
    let mut input = form.input;
    input.refund_of = Some(domain::ExpenseId(uuid::Uuid::from_u128(7)));
    let fault = book.refused(SaveExpense { id: form.id, input, base_ms: 0, count: 1 }).await;
    assert_eq!(fault.invalid[0].problem, FieldProblem::Unknown);
    assert_eq!(book.count("").await, 2, "what is refused leaves nothing behind");
}
