//! An engine in the state a test needs, and the service's answers.

use serde_json::json;
use uuid::Uuid;
use wire::v1::{Op, Problem, ProblemCode, SyncResponse};

use super::*;

/// A moment to begin at.
pub(crate) const START_MS: i64 = 1_800_000_000_000;

/// An engine and what it did last.
pub(crate) struct Bench {
    pub(crate) engine: Engine,
    pub(crate) now_ms: i64,
    pub(crate) effects: Vec<Effect>,
}

impl Bench {
    pub(crate) fn new() -> Self {
        Self { engine: Engine::new(7), now_ms: START_MS, effects: Vec::new() }
    }

    /// An engine that never synced, after `Started`.
    pub(crate) fn started() -> Self {
        let mut bench = Self::new();
        bench.give(Event::Started(Book { verified_ms: Some(START_MS), ..Book::default() }));
        bench
    }

    pub(crate) fn give(&mut self, event: Event) -> &[Effect] {
        self.effects = self.engine.step(self.now_ms, event);
        &self.effects
    }

    /// The request the last step sent.
    pub(crate) fn request(&self) -> (RequestId, SyncRequest) {
        let sent = self.effects.iter().find_map(|effect| match effect {
            Effect::Send { id, request } => Some((*id, request.clone())),
            _ => None,
        });
        sent.expect("a request was sent")
    }

    pub(crate) fn gather(&mut self, ops: &[Op]) -> RequestId {
        self.give(Event::Gathered { ops: ops.to_vec(), pending: ops.len() });
        self.request().0
    }

    pub(crate) fn answer(&mut self, id: RequestId, answer: &SyncResponse) {
        let body = serde_json::to_vec(answer).unwrap();
        self.give(Event::HttpDone { id, status: 200, headers: ours(wire::v1::CONTENT_TYPE), body });
    }

    pub(crate) fn refuse(&mut self, id: RequestId, status: u16, code: ProblemCode) {
        self.give(problem(id, status, code));
    }

    pub(crate) fn apply(&mut self, id: RequestId, cursor: &str, head: i64, pending: usize) {
        let cursor = Some(cursor.to_owned());
        self.give(Event::Applied(Applied { id, cursor, epoch: 1, head, pending }));
    }

    /// Idle at head 10, cursor `c10`.
    pub(crate) fn idle() -> Self {
        let mut bench = Self::started();
        let id = bench.gather(&[]);
        bench.answer(id, &page("c10", 10, false));
        bench.apply(id, "c10", 10, 0);
        assert_eq!(bench.engine.state(), State::Idle);
        bench
    }

    /// A request without ops is under way.
    pub(crate) fn syncing() -> (Self, RequestId) {
        let mut bench = Self::idle();
        bench.give(Event::SyncNow);
        let id = bench.gather(&[]);
        (bench, id)
    }

    /// In this state, by the shortest way.
    pub(crate) fn at(state: State) -> Self {
        let (mut bench, id) = Self::syncing();
        match state {
            State::Idle => return Self::idle(),
            State::Syncing => {}
            State::Backoff => {
                bench.give(Event::HttpFailed { id });
            }
            State::AuthWait => bench.refuse(id, 401, ProblemCode::Unauthenticated),
            State::Revoked => bench.refuse(id, 403, ProblemCode::Revoked),
            State::Deleted => bench.refuse(id, 410, ProblemCode::WorkspaceDeleted),
            State::Refetching => {
                bench.refuse(id, 409, ProblemCode::Epoch);
                bench.give(Event::StageBegun);
            }
            State::UpgradeNeeded => bench.refuse(id, 426, ProblemCode::Protocol),
        }
        assert_eq!(bench.engine.state(), state);
        bench
    }
}

/// Headers of the service.
pub(crate) fn ours(content_type: &str) -> Vec<(String, String)> {
    vec![("Sync-Protocol".into(), "1".into()), ("Content-Type".into(), content_type.into())]
}

/// A failure of the service, in epoch 2 with floor 5 where it says so.
pub(crate) fn problem(id: RequestId, status: u16, code: ProblemCode) -> Event {
    let (epoch, floor) = match code {
        ProblemCode::Epoch => (Some(2), Some(5)),
        ProblemCode::CursorAhead => (Some(1), Some(5)),
        _ => (None, None),
    };
    let problem = Problem {
        kind: "https://mealbook.app/problems/test".into(),
        status,
        title: "test".into(),
        detail: None,
        code,
        request_id: None,
        fields: Vec::new(),
        epoch,
        floor,
        limit: None,
        protocols: None,
    };
    let body = serde_json::to_vec(&problem).unwrap();
    Event::HttpDone { id, status, headers: ours(wire::v1::PROBLEM_TYPE), body }
}

/// A page of epoch 1.
pub(crate) fn page(cursor: &str, head: i64, more: bool) -> SyncResponse {
    SyncResponse { epoch: 1, head, cursor: cursor.into(), more, end: true, ..SyncResponse::default() }
}

/// Ops that delete a note; their ids are their numbers.
pub(crate) fn ops(numbers: std::ops::Range<u128>) -> Vec<Op> {
    numbers
        .map(|n| {
            let op = json!({"op": Uuid::from_u128(n), "k": "expense", "id": Uuid::from_u128(n), "t": 1, "set": {}});
            serde_json::from_value(op).unwrap()
        })
        .collect()
}
