//! From one exchange to the next: when to begin, what to do with what the book answers, when to rest.

use wire::v1::{Op, PAGE_ROWS, PAGE_ROWS_MAX, SyncRequest};

use super::event::{Applied, Book, Refetch, Swapped};
use super::{
    BACKOFF_MAX_MS, BookState, Effect, Engine, Flight, LATE_ANSWERS_MAX, Phase, Reason, RequestId,
    SYNC_EVERY_MS, Sent, State, VERIFY_EVERY_MS, WAIT_MAX_MS, backoff,
};

impl Engine {
    pub(super) fn started(&mut self, book: Book) {
        self.is_started = true;
        self.book = book;
        self.phase = Phase::Rest;
        self.flight = None;
        self.is_catching_up = self.book.cursor.is_none();
        self.is_stage_there = self.book.refetch.as_ref().is_some_and(|refetch| refetch.cursor.is_some());
        match self.book.state {
            BookState::Revoked => self.state = State::Revoked,
            BookState::Deleted => self.state = State::Deleted,
            BookState::Ok | BookState::Upgrade => self.start_or_wait(),
        }
    }

    /// A restart does not ask earlier than the service or the backoff said. A clock that jumped does not wait for a century.
    fn start_or_wait(&mut self) {
        let latest_ms = self.now_ms + WAIT_MAX_MS + WAIT_MAX_MS / 10;
        match self.book.retry_ms {
            Some(retry_ms) if retry_ms > self.now_ms => {
                self.book.retry_ms = Some(retry_ms.min(latest_ms));
                self.is_asked_to_wait = retry_ms - self.now_ms > BACKOFF_MAX_MS;
                self.state = State::Backoff;
            }
            Some(_) | None => self.begin(),
        }
    }

    pub(super) fn user_committed(&mut self) {
        self.book.pending += 1;
        let oldest = self.edited_ms.map_or(self.now_ms, |(oldest, _)| oldest.min(self.now_ms));
        self.edited_ms = Some((oldest, self.now_ms));
    }

    /// Begins an exchange, or goes on with a refetch.
    pub(super) fn begin(&mut self) {
        self.is_again = false;
        self.is_asked_to_wait = false;
        self.due_ms = None;
        self.reason = None;
        if self.refetch_is_begun() {
            self.state = State::Refetching;
            self.ask_stage();
        } else if let Some(refetch) = self.book.refetch.clone() {
            self.begin_stage(refetch);
        } else {
            self.state = State::Syncing;
            self.phase = Phase::Gathering;
            let Self { batch, .. } = self;
            self.out.push(Effect::Gather { max_ops: batch.max_ops, max_bytes: batch.max_bytes });
        }
    }

    pub(super) fn begin_stage(&mut self, refetch: Refetch) {
        self.state = State::Refetching;
        self.phase = Phase::Beginning;
        self.progress = None;
        self.is_stage_there = false;
        self.out.push(Effect::StageBegin { epoch: refetch.epoch, floor: refetch.floor });
        self.book.refetch = Some(refetch);
    }

    fn refetch_is_begun(&self) -> bool {
        self.book.refetch.is_some() && self.is_stage_there
    }

    pub(super) fn gathered(&mut self, ops: Vec<Op>, pending: usize) {
        if self.phase != Phase::Gathering {
            return;
        }
        self.book.pending = pending;
        // Everything typed so far is in this request or waits for the next one at once.
        self.edited_ms = None;
        let limit = if self.is_catching_up { PAGE_ROWS_MAX } else { PAGE_ROWS };
        let request = SyncRequest { cursor: self.book.cursor.clone(), limit, ops };
        self.send(Flight { id: RequestId(0), is_stage: false, request, pending, was_refreshed: false });
    }

    fn ask_stage(&mut self) {
        let cursor = self.book.refetch.as_ref().and_then(|refetch| refetch.cursor.clone());
        let request = SyncRequest { cursor, limit: PAGE_ROWS_MAX, ops: Vec::new() };
        self.send(Flight { id: RequestId(0), is_stage: true, request, pending: 0, was_refreshed: false });
    }

    /// Sends a flight under a new name.
    pub(super) fn send(&mut self, mut flight: Flight) {
        flight.id = RequestId(self.next_id);
        self.next_id += 1;
        self.sent.push_back(Sent {
            id: flight.id,
            is_stage: flight.is_stage,
            cursor: flight.request.cursor.clone(),
        });
        if self.sent.len() > LATE_ANSWERS_MAX {
            self.sent.pop_front();
        }
        self.phase = Phase::Asking;
        self.out.push(Effect::Send { id: flight.id, request: flight.request.clone() });
        self.flight = Some(flight);
    }

    pub(super) fn applied(&mut self, applied: Applied) {
        let has_moved = applied.cursor != self.book.cursor;
        self.book.cursor = applied.cursor;
        self.book.epoch = applied.epoch;
        self.book.head = applied.head;
        self.book.pending = applied.pending;
        let Phase::Applying { more } = self.phase else { return };
        let Some(flight) = self.flight.take_if(|flight| flight.id == applied.id) else { return };
        self.phase = Phase::Rest;
        let ops = flight.request.ops.len();
        self.batch.succeeded(ops);
        self.is_catching_up = more;
        if self.book.state != BookState::Ok {
            self.book.state = BookState::Ok;
            self.out.push(Effect::PutState(BookState::Ok));
        }
        let is_behind =
            self.poked.is_some_and(|(epoch, head)| epoch == self.book.epoch && head > self.book.head);
        self.poked = None;
        // An answer that found another cursor in the book, because a late one had come first, says nothing about what is left.
        let is_elsewhere = flight.request.cursor != self.book.cursor && !has_moved;
        // Only as long as it helps: a service that leaves ops unanswered is not asked again and again.
        let is_left = (1..flight.pending).contains(&applied.pending);
        if more || is_elsewhere || is_left || self.is_again || is_behind {
            let is_going_round = !has_moved && !is_elsewhere && ops == 0 && more;
            if is_going_round { self.fail(Reason::Unreadable, None) } else { self.go_on() }
        } else {
            self.rest();
        }
    }

    /// Goes on at once, unless the service asked for a pause.
    pub(super) fn go_on(&mut self) {
        if self.is_paused() { self.pause() } else { self.begin() }
    }

    fn is_paused(&self) -> bool {
        self.not_before_ms.is_some_and(|at_ms| at_ms > self.now_ms)
    }

    /// Waits as long as the service asked, without having failed.
    fn pause(&mut self) {
        self.book.retry_ms = self.not_before_ms.take();
        self.is_asked_to_wait = true;
        self.state = State::Backoff;
        self.reason = Some(Reason::AskedToWait);
        self.phase = Phase::Rest;
        self.put_retry();
    }

    fn rest(&mut self) {
        self.progress = None;
        self.is_catching_up = false;
        let was_failing = self.book.fails > 0 || self.book.retry_ms.is_some();
        self.book.fails = 0;
        self.book.retry_ms = None;
        self.book.last_ok_ms = Some(self.now_ms);
        self.not_before_ms = self.not_before_ms.filter(|at_ms| *at_ms > self.now_ms);
        if self.is_paused() {
            return self.pause();
        }
        if was_failing {
            self.put_retry();
        }
        self.settle();
        self.verify_when_due();
    }

    pub(super) fn settle(&mut self) {
        self.state = State::Idle;
        self.reason = None;
        self.phase = Phase::Rest;
        self.due_ms = Some(self.now_ms + self.random.about(SYNC_EVERY_MS));
    }

    fn verify_when_due(&mut self) {
        let since_ms = self.now_ms - self.book.verified_ms.unwrap_or(0);
        let is_due = self.wants_verify || !(0..VERIFY_EVERY_MS).contains(&since_ms);
        if is_due && !self.is_verifying {
            self.wants_verify = false;
            self.is_verifying = true;
            self.out.push(Effect::Verify);
        }
    }

    pub(super) fn verified(&mut self) {
        self.is_verifying = false;
        self.book.verified_ms = Some(self.now_ms);
    }

    /// Something failed that may work later.
    pub(super) fn fail(&mut self, reason: Reason, asked_ms: Option<i64>) {
        self.book.fails = self.book.fails.saturating_add(1);
        let wait_ms = match asked_ms {
            Some(asked_ms) => backoff::asked_wait_ms(&mut self.random, asked_ms),
            None => backoff::wait_ms(&mut self.random, self.book.fails),
        };
        self.wait(reason, wait_ms, asked_ms.is_some());
    }

    pub(super) fn wait(&mut self, reason: Reason, wait_ms: i64, is_asked: bool) {
        self.book.retry_ms = Some(self.now_ms + wait_ms);
        self.is_asked_to_wait = is_asked;
        self.state = State::Backoff;
        self.reason = Some(reason);
        self.phase = Phase::Rest;
        self.flight = None;
        self.put_retry();
    }

    fn put_retry(&mut self) {
        let Book { fails, retry_ms, last_ok_ms, .. } = self.book;
        self.out.push(Effect::PutRetry { fails, retry_ms, last_ok_ms });
    }

    pub(super) fn stage_begun(&mut self) {
        if self.phase != Phase::Beginning {
            return;
        }
        self.is_stage_there = true;
        if let Some(refetch) = &mut self.book.refetch {
            refetch.cursor = None;
        }
        self.ask_stage();
    }

    pub(super) fn staged(&mut self, cursor: Option<String>) {
        let Phase::Staging { more } = self.phase else { return };
        self.flight = None;
        let Some(refetch) = &mut self.book.refetch else { return };
        let has_moved = refetch.cursor != cursor;
        refetch.cursor = cursor;
        self.book.fails = 0;
        if !more {
            self.phase = Phase::Swapping;
            self.out.push(Effect::StageSwap);
        } else if has_moved {
            self.go_on();
        } else {
            self.fail(Reason::Unreadable, None);
        }
    }

    pub(super) fn swapped(&mut self, swapped: Swapped) {
        if self.phase != Phase::Swapping {
            return;
        }
        self.book.refetch = None;
        self.is_stage_there = false;
        self.book.cursor = swapped.cursor;
        self.book.epoch = swapped.epoch;
        self.book.head = swapped.head;
        self.book.pending = swapped.pending;
        self.poked = None;
        self.progress = None;
        self.wants_verify = true;
        if let Some(last) = &mut self.last_refetch {
            last.at_ms = self.now_ms;
        }
        self.phase = Phase::Rest;
        self.go_on();
    }

    pub(super) fn database_failed(&mut self, is_full: bool) {
        let reason = if is_full { Reason::DiskFull } else { Reason::BookFailed };
        match self.phase {
            // Something not waited for failed: nothing depends on it.
            Phase::Rest | Phase::Asking | Phase::Refreshing => {}
            Phase::Gathering | Phase::Applying { .. } => self.fail(reason, None),
            Phase::Beginning | Phase::Staging { .. } | Phase::Swapping => {
                // Another program on this file may have swapped the stage in: it is begun anew, not asked on with for ever.
                self.is_stage_there = false;
                self.fail(reason, None);
            }
        }
    }
}
