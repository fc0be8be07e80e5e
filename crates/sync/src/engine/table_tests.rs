//! All states x all events (docs/SYNC.md 4.1): the state afterwards and what is done, `Status` and `SetTimer` left out.

use wire::v1::{ProblemCode, SyncResponse};

use super::testing::*;
use super::*;

const STATES: [State; 8] = [
    State::Idle,
    State::Syncing,
    State::Backoff,
    State::AuthWait,
    State::Revoked,
    State::Deleted,
    State::Refetching,
    State::UpgradeNeeded,
];

/// Every event that can come from outside, each with its name. `ok`, `401` and so on answer the request under way, if there is one.
fn events(bench: &Bench) -> Vec<(&'static str, Event)> {
    let id = bench.engine.flight.as_ref().map_or(RequestId(999), |flight| flight.id);
    let epoch = if bench.engine.state() == State::Refetching { 2 } else { 1 };
    let page = |more| {
        let answer = SyncResponse { epoch, ..page("c20", 20, more) };
        let body = serde_json::to_vec(&answer).unwrap();
        Event::HttpDone { id, status: 200, headers: ours(wire::v1::CONTENT_TYPE), body }
    };
    let html = Event::HttpDone {
        id,
        status: 200,
        headers: vec![("content-type".into(), "text/html".into())],
        body: b"<html>".to_vec(),
    };
    let applied = Applied { id: RequestId(998), cursor: Some("c10".into()), epoch: 1, head: 10, pending: 0 };
    let swapped = Swapped { cursor: Some("c20".into()), epoch: 2, head: 20, pending: 0, healed: 0 };
    vec![
        ("started", Event::Started(Book { cursor: Some("c10".into()), epoch: 1, ..Book::default() })),
        ("user committed", Event::UserCommitted),
        ("gathered", Event::Gathered { ops: ops(1..3), pending: 2 }),
        ("applied", Event::Applied(applied)),
        ("stage begun", Event::StageBegun),
        ("staged", Event::Staged { cursor: Some("c20".into()) }),
        ("swapped", Event::Swapped(swapped)),
        ("verified", Event::Verified),
        ("database failed", Event::DatabaseFailed { is_full: false }),
        ("disk full", Event::DatabaseFailed { is_full: true }),
        ("ok", page(false)),
        ("ok more", page(true)),
        ("html", html),
        ("401", problem(id, 401, ProblemCode::Unauthenticated)),
        ("401 wiped", problem(id, 401, ProblemCode::DeviceWiped)),
        ("403", problem(id, 403, ProblemCode::Revoked)),
        ("409 epoch", problem(id, 409, ProblemCode::Epoch)),
        ("409 rescope", problem(id, 409, ProblemCode::Rescope)),
        ("410 gone", problem(id, 410, ProblemCode::WorkspaceDeleted)),
        ("410 cursor", problem(id, 410, ProblemCode::CursorExpired)),
        ("413", problem(id, 413, ProblemCode::TooLarge)),
        ("422", problem(id, 422, ProblemCode::Invalid)),
        ("426", problem(id, 426, ProblemCode::Protocol)),
        ("429", problem(id, 429, ProblemCode::RateLimited)),
        ("500", problem(id, 500, ProblemCode::Internal)),
        ("http failed", Event::HttpFailed { id }),
        ("timer", Event::Timer),
        ("poke", Event::Poke { epoch: 1, head: 11 }),
        ("poke known", Event::Poke { epoch: 1, head: 10 }),
        ("net up", Event::NetUp),
        ("net down", Event::NetDown),
        ("foreground", Event::Foreground),
        ("background", Event::Background),
        ("token refreshed", Event::TokenRefreshed),
        ("token refused", Event::TokenRefused),
        ("sync now", Event::SyncNow),
        ("schema raised", Event::SchemaRaised),
    ]
}

fn name(effect: &Effect) -> Option<&'static str> {
    match effect {
        Effect::Gather { .. } => Some("gather"),
        Effect::Send { .. } => Some("send"),
        Effect::Apply { .. } => Some("apply"),
        Effect::StageBegin { .. } => Some("stage-begin"),
        Effect::Stage { .. } => Some("stage"),
        Effect::StageSwap => Some("swap"),
        Effect::Park { .. } => Some("park"),
        Effect::UnparkUnknown => Some("unpark"),
        Effect::PutRetry { .. } => Some("put-retry"),
        Effect::PutState(_) => Some("put-state"),
        Effect::Verify => Some("verify"),
        Effect::RefreshToken => Some("refresh-token"),
        Effect::SetTimer(_) | Effect::Status(_) => None,
    }
}

#[test]
fn every_state_answers_every_event_as_the_table_says() {
    let mut walked = String::new();
    for state in STATES {
        let count = events(&Bench::at(state)).len();
        for n in 0..count {
            let mut bench = Bench::at(state);
            let (event_name, event) = events(&bench).swap_remove(n);
            bench.give(event);
            let effects: Vec<_> = bench.effects.iter().filter_map(name).collect();
            let after = bench.engine.state();
            walked += &format!("{state:?} | {event_name} | {after:?} | {}\n", effects.join(" "));
        }
    }
    for (walked, table) in walked.lines().zip(include_str!("table.txt").lines()) {
        assert_eq!(walked, table);
    }
    assert_eq!(walked.lines().count(), include_str!("table.txt").lines().count());
}
