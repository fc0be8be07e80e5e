//! What every request meets before and after its handler.

use axum::body::Body;
use http::{Method, Request, header};
use serde_json::{Value as Json, json};
use wire::v1;

use super::service::Service;

#[tokio::test]
async fn whatever_is_refused_is_a_problem_document_with_the_id_of_its_request() {
    let service = Service::start().await;
    let big = "x".repeat(v1::BODY_BYTES_MAX + 1);
    let post = |body: &str, kind: &str| {
        let request = Request::post("/v1/sessions").header(header::CONTENT_TYPE, kind);
        request.header("x-request-id", "my-id.7").body(Body::from(body.to_owned())).unwrap()
    };
    let get = |path: &str| Request::get(path).header("x-request-id", "my-id.7").body(Body::empty()).unwrap();
    let json = "application/json";
    let cases = [
        (post("{", json), (400, "malformed")),
        (post("{\"email\": 1}", json), (400, "malformed")),
        (post("{}", "text/plain"), (415, "unsupported_media")),
        (post(&big, json), (413, "too_large")),
        (get("/v1/nothing"), (404, "not_found")),
        (get("/v1/sessions"), (405, "method_not_allowed")),
        (get("/v1/account"), (401, "unauthenticated")),
    ];
    for (request, (status, code)) in cases {
        let answer = service.send(request).await;
        assert_eq!(answer.problem(), (status, code.to_owned()), "{}", answer.text);
        assert_eq!(answer.headers[header::CONTENT_TYPE], v1::PROBLEM_TYPE);
        assert_eq!(answer.headers["x-request-id"], "my-id.7");
        assert_eq!(answer.json()["request_id"], "my-id.7");
        assert_eq!(answer.headers[v1::header::PROTOCOL], "1");
    }
}

#[tokio::test]
async fn a_program_of_another_time_is_told_what_is_spoken_here() {
    let service = Service::start().await;
    for asked in ["2", "0", "new"] {
        let request =
            Request::get("/version").header(v1::header::PROTOCOL, asked).body(Body::empty()).unwrap();
        let answer = service.send(request).await;
        assert_eq!(answer.problem(), (426, "protocol".to_owned()), "{asked}");
        assert_eq!(answer.json()["protocols"], json!([v1::PROTOCOL, v1::PROTOCOL]));
    }
}

#[tokio::test]
async fn every_answer_says_what_time_it_is_and_what_browsers_must_not_do() {
    let service = Service::start().await;
    let answer = service.ask(Method::GET, "/v1/account", None, Json::Null).await;
    assert_eq!(answer.headers[v1::header::TIME], service.clock.now_ms().to_string());
    assert_eq!(answer.headers["x-content-type-options"], "nosniff");
    assert_eq!(answer.headers["cache-control"], "no-store");
}

#[tokio::test]
async fn metrics_know_patterns_and_no_people() {
    let service = Service::start().await;
    service.someone("ana").await;
    let answer = service.ask(Method::GET, "/metrics", None, Json::Null).await;
    assert!(answer.text.contains("mealbook_requests_total"), "{}", answer.text);
    assert!(answer.text.contains("route=\"/v1/accounts\""));
    assert!(!answer.text.contains("ana"));
}

#[tokio::test]
async fn the_service_says_whether_it_can_work() {
    let service = Service::start().await;
    assert_eq!(service.ask(Method::GET, "/healthz", None, Json::Null).await.text, "ok\n");
    let ready = service.ask(Method::GET, "/readyz", None, Json::Null).await.json();
    assert_eq!((&ready["database"], &ready["migrations"]), (&json!(true), &json!(true)));
    service.state.pool.close().await;
    let answer = service.ask(Method::GET, "/readyz", None, Json::Null).await;
    assert_eq!((answer.status.as_u16(), &answer.json()["database"]), (503, &json!(false)));
}
