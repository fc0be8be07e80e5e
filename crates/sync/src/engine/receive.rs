//! What to make of what comes from outside: answers, pokes, the network, the person, the clock.

use wire::v1::{ProblemCode, SyncResponse};

use super::answer::{self, Answer};
use super::batch::Verdict;
use super::event::{Refetch, ids};
use super::{
    BookState, Effect, Engine, Flight, LastRefetch, ParkReason, Phase, Progress, REFETCH_PAUSE_MS, Reason,
    RequestId, State, backoff,
};

impl Engine {
    pub(super) fn http_done(
        &mut self,
        id: RequestId,
        status: u16,
        headers: &[(String, String)],
        body: &[u8],
    ) {
        let heard = answer::read(status, headers, body);
        let is_current = self.phase == Phase::Asking && self.flight.as_ref().is_some_and(|f| f.id == id);
        match heard.answer {
            Answer::Ok(response) if !is_current => self.came_late(id, response),
            _ if !is_current => {}
            Answer::Ok(response) => {
                self.not_before_ms =
                    heard.wait_ms.map(|wait| self.now_ms + backoff::asked_wait_ms(&mut self.random, wait));
                self.answered(response);
            }
            Answer::Problem { status, code, epoch, floor } => {
                self.refused(status, code, (epoch, floor), heard.wait_ms);
            }
            Answer::Unreadable => self.fail(Reason::Unreadable, heard.wait_ms),
            Answer::NotFromUs => self.fail(Reason::NotFromUs, heard.wait_ms),
        }
    }

    fn answered(&mut self, response: Box<SyncResponse>) {
        let Some(flight) = &self.flight else { return };
        let (id, request_cursor) = (flight.id, flight.request.cursor.clone());
        let has_cursor = request_cursor.is_some();
        let epoch = if flight.is_stage {
            self.book.refetch.as_ref().map(|refetch| refetch.epoch)
        } else {
            has_cursor.then_some(self.book.epoch)
        };
        if epoch.is_some_and(|epoch| epoch != response.epoch) {
            return self.epoch_is_another();
        }
        self.note_progress(&response);
        self.phase = if flight_is_stage(&self.flight) {
            Phase::Staging { more: response.more }
        } else {
            Phase::Applying { more: response.more }
        };
        self.out.push(match self.phase {
            Phase::Staging { .. } => Effect::Stage { request_cursor, answer: response },
            _ => Effect::Apply { id, request_cursor, answer: response },
        });
    }

    /// The service went back in time in the middle of a refetch, or says another epoch than it accepted: the cursor of the book
    /// finds out what is to be done.
    fn epoch_is_another(&mut self) {
        self.book.refetch = None;
        self.is_stage_there = false;
        self.fail(Reason::Epoch, None);
    }

    fn note_progress(&mut self, response: &SyncResponse) {
        let is_large = self.is_catching_up || self.state == State::Refetching;
        if !is_large || (self.progress.is_none() && !response.more) {
            return;
        }
        let rows = self.progress.map_or(0, |progress| progress.rows) + response.rows.len() as u64;
        let seq = response.rows.last().map_or(response.head, |row| row.seq).clamp(0, response.head.max(0));
        let percent = seq.checked_mul(100).and_then(|seq| seq.checked_div(response.head)).unwrap_or(100);
        self.progress = Some(Progress { rows, percent: u8::try_from(percent).unwrap_or(100) });
    }

    /// An answer nobody waits for any more: its rows and acknowledgements are as good as ever, its cursor moves nothing that moved on.
    fn came_late(&mut self, id: RequestId, answer: Box<SyncResponse>) {
        let Some(sent) = self.sent.iter().find(|sent| sent.id == id && !sent.is_stage) else { return };
        let may_apply = match self.state {
            State::Idle | State::Syncing | State::Backoff | State::AuthWait => true,
            State::Revoked | State::Deleted | State::Refetching | State::UpgradeNeeded => false,
        };
        let is_of_now =
            answer.epoch == self.book.epoch || (self.book.epoch == 0 && self.book.cursor.is_none());
        // While the book is being asked or written the answer would have to wait; it will come again by itself.
        let is_free = matches!(self.phase, Phase::Rest | Phase::Asking | Phase::Refreshing);
        if may_apply && is_of_now && is_free && self.book.refetch.is_none() {
            self.out.push(Effect::Apply { id, request_cursor: sent.cursor.clone(), answer });
        }
    }

    fn refused(
        &mut self,
        status: u16,
        code: ProblemCode,
        (epoch, floor): (Option<i32>, Option<i64>),
        wait_ms: Option<i64>,
    ) {
        match (status, code) {
            (401, ProblemCode::RefreshInvalid | ProblemCode::RefreshReused) => {
                self.sign_out(Reason::SignedOut)
            }
            (401, ProblemCode::DeviceRevoked) => self.sign_out(Reason::DeviceRevoked),
            (401, ProblemCode::DeviceWiped) => self.sign_out(Reason::DeviceWiped),
            (401, _) => self.token_is_old(),
            (403, ProblemCode::EmailUnverified) => self.sign_out(Reason::EmailUnverified),
            (403, ProblemCode::Revoked) | (404, ProblemCode::NotFound) => {
                self.end(State::Revoked, BookState::Revoked);
            }
            (403, _) => self.fail(Reason::Refused, wait_ms),
            (409, ProblemCode::Epoch) => self.refetch(Reason::Epoch, epoch, Some(floor.unwrap_or(0))),
            (409, ProblemCode::CursorAhead) => {
                self.refetch(Reason::CursorAhead, epoch, Some(floor.unwrap_or(0)));
            }
            (409, ProblemCode::Rescope) => self.refetch_again(Reason::Rescope),
            (410, ProblemCode::CursorExpired) => self.refetch_again(Reason::CursorExpired),
            (410, ProblemCode::WorkspaceDeleted) => self.end(State::Deleted, BookState::Deleted),
            (413, _) => self.too_large(wait_ms),
            (426, _) => self.end(State::UpgradeNeeded, BookState::Upgrade),
            (429 | 503, _) => self.fail(Reason::AskedToWait, wait_ms),
            (500.., _) => self.service_failed(wait_ms),
            (400 | 415 | 422, _) => self.cannot_be_read(wait_ms),
            (_, _) => self.fail(Reason::Refused, wait_ms),
        }
    }

    fn end(&mut self, state: State, kept: BookState) {
        self.state = state;
        self.reason = None;
        self.phase = Phase::Rest;
        self.flight = None;
        self.progress = None;
        if self.book.state != kept {
            self.book.state = kept;
            self.out.push(Effect::PutState(kept));
        }
    }

    fn token_is_old(&mut self) {
        if self.flight.as_ref().is_none_or(|flight| flight.was_refreshed) {
            return self.sign_out(Reason::SignedOut);
        }
        self.state = State::AuthWait;
        self.reason = Some(Reason::Refreshing);
        self.phase = Phase::Refreshing;
        self.ask_for_token();
    }

    fn ask_for_token(&mut self) {
        self.book.fails = self.book.fails.saturating_add(1);
        let wait_ms = backoff::wait_ms(&mut self.random, self.book.fails.saturating_add(4));
        self.due_ms = Some(self.now_ms + wait_ms);
        self.out.push(Effect::RefreshToken);
    }

    fn sign_out(&mut self, reason: Reason) {
        self.state = State::AuthWait;
        self.reason = Some(reason);
        self.phase = Phase::Rest;
        self.flight = None;
        self.due_ms = None;
    }

    pub(super) fn token_refreshed(&mut self) {
        if self.state != State::AuthWait {
            return;
        }
        self.reason = None;
        self.book.fails = 0;
        match self.flight.take() {
            Some(flight) if self.phase == Phase::Refreshing => self.repeat(flight),
            Some(_) | None => self.begin(),
        }
    }

    fn repeat(&mut self, flight: Flight) {
        self.state = if flight.is_stage { State::Refetching } else { State::Syncing };
        self.due_ms = None;
        self.send(Flight { was_refreshed: true, ..flight });
    }

    pub(super) fn token_refused(&mut self) {
        match self.state {
            State::Idle | State::Backoff | State::AuthWait => self.sign_out(Reason::SignedOut),
            // The answer under way will tell; the others have nothing to ask.
            State::Syncing | State::Refetching | State::Revoked | State::Deleted | State::UpgradeNeeded => {}
        }
    }

    /// Fetches anew without the service having lost anything since; what a refetch under way was to give back, it still is.
    fn refetch_again(&mut self, why: Reason) {
        let (epoch, floor) =
            self.book.refetch.as_ref().map_or((None, None), |running| (Some(running.epoch), running.floor));
        self.refetch(why, epoch, floor);
    }

    fn refetch(&mut self, why: Reason, epoch: Option<i32>, floor: Option<i64>) {
        let epoch = epoch.unwrap_or(self.book.epoch);
        let last = self.last_refetch.filter(|last| last.epoch == epoch && last.why == why);
        let rest_ms = last.map_or(0, |last| last.at_ms + REFETCH_PAUSE_MS - self.now_ms);
        self.flight = None;
        if (1..=REFETCH_PAUSE_MS).contains(&rest_ms) {
            self.book.fails = self.book.fails.saturating_add(1);
            self.is_stage_there = false;
            return self.wait(why, rest_ms, true);
        }
        self.last_refetch = Some(LastRefetch { epoch, why, at_ms: self.now_ms });
        self.reason = Some(why);
        self.begin_stage(Refetch { epoch, floor, cursor: None });
    }

    fn too_large(&mut self, wait_ms: Option<i64>) {
        let Some(flight) = &self.flight else { return };
        let verdict = self.batch.too_large(&flight.request.ops);
        self.judge(verdict, ParkReason::TooLarge, wait_ms);
    }

    fn service_failed(&mut self, wait_ms: Option<i64>) {
        let Some(flight) = &self.flight else { return };
        let verdict = self.batch.failed(&flight.request.ops);
        self.judge(verdict, ParkReason::Poison, wait_ms);
    }

    fn cannot_be_read(&mut self, wait_ms: Option<i64>) {
        let Some(flight) = &self.flight else { return };
        let verdict = self.batch.refused(&flight.request.ops);
        self.judge(verdict, ParkReason::Refused, wait_ms);
    }

    fn judge(&mut self, verdict: Verdict, why: ParkReason, wait_ms: Option<i64>) {
        let reason = if why == ParkReason::Poison { Reason::ServiceFailed } else { Reason::Refused };
        match verdict {
            Verdict::Again => self.fail(reason, wait_ms),
            Verdict::Fewer if why == ParkReason::Poison => {
                // Looking for the one to blame does not make the others wait for minutes.
                self.book.fails = 0;
                self.fail(reason, wait_ms);
            }
            Verdict::Fewer => self.begin(),
            Verdict::Park => {
                let ops = self.flight.take().map(|flight| ids(&flight.request.ops)).unwrap_or_default();
                self.book.pending = self.book.pending.saturating_sub(ops.len());
                self.book.fails = 0;
                self.out.push(Effect::Park { ops, why });
                self.begin();
            }
        }
    }

    pub(super) fn http_failed(&mut self, id: RequestId) {
        let is_current = self.phase == Phase::Asking && self.flight.as_ref().is_some_and(|f| f.id == id);
        if is_current {
            self.fail(Reason::Offline, None);
        }
    }

    pub(super) fn timer(&mut self) {
        let is_due = |at_ms: Option<i64>| at_ms.is_some_and(|at_ms| at_ms <= self.now_ms);
        match self.state {
            State::Backoff if is_due(self.book.retry_ms) => self.begin(),
            State::Idle if is_due(self.due_ms) => self.begin(),
            State::Idle if self.is_online && is_due(self.push_ms()) => self.begin(),
            State::AuthWait if self.phase == Phase::Refreshing && is_due(self.due_ms) => self.ask_for_token(),
            State::Idle
            | State::Syncing
            | State::Backoff
            | State::AuthWait
            | State::Revoked
            | State::Deleted
            | State::Refetching
            | State::UpgradeNeeded => {}
        }
        self.timer_ms = None;
    }

    pub(super) fn poke(&mut self, epoch: i32, head: i64) {
        let is_news = (epoch, head) > (self.book.epoch, self.book.head);
        if !is_news {
            return;
        }
        self.poked = self.poked.max(Some((epoch, head)));
        match self.state {
            State::Idle => self.begin(),
            State::Backoff if self.reason == Some(Reason::Offline) && !self.is_asked_to_wait => self.begin(),
            State::Backoff
            | State::Syncing
            | State::AuthWait
            | State::Revoked
            | State::Deleted
            | State::Refetching
            | State::UpgradeNeeded => {}
        }
    }

    pub(super) fn net_up(&mut self) {
        self.is_online = true;
        self.wake();
    }

    /// The network or the person is back: what waits only for its own sake does not wait any longer.
    pub(super) fn wake(&mut self) {
        match self.state {
            State::Idle => self.begin(),
            State::Backoff if !self.is_asked_to_wait => self.begin(),
            State::AuthWait if self.phase == Phase::Refreshing => self.ask_for_token(),
            State::AuthWait
            | State::Backoff
            | State::Syncing
            | State::Revoked
            | State::Deleted
            | State::Refetching
            | State::UpgradeNeeded => {}
        }
    }

    pub(super) fn sync_now(&mut self) {
        match self.state {
            State::Revoked | State::Deleted | State::UpgradeNeeded => self.begin(),
            State::Syncing | State::Refetching => self.is_again = true,
            State::Idle | State::Backoff | State::AuthWait => self.wake(),
        }
    }

    pub(super) fn schema_raised(&mut self) {
        self.out.push(Effect::UnparkUnknown);
        match self.state {
            State::Idle | State::UpgradeNeeded => self.begin(),
            State::Syncing => self.is_again = true,
            State::Backoff | State::AuthWait | State::Revoked | State::Deleted | State::Refetching => {}
        }
    }
}

fn flight_is_stage(flight: &Option<Flight>) -> bool {
    flight.as_ref().is_some_and(|flight| flight.is_stage)
}
