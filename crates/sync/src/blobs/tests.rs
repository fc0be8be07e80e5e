//! Uploads and downloads over a line that is cut.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use domain::{DeviceId, WorkspaceId};
use serde_json::json;
use sha2::{Digest, Sha256};
use store::{OpenOptions, Store};
use uuid::Uuid;
use wire::v1::{ProblemCode, Row, SyncResponse};

use super::download::hex;
use super::*;
use crate::engine::{Effect, RequestId};
use crate::runner::Runner;
use crate::testing::{Asked, Reply, Server, next_session, session};

const NOW_MS: i64 = 1_795_000_000_000;
const CHUNK: usize = 1_000;

/// What the service has, and after how many requests it cuts the line.
#[derive(Default)]
struct Cloud {
    sizes: BTreeMap<String, usize>,
    chunks: BTreeMap<String, BTreeMap<u32, Vec<u8>>>,
    present: BTreeMap<String, Vec<u8>>,
    puts: u32,
    /// Every so many chunks the line is cut, every other time after the chunk was kept.
    cut_every: u32,
    wrong: BTreeSet<String>,
}

impl Cloud {
    fn state(&self, sha256: &str) -> Reply {
        if self.present.contains_key(sha256) {
            return Reply::json(&json!({"state": "present"}));
        }
        let count = self.sizes[sha256].div_ceil(CHUNK);
        let have: Vec<u32> =
            self.chunks.get(sha256).map(|chunks| chunks.keys().copied().collect()).unwrap_or_default();
        Reply::json(&json!({"state": "chunks", "chunk": CHUNK, "count": count, "have": have}))
    }

    fn answer(&mut self, asked: &Asked) -> Reply {
        if asked.path == "/v1/sessions/refresh" {
            return session(next_session(asked));
        }
        let parts: Vec<&str> = asked.path.split('/').collect();
        let ["", "v1", "workspaces", _, "blobs", sha256, rest @ ..] = parts.as_slice() else {
            return Reply::problem(404, ProblemCode::NotFound);
        };
        match rest {
            ["chunks", index] => {
                self.puts += 1;
                let is_cut = self.cut_every > 0 && self.puts.is_multiple_of(self.cut_every);
                let is_kept = !is_cut || self.puts.is_multiple_of(self.cut_every * 2);
                if is_kept {
                    let chunks = self.chunks.entry((*sha256).to_owned()).or_default();
                    chunks.insert(index.parse().unwrap(), asked.body.clone());
                }
                if is_cut { Reply::silence() } else { Reply::new(204, &[("sync-protocol", "1")], b"") }
            }
            ["complete"] => {
                let bytes: Vec<u8> = self.chunks[*sha256].values().flatten().copied().collect();
                if hex(&Sha256::digest(&bytes)) == **sha256 {
                    self.present.insert((*sha256).to_owned(), bytes);
                }
                self.state(sha256)
            }
            _ if asked.body.is_empty() => self.download(sha256, asked.header("range")),
            _ => {
                let begin: wire::v1::BeginUpload = serde_json::from_slice(&asked.body).unwrap();
                self.sizes.insert((*sha256).to_owned(), usize::try_from(begin.size).unwrap());
                self.state(sha256)
            }
        }
    }

    fn download(&mut self, sha256: &str, range: Option<&str>) -> Reply {
        let Some(bytes) = self.present.get(sha256) else { return Reply::problem(404, ProblemCode::NotFound) };
        let mut bytes = bytes.clone();
        if self.wrong.contains(sha256) {
            bytes[0] ^= 1;
        }
        let from = range.map_or(0, |range| range["bytes=".len()..range.len() - 1].parse().unwrap());
        let status = if from > 0 { 206 } else { 200 };
        let reply =
            Reply::new(status, &[("sync-protocol", "1"), ("content-type", "image/jpeg")], &bytes[from..]);
        let cut_after = if self.cut_every > 0 { 1_500 } else { usize::MAX };
        Reply { cut_after, ..reply }
    }
}

struct Device {
    transfers: Transfers,
    workspace: WorkspaceId,
    cloud: Arc<Mutex<Cloud>>,
    _server: Server,
    _folder: tempfile::TempDir,
}

impl Device {
    /// A device with rows of these photographs, as the service gave them.
    async fn new(photographs: &[Vec<u8>], cloud_state: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store =
            Store::open(&folder.path().join("book.db"), &OpenOptions::at(NOW_MS)).await.unwrap().store;
        let workspace = WorkspaceId(Uuid::now_v7());
        store.add_sync_book(workspace, "Home", None).await.unwrap();
        let runner =
            Runner::new(store.clone(), workspace, DeviceId(Uuid::from_u128(9)), Arc::new(Uuid::now_v7));
        let home = json!({"name": "Home", "kind": "household", "home_currency": "EUR", "month_start_day": 1,
            "fiscal_year_start": 1});
        let mut rows = vec![row("workspace", workspace.0, 1, home)];
        for (seq, bytes) in (2..).zip(photographs) {
            let columns = json!({"sha256": name(bytes), "blake3": "0".repeat(64), "size": bytes.len(),
                "mime": "image/jpeg", "cloud_state": cloud_state});
            rows.push(row("blob", Uuid::now_v7(), seq, columns));
        }
        let head = i64::try_from(rows.len()).unwrap();
        let answer =
            SyncResponse { epoch: 1, head, rows, cursor: "c1".into(), end: true, ..SyncResponse::default() };
        let apply = Effect::Apply { id: RequestId(1), request_cursor: None, answer: Box::new(answer) };
        runner.execute(&apply, NOW_MS).await;
        let cloud = Arc::new(Mutex::new(Cloud::default()));
        let answers = cloud.clone();
        let server = Server::start(move |asked| answers.lock().unwrap().answer(asked)).await;
        let transfers = Transfers {
            service: server.client(folder.path()),
            store,
            now: Arc::new(|| NOW_MS),
            bytes_max: u64::MAX,
        };
        Self { transfers, workspace, cloud, _server: server, _folder: folder }
    }

    /// The same with the bytes here.
    async fn with_bytes(photographs: &[Vec<u8>]) -> Self {
        let device = Self::new(photographs, "absent").await;
        for bytes in photographs {
            device.transfers.store.put_blob(bytes.clone()).await.unwrap();
            device.transfers.store.put_blob_present(device.workspace, &name(bytes)).await.unwrap();
        }
        device
    }

    async fn run(&self) -> Moved {
        run(&self.transfers, &[self.workspace]).await
    }

    async fn waiting(&self) -> usize {
        let Transfers { store, .. } = &self.transfers;
        let up = store.uploads(self.workspace, i64::MAX, 100).await.unwrap().len();
        up + store.downloads(self.workspace, i64::MAX, 100).await.unwrap().len()
    }
}

fn row(kind: &str, id: Uuid, seq: i64, columns: serde_json::Value) -> Row {
    let columns = columns.as_object().unwrap().clone();
    Row { k: kind.into(), id, seq, mt: NOW_MS, ct: NOW_MS, d: columns, ..Row::default() }
}

fn name(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// Bytes that look like nothing, of this length.
fn photograph(seed: u8, length: usize) -> Vec<u8> {
    (0..length).map(|n| (n * 31 + usize::from(seed) * 7 + n / 251) as u8).collect()
}

#[tokio::test]
async fn an_upload_goes_on_where_it_was_cut() {
    let photographs = [photograph(1, 9_500), photograph(2, 700), photograph(3, 4_000)];
    let device = Device::with_bytes(&photographs).await;
    assert_eq!(device.waiting().await, 3);
    device.cloud.lock().unwrap().cut_every = 3;
    let mut rounds = 0;
    while device.waiting().await > 0 {
        device.run().await;
        rounds += 1;
        assert!(rounds < 20, "it never ends");
    }
    let cloud = device.cloud.lock().unwrap();
    for bytes in &photographs {
        assert_eq!(cloud.present.get(&name(bytes)), Some(bytes));
    }
    // Fifteen chunks; what a cut costs is the chunk it hit.
    assert!(cloud.puts <= 15 + 8, "{} chunks were sent", cloud.puts);
}

#[tokio::test]
async fn bytes_the_service_has_are_not_sent() {
    let bytes = photograph(1, 5_000);
    let device = Device::with_bytes(std::slice::from_ref(&bytes)).await;
    device.cloud.lock().unwrap().present.insert(name(&bytes), bytes);
    assert_eq!(device.run().await, Moved { up: 1, ..Moved::default() });
    assert_eq!(device.waiting().await, 0);
    assert_eq!(device.cloud.lock().unwrap().puts, 0);
}

#[tokio::test]
async fn a_file_that_is_gone_before_it_was_sent_is_lost() {
    let bytes = photograph(1, 5_000);
    let device = Device::with_bytes(std::slice::from_ref(&bytes)).await;
    std::fs::remove_file(device.transfers.store.blob_path(&name(&bytes)).unwrap()).unwrap();
    assert_eq!(device.run().await.lost.len(), 1);
    assert_eq!(device.waiting().await, 0);
}

#[tokio::test]
async fn what_the_service_no_longer_has_is_told_once_and_asked_for_again() {
    let bytes = photograph(1, 900);
    let mut device = Device::new(std::slice::from_ref(&bytes), "present").await;
    let mut told = Vec::new();
    for round in 0..4 {
        device.transfers.now = Arc::new(move || NOW_MS + round * RETRY_MAX_MS);
        told.push(device.run().await.lost.len());
    }
    assert_eq!(told, [0, 1, 0, 0]);
    device.cloud.lock().unwrap().present.insert(name(&bytes), bytes);
    device.transfers.now = Arc::new(|| NOW_MS + 9 * RETRY_MAX_MS);
    assert_eq!(device.run().await, Moved { down: 1, ..Moved::default() });
}

#[tokio::test]
async fn a_download_goes_on_where_it_was_cut_and_is_what_its_hash_says() {
    let photographs = [photograph(1, 6_000), photograph(2, 900)];
    let device = Device::new(&photographs, "present").await;
    assert_eq!(device.waiting().await, 2);
    {
        let mut cloud = device.cloud.lock().unwrap();
        cloud.cut_every = 1;
        for bytes in &photographs {
            cloud.present.insert(name(bytes), bytes.clone());
        }
    }
    assert_eq!(device.run().await, Moved { down: 2, ..Moved::default() });
    for bytes in &photographs {
        assert_eq!(&device.transfers.store.read_blob(&name(bytes)).await.unwrap(), bytes);
    }
    assert_eq!(device.waiting().await, 0);
}

#[tokio::test]
async fn bytes_of_another_hash_are_not_kept() {
    let bytes = photograph(1, 900);
    let device = Device::new(std::slice::from_ref(&bytes), "present").await;
    {
        let mut cloud = device.cloud.lock().unwrap();
        cloud.wrong.insert(name(&bytes));
        cloud.present.insert(name(&bytes), bytes.clone());
    }
    assert_eq!(device.run().await, Moved { failed: 1, ..Moved::default() });
    assert!(device.transfers.store.read_blob(&name(&bytes)).await.is_err());
    assert_eq!(device.waiting().await, 1, "it is tried again later");
}
