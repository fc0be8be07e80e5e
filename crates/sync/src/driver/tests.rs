//! The driver with a real book and a service of a few lines that takes every op. What the real service makes of it is in `tests/flow`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use domain::schema::{Patch, Table};
use domain::{DeviceId, GroupId, WorkspaceId};
use serde_json::{Map, json};
use store::{OpenOptions, Store, WriteContext};
use uuid::Uuid;
use wire::v1::{self, Ack, Outcome, ProblemCode, Row, SyncRequest, SyncResponse};

use super::*;
use crate::engine::{Reason, State};
use crate::testing::{Asked, Reply, Server, next_session, session};

const NOW_MS: i64 = 1_795_000_000_000;

/// What the service has.
#[derive(Default)]
struct Cloud {
    ops: Vec<wire::v1::Op>,
    rows: Vec<Row>,
    is_dead: bool,
    is_refused: bool,
    /// What its clock says, if it says anything.
    time_ms: Option<i64>,
}

impl Cloud {
    fn head(&self) -> i64 {
        self.rows.last().map_or(0, |row| row.seq)
    }

    fn add(&mut self, kind: &str, id: Uuid, columns: Map<String, serde_json::Value>) -> i64 {
        let seq = self.head() + 1;
        self.rows.push(Row { k: kind.into(), id, seq, mt: NOW_MS, ct: NOW_MS, d: columns, ..Row::default() });
        seq
    }

    fn sync(&mut self, request: SyncRequest) -> SyncResponse {
        let from: i64 = request.cursor.map_or(0, |cursor| cursor[1..].parse().unwrap());
        let mut acks = Vec::new();
        for op in request.ops {
            let columns = op.set.values().flat_map(|set| set.v.clone()).collect();
            let seq = Some(self.add(&op.k, op.id, columns));
            acks.push(Ack {
                op: op.op,
                r: Outcome::Ok,
                seq,
                conflict: None,
                code: None,
                msg: None,
                remap: None,
            });
            self.ops.push(op);
        }
        let rows = self.rows.iter().filter(|row| row.seq > from).cloned().collect();
        let (head, cursor) = (self.head(), format!("c{}", self.head()));
        SyncResponse { epoch: 1, head, acks, rows, cursor, end: true, ..SyncResponse::default() }
    }

    fn answer(&mut self, workspace: Uuid, asked: &Asked) -> Reply {
        match asked.path.as_str() {
            _ if self.is_dead => Reply::problem(401, ProblemCode::RefreshInvalid),
            "/v1/sessions/refresh" => session(next_session(asked)),
            "/v1/sync/hello" => Reply::json(&json!({
                "protocol_min": 1, "protocol_max": 1, "schema": 1, "time_ms": NOW_MS,
                "account": {"id": Uuid::from_u128(1), "email": "a@example.org", "display_name": "A"},
                "workspaces": [{"id": workspace, "name": "Home", "kind": "household", "role": "owner", "scope": "all",
                    "head": self.head(), "epoch": 1, "members": 1}],
            })),
            "/v1/sync/heads" => {
                Reply::json(&json!({"heads": [{"ws": workspace, "epoch": 1, "head": self.head()}]}))
            }
            path if path.ends_with("/sync") && self.is_refused => Reply::problem(403, ProblemCode::Revoked),
            path if path.ends_with("/sync") => {
                let body = zstd::stream::decode_all(asked.body.as_slice()).unwrap_or(asked.body.clone());
                let answer = self.sync(serde_json::from_slice(&body).unwrap());
                let Some(time_ms) = self.time_ms.map(|time_ms| time_ms.to_string()) else {
                    return Reply::json(&answer);
                };
                let headers = [
                    ("sync-protocol", "1"),
                    ("content-type", v1::CONTENT_TYPE),
                    (v1::header::TIME, &*time_ms),
                ];
                Reply::new(200, &headers, &serde_json::to_vec(&answer).unwrap())
            }
            _ => Reply::problem(404, ProblemCode::NotFound),
        }
    }
}

struct Device {
    server: Server,
    cloud: Arc<Mutex<Cloud>>,
    setup: Setup,
    workspace: WorkspaceId,
    _folder: tempfile::TempDir,
}

impl Device {
    async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&folder.path().join("book.db"), &OpenOptions::at(NOW_MS)).await.unwrap().store;
        let workspace = WorkspaceId(Uuid::now_v7());
        let cloud = Arc::new(Mutex::new(Cloud::default()));
        let answers = cloud.clone();
        let server = Server::start(move |asked| answers.lock().unwrap().answer(workspace.0, asked)).await;
        store.add_sync_book(workspace, "Home", None).await.unwrap();
        let setup = Setup {
            service: server.client(folder.path()),
            store,
            device: DeviceId(Uuid::from_u128(9)),
            ids: Arc::new(Uuid::now_v7),
            now: Arc::new(|| NOW_MS),
            seed: 7,
            is_listening: true,
            blob_bytes_max: u64::MAX,
        };
        let device = Self { server, cloud, setup, workspace, _folder: folder };
        let patch = Patch::new()
            .set("name", "Home")
            .set("kind", "household")
            .set("home_currency", "EUR")
            .set("month_start_day", 1i64)
            .set("fiscal_year_start", 1i64);
        device.insert("workspace", workspace.0, patch).await;
        device
    }

    async fn insert(&self, table: &'static str, id: Uuid, patch: Patch) {
        self.insert_by(&self.setup.store, table, id, patch).await;
    }

    async fn insert_by(&self, store: &Store, table: &'static str, id: Uuid, patch: Patch) {
        let context = WriteContext {
            workspace: self.workspace,
            device: self.setup.device,
            at_ms: NOW_MS,
            group: GroupId(Uuid::now_v7()),
            action: "add",
            ids: Box::new(Uuid::now_v7),
            undoable: true,
        };
        let mut tx = store.write(context).await.unwrap();
        assert!(tx.insert(Table::named(table), id, patch).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn tag(&self, name: &'static str) -> Uuid {
        let id = Uuid::now_v7();
        self.insert("tag", id, Patch::new().set("name", name).set("name_fold", name)).await;
        id
    }
}

/// Waits until the first workspace stands so.
async fn wait_for(handle: &Handle, is_so: impl Fn(&WorkspaceStatus) -> bool) {
    let mut status = handle.status();
    status.wait_for(|status| status.workspaces.first().is_some_and(&is_so)).await.unwrap();
}

fn is_quiet(one: &WorkspaceStatus) -> bool {
    one.status.state == State::Idle && one.status.pending == 0
}

#[tokio::test]
async fn what_is_written_reaches_the_service_by_itself() {
    let device = Device::new().await;
    let handle = start(device.setup.clone());
    wait_for(&handle, is_quiet).await;
    let tag = device.tag("sushi").await;
    handle.user_committed();
    wait_for(&handle, |one| one.status.pending == 1).await;
    wait_for(&handle, is_quiet).await;
    handle.stop().await;
    let cloud = device.cloud.lock().unwrap();
    assert!(cloud.ops.iter().any(|op| op.id == tag && op.k == "tag"));
    let status = handle.status().borrow().workspaces[0].clone();
    assert_eq!((status.name.as_str(), status.role.as_deref()), ("Home", Some("owner")));
}

#[tokio::test]
async fn what_others_write_comes_by_the_heads() {
    let device = Device::new().await;
    let handle = start(device.setup.clone());
    wait_for(&handle, is_quiet).await;
    let mut changes = handle.changes();
    let columns = json!({"name": "ramen", "name_fold": "ramen"});
    device.cloud.lock().unwrap().add("tag", Uuid::now_v7(), columns.as_object().unwrap().clone());
    loop {
        let change = changes.recv().await.unwrap();
        if change.tables.contains("tag") {
            assert_eq!(change.workspace, device.workspace);
            break;
        }
    }
    handle.stop().await;
}

#[tokio::test]
async fn syncing_once_returns_when_everything_is_there() {
    let device = Device::new().await;
    for name in ["a", "b", "c"] {
        device.tag(name).await;
    }
    let handle = start(Setup { is_listening: false, ..device.setup.clone() });
    let status = handle.sync_and_wait().await;
    assert!(status.is_ready && is_quiet(&status.workspaces[0]), "{status:?}");
    assert_eq!((device.cloud.lock().unwrap().ops.len(), device.server.count("/sync/heads")), (4, 0));
    handle.stop().await;
}

/// What the book holds, and how large its file is.
async fn trace_of(device: &Device) -> (serde_json::Value, u64) {
    let store = &device.setup.store;
    (store.dump().await.unwrap(), std::fs::metadata(store.path()).unwrap().len())
}

#[tokio::test]
async fn e128_exchanges_without_news_leave_nothing_behind() {
    let device = Device::new().await;
    let handle = start(Setup { is_listening: false, ..device.setup.clone() });
    // What is kept once is there after a few.
    for _ in 0..5 {
        handle.sync_and_wait().await;
    }
    let before = trace_of(&device).await;
    for _ in 0..200 {
        handle.sync_and_wait().await;
    }
    assert_eq!(trace_of(&device).await, before);
    assert_eq!(device.cloud.lock().unwrap().ops.len(), 1);
    handle.stop().await;
}

#[tokio::test]
async fn a_book_is_synced_by_one_process_and_then_by_the_next() {
    let device = Device::new().await;
    let first = start(device.setup.clone());
    wait_for(&first, is_quiet).await;
    let second = start(device.setup.clone());
    second.status().wait_for(|status| status.is_elsewhere).await.unwrap();
    first.stop().await;
    wait_for(&second, is_quiet).await;
    second.stop().await;
}

#[tokio::test]
async fn e093_a_dead_session_waits_for_a_login_and_keeps_what_waits() {
    let device = Device::new().await;
    device.cloud.lock().unwrap().is_dead = true;
    let handle = start(device.setup.clone());
    wait_for(&handle, |one| one.status.reason == Some(Reason::SignedOut)).await;
    device.tag("sushi").await;
    handle.user_committed();
    wait_for(&handle, |one| one.status.pending == 2).await;
    device.cloud.lock().unwrap().is_dead = false;
    let folder = device._folder.path();
    let again = device.server.client(folder);
    drop(again);
    handle.signed_in();
    wait_for(&handle, is_quiet).await;
    assert_eq!(device.cloud.lock().unwrap().ops.len(), 2);
    handle.stop().await;
}

#[tokio::test]
async fn a_member_who_was_taken_out_stops_and_one_who_is_back_goes_on() {
    let device = Device::new().await;
    device.cloud.lock().unwrap().is_refused = true;
    let handle = start(Setup { is_listening: false, ..device.setup.clone() });
    wait_for(&handle, |one| one.status.state == State::Revoked).await;
    device.cloud.lock().unwrap().is_refused = false;
    handle.sync_and_wait().await;
    wait_for(&handle, is_quiet).await;
    handle.stop().await;
}

#[tokio::test]
async fn a_stream_that_is_open_is_shown_and_its_heads_are_fetched() {
    let folder = tempfile::tempdir().unwrap();
    let (head, workspace) = (Arc::new(Mutex::new(BTreeMap::new())), Uuid::now_v7());
    let asked_heads = head.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/v1/sessions/refresh" => session(next_session(asked)),
        "/v1/sync/events" => Reply::stream(&format!(
            "event: head\ndata: {{\"ws\":\"{workspace}\",\"epoch\":1,\"head\":5}}\n\n"
        )),
        path if path.ends_with("/sync") => {
            *asked_heads.lock().unwrap().entry(workspace).or_insert(0) += 1;
            Reply::json(&SyncResponse {
                epoch: 1,
                head: 5,
                cursor: "c5".into(),
                end: true,
                ..SyncResponse::default()
            })
        }
        _ => Reply::problem(404, ProblemCode::NotFound),
    })
    .await;
    let store = Store::open(&folder.path().join("book.db"), &OpenOptions::at(NOW_MS)).await.unwrap().store;
    store.add_sync_book(WorkspaceId(workspace), "Home", None).await.unwrap();
    let device = Device::new().await;
    let handle = start(Setup { service: server.client(folder.path()), store, ..device.setup.clone() });
    handle.status().wait_for(|status| status.is_streaming).await.unwrap();
    wait_for(&handle, is_quiet).await;
    assert!(head.lock().unwrap()[&workspace] >= 1);
    handle.stop().await;
}

#[tokio::test]
async fn what_another_process_wrote_leaves_at_once_and_is_shown() {
    let device = Device::new().await;
    let handle = start(device.setup.clone());
    wait_for(&handle, |one| one.status.state == State::Idle && one.status.pending == 0).await;
    let mut changes = handle.changes();
    let elsewhere = Store::open(device.setup.store.path(), &OpenOptions::at(NOW_MS)).await.unwrap().store;
    let id = Uuid::now_v7();
    device.insert_by(&elsewhere, "tag", id, Patch::new().set("name", "acme").set("name_fold", "acme")).await;
    assert!(changes.recv().await.unwrap().tables.contains("expense"), "windows read again");
    let has_it = |device: &Device| device.cloud.lock().unwrap().ops.iter().any(|op| op.id == id);
    handle.status().wait_for(|_| has_it(&device)).await.unwrap();
    handle.stop().await;
}

#[tokio::test]
async fn a_clock_that_is_hours_off_is_told_once() {
    let device = Device::new().await;
    device.cloud.lock().unwrap().time_ms = Some(NOW_MS - 3 * 60 * 60 * 1_000);
    let handle = start(device.setup.clone());
    let mut changes = handle.changes();
    let ahead = loop {
        if let Some(ahead_ms) = changes.recv().await.unwrap().clock_ahead_ms {
            break ahead_ms;
        }
    };
    assert!((ahead - 3 * 60 * 60 * 1_000).abs() < 60_000, "{ahead}");
    let id = device.tag("another answer").await;
    handle.user_committed();
    let has_it = |device: &Device| device.cloud.lock().unwrap().ops.iter().any(|op| op.id == id);
    handle.status().wait_for(|_| has_it(&device)).await.unwrap();
    wait_for(&handle, |one| one.status.state == State::Idle && one.status.pending == 0).await;
    while let Ok(change) = changes.try_recv() {
        assert_eq!(change.clock_ahead_ms, None);
    }
    handle.stop().await;
}
