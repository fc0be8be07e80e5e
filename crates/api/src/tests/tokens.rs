//! Personal access tokens: one workspace, to read or to write, and never the account.

use http::Method;
use serde_json::{Value as Json, json};
use uuid::Uuid;
use wire::v1;

use super::service::{Service, Someone};

async fn workspace(service: &Service, owner: &Someone) -> Uuid {
    let id = Uuid::now_v7();
    let body = json!({"id": id, "name": "Lunches", "kind": "personal", "home_currency": "EUR"});
    service.ask(Method::POST, "/v1/workspaces", Some(&owner.token), body).await;
    id
}

async fn make(service: &Service, owner: &Someone, ws: Uuid, scope: &str) -> v1::Token {
    let body = json!({"name": "a script", "workspace_id": ws, "scopes": [scope]});
    service.ask(Method::POST, "/v1/account/tokens", Some(&owner.token), body).await.read()
}

#[tokio::test]
async fn a_token_opens_one_workspace_and_not_the_account() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let (ws, other) = (workspace(&service, &ana).await, workspace(&service, &ana).await);
    let token = make(&service, &ana, ws, "read").await.token.unwrap();
    assert!(token.starts_with("mbk_"));
    let status = async |path: &str| service.get(path, &token).await.status.as_u16();
    assert_eq!(status(&format!("/v1/workspaces/{ws}")).await, 200);
    assert_eq!(status(&format!("/v1/workspaces/{other}")).await, 404);
    let listed: Vec<v1::Workspace> = service.get("/v1/workspaces", &token).await.read();
    assert_eq!(listed.iter().map(|workspace| workspace.id).collect::<Vec<_>>(), [ws]);
    for path in ["/v1/account/tokens", "/v1/account/devices", "/v1/account/export", "/v1/account/logins"] {
        assert_eq!(status(path).await, 403, "{path}");
    }
    let rename = format!("/v1/workspaces/{ws}");
    let answer = service.ask(Method::PATCH, &rename, Some(&token), json!({"name": "x"})).await;
    assert_eq!(answer.status.as_u16(), 403);
}

#[tokio::test]
async fn a_token_ends_by_itself_or_when_it_is_taken_away() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let ws = workspace(&service, &ana).await;
    let path = format!("/v1/workspaces/{ws}");
    let made = make(&service, &ana, ws, "write").await;
    assert_eq!(made.scopes, ["read", "write"]);
    let token = made.token.unwrap();
    assert_eq!(service.get(&path, &token).await.status.as_u16(), 200);
    let listed: Vec<v1::Token> = service.get("/v1/account/tokens", &ana.token).await.read();
    assert!(listed[0].token.is_none() && listed[0].last_used_ms.is_some());
    let end = format!("/v1/account/tokens/{}", made.id);
    assert_eq!(service.ask(Method::DELETE, &end, Some(&ana.token), Json::Null).await.status.as_u16(), 204);
    assert_eq!(service.get(&path, &token).await.status.as_u16(), 401);
    let ends_at = service.clock.now_ms() + 1_000;
    let body = json!({"name": "x", "workspace_id": ws, "scopes": ["read"], "expires_ms": ends_at});
    let short: v1::Token =
        service.ask(Method::POST, "/v1/account/tokens", Some(&ana.token), body).await.read();
    let short = short.token.unwrap();
    assert_eq!(service.get(&path, &short).await.status.as_u16(), 200);
    service.clock.advance(1_000);
    assert_eq!(service.get(&path, &short).await.status.as_u16(), 401);
}

#[tokio::test]
async fn a_token_is_made_for_ones_own_workspaces_with_known_scopes() {
    let service = Service::start().await;
    let (ana, bob) = (service.someone("ana").await, service.someone("bob").await);
    let ws = workspace(&service, &ana).await;
    let ask = async |who: &Someone, scopes: Json, expires_ms: Json| {
        let body = json!({"name": "x", "workspace_id": ws, "scopes": scopes, "expires_ms": expires_ms});
        service.ask(Method::POST, "/v1/account/tokens", Some(&who.token), body).await.status.as_u16()
    };
    assert_eq!(ask(&bob, json!(["read"]), Json::Null).await, 404);
    assert_eq!(ask(&ana, json!(["admin"]), Json::Null).await, 422);
    assert_eq!(ask(&ana, json!([]), Json::Null).await, 422);
    assert_eq!(ask(&ana, json!(["read"]), json!(1)).await, 422);
}
