//! Which address leads where.

use std::net::SocketAddr;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{from_fn_with_state, map_response};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use wire::{Code, Fault};

use crate::access::{browser_rules, needs_session};
use crate::state::Host;
use crate::status::refuse;
use crate::{Error, ServeOptions, calls, events, headers, media, pair_page, ui, upload};

/// Who sent a request; `Server` sets it on each. Without it no pairing code is taken.
#[derive(Debug, Clone, Copy)]
pub struct Peer(pub SocketAddr);

/// The whole site, for a host that listens by itself and sets `Peer` on every request; `options.listen` must be the address
/// already bound, since the cookie is named after its port.
pub fn router(app: app::App, options: &ServeOptions) -> Result<Router, Error> {
    Ok(routes(Host::new(app, options)?))
}

pub(crate) fn routes(host: Host) -> Router {
    let book = Router::new()
        .route("/call/{name}", post(calls::call))
        .route("/upload", post(upload::upload))
        .route("/media/{blob}/{variant}", get(media::picture))
        .route("/events", get(events::stream))
        .layer(from_fn_with_state(host.clone(), needs_session));
    Router::new()
        .merge(book)
        .route("/pair", get(pair_page::show).post(pair_page::submit))
        .route("/pair/style.css", get(pair_page::style))
        .fallback(page)
        // Every handler reads its body through `body::read`, which knows its limit.
        .layer(DefaultBodyLimit::disable())
        .layer(from_fn_with_state(host.clone(), browser_rules))
        .layer(map_response(headers::secure))
        .with_state(host)
}

/// The interface: files for everybody, pages for those who have paired. `/?pair=…` is the way in.
async fn page(State(host): State<Host>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return (StatusCode::METHOD_NOT_ALLOWED, [(header::ALLOW, "GET, HEAD")]).into_response();
    }
    let (uri, request_headers) = (request.uri(), request.headers());
    if let Some(secret) = secret_of(uri) {
        return pair_page::enter(&host, &secret, &request);
    }
    if let Some(file) = host.ui.find(uri.path(), request_headers).await {
        return ui::answer(file, request_headers);
    }
    if !wants_page(uri.path(), request_headers) {
        return refuse(Fault::new(Code::NotFound));
    }
    if !host.access.is_paired(request_headers) {
        return no_store(Redirect::to("/pair").into_response());
    }
    match host.ui.find("/index.html", request_headers).await {
        Some(file) => ui::answer(file, request_headers),
        None => refuse(Fault::new(Code::NotFound)),
    }
}

/// A page of the interface, and not a file that is missing: no dot in the last part.
fn wants_page(path: &str, headers: &HeaderMap) -> bool {
    let accept = headers.get(header::ACCEPT).and_then(|value| value.to_str().ok()).unwrap_or("*/*");
    let last = path.rsplit('/').next().unwrap_or_default();
    path == "/" || (!last.contains('.') && accept.contains("text/html"))
}

fn secret_of(uri: &Uri) -> Option<String> {
    let query = uri.query().filter(|_| uri.path() == "/")?;
    form_urlencoded::parse(query.as_bytes())
        .find(|(key, _)| key == "pair")
        .map(|(_, value)| value.into_owned())
}

fn no_store(mut response: Response) -> Response {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
