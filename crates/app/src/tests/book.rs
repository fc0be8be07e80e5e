//! A book for one test.

use chrono::{DateTime, Utc};
use domain::expense::{ExpenseInput, Named};
use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind, ExpenseDetail, ExpenseRow};
use domain::{CurrencyCode, ExpenseId};
use tempfile::TempDir;
use uuid::Uuid;
use wire::call::*;
use wire::{Code, Fault};

use crate::{App, Env, OpenApp};

/// Noon of a Friday in Zürich.
pub const NOW: &str = "2026-11-20T11:00:00Z";

pub struct Book {
    pub folder: TempDir,
    pub env: Env,
    pub app: App,
}

pub fn code(text: &str) -> CurrencyCode {
    text.parse().unwrap()
}

pub fn named<Id>(name: &str) -> Named<Id> {
    Named { id: None, name: name.to_owned() }
}

impl Book {
    /// A new file before its first start.
    pub async fn untouched() -> Self {
        let env = Env::fixed(NOW.parse::<DateTime<Utc>>().unwrap(), "Europe/Zurich");
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(OpenApp { path: folder.path().join("book.db"), env: env.clone() }).await.unwrap();
        Self { folder, env, app }
    }

    /// An empty book in Swiss francs.
    pub async fn new() -> Self {
        let book = Self::untouched().await;
        book.ok(StartEmpty { home_currency: code("CHF"), language: Some("en".into()) }).await;
        book
    }

    /// The same file opened again, as after a kill: nothing was closed.
    pub async fn reopened(self) -> Self {
        let path = self.folder.path().join("book.db");
        let app = App::open(OpenApp { path, env: self.env.clone() }).await.unwrap();
        Self { app, ..self }
    }

    pub async fn ok<C: crate::Handle>(&self, call: C) -> C::Reply {
        self.app.call(call).await.unwrap_or_else(|fault| panic!("{}: {fault:?}", C::NAME))
    }

    pub async fn refused<C: crate::Handle>(&self, call: C) -> Fault {
        match self.app.call(call).await {
            Ok(_) => panic!("{} was not refused", C::NAME),
            Err(fault) => fault,
        }
    }

    pub fn advance(&self, minutes: i64) {
        self.env.set_now(self.env.now() + chrono::Duration::minutes(minutes));
    }

    /// A blank form of today.
    pub async fn form(&self) -> ExpenseForm {
        self.ok(OpenForm { from: FormSource::New { on: None } }).await
    }

    /// Saves a new expense.
    pub async fn add(&self, change: impl FnOnce(&mut ExpenseInput)) -> ExpenseId {
        let form = self.form().await;
        let mut input = form.input;
        change(&mut input);
        self.ok(SaveExpense { id: form.id, input, base_ms: form.base_ms, count: 1 }).await.id
    }

    /// Opens an expense, changes it and saves.
    pub async fn edit(&self, id: ExpenseId, change: impl FnOnce(&mut ExpenseInput)) -> Saved {
        let form = self.ok(OpenForm { from: FormSource::Edit(id) }).await;
        let mut input = form.input;
        change(&mut input);
        self.ok(SaveExpense { id, input, base_ms: form.base_ms, count: 1 }).await
    }

    pub async fn get(&self, id: ExpenseId) -> ExpenseDetail {
        self.ok(GetExpense { id }).await
    }

    /// The rows a typed query finds, newest first.
    pub async fn list(&self, query: &str) -> Vec<ExpenseRow> {
        let list =
            ListExpenses { query: QueryText::Text(query.into()), limit: 500, ..ListExpenses::default() };
        self.ok(list).await.rows
    }

    pub async fn count(&self, query: &str) -> usize {
        self.list(query).await.len()
    }

    /// Makes a catalogue row.
    pub async fn make(&self, kind: CatalogueKind, name: &str) -> Uuid {
        let input = CatalogueInput { name: name.into(), details: CatalogueDetails::blank(kind) };
        self.ok(SaveCatalogueEntry { id: None, input }).await.id
    }

    pub async fn find(&self, kind: CatalogueKind, name: &str) -> Uuid {
        let rows = self.ok(ListCatalogue { kind, text: name.into(), with_archived: true }).await;
        rows.iter().find(|row| row.input.name == name).unwrap_or_else(|| panic!("no {kind:?} {name}")).id
    }

    /// Every live row of every table.
    pub async fn dump(&self) -> serde_json::Value {
        self.app.store().dump().await.unwrap()
    }

    pub async fn must_be_whole(&self) {
        let report = self.ok(RunDoctor {}).await;
        assert!(report.is_clean, "{:#?}", report.checks);
    }
}

pub fn is_code(fault: &Fault, code: Code) {
    assert_eq!(fault.code, code, "{fault:?}");
}

#[tokio::test]
async fn the_first_start_asks_once_and_makes_the_usual_categories() {
    let book = Book::untouched().await;
    let start = book.ok(Start {}).await;
    assert!(start.is_first_start && !start.is_demo && start.notice.is_none());
    assert_eq!((start.today.to_string().as_str(), start.tz.as_str()), ("2026-11-20", "Europe/Zurich"));
    book.ok(StartEmpty { home_currency: code("EUR"), language: Some("de-CH".into()) }).await;
    book.ok(StartEmpty { home_currency: code("USD"), language: Some("en".into()) }).await;
    let start = book.ok(Start {}).await;
    assert!(!start.is_first_start);
    assert_eq!(start.settings.home_currency, code("EUR"));
    assert_eq!(start.currencies[0].code, code("EUR"));
    let categories =
        book.ok(ListCatalogue { kind: CatalogueKind::Category, text: "".into(), with_archived: false }).await;
    let out = categories.iter().find(|row| row.input.name == "Auswärts essen").unwrap();
    let cafes = categories.iter().find(|row| row.input.name == "Cafés").unwrap();
    assert_eq!(cafes.parent_name.as_deref(), Some(out.input.name.as_str()));
    assert!(categories.iter().all(|row| row.input.name != "Groceries"), "the second start made nothing");
    book.must_be_whole().await;
}

#[tokio::test]
async fn a_book_opened_again_is_the_same_book_on_the_same_device() {
    let book = Book::new().await;
    let id = book.add(|input| input.total_minor = 1_250).await;
    let device = book.app.store().local_meta("device_id").await.unwrap();
    let book = book.reopened().await;
    assert_eq!(book.get(id).await.input.total_minor, 1_250);
    assert_eq!(book.app.store().local_meta("device_id").await.unwrap(), device);
    assert!(!book.ok(Start {}).await.is_first_start);
}

#[tokio::test]
async fn every_declared_call_is_dispatched_by_name() {
    let book = Book::new().await;
    for name in NAMES {
        let answer = crate::dispatch(&book.app, name, serde_json::Value::Null).await;
        if let Err(fault) = answer {
            assert_ne!(fault.code, Code::Unknown, "{name}");
            assert_ne!(fault.code, Code::Internal, "{name}");
        }
    }
    let fault = crate::dispatch(&book.app, "drop_table", serde_json::Value::Null).await.unwrap_err();
    is_code(&fault, Code::Unknown);
}

#[tokio::test]
async fn a_change_is_announced_to_other_windows() {
    let book = Book::new().await;
    let mut heard = book.app.subscribe();
    book.ok(GetUndoState {}).await;
    book.add(|input| input.total_minor = 100).await;
    let topics = heard.recv().await.unwrap();
    assert!(topics.contains(&wire::Topic::Expenses), "{topics:?}");
}
