//! add, show, edit, duplicate, void, delete, restore.

use serde_json::{Value, json};

use crate::support::{Book, keys};

const LUNCH: &[&str] = &[
    "--amount",
    "12.50",
    "--currency",
    "EUR",
    "--place",
    "Casa Lola",
    "--meal",
    "lunch",
    "--on",
    "2026-03-04",
    "--time",
    "13:05",
    "--tag",
    "acme",
    "--tag",
    "travel",
    "--person",
    "Ana",
    "--tip",
    "1.50",
    "--tax",
    "1.00",
    "--note",
    "menú del día",
    "--party",
    "2",
    "--order",
    "dine_in",
    "--business",
];

#[test]
fn an_expense_from_options_reads_back_field_by_field() {
    let book = Book::new();
    let document = book.json(&[&["add"], LUNCH].concat());
    assert_eq!(keys(&document), ["changed", "expense", "ids", "reading", "suggestions", "warnings"]);
    let expense = &document["expense"];
    for (field, value) in [
        ("kind", json!("purchase")),
        ("status", json!("confirmed")),
        ("occurred_on", json!("2026-03-04")),
        ("occurred_time", json!("13:05")),
        ("total", json!({ "minor": 1250, "currency": "EUR", "decimal": "12.50" })),
        ("tip", json!({ "minor": 150, "currency": "EUR", "decimal": "1.50" })),
        ("tax", json!({ "minor": 100, "currency": "EUR", "decimal": "1.00" })),
        ("per_person", json!({ "minor": 625, "currency": "EUR", "decimal": "6.25" })),
        ("meal", json!("lunch")),
        ("order", json!("dine_in")),
        ("party_size", json!(2)),
        ("note", json!("menú del día")),
        ("is_business", json!(true)),
        ("deleted_at", Value::Null),
    ] {
        assert_eq!(expense[field], value, "{field}");
    }
    assert_eq!(expense["place"]["name"], "Casa Lola");
    assert_eq!(names(&expense["tags"]), ["acme", "travel"]);
    assert_eq!(names(&expense["people"]), ["Ana"]);
    let id = expense["id"].as_str().unwrap();
    assert_eq!(book.json(&["show", id])["expense"], *expense);
}

fn names(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect()
}

#[test]
fn the_document_of_an_expense_keeps_its_shape() {
    let book = Book::new();
    let id = book.add(LUNCH);
    let document = book.json(&["show", &id]);
    assert_eq!(
        keys(&document["expense"]),
        [
            "amount_is_estimate",
            "category",
            "cleared_on",
            "created_at",
            "deleted_at",
            "id",
            "is_business",
            "kind",
            "lines",
            "lines_difference",
            "links",
            "meal",
            "merchant",
            "note",
            "occurred_at",
            "occurred_on",
            "occurred_time",
            "order",
            "party_size",
            "payment",
            "people",
            "per_person",
            "photos",
            "place",
            "purpose",
            "rating_halfstars",
            "reimbursable",
            "status",
            "subtotal",
            "tags",
            "tax",
            "tip",
            "tip_base",
            "total",
            "trip",
            "tz",
            "updated_at",
            "utc_offset_min",
            "void_reason",
            "voided_at",
        ]
    );
}

#[test]
fn amounts_may_be_calculated_and_keep_the_decimals_of_their_currency() {
    let book = Book::new();
    for (amount, currency, minor, decimal) in [
        ("12+3.5*2", "EUR", 1_900, "19.00"),
        ("1.500", "KWD", -1, ""),
        ("1.5005+0", "KWD", 1_501, "1.501"),
        ("1250", "JPY", 1_250, "1250"),
        ("12,50", "EUR", 1_250, "12.50"),
        ("0", "EUR", 0, "0.00"),
    ] {
        let args = ["add", "--amount", amount, "--currency", currency, "--on", "2026-01-02"];
        if minor < 0 {
            // Dinars have three decimals: a dot before three digits can be either (E-032).
            assert_eq!(book.refused(2, &args)["code"], "ambiguous", "{amount} {currency}");
            continue;
        }
        let total = &book.json(&args)["expense"]["total"];
        assert_eq!(
            *total,
            json!({ "minor": minor, "currency": currency, "decimal": decimal }),
            "{amount} {currency}"
        );
    }
}

#[test]
fn a_tip_in_percent_is_part_of_what_was_paid() {
    let book = Book::new();
    let document =
        book.json(&["add", "--amount", "120", "--currency", "EUR", "--tip", "20%", "--on", "2026-01-02"]);
    let expense = &document["expense"];
    assert_eq!(
        (&expense["total"]["minor"], &expense["tip"]["minor"], &expense["tip_base"]),
        (&json!(12_000), &json!(2_000), &json!("post_tax"))
    );
}

#[test]
fn e091_the_same_id_twice_makes_one_expense() {
    let book = Book::new();
    let id = "018f3c2a-7d1e-7000-8000-00000000abcd";
    let args =
        ["add", "--id", id, "--amount", "9", "--currency", "EUR", "--on", "2026-02-03", "--time", "12:00"];
    assert_eq!(book.json(&args)["changed"], true);
    let again = book.json(&args);
    assert_eq!((&again["changed"], &again["expense"]["id"]), (&json!(false), &json!(id)));
    assert_eq!(book.count(""), 1);
}

#[test]
fn the_start_of_an_id_is_enough_when_only_one_has_it() {
    let book = Book::new();
    book.add(&["--id", "018f3c2a-7d1e-7000-8000-00000000abcd", "--amount", "9", "--on", "2026-02-03"]);
    book.add(&["--id", "018f3c2a-7d1f-7000-8000-00000000abcd", "--amount", "8", "--on", "2026-02-03"]);
    assert_eq!(book.json(&["show", "018F3C2A-7D1E"])["expense"]["total"]["minor"], 900);
    let refused = book.refused(2, &["show", "018f3c2a"]);
    assert_eq!(
        (refused["code"].as_str(), refused["choices"].as_array().map(Vec::len)),
        (Some("ambiguous"), Some(2))
    );
    assert_eq!(book.refused(2, &["show", "018f3c"])["code"], "bad_value");
    assert_eq!(book.refused(3, &["show", "ffffffff"])["code"], "not_found");
}

#[test]
fn an_edit_sets_adds_removes_and_clears() {
    let book = Book::new();
    let id = book.add(LUNCH);
    let edited = book.json(&[
        "edit",
        &id,
        "--set",
        "amount=14.20",
        "--set",
        "tags+=berlin",
        "--set",
        "tags-=acme",
        "--set",
        "note=",
        "--set",
        "meal=dinner",
        "--set",
        "on=2026-03-05",
        "--set",
        "tip=",
        "--set",
        "place=Bar 14",
    ]);
    let expense = &edited["expense"];
    assert_eq!(edited["changed"], true);
    assert_eq!(expense["total"]["minor"], 1_420);
    assert_eq!(names(&expense["tags"]), ["travel", "berlin"]);
    assert_eq!(
        (&expense["note"], &expense["meal"], &expense["tip"]),
        (&json!(""), &json!("dinner"), &Value::Null)
    );
    assert_eq!(
        (&expense["occurred_on"], &expense["place"]["name"]),
        (&json!("2026-03-05"), &json!("Bar 14"))
    );
    assert_eq!(book.json(&["edit", &id, "--set", "amount=14.20"])["changed"], false);
}

#[test]
fn an_edit_that_cannot_be_changes_nothing() {
    let book = Book::new();
    let id = book.add(LUNCH);
    let before = book.json(&["show", &id]);
    for set in [
        "amount=lots",
        "amount=-3",
        "meal=second breakfast",
        "on=2026-02-30",
        "on=0202-01-01",
        "category=Nowhere",
        "colour=red",
        "place+=X",
        "party=0",
        "currency=EURO",
        "tz=Mars/Olympus",
        "note",
        "tip=20%%",
    ] {
        let run = book.meal(&["edit", &id, "--set", "note=changed", "--set", set]);
        assert!(matches!(run.code, 2 | 3), "{set}: {} {}", run.code, run.err);
        assert_eq!(run.err.lines().count(), 1, "{}", run.err);
    }
    assert_eq!(book.json(&["show", &id]), before);
}

#[test]
fn a_duplicate_is_a_new_expense_with_the_same_fields() {
    let book = Book::new();
    let id = book.add(LUNCH);
    let copy = book.json(&["duplicate", &id, "--on", "2026-03-06"])["expense"].clone();
    assert_ne!(copy["id"].as_str().unwrap(), id);
    assert_eq!(
        (&copy["occurred_on"], &copy["total"]["minor"], &copy["place"]["name"]),
        (&json!("2026-03-06"), &json!(1_250), &json!("Casa Lola"))
    );
    assert_eq!(book.count(""), 2);
}

#[test]
fn a_void_expense_stays_and_counts_nothing() {
    let book = Book::new();
    let id = book.add(LUNCH);
    assert_eq!(book.json(&["void", &id, "--reason", "twice on the bill"])["changed"], 1);
    let shown = book.json(&["show", &id])["expense"].clone();
    assert_eq!(shown["void_reason"], "twice on the bill");
    assert_eq!(book.json(&["totals"])["totals"], json!([]));
    book.json(&["void", &id, "--unvoid"]);
    assert_eq!(book.json(&["totals"])["totals"][0]["total"]["minor"], 1_250);
    assert_eq!(book.meal(&["void", &id]).code, 2, "a reason is needed");
}

#[test]
fn the_trash_gives_back() {
    let book = Book::new();
    let (first, second) = (book.add(LUNCH), book.add(LUNCH));
    let deleted = book.json(&["delete", &first, &second]);
    assert_eq!((&deleted["changed"], &deleted["ids"]), (&json!(2), &json!([first, second])));
    assert_eq!((book.count(""), book.count("is:deleted")), (0, 2));
    assert_eq!(book.json(&["restore", &first])["changed"], 1);
    assert_eq!((book.count(""), book.count("is:deleted")), (1, 1));
    assert_eq!(book.json(&["restore", &first])["changed"], 0);
}

#[test]
fn a_refund_belongs_to_its_purchase() {
    let book = Book::new();
    let bought = book.add(LUNCH);
    let refund = book.json(&[
        "add",
        "--amount",
        "2",
        "--currency",
        "EUR",
        "--kind",
        "refund",
        "--refund-of",
        &bought,
        "--on",
        "2026-03-10",
    ]);
    assert_eq!(refund["expense"]["links"][0]["expense"].as_str(), Some(bought.as_str()));
    assert_eq!(book.json(&["totals"])["totals"][0]["total"]["minor"], 1_050);
}

#[test]
fn history_says_what_changed_from_what_to_what() {
    let book = Book::new();
    let id = book.add(LUNCH);
    book.json(&["edit", &id, "--set", "note=later"]);
    let document = book.json(&["history", &id]);
    assert_eq!(keys(&document), ["history", "id"]);
    let newest = &document["history"][0];
    assert_eq!(
        keys(newest),
        ["at", "by", "changes", "device", "group", "id", "operation", "reason", "table"]
    );
    let note = newest["changes"]
        .as_array()
        .unwrap()
        .iter()
        .find(|change| change["after"] == "later")
        .expect("the note's change");
    assert_eq!(note["before"], "menú del día");
}
