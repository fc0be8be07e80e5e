//! Tokens that follow from one another.

use serde_json::json;
use uuid::Uuid;
use wire::v1;

use super::service::{PASSWORD, Service};

async fn refresh(service: &Service, token: &str) -> Result<v1::Session, (u16, String)> {
    let answer = service.post("/v1/sessions/refresh", json!({"refresh_token": token})).await;
    if answer.status.is_success() { Ok(answer.read()) } else { Err(answer.problem()) }
}

#[tokio::test]
async fn e092_a_lost_answer_is_given_again_within_the_time_of_grace() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let first = refresh(&service, &ana.refresh).await.unwrap();
    service.clock.advance(59_000);
    let again = refresh(&service, &ana.refresh).await.unwrap();
    assert_eq!(again.refresh_token, first.refresh_token);
    assert_ne!(first.refresh_token, ana.refresh);
    let next = refresh(&service, &first.refresh_token).await.unwrap();
    assert_eq!(service.get("/v1/account", &next.access_token).await.status.as_u16(), 200);
}

#[tokio::test]
async fn e093_a_token_used_after_the_time_of_grace_ends_the_login() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let next = refresh(&service, &ana.refresh).await.unwrap();
    service.clock.advance(60_000);
    let reused = (401, "refresh_reused".to_owned());
    assert_eq!(refresh(&service, &ana.refresh).await.unwrap_err(), reused);
    assert_eq!(refresh(&service, &next.refresh_token).await.unwrap_err(), reused);
    assert_eq!(service.get("/v1/account", &next.access_token).await.status.as_u16(), 401);
    let again = service.log_in(&ana.email, PASSWORD, ana.device, None).await;
    assert_eq!(again.status.as_u16(), 200);
}

#[tokio::test]
async fn a_token_whose_successor_was_used_is_somebody_elses_even_within_the_time_of_grace() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let next = refresh(&service, &ana.refresh).await.unwrap();
    refresh(&service, &next.refresh_token).await.unwrap();
    assert_eq!(refresh(&service, &ana.refresh).await.unwrap_err(), (401, "refresh_reused".to_owned()));
}

#[tokio::test]
async fn refreshes_at_the_same_time_get_the_same_successor() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let one = || refresh(&service, &ana.refresh);
    let (a, b, c, d) = tokio::join!(one(), one(), one(), one());
    let tokens = [a, b, c, d].map(|session| session.unwrap().refresh_token);
    assert!(tokens.iter().all(|token| *token == tokens[0]));
}

#[tokio::test]
async fn logging_in_again_on_a_device_ends_its_earlier_login() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.log_in(&ana.email, PASSWORD, ana.device, None).await;
    assert_eq!(refresh(&service, &ana.refresh).await.unwrap_err(), (401, "refresh_invalid".to_owned()));
}

#[tokio::test]
async fn a_token_that_was_not_used_for_long_is_dead_and_so_is_what_never_was_one() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.clock.advance(91 * 24 * 60 * 60_000);
    let invalid = (401, "refresh_invalid".to_owned());
    assert_eq!(refresh(&service, &ana.refresh).await.unwrap_err(), invalid);
    assert_eq!(refresh(&service, "nothing").await.unwrap_err(), invalid);
    assert_eq!(refresh(&service, &Uuid::nil().to_string().repeat(9)).await.unwrap_err(), invalid);
}

#[tokio::test]
async fn an_access_token_lives_a_quarter_of_an_hour() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.clock.advance(15 * 60_000);
    assert_eq!(service.get("/v1/account", &ana.token).await.status.as_u16(), 200);
    service.clock.advance(7_000);
    let answer = service.get("/v1/account", &ana.token).await;
    assert_eq!(answer.problem(), (401, "unauthenticated".to_owned()));
    assert!(answer.headers.contains_key("www-authenticate"));
}
