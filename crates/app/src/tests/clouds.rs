//! Accounts and workspaces as far as they go without a service: what is refused before anything is sent, what is remembered, and that
//! a book without an account talks to nobody. With a service: `tests/flow`.

use std::io::{ErrorKind, Read, Write};
use std::net::TcpListener;

use domain::WorkspaceId;
use domain::expense::Field;
use domain::read::SyncMark;
use uuid::Uuid;
use wire::Code;
use wire::call::*;

use super::book::{Book, code, is_code};
use crate::{App, CloudOptions, OpenApp};

const PASSWORD: &str = "correct horse battery";

/// The same file with a service at this address.
async fn with_service(book: Book, address: &str) -> Book {
    let open = OpenApp { path: book.folder.path().join("book.db"), env: book.env.clone() };
    book.app.close().await;
    let cloud = CloudOptions {
        server: Some(address.to_owned()),
        keys: book.folder.path().join("keys"),
        ..CloudOptions::none()
    };
    let app = App::open_cloud(open, cloud).await.unwrap();
    Book { app, ..book }
}

fn login() -> Login {
    Login { email: "ana@example.org".into(), password: PASSWORD.into(), code: None }
}

#[tokio::test]
async fn a_book_without_an_account_talks_to_nobody() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let book = with_service(Book::new().await, &address).await;
    book.app.start_sync().await;
    let id = book.add(|input| input.total_minor = 1_250).await;
    book.edit(id, |input| input.notes = "soup".into()).await;
    book.ok(SetForeground { is_foreground: true }).await;
    let status = book.ok(SyncStatus {}).await;
    assert_eq!((status.state, status.pending), (SyncState::LocalOnly, 0));
    is_code(&book.refused(SyncNow {}).await, Code::NoAccount);
    is_code(&book.refused(ListDevices {}).await, Code::NoAccount);
    let account = book.ok(GetAccount {}).await;
    assert_eq!((account.server, account.account, account.is_signed_in), (address, None, false));
    assert_eq!(book.ok(ListWorkspaces {}).await.len(), 1);
    assert!(book.ok(ListConflicts::default()).await.is_empty() && book.ok(ListParked {}).await.is_empty());
    assert_eq!(book.list("").await[0].sync, SyncMark::Clean, "nothing waits where nothing is sent");
    book.app.close().await;
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock, "somebody connected");
    assert!(!book.folder.path().join("keys").exists());
}

#[tokio::test]
async fn what_a_form_lacks_is_said_before_anything_is_sent() {
    let book = Book::new().await;
    let field = async |email: &str, password: &str, name: &str| {
        let register = Register { email: email.into(), password: password.into(), display_name: name.into() };
        let fault = book.refused(register).await;
        is_code(&fault, Code::Invalid);
        fault.invalid[0].field
    };
    assert_eq!(field("", PASSWORD, "Ana").await, Field::Email);
    assert_eq!(field("ana", PASSWORD, "Ana").await, Field::Email);
    assert_eq!(field("ana@example.org", "short", "Ana").await, Field::Password);
    assert_eq!(field("ana@example.org", PASSWORD, " ").await, Field::Name);
    is_code(&book.refused(login()).await, Code::NoServer);
    let fault = book.refused(SetServer { server: "http://example.org".into() }).await;
    assert_eq!(fault.invalid[0].field, Field::Server);
}

#[tokio::test]
async fn e104_an_unreachable_service_and_a_hotels_login_page_are_told_apart() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let hotel = std::thread::spawn(move || {
        let (mut guest, _) = listener.accept().unwrap();
        let _ = guest.read(&mut [0; 4_096]).unwrap();
        let page = "HTTP/1.1 200 OK\r\ncontent-type: text/html\r\ncontent-length: 12\r\nconnection: close\r\n\r\n<h1>Hi!</h1>";
        guest.write_all(page.as_bytes()).unwrap();
    });
    let book = with_service(Book::new().await, &address).await;
    is_code(&book.refused(login()).await, Code::CaptivePortal);
    hotel.join().unwrap();
    is_code(&book.refused(login()).await, Code::Offline);
    assert!(book.ok(GetAccount {}).await.account.is_none());
}

#[tokio::test]
async fn another_workspace_is_another_book_and_is_remembered() {
    let book = Book::new().await;
    book.add(|input| input.total_minor = 900).await;
    let home = book.ok(ListWorkspaces {}).await[0].id;
    let other = WorkspaceId(Uuid::from_u128(7));
    book.app.store().add_sync_book(other, "Home", Some("member")).await.unwrap();
    is_code(&book.refused(SwitchWorkspace { id: WorkspaceId(Uuid::from_u128(8)) }).await, Code::NotFound);

    let mut settings = book.ok(Start {}).await.settings;
    settings.theme = "dark".into();
    book.ok(SetSetting { settings }).await;
    let mut heard = book.app.subscribe();
    book.ok(SwitchWorkspace { id: other }).await;
    assert_eq!(heard.recv().await.unwrap(), wire::Topic::BOOK);
    assert_eq!(book.count("").await, 0);
    let rows = book.ok(ListWorkspaces {}).await;
    assert_eq!((rows[0].id, rows[0].is_current, rows[0].role), (other, true, Some(Role::Member)));

    let book = book.reopened().await;
    let start = book.ok(Start {}).await;
    assert_eq!((start.settings.theme.as_str(), start.is_first_start), ("dark", false));
    assert_eq!(book.count("").await, 0);
    book.ok(SwitchWorkspace { id: home }).await;
    assert_eq!(book.count("").await, 1);
    assert_eq!(book.ok(Start {}).await.settings.home_currency, code("CHF"));
}

#[tokio::test]
async fn unsent_changes_of_a_workspace_are_not_dropped_unasked() {
    let book = Book::new().await;
    let home = book.ok(ListWorkspaces {}).await[0].id;
    book.app.store().add_sync_book(home, "Personal", Some("owner")).await.unwrap();
    book.add(|input| input.total_minor = 900).await;
    let fault = book.refused(LeaveWorkspace { id: home, discard: false }).await;
    is_code(&fault, Code::Unsent);
    assert!(fault.number.unwrap() > 0);
    is_code(&book.refused(LeaveWorkspace { id: home, discard: true }).await, Code::Forbidden);
    assert_eq!(book.count("").await, 1);
}
