//! Logging in, the lock-out, the history of logins.

use http::Method;
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1;

use super::service::{PASSWORD, Service};

#[tokio::test]
async fn a_stranger_and_a_wrong_password_are_answered_alike_and_locked_alike() {
    let service = Service::start().await;
    service.someone("ana").await;
    let attempt = async |email: &str| service.log_in(email, "wrong password", Uuid::now_v7(), None).await;
    for at in 0..8 {
        let (known, unknown) = (attempt("ana@example.com").await, attempt("nobody@example.com").await);
        assert_eq!(known.problem(), unknown.problem(), "attempt {at}");
        assert_eq!(known.json()["title"], unknown.json()["title"]);
        assert_eq!(known.headers.get("retry-after"), unknown.headers.get("retry-after"));
        let expected = if at < 5 { (401, "bad_credentials".to_owned()) } else { (429, "locked".to_owned()) };
        assert_eq!(known.problem(), expected, "attempt {at}");
    }
}

#[tokio::test]
async fn a_lock_holds_for_the_right_password_too_grows_and_ends() {
    let service = Service::start().await;
    service.someone("ana").await;
    let log_in = async |password: &str| {
        let answer = service.log_in("ana@example.com", password, Uuid::now_v7(), None).await;
        let wait =
            answer.headers.get("retry-after").map(|wait| wait.to_str().unwrap().parse::<i64>().unwrap());
        (answer.status.as_u16(), wait)
    };
    for _ in 0..5 {
        assert_eq!(log_in("wrong password").await, (401, None));
    }
    assert_eq!(log_in(PASSWORD).await, (429, Some(15)));
    service.clock.advance(15_000);
    assert_eq!(log_in("wrong password").await, (401, None));
    assert_eq!(log_in(PASSWORD).await, (429, Some(30)));
    service.clock.advance(30_000);
    assert_eq!(log_in(PASSWORD).await.0, 200);
    assert_eq!(log_in("wrong password").await, (401, None));
}

#[tokio::test]
async fn attempts_at_the_same_time_count_each() {
    let service = Service::start().await;
    service.someone("ana").await;
    let attempt = || service.log_in("ana@example.com", "wrong password", Uuid::nil(), None);
    let _ = attempt().await;
    let device = Uuid::now_v7();
    let one = || service.log_in("ana@example.com", "wrong password", device, None);
    let answers = tokio::join!(one(), one(), one(), one(), one(), one(), one(), one());
    let statuses = [answers.0, answers.1, answers.2, answers.3, answers.4, answers.5, answers.6, answers.7]
        .map(|answer| answer.status.as_u16());
    assert_eq!(statuses.iter().filter(|status| **status == 401).count(), 5, "{statuses:?}");
}

#[tokio::test]
async fn the_history_shows_good_and_bad_logins_with_a_shortened_network() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.log_in("ana@example.com", "wrong password", Uuid::now_v7(), None).await;
    service.state.tasks.settle().await;
    let logins: Vec<v1::LoginEvent> = service.get("/v1/account/logins", &ana.token).await.read();
    let outcomes: Vec<&str> = logins.iter().map(|login| login.outcome.as_str()).collect();
    assert_eq!(outcomes, ["bad_password", "ok"]);
    assert_eq!(logins[0].network.as_deref(), Some("0.0.0.0/24"));
    assert_eq!(logins[0].device.as_deref(), Some("a laptop"));
}

#[tokio::test]
async fn an_address_must_be_confirmed_and_only_its_owner_learns_that() {
    let service = Service::start().await;
    service.register("ana@example.com").await;
    let log_in =
        async |password: &str| service.log_in("ana@example.com", password, Uuid::now_v7(), None).await;
    assert_eq!(log_in("wrong password").await.problem(), (401, "bad_credentials".to_owned()));
    assert_eq!(log_in(PASSWORD).await.problem(), (403, "email_unverified".to_owned()));
}

#[tokio::test]
async fn logging_out_ends_this_login_alone() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let other = service.on_another_device(&ana).await;
    let out = service.ask(Method::DELETE, "/v1/sessions/current", Some(&ana.token), Json::Null).await;
    assert_eq!(out.status.as_u16(), 204);
    assert_eq!(service.get("/v1/account", &ana.token).await.problem(), (401, "unauthenticated".to_owned()));
    assert_eq!(service.get("/v1/account", &other.token).await.status.as_u16(), 200);
}
