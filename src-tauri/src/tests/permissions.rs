//! What the window may do is written down here once more, so that widening it takes two deliberate edits.

use serde_json::{Value, json};
use tauri::{http::HeaderMap, ipc::InvokeBody};

use super::{OWN, Shell};
use crate::window::MAIN;

/// The whole list, in the capability file's order.
const ALLOWED: &[&str] = &[
    "allow-call",
    "allow-upload",
    "core:event:allow-listen",
    "core:event:allow-unlisten",
    "opener:allow-open-url",
];

/// Commands that exist in this program and would hurt in the wrong hands.
const REFUSED: &[&str] = &[
    "plugin:sql|load",
    "plugin:sql|select",
    "plugin:sql|execute",
    "plugin:sql|close",
    "plugin:dialog|open",
    "plugin:dialog|message",
    "plugin:opener|open_path",
    "plugin:opener|reveal_item_in_dir",
    "plugin:event|emit",
    "plugin:event|emit_to",
    "plugin:window|close",
    "plugin:window|create",
    "plugin:webview|create_webview_window",
    "plugin:webview|internal_toggle_devtools",
    "plugin:path|resolve_directory",
    "plugin:app|version",
    "plugin:resources|close",
    "plugin:menu|new",
    "plugin:tray|new",
    "plugin:image|from_path",
];

fn configuration() -> Value {
    serde_json::from_str(include_str!("../../../tauri.conf.json")).unwrap()
}

/// The refusal's text, or nothing when the call was let through to a command.
fn refusal(shell: &Shell, command: &str, origin: &str) -> Option<String> {
    let answer = shell.send(command, origin, InvokeBody::Json(json!({})), HeaderMap::new());
    let text = answer.err()?.as_str()?.to_owned();
    (text.contains("not allowed") || text.contains("not found")).then_some(text)
}

#[test]
fn the_capability_file_allows_exactly_this() {
    let capability: Value = serde_json::from_str(include_str!("../../../capabilities/main.json")).unwrap();
    let permissions = capability["permissions"].as_array().unwrap();
    let names: Vec<&str> = permissions
        .iter()
        .map(|one| one.as_str().unwrap_or_else(|| one["identifier"].as_str().unwrap()))
        .collect();
    assert_eq!(names, ALLOWED);
    assert_eq!(capability["windows"], json!([MAIN]));
    assert_eq!(capability.get("remote"), None);
    assert_eq!(permissions[4]["allow"], json!([{ "url": "https://www.openstreetmap.org/*" }]));
}

#[test]
fn no_other_capability_is_switched_on() {
    assert_eq!(configuration()["app"]["security"]["capabilities"], json!(["main"]));
    let files: Vec<_> = std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/capabilities"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(files, ["main.json"]);
}

#[test]
fn dangerous_commands_are_refused() {
    let shell = Shell::open();
    for command in REFUSED {
        let answer = refusal(&shell, command, OWN).unwrap_or_else(|| panic!("{command} was let through"));
        assert!(answer.contains("not allowed"), "{command}: {answer}");
    }
}

#[test]
fn what_the_interface_needs_is_let_through() {
    let shell = Shell::open();
    for command in ["call", "upload", "plugin:event|listen", "plugin:event|unlisten"] {
        assert_eq!(refusal(&shell, command, OWN), None, "{command}");
    }
}

#[test]
fn a_page_from_elsewhere_may_do_nothing() {
    let shell = Shell::open();
    for command in ["call", "upload", "plugin:event|listen"] {
        let answer = refusal(&shell, command, "https://example.org");
        assert!(answer.is_some_and(|answer| answer.contains("not allowed")), "{command}");
    }
}

#[test]
fn the_content_security_policy_is_strict() {
    let policy = &configuration()["app"]["security"]["csp"];
    let all = policy.to_string();
    for hole in ["unsafe-inline", "unsafe-eval'", "*", "https:"] {
        let found = all.replace("'wasm-unsafe-eval'", "").contains(hole);
        assert!(!found, "the policy contains {hole}");
    }
    assert_eq!(policy["default-src"], "'self'");
    assert_eq!(policy["script-src"], "'self' 'wasm-unsafe-eval'");
    assert_eq!(policy["style-src"], "'self'");
    assert_eq!(policy["connect-src"], "'self' ipc: http://ipc.localhost");
    assert_eq!(policy["img-src"], "'self' media: http://media.localhost blob: data:");
    assert_eq!(policy["object-src"], "'none'");
}

#[test]
fn no_database_is_opened_by_the_plugin_itself() {
    assert_eq!(configuration().get("plugins"), None);
}
