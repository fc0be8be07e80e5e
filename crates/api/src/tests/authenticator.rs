//! The second factor.

use http::Method;
use serde_json::{Value as Json, json};
use totp_rs::{Builder, Secret};
use uuid::Uuid;
use wire::v1;

use crate::auth::Seal;
use crate::totp;

use super::service::{PASSWORD, Service, Someone};

fn code(secret: &str, at_ms: i64) -> String {
    let secret = Secret::try_from_base32(secret).unwrap();
    let totp = Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at_ms / 1_000).unwrap()).to_string()
}

async fn turn_on(service: &Service, ana: &Someone) -> (String, Vec<String>) {
    let asked = service.ask(Method::POST, "/v1/account/totp", Some(&ana.token), Json::Null).await;
    let secret: v1::TotpSecret = asked.read();
    assert!(secret.url.contains(&secret.secret));
    let body = json!({"code": code(&secret.secret, service.clock.now_ms())});
    let answer = service.ask(Method::POST, "/v1/account/totp/confirm", Some(&ana.token), body).await;
    let codes: v1::RecoveryCodes = answer.read();
    (secret.secret, codes.codes)
}

#[tokio::test]
async fn each_code_is_good_once() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let (secret, _) = turn_on(&service, &ana).await;
    let log_in =
        async |code: Option<&str>| service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), code).await.problem();
    let required = (401, "totp_required".to_owned());
    assert_eq!(log_in(None).await, required);
    // The one that turned it on was used by that.
    assert_eq!(log_in(Some(&code(&secret, service.clock.now_ms()))).await, required);
    service.clock.advance(30_000);
    let next = code(&secret, service.clock.now_ms());
    assert_eq!(log_in(Some(&next)).await.0, 200);
    assert_eq!(log_in(Some(&next)).await, required);
    // Nor is one of a step before that.
    assert_eq!(log_in(Some(&code(&secret, service.clock.now_ms() - 30_000))).await, required);
}

#[tokio::test]
async fn each_recovery_code_is_good_once() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let (_, codes) = turn_on(&service, &ana).await;
    assert_eq!(codes.len(), 10);
    let log_in = async |code: &str| {
        service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), Some(code)).await.status.as_u16()
    };
    assert_eq!(log_in(&codes[0].to_lowercase()).await, 200);
    assert_eq!(log_in(&codes[0]).await, 401);
    assert_eq!(log_in(&codes[1]).await, 200);
}

#[tokio::test]
async fn codes_cannot_be_guessed_without_end_by_who_knows_the_password() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    turn_on(&service, &ana).await;
    let mut statuses = Vec::new();
    for _ in 0..7 {
        let bare = service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), None).await;
        let wrong = service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), Some("000000")).await;
        statuses.push((bare.status.as_u16(), wrong.status.as_u16()));
    }
    assert_eq!(statuses.last(), Some(&(429, 429)), "{statuses:?}");
}

#[tokio::test]
async fn turning_it_off_asks_for_the_password_and_another_one_waits_for_that() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    turn_on(&service, &ana).await;
    let again = service.ask(Method::POST, "/v1/account/totp", Some(&ana.token), Json::Null).await;
    assert_eq!(again.problem(), (409, "conflict".to_owned()));
    let off = async |password: &str| {
        let body = json!({"password": password});
        service.ask(Method::DELETE, "/v1/account/totp", Some(&ana.token), body).await.status.as_u16()
    };
    assert_eq!(off("wrong password").await, 401);
    assert_eq!(off(PASSWORD).await, 204);
    assert_eq!(service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), None).await.status.as_u16(), 200);
}

#[tokio::test]
async fn a_wrong_code_does_not_turn_it_on() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.ask(Method::POST, "/v1/account/totp", Some(&ana.token), Json::Null).await;
    let body = json!({"code": "000000"});
    let answer = service.ask(Method::POST, "/v1/account/totp/confirm", Some(&ana.token), body).await;
    assert_eq!(answer.problem(), (422, "invalid".to_owned()));
    assert_eq!(service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), None).await.status.as_u16(), 200);
}

#[tokio::test]
async fn the_database_alone_gives_nobodys_second_factor_away() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let (secret, codes) = turn_on(&service, &ana).await;
    let plain: Vec<u8> = Secret::try_from_base32(&secret).unwrap().as_ref().to_vec();
    let kept = async || -> Vec<u8> {
        let statement = "select totp_secret from account where email_fold = $1";
        let kept = sqlx::query_scalar(statement).bind(&ana.email).fetch_one(&service.state.pool);
        kept.await.unwrap()
    };
    let closed = kept().await;
    assert!(!closed.windows(plain.len()).any(|part| part == plain));

    // As an earlier version kept it: closed at the next start, and good as before.
    let open = "update account set totp_secret = $2 where email_fold = $1";
    sqlx::query(open).bind(&ana.email).bind(&plain).execute(&service.state.pool).await.unwrap();
    let close = async || totp::close_old(&service.state.pool, &service.state.seal).await.unwrap();
    assert_eq!((close().await, close().await), (1, 0));
    assert_ne!(kept().await, plain);
    let log_in = async |code: &str| {
        service.log_in(&ana.email, PASSWORD, Uuid::now_v7(), Some(code)).await.status.as_u16()
    };
    service.clock.advance(30_000);
    assert_eq!(log_in(&code(&secret, service.clock.now_ms())).await, 200);

    // The key is lost: the authenticator says nothing any more, a recovery code does.
    let other = Seal::new("another key of thirty-two characters").close(Uuid::nil(), &plain).unwrap();
    sqlx::query(open).bind(&ana.email).bind(other).execute(&service.state.pool).await.unwrap();
    service.clock.advance(30_000);
    assert_eq!(log_in(&code(&secret, service.clock.now_ms())).await, 401);
    assert_eq!(log_in(&codes[0]).await, 200);
}
