//! Exit codes, and errors that say what to do.

use crate::support::{Book, keys};

#[test]
fn exit_codes_tell_bad_input_from_not_found_from_anything_else() {
    let book = Book::new();
    let nowhere = "018f0000-0000-7000-8000-000000000001";
    for (code, args) in [
        (2, &["add"] as &[&str]),
        (2, &["add", "--amount", "5", "--currency", "EUE"]),
        (2, &["list", "--limit", "0"]),
        (2, &["list", "--sort", "colour"]),
        (2, &["list", "--query", "amount:>abc"]),
        (2, &["list", "--after", "nonsense"]),
        (2, &["nonsense"]),
        (2, &["show", "short"]),
        (3, &["show", nowhere]),
        (3, &["edit", nowhere, "--set", "note=x"]),
        (3, &["delete", nowhere]),
        (3, &["restore", nowhere]),
        (3, &["void", nowhere, "--reason", "x"]),
        (3, &["duplicate", nowhere]),
        (3, &["history", nowhere]),
        (3, &["attach", nowhere, "x.jpg"]),
        (3, &["add", "--amount", "5", "--category", "Nowhere"]),
        (1, &["undo"]),
        (1, &["redo"]),
    ] {
        let run = book.meal(args);
        assert_eq!(run.code, code, "{args:?}: {}{}", run.out, run.err);
        assert!(run.out.is_empty() && !run.err.is_empty(), "{args:?}: errors go to standard error");
    }
}

#[test]
fn an_error_is_one_line_and_in_documents_a_code() {
    let book = Book::new();
    let error = book.refused(3, &["show", "018f0000-0000-7000-8000-000000000001"]);
    assert_eq!(keys(&error), ["code", "hint", "message"]);
    assert_eq!(error["code"], "not_found");
    let run = book.meal(&["list", "--query", "amount:>abc"]);
    assert_eq!(run.err.lines().count(), 1);
    assert!(
        run.err.starts_with("meal: the query cannot be read at byte") && run.err.contains("amount:>20"),
        "{}",
        run.err
    );
    let usage = book.meal(&["--json", "list", "--sort", "colour"]);
    assert_eq!((usage.code, usage.document()["error"]["code"].as_str()), (2, Some("usage")));
}

#[test]
fn help_and_version_are_answers() {
    let book = Book::new();
    for args in [["--help"], ["--version"]] {
        let run = book.meal(&args);
        assert_eq!((run.code, run.err.as_str()), (0, ""));
        assert!(run.out.contains("meal"));
    }
}

#[test]
fn a_book_that_is_no_book_is_not_destroyed() {
    let book = Book::new();
    std::fs::create_dir(book.path()).unwrap();
    let run = book.meal(&["list"]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.err.contains("book.db"), "{}", run.err);
}

#[test]
fn the_book_is_where_the_variable_says_and_else_where_the_window_has_it() {
    let book = Book::new();
    let run = |variable: Option<(&str, std::path::PathBuf)>| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_meal"));
        command
            .env_clear()
            .env("HOME", book.folder.path())
            .env("XDG_DATA_HOME", book.folder.path().join("data"));
        if let Some((name, value)) = variable {
            command.env(name, value);
        }
        let ended = command.args(["add", "--amount", "5", "--on", "2026-01-02"]).output().unwrap();
        assert!(ended.status.success(), "{}", String::from_utf8_lossy(&ended.stderr));
    };
    run(Some(("MEALBOOK_DB", book.folder.path().join("other.db"))));
    assert!(book.folder.path().join("other.db").exists());
    if cfg!(target_os = "linux") {
        run(None);
        assert!(book.folder.path().join("data/app.mealbook/mealbook.db").exists());
    }
}
