//! `POST /upload?what=<wire::call::Upload as JSON>`: a photograph or an import file as the raw body.

use axum::Json;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use domain::expense::Field;
use wire::call::{IMPORT_BYTES_MAX, PHOTO_BYTES_MAX, Upload};
use wire::{Code, Fault};

use crate::body;
use crate::calls::{malformed, touched};
use crate::state::Host;
use crate::status::refuse;

pub async fn upload(
    State(host): State<Host>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
    body: Body,
) -> Response {
    let Some(what) = what(query.as_deref().unwrap_or_default()) else {
        return refuse(malformed(Field::File));
    };
    let Ok(_place) = host.uploads.acquire().await else { return refuse(Fault::new(Code::Unreachable)) };
    let bytes = match body::read(&headers, body, limit(&what)).await {
        Ok(bytes) => bytes,
        Err(fault) => return refuse(fault),
    };
    let saving = host.clone();
    // In a task of its own: a photograph that has arrived is saved even when the phone has gone meanwhile.
    match tokio::spawn(async move { saving.app.upload(what, bytes).await }).await {
        Ok(Ok(answer)) => touched(Json(answer.reply).into_response(), answer.touched),
        Ok(Err(fault)) => refuse(fault),
        Err(panic) => {
            tracing::error!(%panic, "an upload ended in a panic");
            refuse(Fault::new(Code::Internal))
        }
    }
}

fn what(query: &str) -> Option<Upload> {
    let (_, json) = form_urlencoded::parse(query.as_bytes()).find(|(key, _)| key == "what")?;
    serde_json::from_str(&json).ok()
}

fn limit(what: &Upload) -> u64 {
    match what {
        Upload::Photo { .. } => PHOTO_BYTES_MAX,
        Upload::Import { .. } => IMPORT_BYTES_MAX,
    }
}
