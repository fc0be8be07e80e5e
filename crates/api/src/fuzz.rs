//! Every parser of a body, fed with bytes, JSON and almost right documents: no answer is a mistake of the service, and every refusal
//! says which limit was passed.

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::{Map, Value as Json, json};
use wire::v1::{BODY_BYTES_MAX, CHUNK_BYTES, OP_BYTES_MAX, OPS_MAX, PAGE_ROWS, PROBLEM_TYPE, WorkspaceKind};

use crate::openapi;
use crate::testing::{Reply, TestPerson, TestService};

/// Bodies of each kind for each operation.
const BODIES: usize = 6;
/// Operations that would end what the others need.
const LEFT_OUT: &[&str] =
    &["/v1/account/devices/{id}/wipe", "/v1/workspaces/{ws}/leave", "/v1/workspaces/{ws}/transfer"];

/// Any JSON, not too large.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "\\PC{0,40}".prop_map(Json::from),
        Just(json!("\u{0}")),
        Just(json!("2026-02-30")),
        Just(json!("x".repeat(20_000))),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::btree_map("[a-z_]{0,12}", inner, 0..6)
                .prop_map(|map| Json::Object(map.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// `document` with something else in one place.
fn spoil(document: &Json, place: usize, other: Json) -> Json {
    fn places(json: &Json) -> usize {
        1 + match json {
            Json::Object(map) => map.values().map(places).sum(),
            Json::Array(items) => items.iter().map(places).sum(),
            _ => 0,
        }
    }
    fn put(json: &mut Json, place: &mut usize, other: &mut Option<Json>) {
        if *place == 0 {
            if let Some(other) = other.take() {
                *json = other;
            }
            return;
        }
        *place -= 1;
        match json {
            Json::Object(map) => map.values_mut().for_each(|one| {
                if other.is_some() {
                    put(one, place, other)
                }
            }),
            Json::Array(items) => items.iter_mut().for_each(|one| {
                if other.is_some() {
                    put(one, place, other)
                }
            }),
            _ => {}
        }
    }
    let mut spoiled = document.clone();
    let mut at = place % places(document);
    put(&mut spoiled, &mut at, &mut Some(other));
    spoiled
}

fn check(reply: &Reply, what: &str) {
    let status = reply.status.as_u16();
    assert!(status < 500, "{what}: {status} {}", reply.json());
    if status < 400 {
        return;
    }
    let problem = reply.json();
    assert_eq!(reply.header("content-type"), PROBLEM_TYPE, "{what}: {status}");
    assert_eq!(problem["status"], status, "{what}");
    if status == 413 || status == 429 {
        assert!(problem["limit"].is_u64(), "{what}: {problem}");
    }
    for field in problem["fields"].as_array().into_iter().flatten() {
        let code = field["code"].as_str().unwrap_or_default();
        let names_limit =
            !["too_long", "too_many", "out_of_range"].contains(&code) || field["limit"].is_i64();
        assert!(names_limit || !what.contains("/{ws}/expenses"), "{what}: {problem}");
    }
}

struct Target {
    service: TestService,
    ana: TestPerson,
    ws: String,
    expense: String,
}

impl Target {
    async fn new() -> Self {
        let service = TestService::new().await;
        let ana = service.person("Ana").await;
        let ws = service.workspace(&ana, WorkspaceKind::Household).await.to_string();
        let document =
            json!({ "occurred_on": "2026-11-20", "total": { "amount_minor": 1, "currency": "EUR" } });
        let made = service.send(&ana, "POST", &format!("/v1/workspaces/{ws}/expenses"), &[], &document).await;
        let expense = made.json()["id"].as_str().unwrap().to_owned();
        Self { service, ana, ws, expense }
    }

    async fn post(&self, method: &str, path: &str, kind: &str, body: Vec<u8>) -> Reply {
        let address = path
            .replace("{ws}", &self.ws)
            .replace("{id}", &self.expense)
            .replace("{sha256}", &"ab".repeat(32))
            .replace("{index}", "0")
            .replace("{user}", &self.ana.user.to_string());
        let headers = [("content-type", kind), ("if-match", "\"5\"")];
        self.service.ask(Some(&self.ana), method, &address, &headers, body).await
    }
}

#[tokio::test]
async fn no_body_at_all_is_a_mistake_of_the_service() {
    let target = Target::new().await;
    let document = openapi::document();
    let rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for (kind, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
                if LEFT_OUT.contains(&path.as_str()) || method == "delete" {
                    continue;
                }
                let method = method.to_uppercase();
                for _ in 0..BODIES {
                    let bytes =
                        prop::collection::vec(any::<u8>(), 0..300).new_tree(&mut runner).unwrap().current();
                    let json = any_json().new_tree(&mut runner).unwrap().current();
                    let place = any::<usize>().new_tree(&mut runner).unwrap().current();
                    let spoiled = spoil(&content["example"], place, json.clone());
                    for body in [bytes, json.to_string().into_bytes(), spoiled.to_string().into_bytes()] {
                        let what = format!(
                            "{method} {path} {}",
                            String::from_utf8_lossy(&body[..body.len().min(300)])
                        );
                        check(&target.post(&method, path, kind, body).await, &what);
                        asked += 1;
                    }
                }
            }
        }
    }
    assert!(asked > 500, "{asked}");
}

#[tokio::test]
async fn sizes_at_a_limit_pass_and_one_above_names_it() {
    let target = Target::new().await;
    let expenses = "/v1/workspaces/{ws}/expenses";
    let amount = json!({ "amount_minor": 1, "currency": "EUR" });
    let with = |name: &str, value: Json| {
        let mut document = json!({ "occurred_on": "2026-11-20", "total": amount });
        document[name] = value;
        document.to_string().into_bytes()
    };
    let lines = |count: usize| json!(vec![json!({ "amount": amount }); count]);
    let most = i64::from(domain::expense::PARTY_MAX);
    for (name, at, above, code, limit) in [
        ("notes", json!("x".repeat(10_000)), json!("x".repeat(10_001)), "too_long", 10_000),
        ("party_size", json!(most), json!(most + 1), "out_of_range", most),
        ("lines", lines(500), lines(501), "too_many", 500),
        (
            "tax",
            json!({ "amount_minor": domain::AMOUNT_MINOR_MAX, "currency": "EUR" }),
            json!({ "amount_minor": domain::AMOUNT_MINOR_MAX + 1, "currency": "EUR" }),
            "out_of_range",
            domain::AMOUNT_MINOR_MAX,
        ),
    ] {
        let good = target.post("POST", expenses, "application/json", with(name, at)).await;
        assert_eq!(good.status, 201, "{name}: {}", good.json());
        let bad = target.post("POST", expenses, "application/json", with(name, above)).await;
        let field = &bad.json()["fields"][0];
        assert_eq!(
            (bad.status.as_u16(), field["code"].as_str(), field["limit"].as_i64()),
            (422, Some(code), Some(limit)),
            "{name}"
        );
    }
    let chunk = "/v1/workspaces/{ws}/blobs/{sha256}/chunks/{index}";
    let bytes = target.post("PUT", chunk, "application/octet-stream", vec![0; CHUNK_BYTES + 1]).await;
    assert_eq!((bytes.status.as_u16(), bytes.json()["limit"].as_u64()), (413, Some(CHUNK_BYTES as u64)));
    let op = |at: usize| json!({ "op": uuid::Uuid::from_u128(at as u128 + 1), "k": "tag", "id": uuid::Uuid::from_u128(at as u128 + 1), "t": 1, "set": {} });
    let ops: Vec<Json> = (0..=OPS_MAX).map(op).collect();
    let body = json!({ "cursor": null, "limit": 1, "ops": ops }).to_string().into_bytes();
    let sync = target.post("POST", "/v1/workspaces/{ws}/sync", wire::v1::CONTENT_TYPE, body).await;
    assert_eq!((sync.status.as_u16(), sync.json()["limit"].as_u64()), (413, Some(OPS_MAX as u64)));
}

#[tokio::test]
async fn every_body_is_measured_before_it_is_read() {
    let target = Target::new().await;
    let document = openapi::document();
    let mut asked = 0;
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            for kind in
                operation["requestBody"]["content"].as_object().into_iter().flatten().map(|(kind, _)| kind)
            {
                if LEFT_OUT.contains(&path.as_str()) || path == "/v1/account" {
                    continue;
                }
                let limit = if kind == "application/octet-stream" { CHUNK_BYTES } else { BODY_BYTES_MAX };
                let method = method.to_uppercase();
                let what = format!("{method} {path} {kind}");
                // A document that says nothing, filled with blanks: whatever is wrong with it, its size is not.
                let blank = |length: usize| [&b"{}"[..], &vec![b' '; length - 2]].concat();
                let at = target.post(&method, path, kind, blank(limit)).await;
                check(&at, &what);
                assert_ne!(at.status.as_u16(), 413, "{what}: {}", at.json());
                let over = target.post(&method, path, kind, blank(limit + 1)).await;
                let named = (over.status.as_u16(), over.json()["limit"].as_u64());
                assert_eq!(named, (413, Some(limit as u64)), "{what}");
                asked += 1;
            }
        }
    }
    assert!(asked > 30, "{asked}");
}

#[tokio::test]
async fn counts_at_a_limit_pass_and_one_above_names_it() {
    let target = Target::new().await;
    let id = |at: usize| uuid::Uuid::from_u128(at as u128 + 1);
    let op = |at: usize| json!({ "op": id(at), "k": "tag", "id": id(at), "t": 1, "set": {} });
    let row = |at: usize| json!({ "k": "tag", "id": id(at) });
    let sync = "/v1/workspaces/{ws}/sync";
    let rows = "/v1/workspaces/{ws}/rows";
    let most = PAGE_ROWS as usize;
    for (path, name, most, one) in
        [(sync, "ops", OPS_MAX, &op as &dyn Fn(usize) -> Json), (rows, "rows", most, &row)]
    {
        for (count, expected) in [(most, (200, None)), (most + 1, (413, Some(most as u64)))] {
            let body = json!({ "limit": 1, name: (0..count).map(one).collect::<Vec<_>>() });
            let reply =
                target.post("POST", path, wire::v1::CONTENT_TYPE, body.to_string().into_bytes()).await;
            let named = (reply.status.as_u16(), reply.json()["limit"].as_u64());
            assert_eq!(named, expected, "{path} with {count}: {}", reply.json());
        }
    }
    // One op may be so large: the others of its request are not held up by it.
    let tag = |length: usize| {
        let mut op = op(0);
        op["set"] = json!({ "name": { "v": { "name": "x".repeat(length) }, "b": 0 } });
        json!({ "limit": 1, "ops": [op] }).to_string().into_bytes()
    };
    let large = target.post("POST", sync, wire::v1::CONTENT_TYPE, tag(OP_BYTES_MAX)).await;
    let ack = &large.json()["acks"][0];
    assert_eq!((large.status.as_u16(), ack["code"].as_str()), (200, Some("too_large")), "{ack}");
    assert!(ack["msg"].as_str().unwrap().contains(&OP_BYTES_MAX.to_string()));
}

#[tokio::test]
async fn who_asks_too_often_is_told_how_often_one_may() {
    let service = TestService::with(|config| config.rates.user_per_s = 1).await;
    let ana = service.person("Ana").await;
    let reply = loop {
        let reply = service.get(&ana, "/v1/sync/heads").await;
        if reply.status != 200 {
            break reply;
        }
    };
    assert_eq!(reply.status, 429);
    assert!(reply.json()["limit"].as_u64().is_some_and(|limit| limit > 0), "{}", reply.json());
    assert!(!reply.header("retry-after").is_empty());
}
