//! The query language: what is typed, what it means, and its canonical form.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::fold::fold;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-20")
}

fn read(text: &str) -> Query {
    parse(text, today()).unwrap_or_else(|error| panic!("{text:?}: {error}"))
}

fn check(text: &str, term: Term) {
    assert_eq!(read(text), Query::of(term), "{text:?}");
}

fn problem(text: &str) -> QueryProblem {
    parse(text, today()).unwrap_err().problem
}

fn folded(names: &[&str]) -> Vec<Name> {
    names.iter().map(|name| Name::Folded((*name).to_owned())).collect()
}

fn bound(mantissa: i64, scale: u8, inclusive: bool) -> Option<DecimalBound> {
    Some(DecimalBound { mantissa, scale, inclusive })
}

fn dates(from: &str, to: &str) -> Term {
    let end = |text: &str| if text.is_empty() { None } else { Some(day(text)) };
    Term::Dates { from: end(from), to: end(to) }
}

#[test]
fn the_query_of_the_issue_is_read() {
    let query =
        read("meal:lunch tag:acme place:\"Casa Lola\" amount:>20 after:2026-01-01 has:photo free text");
    let expected = Query::of(Term::Meal(vec![MealType::Lunch]))
        .and(Term::Tag(folded(&["acme"])))
        .and(Term::Place(folded(&["casa lola"])))
        .and(Term::Amount(DecimalRange { from: bound(20, 0, false), to: None }))
        .and(dates("2026-01-01", ""))
        .and(Term::Has(Has::Photo))
        .and(Term::Text("free text".to_owned()));
    assert_eq!(query, expected);
}

#[test]
fn fields_have_aliases_and_any_case() {
    check("MEAL:Lunch,dinner", Term::Meal(vec![MealType::Lunch, MealType::Dinner]));
    check("cat:\"Eating Out\"", Term::Category(folded(&["eating out"])));
    check("with:ana", Term::Person(folded(&["ana"])));
    check("at:CAFÉ", Term::Place(folded(&["cafe"])));
    check("cur:eur,usd", Term::Currency(vec!["EUR".parse().unwrap(), "USD".parse().unwrap()]));
    check("#Acme", Term::Tag(folded(&["acme"])));
    check("tag:#acme,\"b c\",none", Term::Tag([folded(&["acme", "b c"]), vec![Name::None]].concat()));
    check("tag:\"none\"", Term::Tag(folded(&["none"])));
    check("order:takeaway", Term::Order(vec![OrderType::Takeout]));
    check("paid:company_card", Term::PaymentKind(vec![PaymentKind::CompanyCard]));
    check("kind:reimbursement", Term::Kind(vec![ExpenseKind::Reimbursement]));
    check("is:deleted", Term::Is(Is::Deleted));
    check("place:“Casa Lola”", Term::Place(folded(&["casa lola"])));
}

#[test]
fn ids_name_rows_exactly() {
    let id: uuid::Uuid = "018f1f6e-0000-7000-8000-000000000001".parse().unwrap();
    check("place:#018f1f6e-0000-7000-8000-000000000001", Term::Place(vec![Name::Id(id)]));
    assert_eq!(
        read("place:#018f1f6e-0000-7000-8000-000000000001").to_text(),
        "place:#018f1f6e-0000-7000-8000-000000000001"
    );
}

#[test]
fn negation_is_a_dash_or_not() {
    for text in ["-meal:lunch", "NOT meal:lunch", "NOT NOT -meal:lunch"] {
        let query = read(text);
        assert_eq!(
            query.clauses,
            [Clause { negated: true, term: Term::Meal(vec![MealType::Lunch]) }],
            "{text}"
        );
    }
    assert!(read("-\"casa lola\"").clauses[0].negated);
    assert_eq!(read("not hungry"), Query::of(Term::Text("not hungry".to_owned())));
    assert_eq!(read("soup -salad").to_text(), "soup -salad");
}

#[test]
fn unfinished_texts_are_forgiven() {
    assert_eq!(read("soup NOT"), Query::of(Term::Text("soup".to_owned())));
    assert_eq!(read("soup OR"), Query::of(Term::Text("soup".to_owned())));
    assert_eq!(read("\"casa lo"), Query::of(Term::Phrase("casa lo".to_owned())));
    assert_eq!(read("meal:lunch,"), Query::of(Term::Meal(vec![MealType::Lunch])));
    assert!(read(" - \"\" -- ").is_empty());
}

#[test]
fn what_is_not_a_field_is_free_text() {
    for text in ["http://example.org/a?b=c", "foo:bar", "13:30", "note:", "re:lunch", "data:"] {
        check(text, Term::Text(text.to_owned()));
    }
}

#[test]
fn numbers_have_ranges() {
    let amount = |text: &str, from, to| check(text, Term::Amount(DecimalRange { from, to }));
    amount("amount:10..20", bound(10, 0, true), bound(20, 0, true));
    amount("amount:12.50", bound(1250, 2, true), bound(1250, 2, true));
    amount("amount:12,50..", bound(1250, 2, true), None);
    amount("amount:>=20", bound(20, 0, true), None);
    amount("amount:<0.5", None, bound(5, 1, false));
    amount("amount:>10..<20", bound(10, 0, false), bound(20, 0, false));
    check("party:>2", Term::Party(IntRange { from: Some(3), to: None }));
    check("party:2..4", Term::Party(IntRange { from: Some(2), to: Some(4) }));
    check("tip:>20%", Term::TipPercent(IntRange { from: Some(2001), to: None }));
    check("tip:<=12.5%", Term::TipPercent(IntRange { from: None, to: Some(1250) }));
    check("tip:0", Term::TipPercent(IntRange { from: Some(0), to: Some(0) }));
}

#[test]
fn dates_are_days_months_years_and_relative() {
    check("on:2026", dates("2026-01-01", "2027-01-01"));
    check("on:2024-02", dates("2024-02-01", "2024-03-01"));
    check("date:2026-01-05", dates("2026-01-05", "2026-01-06"));
    check("on:today", dates("2026-11-20", "2026-11-21"));
    check("on:yesterday", dates("2026-11-19", "2026-11-20"));
    check("on:this-month", dates("2026-11-01", "2026-12-01"));
    check("on:\"last month\"", dates("2026-10-01", "2026-11-01"));
    check("on:this-week", dates("2026-11-16", "2026-11-23"));
    check("on:this-year", dates("2026-01-01", "2027-01-01"));
    check("on:last-30-days", dates("2026-10-22", "2026-11-21"));
    check("on:2026-01..2026-03", dates("2026-01-01", "2026-04-01"));
    check("after:2026-01", dates("2026-01-01", ""));
    check("since:yesterday", dates("2026-11-19", ""));
    check("before:2026-02-01", dates("", "2026-02-01"));
    check("until:2026-01", dates("", "2026-02-01"));
}

#[test]
fn mistakes_say_what_and_where() {
    let error = parse("soup mael:lunch", today()).unwrap_err();
    assert_eq!(error.at, 5);
    assert_eq!(
        error.problem,
        QueryProblem::UnknownField { field: "mael".to_owned(), suggestion: "meal".to_owned() }
    );
    let bad = |field: &str, value: &str| QueryProblem::BadValue {
        field: field.to_owned(),
        value: value.to_owned(),
    };
    assert_eq!(problem("meal:lunhc"), bad("meal", "lunhc"));
    assert_eq!(problem("on:2026-02-30"), bad("on", "2026-02-30"));
    assert_eq!(problem("on:0202-06-01"), bad("on", "0202-06-01"));
    assert_eq!(problem("amount:abc"), bad("amount", "abc"));
    assert_eq!(problem("amount:>1,000"), bad("amount", ">1,000"), "one, or a thousand");
    assert_eq!(problem("party:-2"), bad("party", "-2"));
    assert_eq!(problem("currency:euros"), bad("currency", "euros"));
    assert_eq!(problem("meal:"), QueryProblem::MissingValue { field: "meal".to_owned() });
    assert_eq!(problem("has:photo,note"), QueryProblem::OneValueOnly { field: "has".to_owned() });
    assert_eq!(problem("amount:20..10"), QueryProblem::EmptyRange { field: "amount".to_owned() });
    assert_eq!(problem("on:2026-03..2026-01"), QueryProblem::EmptyRange { field: "on".to_owned() });
    assert_eq!(problem("tag:a OR tag:b"), QueryProblem::UseCommas);
}

#[test]
fn there_are_limits() {
    assert_eq!(problem(&"x".repeat(QUERY_CHARS_MAX + 1)), QueryProblem::TooLong);
    assert_eq!(problem(&"x ".repeat(QUERY_TERMS_MAX + 1)), QueryProblem::TooMany);
    assert_eq!(problem(&format!("tag:{}", "x,".repeat(QUERY_TERMS_MAX + 1))), QueryProblem::TooMany);
    assert!(parse(&"x ".repeat(QUERY_TERMS_MAX), today()).is_ok());
}

#[test]
fn a_query_is_written_as_a_person_would() {
    for (text, written) in [
        ("MEAL:Lunch,dinner", "meal:lunch,dinner"),
        ("cat:\"Eating Out\"", "category:\"eating out\""),
        ("on:this-month", "on:2026-11"),
        ("until:2026-01-31 since:2026-01-01", "before:2026-02-01 after:2026-01-01"),
        ("on:2026-01-05..2026-01-07", "on:2026-01-05..2026-01-07"),
        ("tip:>20%", "tip:>=20.01%"),
        ("amount:12,50", "amount:12.50"),
        ("NOT #acme", "-tag:acme"),
        ("tag:\"a \\\"b\\\"\"", "tag:\"a \\\"b\\\"\""),
    ] {
        assert_eq!(read(text).to_text(), written);
    }
    assert_eq!(clause_text(&read("NOT has:photo").clauses[0]), "-has:photo");
}

fn names() -> impl Strategy<Value = Vec<Name>> {
    let name = prop_oneof![
        "[a-zÀ-ž寿 \"',#\\\\:-]{1,10}"
            .prop_map(|text| fold(&text))
            .prop_filter("names are not empty", |text| !text.is_empty())
            .prop_map(Name::Folded),
        any::<u128>().prop_map(|id| Name::Id(uuid::Uuid::from_u128(id))),
        Just(Name::None),
    ];
    proptest::collection::vec(name, 1..4)
}

fn dates_strategy() -> impl Strategy<Value = Term> {
    let first = day("1950-01-01");
    (0u64..40_000, 1u64..800, 0..3).prop_map(move |(from, length, open)| {
        let from = first + chrono::Days::new(from);
        let to = from + chrono::Days::new(length);
        Term::Dates { from: (open != 1).then_some(from), to: (open != 2).then_some(to) }
    })
}

fn amounts() -> impl Strategy<Value = Term> {
    (-1_000_000i64..1_000_000, 0i64..1_000_000, 0u8..=8, any::<(bool, bool)>(), 0..3).prop_map(
        |(from, more, scale, (left, right), open)| {
            Term::Amount(DecimalRange {
                from: if open == 1 { None } else { bound(from, scale, left) },
                to: if open == 2 { None } else { bound(from + 1 + more, scale, right) },
            })
        },
    )
}

fn terms() -> impl Strategy<Value = Term> {
    prop_oneof![
        "[a-z寿é]{1,8}( [a-z寿é]{1,8}){0,2}".prop_map(Term::Text),
        "[a-zA-Z \"\\\\,:-]{0,10}[a-z]".prop_map(Term::Phrase),
        proptest::sample::subsequence(MealType::ALL, 1..4).prop_map(Term::Meal),
        proptest::sample::subsequence(OrderType::ALL, 1..3).prop_map(Term::Order),
        proptest::sample::subsequence(ExpenseKind::ALL, 1..3).prop_map(Term::Kind),
        proptest::sample::subsequence(ExpenseStatus::ALL, 1..3).prop_map(Term::Status),
        proptest::sample::subsequence(PaymentKind::ALL, 1..3).prop_map(Term::PaymentKind),
        names().prop_map(Term::Tag),
        names().prop_map(Term::Place),
        names().prop_map(Term::Person),
        names().prop_map(Term::Category),
        names().prop_map(Term::Merchant),
        names().prop_map(Term::Trip),
        names().prop_map(Term::Payment),
        amounts(),
        (0i64..100_000, 0i64..100_000)
            .prop_map(|(from, more)| Term::TipPercent(IntRange { from: Some(from), to: Some(from + more) })),
        (0i64..50).prop_map(|to| Term::Party(IntRange { from: None, to: Some(to) })),
        dates_strategy(),
        Just(Term::Has(Has::Lines)),
        Just(Term::Is(Is::Estimate)),
    ]
}

proptest! {
    #[test]
    fn a_written_query_reads_back(clauses in proptest::collection::vec((any::<bool>(), terms()), 0..8)) {
        let mut query = Query::default();
        for (negated, term) in clauses {
            // Free words side by side are one condition, and a negated one is a single word.
            let words = matches!(term, Term::Text(_));
            let after_words = matches!(query.clauses.last(), Some(Clause { term: Term::Text(_), .. }));
            if !(words && after_words) {
                query.clauses.push(Clause { negated: negated && !words, term });
            }
        }
        prop_assert_eq!(parse(&query.to_text(), today()), Ok(query));
    }

    #[test]
    fn whatever_is_typed_reads_back_or_is_refused(text in "\\PC{0,60}|[-\"#:, a-z]{0,40}|((meal|tag|on|amount|tip|NOT|OR|with):?[-\"a-z0-9.,<>%# ]{0,12}){0,4}") {
        if let Ok(query) = parse(&text, today()) {
            let written = query.to_text();
            prop_assert_eq!(parse(&written, today()), Ok(query), "{}", written);
        }
    }
}
