//! Does to a book what an engine says. The network and the clock are the caller's, so a simulation drives this as the program does.

use std::fmt;
use std::sync::Arc;

use domain::{DeviceId, GroupId, WorkspaceId};
use store::{Store, WriteContext};
use uuid::Uuid;

use crate::engine::{self, Applied, Effect, Event, RequestId, Swapped};

/// Makes ids (UUIDv7).
pub type Ids = Arc<dyn Fn() -> Uuid + Send + Sync>;

/// One workspace of a book.
#[derive(Clone)]
pub struct Runner {
    store: Store,
    workspace: WorkspaceId,
    device: DeviceId,
    ids: Ids,
}

impl fmt::Debug for Runner {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Runner({})", self.workspace.0)
    }
}

/// What came of an effect.
#[derive(Debug, Clone, PartialEq)]
#[expect(clippy::large_enum_variant, reason = "there is one at a time")]
pub enum Done {
    /// It was for the book: the event that answers it, if one does, and what it changed.
    Book {
        /// For the engine.
        event: Option<Event>,
        /// For whoever shows the book.
        change: Option<store::sync::Applied>,
    },
    /// It is not for the book.
    NotMine,
}

impl Runner {
    /// A workspace of `store`, which is written as this device.
    pub fn new(store: Store, workspace: WorkspaceId, device: DeviceId, ids: Ids) -> Self {
        Self { store, workspace, device, ids }
    }

    /// The workspace.
    pub fn workspace(&self) -> WorkspaceId {
        self.workspace
    }

    /// The book.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// What the book holds, for an engine that starts; `None` when the workspace does not sync.
    pub async fn started(&self) -> store::Result<Option<Event>> {
        let Some(book) = self.store.sync_book(self.workspace).await? else { return Ok(None) };
        let verified_ms = self.store.local_meta(&self.verified_key()).await?;
        Ok(Some(Event::Started(engine::Book {
            cursor: book.cursor,
            epoch: book.epoch,
            head: book.head,
            state: state_of(book.state),
            refetch: book.refetch.map(|refetch| engine::Refetch {
                epoch: refetch.epoch,
                floor: refetch.floor,
                cursor: refetch.cursor,
            }),
            fails: book.fails,
            retry_ms: book.retry_at_ms,
            last_ok_ms: book.last_ok_ms,
            verified_ms: verified_ms.and_then(|at| at.parse().ok()),
            pending: count(book.queued),
        })))
    }

    /// Does an effect at this time (the device's clock, milliseconds since 1970, UTC).
    pub async fn execute(&self, effect: &Effect, now_ms: i64) -> Done {
        match self.attempt(effect, now_ms).await {
            Ok(done) => done,
            Err(error) => {
                tracing::warn!(workspace = %self.workspace.0, %error, "the book could not be written by the sync");
                let event = Event::DatabaseFailed { is_full: matches!(error, store::Error::Full(_)) };
                Done::Book { event: Some(event), change: None }
            }
        }
    }

    async fn attempt(&self, effect: &Effect, now_ms: i64) -> store::Result<Done> {
        let (store, workspace) = (&self.store, self.workspace);
        match effect {
            Effect::Gather { max_ops, max_bytes } => {
                let ops = store.outgoing(workspace, *max_ops, *max_bytes).await?;
                let pending = self.book().await?.map_or(0, |book| count(book.queued)).max(ops.len());
                Ok(answered(Event::Gathered { ops, pending }))
            }
            Effect::Apply { id, request_cursor, answer } => {
                let change = store.apply(self.context(now_ms), request_cursor.as_deref(), answer).await?;
                store.put_sync_contact(workspace, now_ms, None).await?;
                let event = self.applied(*id).await?;
                Ok(Done::Book { event: Some(event), change: Some(change) })
            }
            Effect::StageBegin { epoch, floor } => {
                store.stage_begin(workspace, *epoch, *floor).await?;
                Ok(answered(Event::StageBegun))
            }
            Effect::Stage { request_cursor, answer } => {
                if !store.stage(workspace, request_cursor.as_deref(), answer).await? {
                    // The stage stands elsewhere than the engine believes: it is asked for anew.
                    return Ok(answered(Event::DatabaseFailed { is_full: false }));
                }
                let cursor =
                    self.book().await?.and_then(|book| book.refetch).and_then(|refetch| refetch.cursor);
                Ok(answered(Event::Staged { cursor }))
            }
            Effect::StageSwap => {
                let change = store.stage_swap(self.context(now_ms)).await?;
                let event = Event::Swapped(self.swapped(count(change.healed)).await?);
                Ok(Done::Book { event: Some(event), change: Some(change) })
            }
            Effect::Park { ops, why } => {
                let change = store.park(self.context(now_ms), ops, why.code()).await?;
                Ok(Done::Book { event: None, change: Some(change) })
            }
            Effect::UnparkUnknown => self.unpark_unknown(now_ms).await,
            Effect::PutRetry { fails, retry_ms, .. } => {
                store.put_sync_retry(workspace, *fails, *retry_ms).await?;
                Ok(NOTHING)
            }
            Effect::PutState(state) => {
                store.put_sync_state(workspace, kept(*state), now_ms).await?;
                Ok(NOTHING)
            }
            Effect::Send { .. }
            | Effect::Verify
            | Effect::RefreshToken
            | Effect::SetTimer(_)
            | Effect::Status(_) => Ok(Done::NotMine),
        }
    }

    /// What the service did not know once, it may know now.
    async fn unpark_unknown(&self, now_ms: i64) -> store::Result<Done> {
        let parked = self.store.parked(self.workspace).await?;
        let unknown = |why: &str| why == "unknown_kind" || why == "unknown_unit";
        let changes: Vec<Uuid> = parked.iter().filter(|op| unknown(&op.why)).map(|op| op.change).collect();
        if changes.is_empty() {
            return Ok(NOTHING);
        }
        let change = self.store.unpark(self.context(now_ms), &changes).await?;
        Ok(Done::Book { event: None, change: Some(change) })
    }

    async fn applied(&self, id: RequestId) -> store::Result<Event> {
        let book = self.book().await?.ok_or(store::Error::Malformed("a workspace that syncs"))?;
        Ok(Event::Applied(Applied {
            id,
            cursor: book.cursor,
            epoch: book.epoch,
            head: book.head,
            pending: count(book.queued),
        }))
    }

    async fn swapped(&self, healed: usize) -> store::Result<Swapped> {
        let book = self.book().await?.ok_or(store::Error::Malformed("a workspace that syncs"))?;
        Ok(Swapped {
            cursor: book.cursor,
            epoch: book.epoch,
            head: book.head,
            pending: count(book.queued),
            healed,
        })
    }

    /// Keeps when the copy was compared with the service's.
    pub async fn put_verified(&self, now_ms: i64) -> store::Result<()> {
        self.store.put_local_meta(&self.verified_key(), &now_ms.to_string()).await
    }

    fn verified_key(&self) -> String {
        format!("sync_verified_ms.{}", self.workspace.0)
    }

    async fn book(&self) -> store::Result<Option<store::sync::Book>> {
        self.store.sync_book(self.workspace).await
    }

    /// Who writes what comes from the service.
    pub(crate) fn context(&self, now_ms: i64) -> WriteContext {
        let ids = self.ids.clone();
        WriteContext {
            workspace: self.workspace,
            device: self.device,
            at_ms: now_ms,
            group: GroupId(ids()),
            action: "sync",
            ids: Box::new(move || ids()),
            undoable: false,
        }
    }
}

const NOTHING: Done = Done::Book { event: None, change: None };

fn answered(event: Event) -> Done {
    Done::Book { event: Some(event), change: None }
}

fn count(rows: u64) -> usize {
    usize::try_from(rows).unwrap_or(usize::MAX)
}

fn state_of(state: store::sync::BookState) -> engine::BookState {
    match state {
        store::sync::BookState::Ok => engine::BookState::Ok,
        store::sync::BookState::Revoked => engine::BookState::Revoked,
        store::sync::BookState::Deleted => engine::BookState::Deleted,
        store::sync::BookState::Upgrade => engine::BookState::Upgrade,
    }
}

fn kept(state: engine::BookState) -> store::sync::BookState {
    match state {
        engine::BookState::Ok => store::sync::BookState::Ok,
        engine::BookState::Revoked => store::sync::BookState::Revoked,
        engine::BookState::Deleted => store::sync::BookState::Deleted,
        engine::BookState::Upgrade => store::sync::BookState::Upgrade,
    }
}
