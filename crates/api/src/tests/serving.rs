//! Starting, stopping, and clients that go away.

use http::Method;
use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use uuid::Uuid;

use super::service::Service;
use crate::database::Locked;
use crate::server;

#[tokio::test]
async fn a_request_that_runs_at_shutdown_is_answered() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let id = Uuid::now_v7();
    let body = json!({"id": id, "name": "Lunches", "kind": "personal", "home_currency": "EUR"});
    service.ask(Method::POST, "/v1/workspaces", Some(&ana.token), body).await;
    // Somebody holds the lock, so that the request is still under way when the service is asked to stop.
    let lock = Locked::begin(&service.state.pool, id, ana.id).await.unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::serve(service.state.clone(), listener, async {
        let _ = stopped.await;
    }));
    let mut client = TcpStream::connect(address).await.unwrap();
    let patch = r#"{"name":"Dinners"}"#;
    let request = format!(
        "PATCH /v1/workspaces/{id} HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{patch}",
        ana.token,
        patch.len()
    );
    client.write_all(request.as_bytes()).await.unwrap();
    somebody_waits_for_a_lock(&service).await;
    stop.send(()).unwrap();
    drop(lock);
    let mut answer = String::new();
    client.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("Dinners"));
    serving.await.unwrap().unwrap();
    assert!(TcpStream::connect(address).await.is_err());
}

#[tokio::test]
async fn who_listens_for_news_does_not_hold_a_shutdown_up() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(server::serve(service.state.clone(), listener, async {
        let _ = stopped.await;
    }));
    let mut client = TcpStream::connect(address).await.unwrap();
    let request = format!(
        "GET /v1/sync/events HTTP/1.1\r\nhost: localhost\r\nauthorization: Bearer {}\r\n\r\n",
        ana.token
    );
    client.write_all(request.as_bytes()).await.unwrap();
    let mut beginning = [0; 12];
    client.read_exact(&mut beginning).await.unwrap();
    assert_eq!(&beginning, b"HTTP/1.1 200");
    stop.send(()).unwrap();
    let mut rest = String::new();
    client.read_to_string(&mut rest).await.unwrap();
    // The stream was ended, not cut off.
    assert!(rest.ends_with("0\r\n\r\n"), "{rest}");
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn a_client_that_goes_away_leaves_no_half_done_change_and_no_lock() {
    let service = Service::start().await;
    let ana = service.someone("ana").await;
    let id = Uuid::now_v7();
    let body = json!({"id": id, "name": "Lunches", "kind": "personal", "home_currency": "EUR"});
    service.ask(Method::POST, "/v1/workspaces", Some(&ana.token), body).await;
    let lock = Locked::begin(&service.state.pool, id, ana.id).await.unwrap();
    let path = format!("/v1/workspaces/{id}");
    let request = service.ask(Method::PATCH, &path, Some(&ana.token), json!({"name": "Dinners"}));
    tokio::select! {
        _ = request => panic!("the lock is held"),
        () = somebody_waits_for_a_lock(&service) => {}
    }
    drop(lock);
    // Locks are given in the order they were asked for: when this one is, the change was made.
    Locked::begin(&service.state.pool, id, ana.id).await.unwrap();
    assert_eq!(service.get(&path, &ana.token).await.json()["name"], "Dinners");
}

async fn somebody_waits_for_a_lock(service: &Service) {
    let waiting = "select exists (select from pg_stat_activity \
                   where datname = current_database() and wait_event_type = 'Lock')";
    while !sqlx::query_scalar::<_, bool>(waiting).fetch_one(&service.database.pool).await.unwrap() {
        tokio::task::yield_now().await;
    }
}
