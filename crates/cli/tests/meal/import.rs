//! import

use serde_json::json;

use crate::support::{Book, Run, keys};

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
            "sign",
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
    let headless = book.file("headless.csv", "when,how much,where\n2026-01-13,12.50,Casa Lola\n");
    let refused = book.refused(2, &["import", &headless]);
    assert_eq!(refused["code"], "unknown_format");
    assert!(refused["message"].as_str().unwrap().contains("recognised as its total"), "{refused}");
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

#[test]
fn e134_a_bank_writes_spending_with_a_minus_and_the_person_may_say_otherwise() {
    const BANK: &str =
        "date,amount,payee\n2026-03-01,-12.50,Casa Lola\n2026-03-02,-8.00,Bar\n2026-03-03,5.00,Casa Lola\n";
    let book = Book::new();
    let file = book.file("bank.csv", BANK);
    let kinds = |plan: &serde_json::Value| -> Vec<String> {
        let rows = plan["sample"].as_array().unwrap();
        rows.iter().map(|row| row["kind"].as_str().unwrap().to_owned()).collect()
    };
    let plan = book.json(&["import", &file, "--dry-run"]);
    assert_eq!(plan["sign"], "spending_negative");
    assert_eq!(kinds(&plan), ["purchase", "purchase", "reimbursement_in"]);
    assert!(
        book.meal(&["import", &file, "--dry-run"]).out.contains("--spending-positive"),
        "the person is told"
    );

    let other = book.json(&["import", &file, "--dry-run", "--spending-positive"]);
    assert_eq!(other["sign"], "spending_positive");
    assert_eq!(kinds(&other), ["refund", "refund", "purchase"]);
    assert_eq!(book.meal(&["import", &file, "--spending-negative", "--spending-positive"]).code, 2);
}

#[test]
fn e021_the_calendar_of_the_system_changes_no_day() {
    let book = Book::new();
    let thai = |args: &[&str]| {
        let mut command = book.command();
        command.env("LANG", "th_TH.UTF-8").env("LC_ALL", "th_TH.UTF-8").env("LC_TIME", "fa_IR.UTF-8");
        Run::of(&command.args(["--json"]).args(args).output().unwrap()).document()
    };
    let added = thai(&["add", "--amount", "12.50", "--currency", "THB", "--on", "2026-03-05"]);
    let id = added["expense"]["id"].as_str().unwrap();
    assert_eq!(thai(&["show", id])["expense"]["occurred_on"], "2026-03-05");
    // A year of the Buddhist calendar is no year of ours: it is reported, not stored as the year 2569.
    let file = book.file("thai.csv", "date,amount,currency\n2569-03-05,10.00,THB\n2026-03-06,11.00,THB\n");
    let report = thai(&["import", &file]);
    assert_eq!((&report["added"], &report["problems"][0]["line"]), (&json!(1), &json!(2)), "{report}");
    assert_eq!(book.count("on:2026-03-06"), 1);
}
