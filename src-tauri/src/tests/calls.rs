//! The two commands over a real book.

use std::sync::mpsc;
use std::time::Duration;

use serde_json::{Value, json};
use tauri::{Listener, Manager, http::Request, ipc::InvokeBody};
use tauri_plugin_sql::{DbInstances, DbPool};

use super::Shell;
use crate::{events, media};

/// One transparent pixel.
const PIXEL: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00,
    0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1f, 0x15, 0xc4, 0x89, 0x00,
    0x00, 0x00, 0x0d, 0x49, 0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x60, 0x60, 0x60, 0xf8, 0x0f, 0x00, 0x01,
    0x04, 0x01, 0x00, 0x5f, 0xe5, 0xc3, 0x4b, 0x00, 0x00, 0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42,
    0x60, 0x82,
];

fn begun() -> Shell {
    let shell = Shell::open();
    shell.call("start_empty", json!({ "home_currency": "CHF", "language": "en" })).unwrap();
    shell
}

fn form(shell: &Shell) -> Value {
    shell.call("open_form", json!({ "from": { "new": { "on": null } } })).unwrap()
}

#[test]
fn every_declared_call_has_a_use_case() {
    let shell = begun();
    for name in wire::call::NAMES {
        if let Err(fault) = shell.call(name, json!({})) {
            assert_ne!(fault["code"], "unknown", "{name} reaches no use case");
            assert!(fault["code"].is_string(), "{name} answers with something that is no fault: {fault}");
        }
    }
}

#[test]
fn a_call_nobody_declared_is_refused() {
    assert!(Shell::open().call("drop_everything", json!({})).is_err());
}

#[test]
fn the_first_start_ends_with_a_choice() {
    let shell = Shell::open();
    assert_eq!(shell.call("start", json!({})).unwrap()["is_first_start"], true);
    shell.call("start_empty", json!({ "home_currency": "CHF", "language": "en" })).unwrap();
    assert_eq!(shell.call("start", json!({})).unwrap()["is_first_start"], false);
}

#[test]
fn what_is_saved_is_listed() {
    let shell = begun();
    let form = form(&shell);
    let mut input = form["input"].clone();
    input["total_minor"] = json!(1_250);
    let saved =
        shell.call("save_expense", json!({ "id": form["id"], "input": input, "base_ms": form["base_ms"] }));
    assert!(saved.is_ok(), "{saved:?}");
    let list = shell.call("list_expenses", json!({})).unwrap();
    assert!(list.to_string().contains(form["id"].as_str().unwrap()), "{list}");
}

#[test]
fn a_change_is_told_to_every_window() {
    let shell = Shell::open();
    let (sender, told) = mpsc::channel();
    shell.window.listen_any(events::TOUCHED, move |event| sender.send(event.payload().to_owned()).unwrap());
    shell.call("start_empty", json!({ "home_currency": "CHF", "language": "en" })).unwrap();
    let topics = told.recv_timeout(Duration::from_secs(10)).unwrap();
    assert!(topics.contains("settings"), "{topics}");
}

#[test]
fn a_photograph_arrives_raw_or_as_android_sends_it() {
    let shell = begun();
    let numbers = InvokeBody::Json(json!(PIXEL));
    for (name, body) in [("lunch é.png", InvokeBody::Raw(PIXEL.to_vec())), ("dinner.png", numbers)] {
        let form = form(&shell);
        let what = json!({ "photo": { "expense": form["id"], "kind": "receipt", "file_name": name } });
        let reply = shell.upload(&what, body).unwrap();
        assert!(reply["photo"]["id"].is_string(), "{reply}");
        let url = format!("media://localhost/{}/original", reply["photo"]["blob"].as_str().unwrap());
        let request = Request::builder().uri(url).body(Vec::new()).unwrap();
        let media = tauri::async_runtime::block_on(media::find(shell.window.app_handle(), &request)).unwrap();
        assert_eq!((media.bytes.as_slice(), media.mime.as_str()), (PIXEL, "image/png"));
    }
}

#[test]
fn bytes_that_nobody_described_are_refused() {
    let shell = begun();
    let fault = shell.upload(&json!({ "diary": {} }), InvokeBody::Raw(PIXEL.to_vec())).unwrap_err();
    assert_eq!(fault["code"], "invalid");
    let what = json!({ "import": { "file_name": "a.csv" } });
    let fault = shell.upload(&what, InvokeBody::Json(json!({ "bytes": "no" }))).unwrap_err();
    assert_eq!(fault["code"], "invalid");
}

#[test]
fn the_sql_plugin_is_lent_our_pool() {
    let shell = begun();
    let instances = shell.state::<DbInstances>();
    let pools = tauri::async_runtime::block_on(instances.0.read());
    assert_eq!(pools.len(), 1);
    assert!(pools.values().all(|pool| matches!(pool, DbPool::Sqlite(pool) if !pool.is_closed())));
}
