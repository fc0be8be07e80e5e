//! A book in a temporary folder, for tests.

use domain::fold::fold;
use domain::query::{Direction, GroupBy, Query, SortKey};
use domain::read::{Toward, Window};
use domain::schema::{Patch, Table};
use domain::{DeviceId, ExpenseId, GroupId, WorkspaceId};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Committed, ListRequest, OpenOptions, Store, WriteContext, WriteTx};

pub(crate) const NOW_MS: i64 = 1_795_000_000_000;

/// A store with one book in it.
pub(crate) struct Book {
    pub(crate) store: Store,
    pub(crate) workspace: WorkspaceId,
    pub(crate) folder: TempDir,
}

impl Book {
    pub(crate) async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mealbook.db");
        let store = Store::open(&path, &OpenOptions::at(NOW_MS)).await.unwrap().store;
        Self::with(store, folder).await
    }

    /// A book in a store that is open.
    pub(crate) async fn with(store: Store, folder: TempDir) -> Self {
        let workspace = WorkspaceId(Uuid::now_v7());
        let book = Self { store, workspace, folder };
        let mut tx = book.write("start").await;
        let patch = Patch::new()
            .set("name", "Mine")
            .set("kind", "personal")
            .set("home_currency", "EUR")
            .set("month_start_day", 1i64)
            .set("fiscal_year_start", 1i64);
        tx.step = crate::write::Step::None;
        tx.insert(table("workspace"), workspace.0, patch).await.unwrap();
        tx.commit().await.unwrap();
        book
    }

    pub(crate) fn context(&self, action: &'static str) -> WriteContext {
        WriteContext {
            workspace: self.workspace,
            device: DeviceId(Uuid::from_u128(9)),
            at_ms: NOW_MS,
            group: GroupId(Uuid::now_v7()),
            action,
            ids: Box::new(Uuid::now_v7),
            undoable: true,
        }
    }

    pub(crate) async fn write(&self, action: &'static str) -> WriteTx {
        self.store.write(self.context(action)).await.unwrap()
    }

    /// One insert in its own action.
    pub(crate) async fn insert(&self, name: &'static str, patch: Patch) -> Uuid {
        let id = Uuid::now_v7();
        let mut tx = self.write("add").await;
        assert!(tx.insert(table(name), id, patch).await.unwrap());
        tx.commit().await.unwrap();
        id
    }

    /// One update in its own action.
    pub(crate) async fn update(&self, name: &'static str, id: Uuid, patch: Patch) -> Committed {
        let mut tx = self.write("edit").await;
        tx.update(table(name), id, patch).await.unwrap();
        tx.commit().await.unwrap()
    }

    /// A catalogue row of that name.
    pub(crate) async fn named(&self, name: &'static str, text: &str) -> Uuid {
        self.insert(name, catalogue(name, text)).await
    }

    /// Tags an expense.
    pub(crate) async fn tag(&self, expense: Uuid, tag: Uuid) {
        let mut tx = self.write("tag").await;
        tx.put_member(table("expense_tag"), expense, tag, Patch::new()).await.unwrap();
        tx.commit().await.unwrap();
    }

    /// The ids of the list under a query.
    pub(crate) async fn find(&self, query: &Query) -> Vec<Uuid> {
        self.window(query).await.rows.into_iter().map(|row| row.id.0).collect()
    }

    /// The first window, newest first.
    pub(crate) async fn window(&self, query: &Query) -> Window {
        let request = ListRequest {
            workspace: self.workspace,
            query,
            sort: SortKey::Date,
            direction: Direction::Descending,
            group_by: GroupBy::Day,
            cursor: None,
            toward: Toward::After,
            limit: 500,
        };
        self.store.list(&request).await.unwrap()
    }

    /// One number from SQL.
    pub(crate) async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sql).fetch_one(&self.store.readers).await.unwrap()
    }

    /// One text from SQL.
    pub(crate) async fn text(&self, sql: &str) -> String {
        sqlx::query_scalar(sql).fetch_one(&self.store.readers).await.unwrap()
    }

    pub(crate) async fn note(&self, expense: Uuid) -> String {
        self.store.detail(self.workspace, ExpenseId(expense)).await.unwrap().unwrap().input.notes
    }
}

pub(crate) fn table(name: &'static str) -> &'static Table {
    Table::named(name)
}

/// A purchase of that day and amount in euro.
pub(crate) fn expense(day: &str, total_minor: i64) -> Patch {
    let day: chrono::NaiveDate = day.parse().unwrap();
    let noon = day.and_hms_opt(12, 0, 0).unwrap().and_utc().timestamp_millis();
    Patch::new()
        .set("kind", "purchase")
        .set("status", "confirmed")
        .set("occurred_on", day)
        .set("occurred_at", noon)
        .set("reporting_date", day)
        .set("currency", "EUR")
        .set("total_minor", total_minor)
        .set("tip_base", "none")
        .set("amount_is_estimate", false)
        .set("visibility", "workspace")
        .set("is_business", false)
        .set("is_billable", false)
        .set("reimbursable", false)
        .set("receipt_state", "not_needed")
        .set("source", "manual")
}

/// The least a row of a catalogue needs.
pub(crate) fn catalogue(name: &'static str, text: &str) -> Patch {
    let patch = Patch::new().set("name_fold", fold(text));
    match name {
        "person" => patch.set("display_name", text),
        "category" => patch.set("name", text).set("position", 0i64).set("is_default", false),
        "merchant" => patch.set("name", text).set("is_chain", false),
        "place" => patch.set("name", text).set("is_favorite", false).set("wish_list", false),
        "payment_method" => patch.set("name", text).set("kind", "card"),
        _ => patch.set("name", text),
    }
}
