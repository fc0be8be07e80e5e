//! When an engine asks: after edits, after failures, and by itself.

use proptest::prelude::*;
use wire::v1::ProblemCode;

use super::testing::*;
use super::*;

fn timer(bench: &Bench) -> Option<i64> {
    bench.effects.iter().find_map(|effect| match effect {
        Effect::SetTimer(at_ms) => Some(*at_ms),
        _ => None,
    })
}

#[test]
fn edits_are_pushed_when_typing_pauses_and_after_two_seconds_at_the_latest() {
    let mut bench = Bench::idle();
    let began_ms = bench.now_ms;
    bench.give(Event::UserCommitted);
    assert_eq!(timer(&bench), Some(began_ms + PUSH_QUIET_MS));
    let mut last = began_ms + PUSH_QUIET_MS;
    for _ in 0..20 {
        bench.now_ms += 200;
        bench.give(Event::UserCommitted);
        last = timer(&bench).unwrap_or(last);
        if bench.now_ms >= last {
            break;
        }
    }
    assert_eq!(last, began_ms + PUSH_WAIT_MAX_MS);
    bench.now_ms = last;
    assert!(matches!(bench.give(Event::Timer)[0], Effect::Gather { .. }));
}

#[test]
fn without_a_network_edits_wait_and_with_one_they_go_at_once() {
    let mut bench = Bench::idle();
    bench.give(Event::NetDown);
    bench.give(Event::UserCommitted);
    assert_eq!(timer(&bench), None);
    bench.now_ms += PUSH_WAIT_MAX_MS;
    bench.give(Event::Timer);
    assert_eq!(bench.engine.state(), State::Idle);
    assert_eq!(bench.engine.status().reason, Some(Reason::Offline));
    bench.give(Event::NetUp);
    assert_eq!(bench.engine.state(), State::Syncing);
}

#[test]
fn e128_a_quiet_workspace_is_synced_every_quarter_of_an_hour() {
    let mut bench = Bench::idle();
    let due_ms = bench.engine.timer_ms.unwrap();
    let fifth = SYNC_EVERY_MS / 5;
    assert!((SYNC_EVERY_MS - fifth..=SYNC_EVERY_MS + fifth).contains(&(due_ms - bench.now_ms)));
    bench.now_ms = due_ms - 1;
    bench.give(Event::Timer);
    assert_eq!(bench.engine.state(), State::Idle);
    bench.now_ms = due_ms;
    bench.give(Event::Timer);
    assert_eq!(bench.engine.state(), State::Syncing);
}

#[test]
fn what_the_service_asks_for_is_obeyed_and_kept_over_a_restart() {
    let (mut bench, id) = Bench::syncing();
    let Event::HttpDone { status, mut headers, body, .. } = problem(id, 429, ProblemCode::RateLimited) else {
        unreachable!()
    };
    headers.push(("Retry-After".into(), "120".into()));
    bench.give(Event::HttpDone { id, status, headers, body });
    let kept = bench.effects.iter().find_map(|effect| match effect {
        Effect::PutRetry { fails, retry_ms, .. } => Some((*fails, retry_ms.unwrap())),
        _ => None,
    });
    let (fails, retry_ms) = kept.unwrap();
    assert!((120_000..=132_000).contains(&(retry_ms - bench.now_ms)));
    for event in [Event::NetUp, Event::Foreground, Event::SyncNow, Event::UserCommitted] {
        bench.give(event);
        assert_eq!(bench.engine.state(), State::Backoff);
    }
    let mut restarted = Bench::new();
    let book = Book { cursor: Some("c10".into()), fails, retry_ms: Some(retry_ms), ..Book::default() };
    restarted.give(Event::Started(book));
    assert_eq!((restarted.engine.state(), timer(&restarted)), (State::Backoff, Some(retry_ms)));
}

#[test]
fn a_pause_the_service_asks_for_with_an_answer_comes_after_the_answer() {
    let (mut bench, id) = Bench::syncing();
    let body = serde_json::to_vec(&page("c20", 20, true)).unwrap();
    let mut headers = ours(wire::v1::CONTENT_TYPE);
    headers.push(("sync-backoff".into(), "30".into()));
    bench.give(Event::HttpDone { id, status: 200, headers, body });
    bench.apply(id, "c20", 20, 0);
    assert_eq!(
        (bench.engine.state(), bench.engine.status().reason),
        (State::Backoff, Some(Reason::AskedToWait))
    );
    bench.now_ms += 34_000;
    assert!(matches!(bench.give(Event::Timer)[0], Effect::Gather { .. }));
}

#[test]
fn e101_a_clock_that_was_a_century_ahead_does_not_wait_a_century() {
    let century = 100 * 365 * 24 * 60 * 60 * 1_000;
    let mut bench = Bench::new();
    bench.give(Event::Started(Book { retry_ms: Some(START_MS + century), ..Book::default() }));
    assert!(timer(&bench).unwrap() <= START_MS + WAIT_MAX_MS + WAIT_MAX_MS / 10);
}

proptest! {
    /// Full jitter: never beyond the doubling span, never beyond five minutes, and spread over it.
    #[test]
    fn waits_after_failures_stay_in_their_spans(seed in any::<u64>(), fails in 1..60_u32) {
        let mut random = Random::new(seed);
        let span = (BACKOFF_START_MS << (fails - 1).min(20)).min(BACKOFF_MAX_MS);
        for _ in 0..50 {
            let wait_ms = backoff::wait_ms(&mut random, fails);
            prop_assert!((BACKOFF_MIN_MS..=span).contains(&wait_ms));
        }
    }

    /// Whatever the service asks for is waited for, and never more than an hour and a tenth.
    #[test]
    fn asked_waits_are_kept(seed in any::<u64>(), asked_ms in 0..i64::MAX / 4) {
        let wait_ms = backoff::asked_wait_ms(&mut Random::new(seed), asked_ms);
        prop_assert!(wait_ms >= asked_ms.clamp(BACKOFF_MIN_MS, WAIT_MAX_MS));
        prop_assert!(wait_ms <= WAIT_MAX_MS + WAIT_MAX_MS / 10);
    }

    /// A line that is never there: requests of a day stay few, and the same seed does the same.
    #[test]
    fn a_day_offline_costs_few_requests(seed in any::<u64>()) {
        let walk = || {
            let mut engine = Engine::new(seed);
            let mut now_ms = START_MS;
            let mut effects = engine.step(now_ms, Event::Started(Book::default()));
            let mut sent = Vec::new();
            while now_ms < START_MS + 24 * 60 * 60 * 1_000 {
                let next = effects.iter().find_map(|effect| match effect {
                    Effect::Gather { .. } => Some(Event::Gathered { ops: Vec::new(), pending: 0 }),
                    Effect::Send { id, .. } => Some(Event::HttpFailed { id: *id }),
                    _ => None,
                });
                sent.extend(effects.iter().filter(|effect| matches!(effect, Effect::Send { .. })).map(|_| now_ms));
                let event = next.unwrap_or_else(|| {
                    now_ms = engine.status().next_try_ms.unwrap();
                    Event::Timer
                });
                effects = engine.step(now_ms, event);
            }
            sent
        };
        let sent = walk();
        prop_assert!((250..1_000).contains(&sent.len()), "{} requests", sent.len());
        prop_assert_eq!(sent, walk());
    }

    /// Any events in any order: no panic, at most one request under way, and nothing is asked of the book that was not answered.
    #[test]
    fn any_order_of_events_keeps_one_request_under_way(seed in any::<u64>(), picks in prop::collection::vec(0..24_u8, 1..200)) {
        let mut engine = Engine::new(seed);
        let mut now_ms = START_MS;
        engine.step(now_ms, Event::Started(Book { cursor: Some("c10".into()), epoch: 1, head: 10, ..Book::default() }));
        for pick in picks {
            now_ms += i64::from(pick) * 300;
            let id = engine.flight.as_ref().map_or(RequestId(1), |flight| flight.id);
            let codes = [ProblemCode::Epoch, ProblemCode::Rescope, ProblemCode::CursorExpired, ProblemCode::Unauthenticated];
            let answer = |epoch, more| Event::HttpDone {
                id,
                status: 200,
                headers: ours(wire::v1::CONTENT_TYPE),
                body: serde_json::to_vec(&wire::v1::SyncResponse { epoch, ..page("c20", 20, more) }).unwrap(),
            };
            let event = match pick {
                0 => Event::UserCommitted,
                1..=3 => Event::Gathered { ops: ops(1..3), pending: 2 },
                4..=6 => Event::Applied(Applied { id, cursor: Some("c20".into()), epoch: 1, head: 20, pending: 0 }),
                7 => Event::StageBegun,
                8 => Event::Staged { cursor: Some("d20".into()) },
                9 => Event::Swapped(Swapped { cursor: Some("d20".into()), epoch: 2, head: 20, pending: 0, healed: 0 }),
                10 => answer(1, false),
                11 => answer(2, true),
                12 => answer(1, true),
                13..=15 => problem(id, 409, codes[usize::from(pick) % 2]),
                16 => problem(id, 401, codes[3]),
                17 => problem(id, 500, ProblemCode::Internal),
                18 => Event::HttpFailed { id },
                19 => Event::DatabaseFailed { is_full: false },
                20 => Event::TokenRefreshed,
                21 => Event::SyncNow,
                22 => Event::Poke { epoch: 1, head: now_ms },
                _ => Event::Timer,
            };
            let effects = engine.step(now_ms, event);
            let asks = |effect: &&Effect| matches!(
                effect,
                Effect::Gather { .. } | Effect::Send { .. } | Effect::StageBegin { .. } | Effect::Stage { .. } | Effect::StageSwap
            );
            prop_assert!(effects.iter().filter(asks).count() <= 1);
        }
    }
}
