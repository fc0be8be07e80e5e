//! Quick sentences: chips, corrections, and never a silent guess.

use serde_json::json;

use crate::support::Book;

#[test]
fn a_sentence_becomes_an_expense_and_says_what_it_took() {
    let book = Book::new();
    let document = book.json(&["add", "lunch 12.50 EUR at Tacos with Ana and Bo yesterday #acme"]);
    let expense = &document["expense"];
    assert_eq!((&expense["total"]["minor"], &expense["meal"]), (&json!(1_250), &json!("lunch")));
    assert_eq!((&expense["place"]["name"], &expense["party_size"]), (&json!("Tacos"), &json!(3)));
    let chips = document["reading"]["chips"].as_array().unwrap();
    let fields: Vec<_> = chips.iter().map(|chip| chip["field"].as_str().unwrap()).collect();
    assert_eq!(fields, ["meal", "amount", "place", "people", "people", "on", "tags"]);
    assert!(chips[1]["words"].as_str().unwrap().contains("12.50"));
}

#[test]
fn words_need_no_quotes_and_options_correct_the_sentence() {
    let book = Book::new();
    let document = book.json(&[
        "add",
        "dinner",
        "18.40",
        "EUR",
        "at",
        "Lola",
        "--place",
        "Casa Lola",
        "--meal",
        "lunch",
        "--on",
        "2026-05-06",
    ]);
    let expense = &document["expense"];
    assert_eq!(
        (&expense["place"]["name"], &expense["meal"], &expense["occurred_on"]),
        (&json!("Casa Lola"), &json!("lunch"), &json!("2026-05-06"))
    );
}

#[test]
fn three_equal_ones_are_one_step() {
    let book = Book::new();
    let document = book.json(&["add", "3x coffee 2.10 EUR at Bar"]);
    assert_eq!(document["ids"].as_array().unwrap().len(), 3);
    assert_eq!(book.count(""), 3);
    book.json(&["undo"]);
    assert_eq!(book.count(""), 0);
}

#[test]
fn an_ambiguous_day_is_refused_with_the_options_that_choose_it() {
    let book = Book::new();
    let sentence = "lunch 12.50 EUR at Tacos 03/04/2026";
    let refused = book.refused(2, &["add", sentence]);
    assert_eq!(refused["code"], "ambiguous");
    let choose: Vec<_> = refused["choices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["choose"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(choose.len(), 2);
    assert!(
        choose.contains(&"--on 2026-04-03".to_owned()) && choose.contains(&"--on 2026-03-04".to_owned()),
        "{choose:?}"
    );
    assert_eq!(book.count(""), 0, "nothing was guessed");
    let words: Vec<&str> = choose[0].split(' ').collect();
    let document = book.json(&[&["add", sentence], words.as_slice()].concat());
    assert_eq!(document["expense"]["occurred_on"].as_str(), Some(words[1]));
    assert_eq!(document["expense"]["total"]["minor"], 1_250);
}

#[test]
fn every_open_reading_is_named_at_once() {
    let book = Book::new();
    for place in ["Tacos El Gordo", "Tacos El Rey"] {
        book.add(&["--amount", "5", "--place", place, "--on", "2026-01-02"]);
    }
    let refused = book.refused(2, &["add", "lunch 12.50 EUR at Tacos 03/04/2026"]);
    let choices = refused["choices"].to_string();
    assert!(choices.contains("--on 2026-04-03") && choices.contains("--place"), "{choices}");
}

#[test]
fn without_an_amount_nothing_is_saved() {
    let book = Book::new();
    let run = book.meal(&["add", "lunch at Tacos with Ana"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("--amount"), "{}", run.err);
    assert_eq!(book.count(""), 0);
    assert_eq!(
        book.json(&["add", "lunch at Tacos with Ana", "--amount", "0"])["expense"]["total"]["minor"],
        0
    );
}

#[test]
fn the_tip_of_a_sentence_comes_on_top_also_of_a_corrected_amount() {
    let book = Book::new();
    let said = book.json(&["add", "lunch 10 EUR at Tacos, 20% tip"]);
    assert_eq!(
        (&said["expense"]["total"]["minor"], &said["expense"]["tip"]["minor"]),
        (&json!(1_200), &json!(200))
    );
    let corrected = book.json(&["add", "lunch 10 EUR at Tacos, 20% tip", "--amount", "20"]);
    assert_eq!(
        (&corrected["expense"]["total"]["minor"], &corrected["expense"]["tip"]["minor"]),
        (&json!(2_400), &json!(400))
    );
    assert_eq!(
        (&corrected["warnings"], &corrected["expense"]["subtotal"]["minor"]),
        (&json!([]), &json!(2_000))
    );
    let exact = book.json(&["add", "lunch 10 EUR at Tacos, 20% tip", "--amount", "20", "--tip", "3"]);
    assert_eq!(
        (&exact["expense"]["total"]["minor"], &exact["expense"]["tip"]["minor"], &exact["warnings"]),
        (&json!(2_000), &json!(300), &json!([]))
    );
    for (tip, total, minor) in [("3", 1_300, 300), ("50%", 1_500, 500), ("0", 1_000, 0)] {
        let retold = book.json(&["add", "lunch 10 EUR at Tacos, 20% tip", "--tip", tip]);
        assert_eq!(
            (&retold["expense"]["total"]["minor"], &retold["expense"]["tip"]["minor"], &retold["warnings"]),
            (&json!(total), &json!(minor), &json!([])),
            "--tip {tip} takes the place of the tip that was said"
        );
    }
    let inside = book.json(&["add", "lunch 10 EUR at Tacos, incl. 2 tip"]);
    assert_eq!(
        (&inside["expense"]["total"]["minor"], &inside["expense"]["tip"]["minor"]),
        (&json!(1_000), &json!(200))
    );
}

#[test]
fn a_dry_run_shows_the_reading_and_saves_nothing() {
    let book = Book::new();
    let plan = book.json(&["add", "--dry-run", "lunch 12.50 EUR at Tacos"]);
    assert_eq!((&plan["dry_run"], &plan["total"]["decimal"]), (&json!(true), &json!("12.50")));
    assert_eq!(book.count(""), 0);
    let people = book.meal(&["add", "--dry-run", "lunch 12.50 EUR at Tacos"]);
    assert!(people.out.contains("12.50 EUR") && people.out.contains("Nothing was saved."), "{}", people.out);
}
