//! The sync of an account as it runs in the program: one task with an engine for each workspace, the network, the clock, the stream of
//! wake-ups, photographs. Whoever holds the `Handle` tells it what the person does and is told where everything stands.

mod account;
mod answers;
mod lock;
mod outside;
mod state;
mod time;
mod transfers;

#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use domain::{BlobId, DeviceId, WorkspaceId};
use store::Store;
use tokio::sync::{broadcast, mpsc, oneshot, watch};
use tokio::task::JoinHandle;

use crate::engine::State;
use crate::runner::Ids;
use crate::service::Service;

pub use lock::{Lock, lock_path};
pub use state::{SyncStatus, WorkspaceStatus};

/// Requests of one account under way at once.
pub const REQUESTS_MAX: usize = 4;
/// Changes kept for a listener that is slow.
const CHANGES_MAX: usize = 256;
/// Commands that may wait.
const COMMANDS_MAX: usize = 256;

/// The device's clock: milliseconds since 1970, UTC.
pub type Now = Arc<dyn Fn() -> i64 + Send + Sync>;

/// What a driver needs.
#[derive(Clone)]
pub struct Setup {
    /// The service, with the tokens of the account.
    pub service: Service,
    /// The book.
    pub store: Store,
    /// This device.
    pub device: DeviceId,
    /// Makes ids.
    pub ids: Ids,
    /// The clock.
    pub now: Now,
    /// Decides the jitter of waits.
    pub seed: u64,
    /// Whether wake-ups are wanted: a command that syncs once needs none.
    pub is_listening: bool,
    /// Photographs of at most this many bytes are kept here; what the service has and nobody looked at longest goes first.
    pub blob_bytes_max: u64,
}

impl fmt::Debug for Setup {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Setup").field("service", &self.service).field("device", &self.device).finish()
    }
}

/// What the sync changed in the book.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// The tables with changed rows.
    pub tables: BTreeSet<&'static str>,
    /// Conflict cards that are new.
    pub cards: u64,
    /// Changes that were refused.
    pub parked: u64,
    /// So many expenses were deleted by others that the person must be told.
    pub deleted_by_others: Option<u64>,
    /// Changes made to give back what a service lost that was restored from a backup.
    pub healed: u64,
    /// The device's clock is further from the service's than a person would set it: by so many milliseconds it is ahead.
    pub clock_ahead_ms: Option<i64>,
    /// Photographs that are neither here nor on the service any more.
    pub lost: Vec<BlobId>,
}

impl Change {
    /// None yet.
    fn of(workspace: WorkspaceId) -> Self {
        Self {
            workspace,
            tables: BTreeSet::new(),
            cards: 0,
            parked: 0,
            deleted_by_others: None,
            healed: 0,
            clock_ahead_ms: None,
            lost: Vec::new(),
        }
    }
}

#[derive(Debug)]
enum Command {
    UserCommitted,
    SyncNow(Option<oneshot::Sender<()>>),
    Foreground(bool),
    Network(bool),
    Metered(bool),
    SignedIn,
    Verify,
    Stop,
}

/// A running sync. Dropping it stops it.
#[derive(Debug)]
pub struct Handle {
    commands: mpsc::Sender<Command>,
    status: watch::Receiver<SyncStatus>,
    changes: broadcast::Sender<Change>,
    task: Mutex<Option<JoinHandle<()>>>,
}

/// Starts the sync of an account. Nothing is sent while nobody is logged in, or while another process syncs the same book.
pub fn start(setup: Setup) -> Handle {
    let (commands, receiver) = mpsc::channel(COMMANDS_MAX);
    let (status, watched) = watch::channel(SyncStatus::default());
    let (changes, _) = broadcast::channel(CHANGES_MAX);
    let task = tokio::spawn(account::run(setup, receiver, status, changes.clone()));
    Handle { commands, status: watched, changes, task: Mutex::new(Some(task)) }
}

impl Handle {
    /// Where everything stands, now and from now on.
    pub fn status(&self) -> watch::Receiver<SyncStatus> {
        self.status.clone()
    }

    /// What changes in the book from now on.
    pub fn changes(&self) -> broadcast::Receiver<Change> {
        self.changes.subscribe()
    }

    /// The person changed something, and it is committed. Also after attaching or leaving a workspace.
    pub fn user_committed(&self) {
        self.tell(Command::UserCommitted);
    }

    /// The person asks for it.
    pub fn sync_now(&self) {
        self.tell(Command::SyncNow(None));
    }

    /// Syncs, photographs as well, and returns when everything is through or has to wait: where it stands then.
    pub async fn sync_and_wait(&self) -> SyncStatus {
        let (begun, has_begun) = oneshot::channel();
        let mut status = self.status.clone();
        if self.commands.send(Command::SyncNow(Some(begun))).await.is_err() || has_begun.await.is_err() {
            return status.borrow().clone();
        }
        let is_through = |status: &SyncStatus| {
            let moves = |state| matches!(state, State::Syncing | State::Refetching);
            let is_quiet =
                status.transfers == 0 && !status.workspaces.iter().any(|one| moves(one.status.state));
            status.is_ready && is_quiet
        };
        let through = status.wait_for(is_through).await.map(|status| status.clone());
        through.unwrap_or_else(|_| self.status.borrow().clone())
    }

    /// Whether somebody looks at the program.
    pub fn foreground(&self, is_foreground: bool) {
        self.tell(Command::Foreground(is_foreground));
    }

    /// Whether there is a network, where the system says so.
    pub fn network(&self, is_up: bool) {
        self.tell(Command::Network(is_up));
    }

    /// Whether photographs have to wait, because the network costs money.
    pub fn metered(&self, is_metered: bool) {
        self.tell(Command::Metered(is_metered));
    }

    /// Somebody logged in.
    pub fn signed_in(&self) {
        self.tell(Command::SignedIn);
    }

    /// Compares every copy with the service's.
    pub fn verify(&self) {
        self.tell(Command::Verify);
    }

    /// Stops and waits for the end: nothing is written any more when this returns.
    pub async fn stop(&self) {
        let _ = self.commands.send(Command::Stop).await;
        let task = self.task.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(task) = task {
            let _ = task.await;
        }
    }

    fn tell(&self, command: Command) {
        // A full queue means that the same was said often enough.
        let _ = self.commands.try_send(command);
    }
}

impl Drop for Handle {
    fn drop(&mut self) {
        let _ = self.commands.try_send(Command::Stop);
    }
}
