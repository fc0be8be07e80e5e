//! Who gets in, over real connections.

use crate::site::{Site, cookie};
use reqwest::{Method, header};
use serde_json::json;
use serve::{Error, Reach, ServeOptions, Server, UiSource, Why};
use std::time::Duration;

#[tokio::test]
async fn without_a_session_there_is_a_pairing_page_and_nothing_else() {
    let site = Site::start(Reach::Lan).await;
    let page = site.client.get(site.url("/")).header(header::ACCEPT, "text/html").send().await.unwrap();
    assert_eq!((page.status().as_u16(), page.headers()[header::LOCATION].to_str().unwrap()), (303, "/pair"));
    let form = site.get("/pair", "").await;
    assert!(!form.headers()[header::CONTENT_SECURITY_POLICY].to_str().unwrap().contains("script-src"));
    let form = form.text().await.unwrap();
    assert!(form.contains("<label for=\"code\">") && !form.contains("<script"), "{form}");
    for (method, path) in [
        (Method::POST, "/call/start"),
        (Method::POST, "/upload"),
        (Method::GET, "/events"),
        (Method::GET, "/media/018f0000-0000-7000-8000-000000000001/thumb"),
    ] {
        let answer = site.ask(method, path, "mealbook-0=guess").send().await.unwrap();
        assert_eq!(answer.status(), 401, "{path}");
        assert!(answer.text().await.unwrap().contains("not_paired"));
    }
}

#[tokio::test]
async fn the_printed_address_lets_one_browser_in_and_then_there_is_a_new_one() {
    let mut site = Site::start(Reach::Loopback).await;
    let first = site.next_invitation().await;
    assert_eq!((first.why, first.lan.is_none()), (Why::Started, true));
    let entered = site.client.get(&first.local_url).send().await.unwrap();
    assert_eq!(
        (entered.status().as_u16(), entered.headers()[header::LOCATION].to_str().unwrap()),
        (303, "/")
    );
    let cookie = cookie(entered.headers());
    assert_eq!(site.get("/", &cookie).await.status(), 200);
    assert_eq!(site.call("start", &cookie, json!({})).await["is_first_start"], true);

    let again = site.client.get(&first.local_url).send().await.unwrap();
    assert_eq!(again.status(), 403);
    assert!(again.headers().get(header::SET_COOKIE).is_none());
    let second = site.next_invitation().await;
    assert_eq!(second.why, Why::Used);
    assert_ne!(second.local_url, first.local_url);
}

#[tokio::test]
async fn a_link_from_another_site_pairs_without_a_redirect_that_would_lose_the_cookie() {
    let mut site = Site::start(Reach::Loopback).await;
    let url = site.next_invitation().await.local_url;
    let request =
        site.client.get(url).header("sec-fetch-site", "cross-site").header("sec-fetch-mode", "navigate");
    let entered = request.header("sec-fetch-dest", "document").send().await.unwrap();
    assert_eq!(entered.status(), 200);
    cookie(entered.headers());
    assert!(entered.text().await.unwrap().contains("url=/"));
}

#[tokio::test]
async fn a_typed_code_lets_one_phone_in() {
    let mut site = Site::start(Reach::Lan).await;
    let code = site.next_invitation().await.lan.unwrap().code;
    let entered = site.type_code(&format!("{}+{}", &code[..4], &code[4..])).await;
    assert_eq!(entered.status(), 303);
    let cookie = cookie(entered.headers());
    assert_eq!(site.call("start", &cookie, json!({})).await["is_first_start"], true);
    assert_eq!(site.type_code(&code).await.status(), 403);
    let next = site.next_invitation().await;
    assert_ne!(next.lan.unwrap().code, code);
}

#[tokio::test]
async fn the_interface_pairs_with_json() {
    let mut site = Site::start(Reach::Lan).await;
    let code = site.next_invitation().await.lan.unwrap().code;
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    let refused = site.post_json("/pair", "", &json!({ "code": wrong })).await;
    assert_eq!(refused.status(), 401);
    assert_eq!(refused.text().await.unwrap(), r#"{"code":"not_paired"}"#);
    let entered = site.post_json("/pair", "", &json!({ "code": code })).await;
    assert_eq!(entered.status(), 200);
    cookie(entered.headers());
}

#[tokio::test]
async fn after_five_wrong_codes_a_phone_waits_even_with_the_right_one() {
    let mut site = Site::start(Reach::Lan).await;
    let code = site.next_invitation().await.lan.unwrap().code;
    let wrong = if code == "00000000" { "00000001" } else { "00000000" };
    for _ in 0..serve::CODE_ATTEMPTS_PER_PEER_MAX {
        assert_eq!(site.type_code(wrong).await.status(), 403);
    }
    let waiting = site.type_code(&code).await;
    assert_eq!(waiting.status(), 429);
    let seconds: u64 = waiting.headers()[header::RETRY_AFTER].to_str().unwrap().parse().unwrap();
    assert!((1..=300).contains(&seconds), "{seconds}");
    assert!(waiting.text().await.unwrap().contains("role=\"alert\""));
}

#[tokio::test]
async fn an_expired_code_is_refused_and_a_new_one_shown() {
    let mut site =
        Site::start_with(Reach::Lan, |options| options.code_lifetime = Duration::from_millis(300)).await;
    let old = site.next_invitation().await.lan.unwrap().code;
    let next = site.next_invitation().await;
    assert_eq!(next.why, Why::Replaced);
    let new = next.lan.unwrap().code;
    assert_ne!(new, old);
    assert_eq!(site.type_code(&old).await.status(), 403);
}

#[tokio::test]
async fn a_rebound_name_is_not_answered() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    for host in ["evil.example", "evil.example:80", "192.168.1.5", "127.0.0.1.evil.example"] {
        let answer = site.ask(Method::GET, "/", &cookie).header(header::HOST, host).send().await.unwrap();
        assert_eq!(answer.status(), 421, "{host}");
    }
    let answer = site.raw("GET / HTTP/1.1\r\nconnection: close\r\n\r\n").await;
    assert!(answer.starts_with("HTTP/1.1 4"), "no host at all: {answer}");
}

#[tokio::test]
async fn a_foreign_or_missing_origin_changes_nothing() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let other_port = format!("http://127.0.0.1:{}", site.address.port().wrapping_add(1).max(1));
    for origin in [Some("http://evil.example"), Some("null"), Some(other_port.as_str()), None] {
        let mut request = site.client.post(site.url("/call/start_empty")).header(header::COOKIE, &cookie);
        request = request
            .header(header::CONTENT_TYPE, "application/json")
            .body(r#"{"home_currency":"USD","language":null}"#);
        if let Some(origin) = origin {
            request = request.header(header::ORIGIN, origin);
        }
        assert_eq!(request.send().await.unwrap().status(), 403, "{origin:?}");
    }
    assert_eq!(site.call("start", &cookie, json!({})).await["is_first_start"], true);
}

#[tokio::test]
async fn another_site_cannot_embed_a_photograph_or_listen() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    for (path, dest) in [("/events", "empty"), ("/media/018f0000-0000-7000-8000-000000000001/thumb", "image")]
    {
        for from in ["cross-site", "same-site"] {
            let request = site
                .ask(Method::GET, path, &cookie)
                .header("sec-fetch-site", from)
                .header("sec-fetch-mode", "no-cors");
            assert_eq!(
                request.header("sec-fetch-dest", dest).send().await.unwrap().status(),
                403,
                "{path} from {from}"
            );
        }
    }
}

#[tokio::test]
async fn an_address_others_can_reach_needs_lan() {
    let folder = tempfile::tempdir().unwrap();
    let book = app::OpenApp { path: folder.path().join("book.db"), env: app::Env::device() };
    let mut options = ServeOptions::new(UiSource::Folder(folder.path().to_owned()));
    options.listen = "0.0.0.0:0".parse().unwrap();
    let refused = Server::bind(app::App::open(book).await.unwrap(), options).await;
    assert!(matches!(refused, Err(Error::NotLoopback(_))));
}
