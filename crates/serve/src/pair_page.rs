//! The page that asks for the pairing code: plain HTML, no script, in the three languages of the interface.

mod words;

use std::net::IpAddr;

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use domain::expense::Field;
use wire::{Code, Fault};

use crate::access::Refused;
use crate::calls::{is_json, malformed};
use crate::headers::PAIR_POLICY;
use crate::router::Peer;
use crate::state::Host;
use crate::status::refuse;
use crate::{Reach, body};
use words::{Words, words};

/// The largest form sent.
const FORM_BYTES_MAX: u64 = 1024;

/// The form; somebody who is in already goes straight on.
pub async fn show(State(host): State<Host>, headers: HeaderMap) -> Response {
    if host.access.is_paired(&headers) {
        return Redirect::to("/").into_response();
    }
    page(&host, &headers, StatusCode::OK, None)
}

/// The answer to the form, or to the interface's own pairing screen, which sends JSON and wants a fault back.
pub async fn submit(State(host): State<Host>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let sent = body::read(&parts.headers, body, FORM_BYTES_MAX).await.unwrap_or_default();
    let request = Request::from_parts(parts, Body::empty());
    if is_json(request.headers()) {
        return submit_json(&host, &sent, &request);
    }
    let code =
        form_urlencoded::parse(&sent).find(|(key, _)| key == "code").map(|(_, value)| value.into_owned());
    redeem(&host, &code.unwrap_or_default(), &request)
}

#[derive(serde::Deserialize)]
struct Pair {
    code: String,
}

fn submit_json(host: &Host, sent: &[u8], request: &Request) -> Response {
    let Ok(Pair { code }) = serde_json::from_slice(sent) else { return refuse(malformed(Field::Code)) };
    let Some(peer) = peer(request) else { return refuse(Fault::new(Code::Internal)) };
    match host.access.pairing.redeem(&code, peer) {
        Ok(()) => match host.access.new_session() {
            Ok(cookie) => ([(header::SET_COOKIE, cookie)], axum::Json(())).into_response(),
            Err(_) => refuse(Fault::new(Code::Internal)),
        },
        Err(Refused::Wrong) => refuse(Fault::new(Code::NotPaired)),
        Err(Refused::TooMany(wait)) => refuse(Fault::with_number(
            Code::TooMany,
            i64::try_from(wait.as_secs().max(1)).unwrap_or(i64::MAX),
        )),
        Err(Refused::Random) => refuse(Fault::new(Code::Internal)),
    }
}

/// `/?pair=…`, as printed on the console and in the QR code.
pub fn enter(host: &Host, secret: &str, request: &Request) -> Response {
    if request.method() != Method::GET || host.access.is_paired(request.headers()) {
        return Redirect::to("/").into_response();
    }
    redeem(host, secret, request)
}

pub async fn style() -> Response {
    ([(header::CONTENT_TYPE, "text/css; charset=utf-8")], include_str!("pair_page/style.css")).into_response()
}

fn redeem(host: &Host, secret: &str, request: &Request) -> Response {
    let Some(peer) = peer(request) else { return StatusCode::INTERNAL_SERVER_ERROR.into_response() };
    let words = words(request.headers());
    match host.access.pairing.redeem(secret, peer) {
        Ok(()) => let_in(host, request.headers()),
        Err(Refused::Wrong) => {
            page(host, request.headers(), StatusCode::FORBIDDEN, Some(words.wrong.to_owned()))
        }
        Err(Refused::TooMany(wait)) => {
            let minutes = wait.as_secs().div_ceil(60).max(1);
            let message = words.too_many.replace("{minutes}", &minutes.to_string());
            let mut response = page(host, request.headers(), StatusCode::TOO_MANY_REQUESTS, Some(message));
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(wait.as_secs().max(1)));
            response
        }
        Err(Refused::Random) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn peer(request: &Request) -> Option<IpAddr> {
    request.extensions().get::<Peer>().map(|Peer(peer)| peer.ip().to_canonical())
}

fn let_in(host: &Host, headers: &HeaderMap) -> Response {
    let Ok(cookie) = host.access.new_session() else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let came_from_elsewhere = headers.get("sec-fetch-site").is_some_and(|site| site == "cross-site");
    let mut response = if came_from_elsewhere {
        // A redirect would still count as coming from there, and a strict cookie would not be sent; a step of our own is.
        Html("<!doctype html><meta http-equiv=\"refresh\" content=\"0;url=/\"><title>Mealbook</title><a href=\"/\">Mealbook</a>")
            .into_response()
    } else {
        Redirect::to("/").into_response()
    };
    response.headers_mut().insert(header::SET_COOKIE, cookie);
    response
}

fn page(host: &Host, headers: &HeaderMap, status: StatusCode, error: Option<String>) -> Response {
    let html = match host.access.reach {
        Reach::Lan => form(words(headers), error.as_deref()),
        Reach::Loopback => notice(words(headers)),
    };
    let mut response = (status, Html(html)).into_response();
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(PAIR_POLICY));
    response
}

fn form(words: &Words, error: Option<&str>) -> String {
    let (alert, state) = match error {
        Some(error) => (
            format!("<p id=\"error\" class=\"error\" role=\"alert\">{error}</p>"),
            " aria-invalid=\"true\" aria-describedby=\"error help\"",
        ),
        None => (String::new(), " aria-describedby=\"help\""),
    };
    frame(
        words,
        &format!(
            "<p id=\"help\">{}</p>{alert}<form method=\"post\" action=\"/pair\"><label for=\"code\">{}</label>\
             <input id=\"code\" name=\"code\" inputmode=\"numeric\" autocomplete=\"one-time-code\" maxlength=\"11\" \
             pattern=\"[0-9 \\-]*\" required autofocus{state}><button>{}</button></form>",
            words.help, words.code, words.connect
        ),
    )
}

fn notice(words: &Words) -> String {
    frame(words, &format!("<p>{}</p>", words.use_printed))
}

fn frame(words: &Words, inner: &str) -> String {
    format!(
        "<!doctype html><html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" \
         content=\"width=device-width, initial-scale=1\"><meta name=\"color-scheme\" content=\"light dark\">\
         <title>{} · Mealbook</title><link rel=\"stylesheet\" href=\"/pair/style.css\"></head><body><main>\
         <img src=\"/assets/icon.svg\" width=\"56\" height=\"56\" alt=\"\"><h1>{}</h1>{inner}</main></body></html>",
        words.language, words.title, words.title
    )
}
