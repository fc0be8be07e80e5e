//! `POST /call/{name}`: any of `wire::call::NAMES`, JSON in, JSON out.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::expense::{Field, FieldProblem, Invalid};
use wire::{Code, Fault, Topic};

use crate::body;
use crate::state::Host;
use crate::status::refuse;

/// The largest request of a call: 10,000 ids, or the longest note on every line of an expense, fit several times.
pub const CALL_BYTES_MAX: u64 = 8 * 1024 * 1024;
/// Names the topics an answer touched, separated by commas.
pub const TOUCHED: &str = "x-touched";

pub async fn call(
    State(host): State<Host>,
    Path(name): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    if !wire::call::NAMES.contains(&name.as_str()) {
        return refuse(Fault::new(Code::NotFound));
    }
    if !is_json(&headers) {
        return (StatusCode::UNSUPPORTED_MEDIA_TYPE, "A call is application/json.\n").into_response();
    }
    let bytes = match body::read(&headers, body, CALL_BYTES_MAX).await {
        Ok(bytes) => bytes,
        Err(fault) => return refuse(fault),
    };
    let Ok(request) = serde_json::from_slice(&bytes) else { return refuse(malformed(Field::Query)) };
    // In a task of its own: what was asked is finished even when the phone that asked has gone to sleep.
    let answered = tokio::spawn(async move { app::dispatch(&host.app, &name, request).await }).await;
    match answered {
        Ok(Ok(answer)) => touched(axum::Json(answer.body).into_response(), answer.touched),
        Ok(Err(fault)) => refuse(fault),
        Err(panic) => {
            tracing::error!(%panic, "a call ended in a panic");
            refuse(Fault::new(Code::Internal))
        }
    }
}

/// Input that is not of the right form at all.
pub fn malformed(field: Field) -> Fault {
    Fault::invalid(vec![Invalid { field, problem: FieldProblem::Malformed }])
}

/// The answer with its topics in the header.
pub fn touched(mut response: Response, topics: &[Topic]) -> Response {
    let names = names(topics).join(",");
    let value = HeaderValue::from_str(&names).expect("topic names are ASCII words");
    response.headers_mut().insert(TOUCHED, value);
    response
}

/// The topics' names on the wire.
pub fn names(topics: &[Topic]) -> Vec<String> {
    let name = |topic: &Topic| serde_json::to_value(topic).ok()?.as_str().map(str::to_owned);
    topics.iter().filter_map(name).collect()
}

/// Whether the body says it is JSON; a form of another site cannot say so.
pub fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    kind.split(';').next().is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/json"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn topics_are_named_as_on_the_wire() {
        assert_eq!(names(&[Topic::Expenses, Topic::SavedFilters]), ["expenses", "saved_filters"]);
    }
}
