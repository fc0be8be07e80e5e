//! Changing the password, and a new one by mail.

use http::Method;
use serde_json::json;
use uuid::Uuid;

use super::service::{PASSWORD, Service};

const NEW: &str = "another long password";

#[tokio::test]
async fn changing_it_ends_every_other_login() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let other = service.on_another_device(&ana).await;
    let change = async |current: &str| {
        let body = json!({"current": current, "new": NEW});
        service.ask(Method::POST, "/v1/account/password", Some(&ana.token), body).await.status.as_u16()
    };
    assert_eq!(change("wrong password").await, 401);
    assert_eq!(change(PASSWORD).await, 204);
    assert_eq!(service.get("/v1/account", &ana.token).await.status.as_u16(), 200);
    assert_eq!(service.get("/v1/account", &other.token).await.status.as_u16(), 401);
    assert_eq!(service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), None).await.status.as_u16(), 401);
    assert_eq!(service.log_in(&ana.email, NEW, Uuid::now_v7(), None).await.status.as_u16(), 200);
    assert!(service.mails(&ana.email).await.last().unwrap().contains("password"));
}

#[tokio::test]
async fn a_new_one_by_mail_ends_every_login_and_lifts_a_lock() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    for _ in 0..6 {
        service.log_in(&ana.email, "wrong password", Uuid::now_v7(), None).await;
    }
    service.post("/v1/password-resets", json!({"email": ana.email})).await;
    let code = service.code(&ana.email).await;
    let confirm = async |email: &str, code: &str| {
        let body = json!({"email": email, "code": code, "new": NEW});
        service.post("/v1/password-resets/confirm", body).await.status.as_u16()
    };
    assert_eq!(confirm("nobody@example.com", &code).await, 410);
    assert_eq!(confirm(&ana.email, "AAAA2222").await, 410);
    assert_eq!(confirm(&ana.email, &code).await, 204);
    assert_eq!(confirm(&ana.email, &code).await, 410);
    assert_eq!(service.get("/v1/account", &ana.token).await.status.as_u16(), 401);
    assert_eq!(service.log_in(&ana.email, NEW, Uuid::now_v7(), None).await.status.as_u16(), 200);
}
