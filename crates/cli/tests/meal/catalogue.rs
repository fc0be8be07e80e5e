//! places, merchants, categories, tags, people, payments, trips.

use serde_json::{Value, json};

use crate::support::{Book, keys};

fn names(document: &Value) -> Vec<&str> {
    document["entries"].as_array().unwrap().iter().map(|entry| entry["name"].as_str().unwrap()).collect()
}

#[test]
fn rows_are_added_with_fields_and_listed_with_figures() {
    let book = Book::new();
    let saved = book.json(&[
        "places",
        "add",
        "Casa Lola",
        "--set",
        "locality=Madrid",
        "--set",
        "default_currency=EUR",
        "--set",
        "price_level=2",
    ]);
    assert_eq!(keys(&saved), ["entry", "kind", "same_name"]);
    assert_eq!((&saved["kind"], &saved["entry"]["details"]["locality"]), (&json!("place"), &json!("Madrid")));
    book.add(&["--amount", "10", "--place", "casa lola", "--on", "2026-01-02"]);
    let listed = book.json(&["places"]);
    assert_eq!(names(&listed), ["Casa Lola"], "the place is found, whatever the case");
    let entry = &listed["entries"][0];
    assert_eq!(
        keys(entry),
        ["details", "id", "is_archived", "last_used_on", "merged_into", "name", "parent", "totals", "uses"]
    );
    assert_eq!((&entry["uses"], &entry["totals"][0]["total"]["minor"]), (&json!(1), &json!(1_000)));
}

#[test]
fn every_kind_can_be_made_changed_archived_and_deleted() {
    let book = Book::new();
    for kind in ["places", "merchants", "categories", "tags", "people", "payments", "trips"] {
        let made = book.json(&[kind, "add", "Zzz One"]);
        let id = made["entry"]["id"].as_str().unwrap().to_owned();
        assert_eq!(
            book.json(&[kind, "edit", "zzz one", "--set", "name=Zzz Two"])["entry"]["id"].as_str(),
            Some(id.as_str()),
            "{kind}"
        );
        book.json(&[kind, "archive", "Zzz Two"]);
        assert!(!names(&book.json(&[kind, "list"])).contains(&"Zzz Two"), "{kind}");
        assert!(names(&book.json(&[kind, "list", "--archived"])).contains(&"Zzz Two"), "{kind}");
        book.json(&[kind, "unarchive", &id]);
        assert!(names(&book.json(&[kind, "list"])).contains(&"Zzz Two"), "{kind}");
        book.json(&[kind, "delete", "Zzz Two"]);
        assert_eq!(book.refused(3, &[kind, "delete", "Zzz Two"])["code"], "not_found", "{kind}");
    }
}

#[test]
fn e151_a_merge_keeps_every_expense() {
    let book = Book::new();
    for place in ["Casa Lola", "Casa Lola 2", "Lola's"] {
        book.add(&["--amount", "10", "--place", place, "--on", "2026-01-02"]);
    }
    book.json(&["places", "merge", "Casa Lola 2", "Lola's", "--into", "Casa Lola"]);
    assert_eq!(names(&book.json(&["places", "list"])), ["Casa Lola"]);
    assert_eq!(book.count("place:\"casa lola\""), 3);
    book.json(&["undo"]);
    assert_eq!(book.json(&["places", "list"])["entries"].as_array().unwrap().len(), 3);
    assert_eq!(book.meal(&["places", "merge", "Casa Lola", "--into", "Casa Lola"]).code, 2);
}

#[test]
fn e144_a_category_is_named_by_its_path() {
    let book = Book::new();
    for parent in ["Work", "Home"] {
        book.json(&["categories", "add", parent]);
        book.json(&["categories", "add", "Canteen", "--set", &format!("parent={parent}")]);
    }
    let refused = book.refused(2, &["add", "--amount", "5", "--category", "Canteen"]);
    assert_eq!(refused["code"], "ambiguous");
    let expense = book.json(&["add", "--amount", "5", "--category", "work:canteen"])["expense"].clone();
    assert_eq!(expense["category"]["name"], "Canteen");
    let by_id = refused["choices"][0]["choose"].as_str().unwrap();
    assert_eq!(
        book.json(&["add", "--amount", "5", "--category", by_id])["expense"]["category"]["id"].as_str(),
        Some(by_id)
    );
}

#[test]
fn a_field_that_is_not_there_is_named() {
    let book = Book::new();
    let refused = book.refused(2, &["places", "add", "X", "--set", "colour=red"]);
    assert!(refused["message"].as_str().unwrap().contains("locality"), "{refused}");
    assert_eq!(names(&book.json(&["places"])), Vec::<&str>::new());
}
