//! What happens to every request before and after its handler, outermost last.

use std::any::Any;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use http::{HeaderName, HeaderValue, Method, header};
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, NotForContentType, Predicate as _};
use tower_http::cors::{AllowOrigin, CorsLayer};
use wire::v1;

use crate::auth::Network;
use crate::limits::{body, rate};
use crate::{Error, State, logging, problem};

/// How long a handler may take to begin its answer; an answer that has begun may go on (events, photographs).
const ANSWER_TIMEOUT: Duration = Duration::from_secs(30);
/// How long browsers remember what they may ask.
const CORS_REMEMBERED: Duration = Duration::from_secs(60 * 60);

/// Puts the layers around the routes.
pub(super) fn around(router: Router<State>, state: State) -> Router {
    let compressed = DefaultPredicate::new().and(NotForContentType::const_new("text/event-stream"));
    router
        .fallback(|| async { Error::NotFound })
        .method_not_allowed_fallback(|| async { Error::MethodNotAllowed })
        // Measured already, and by the limits the answers name: axum's own is lower.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn(in_time))
        .layer(from_fn(body::unpack))
        .layer(from_fn_with_state(state.clone(), limit_rate))
        .layer(from_fn(check_protocol))
        .layer(CompressionLayer::new().gzip(true).zstd(true).compress_when(compressed))
        .layer(cors(&state))
        .layer(CatchPanicLayer::custom(panicked))
        .layer(from_fn(in_our_words))
        .layer(from_fn_with_state(state.clone(), add_headers))
        .layer(from_fn_with_state(state.clone(), logging::observe))
        .with_state(state)
}

/// A handler that hangs is answered for.
async fn in_time(request: Request, next: Next) -> Response {
    tokio::time::timeout(ANSWER_TIMEOUT, next.run(request))
        .await
        .unwrap_or_else(|_| Error::Unavailable("timeout").into_response())
}

/// Counts requests, and says on every answer what is left.
async fn limit_rate(state: State, network: Network, request: Request, next: Next) -> Response {
    rate::around(&state.rates, Some(network.0), request, next).await
}

/// A device that speaks another protocol is told which ones are spoken here.
async fn check_protocol(request: Request, next: Next) -> Response {
    let asked =
        request.headers().get(v1::header::PROTOCOL).map(|value| value.to_str().ok()?.parse::<u32>().ok());
    match asked {
        None | Some(Some(v1::PROTOCOL)) => next.run(request).await,
        Some(_) => Error::Protocol.into_response(),
    }
}

/// Says what service this is and what time it is, and what browsers must not do with answers.
async fn add_headers(state: State, request: Request, next: Next) -> Response {
    let is_api = request.uri().path().starts_with("/v1/");
    let is_secure = state.config.public_url.starts_with("https://");
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(HeaderName::from_static(v1::header::PROTOCOL), HeaderValue::from(v1::PROTOCOL));
    headers.insert(HeaderName::from_static(v1::header::TIME), HeaderValue::from(state.now_ms()));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    if is_api {
        let nothing = HeaderValue::from_static("default-src 'none'");
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(nothing);
        headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    }
    if is_secure {
        let a_year = HeaderValue::from_static("max-age=31536000; includeSubDomains");
        headers.insert(header::STRICT_TRANSPORT_SECURITY, a_year);
    }
    response
}

/// Turns what axum and its layers refuse in their own words into problem documents.
async fn in_our_words(request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    let response = next.run(request).await;
    let status = response.status();
    let is_failure = status.is_client_error() || status.is_server_error();
    let kind = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    // `readyz` says in JSON what is wrong.
    let is_ours = kind.is_some_and(|kind| kind == v1::PROBLEM_TYPE || kind == "application/json");
    if !is_failure || is_ours || is_head {
        return response;
    }
    let (mut theirs, _) = response.into_parts();
    let (mut ours, body) = problem::from_status(status).into_response().into_parts();
    ours.status = status;
    for name in [header::CONTENT_TYPE, header::CACHE_CONTROL] {
        if let Some(value) = ours.headers.remove(&name) {
            theirs.headers.insert(name, value);
        }
    }
    theirs.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(theirs, body)
}

fn panicked(_: Box<dyn Any + Send + 'static>) -> Response<Body> {
    Error::Internal("panic").into_response()
}

fn cors(state: &State) -> CorsLayer {
    let origins = state.config.cors_origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok());
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::IF_RANGE,
            header::RANGE,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static(v1::header::PROTOCOL),
            HeaderName::from_static(v1::header::SCHEMA),
            logging::REQUEST_ID,
        ])
        .expose_headers([
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            header::CONTENT_RANGE,
            rate::LIMIT,
            rate::REMAINING,
            rate::RESET,
            HeaderName::from_static(v1::header::PROTOCOL),
            HeaderName::from_static(v1::header::TIME),
            HeaderName::from_static(v1::header::BACKOFF),
            logging::REQUEST_ID,
        ])
        .max_age(CORS_REMEMBERED)
}
