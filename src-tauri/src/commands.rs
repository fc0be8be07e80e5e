//! The two commands a window may call. They adapt and nothing else: what can be asked is declared in `wire::call`.

use domain::expense::{Field, FieldProblem, Invalid};
use percent_encoding::percent_decode_str;
use serde::Deserialize;
use serde_json::Value;
use tauri::{
    State,
    http::HeaderMap,
    ipc::{InvokeBody, Request},
};
use wire::{
    Fault,
    call::{Upload, UploadReply},
};

use crate::opening::Core;

/// Says what the bytes of an upload are: `wire::call::Upload` as JSON, percent-encoded because headers are ASCII.
pub const UPLOAD_HEADER: &str = "what";

/// One of `wire::call::NAMES` with its request; answers its reply.
#[tauri::command]
pub async fn call(core: State<'_, Core>, name: String, body: Value) -> Result<Value, Fault> {
    Ok(app::dispatch(&core.app, &name, body).await?.body)
}

/// The bytes of a photograph or of a file to import, as the request's body.
#[tauri::command]
pub async fn upload(core: State<'_, Core>, request: Request<'_>) -> Result<UploadReply, Fault> {
    let what = what(request.headers()).ok_or_else(malformed)?;
    let bytes = bytes(request.body()).ok_or_else(malformed)?;
    Ok(core.app.upload(what, bytes).await?.reply)
}

fn what(headers: &HeaderMap) -> Option<Upload> {
    let header = headers.get(UPLOAD_HEADER)?.to_str().ok()?;
    serde_json::from_str(&percent_decode_str(header).decode_utf8().ok()?).ok()
}

/// Android's webview cannot send raw bodies: there the bytes arrive as an array of numbers.
fn bytes(body: &InvokeBody) -> Option<Vec<u8>> {
    match body {
        InvokeBody::Raw(bytes) => Some(bytes.clone()),
        InvokeBody::Json(json) => Vec::deserialize(json).ok(),
    }
}

fn malformed() -> Fault {
    Fault::invalid(vec![Invalid { field: Field::File, problem: FieldProblem::Malformed }])
}
