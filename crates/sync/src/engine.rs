//! What to do next, for one workspace: a state machine without network, database, clock or tasks (docs/SYNC.md 4.1).
//!
//! `Engine::step` takes the time and one event and says what to do. Every effect on the book is answered by the event named beside it;
//! a request is answered by `HttpDone` or `HttpFailed`. Only one request is under way at a time, so effects may be done one after the
//! other in the order given. The engine keeps nothing a crash could hurt: after one, `Started` with what the book holds begins anew.

mod answer;
mod backoff;
mod batch;
mod effect;
mod event;
mod flow;
mod random;
mod receive;
mod status;

#[cfg(test)]
mod schedule_tests;
#[cfg(test)]
mod table_tests;
#[cfg(test)]
mod testing;
#[cfg(test)]
mod tests;

use std::collections::VecDeque;

use wire::v1::SyncRequest;

pub use backoff::{BACKOFF_MAX_MS, BACKOFF_MIN_MS, BACKOFF_START_MS, WAIT_MAX_MS};
pub use batch::{ALONE_TRIES_MAX, BATCH_TRIES_MAX};
pub use effect::{Effect, ParkReason};
pub use event::{Applied, Book, BookState, Event, Refetch, RequestId, Swapped};
pub use status::{Progress, Reason, State, Status};

use batch::Batch;
pub(crate) use random::Random;

/// How long nothing must be edited before edits are pushed, in milliseconds.
pub const PUSH_QUIET_MS: i64 = 300;
/// How long edits wait at most while editing goes on, in milliseconds.
pub const PUSH_WAIT_MAX_MS: i64 = 2_000;
/// How long a workspace goes without a sync at most, in milliseconds: 15 minutes.
pub const SYNC_EVERY_MS: i64 = 15 * 60 * 1_000;
/// How long after a refetch another one of the same kind has to wait, in milliseconds: 5 minutes.
pub const REFETCH_PAUSE_MS: i64 = 5 * 60 * 1_000;
/// How often a copy is compared with the service's, in milliseconds: weekly.
pub const VERIFY_EVERY_MS: i64 = 7 * 24 * 60 * 60 * 1_000;
/// How many requests are remembered for the case that their answer comes after all.
pub const LATE_ANSWERS_MAX: usize = 32;

/// The sync of one workspace.
#[derive(Debug)]
pub struct Engine {
    random: Random,
    now_ms: i64,
    is_started: bool,
    is_online: bool,
    state: State,
    reason: Option<Reason>,
    phase: Phase,
    book: Book,
    next_id: u64,
    flight: Option<Flight>,
    sent: VecDeque<Sent>,
    batch: Batch,
    /// When the oldest and the newest edit not pushed yet were made.
    edited_ms: Option<(i64, i64)>,
    /// The newest head heard of.
    poked: Option<(i32, i64)>,
    /// Whether to go round once more when the running one ends.
    is_again: bool,
    /// Whether the service said there is more, so large pages are asked for.
    is_catching_up: bool,
    /// The service asked not to be asked before.
    not_before_ms: Option<i64>,
    is_asked_to_wait: bool,
    /// When the next regular sync is due, or the next try to refresh the token.
    due_ms: Option<i64>,
    /// Whether the stage belongs to the refetch of the book: after a restart it does when it has a cursor.
    is_stage_there: bool,
    last_refetch: Option<LastRefetch>,
    wants_verify: bool,
    is_verifying: bool,
    progress: Option<Progress>,
    timer_ms: Option<i64>,
    told: Option<Status>,
    out: Vec<Effect>,
}

/// What the engine is waiting for.
#[derive(Debug, Clone, PartialEq)]
enum Phase {
    /// Nothing.
    Rest,
    /// `Gathered`.
    Gathering,
    /// `HttpDone` or `HttpFailed` of the flight.
    Asking,
    /// `TokenRefreshed`, and then the flight goes out again.
    Refreshing,
    /// `Applied`.
    Applying { more: bool },
    /// `StageBegun`.
    Beginning,
    /// `Staged`.
    Staging { more: bool },
    /// `Swapped`.
    Swapping,
}

/// A request that is under way or will be repeated.
#[derive(Debug, Clone)]
struct Flight {
    id: RequestId,
    is_stage: bool,
    request: SyncRequest,
    /// How many ops waited when it was put together.
    pending: usize,
    was_refreshed: bool,
}

/// A request that was sent once.
#[derive(Debug, Clone)]
struct Sent {
    id: RequestId,
    is_stage: bool,
    cursor: Option<String>,
}

#[derive(Debug, Clone, Copy)]
struct LastRefetch {
    epoch: i32,
    why: Reason,
    at_ms: i64,
}

impl Engine {
    /// An engine that waits for `Started`. The seed decides the jitter of waits and nothing else.
    pub fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            now_ms: 0,
            is_started: false,
            is_online: true,
            state: State::Idle,
            reason: None,
            phase: Phase::Rest,
            book: Book::default(),
            next_id: 1,
            flight: None,
            sent: VecDeque::new(),
            batch: Batch::default(),
            edited_ms: None,
            poked: None,
            is_again: false,
            is_catching_up: false,
            not_before_ms: None,
            is_asked_to_wait: false,
            due_ms: None,
            is_stage_there: false,
            last_refetch: None,
            wants_verify: false,
            is_verifying: false,
            progress: None,
            timer_ms: None,
            told: None,
            out: Vec::new(),
        }
    }

    /// Takes one event and says what to do, in this order.
    pub fn step(&mut self, now_ms: i64, event: Event) -> Vec<Effect> {
        self.now_ms = now_ms;
        match event {
            Event::Started(book) => self.started(book),
            event if self.is_started => self.take(event),
            _ => {}
        }
        self.set_timer();
        self.tell();
        std::mem::take(&mut self.out)
    }

    /// Where it stands.
    pub fn state(&self) -> State {
        self.state
    }

    /// Where it stands, for people.
    pub fn status(&self) -> Status {
        Status {
            state: self.state,
            reason: self.reason.or((!self.is_online).then_some(Reason::Offline)),
            pending: self.book.pending,
            last_ok_ms: self.book.last_ok_ms,
            next_try_ms: (self.state == State::Backoff).then_some(self.book.retry_ms).flatten(),
            progress: self.progress,
        }
    }

    fn take(&mut self, event: Event) {
        match event {
            Event::Started(_) => {}
            Event::UserCommitted => self.user_committed(),
            Event::Gathered { ops, pending } => self.gathered(ops, pending),
            Event::Applied(applied) => self.applied(applied),
            Event::StageBegun => self.stage_begun(),
            Event::Staged { cursor } => self.staged(cursor),
            Event::Swapped(swapped) => self.swapped(swapped),
            Event::Verified => self.verified(),
            Event::DatabaseFailed { is_full } => self.database_failed(is_full),
            Event::HttpDone { id, status, headers, body } => self.http_done(id, status, &headers, &body),
            Event::HttpFailed { id } => self.http_failed(id),
            Event::Timer => self.timer(),
            Event::Poke { epoch, head } => self.poke(epoch, head),
            Event::NetUp => self.net_up(),
            Event::NetDown => self.is_online = false,
            Event::Foreground => self.wake(),
            Event::Background => {}
            Event::TokenRefreshed => self.token_refreshed(),
            Event::TokenRefused => self.token_refused(),
            Event::SyncNow => self.sync_now(),
            Event::SchemaRaised => self.schema_raised(),
        }
    }

    fn set_timer(&mut self) {
        let push_ms = self.push_ms();
        let at_ms = match self.state {
            State::Backoff => self.book.retry_ms,
            State::Idle if self.is_online => [push_ms, self.due_ms].into_iter().flatten().min(),
            State::Idle => self.due_ms,
            State::AuthWait if self.phase == Phase::Refreshing => self.due_ms,
            State::AuthWait
            | State::Syncing
            | State::Refetching
            | State::Revoked
            | State::Deleted
            | State::UpgradeNeeded => None,
        };
        if at_ms != self.timer_ms {
            self.timer_ms = at_ms;
            self.out.extend(at_ms.map(Effect::SetTimer));
        }
    }

    fn tell(&mut self) {
        let status = self.status();
        if self.is_started && self.told.as_ref() != Some(&status) {
            self.told = Some(status.clone());
            self.out.push(Effect::Status(status));
        }
    }

    /// When the edits made so far are to be pushed.
    fn push_ms(&self) -> Option<i64> {
        self.edited_ms.map(|(oldest, newest)| (newest + PUSH_QUIET_MS).min(oldest + PUSH_WAIT_MAX_MS))
    }
}
