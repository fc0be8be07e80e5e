//! The task of an account: takes commands, answers and the time, one after the other, and lets engines decide.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::sync::Arc;
use std::time::Duration;

use domain::WorkspaceId;
use store::sync::Book;
use tokio::sync::{Semaphore, broadcast, mpsc, oneshot, watch};
use tokio::task::JoinSet;
use tokio::time::{Instant, MissedTickBehavior};

use super::outside::Inner;
use super::time::Time;
use super::{Change, Command, Lock, REQUESTS_MAX, Setup, SyncStatus, WorkspaceStatus};
use crate::clock::Clock;
use crate::engine::{Effect, Engine, Event, Reason, State, Status};
use crate::runner::{Done, Runner};
use crate::service::Ended;
use crate::wake::Wake;

/// How long at most until the clock is looked at.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// How often it is looked whether another process wrote to the book.
const OTHERS_EVERY: Duration = Duration::from_secs(1);
/// How often the lock is tried while another process syncs.
const LOCK_EVERY: Duration = Duration::from_secs(2);
/// How often the service is asked who this is, in milliseconds: 6 hours.
const HELLO_EVERY_MS: i64 = 6 * 60 * 60 * 1_000;

pub(super) struct Account {
    pub setup: Setup,
    pub time: Time,
    pub clock: Clock,
    pub slots: BTreeMap<WorkspaceId, Slot>,
    pub wake: Wake,
    pub tasks: JoinSet<()>,
    pub inner: mpsc::UnboundedSender<Inner>,
    pub sends: Arc<Semaphore>,
    pub status: watch::Sender<SyncStatus>,
    pub changes: broadcast::Sender<Change>,
    pub is_foreground: bool,
    pub is_wiped: bool,
    pub is_metered: bool,
    pub is_transferring: bool,
    pub wants_transfer: bool,
    pub transfer_ms: Option<i64>,
    pub transfer_fails: u32,
    /// When to ask for heads; nothing while an answer is awaited or nobody looks.
    pub poll_ms: Option<i64>,
    pub is_polling: bool,
    pub is_opening: bool,
    pub heads_tag: Option<String>,
    pub hello_ms: Option<i64>,
    pub hello_fails: u32,
    /// The person was told that the clock is wrong.
    pub is_clock_told: bool,
    others_version: Option<i64>,
    books: Vec<Book>,
}

/// One workspace.
pub(super) struct Slot {
    pub engine: Engine,
    pub runner: Runner,
    pub timer_ms: Option<i64>,
    /// The access token of its last request.
    pub token: String,
}

pub(super) async fn run(
    setup: Setup,
    mut commands: mpsc::Receiver<Command>,
    status: watch::Sender<SyncStatus>,
    changes: broadcast::Sender<Change>,
) {
    let Some(_lock) = wait_for_lock(&setup, &mut commands, &status).await else { return };
    let (inner, mut said) = mpsc::unbounded_channel();
    let mut ended = setup.service.ended();
    let mut account = Account::new(setup, inner, status, changes);
    account.reload().await;
    let mut others = tokio::time::interval(OTHERS_EVERY);
    others.set_missed_tick_behavior(MissedTickBehavior::Delay);
    let (mut is_news, mut next) = (true, Instant::now());
    loop {
        if is_news {
            account.tell().await;
            next = Instant::now() + account.pause();
        }
        is_news = true;
        tokio::select! {
            command = commands.recv() => match command {
                Some(Command::Stop) | None => break,
                Some(command) => account.obey(command).await,
            },
            Some(said) = said.recv() => account.hear(said).await,
            Ok(()) = ended.changed() => {
                let why = *ended.borrow_and_update();
                account.session_changed(why).await;
            }
            () = tokio::time::sleep_until(next) => account.look_around().await,
            _ = others.tick(), if account.setup.is_listening => is_news = account.others_wrote().await,
            Some(_) = account.tasks.join_next(), if !account.tasks.is_empty() => {}
        }
    }
    account.tasks.shutdown().await;
}

/// Waits until no other process syncs this book; `None` when it is to stop before.
async fn wait_for_lock(
    setup: &Setup,
    commands: &mut mpsc::Receiver<Command>,
    status: &watch::Sender<SyncStatus>,
) -> Option<Lock> {
    loop {
        match Lock::take(setup.store.path()) {
            Ok(Some(lock)) => return Some(lock),
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "the sync lock cannot be taken"),
        }
        status.send_replace(SyncStatus { is_ready: true, is_elsewhere: true, ..SyncStatus::default() });
        tokio::select! {
            command = commands.recv() => if matches!(command, None | Some(Command::Stop)) { return None },
            () = tokio::time::sleep(LOCK_EVERY) => {}
        }
    }
}

impl Account {
    fn new(
        setup: Setup,
        inner: mpsc::UnboundedSender<Inner>,
        status: watch::Sender<SyncStatus>,
        changes: broadcast::Sender<Change>,
    ) -> Self {
        let time = Time::new(setup.now.clone());
        let now_ms = time.engine_ms();
        let is_listening = setup.is_listening;
        Self {
            wake: Wake::new(setup.seed, now_ms),
            setup,
            time,
            clock: Clock::default(),
            slots: BTreeMap::new(),
            tasks: JoinSet::new(),
            inner,
            sends: Arc::new(Semaphore::new(REQUESTS_MAX)),
            status,
            changes,
            is_foreground: true,
            is_wiped: false,
            is_metered: false,
            is_transferring: false,
            wants_transfer: true,
            transfer_ms: None,
            transfer_fails: 0,
            poll_ms: is_listening.then_some(now_ms),
            is_polling: false,
            is_opening: false,
            heads_tag: None,
            hello_ms: Some(now_ms),
            hello_fails: 0,
            is_clock_told: false,
            others_version: None,
            books: Vec::new(),
        }
    }

    /// How long nothing is due.
    fn pause(&self) -> Duration {
        let timers = self.slots.values().filter_map(|slot| slot.timer_ms);
        let open_ms = (!self.is_opening).then(|| self.open_ms()).flatten();
        let others = [self.poll_ms, self.hello_ms, open_ms, self.transfer_ms].into_iter().flatten();
        let first = if self.may_ask() { timers.chain(others).min() } else { None };
        first.map_or(LOOK_EVERY, |at_ms| self.time.until(at_ms).min(LOOK_EVERY))
    }

    pub fn open_ms(&self) -> Option<i64> {
        self.setup.is_listening.then(|| self.wake.next_open_ms()).flatten()
    }

    /// Whether anything may be sent.
    pub fn may_ask(&self) -> bool {
        !self.is_wiped && self.setup.service.is_signed_in()
    }

    async fn obey(&mut self, command: Command) {
        let now_ms = self.time.engine_ms();
        match command {
            Command::UserCommitted => {
                self.wake.touched(now_ms);
                self.committed().await;
            }
            Command::SyncNow(begun) => self.sync_now(begun).await,
            Command::Foreground(is_foreground) => {
                self.is_foreground = is_foreground;
                self.wake.set_foreground(is_foreground, now_ms);
                self.poll_ms = (is_foreground && self.setup.is_listening).then_some(now_ms);
                self.give_all(if is_foreground { Event::Foreground } else { Event::Background }).await;
            }
            Command::Network(is_up) => self.give_all(if is_up { Event::NetUp } else { Event::NetDown }).await,
            Command::Metered(is_metered) => self.is_metered = is_metered,
            Command::SignedIn => self.signed_in().await,
            Command::Verify => self.verify_all(),
            Command::Stop => {}
        }
    }

    /// The book was changed by a person.
    async fn committed(&mut self) {
        self.reload().await;
        let waiting: Vec<_> =
            self.books.iter().filter(|book| book.queued > 0).map(|book| book.workspace).collect();
        for workspace in waiting {
            self.give(workspace, Event::UserCommitted).await;
        }
        self.wants_transfer = true;
    }

    /// Looks whether another process wrote to the book: what it left to be sent leaves now, and windows show it. Answers whether one did,
    /// or may have done before the first look.
    async fn others_wrote(&mut self) -> bool {
        let Ok(Some(version)) = self.setup.store.others_version().await else { return false };
        if self.others_version.replace(version) == Some(version) {
            return false;
        }
        self.committed().await;
        self.shows("expense");
        true
    }

    async fn sync_now(&mut self, begun: Option<oneshot::Sender<()>>) {
        self.wants_transfer = true;
        self.hello_ms = Some(self.time.engine_ms());
        if begun.is_some() && self.may_ask() {
            // Somebody waits for the end: workspaces that are new to this device belong to it.
            self.hello_ms = Some(self.time.engine_ms() + HELLO_EVERY_MS);
            self.say_hello().await;
        }
        self.reload().await;
        self.give_all(Event::SyncNow).await;
        self.tell().await;
        if let Some(begun) = begun {
            let _ = begun.send(());
        }
    }

    async fn signed_in(&mut self) {
        self.is_wiped = false;
        self.hello_ms = Some(self.time.engine_ms());
        self.poll_ms = self.setup.is_listening.then(|| self.time.engine_ms());
        self.reload().await;
        self.give_all(Event::TokenRefreshed).await;
    }

    async fn session_changed(&mut self, why: Option<Ended>) {
        match why {
            None => self.signed_in().await,
            Some(ended) => {
                self.is_wiped |= ended == Ended::Wiped;
                self.give_all(Event::TokenRefused).await;
            }
        }
    }

    /// What is due by the clock.
    async fn look_around(&mut self) {
        let looked = self.time.look();
        if looked.was_set {
            self.clock.was_set();
        }
        if looked.has_slept {
            self.give_all(Event::NetUp).await;
        }
        if !self.may_ask() {
            return;
        }
        let now_ms = self.time.engine_ms();
        let is_due = |at_ms: Option<i64>| at_ms.is_some_and(|at_ms| at_ms <= now_ms);
        let due: Vec<_> =
            self.slots.iter().filter(|(_, slot)| is_due(slot.timer_ms)).map(|(id, _)| *id).collect();
        for workspace in due {
            if let Some(slot) = self.slots.get_mut(&workspace) {
                slot.timer_ms = None;
            }
            self.give(workspace, Event::Timer).await;
        }
        if is_due(self.hello_ms) {
            self.hello_ms = Some(now_ms + HELLO_EVERY_MS);
            self.ask_hello();
        }
        if is_due(self.poll_ms) && !self.is_polling {
            self.poll_ms = None;
            self.ask_heads();
        }
        if !self.is_opening && is_due(self.open_ms()) {
            self.open_stream();
        }
        if is_due(self.transfer_ms) {
            self.transfer_ms = None;
            self.wants_transfer = true;
        }
        self.transfer_when_wanted();
    }

    /// Takes over the workspaces of the book: new ones begin, removed ones end.
    pub async fn reload(&mut self) {
        let Some(books) = self.read_books().await else { return };
        self.books = books;
        if !self.may_ask() {
            return;
        }
        let here: Vec<_> = self.books.iter().map(|book| book.workspace).collect();
        self.slots.retain(|workspace, _| here.contains(workspace));
        for workspace in here {
            if !self.slots.contains_key(&workspace) {
                self.begin(workspace).await;
            }
        }
    }

    async fn begin(&mut self, workspace: WorkspaceId) {
        let Setup { store, device, ids, seed, .. } = &self.setup;
        let runner = Runner::new(store.clone(), workspace, *device, ids.clone());
        match runner.started().await {
            Ok(Some(started)) => {
                let engine = Engine::new(seed ^ workspace.0.as_u64_pair().1);
                self.slots.insert(workspace, Slot { engine, runner, timer_ms: None, token: String::new() });
                self.give(workspace, started).await;
            }
            Ok(None) => {}
            Err(error) => tracing::warn!(%error, "a workspace cannot be read for the sync"),
        }
    }

    async fn read_books(&self) -> Option<Vec<Book>> {
        match self.setup.store.sync_books().await {
            Ok(books) => Some(books),
            Err(error) => {
                tracing::warn!(%error, "the workspaces that sync cannot be read");
                None
            }
        }
    }

    pub async fn give_all(&mut self, event: Event) {
        let all: Vec<_> = self.slots.keys().copied().collect();
        for workspace in all {
            self.give(workspace, event.clone()).await;
        }
    }

    /// Gives an engine an event and does what it says, until it has nothing more to say.
    pub async fn give(&mut self, workspace: WorkspaceId, event: Event) {
        let mut events = VecDeque::from([event]);
        while let Some(event) = events.pop_front() {
            let now_ms = self.time.engine_ms();
            let Some(slot) = self.slots.get_mut(&workspace) else { return };
            let runner = slot.runner.clone();
            for effect in slot.engine.step(now_ms, event) {
                // Its first page is being written, and there are more.
                let begins_a_copy = matches!(
                    &effect,
                    Effect::Apply { request_cursor: None, answer, .. } if answer.more
                );
                match runner.execute(&effect, now_ms).await {
                    Done::Book { event, change } => {
                        events.extend(event);
                        if begins_a_copy && change.is_some() {
                            self.bring_newest(workspace);
                        }
                        change.into_iter().for_each(|change| self.announce(workspace, change));
                    }
                    Done::NotMine => self.do_outside(workspace, effect),
                }
            }
        }
    }

    pub fn announce(&mut self, workspace: WorkspaceId, applied: store::sync::Applied) {
        let deleted_by_others = applied.is_bulk_delete().then_some(applied.deleted_by_others);
        // What the service took may be a photograph's row, and what came as well.
        self.wants_transfer |= applied.acked > 0 || applied.rows > 0;
        let is_nothing =
            applied.rows == 0 && applied.cards == 0 && applied.parked == 0 && applied.healed == 0;
        if is_nothing && applied.tables.is_empty() {
            return;
        }
        let change = Change {
            workspace,
            tables: applied.tables,
            cards: applied.cards,
            parked: applied.parked,
            deleted_by_others,
            healed: applied.healed,
            ..Change::of(workspace)
        };
        self.pass_on(change);
    }

    pub fn pass_on(&self, change: Change) {
        // Nobody may be listening.
        let _ = self.changes.send(change);
    }

    /// Rows of a table may be others than they were, or the bytes of photographs.
    pub fn shows(&self, table: &'static str) {
        for workspace in self.slots.keys() {
            self.pass_on(Change { tables: BTreeSet::from([table]), ..Change::of(*workspace) });
        }
    }

    /// Shows where everything stands.
    async fn tell(&mut self) {
        if let Some(books) = self.read_books().await {
            self.books = books;
        }
        self.transfer_when_wanted();
        let workspaces = self.books.iter().map(|book| self.workspace_status(book)).collect();
        let status = SyncStatus {
            is_ready: true,
            is_elsewhere: false,
            is_signed_in: self.setup.service.is_signed_in(),
            is_wiped: self.is_wiped,
            is_streaming: self.wake.is_streaming(),
            transfers: u64::from(self.is_transferring),
            workspaces,
        };
        self.status.send_if_modified(|told| {
            let is_news = *told != status;
            *told = status;
            is_news
        });
    }

    fn workspace_status(&self, book: &Book) -> WorkspaceStatus {
        let pending = usize::try_from(book.queued).unwrap_or(usize::MAX);
        let status = self.slots.get(&book.workspace).map_or(
            Status {
                state: State::AuthWait,
                reason: Some(Reason::SignedOut),
                pending,
                last_ok_ms: book.last_ok_ms,
                next_try_ms: None,
                progress: None,
            },
            |slot| Status { pending, ..slot.engine.status() },
        );
        WorkspaceStatus {
            workspace: book.workspace,
            name: book.name.clone(),
            role: book.role.clone(),
            status,
            parked: book.parked,
            cards: book.cards,
        }
    }
}
