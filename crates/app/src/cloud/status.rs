//! What the badge says: the state of the current workspace and its reason.

use chrono::{DateTime, Utc};
use store::sync::{Book, BookState};
use sync::engine::{Reason, State, Status};
use wire::call::{SetForeground, SyncNow, SyncReply, SyncState, SyncStatus};

use super::{attach, background, duplicates, notices};
use crate::dispatch::Handle;
use crate::{App, Result};

/// Photographs counted one by one; beyond it the number is a lower bound.
const PHOTOS_COUNTED_MAX: u32 = 1_000;

impl Handle for SyncStatus {
    async fn handle(self, app: &App) -> Result<SyncReply> {
        reply(app).await
    }
}

impl Handle for SyncNow {
    async fn handle(self, app: &App) -> Result<SyncReply> {
        app.cloud().session()?;
        attach::settle_if_open(app).await?;
        background::sync_now(app).await?;
        reply(app).await
    }
}

impl Handle for SetForeground {
    async fn handle(self, app: &App) -> Result<()> {
        app.cloud().background.foreground(self.is_foreground);
        Ok(())
    }
}

/// The state as it is known here.
pub(super) async fn reply(app: &App) -> Result<SyncReply> {
    let workspace = app.workspace();
    let book = app.store().sync_book(workspace).await?;
    let now_ms = app.env().now_ms();
    let mut reply = SyncReply {
        state: SyncState::LocalOnly,
        workspace,
        pending: 0,
        parked: 0,
        conflicts: 0,
        photos_to_send: 0,
        photos_to_fetch: 0,
        duplicates: duplicates::count(app).await?,
        last_success: None,
        notices: notices::list(app).await?,
    };
    if let Some(book) = &book {
        let photos = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        reply.pending = book.queued;
        reply.parked = book.parked;
        reply.conflicts = book.cards;
        // `i64::MAX`: whether it is time to try again does not matter here.
        reply.photos_to_send =
            photos(app.store().uploads(workspace, i64::MAX, PHOTOS_COUNTED_MAX).await?.len());
        reply.photos_to_fetch =
            photos(app.store().downloads(workspace, i64::MAX, PHOTOS_COUNTED_MAX).await?.len());
        reply.last_success = book.last_ok_ms.and_then(DateTime::from_timestamp_millis);
    }
    reply.state = state(app, book.as_ref(), &reply, now_ms).await?;
    Ok(reply)
}

async fn state(app: &App, book: Option<&Book>, reply: &SyncReply, now_ms: i64) -> Result<SyncState> {
    let cloud = app.cloud();
    if cloud.tie().is_none() {
        return Ok(SyncState::LocalOnly);
    }
    let is_signed_in = cloud.find_service().is_some_and(|service| service.is_signed_in());
    if attach::offer(app).await?.is_some() {
        return Ok(if is_signed_in { SyncState::ChooseAttach } else { SyncState::SignedOut });
    }
    let Some(book) = book else { return Ok(SyncState::NotSynced) };
    match book.state {
        BookState::Revoked => return Ok(SyncState::Revoked),
        BookState::Deleted => return Ok(SyncState::WorkspaceDeleted),
        BookState::Upgrade => return Ok(SyncState::UpdateNeeded),
        BookState::Ok => {}
    }
    if !is_signed_in {
        return Ok(SyncState::SignedOut);
    }
    let live = cloud.background.status(book.workspace);
    Ok(live.and_then(|live| of_engine(&live, book)).unwrap_or_else(|| at_rest(book, reply, now_ms)))
}

/// What the engine is doing; `None` when it rests.
fn of_engine(live: &Status, book: &Book) -> Option<SyncState> {
    let syncing = |is_first: bool| {
        let done = live.progress.map_or(0, |progress| progress.rows);
        let percent = live.progress.map_or(0, |progress| u64::from(progress.percent));
        let total = (done * 100).checked_div(percent).unwrap_or(0);
        Some(SyncState::Syncing { is_first, done, total })
    };
    match live.state {
        State::Syncing => syncing(book.cursor.is_none()),
        State::Refetching => syncing(true),
        State::Backoff => Some(of_wait(live)),
        State::AuthWait => match live.reason {
            Some(Reason::Refreshing) | None => syncing(book.cursor.is_none()),
            Some(Reason::Offline) => Some(SyncState::Offline { is_captive: false }),
            Some(Reason::NotFromUs) => Some(SyncState::Offline { is_captive: true }),
            Some(_) => Some(SyncState::SignedOut),
        },
        State::Revoked => Some(SyncState::Revoked),
        State::Deleted => Some(SyncState::WorkspaceDeleted),
        State::UpgradeNeeded => Some(SyncState::UpdateNeeded),
        State::Idle => {
            (live.reason == Some(Reason::Offline)).then_some(SyncState::Offline { is_captive: false })
        }
    }
}

fn of_wait(live: &Status) -> SyncState {
    let at: Option<DateTime<Utc>> = live.next_try_ms.and_then(DateTime::from_timestamp_millis);
    match live.reason {
        Some(Reason::Offline) => SyncState::Offline { is_captive: false },
        Some(Reason::NotFromUs) => SyncState::Offline { is_captive: true },
        Some(Reason::DiskFull) => SyncState::DiskFull,
        Some(_) | None => SyncState::WaitingUntil { at: at.unwrap_or_default() },
    }
}

/// What the book says when nobody is at it.
fn at_rest(book: &Book, reply: &SyncReply, now_ms: i64) -> SyncState {
    // After a failure it is not known what others did, however short the wait was.
    let is_ahead = |at: &i64| book.fails > 0 || *at > now_ms;
    let wait = book.retry_at_ms.filter(is_ahead).and_then(DateTime::from_timestamp_millis);
    if let Some(at) = wait {
        return SyncState::WaitingUntil { at };
    }
    if book.cursor.is_none() || book.queued > 0 {
        return SyncState::Waiting;
    }
    match reply.photos_to_send {
        0 => SyncState::UpToDate,
        count => SyncState::PhotosWaiting { count },
    }
}
