//! Background sync of this book: started by hosts that stay, woken by every commit, stopped with the book.

use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::WorkspaceId;
use sync::driver::{self, Change, Handle, Setup, SyncStatus};
use sync::engine::Status;
use sync::service::Ended;
use tokio::sync::Mutex as AsyncMutex;
use tokio::sync::broadcast::error::RecvError;
use tokio::task::JoinHandle;
use wire::Topic;
use wire::call::NoticeKind;

use super::{copied, notices, wipe};
use crate::{App, Result, catalogue};

/// Photographs of at most this many bytes are kept here: what the service has and nobody looked at longest goes first.
const BLOB_BYTES_MAX: u64 = 2 * 1024 * 1024 * 1024;

/// The running sync, if there is one.
#[derive(Debug, Default)]
pub(super) struct Background {
    is_wanted: AtomicBool,
    /// One starts or stops at a time.
    turn: AsyncMutex<()>,
    running: Mutex<Option<Running>>,
}

#[derive(Debug)]
struct Running {
    handle: Arc<Handle>,
    /// Passes on what changes and where it stands.
    listeners: [JoinHandle<()>; 2],
}

impl Background {
    /// The host stays: sync from now on, as soon as there is an account.
    pub fn want(&self) {
        self.is_wanted.store(true, Ordering::Relaxed);
    }

    fn handle(&self) -> Option<Arc<Handle>> {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner);
        running.as_ref().map(|running| running.handle.clone())
    }

    /// The person changed something.
    pub fn committed(&self) {
        if let Some(handle) = self.handle() {
            handle.user_committed();
        }
    }

    /// Somebody looks at the program, or no longer does.
    pub fn foreground(&self, is_foreground: bool) {
        if let Some(handle) = self.handle() {
            handle.foreground(is_foreground);
        }
    }

    /// Where the sync of a workspace stands, when it runs here.
    pub fn status(&self, workspace: WorkspaceId) -> Option<Status> {
        let status = self.handle()?.status();
        let status = status.borrow();
        if !status.is_ready || status.is_elsewhere {
            return None;
        }
        status.workspaces.iter().find(|one| one.workspace == workspace).map(|one| one.status.clone())
    }

    /// Ends it: nothing is written by it any more when this returns.
    pub async fn stop(&self) {
        let _turn = self.turn.lock().await;
        self.stop_in_turn().await;
    }

    async fn stop_in_turn(&self) {
        let running = self.running.lock().unwrap_or_else(PoisonError::into_inner).take();
        if let Some(running) = running {
            running.handle.stop().await;
            running.listeners.iter().for_each(JoinHandle::abort);
        }
    }
}

/// Starts what a host wants, once there is an account that is logged in; a running sync is told that the workspaces may be others.
pub(super) async fn begin(app: &App) {
    let background = &app.cloud().background;
    if !background.is_wanted.load(Ordering::Relaxed) {
        return;
    }
    let _turn = background.turn.lock().await;
    if let Some(handle) = background.handle() {
        handle.signed_in();
        return;
    }
    let Some(setup) = setup(app, true) else { return };
    let handle = Arc::new(driver::start(setup));
    let listeners = [
        tokio::spawn(pass_changes_on(app.clone(), handle.clone())),
        tokio::spawn(pass_status_on(app.clone(), handle.clone())),
    ];
    *background.running.lock().unwrap_or_else(PoisonError::into_inner) = Some(Running { handle, listeners });
}

/// A workspace is about to be removed: the sync starts anew afterwards (`begin`) and knows nothing of it.
pub(super) async fn pause(app: &App) {
    app.cloud().background.stop().await;
}

/// Syncs once, by the running sync or by one for this purpose.
pub(super) async fn sync_now(app: &App) -> Result<()> {
    sync_once(app).await?;
    if catalogue::follow_merges(app).await? > 0 {
        sync_once(app).await?;
    }
    Ok(())
}

async fn sync_once(app: &App) -> Result<()> {
    if let Some(handle) = app.cloud().background.handle() {
        handle.sync_and_wait().await;
        return Ok(());
    }
    let Some(setup) = setup(app, false) else { return Ok(()) };
    let ended = setup.service.ended();
    let handle = driver::start(setup);
    let mut changes = handle.changes();
    let status = handle.sync_and_wait().await;
    handle.stop().await;
    while let Ok(change) = changes.try_recv() {
        note(app, &change).await;
    }
    let is_wiped = status.is_wiped || *ended.borrow() == Some(Ended::Wiped);
    if is_wiped {
        wipe::wipe(app).await?;
    }
    copied::note(app).await?;
    Ok(())
}

/// What a driver needs; `None` without an account or without a session.
fn setup(app: &App, is_listening: bool) -> Option<Setup> {
    let cloud = app.cloud();
    cloud.tie().filter(super::Tie::is_attached)?;
    let service = cloud.find_service().filter(|service| service.is_signed_in())?;
    let (ids, clock) = (app.env().clone(), app.env().clone());
    Some(Setup {
        service,
        store: app.store().clone(),
        device: app.device(),
        ids: Arc::new(move || ids.new_id()),
        now: Arc::new(move || clock.now_ms()),
        seed: app.device().0.as_u64_pair().1,
        is_listening,
        blob_bytes_max: BLOB_BYTES_MAX,
    })
}

/// Lets open screens show what came, and keeps what the person must hear of.
async fn pass_changes_on(app: App, handle: Arc<Handle>) {
    let mut changes = handle.changes();
    drop(handle);
    loop {
        match changes.recv().await {
            Ok(change) => {
                app.tell(topics(&change.tables));
                note(&app, &change).await;
                follow(&app).await;
            }
            // Everything may have changed.
            Err(RecvError::Lagged(_)) => app.tell(Topic::BOOK),
            Err(RecvError::Closed) => return,
        }
    }
}

async fn follow(app: &App) {
    match catalogue::follow_merges(app).await {
        Ok(0) => {}
        Ok(_) => {
            app.tell(Topic::BOOK);
            app.cloud().committed();
        }
        Err(error) => tracing::warn!(%error, "what names a merged row was not moved"),
    }
}

async fn note(app: &App, change: &Change) {
    let mut kinds = Vec::new();
    if let Some(count) = change.deleted_by_others {
        kinds.push(NoticeKind::ManyDeleted { count, by: None });
    }
    if change.healed > 0 {
        kinds.push(NoticeKind::Healed { rows: change.healed });
    }
    if let Some(ahead_ms) = change.clock_ahead_ms {
        kinds.push(NoticeKind::ClockOff { seconds: ahead_ms / 1_000 });
    }
    for blob in &change.lost {
        let expense = app.store().expense_of_blob(*blob).await.unwrap_or_default();
        kinds.push(NoticeKind::PhotoLost { expense });
    }
    if kinds.is_empty() {
        return;
    }
    for kind in kinds {
        if let Err(error) = notices::add(app, kind).await {
            tracing::warn!(%error, "a notice was not kept");
        }
    }
    app.tell(&[Topic::Sync]);
}

/// Lets the badge follow, and honours the wish that this device removes its copy.
async fn pass_status_on(app: App, handle: Arc<Handle>) {
    let mut status = handle.status();
    drop(handle);
    while status.changed().await.is_ok() {
        let SyncStatus { is_wiped, .. } = *status.borrow_and_update();
        app.tell(&[Topic::Sync]);
        if let Err(error) = copied::note(&app).await {
            tracing::warn!(%error, "it was not kept that this installation has a copy");
        }
        if is_wiped {
            // Not in this task, which the end of the sync ends.
            tokio::spawn(async move {
                if let Err(error) = wipe::wipe(&app).await {
                    tracing::error!(%error, "the copy was to be removed and was not");
                }
            });
            return;
        }
    }
}

/// The topics that rows of these tables are shown under.
fn topics(tables: &BTreeSet<&'static str>) -> &'static [Topic] {
    let are_quiet = tables.iter().all(|table| matches!(*table, "conflict" | "blob"));
    if tables.is_empty() {
        &[Topic::Sync]
    } else if are_quiet {
        &[Topic::Expenses, Topic::Photos, Topic::Sync]
    } else {
        Topic::BOOK
    }
}
