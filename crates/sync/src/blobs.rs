//! Moving the bytes of photographs (docs/SYNC.md 8): up in chunks that can be cut anywhere, down checked against their hash. Two at a
//! time, the smallest first; the rows that name them never wait for them.

mod download;
mod upload;

#[cfg(test)]
mod tests;

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use domain::{BlobId, WorkspaceId};
use store::Store;
use store::sync::{Download, Upload};

use crate::driver::Now;
use crate::service::{Failure, Service};

/// Photographs moved at once.
pub const TRANSFERS_MAX: usize = 2;
/// Photographs taken up in one go.
const BATCH_MAX: u32 = 100;
/// After how many downloads in vain a photograph the service does not find counts as lost.
const LOST_AFTER_TRIES: u32 = 1;
/// How long one that failed waits at least, in milliseconds.
const RETRY_MIN_MS: i64 = 10_000;
/// And at most: 6 hours.
const RETRY_MAX_MS: i64 = 6 * 60 * 60 * 1_000;

/// What moving needs.
#[derive(Clone)]
pub struct Transfers {
    /// The service.
    pub service: Service,
    /// The book.
    pub store: Store,
    /// The clock.
    pub now: Now,
    /// Files are kept here up to this many bytes.
    pub bytes_max: u64,
}

/// What was moved.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    /// Uploaded.
    pub up: u64,
    /// Downloaded.
    pub down: u64,
    /// Tried in vain.
    pub failed: u64,
    /// Found to be neither here nor on the service any more.
    pub lost: Vec<(WorkspaceId, BlobId)>,
}

impl Moved {
    fn add(&mut self, other: Self) {
        self.up += other.up;
        self.down += other.down;
        self.failed += other.failed;
        self.lost.extend(other.lost);
    }
}

enum Item {
    Up(WorkspaceId, Upload),
    Down(WorkspaceId, Download),
}

impl Item {
    fn row(&self) -> (WorkspaceId, BlobId) {
        match self {
            Self::Up(workspace, upload) => (*workspace, upload.blob),
            Self::Down(workspace, download) => (*workspace, download.blob),
        }
    }
}

/// What became of one.
enum Fate {
    Moved,
    Lost,
    Failed,
    /// There is no network: no use in going on.
    Offline,
}

/// Moves what waits, up first.
pub async fn run(transfers: &Transfers, workspaces: &[WorkspaceId]) -> Moved {
    let mut moved = Moved::default();
    match queue(transfers, workspaces).await {
        Ok(items) => {
            let items = Mutex::new(items);
            let (one, other) = tokio::join!(work(transfers, &items), work(transfers, &items));
            moved.add(one);
            moved.add(other);
        }
        Err(error) => tracing::warn!(%error, "the photographs that wait cannot be read"),
    }
    if let Err(error) = transfers.store.evict_blobs(transfers.bytes_max).await {
        tracing::warn!(%error, "photographs that are in the cloud cannot be removed here");
    }
    moved
}

async fn queue(transfers: &Transfers, workspaces: &[WorkspaceId]) -> store::Result<VecDeque<Item>> {
    let now_ms = (transfers.now)();
    let mut items = VecDeque::new();
    for workspace in workspaces {
        let waiting = transfers.store.uploads(*workspace, now_ms, BATCH_MAX).await?;
        items.extend(waiting.into_iter().map(|upload| Item::Up(*workspace, upload)));
    }
    for workspace in workspaces {
        let waiting = transfers.store.downloads(*workspace, now_ms, BATCH_MAX).await?;
        items.extend(waiting.into_iter().map(|download| Item::Down(*workspace, download)));
    }
    Ok(items)
}

async fn work(transfers: &Transfers, items: &Mutex<VecDeque<Item>>) -> Moved {
    let mut moved = Moved::default();
    loop {
        let item = items.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
        let Some(item) = item else { return moved };
        let is_up = matches!(item, Item::Up(..));
        match carry(transfers, &item).await {
            Fate::Moved if is_up => moved.up += 1,
            Fate::Moved => moved.down += 1,
            Fate::Lost => moved.lost.push(item.row()),
            Fate::Failed => moved.failed += 1,
            Fate::Offline => {
                moved.failed += 1;
                return moved;
            }
        }
    }
}

async fn carry(transfers: &Transfers, item: &Item) -> Fate {
    let (workspace, sha256, tries, result) = match item {
        Item::Up(workspace, upload) => {
            (workspace, &upload.sha256, upload.tries, upload::upload(transfers, *workspace, upload).await)
        }
        Item::Down(workspace, download) => (
            workspace,
            &download.sha256,
            download.tries,
            download::download(transfers, *workspace, download).await,
        ),
    };
    let error = match result {
        Ok(fate) => return fate,
        Err(Error::Service(Failure::Offline | Failure::NotFromUs | Failure::SignedOut)) => {
            return Fate::Offline;
        }
        Err(error) => error,
    };
    tracing::debug!(%sha256, %error, "a photograph was not moved");
    let is_up = matches!(item, Item::Up(..));
    // Another device may have it and send it again; the person hears of it once, when it was not only on its way.
    let is_lost = !is_up && tries == LOST_AFTER_TRIES && error.is_not_there();
    let retry_at_ms = (transfers.now)() + retry_ms(tries);
    if let Err(error) = transfers.store.put_transfer_failed(*workspace, sha256, is_up, retry_at_ms).await {
        tracing::warn!(%error, "a photograph's next try cannot be kept");
    }
    if is_lost { Fate::Lost } else { Fate::Failed }
}

fn retry_ms(tries: u32) -> i64 {
    (RETRY_MIN_MS << tries.min(12)).min(RETRY_MAX_MS)
}

/// Why one was not moved.
#[derive(Debug, thiserror::Error)]
enum Error {
    #[error(transparent)]
    Service(#[from] Failure),
    #[error(transparent)]
    Book(#[from] store::Error),
    #[error("the service does not have what it was sent")]
    NotTaken,
    #[error("what came is not what its hash names")]
    WrongBytes,
}

impl Error {
    /// Whether the service answered that it does not have it.
    fn is_not_there(&self) -> bool {
        matches!(self, Self::Service(Failure::Problem { problem, .. }) if problem.status == 404)
    }
}
