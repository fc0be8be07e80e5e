//! The checks in front of every handler.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use wire::{Code, Fault};

use super::peers::is_our_host;
use crate::state::Host;
use crate::status::refuse;

/// What any browser's request must satisfy, paired or not: our host, not sent by another site, and our origin on every write.
pub async fn browser_rules(State(host): State<Host>, request: Request, next: Next) -> Response {
    let headers = request.headers();
    let name = text(headers, header::HOST);
    if !is_our_host(name, host.access.reach) {
        return (StatusCode::MISDIRECTED_REQUEST, "This is not an address of Mealbook.\n").into_response();
    }
    if is_from_another_site(request.method(), headers) || is_foreign_write(request.method(), headers, name) {
        return (StatusCode::FORBIDDEN, "Mealbook answers its own pages only.\n").into_response();
    }
    next.run(request).await
}

/// What the book is behind.
pub async fn needs_session(State(host): State<Host>, request: Request, next: Next) -> Response {
    if !host.access.is_paired(request.headers()) {
        return refuse(Fault::new(Code::NotPaired));
    }
    next.run(request).await
}

/// Fetch metadata: another site may link to us (a navigation), but embed and fetch nothing. Another port of this machine is
/// another program, so `same-site` is not enough. Browsers without these headers are held by cookie and origin.
fn is_from_another_site(method: &Method, headers: &HeaderMap) -> bool {
    let is_ours = matches!(text(headers, "sec-fetch-site"), "" | "none" | "same-origin");
    let is_navigation = method == Method::GET
        && text(headers, "sec-fetch-mode") == "navigate"
        && text(headers, "sec-fetch-dest") == "document";
    !is_ours && !is_navigation
}

/// Anything that may change something must say that it comes from our own page.
fn is_foreign_write(method: &Method, headers: &HeaderMap, host: &str) -> bool {
    if matches!(*method, Method::GET | Method::HEAD) {
        return false;
    }
    text(headers, header::ORIGIN)
        .strip_prefix("http://")
        .is_none_or(|origin| !origin.eq_ignore_ascii_case(host))
}

fn text<K: header::AsHeaderName>(headers: &HeaderMap, name: K) -> &str {
    headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &'static str)]) -> HeaderMap {
        list.iter().map(|(k, v)| (k.parse().unwrap(), v.parse().unwrap())).collect()
    }

    #[test]
    fn a_write_without_our_origin_is_foreign() {
        let host = "127.0.0.1:4343";
        for (origin, is_foreign) in [
            ("http://127.0.0.1:4343", false),
            ("http://127.0.0.1:4344", true),
            ("https://127.0.0.1:4343", true),
            ("http://evil.example", true),
            ("null", true),
        ] {
            assert_eq!(
                is_foreign_write(&Method::POST, &headers(&[("origin", origin)]), host),
                is_foreign,
                "{origin}"
            );
        }
        assert!(is_foreign_write(&Method::POST, &HeaderMap::new(), host));
        assert!(!is_foreign_write(&Method::GET, &HeaderMap::new(), host));
    }

    #[test]
    fn another_site_may_link_but_not_embed() {
        let from = |site, mode, dest| {
            let list =
                headers(&[("sec-fetch-site", site), ("sec-fetch-mode", mode), ("sec-fetch-dest", dest)]);
            is_from_another_site(&Method::GET, &list)
        };
        assert!(!from("same-origin", "cors", "empty"));
        assert!(!from("none", "navigate", "document"));
        assert!(!from("cross-site", "navigate", "document"));
        assert!(from("cross-site", "no-cors", "image"));
        assert!(from("same-site", "cors", "empty"), "another port of this machine");
        assert!(from("cross-site", "navigate", "iframe"));
    }
}
