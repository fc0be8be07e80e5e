//! JSON logs with a correlation id for each request, and nothing personal: no addresses, no bodies, no paths with ids, no headers.

use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use http::{HeaderName, HeaderValue};
use tracing::Instrument as _;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::MakeWriter;

use crate::{State, health};

/// The header that carries the correlation id, both ways.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id taken from outside; another is replaced.
const REQUEST_ID_CHARS_MAX: usize = 64;

tokio::task_local! {
    static CURRENT: String;
}

/// The correlation id of the request being answered.
pub fn request_id() -> Option<String> {
    CURRENT.try_with(Clone::clone).ok()
}

/// Starts JSON logs on standard output. `filter` is in the form of `RUST_LOG`.
pub fn start(filter: &str) {
    let _ = tracing::subscriber::set_global_default(subscriber(filter, std::io::stdout));
}

/// The subscriber behind `start`, writing anywhere; tests read what it wrote.
pub fn subscriber<W>(filter: &str, writer: W) -> impl tracing::Subscriber + Send + Sync
where
    W: for<'a> MakeWriter<'a> + Send + Sync + 'static,
{
    // sqlx logs statements, and hyper and rustls what goes over the wire: never below warnings.
    let filter = format!("{filter},sqlx=warn,hyper=warn,rustls=warn,h2=warn,lettre=warn");
    tracing_subscriber::fmt()
        .json()
        .flatten_event(true)
        .with_current_span(true)
        .with_span_list(false)
        .with_env_filter(EnvFilter::new(filter))
        .with_writer(writer)
        .finish()
}

/// Gives the request its id, answers with it, logs one line and counts.
pub async fn observe(state: State, request: Request, next: Next) -> Response {
    let id = correlation_id(&request, &state);
    let method = request.method().clone();
    // The pattern of the address, never the address: ids and searches stay out of logs and metrics.
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let route = route.unwrap_or_else(|| "unmatched".to_owned());
    let span = tracing::info_span!("request", request_id = %id);
    let started = Instant::now();
    let answer = CURRENT.scope(id.clone(), next.run(request)).instrument(span.clone()).await;
    let took = started.elapsed();
    let status = answer.status().as_u16();
    let took_ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
    span.in_scope(|| tracing::info!(%method, route, status, took_ms, "answered"));
    health::count_request(method.as_str(), &route, status, took);
    with_id(answer, &id)
}

fn with_id(mut answer: Response, id: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(id) {
        answer.headers_mut().insert(REQUEST_ID, value);
    }
    answer
}

/// The id that came with the request when it looks like one, else a new one.
fn correlation_id(request: &Request, state: &State) -> String {
    let given = request.headers().get(REQUEST_ID).and_then(|value| value.to_str().ok());
    given.filter(|id| is_id(id)).map_or_else(|| state.new_id().to_string(), str::to_owned)
}

fn is_id(text: &str) -> bool {
    let is_fine = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '-' | '_' | '.');
    !text.is_empty() && text.len() <= REQUEST_ID_CHARS_MAX && text.chars().all(is_fine)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_looks_like_an_id_is_taken_from_outside() {
        assert!(is_id("0199-abc_DEF.7"));
        assert!(!is_id(""));
        assert!(!is_id("ana@example.com"));
        assert!(!is_id(&"a".repeat(65)));
    }
}
