//! What the table of states and events does not show: sequences.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{OPS_SOFT, Op, PAGE_ROWS, PAGE_ROWS_MAX, ProblemCode, SyncResponse};

use super::testing::*;
use super::*;

fn gathers(bench: &Bench) -> bool {
    bench.effects.iter().any(|effect| matches!(effect, Effect::Gather { .. }))
}

fn applies(bench: &Bench) -> Option<Option<String>> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::Apply { request_cursor, .. } => Some(request_cursor.clone()),
        _ => None,
    })
}

fn parks(bench: &Bench) -> Option<(Vec<u128>, ParkReason)> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::Park { ops, why } => Some((ops.iter().map(Uuid::as_u128).collect(), *why)),
        _ => None,
    })
}

/// Lets the backoff pass.
fn wait(bench: &mut Bench) {
    assert_eq!(bench.engine.state(), State::Backoff);
    bench.now_ms = bench.engine.status().next_try_ms.unwrap();
    bench.give(Event::Timer);
}

#[test]
fn nothing_is_done_before_the_book_is_known() {
    let mut bench = Bench::new();
    for event in [Event::UserCommitted, Event::Timer, Event::SyncNow, Event::NetUp] {
        assert_eq!(bench.give(event), []);
    }
}

#[test]
fn a_first_sync_asks_for_large_pages_until_there_is_no_more() {
    let mut bench = Bench::started();
    let first = bench.gather(&[]);
    assert_eq!(bench.request().1, SyncRequest { cursor: None, limit: PAGE_ROWS_MAX, ops: Vec::new() });
    bench.answer(first, &page("c5000", 7_000, true));
    bench.apply(first, "c5000", 7_000, 0);
    assert!(gathers(&bench), "the next page is asked for at once");
    assert_eq!(bench.engine.status().progress.map(|progress| progress.percent), Some(100));
    let second = bench.gather(&[]);
    let (_, request) = bench.request();
    assert_eq!((request.cursor.as_deref(), request.limit), (Some("c5000"), PAGE_ROWS_MAX));
    bench.answer(second, &page("c7000", 7_000, false));
    bench.apply(second, "c7000", 7_000, 0);
    assert_eq!(bench.engine.state(), State::Idle);
    assert_eq!(bench.engine.status().progress, None);
    bench.give(Event::SyncNow);
    bench.gather(&[]);
    assert_eq!(bench.request().1.limit, PAGE_ROWS);
}

#[test]
fn a_service_that_always_says_more_and_never_moves_is_not_asked_for_ever() {
    let (mut bench, id) = Bench::syncing();
    bench.answer(id, &page("c10", 10, true));
    bench.apply(id, "c10", 10, 0);
    assert_eq!(bench.engine.state(), State::Backoff);
}

#[test]
fn e103_an_answer_without_its_end_applies_nothing() {
    let whole = serde_json::to_vec(&page("c20", 20, false)).unwrap();
    let mut endless = page("c20", 20, false);
    endless.end = false;
    let endless = serde_json::to_vec(&endless).unwrap();
    let cut = (0..whole.len()).map(|length| whole[..length].to_vec());
    for body in cut.chain([endless, Vec::new(), b"null".to_vec(), b"<html></html>".to_vec()]) {
        let (mut bench, id) = Bench::syncing();
        bench.give(Event::HttpDone { id, status: 200, headers: ours(wire::v1::CONTENT_TYPE), body });
        assert_eq!((applies(&bench), bench.engine.state()), (None, State::Backoff));
        assert_eq!(bench.engine.status().reason, Some(Reason::Unreadable));
    }
}

#[test]
fn e104_what_others_answer_counts_as_offline() {
    let body = serde_json::to_vec(&page("c20", 20, false)).unwrap();
    let without = vec![("content-type".to_owned(), wire::v1::CONTENT_TYPE.to_owned())];
    for (status, headers) in [
        (200, ours("text/html")),
        (200, without.clone()),
        (200, Vec::new()),
        (302, Vec::new()),
        (403, without),
        (502, Vec::new()),
    ] {
        let (mut bench, id) = Bench::syncing();
        bench.give(Event::HttpDone { id, status, headers, body: body.clone() });
        assert_eq!(
            (bench.engine.state(), bench.engine.status().reason),
            (State::Backoff, Some(Reason::NotFromUs))
        );
    }
    let (mut bench, id) = Bench::syncing();
    let mixed = vec![
        ("SYNC-PROTOCOL".into(), "1".into()),
        ("CONTENT-Type".into(), format!("{}; charset=utf-8", wire::v1::CONTENT_TYPE)),
    ];
    bench.give(Event::HttpDone { id, status: 200, headers: mixed, body });
    assert!(applies(&bench).is_some());
}

#[test]
fn e092_an_old_token_is_refreshed_once_and_the_same_request_sent_again() {
    let mut bench = Bench::idle();
    bench.give(Event::SyncNow);
    let first = bench.gather(&ops(1..4));
    let before = bench.request().1;
    bench.refuse(first, 401, ProblemCode::Unauthenticated);
    assert!(bench.effects.contains(&Effect::RefreshToken));
    bench.give(Event::TokenRefreshed);
    let (second, request) = bench.request();
    assert_ne!(first, second);
    assert_eq!(request, before);
    bench.refuse(second, 401, ProblemCode::Unauthenticated);
    assert_eq!(
        (bench.engine.state(), bench.engine.status().reason),
        (State::AuthWait, Some(Reason::SignedOut))
    );
    assert!(!bench.effects.contains(&Effect::RefreshToken));
    bench.give(Event::TokenRefreshed);
    assert!(gathers(&bench), "somebody logged in");
}

#[test]
fn e092_a_refresh_that_gets_no_answer_is_tried_again() {
    let mut bench = Bench::at(State::AuthWait);
    for _ in 0..5 {
        bench.now_ms += BACKOFF_MAX_MS;
        bench.give(Event::Timer);
        assert!(bench.effects.contains(&Effect::RefreshToken));
    }
}

#[test]
fn a_late_answer_is_applied_from_where_its_request_stood() {
    let (mut bench, late) = Bench::syncing();
    bench.give(Event::HttpFailed { id: late });
    wait(&mut bench);
    let now = bench.gather(&[]);
    bench.answer(late, &page("c20", 20, false));
    assert_eq!(applies(&bench), Some(Some("c10".into())));
    bench.apply(late, "c20", 20, 0);
    assert_eq!(bench.engine.state(), State::Syncing, "the request under way is still waited for");
    bench.answer(now, &page("c15", 15, false));
    assert_eq!(applies(&bench), Some(Some("c10".into())));
    // The book had moved on: its cursor stays, and it is asked from there.
    bench.apply(now, "c20", 20, 0);
    assert!(gathers(&bench));
    bench.gather(&[]);
    assert_eq!(bench.request().1.cursor.as_deref(), Some("c20"));
}

#[test]
fn a_late_answer_of_an_older_epoch_or_of_a_refetch_is_dropped() {
    let (mut bench, late) = Bench::syncing();
    bench.give(Event::HttpFailed { id: late });
    wait(&mut bench);
    let id = bench.gather(&[]);
    bench.refuse(id, 409, ProblemCode::Epoch);
    bench.give(Event::StageBegun);
    let stage = bench.request().0;
    bench.answer(late, &page("c20", 20, false));
    assert_eq!(applies(&bench), None);
    bench.answer(stage, &SyncResponse { epoch: 2, ..page("d30", 30, false) });
    bench.give(Event::Staged { cursor: Some("d30".into()) });
    bench.give(Event::Swapped(Swapped {
        cursor: Some("d30".into()),
        epoch: 2,
        head: 30,
        pending: 0,
        healed: 0,
    }));
    let id = bench.gather(&[]);
    bench.answer(late, &page("c20", 20, false));
    bench.answer(stage, &SyncResponse { epoch: 2, ..page("d30", 30, false) });
    assert_eq!(applies(&bench), None);
    bench.answer(id, &SyncResponse { epoch: 2, ..page("d30", 30, false) });
    assert_eq!(applies(&bench), Some(Some("d30".into())));
}

#[test]
fn a_service_that_went_back_in_time_is_fetched_anew_beside_the_book() {
    let (mut bench, id) = Bench::syncing();
    bench.refuse(id, 409, ProblemCode::Epoch);
    assert!(bench.effects.contains(&Effect::StageBegin { epoch: 2, floor: Some(5) }));
    bench.give(Event::StageBegun);
    let (first, request) = bench.request();
    assert_eq!(request, SyncRequest { cursor: None, limit: PAGE_ROWS_MAX, ops: Vec::new() });
    bench.answer(first, &SyncResponse { epoch: 2, ..page("d10", 20, true) });
    bench.give(Event::Staged { cursor: Some("d10".into()) });
    let (second, request) = bench.request();
    assert_eq!(request.cursor.as_deref(), Some("d10"));
    bench.answer(second, &SyncResponse { epoch: 2, ..page("d20", 20, false) });
    bench.give(Event::Staged { cursor: Some("d20".into()) });
    assert!(bench.effects.contains(&Effect::StageSwap));
    bench.give(Event::Swapped(Swapped {
        cursor: Some("d20".into()),
        epoch: 2,
        head: 20,
        pending: 2,
        healed: 2,
    }));
    assert!(gathers(&bench), "what the service lost is given back at once");
    let id = bench.gather(&ops(1..3));
    bench.answer(id, &SyncResponse { epoch: 2, ..page("d22", 22, false) });
    bench.give(Event::Applied(Applied { id, cursor: Some("d22".into()), epoch: 2, head: 22, pending: 0 }));
    assert_eq!(bench.engine.state(), State::Idle);
    assert!(bench.effects.contains(&Effect::Verify), "and the copy is compared");
}

#[test]
fn a_refetch_goes_on_after_a_restart() {
    let refetch = Some(Refetch { epoch: 2, floor: Some(5), cursor: Some("d10".into()) });
    let book = Book { cursor: Some("c10".into()), epoch: 1, head: 10, refetch, ..Book::default() };
    let mut bench = Bench::new();
    bench.give(Event::Started(book.clone()));
    assert_eq!(bench.request().1.cursor.as_deref(), Some("d10"));
    let refetch = Some(Refetch { epoch: 2, floor: Some(5), cursor: None });
    bench.give(Event::Started(Book { refetch, ..book }));
    assert!(bench.effects.contains(&Effect::StageBegin { epoch: 2, floor: Some(5) }));
}

#[test]
fn rights_that_change_in_a_refetch_keep_what_is_to_be_given_back() {
    let mut bench = Bench::at(State::Refetching);
    let id = bench.engine.flight.as_ref().unwrap().id;
    bench.refuse(id, 409, ProblemCode::Rescope);
    assert!(bench.effects.contains(&Effect::StageBegin { epoch: 2, floor: Some(5) }));
}

#[test]
fn the_same_refetch_again_waits() {
    let (mut bench, mut id) = Bench::syncing();
    for round in 0..3 {
        bench.refuse(id, 409, ProblemCode::Rescope);
        if round > 0 {
            assert_eq!(bench.engine.status().reason, Some(Reason::Rescope));
            wait(&mut bench);
            id = bench.gather(&[]);
            bench.refuse(id, 409, ProblemCode::Rescope);
        }
        bench.give(Event::StageBegun);
        let stage = bench.request().0;
        bench.answer(stage, &page("c10", 10, false));
        bench.give(Event::Staged { cursor: Some("c10".into()) });
        bench.give(Event::Swapped(Swapped {
            cursor: Some("c10".into()),
            epoch: 1,
            head: 10,
            pending: 0,
            healed: 0,
        }));
        id = bench.gather(&[]);
    }
}

/// Answers every request as a service that fails on one op; gives how many requests it took until nothing was left.
fn push_all(
    count: u128,
    poison: u128,
    fail: impl Fn(&mut Bench, RequestId, bool),
) -> (u32, Vec<(Vec<u128>, ParkReason)>) {
    let mut bench = Bench::idle();
    let mut left = ops(1..count + 1);
    let (mut requests, mut parked) = (0, Vec::new());
    bench.give(Event::SyncNow);
    while bench.engine.state() != State::Idle {
        if let Some(found) = parks(&bench) {
            left.retain(|op| !found.0.contains(&op.op.as_u128()));
            parked.push(found);
        }
        let max = bench.effects.iter().find_map(|effect| match effect {
            Effect::Gather { max_ops, .. } => Some(*max_ops),
            _ => None,
        });
        let Some(max) = max else {
            wait(&mut bench);
            continue;
        };
        let batch: Vec<Op> = left.iter().take(max).cloned().collect();
        bench.give(Event::Gathered { ops: batch.clone(), pending: left.len() });
        let id = bench.request().0;
        requests += 1;
        assert!(requests < 200, "it never ends");
        if batch.iter().any(|op| op.op == Uuid::from_u128(poison)) {
            fail(&mut bench, id, batch.len() == 1);
        } else {
            left.drain(..batch.len());
            bench.answer(id, &page("c10", 10, false));
            bench.apply(id, "c10", 10, left.len());
        }
    }
    assert_eq!(left, []);
    (requests, parked)
}

#[test]
fn e106_an_op_the_service_fails_on_is_found_and_parked_and_the_others_flow() {
    let fail = |bench: &mut Bench, id, _| bench.refuse(id, 500, ProblemCode::Internal);
    for poison in [1, 77, 499, 500, 501, 700] {
        let (requests, parked) = push_all(700, poison, fail);
        assert_eq!(parked, [(vec![poison], ParkReason::Poison)]);
        assert!(requests < 60, "{requests} requests for {poison}");
    }
    assert_eq!(push_all(700, 0, fail), (2, Vec::new()));
}

#[test]
fn a_batch_that_is_too_large_is_halved_and_an_op_that_is_too_large_parked() {
    let fail = |bench: &mut Bench, id, _| bench.refuse(id, 413, ProblemCode::TooLarge);
    let (requests, parked) = push_all(500, 123, fail);
    assert_eq!(parked, [(vec![123], ParkReason::TooLarge)]);
    assert!(requests < 30, "{requests}");
}

#[test]
fn an_op_that_cannot_be_read_is_parked() {
    let fail = |bench: &mut Bench, id, _| bench.refuse(id, 422, ProblemCode::Invalid);
    assert_eq!(push_all(3, 2, fail).1, [(vec![2], ParkReason::Refused)]);
}

#[test]
fn a_group_is_not_cut() {
    let mut group = ops(1..4);
    for op in &mut group {
        op.g = Some(Uuid::from_u128(9));
    }
    let mut bench = Bench::idle();
    bench.give(Event::SyncNow);
    for _ in 0..ALONE_TRIES_MAX {
        if bench.engine.state() == State::Backoff {
            wait(&mut bench);
        }
        let id = bench.gather(&group);
        bench.refuse(id, 500, ProblemCode::Internal);
    }
    assert_eq!(parks(&bench), Some((vec![1, 2, 3], ParkReason::Poison)));
}

#[test]
fn an_overloaded_service_is_no_reason_to_park() {
    let mut bench = Bench::idle();
    bench.give(Event::SyncNow);
    for _ in 0..20 {
        let id = bench.gather(&ops(1..3));
        bench.refuse(id, 503, ProblemCode::Unavailable);
        assert_eq!(parks(&bench), None);
        wait(&mut bench);
    }
    assert!(matches!(bench.effects[0], Effect::Gather { max_ops: OPS_SOFT, .. }));
}

#[test]
fn ops_nobody_answers_are_not_sent_in_circles() {
    let mut bench = Bench::idle();
    bench.give(Event::SyncNow);
    let id = bench.gather(&ops(1..3));
    bench.answer(id, &page("c11", 11, false));
    bench.apply(id, "c11", 11, 2);
    assert_eq!(bench.engine.state(), State::Idle);
}

#[test]
fn e114_a_full_disk_pauses_the_sync_and_loses_nothing() {
    for at in [0, 1] {
        let mut bench = Bench::idle();
        bench.give(Event::SyncNow);
        if at == 1 {
            let id = bench.gather(&ops(1..3));
            bench.answer(id, &page("c20", 20, false));
        }
        bench.give(Event::DatabaseFailed { is_full: true });
        assert_eq!(
            (bench.engine.state(), bench.engine.status().reason),
            (State::Backoff, Some(Reason::DiskFull))
        );
        wait(&mut bench);
        bench.gather(&ops(1..3));
        let (_, request) = bench.request();
        assert_eq!((request.cursor.as_deref(), request.ops.len()), (Some("c10"), 2));
    }
}

#[test]
fn a_member_again_is_let_in_when_somebody_asks() {
    let mut bench = Bench::at(State::Revoked);
    bench.give(Event::SyncNow);
    let id = bench.gather(&[]);
    bench.answer(id, &page("c20", 20, false));
    bench.apply(id, "c20", 20, 0);
    assert!(bench.effects.contains(&Effect::PutState(BookState::Ok)));
    assert_eq!(bench.engine.state(), State::Idle);
}

#[test]
fn news_during_an_exchange_are_fetched_after_it() {
    let (mut bench, id) = Bench::syncing();
    bench.give(Event::Poke { epoch: 1, head: 12 });
    bench.answer(id, &page("c11", 11, false));
    bench.apply(id, "c11", 11, 0);
    assert!(gathers(&bench));
    let id = bench.gather(&[]);
    bench.answer(id, &page("c12", 12, false));
    bench.apply(id, "c12", 12, 0);
    assert_eq!(bench.engine.state(), State::Idle);
    assert!(bench.give(Event::Poke { epoch: 1, head: 12 }).is_empty(), "the echo of an own push");
}

#[test]
fn e109_unknown_fields_and_words_of_a_newer_service_are_taken() {
    let (mut bench, id) = Bench::syncing();
    let body = json!({"epoch": 1, "head": 20, "cursor": "c20", "end": true, "new": {"a": 1},
        "acks": [{"op": Uuid::nil(), "r": "postponed", "x": 1}]});
    let body = serde_json::to_vec(&body).unwrap();
    bench.give(Event::HttpDone { id, status: 200, headers: ours(wire::v1::CONTENT_TYPE), body });
    assert!(applies(&bench).is_some());
}
