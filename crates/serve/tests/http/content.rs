//! What is served: the interface, calls, uploads, pictures and events.

use reqwest::{Method, Response, header};
use serde_json::{Value, json};
use serve::Reach;
use wire::call::PHOTO_BYTES_MAX;

use crate::site::{HASHED, PATIENCE, Site};

fn text<'a>(response: &'a Response, name: &str) -> &'a str {
    response.headers().get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    for path in ["/", "/pair", "/nothing.js", "/events", HASHED] {
        let answer = site.get(&format!("/{}", path.trim_start_matches('/')), &cookie).await;
        assert_eq!(text(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(text(&answer, "x-frame-options"), "DENY", "{path}");
        let policy = text(&answer, "content-security-policy");
        assert!(policy.contains("default-src") && !policy.contains("'unsafe-inline'"), "{path}: {policy}");
        assert_eq!(text(&answer, "cross-origin-resource-policy"), "same-origin", "{path}");
        assert_eq!(text(&answer, "referrer-policy"), "same-origin", "{path}");
    }
}

#[tokio::test]
async fn hashed_files_are_kept_for_ever_and_the_page_is_asked_for_again() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let wasm = site.get(&format!("/{HASHED}"), "").await;
    assert_eq!(text(&wasm, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(text(&wasm, "content-type"), "application/wasm");
    assert_eq!(wasm.bytes().await.unwrap().as_ref(), b"\0asm");

    let page = site.get("/", &cookie).await;
    assert_eq!(text(&page, "cache-control"), "no-cache");
    let etag = text(&page, "etag").to_owned();
    let again = site.ask(Method::GET, "/", &cookie).header(header::IF_NONE_MATCH, etag).send().await.unwrap();
    assert_eq!(again.status(), 304);
}

#[tokio::test]
async fn a_compressed_twin_is_sent_to_those_who_take_it() {
    let site = Site::start(Reach::Loopback).await;
    let request =
        site.ask(Method::GET, &format!("/{HASHED}"), "").header(header::ACCEPT_ENCODING, "gzip, br");
    let squeezed = request.send().await.unwrap();
    assert_eq!(
        (text(&squeezed, "content-encoding"), text(&squeezed, "content-type")),
        ("br", "application/wasm")
    );
    assert_eq!(squeezed.bytes().await.unwrap().as_ref(), b"squeezed");
}

#[tokio::test]
async fn a_page_of_the_interface_is_the_page_and_a_missing_file_is_missing() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let page =
        site.ask(Method::GET, "/calendar", &cookie).header(header::ACCEPT, "text/html").send().await.unwrap();
    assert!(page.text().await.unwrap().contains("<title>Mealbook"));
    assert_eq!(site.get("/gone-0123456789abcdef.js", &cookie).await.status(), 404);
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let site = Site::start(Reach::Loopback).await;
    let ui = site.folder.path().join("ui");
    #[cfg(unix)]
    std::os::unix::fs::symlink(site.folder.path().join("secret.txt"), ui.join("link.txt")).unwrap();
    assert!(ui.join("link.txt").exists());
    for path in [
        "/../secret.txt",
        "/assets/../../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "//secret.txt",
        "/..%5csecret.txt",
        "/link.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/ui/../../secret.txt",
    ] {
        let answer = site
            .raw(&format!("GET {path} HTTP/1.1\r\nhost: {}\r\nconnection: close\r\n\r\n", site.address))
            .await;
        assert!(!answer.contains("nobody may read this"), "{path}: {answer}");
        assert!(answer.starts_with("HTTP/1.1 404") || answer.starts_with("HTTP/1.1 400"), "{path}: {answer}");
    }
}

#[tokio::test]
async fn a_call_answers_its_reply_and_says_what_it_touched() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let body = json!({ "home_currency": "CHF", "language": "de" });
    let answer = site.post_json("/call/start_empty", &cookie, &body).await;
    assert_eq!((answer.status().as_u16(), text(&answer, "x-touched")), (200, "settings,catalogue"));
    assert_eq!(text(&answer, "cache-control"), "no-store");
    assert_eq!(site.call("start", &cookie, json!({})).await["settings"]["home_currency"], "CHF");
}

#[tokio::test]
async fn refusals_have_fitting_statuses() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let unknown = json!({ "id": "018f0000-0000-7000-8000-000000000001" });
    for (name, body, status, code) in [
        ("no_such_call", json!({}), 404, "not_found"),
        ("get_expense", unknown, 404, "not_found"),
        ("get_expense", json!({ "id": "not an id" }), 400, "invalid"),
        ("undo_last", json!({}), 409, "nothing_to_undo"),
        ("list_expenses", json!({ "query": { "text": "amount:>abc" } }), 400, "bad_query"),
    ] {
        let answer = site.post_json(&format!("/call/{name}"), &cookie, &body).await;
        assert_eq!(answer.status(), status, "{name}");
        let fault: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
        assert_eq!(fault["code"], code, "{name}");
    }
    let form =
        site.ask(Method::POST, "/call/start", &cookie).header(header::CONTENT_TYPE, "text/plain").body("{}");
    assert_eq!(form.send().await.unwrap().status(), 415);
    let broken = site
        .ask(Method::POST, "/call/start", &cookie)
        .header(header::CONTENT_TYPE, "application/json")
        .body("{");
    assert_eq!(broken.send().await.unwrap().status(), 400);
    assert_eq!(site.get("/call/start", &cookie).await.status(), 405);
}

/// A small photograph.
fn photo() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_fn(640, 480, |x, y| image::Rgb([x as u8, y as u8, 90]))
        .write_to(&mut bytes, image::ImageFormat::Jpeg)
        .unwrap();
    bytes.into_inner()
}

fn upload_path(what: &Value) -> String {
    let query: String = what.to_string().bytes().map(|byte| format!("%{byte:02x}")).collect();
    format!("/upload?what={query}")
}

fn photo_of(expense: &str) -> String {
    upload_path(
        &json!({ "photo": { "expense": expense, "kind": "receipt", "file_name": "Beleg \"1\".jpg" } }),
    )
}

#[tokio::test]
async fn a_photograph_goes_up_and_comes_back_and_is_kept_for_ever() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let (expense, bytes) = (site.save_lunch(&cookie).await, photo());
    let answer =
        site.ask(Method::POST, &photo_of(&expense), &cookie).body(bytes.clone()).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert!(text(&answer, "x-touched").contains("photos"));
    let reply: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    let blob = reply["photo"]["blob"].as_str().unwrap().to_owned();

    let original = site.get(&format!("/media/{blob}/original"), &cookie).await;
    assert_eq!(text(&original, "content-type"), "image/jpeg");
    assert!(text(&original, "cache-control").contains("immutable"));
    assert!(text(&original, "content-security-policy").contains("sandbox"));
    assert_eq!(text(&original, "content-disposition"), format!("inline; filename=\"{blob}.jpg\""));
    let etag = text(&original, "etag").to_owned();
    assert_eq!(original.bytes().await.unwrap().as_ref(), bytes);

    let again = site
        .ask(Method::GET, &format!("/media/{blob}/original"), &cookie)
        .header(header::IF_NONE_MATCH, etag);
    let again = again.send().await.unwrap();
    assert_eq!(again.status(), 304);
    assert!(again.bytes().await.unwrap().is_empty());

    let thumb = site.get(&format!("/media/{blob}/thumb"), &cookie).await;
    assert_eq!((thumb.status().as_u16(), text(&thumb, "content-type")), (200, "image/jpeg"));
    let thumb = image::load_from_memory(&thumb.bytes().await.unwrap()).unwrap();
    assert!(thumb.width().max(thumb.height()) <= 320);
    assert_eq!(site.get(&format!("/media/{blob}/huge"), &cookie).await.status(), 404);
    assert_eq!(site.get("/media/018f0000-0000-7000-8000-000000000001/thumb", &cookie).await.status(), 404);
}

#[tokio::test]
async fn what_is_no_photograph_is_refused() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let expense = site.save_lunch(&cookie).await;
    let answer =
        site.ask(Method::POST, &photo_of(&expense), &cookie).body("MZ not a picture").send().await.unwrap();
    assert_eq!(answer.status(), 415);
    assert!(answer.text().await.unwrap().contains("not_an_image"));
    for path in ["/upload", "/upload?what=%7B%7D", "/upload?what=nonsense"] {
        assert_eq!(
            site.ask(Method::POST, path, &cookie).body("x").send().await.unwrap().status(),
            400,
            "{path}"
        );
    }
}

#[tokio::test]
async fn a_body_beyond_the_limit_is_refused_by_the_limits_name() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let path = photo_of("018f0000-0000-7000-8000-000000000001");
    let body = vec![0u8; usize::try_from(PHOTO_BYTES_MAX).unwrap() + 1];
    let answer = site.ask(Method::POST, &path, &cookie).body(body).send().await.unwrap();
    assert_eq!(answer.status(), 413);
    let fault: Value = serde_json::from_str(&answer.text().await.unwrap()).unwrap();
    assert_eq!(fault, json!({ "code": "file_too_large", "number": PHOTO_BYTES_MAX }));

    // Who asks first is answered before a byte of the body is sent.
    let head = format!(
        "POST {path} HTTP/1.1\r\nhost: {}\r\norigin: {}\r\ncookie: {cookie}\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
        site.address,
        site.origin(),
        PHOTO_BYTES_MAX + 1
    );
    assert!(site.raw(&head).await.starts_with("HTTP/1.1 413"));
}

#[tokio::test]
async fn a_chunked_body_is_counted_while_it_streams() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    // Calls have the smallest limit; without a declared length only counting can stop this.
    let chunk = "0".repeat(1024 * 1024);
    let mut request = format!(
        "POST /call/start HTTP/1.1\r\nhost: {}\r\norigin: {}\r\ncookie: {cookie}\r\ncontent-type: application/json\r\n\
         transfer-encoding: chunked\r\nconnection: close\r\n\r\n",
        site.address,
        site.origin()
    );
    for _ in 0..=serve::CALL_BYTES_MAX / (1024 * 1024) {
        request.push_str(&format!("{:x}\r\n{chunk}\r\n", chunk.len()));
    }
    request.push_str("0\r\n\r\n");
    let answer = site.raw(&request).await;
    assert!(
        answer.starts_with("HTTP/1.1 413") && answer.contains(&serve::CALL_BYTES_MAX.to_string()),
        "{answer}"
    );
}

#[tokio::test]
async fn too_many_headers_are_refused() {
    let site = Site::start(Reach::Loopback).await;
    let many: String = (0..200).map(|at| format!("x-{at}: 1\r\n")).collect();
    let answer = site.raw(&format!("GET / HTTP/1.1\r\nhost: {}\r\n{many}\r\n", site.address)).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_change_is_told_to_every_open_page() {
    let mut site = Site::start(Reach::Loopback).await;
    let cookie = site.pair().await;
    let mut events = site.get("/events", &cookie).await;
    assert_eq!(text(&events, "content-type"), "text/event-stream");
    let opened = next(&mut events).await;
    assert!(opened.contains("data: []"), "{opened}");
    site.save_lunch(&cookie).await;
    let told = next(&mut events).await;
    assert!(told.contains("data: [") && told.contains("\"expenses\"") && told.contains("\"undo\""), "{told}");

    // The end of the program ends the stream, and does not wait for it.
    site.stop().await;
    let rest = tokio::time::timeout(PATIENCE, events.chunk()).await.unwrap();
    assert!(matches!(rest, Ok(None) | Err(_)));
}

async fn next(events: &mut Response) -> String {
    let chunk =
        tokio::time::timeout(PATIENCE, events.chunk()).await.expect("an event in time").unwrap().unwrap();
    String::from_utf8(chunk.to_vec()).unwrap()
}
