//! A session between a device and the cloud, written down: `tests/fixtures/v1`. The types of today must read every message and write it
//! back byte for byte; whoever changes that breaks programs people have. A message is never edited, new ones may be added.
//!
//! The messages are made here, with ids and times that stand still: `UPDATE_GOLDEN=1 cargo test -p wire --test golden` writes those that
//! are not there yet, and only those.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wire::v1::*;

const ANA: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_00a1);
const BEN: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_00a2);
const LAPTOP: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_00d1);
const BOOK: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_0001);
const LUNCH: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_0e01);
const TAG: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_0b01);
const OTHER_TAG: Uuid = Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_0b02);
const AT_MS: i64 = 1_763_600_000_123;

fn op(at: u128) -> Uuid {
    Uuid::from_u128(0x019a_a000_0000_7000_8000_0000_0000_f000 + at)
}

fn map(json: Json) -> serde_json::Map<String, Json> {
    json.as_object().cloned().expect("the parts of a message are objects")
}

/// Writes a message that is not there, reads it with the type of today, writes it back, and compares the bytes.
fn golden<T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug>(name: &str, message: &T) {
    let path = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/fixtures/v1"))
        .join(format!("{name}.json"));
    let written = |message: &T| serde_json::to_string_pretty(message).expect("a message is JSON") + "\n";
    if std::env::var_os("UPDATE_GOLDEN").is_some() && !path.exists() {
        std::fs::write(&path, written(message)).expect("a fixture can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{name}: {error}"));
    let read: T = serde_json::from_str(&kept).unwrap_or_else(|error| panic!("{name}: {error}"));
    assert_eq!(written(&read), kept, "{name} is not written back as it was");
    assert_eq!(&read, message, "{name}");
}

#[test]
fn an_account_is_made_and_logs_in() {
    let device = DeviceInfo {
        id: LAPTOP,
        name: "Ana's laptop".into(),
        platform: "linux".into(),
        app_version: "0.1.0".into(),
    };
    golden(
        "01_register_request",
        &Register {
            email: "ana@example.com".into(),
            password: "correct horse battery".into(),
            display_name: "Ana".into(),
            locale: Some("de-CH".into()),
        },
    );
    golden(
        "02_verify_request",
        &VerifyEmail { email: "ana@example.com".into(), code: "123456".into(), device: device.clone() },
    );
    let account = Account {
        id: ANA,
        email: "ana@example.com".into(),
        display_name: "Ana".into(),
        locale: Some("de-CH".into()),
        has_totp: false,
    };
    golden(
        "03_session_answer",
        &Session {
            access_token: "a.b.c".into(),
            expires_in_s: 900,
            refresh_token: "r".into(),
            account: account.clone(),
            device_id: LAPTOP,
        },
    );
    golden(
        "04_login_request",
        &Login {
            email: "ana@example.com".into(),
            password: "correct horse battery".into(),
            code: Some("123456".into()),
            device,
        },
    );
    golden("05_refresh_request", &Refresh { refresh_token: "r".into() });
    let new = NewWorkspace {
        id: BOOK,
        name: "Ana".into(),
        kind: WorkspaceKind::Household,
        home_currency: "EUR".into(),
        row_follows: true,
    };
    golden("06_workspace_request", &new);
    let workspace = Workspace {
        id: BOOK,
        name: "Ana".into(),
        kind: WorkspaceKind::Household,
        role: Role::Owner,
        scope: Scope::All,
        head: 3,
        epoch: 1,
        members: 1,
    };
    golden("07_workspace_answer", &workspace);
    golden(
        "08_hello_answer",
        &Hello {
            protocol_min: 1,
            protocol_max: 1,
            schema: 1,
            account,
            workspaces: vec![workspace],
            wipe: false,
            time_ms: AT_MS,
        },
    );
    golden("09_heads_answer", &Heads { heads: vec![Head { ws: BOOK, epoch: 1, head: 902 }] });
}

#[test]
fn edits_go_up_and_rows_come_down() {
    let unit = |v: Json, b: i64, a: Vec<Uuid>| UnitSet { v: map(v), b, a };
    let money =
        json!({ "currency": "EUR", "total_minor": 4850, "tip_base": "none", "amount_is_estimate": false });
    let first: Op = serde_json::from_value(json!({
        "op": op(1), "g": op(0), "k": "expense", "id": LUNCH, "t": AT_MS,
        "set": { "money": unit(money, 0, vec![]), "note": unit(json!({ "notes": "by the window" }), 0, vec![]) },
    }))
    .unwrap();
    let link: Op = serde_json::from_value(json!({
        "op": op(2), "g": op(0), "k": "expense_tag", "id": op(20), "t": AT_MS,
        "set": { "on": unit(json!({ "expense_id": LUNCH, "tag_id": TAG }), 0, vec![]) },
    }))
    .unwrap();
    let delete: Op = serde_json::from_value(json!({
        "op": op(3), "k": "expense", "id": LUNCH, "t": AT_MS + 5,
        "set": { "deleted": unit(json!({ "deleted_at": AT_MS + 5 }), 881, vec![op(1)]) },
    }))
    .unwrap();
    let heal: Op = serde_json::from_value(json!({
        "op": op(4), "k": "tag", "id": TAG, "t": AT_MS, "heal": true,
        "set": { "name": unit(json!({ "name": "acme", "name_fold": "acme" }), 0, vec![]) },
    }))
    .unwrap();
    golden(
        "10_sync_request",
        &SyncRequest { cursor: Some("c1.1.386.0".into()), limit: 1000, ops: vec![first, link, delete, heal] },
    );
    golden("11_sync_request_empty", &SyncRequest { cursor: None, limit: 5000, ops: vec![] });
    let ack = |at: u128, r: Outcome| Ack {
        op: op(at),
        r,
        seq: None,
        conflict: None,
        code: None,
        msg: None,
        remap: None,
    };
    let acks = vec![
        Ack { seq: Some(902), ..ack(1, Outcome::Ok) },
        ack(2, Outcome::Dup),
        ack(3, Outcome::Same),
        Ack { conflict: Some(op(90)), ..ack(4, Outcome::KeptOther) },
        Ack {
            code: Some(RejectCode::StaleApproval),
            msg: Some("status".into()),
            ..ack(5, Outcome::Rejected)
        },
        Ack { seq: Some(903), remap: Some(Remap { from: OTHER_TAG, to: TAG }), ..ack(6, Outcome::Ok) },
    ];
    let full = Row {
        k: "expense".into(),
        id: LUNCH,
        seq: 902,
        mt: AT_MS,
        by: Some(BEN),
        ct: AT_MS - 1_000,
        cb: Some(ANA),
        u: BTreeMap::from([("money".to_owned(), (902, AT_MS))]),
        d: map(
            json!({ "currency": "EUR", "total_minor": 4850, "is_business": true, "occurred_on": "2026-11-20" }),
        ),
        ..Row::default()
    };
    let deleted = Row {
        k: "tag".into(),
        id: OTHER_TAG,
        seq: 899,
        x: true,
        d: map(json!({ "deleted_at": AT_MS })),
        ..Row::default()
    };
    let gone = Row { k: "expense".into(), id: op(30), seq: 897, gone: true, ..Row::default() };
    let masked = Row { masked: true, seq: 898, id: op(31), ..full.clone() };
    golden(
        "12_sync_answer",
        &SyncResponse {
            epoch: 1,
            head: 903,
            scope: 0,
            acks,
            rows: vec![gone, masked, deleted, full.clone()],
            own: vec![full],
            cursor: "c1.1.387.0".into(),
            more: false,
            end: true,
        },
    );
}

#[test]
fn copies_are_compared_and_mended() {
    golden("13_verify_request", &VerifyRequest { cursor: "c1.1.387.0".into(), bucket: Some(7) });
    golden(
        "14_verify_answer",
        &VerifyResponse {
            buckets: vec![Digest { n: 2, h: "0123456789abcdef".into() }],
            rows: vec![RowVersion { k: "expense".into(), id: LUNCH, seq: 902 }],
        },
    );
    golden("15_rows_request", &RowsRequest { rows: vec![RowId { k: "expense".into(), id: LUNCH }] });
    let unit = HistoryUnit {
        old: Some(map(json!({ "notes": "a" }))),
        new: map(json!({ "notes": "b" })),
        written: true,
    };
    golden(
        "16_history_answer",
        &History {
            entries: vec![HistoryItem {
                op: op(1),
                by: ANA,
                by_name: Some("Ana".into()),
                device: Some(LAPTOP),
                edited_ms: AT_MS,
                received_ms: AT_MS + 9,
                seq: Some(902),
                outcome: Outcome::Ok,
                units: BTreeMap::from([("note".to_owned(), unit)]),
            }],
        },
    );
}

#[test]
fn photographs_and_failures_have_their_messages() {
    golden("17_upload_request", &BeginUpload { size: 412_345, mime: "image/jpeg".into() });
    golden("18_upload_answer_chunks", &UploadState::Chunks { chunk: 524_288, count: 1, have: vec![] });
    golden("19_upload_answer_present", &UploadState::Present);
    let problem = |status: u16, code: ProblemCode, word: &str| Problem {
        kind: format!("https://mealbook.app/problems/{word}"),
        status,
        title: "A title".into(),
        detail: None,
        code,
        request_id: Some("019aa000".into()),
        fields: vec![],
        epoch: None,
        floor: None,
        limit: None,
        protocols: None,
    };
    golden(
        "20_problem_epoch",
        &Problem { epoch: Some(2), floor: Some(902), ..problem(409, ProblemCode::Epoch, "epoch") },
    );
    golden(
        "21_problem_limit",
        &Problem { limit: Some(1000), ..problem(413, ProblemCode::TooLarge, "too_large") },
    );
    let fields = vec![
        FieldProblem { path: "/notes".into(), code: "too_long".into(), limit: Some(10_000) },
        FieldProblem { path: "/total".into(), code: "missing".into(), limit: None },
    ];
    golden("22_problem_fields", &Problem { fields, ..problem(422, ProblemCode::Invalid, "invalid") });
    golden(
        "23_problem_protocol",
        &Problem { protocols: Some((1, 1)), ..problem(426, ProblemCode::Protocol, "protocol") },
    );
}

#[test]
fn people_share_a_workspace() {
    golden(
        "24_invitation_request",
        &NewInvitation { email: Some("ben@example.com".into()), role: Role::Member },
    );
    golden(
        "25_invitation_answer",
        &Invitation {
            id: op(70),
            email: Some("ben@example.com".into()),
            role: Role::Member,
            expires_ms: AT_MS,
            code: Some("ABCD-EFGH".into()),
        },
    );
    golden("26_accept_request", &AcceptInvitation { code: "ABCD-EFGH".into() });
    golden(
        "27_member",
        &Member {
            user_id: BEN,
            display_name: "Ben".into(),
            email: None,
            role: Role::Approver,
            scope: Scope::Own,
            joined_ms: AT_MS,
        },
    );
    golden(
        "28_token_request",
        &NewToken {
            name: "script".into(),
            workspace_id: BOOK,
            scopes: vec!["read".into()],
            expires_ms: Some(AT_MS),
        },
    );
}

/// A newer service says more; a program of today must go on.
#[test]
fn what_a_newer_service_adds_is_read_over() {
    let answer = json!({
        "epoch": 1, "head": 2, "acks": [{ "op": op(1), "r": "applied_later", "code": "new_reason", "new": 1 }],
        "rows": [{ "k": "new_kind", "id": LUNCH, "seq": 2, "new": {} }], "cursor": "c1.1.2.0", "end": true, "new": [],
    });
    let read: SyncResponse = serde_json::from_value(answer).unwrap();
    assert_eq!((read.acks[0].r, read.acks[0].code), (Outcome::Other, Some(RejectCode::Other)));
    let problem: Problem = serde_json::from_value(json!({
        "type": "x", "status": 418, "title": "x", "code": "teapot",
    }))
    .unwrap();
    assert_eq!(problem.code, ProblemCode::Other);
}
