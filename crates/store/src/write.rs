//! The one way anything synced is written: row, history and outbox entry in one transaction.
//!
//! A use case opens a `WriteTx`, calls `insert`, `update`, `delete`, `restore` or the set and bulk forms of these, and commits
//! once. The full-text index, the local sort keys and the undo step are written by `commit`.

mod batch;
mod bulk;
mod check;
mod commit;
mod deferred;
mod history;
mod lookup;
mod member;
mod names;
mod pulled;
mod rows;
mod seen;
mod sight;

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap, HashSet};

use domain::schema::{Patch, Table};
use domain::{DeviceId, GroupId, WorkspaceId};
use sqlx::{Sqlite, Transaction};
use uuid::Uuid;

pub(crate) use check::check_value;
pub use commit::{UNDO_AGE_MAX_MS, UNDO_STEPS_MAX};
pub(crate) use history::Operation;
pub use lookup::StoredRow;
pub(crate) use lookup::{all_columns, stored_row};
pub(crate) use pulled::{Facts, Here, Pulled, here_of};
pub(crate) use seen::{Seen, SeenUnits, read_seen};
pub use sight::Sight;

use crate::{Error, Result, Store, index};

/// Who writes what, when and why: one for each user action.
pub struct WriteContext {
    /// The book written to. For the first row of a new one: its own id.
    pub workspace: WorkspaceId,
    /// This installation.
    pub device: DeviceId,
    /// Now, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// The user action: the unit of undo and of atomic sync. Several transactions may share one.
    pub group: GroupId,
    /// What the action is called in history and in the undo list: `add`, `edit`, `import`, …
    pub action: &'static str,
    /// Makes UUIDv7 ids.
    pub ids: Box<dyn FnMut() -> Uuid + Send>,
    /// Whether a person may undo it. Settings and counters are not.
    pub undoable: bool,
}

/// What a commit changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// The tables with changed rows.
    pub tables: BTreeSet<&'static str>,
    /// How many row changes were made.
    pub changes: u64,
}

/// An open write transaction (`begin immediate`); dropping it rolls everything back.
pub struct WriteTx {
    pub(crate) tx: Transaction<'static, Sqlite>,
    pub(crate) ctx: WriteContext,
    /// How this transaction is entered in the list of undo steps.
    pub(crate) step: Step,
    log: history::Log,
    known: HashSet<(&'static str, Uuid)>,
    labels: HashMap<(&'static str, Uuid), names::Label>,
    next_expense: i64,
    first_expense: i64,
    /// Indexes of `expense` that are made again at commit.
    deferred: Vec<String>,
    /// An insert failed half way: nothing of this transaction may be committed.
    is_spoilt: bool,
    touched: Touched,
    committed: Committed,
}

/// How a transaction is entered in the list of undo steps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Step {
    /// As a new step.
    New,
    /// Not at all.
    None,
}

/// What the indexer has to do at commit.
#[derive(Default)]
struct Touched {
    /// Expenses made in this transaction: the index has nothing of them yet.
    new: index::NewDocuments,
    /// Expenses whose text or sort keys may have changed.
    changed: HashSet<Uuid>,
    /// Catalogue rows whose name changed.
    renamed: Vec<(&'static Table, Uuid)>,
}

impl Store {
    /// Opens the write transaction of one user action. Waits for the writer; `Error::Busy` when another process keeps it.
    pub async fn write(&self, ctx: WriteContext) -> Result<WriteTx> {
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        let log = history::Log::begin(&mut tx).await?;
        let step = if ctx.undoable { Step::New } else { Step::None };
        Ok(WriteTx {
            tx,
            ctx,
            step,
            log,
            known: HashSet::new(),
            labels: HashMap::new(),
            next_expense: 0,
            first_expense: 0,
            deferred: Vec::new(),
            is_spoilt: false,
            touched: Touched::default(),
            committed: Committed::default(),
        })
    }
}

impl WriteTx {
    /// The context this transaction was opened with.
    pub fn context(&self) -> &WriteContext {
        &self.ctx
    }

    /// A new id.
    pub fn new_id(&mut self) -> Uuid {
        (self.ctx.ids)()
    }

    /// Makes a row; `false` when a row of that id exists already (a double submit, E-091), which is left alone.
    pub async fn insert(&mut self, table: &'static Table, id: Uuid, patch: Patch) -> Result<bool> {
        if self.exists(table, id).await? {
            return Ok(false);
        }
        self.insert_many(table, vec![(id, patch)]).await?;
        Ok(true)
    }

    /// Changes the columns of `patch` that differ; `false` when none does, and then nothing is written.
    pub async fn update(&mut self, table: &'static Table, id: Uuid, patch: Patch) -> Result<bool> {
        self.must_exist(table, id).await?;
        Ok(self.update_many(table, &[id], patch).await? > 0)
    }

    /// Puts a row in the trash; `false` when it was there already.
    pub async fn delete(&mut self, table: &'static Table, id: Uuid) -> Result<bool> {
        self.must_exist(table, id).await?;
        Ok(self.delete_many(table, &[id]).await? > 0)
    }

    /// Takes a row out of the trash; `false` when it was not there.
    pub async fn restore(&mut self, table: &'static Table, id: Uuid) -> Result<bool> {
        self.must_exist(table, id).await?;
        Ok(self.restore_many(table, &[id]).await? > 0)
    }

    async fn must_exist(&mut self, table: &'static Table, id: Uuid) -> Result<()> {
        if self.exists(table, id).await? { Ok(()) } else { Err(Error::NotFound { table: table.name, id }) }
    }
}
