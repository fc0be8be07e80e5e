//! Photographs over a real PostgreSQL and a folder.

use futures_util::TryStreamExt;
use object_store::{ObjectStore, ObjectStoreExt};
use serde_json::{Value as Json, json};
use sha2::Digest;
use uuid::Uuid;
use wire::v1::{BLOB_BYTES_MAX, CHUNK_BYTES, Role, Scope, WorkspaceKind};

use super::{complete, expire_uploads, key, upload::Upload};
use crate::testing::{Reply, TestPerson, TestService};

struct Upl {
    service: TestService,
    ana: TestPerson,
    ws: Uuid,
    bytes: Vec<u8>,
    sha: String,
}

/// A "photograph": the first bytes of a JPEG and noise.
fn picture(size: usize) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0".to_vec();
    bytes.extend((0..size - 4).map(|at| u8::try_from((at * 7 + at / 251) % 256).unwrap()));
    bytes
}

fn hash(bytes: &[u8]) -> String {
    key::Sha256(sha2::Sha256::digest(bytes).into()).to_string()
}

impl Upl {
    async fn new(bytes: Vec<u8>) -> Self {
        let service = TestService::new().await;
        let ana = service.person("Ana").await;
        let ws = service.workspace(&ana, WorkspaceKind::Household).await;
        let sha = hash(&bytes);
        Self { service, ana, ws, bytes, sha }
    }

    fn at(&self, rest: &str) -> String {
        format!("/v1/workspaces/{}/blobs/{}{rest}", self.ws, self.sha)
    }

    async fn begin(&self, size: usize, mime: &str) -> Reply {
        self.service.send(&self.ana, "POST", &self.at(""), &[], &json!({ "size": size, "mime": mime })).await
    }

    async fn put(&self, index: usize, bytes: &[u8]) -> Reply {
        let kind = [("content-type", "application/octet-stream")];
        self.service
            .ask(Some(&self.ana), "PUT", &self.at(&format!("/chunks/{index}")), &kind, bytes.to_vec())
            .await
    }

    async fn put_all(&self) {
        for (index, chunk) in self.bytes.chunks(CHUNK_BYTES).enumerate() {
            assert_eq!(self.put(index, chunk).await.status, 204);
        }
    }

    async fn complete(&self) -> Reply {
        self.service.ask(Some(&self.ana), "POST", &self.at("/complete"), &[], "").await
    }

    /// An expense that shows the photograph.
    async fn attach(&self, visibility: &str) -> Json {
        let document = json!({
            "occurred_on": "2026-11-20",
            "total": { "amount_minor": 1, "currency": "EUR" },
            "visibility": visibility,
            "attachments": [{ "sha256": self.sha, "caption": "slip" }],
        });
        let address = format!("/v1/workspaces/{}/expenses", self.ws);
        let reply = self.service.send(&self.ana, "POST", &address, &[], &document).await;
        assert_eq!(reply.status, 201, "{}", reply.json());
        reply.json()
    }

    async fn staged(&self) -> usize {
        let prefix = key::staging(self.ws, self.sha.parse().unwrap());
        self.service.state.blobs.list(Some(&prefix)).try_collect::<Vec<_>>().await.unwrap().len()
    }
}

fn problem(reply: &Reply) -> (u16, String) {
    (reply.status.as_u16(), reply.json()["fields"][0]["code"].as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn a_photograph_arrives_in_any_order_and_goes_on_after_a_cut() {
    let upload = Upl::new(picture(CHUNK_BYTES * 2 + 100)).await;
    let state = upload.begin(upload.bytes.len(), "image/jpeg").await.json();
    assert_eq!(state, json!({ "state": "chunks", "chunk": CHUNK_BYTES, "count": 3, "have": [] }));
    let chunks: Vec<&[u8]> = upload.bytes.chunks(CHUNK_BYTES).collect();
    assert_eq!(upload.put(2, chunks[2]).await.status, 204);
    assert_eq!(upload.put(0, chunks[0]).await.status, 204);
    assert_eq!(upload.put(0, chunks[0]).await.status, 204);
    assert_eq!(upload.complete().await.status, 409);
    // The line was cut; the device asks where to go on.
    let state = upload.service.get(&upload.ana, &upload.at("/chunks")).await.json();
    assert_eq!(state["have"], json!([0, 2]));
    let state = upload.begin(upload.bytes.len(), "image/jpeg").await.json();
    assert_eq!(state["have"], json!([0, 2]));
    assert_eq!(upload.put(1, chunks[1]).await.status, 204);
    assert_eq!(upload.complete().await.json(), json!({ "state": "present" }));
    assert_eq!(upload.staged().await, 0);
    // Whatever is repeated after that changes nothing.
    assert_eq!(upload.complete().await.json(), json!({ "state": "present" }));
    assert_eq!(upload.put(1, chunks[1]).await.status, 204);
    assert_eq!(upload.begin(upload.bytes.len(), "image/jpeg").await.json(), json!({ "state": "present" }));
    assert_eq!(
        upload.service.get(&upload.ana, &upload.at("/chunks")).await.json(),
        json!({ "state": "present" })
    );
    assert_eq!(upload.staged().await, 0);
}

#[tokio::test]
async fn sizes_kinds_and_hashes_that_differ_are_refused_and_nothing_is_kept() {
    let upload = Upl::new(picture(1_000)).await;
    let too_large = upload.begin(usize::try_from(BLOB_BYTES_MAX).unwrap() + 1, "image/jpeg").await;
    assert_eq!((too_large.status.as_u16(), too_large.json()["limit"].as_u64()), (413, Some(BLOB_BYTES_MAX)));
    assert_eq!(problem(&upload.begin(0, "image/jpeg").await), (422, "out_of_range".into()));
    assert_eq!(problem(&upload.begin(9, "text/html").await), (422, "unknown".into()));
    assert_eq!(upload.put(0, &upload.bytes).await.status, 404);
    upload.begin(1_000, "image/jpeg").await;
    assert_eq!(problem(&upload.put(1, b"x").await), (422, "out_of_range".into()));
    assert_eq!(problem(&upload.put(0, b"x").await), (422, "size_differs".into()));
    // E-088: other bytes of the right size.
    let mut other = upload.bytes.clone();
    other[500] ^= 1;
    assert_eq!(upload.put(0, &other).await.status, 204);
    assert_eq!(problem(&upload.complete().await), (422, "hash_differs".into()));
    assert_eq!(upload.staged().await, 0);
    assert_eq!(upload.complete().await.status, 404);
    // Said to be longer than the bytes that hash to the name.
    upload.begin(1_001, "image/jpeg").await;
    let longer = [upload.bytes.clone(), vec![0]].concat();
    upload.put(0, &longer).await;
    assert_eq!(problem(&upload.complete().await), (422, "hash_differs".into()));
    upload.begin(1_000, "image/png").await;
    upload.put_all().await;
    assert_eq!(problem(&upload.complete().await), (422, "kind_differs".into()));
    let objects = upload.service.state.blobs.list(None).try_collect::<Vec<_>>().await.unwrap();
    assert_eq!(objects.len(), 0);
}

#[tokio::test]
async fn many_completes_at_once_are_one() {
    let upload = Upl::new(picture(CHUNK_BYTES + 5)).await;
    upload.begin(upload.bytes.len(), "image/jpeg").await;
    upload.put_all().await;
    let all = futures_util::future::join_all((0..8).map(|_| upload.complete())).await;
    for reply in &all {
        assert_eq!(reply.status, 200, "{}", reply.json());
    }
    upload.attach("workspace").await;
    let got = upload.service.get(&upload.ana, &upload.at("")).await;
    assert_eq!(got.body, upload.bytes);
}

#[tokio::test]
async fn a_crash_at_any_step_of_completing_is_mended_by_completing_again() {
    for steps in 1..=3 {
        let upload = Upl::new(picture(CHUNK_BYTES + 5)).await;
        upload.begin(upload.bytes.len(), "image/jpeg").await;
        upload.put_all().await;
        let (state, hash) = (&upload.service.state, upload.sha.parse().unwrap());
        let size = upload.bytes.len() as u64;
        let known = Upload { size, mime: "image/jpeg".into() };
        // The service does so many steps and dies.
        let stored = complete::write(state, upload.ws, hash, &known).await.unwrap();
        if steps > 1 {
            complete::record(state, upload.ws, hash, &stored).await.unwrap();
        }
        if steps > 2 {
            complete::mark(state, upload.ws, hash).await.unwrap();
        }
        assert_eq!(upload.complete().await.json(), json!({ "state": "present" }), "after step {steps}");
        let made = upload.attach("workspace").await;
        assert_eq!(made["attachments"][0]["is_uploaded"], true, "after step {steps}");
    }
}

#[tokio::test]
async fn rows_that_name_the_bytes_say_so_when_they_are_complete() {
    let upload = Upl::new(picture(1_000)).await;
    let unknown = json!({ "occurred_on": "2026-11-20", "total": { "amount_minor": 1, "currency": "EUR" },
        "attachments": [{ "sha256": upload.sha }] });
    let address = format!("/v1/workspaces/{}/expenses", upload.ws);
    let early = upload.service.send(&upload.ana, "POST", &address, &[], &unknown).await;
    assert_eq!(
        (early.status.as_u16(), early.json()["fields"][0]["path"].as_str()),
        (422, Some("/attachments/0/sha256"))
    );
    upload.begin(1_000, "image/jpeg").await;
    upload.put_all().await;
    upload.complete().await;
    let made = upload.attach("workspace").await;
    let shown = &made["attachments"][0];
    assert_eq!(
        (&shown["mime"], &shown["size"], &shown["is_uploaded"]),
        (&json!("image/jpeg"), &json!(1_000), &json!(true))
    );
    assert_eq!(shown["href"].as_str(), Some(upload.at("").as_str()));
    let listed =
        upload.service.get(&upload.ana, &format!("/v1/workspaces/{}/attachments", upload.ws)).await.json();
    assert_eq!(listed["items"][0]["sha256"].as_str(), Some(upload.sha.as_str()));
    // Changing the expense leaves the photograph as it is.
    let one = format!("{address}/{}", made["id"].as_str().unwrap());
    let seen = format!("\"{}\"", made["seq"]);
    let patch = json!({ "notes": "x", "attachments": [{ "id": shown["id"], "sha256": upload.sha, "caption": "the bill" }] });
    let changed = upload.service.send(&upload.ana, "PATCH", &one, &[("if-match", &seen)], &patch).await;
    assert_eq!(changed.status, 200, "{}", changed.json());
    assert_eq!(changed.json()["attachments"][0]["id"], shown["id"]);
    assert_eq!(changed.json()["attachments"][0]["caption"], "the bill");
}

#[tokio::test]
async fn a_download_goes_on_where_it_was_cut_and_is_never_a_page() {
    let upload = Upl::new(picture(1_000)).await;
    upload.begin(1_000, "image/jpeg").await;
    upload.put_all().await;
    upload.complete().await;
    upload.attach("workspace").await;
    let ask = |headers: Vec<(&'static str, String)>| {
        let upload = &upload;
        async move {
            let headers: Vec<(&str, &str)> =
                headers.iter().map(|(name, value)| (*name, value.as_str())).collect();
            upload.service.ask(Some(&upload.ana), "GET", &upload.at(""), &headers, "").await
        }
    };
    let whole = ask(vec![]).await;
    assert_eq!((whole.status.as_u16(), &whole.body[..]), (200, &upload.bytes[..]));
    assert_eq!(whole.header("content-type"), "image/jpeg");
    assert_eq!(whole.header("x-content-type-options"), "nosniff");
    assert!(whole.header("content-disposition").starts_with("attachment; filename="));
    assert!(whole.header("content-security-policy").contains("sandbox"));
    let etag = whole.header("etag").to_owned();
    let rest = ask(vec![("range", "bytes=600-".into()), ("if-range", etag.clone())]).await;
    assert_eq!(
        (rest.status.as_u16(), rest.header("content-range"), &rest.body[..]),
        (206, "bytes 600-999/1000", &upload.bytes[600..])
    );
    let other = ask(vec![("range", "bytes=600-".into()), ("if-range", "\"other\"".into())]).await;
    assert_eq!((other.status.as_u16(), other.body.len()), (200, 1_000));
    let beyond = ask(vec![("range", "bytes=1000-".into())]).await;
    assert_eq!((beyond.status.as_u16(), beyond.header("content-range")), (416, "bytes */1000"));
    assert_eq!(ask(vec![("if-none-match", etag)]).await.status, 304);
}

#[tokio::test]
async fn a_photograph_is_for_whoever_sees_what_it_hangs_on() {
    let upload = Upl::new(picture(1_000)).await;
    let (ben, eve) = (upload.service.person("Ben").await, upload.service.person("Eve").await);
    upload.service.join(upload.ws, &ben, Role::Viewer, Scope::All).await;
    upload.begin(1_000, "image/jpeg").await;
    upload.put_all().await;
    upload.complete().await;
    let status = |person: TestPerson| {
        let upload = &upload;
        async move { upload.service.get(&person, &upload.at("")).await.status.as_u16() }
    };
    // Bytes nobody has named are nobody's to read.
    assert_eq!(status(upload.ana.clone()).await, 404);
    upload.attach("amount_only").await;
    assert_eq!(
        (status(upload.ana.clone()).await, status(ben.clone()).await, status(eve.clone()).await),
        (200, 404, 404)
    );
    upload.attach("workspace").await;
    assert_eq!((status(ben.clone()).await, status(eve.clone()).await), (200, 404));
    // Another workspace does not learn that somebody has this file.
    let elsewhere = upload.service.workspace(&eve, WorkspaceKind::Personal).await;
    let address = format!("/v1/workspaces/{elsewhere}/blobs/{}", upload.sha);
    let begun = upload
        .service
        .send(&eve, "POST", &address, &[], &json!({ "size": 1_000, "mime": "image/jpeg" }))
        .await;
    assert_eq!(begun.json()["state"], "chunks");
    // A viewer does not upload.
    let begun = upload
        .service
        .send(&ben, "POST", &upload.at(""), &[], &json!({ "size": 1_000, "mime": "image/jpeg" }))
        .await;
    assert_eq!(begun.status, 403);
}

#[tokio::test]
async fn an_upload_nobody_goes_on_with_is_removed_after_a_week() {
    let upload = Upl::new(picture(CHUNK_BYTES + 1)).await;
    upload.begin(upload.bytes.len(), "image/jpeg").await;
    upload.put(0, &upload.bytes[..CHUNK_BYTES]).await;
    let (owner, store) = (&upload.service.database.owner, upload.service.state.blobs.clone());
    let (now_ms, week_ms) = (upload.service.state.now_ms(), super::UPLOAD_DAYS * 24 * 60 * 60 * 1_000);
    assert_eq!(expire_uploads(owner, &*store, now_ms + week_ms - 60_000).await.unwrap(), 0);
    assert_eq!(upload.staged().await, 1);
    assert_eq!(expire_uploads(owner, &*store, now_ms + week_ms + 60_000).await.unwrap(), 1);
    assert_eq!(upload.staged().await, 0);
    assert_eq!(upload.put(0, &upload.bytes[..CHUNK_BYTES]).await.status, 404);
    assert!(store.head(&key::object(upload.ws, upload.sha.parse().unwrap())).await.is_err());
}
