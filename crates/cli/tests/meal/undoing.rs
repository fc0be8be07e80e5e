//! undo and redo, over separate runs of the program.

use serde_json::{Value, json};

use crate::support::{Book, keys};

#[test]
fn a_chain_of_changes_is_taken_back_and_done_again() {
    let book = Book::new();
    let id = book.add(&[
        "--amount",
        "10",
        "--currency",
        "EUR",
        "--place",
        "Bar",
        "--on",
        "2026-01-02",
        "--note",
        "first",
    ]);
    book.json(&["edit", &id, "--set", "note=second"]);
    book.json(&["delete", &id]);
    let note = |book: &Book| book.json(&["show", &id])["expense"]["note"].as_str().unwrap().to_owned();
    let deleted = |book: &Book| !book.json(&["show", &id])["expense"]["deleted_at"].is_null();

    assert!(deleted(&book));
    let undone = book.json(&["undo"]);
    assert_eq!(keys(&undone), ["next_redo", "next_undo", "step"]);
    assert_eq!(undone["step"]["action"], "delete");
    assert_eq!(
        (&undone["next_undo"]["action"], &undone["next_redo"]["action"]),
        (&json!("edit"), &json!("delete"))
    );
    assert!(!deleted(&book));
    book.json(&["undo"]);
    assert_eq!(note(&book), "first");
    book.json(&["undo"]);
    assert_eq!(book.count(""), 0);

    book.json(&["redo"]);
    assert_eq!((book.count(""), note(&book)), (1, "first".to_owned()));
    book.json(&["redo"]);
    assert_eq!(note(&book), "second");
    let last = book.json(&["redo"]);
    assert_eq!((deleted(&book), &last["next_redo"]), (true, &Value::Null));
    assert_eq!(book.refused(1, &["redo"])["code"], "nothing_to_undo");
}

#[test]
fn a_new_change_ends_what_could_be_done_again() {
    let book = Book::new();
    let id = book.add(&["--amount", "10", "--on", "2026-01-02"]);
    book.json(&["edit", &id, "--set", "note=one"]);
    book.json(&["undo"]);
    book.json(&["edit", &id, "--set", "note=two"]);
    assert_eq!(book.refused(1, &["redo"])["code"], "nothing_to_undo");
}
