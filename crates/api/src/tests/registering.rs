//! Registering and confirming an address.

use http::StatusCode;
use serde_json::json;
use uuid::Uuid;

use super::service::{PASSWORD, Service, info};

#[tokio::test]
async fn an_address_with_an_account_is_answered_like_one_without() {
    let service = Service::start().await;
    service.someone("ana").await;
    let known = service.register("Ana@Example.com").await;
    let unknown = service.register("bob@example.com").await;
    assert_eq!((known.status, &known.text), (StatusCode::ACCEPTED, &unknown.text));
    assert_eq!(known.status, unknown.status);
    let names =
        |answer: &super::service::Answer| answer.headers.keys().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(&known), names(&unknown));
    let mail = service.mails("Ana@Example.com").await.pop().or(service.mails("ana@example.com").await.pop());
    assert!(mail.unwrap().contains("already have a Mealbook account"));
    assert!(service.mails("bob@example.com").await[0].contains("Your code is"));
}

#[tokio::test]
async fn asking_for_another_code_or_password_of_a_stranger_is_answered_like_a_members() {
    let service = Service::start().await;
    service.someone("ana").await;
    for path in ["/v1/accounts/verify/resend", "/v1/password-resets"] {
        for email in ["ana@example.com", "nobody@example.com"] {
            let answer = service.post(path, json!({"email": email})).await;
            assert_eq!((answer.status, answer.text.as_str()), (StatusCode::ACCEPTED, ""), "{path} {email}");
        }
    }
    assert!(service.mails("nobody@example.com").await.is_empty());
}

#[tokio::test]
async fn a_wrong_code_is_answered_like_a_strangers_and_five_kill_it() {
    let service = Service::start().await;
    service.register("ana@example.com").await;
    let code = service.code("ana@example.com").await;
    let verify = async |email: &str, code: &str| {
        let body = json!({"email": email, "code": code, "device": info(Uuid::now_v7())});
        service.post("/v1/accounts/verify", body).await.problem()
    };
    let stranger = verify("nobody@example.com", "AAAA2222").await;
    for _ in 0..5 {
        assert_eq!(verify("ana@example.com", "AAAA2222").await, stranger);
    }
    assert_eq!(verify("ana@example.com", &code).await, (410, "code_expired".to_owned()));
}

#[tokio::test]
async fn a_code_ends_and_can_be_asked_for_again() {
    let service = Service::start().await;
    service.register("ana@example.com").await;
    let old = service.code("ana@example.com").await;
    service.clock.advance(31 * 60_000);
    let verify = async |code: String| {
        let body = json!({"email": "ana@example.com", "code": code, "device": info(Uuid::now_v7())});
        service.post("/v1/accounts/verify", body).await.status.as_u16()
    };
    assert_eq!(verify(old).await, 410);
    service.post("/v1/accounts/verify/resend", json!({"email": "ana@example.com"})).await;
    let new = service.code("ana@example.com").await;
    assert_eq!(verify(new.to_lowercase().replace('-', " ")).await, 200);
    assert_eq!(verify(new).await, 410);
}

#[tokio::test]
async fn an_address_gets_five_mails_an_hour() {
    let service = Service::start().await;
    for _ in 0..7 {
        assert_eq!(service.register("ana@example.com").await.status, StatusCode::ACCEPTED);
    }
    assert_eq!(service.mails("ana@example.com").await.len(), 5);
    service.clock.advance(61 * 60_000);
    service.register("ana@example.com").await;
    assert_eq!(service.mails("ana@example.com").await.len(), 6);
}

#[tokio::test]
async fn what_breaks_a_rule_is_named_by_its_field() {
    let service = Service::start().await;
    let check = async |email: &str, password: &str, name: &str, field: &str| {
        let body = json!({"email": email, "password": password, "display_name": name});
        let answer = service.post("/v1/accounts", body).await;
        assert_eq!(answer.problem(), (422, "invalid".to_owned()), "{field}");
        assert_eq!(answer.json()["fields"][0]["path"], field);
    };
    check("no address", PASSWORD, "Ana", "/email").await;
    check("ana@example.com", "short", "Ana", "/password").await;
    check("ana@example.com", &"x".repeat(600), "Ana", "/password").await;
    check("ana@example.com", PASSWORD, "  ", "/display_name").await;
}

#[tokio::test]
async fn a_network_cannot_ask_for_mails_without_end() {
    let service = Service::start_strict().await;
    let mut last = service.register("a@example.com").await;
    for at in 0..30 {
        last = service.register(&format!("a{at}@example.com")).await;
    }
    assert_eq!(last.problem(), (429, "rate_limited".to_owned()));
    assert_eq!(last.json()["limit"], 30);
    assert!(last.headers.contains_key("retry-after"));
}
