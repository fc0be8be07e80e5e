//! account, sync, workspace, conflicts, parked: what they answer without an account. With one, `tests/flow` asks them.

use std::net::TcpListener;

use crate::support::{Book, keys};

#[test]
fn a_book_without_an_account_says_so() {
    let book = Book::new();
    let account = book.json(&["account"]);
    assert_eq!(
        keys(&account),
        ["account", "attach", "device", "is_signed_in", "server", "tokens", "unverified", "was_wiped"]
    );
    assert!(account["account"].is_null() && account["server"].is_null());
    assert_eq!(account["tokens"], "none");
    assert_eq!(book.json(&["sync", "--status"])["state"], "local_only");
    assert_eq!(book.json(&["conflicts"])["conflicts"].as_array().unwrap().len(), 0);
    assert_eq!(book.json(&["parked", "list"])["parked"].as_array().unwrap().len(), 0);
    let workspaces = book.json(&["workspace"])["workspaces"].clone();
    assert_eq!(workspaces.as_array().unwrap().len(), 1);
    assert_eq!((&workspaces[0]["is_current"], &workspaces[0]["is_synced"]), (&true.into(), &false.into()));
    assert!(workspaces[0]["role"].is_null());
}

#[test]
fn what_needs_an_account_is_refused_with_what_to_do() {
    let book = Book::new();
    for args in [&["sync"][..], &["account", "devices"], &["workspace", "create", "Home"]] {
        assert_eq!(book.refused(1, args)["code"], "no_account", "{args:?}");
    }
    let password = book.file("password", "correct horse battery\n");
    let login = ["account", "login", "--email", "ana@example.org", "--password-file", &password];
    assert_eq!(book.refused(1, &login)["code"], "no_server");
    assert_eq!(book.refused(3, &["workspace", "switch", "Nowhere"])["code"], "not_found");
    assert_eq!(book.refused(2, &["account", "server", "http://example.org"])["code"], "invalid");
}

#[test]
fn a_password_is_asked_for_and_never_an_argument() {
    let book = Book::new();
    let register = ["account", "register", "--email", "ana@example.org", "--name", "Ana"];
    assert_eq!(book.refused(2, &register)["code"], "missing");
    // clap explains an argument that does not exist in several lines.
    let run = book.meal(&[&["--json"], &register[..], &["--password", "secret"]].concat());
    assert_eq!((run.code, &run.document()["error"]["code"]), (2, &"usage".into()));
    let short = book.file("short", "secret\n");
    let refused = book.refused(2, &[&register[..], &["--password-file", &short]].concat());
    assert_eq!((&refused["code"], &refused["fields"][0]["field"]), (&"invalid".into(), &"password".into()));
}

#[test]
fn a_service_that_is_not_there_is_being_offline() {
    let book = Book::new();
    // A port that was free a moment ago.
    let address = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    book.json(&["account", "server", &format!("http://{address}")]);
    let password = book.file("password", "correct horse battery\n");
    let login = ["account", "login", "--email", "ana@example.org", "--password-file", &password];
    assert_eq!(book.refused(1, &login)["code"], "offline");
}
