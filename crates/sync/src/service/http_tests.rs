//! The client against lines and services that misbehave.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::json;
use uuid::Uuid;
use wire::v1::{self, ProblemCode, SyncRequest, SyncResponse};

use super::{BODY_MAX, Ended, Failure};
use crate::testing::{Asked, Reply, Server, next_session, session};

const WORKSPACE: Uuid = Uuid::from_u128(5);

fn request() -> SyncRequest {
    SyncRequest { cursor: Some("c10".into()), limit: 1_000, ops: Vec::new() }
}

fn page() -> SyncResponse {
    SyncResponse { epoch: 1, head: 20, cursor: "c20".into(), end: true, ..SyncResponse::default() }
}

/// A service that refreshes as it should and answers everything else so.
async fn server(answer: impl Fn(&Asked) -> Reply + Send + Sync + 'static) -> (Server, tempfile::TempDir) {
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/v1/sessions/refresh" => session(next_session(asked)),
        _ => answer(asked),
    });
    (server.await, tempfile::tempdir().unwrap())
}

#[tokio::test]
async fn an_exchange_carries_token_protocol_and_packed_body() {
    let (server, folder) = server(|_| Reply::json(&page())).await;
    let service = server.client(folder.path());
    let long = SyncRequest { cursor: Some("c".repeat(5_000)), ..request() };
    let answer = service.exchange(WORKSPACE, &long).await.unwrap();
    assert_eq!((answer.status, serde_json::from_slice(&answer.body).ok()), (200, Some(page())));
    let asked = server.asked().pop().unwrap();
    assert_eq!(asked.path, format!("/v1/workspaces/{WORKSPACE}/sync"));
    assert_eq!(
        (asked.token(), asked.header("sync-protocol"), asked.header("sync-schema")),
        ("a1", Some("1"), Some("1"))
    );
    assert_eq!(
        (asked.header("content-type"), asked.header("content-encoding")),
        (Some(v1::CONTENT_TYPE), Some("zstd"))
    );
    assert!(asked.header("accept-encoding").unwrap().contains("zstd"));
    let plain = zstd::bulk::decompress(&asked.body, 1 << 20).unwrap();
    assert_eq!(serde_json::from_slice::<SyncRequest>(&plain).unwrap(), long);
    service.exchange(WORKSPACE, &request()).await.unwrap();
    let asked = server.asked().pop().unwrap();
    assert_eq!(
        (asked.header("content-encoding"), serde_json::from_slice(&asked.body).ok()),
        (None, Some(request()))
    );
}

#[tokio::test]
async fn e104_redirects_are_not_followed_and_login_pages_are_nobodys_answer() {
    for (status, headers) in [(200, vec![("content-type", "text/html")]), (302, vec![("location", "/login")])]
    {
        let reply = Reply::new(status, &headers, b"<html>Welcome to the hotel</html>");
        let (server, folder) = server(move |_| reply.clone()).await;
        let service = server.client(folder.path());
        let answer = service.exchange(WORKSPACE, &request()).await.unwrap();
        assert_eq!(answer.status, status);
        assert_eq!(server.count("/login"), 0);
        assert!(matches!(service.account().await, Err(Failure::NotFromUs)));
        assert!(matches!(service.heads(None).await, Err(Failure::NotFromUs)));
        assert!(matches!(service.events().await, Err(Failure::NotFromUs)));
    }
}

#[tokio::test]
async fn e104_a_login_page_in_place_of_a_refresh_keeps_the_session() {
    let server = Server::start(|_| Reply::new(200, &[("content-type", "text/html")], b"<html>")).await;
    let folder = tempfile::tempdir().unwrap();
    let service = server.client(folder.path());
    assert!(matches!(service.exchange(WORKSPACE, &request()).await, Err(Failure::NotFromUs)));
    assert!(service.is_signed_in());
}

#[tokio::test]
async fn a_line_that_is_cut_anywhere_gives_no_answer() {
    let whole = Reply::json(&page());
    for cut_after in (0..whole.bytes.len()).step_by(7) {
        let reply = Reply { cut_after, ..whole.clone() };
        let (server, folder) = server(move |_| reply.clone()).await;
        let answer = server.client(folder.path()).exchange(WORKSPACE, &request()).await;
        assert!(matches!(answer, Err(Failure::Offline)), "cut after {cut_after}");
    }
}

#[tokio::test]
async fn a_slow_line_is_waited_for_as_long_as_something_comes() {
    let reply = Reply { piece: 1, ..Reply::json(&page()) };
    let (server, folder) = server(move |_| reply.clone()).await;
    let answer = server.client(folder.path()).exchange(WORKSPACE, &request()).await.unwrap();
    assert_eq!(serde_json::from_slice(&answer.body).ok(), Some(page()));
}

#[tokio::test]
async fn bodies_beyond_all_measure_are_not_read_to_their_end() {
    let bomb = zstd::bulk::compress(&vec![b' '; BODY_MAX + 1], 1).unwrap();
    assert!(bomb.len() < 1 << 20);
    let headers = [("sync-protocol", "1"), ("content-type", v1::CONTENT_TYPE), ("content-encoding", "zstd")];
    let reply = Reply::new(200, &headers, &bomb);
    let (server, folder) = server(move |_| reply.clone()).await;
    let answer = server.client(folder.path()).exchange(WORKSPACE, &request()).await;
    assert!(matches!(answer, Err(Failure::Unreadable)));
}

#[tokio::test]
async fn a_token_that_is_no_longer_taken_is_refreshed_once_by_all_who_ask() {
    let (server, folder) = server(|asked| match asked.token() {
        "a1" => Reply::problem(401, ProblemCode::Unauthenticated),
        _ => Reply::json(&json!([])),
    })
    .await;
    let service = server.client(folder.path());
    service.access_token().await.unwrap();
    let asks = (0..8).map(|_| {
        let service = service.clone();
        tokio::spawn(async move { service.devices().await.map(|devices| devices.len()) })
    });
    for ask in asks.collect::<Vec<_>>() {
        assert_eq!(ask.await.unwrap().unwrap(), 0);
    }
    assert_eq!(server.count("/sessions/refresh"), 2);
}

#[tokio::test]
async fn e092_a_refresh_whose_answer_is_lost_is_tried_again_with_the_same_token() {
    let tries = Arc::new(AtomicU32::new(0));
    let counted = tries.clone();
    let server = Server::start(move |asked| match asked.path.as_str() {
        "/v1/sessions/refresh" if counted.fetch_add(1, Ordering::Relaxed) == 0 => Reply::silence(),
        "/v1/sessions/refresh" => session(next_session(asked)),
        _ => Reply::json(&page()),
    })
    .await;
    let folder = tempfile::tempdir().unwrap();
    let service = server.client(folder.path());
    assert!(matches!(service.exchange(WORKSPACE, &request()).await, Err(Failure::Offline)));
    service.exchange(WORKSPACE, &request()).await.unwrap();
    let refreshes: Vec<_> = server
        .asked()
        .iter()
        .filter(|asked| asked.path.ends_with("refresh"))
        .map(|asked| asked.body.clone())
        .collect();
    assert!(refreshes.len() >= 2 && refreshes.windows(2).all(|two| two[0] == two[1]));
    assert_eq!(server.asked().pop().unwrap().token(), "a1");
}

#[tokio::test]
async fn e093_a_dead_session_is_forgotten_and_says_why() {
    for (code, ended) in [
        (ProblemCode::RefreshInvalid, Ended::SignedOut),
        (ProblemCode::RefreshReused, Ended::Copied),
        (ProblemCode::DeviceRevoked, Ended::Revoked),
        (ProblemCode::DeviceWiped, Ended::Wiped),
    ] {
        let server = Server::start(move |_| Reply::problem(401, code)).await;
        let folder = tempfile::tempdir().unwrap();
        let service = server.client(folder.path());
        let said = service.ended();
        assert!(service.exchange(WORKSPACE, &request()).await.is_err());
        assert_eq!((*said.borrow(), service.is_signed_in()), (Some(ended), false));
        assert!(matches!(service.exchange(WORKSPACE, &request()).await, Err(Failure::SignedOut)));
    }
}

#[tokio::test]
async fn e128_heads_are_sent_once_and_then_only_their_tag() {
    let head = v1::Head { ws: WORKSPACE, epoch: 1, head: 9 };
    let (server, folder) = server(move |asked| match asked.header("if-none-match") {
        Some("\"t1\"") => Reply::new(304, &[("sync-protocol", "1")], b""),
        _ => {
            let body = serde_json::to_vec(&v1::Heads { heads: vec![head] }).unwrap();
            Reply::new(
                200,
                &[("sync-protocol", "1"), ("content-type", v1::CONTENT_TYPE), ("etag", "\"t1\"")],
                &body,
            )
        }
    })
    .await;
    let service = server.client(folder.path());
    let heads = service.heads(None).await.unwrap().unwrap();
    assert_eq!((heads.heads, heads.tag.as_deref()), (vec![head], Some("\"t1\"")));
    assert!(service.heads(heads.tag.as_deref()).await.unwrap().is_none());
}
