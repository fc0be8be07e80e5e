//! A workspace of Ana's on a real database.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{
    NewWorkspace, Op, Role, Row, RowId, Scope, SyncRequest, SyncResponse, UnitSet, WorkspaceKind,
};

use crate::commands::{NewMember, create_workspace};
use crate::config::Config;
use crate::database::{Locked, begin_read, read_standing};
use crate::state::Clock;
use crate::sync::{Author, exchange};
use crate::testing::TestDatabase;
use crate::{Result, State, feed};

pub struct Bench {
    pub state: State,
    pub workspace: Uuid,
    pub ana: Uuid,
    _folder: tempfile::TempDir,
    pub database: TestDatabase,
}

impl Bench {
    pub async fn new(kind: WorkspaceKind) -> Self {
        Self::with_clock(kind, Clock::system()).await
    }

    /// The same with a clock a test moves.
    pub async fn with_clock(kind: WorkspaceKind, clock: Clock) -> Self {
        let database = TestDatabase::new().await.unwrap();
        let folder = tempfile::tempdir().unwrap();
        let config = Config::for_tests(folder.path(), &database.url());
        let state = State::new(config, database.pool.clone(), clock).unwrap();
        let (workspace, ana) = (Uuid::now_v7(), Uuid::now_v7());
        let new = NewWorkspace {
            id: workspace,
            name: "Home".into(),
            kind,
            home_currency: "EUR".into(),
            row_follows: false,
        };
        create_workspace(&state.pool, &new, ana, "Ana", state.now_ms()).await.unwrap();
        create_workspace(&state.pool, &new, ana, "Ana", state.now_ms()).await.unwrap();
        Self { state, workspace, ana, _folder: folder, database }
    }

    pub async fn join(&self, name: &str, role: Role, scope: Scope) -> Uuid {
        let user = Uuid::now_v7();
        let mut locked = Locked::begin(&self.state.pool, self.workspace, self.ana).await.unwrap();
        let member = NewMember { user, display_name: name.into(), role, scope };
        locked.put_member(&member).await.unwrap();
        locked.commit().await.unwrap();
        user
    }

    /// Does something under the lock, as Ana.
    pub async fn locked(&self) -> Locked {
        Locked::begin(&self.state.pool, self.workspace, self.ana).await.unwrap()
    }

    /// A row as somebody is given it.
    pub async fn row(&self, user: Uuid, kind: &str, id: Uuid) -> Row {
        let mut tx = begin_read(&self.state.pool, self.workspace, user).await.unwrap();
        let (_, member) = read_standing(&mut tx, self.workspace, user).await.unwrap();
        let wanted = RowId { k: kind.into(), id };
        feed::rows(&mut tx, self.workspace, &member, &[wanted]).await.unwrap().remove(0)
    }

    pub async fn head(&self) -> i64 {
        let statement = "select head_seq from workspace_clock where workspace_id = $1";
        sqlx::query_scalar(statement).bind(self.workspace).fetch_one(&self.state.pool).await.unwrap()
    }

    pub async fn sync(&self, user: Uuid, cursor: Option<&str>, ops: Vec<Op>) -> Result<SyncResponse> {
        let author = Author { user, device: None };
        let request = SyncRequest { cursor: cursor.map(str::to_owned), limit: 1_000, ops };
        exchange(&self.state, self.workspace, author, request).await
    }
}

pub fn op(kind: &str, id: Uuid, base: i64, units: serde_json::Value) -> Op {
    let serde_json::Value::Object(units) = units else { panic!("units are an object") };
    let set = units
        .into_iter()
        .map(|(unit, v)| (unit, UnitSet { v: v.as_object().unwrap().clone(), b: base, a: Vec::new() }));
    Op {
        op: Uuid::now_v7(),
        g: None,
        k: kind.into(),
        id,
        t: 1_763_600_000_000,
        set: set.collect(),
        heal: false,
        by: None,
    }
}

pub fn expense(visibility: &str) -> serde_json::Value {
    json!({
        "kind": { "kind": "purchase" },
        "status": { "status": "confirmed" },
        "when": { "occurred_on": "2026-11-20", "occurred_time": "12:30:00", "occurred_at": 1_763_600_000_000_i64,
            "reporting_date": "2026-11-20" },
        "money": { "currency": "EUR", "total_minor": 1_290, "tip_base": "none", "amount_is_estimate": false },
        "visibility": { "visibility": visibility },
        "business": { "is_business": false, "is_billable": true, "reimbursable": false },
        "receipt": { "receipt_state": "not_needed" },
        "origin": { "source": "manual" },
        "note": { "notes": "with Ann", "mood": "happy" },
    })
}
