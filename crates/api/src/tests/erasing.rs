//! What is known of a person, and the end of it.

use http::Method;
use serde_json::json;
use uuid::Uuid;
use wire::v1;

use super::service::{PASSWORD, Service, Someone};

async fn workspace(service: &Service, owner: &Someone, kind: &str) -> Uuid {
    let id = Uuid::now_v7();
    let body = json!({"id": id, "name": "Lunches", "kind": kind, "home_currency": "EUR"});
    service.ask(Method::POST, "/v1/workspaces", Some(&owner.token), body).await;
    id
}

async fn join(service: &Service, ws: Uuid, owner: &Someone, someone: &Someone) {
    let path = format!("/v1/workspaces/{ws}/invitations");
    let made: v1::Invitation =
        service.ask(Method::POST, &path, Some(&owner.token), json!({"role": "member"})).await.read();
    let body = json!({"code": made.code});
    service.ask(Method::POST, "/v1/invitations/accept", Some(&someone.token), body).await;
}

async fn erase(service: &Service, who: &Someone, password: &str) -> super::service::Answer {
    let body = json!({"password": password});
    service.ask(Method::DELETE, "/v1/account", Some(&who.token), body).await
}

#[tokio::test]
async fn the_export_holds_what_is_known_and_no_secret() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let ws = workspace(&service, &ana, "personal").await;
    let answer = service.get("/v1/account/export", &ana.token).await;
    let export = answer.json();
    assert_eq!(export["account"]["email"], "ana@example.com");
    assert_eq!(export["devices"][0]["id"], json!(ana.device));
    assert_eq!(export["logins"][0]["outcome"], "ok");
    assert_eq!(export["workspaces"][0]["id"], json!(ws));
    assert!(!answer.text.contains("argon2") && !answer.text.contains(&ana.refresh));
}

#[tokio::test]
async fn erasing_takes_the_account_and_personal_workspaces_and_leaves_what_is_shared() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let own = workspace(&service, &ana, "personal").await;
    let shared = workspace(&service, &bob, "household").await;
    join(&service, shared, &bob, &ana).await;
    assert_eq!(erase(&service, &ana, "wrong password").await.problem(), (401, "bad_credentials".to_owned()));
    assert_eq!(erase(&service, &ana, PASSWORD).await.status.as_u16(), 204);
    assert_eq!(service.get("/v1/account", &ana.token).await.status.as_u16(), 401);
    let again = service.log_in(&ana.email, PASSWORD, ana.device, None).await;
    assert_eq!(again.problem(), (401, "bad_credentials".to_owned()));
    let deleted_at: Option<i64> =
        sqlx::query_scalar("select deleted_at from workspace_clock where workspace_id = $1")
            .bind(own)
            .fetch_one(&service.database.owner)
            .await
            .unwrap();
    assert_eq!(deleted_at, Some(0));
    let members: Vec<v1::Member> =
        service.get(&format!("/v1/workspaces/{shared}/members"), &bob.token).await.read();
    assert_eq!(members.iter().map(|member| member.user_id).collect::<Vec<_>>(), [bob.id]);
    // The address is free again.
    service.someone("ana").await;
}

#[tokio::test]
async fn an_owner_hands_a_shared_workspace_on_first() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let ws = workspace(&service, &ana, "household").await;
    join(&service, ws, &ana, &bob).await;
    let refused = erase(&service, &ana, PASSWORD).await;
    assert_eq!(refused.problem(), (409, "conflict".to_owned()));
    assert!(refused.text.contains(&ws.to_string()));
    let path = format!("/v1/workspaces/{ws}/transfer");
    service.ask(Method::POST, &path, Some(&ana.token), json!({"to": bob.id})).await;
    assert_eq!(erase(&service, &ana, PASSWORD).await.status.as_u16(), 204);
    let kept: v1::Workspace = service.get(&format!("/v1/workspaces/{ws}"), &bob.token).await.read();
    assert_eq!((kept.role, kept.members), (v1::Role::Owner, 1));
}

#[tokio::test]
async fn a_name_that_left_is_not_shown_any_more() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let ws = workspace(&service, &bob, "household").await;
    join(&service, ws, &bob, &ana).await;
    erase(&service, &ana, PASSWORD).await;
    let mut tx = crate::database::begin_read(&service.state.pool, ws, bob.id).await.unwrap();
    let name: String =
        sqlx::query_scalar("select display_name from member where workspace_id = $1 and user_id = $2")
            .bind(ws)
            .bind(ana.id)
            .fetch_one(&mut *tx)
            .await
            .unwrap();
    assert_eq!(name, "Former member");
}

#[tokio::test]
async fn what_is_old_is_forgotten_and_what_is_in_use_is_not() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    service.register("bob@example.com").await;
    service.code("bob@example.com").await;
    service.log_in(&ana.email, "wrong password", Uuid::now_v7(), None).await;
    service.state.tasks.settle().await;
    let forget = async || {
        crate::accounts::retention::forget_old(&service.database.owner, service.clock.now_ms()).await.unwrap()
    };
    assert_eq!(forget().await, 0);
    service.clock.advance(15 * 24 * 60 * 60_000);
    // The attempt, two codes that ran out (one goes with its account), and the account nobody confirmed.
    assert!(forget().await >= 3);
    let body = json!({"refresh_token": ana.refresh});
    assert_eq!(service.post("/v1/sessions/refresh", body).await.status.as_u16(), 200);
    let left: Vec<String> =
        sqlx::query_scalar("select email from account").fetch_all(&service.database.owner).await.unwrap();
    assert_eq!(left, ["ana@example.com"]);
}
