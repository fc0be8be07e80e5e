//! import

use serde_json::json;

use crate::support::{Book, keys};

const CSV: &str = "date,amount,currency,restaurant,category,meal type,tags,notes,party size\n\
    2026-01-13,12.50,EUR,Casa Lola,Restaurants,lunch,acme,first,2\n\
    2026-01-14,not an amount,EUR,Bar,Restaurants,dinner,,,\n\
    2026-01-15,8.00,EUR,Bar,Restaurants,dinner,,,1\n\
    2026-01-15,8.00,EUR,Bar,Restaurants,dinner,,,1\n";

#[test]
fn a_second_import_adds_nothing_and_the_first_is_one_step() {
    let book = Book::new();
    let file = book.file("expenses.csv", CSV);
    let first = book.json(&["import", &file]);
    assert_eq!(keys(&first), ["added", "dry_run", "group", "known", "problem_count", "problems", "rows"]);
    // Two equal coffees on one day are two coffees (E-137).
    assert_eq!(
        (&first["added"], &first["known"], &first["problem_count"]),
        (&json!(3), &json!(0), &json!(1))
    );
    let problem = &first["problems"][0];
    assert_eq!(keys(problem), ["field", "line", "reason", "text"]);
    assert_eq!(
        (&problem["line"], &problem["field"], &problem["text"]),
        (&json!(3), &json!("amount"), &json!("not an amount"))
    );
    let second = book.json(&["import", &file]);
    assert_eq!((&second["added"], &second["known"], &second["group"]), (&json!(0), &json!(3), &json!(null)));
    assert_eq!(book.count(""), 3);
    book.json(&["undo"]);
    assert_eq!(book.count(""), 0);
}

#[test]
fn a_dry_run_tells_and_changes_nothing() {
    let book = Book::new();
    let file = book.file("expenses.csv", CSV);
    let plan = book.json(&["import", &file, "--dry-run"]);
    assert_eq!(
        keys(&plan),
        [
            "columns",
            "day_first",
            "decimal_comma",
            "dry_run",
            "encoding",
            "format",
            "known_rows",
            "needs",
            "new_rows",
            "problem_count",
            "problems",
            "rows",
            "sample",
        ]
    );
    assert_eq!(
        (&plan["dry_run"], &plan["new_rows"], &plan["problem_count"]),
        (&json!(true), &json!(3), &json!(1))
    );
    assert_eq!(plan["sample"][0]["total"], json!({ "minor": 1250, "currency": "EUR", "decimal": "12.50" }));
    assert_eq!(book.count(""), 0);
    assert_eq!(book.refused(1, &["undo"])["code"], "nothing_to_undo");
}

#[test]
fn e132_open_dates_are_asked_about_and_never_guessed() {
    let book = Book::new();
    let file = book.file(
        "open.csv",
        "date,amount,currency,restaurant\n03/04/2026,10.00,EUR,Bar\n05/06/2026,11.00,EUR,Bar\n",
    );
    let refused = book.refused(2, &["import", &file]);
    assert_eq!(refused["code"], "ambiguous");
    let choose: Vec<_> =
        refused["choices"].as_array().unwrap().iter().map(|one| one["choose"].as_str().unwrap()).collect();
    assert_eq!(choose, ["--day-first", "--month-first"]);
    assert_eq!(book.count(""), 0);
    book.json(&["import", &file, "--day-first"]);
    assert_eq!(book.count("on:2026-04-03"), 1);
}

#[test]
fn what_cannot_be_imported_says_why() {
    let book = Book::new();
    let file = book.file("picture.csv", b"\x89PNG\r\n\x1a\n\0\0\0");
    let refused = book.refused(2, &["import", &file]);
    assert_eq!(refused["code"], "unknown_format");
    assert_eq!(book.refused(3, &["import", "/no/such/file.csv"])["code"], "file");
    assert_eq!(book.meal(&["import", &file, "--day-first", "--month-first"]).code, 2);
}

#[test]
fn the_fixtures_of_the_original_import_once() {
    for name in ["original.csv", "original.json"] {
        let book = Book::new();
        let file = format!("{}/../../tests/fixtures/{name}", env!("CARGO_MANIFEST_DIR"));
        let first = book.json(&["import", &file]);
        assert!(first["added"].as_u64().unwrap() > 0, "{name}: {first}");
        let second = book.json(&["import", &file]);
        assert_eq!((&second["added"], &second["known"]), (&json!(0), &first["added"]), "{name}");
    }
}
