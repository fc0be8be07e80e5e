//! list, search, totals, demo, doctor.

use std::process::Stdio;

use serde_json::{Value, json};

use crate::support::{Book, keys};

fn book() -> Book {
    let book = Book::new();
    for (day, amount, currency, place, meal, tag) in [
        ("2026-01-10", "10", "EUR", "Café Noño", "breakfast", "acme"),
        ("2026-01-20", "20", "EUR", "Casa Lola", "lunch", "acme"),
        ("2026-02-10", "1500", "JPY", "寿司太郎", "dinner", "travel"),
        ("2026-02-11", "30", "EUR", "Casa Lola", "dinner", "travel"),
        ("2026-03-01", "40", "USD", "Diner", "lunch", "travel"),
    ] {
        book.add(&[
            "--on",
            day,
            "--amount",
            amount,
            "--currency",
            currency,
            "--place",
            place,
            "--meal",
            meal,
            "--tag",
            tag,
        ]);
    }
    book
}

fn days(document: &Value) -> Vec<&str> {
    document["expenses"].as_array().unwrap().iter().map(|row| row["occurred_on"].as_str().unwrap()).collect()
}

#[test]
fn pages_after_a_cursor_make_the_whole_list() {
    let book = book();
    let all = book.json(&["list"]);
    assert_eq!(keys(&all), ["expenses", "has_more", "next"]);
    assert_eq!(
        keys(&all["expenses"][0]),
        [
            "amount_is_estimate",
            "category",
            "cursor",
            "id",
            "is_deleted",
            "is_void",
            "kind",
            "meal",
            "note_start",
            "occurred_on",
            "occurred_time",
            "order",
            "party_size",
            "people",
            "photo_count",
            "place",
            "status",
            "tags",
            "tip",
            "total",
            "trip",
        ]
    );
    assert_eq!((&all["has_more"], &all["next"]), (&json!(false), &Value::Null));
    let (mut paged, mut after) = (Vec::new(), None::<String>);
    loop {
        let mut args = vec!["list", "--limit", "2"];
        if let Some(after) = &after {
            args.extend(["--after", after]);
        }
        let page = book.json(&args);
        paged.extend(page["expenses"].as_array().unwrap().clone());
        after = page["next"].as_str().map(str::to_owned);
        assert_eq!(page["has_more"].as_bool(), Some(after.is_some()));
        if after.is_none() {
            break;
        }
    }
    assert_eq!(json!(paged), all["expenses"]);
}

#[test]
fn queries_sort_keys_and_directions_work() {
    let book = book();
    assert_eq!(days(&book.json(&["list", "--query", "place:\"casa lola\" amount:>25"])), ["2026-02-11"]);
    assert_eq!(
        days(&book.json(&["list", "--query", "tag:travel -currency:JPY", "--asc"])),
        ["2026-02-11", "2026-03-01"]
    );
    let amounts = book.json(&["list", "--query", "currency:EUR", "--sort", "amount"]);
    assert_eq!(days(&amounts), ["2026-02-11", "2026-01-20", "2026-01-10"]);
    assert_eq!(days(&book.json(&["list", "--sort", "place", "--asc", "--limit", "1"])), ["2026-01-10"]);
}

#[test]
fn e154_search_ignores_case_and_accents_and_finds_inside_chinese_text() {
    let book = book();
    for (text, day) in
        [("cafe nono", "2026-01-10"), ("LOLA", "2026-02-11"), ("寿司", "2026-02-10"), ("太郎", "2026-02-10")]
    {
        assert_eq!(days(&book.json(&["search", text, "--limit", "1"])), [day], "{text}");
    }
    assert_eq!(days(&book.json(&["list", "--query", "-currency:EUR -currency:JPY"])), ["2026-03-01"]);
    assert_eq!(days(&book.json(&["search", "meal:lunch"])), Vec::<&str>::new(), "words, no query language");
}

#[test]
fn totals_never_add_two_currencies() {
    let book = book();
    let totals = book.json(&["totals"]);
    assert_eq!(keys(&totals), ["by", "slices", "totals"]);
    let mut sums: Vec<_> = totals["totals"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["total"]["decimal"].as_str().unwrap().to_owned())
        .collect();
    sums.sort();
    assert_eq!(sums, ["1500", "40.00", "60.00"]);
    for by in ["category", "meal", "place", "tag", "month", "currency"] {
        let report = book.json(&["totals", "--by", by, "--query", "currency:EUR"]);
        assert_eq!(report["by"], by);
        let sum: i64 = report["slices"]
            .as_array()
            .unwrap()
            .iter()
            .map(|one| one["total"]["minor"].as_i64().unwrap())
            .sum();
        assert_eq!(sum, 6_000, "{by}: {report}");
    }
    let months = book.json(&["totals", "--by", "month", "--query", "currency:EUR"]);
    assert_eq!(months["slices"][0]["key"], "2026-01");
}

#[test]
fn people_get_an_aligned_table_without_commands_to_the_terminal() {
    let book = Book::new();
    book.add(&[
        "--on",
        "2026-01-10",
        "--amount",
        "10",
        "--currency",
        "EUR",
        "--place",
        "Evil\u{1b}[31m",
        "--meal",
        "lunch",
    ]);
    book.add(&[
        "--on",
        "2026-01-11",
        "--amount",
        "100",
        "--currency",
        "EUR",
        "--place",
        "Bar",
        "--meal",
        "dinner",
    ]);
    let run = book.meal(&["list"]);
    let lines: Vec<&str> = run.out.lines().collect();
    assert!(lines[0].starts_with("day         meal"), "{}", run.out);
    assert!(!run.out.contains('\u{1b}'), "{}", run.out);
    let column = lines[1].find("100.00 EUR").unwrap();
    assert_eq!(lines[2].find(" 10.00 EUR"), Some(column), "{}", run.out);
    assert_eq!(book.meal(&["list", "--query", "place:nowhere"]).out, "Nothing found.\n");
}

#[test]
fn a_reader_that_goes_away_is_no_error() {
    let book = Book::new();
    book.json(&["demo", "--expenses", "800", "--seed", "3"]);
    let mut child = book
        .command()
        .args(["list", "--limit", "800"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0), "{}", String::from_utf8_lossy(&ended.stderr));
    assert!(ended.stderr.is_empty());
}

#[test]
fn equal_seeds_make_equal_demos_and_the_doctor_finds_nothing() {
    let (first, second) = (Book::new(), Book::new());
    for book in [&first, &second] {
        let demo =
            book.json(&["demo", "--expenses", "60", "--seed", "7", "--currency", "EUR", "--language", "en"]);
        assert_eq!(demo, json!({ "expenses": 60, "seed": 7 }));
    }
    let shape = |book: &Book| {
        let rows = book.json(&["list", "--limit", "100"])["expenses"].as_array().unwrap().clone();
        rows.iter()
            .map(|row| {
                (row["occurred_on"].to_string(), row["total"].to_string(), row["place"]["name"].to_string())
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(shape(&first), shape(&second));
    let report = first.json(&["doctor"]);
    assert_eq!(keys(&report), ["checks", "database_bytes", "is_clean", "path"]);
    assert_eq!(report["is_clean"], true, "{report}");
}
