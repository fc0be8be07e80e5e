//! The interface of what is being written.

use std::collections::{BTreeMap, BTreeSet};

use domain::merge::UnitValue;
use domain::{BlobId, WorkspaceId};
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1;

use crate::{Error, Result, Store, WriteContext};

/// Expenses deleted by others in one pull from which a person is told (docs/SYNC.md).
pub const BULK_DELETE_MIN: u64 = 50;

/// What an answer changed here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Applied {
    /// The tables with changed rows.
    pub tables: BTreeSet<&'static str>,
    /// Rows that look different now.
    pub rows: u64,
    /// Own changes that were answered.
    pub acked: u64,
    /// Own changes that were refused and are parked.
    pub parked: u64,
    /// Conflict cards that are new here.
    pub cards: u64,
    /// Expenses somebody else deleted.
    pub deleted_by_others: u64,
    /// Expenses of the book before, the trash not counted.
    pub expenses_before: u64,
    /// Changes that give back what the service lost.
    pub healed: u64,
    /// Whether the cursor moved: the answer was to the newest request.
    pub moved: bool,
    /// Whether the answer belongs to another epoch and nothing of it was taken.
    pub stale: bool,
}

impl Applied {
    /// Whether so many expenses were deleted by others that a person must be told.
    pub fn is_bulk_delete(&self) -> bool {
        self.deleted_by_others > BULK_DELETE_MIN
            || (self.deleted_by_others > 1 && self.deleted_by_others * 5 > self.expenses_before)
    }
}

/// How a book without account joins the cloud.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttachMode {
    /// As a workspace of its own id.
    New,
    /// Into a workspace that is there already: rows move over, its settings and its own row do not.
    Into,
}

/// A change that was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Parked {
    /// The change.
    pub change: Uuid,
    /// The user action it was part of.
    pub group: Uuid,
    /// Its table.
    pub table: String,
    /// Its row.
    pub row: Uuid,
    /// Why: a `wire::v1::RejectCode` as text, or a word of the engine.
    pub why: String,
    /// When it was made, milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// The units it would set.
    pub units: BTreeMap<String, UnitValue>,
}

/// A conflict card.
#[derive(Debug, Clone, PartialEq)]
pub struct Card {
    /// Its id: the row of `conflict`.
    pub id: Uuid,
    /// The table of the row in question.
    pub table: String,
    /// The row in question.
    pub row: Uuid,
    /// The expense it belongs to, or is.
    pub expense: Option<Uuid>,
    /// The unit.
    pub unit: String,
    /// `two_values`, `deleted_while_edited`, `merge`, …
    pub reason: String,
    /// The value that stands.
    pub kept: Json,
    /// Who gave it.
    pub kept_by: Option<Member>,
    /// When, milliseconds since 1970, UTC.
    pub kept_at_ms: i64,
    /// The other value.
    pub other: Json,
    /// Who gave it.
    pub other_by: Option<Member>,
    /// When.
    pub other_at_ms: i64,
    /// When it was closed.
    pub resolved_at_ms: Option<i64>,
    /// How.
    pub resolution: Option<String>,
}

/// A person of a workspace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The account.
    pub user: Uuid,
    /// The name.
    pub name: String,
    /// A `wire::v1::Role`.
    pub role: String,
    /// Since when, milliseconds since 1970, UTC.
    pub joined_ms: i64,
    /// Until when.
    pub left_ms: Option<i64>,
}

/// Bytes the service lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// The row.
    pub blob: BlobId,
    /// The name of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Media type.
    pub mime: String,
    /// Chunks the service has.
    pub done: Vec<u32>,
    /// Attempts so far.
    pub tries: u32,
}

/// Bytes this device lacks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The row.
    pub blob: BlobId,
    /// The name of the bytes.
    pub sha256: String,
    /// How many.
    pub size: u64,
    /// Attempts so far.
    pub tries: u32,
}

const SOON: Error = Error::Malformed("a function that is still being written");

impl Store {
    /// Begins a refetch, or begins it again; `floor` only after a restore of the service.
    pub async fn stage_begin(&self, _workspace: WorkspaceId, _epoch: i32, _floor: Option<i64>) -> Result<()> {
        Err(SOON)
    }

    /// Keeps a page of a refetch; false when it is not the answer to the newest request of it.
    pub async fn stage(
        &self,
        _workspace: WorkspaceId,
        _request_cursor: Option<&str>,
        _response: &v1::SyncResponse,
    ) -> Result<bool> {
        Err(SOON)
    }

    /// Puts a complete refetch in the place of this copy, in one transaction: what waits stays on top, what the service no longer has
    /// and nobody waits to send is dropped, what it lost is given back, cursor and epoch are the new ones.
    pub async fn stage_swap(&self, _ctx: WriteContext) -> Result<Applied> {
        Err(SOON)
    }

    /// 256 digests as `wire::v1::Digest` describes, by the last byte of the id.
    pub async fn digest(&self, _workspace: WorkspaceId) -> Result<Vec<v1::Digest>> {
        Err(SOON)
    }

    /// The rows of one bucket.
    pub async fn digest_rows(&self, _workspace: WorkspaceId, _bucket: u8) -> Result<Vec<v1::RowVersion>> {
        Err(SOON)
    }

    /// Changes that were refused, oldest first.
    pub async fn parked(&self, _workspace: WorkspaceId) -> Result<Vec<Parked>> {
        Err(SOON)
    }

    /// Sends refused changes again, under new ids and on what the service has now.
    pub async fn retry_parked(&self, _ctx: WriteContext, _changes: &[Uuid]) -> Result<Applied> {
        Err(SOON)
    }

    /// Forgets refused changes.
    pub async fn discard_parked(&self, _ctx: WriteContext, _changes: &[Uuid]) -> Result<Applied> {
        Err(SOON)
    }

    /// All refused changes as a JSON document, to be kept elsewhere.
    pub async fn export_parked(&self, _workspace: WorkspaceId) -> Result<String> {
        Err(SOON)
    }

    /// Makes a book of this device one of the account's: every row is sent as it is now. `ctx.workspace` is the local one.
    pub async fn attach(&self, _ctx: WriteContext, _target: WorkspaceId, _mode: AttachMode) -> Result<()> {
        Err(SOON)
    }

    /// Makes a workspace a book of this device alone again; every row stays. Logging out needs no such thing: cursor and outbox wait
    /// for the next login of the same account.
    pub async fn detach(&self, _ctx: WriteContext) -> Result<()> {
        Err(SOON)
    }

    /// Removes everything of a workspace from this device, waiting changes included.
    pub async fn forget_workspace(&self, _workspace: WorkspaceId) -> Result<()> {
        Err(SOON)
    }

    /// Photographs whose bytes the service lacks and which it knows of, smallest first.
    pub async fn uploads(&self, _workspace: WorkspaceId, _now_ms: i64, _limit: u32) -> Result<Vec<Upload>> {
        Ok(Vec::new())
    }

    /// The service has these chunks.
    pub async fn put_upload_chunks(
        &self,
        _workspace: WorkspaceId,
        _sha256: &str,
        _done: &[u32],
    ) -> Result<()> {
        Err(SOON)
    }

    /// The service has all of it.
    pub async fn put_upload_complete(&self, _workspace: WorkspaceId, _sha256: &str) -> Result<()> {
        Err(SOON)
    }

    /// An upload or (`is_up` false) a download failed; not again before `retry_at_ms`.
    pub async fn put_transfer_failed(
        &self,
        _workspace: WorkspaceId,
        _sha256: &str,
        _is_up: bool,
        _retry_at_ms: i64,
    ) -> Result<()> {
        Err(SOON)
    }

    /// Photographs the service has and this device never had, newest first.
    pub async fn downloads(
        &self,
        _workspace: WorkspaceId,
        _now_ms: i64,
        _limit: u32,
    ) -> Result<Vec<Download>> {
        Ok(Vec::new())
    }

    /// The bytes are here (`put_blob` wrote and checked them).
    pub async fn put_blob_present(&self, _workspace: WorkspaceId, _sha256: &str) -> Result<()> {
        Err(SOON)
    }

    /// The bytes are gone and the service never had them.
    pub async fn put_blob_lost(&self, _workspace: WorkspaceId, _sha256: &str) -> Result<()> {
        Err(SOON)
    }

    /// Somebody looked at a photograph.
    pub async fn put_blob_used(&self, _blob: BlobId, _at_ms: i64) -> Result<()> {
        Err(SOON)
    }

    /// Removes the files of photographs nobody looked at for longest, until at most `bytes_max` remain; only what the service has.
    /// Answers how many bytes were freed.
    pub async fn evict_blobs(&self, _bytes_max: u64) -> Result<u64> {
        Err(SOON)
    }

    /// Conflict cards, the newest first; closed ones only with `resolved`.
    pub async fn cards(&self, _workspace: WorkspaceId, _resolved: bool) -> Result<Vec<Card>> {
        Ok(Vec::new())
    }

    /// The people of a workspace, those who left last.
    pub async fn members(&self, _workspace: WorkspaceId) -> Result<Vec<Member>> {
        Ok(Vec::new())
    }

    /// Whether parts of this row are held back, so that it cannot be edited.
    pub async fn is_masked(&self, _row: Uuid) -> Result<bool> {
        Ok(false)
    }
}
