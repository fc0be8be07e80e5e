//! Undo and redo: the inverse of a user action, computed from history and written through the same mechanism, so that it is itself
//! in the history and in the outbox.
//!
//! A value is only put back where nobody changed it since; what another action or another device said later stays.

#[cfg(test)]
mod tests;

use std::collections::HashSet;

use domain::schema::{ColumnKind, Patch, Table, Value};
use domain::{GroupId, WorkspaceId};
use serde_json::Value as Json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::sql::{self, Params};
use crate::write::{Operation, Step};
use crate::{Committed, Error, Result, Store, WriteContext, WriteTx};

/// Revisions read at a time.
const CHUNK_REVISIONS: i64 = 20_000;

/// What can be undone and redone next.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UndoState {
    /// The action `undo_last` would undo.
    pub undo: Option<UndoEntry>,
    /// The action `redo_next` would do again.
    pub redo: Option<UndoEntry>,
}

/// One undo step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UndoEntry {
    /// The user action.
    pub group: GroupId,
    /// What it is called: `add`, `edit`, `import`, …
    pub action: String,
    /// When it was done, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// How many row changes it made.
    pub rows: u64,
}

/// What undoing or redoing did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undone {
    /// The step that was undone or redone.
    pub entry: UndoEntry,
    /// What was changed by it.
    pub committed: Committed,
    /// Rows left as they are, because they were changed by something else since.
    pub kept: Vec<(&'static str, Uuid)>,
}

/// Which way a step is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Undo,
    Redo,
}

impl Store {
    /// What can be undone and redone in a book.
    pub async fn undo_state(&self, workspace: WorkspaceId) -> Result<UndoState> {
        let mut reader = self.reader().await?;
        Ok(UndoState {
            undo: step(&mut reader, workspace, include_str!("undo/next_undo.sql"))
                .await?
                .map(|step| step.entry),
            redo: step(&mut reader, workspace, include_str!("undo/next_redo.sql"))
                .await?
                .map(|step| step.entry),
        })
    }

    /// Undoes the last action that is not undone; `None` when there is none. `ctx.action` should be `undo`.
    pub async fn undo_last(&self, ctx: WriteContext) -> Result<Option<Undone>> {
        self.take_step(ctx, include_str!("undo/next_undo.sql"), Way::Undo).await
    }

    /// Does the action that was undone last again; `None` when there is none. `ctx.action` should be `redo`.
    pub async fn redo_next(&self, ctx: WriteContext) -> Result<Option<Undone>> {
        self.take_step(ctx, include_str!("undo/next_redo.sql"), Way::Redo).await
    }

    /// Undoes one action out of order (an import of last week), as a new action that can itself be undone. Rows that were changed
    /// since are kept and listed. `Error::NotFound` when the action is not among the undo steps or is undone already.
    pub async fn undo_group(&self, ctx: WriteContext, group: GroupId) -> Result<Undone> {
        let mut tx = self.write(ctx).await?;
        let workspace = tx.context().workspace;
        let args = Params::new().id(workspace.0).id(group.0).take();
        let row = sqlx::query_with(include_str!("undo/step_of_group.sql"), args)
            .fetch_optional(&mut *tx.tx)
            .await?;
        let step = row.map(|row| read_step(&row)).transpose()?;
        let step = step.ok_or(Error::NotFound { table: "undo_step", id: group.0 })?;
        let edited = edited_since(&mut tx.tx, &step).await?;
        let kept = tx.play(&step, Way::Undo, &edited).await?;
        // The step itself is gone: this undoing is the new step, and undoing that brings the rows back.
        sqlx::query("delete from undo_step where seq = ?1").bind(step.seq).execute(&mut *tx.tx).await?;
        let committed = tx.commit().await?;
        Ok(Undone { entry: step.entry, committed, kept })
    }

    async fn take_step(
        &self,
        ctx: WriteContext,
        statement: &'static str,
        way: Way,
    ) -> Result<Option<Undone>> {
        let mut tx = self.write(ctx).await?;
        let workspace = tx.context().workspace;
        let Some(step) = step(&mut tx.tx, workspace, statement).await? else { return Ok(None) };
        tx.step = Step::None;
        let kept = tx.play(&step, way, &HashSet::new()).await?;
        sqlx::query("update undo_step set undone = ?1 where seq = ?2")
            .bind(way == Way::Undo)
            .bind(step.seq)
            .execute(&mut *tx.tx)
            .await?;
        let committed = tx.commit().await?;
        Ok(Some(Undone { entry: step.entry, committed, kept }))
    }
}

/// A stored step.
struct StoredStep {
    seq: i64,
    first: i64,
    last: i64,
    entry: UndoEntry,
}

async fn step(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    statement: &'static str,
) -> Result<Option<StoredStep>> {
    let row =
        sqlx::query_with(statement, Params::new().id(workspace.0).take()).fetch_optional(connection).await?;
    row.map(|row| read_step(&row)).transpose()
}

fn read_step(row: &SqliteRow) -> Result<StoredStep> {
    let entry = UndoEntry {
        group: GroupId(sql::id(row, 1)?),
        action: row.try_get(2)?,
        at_ms: row.try_get(3)?,
        rows: u64::try_from(row.try_get::<i64, _>(6)?).unwrap_or(0),
    };
    Ok(StoredStep { seq: row.try_get(0)?, first: row.try_get(4)?, last: row.try_get(5)?, entry })
}

/// The rows of a step that a later action changed.
async fn edited_since(connection: &mut SqliteConnection, step: &StoredStep) -> Result<HashSet<Uuid>> {
    let args = Params::new().id(step.entry.group.0).int(step.first).int(step.last).take();
    let rows = sqlx::query_with(include_str!("undo/edited_since.sql"), args).fetch_all(connection).await?;
    let mut edited = HashSet::new();
    for row in &rows {
        edited.insert(sql::id(row, 0)?);
        // A line that was edited keeps its expense as well.
        edited.extend(sql::opt_id(row, 1)?);
    }
    Ok(edited)
}

/// One entry of history.
struct Revision {
    table: &'static Table,
    id: Uuid,
    expense: Option<Uuid>,
    operation: Operation,
    changed: String,
}

/// Neighbouring revisions of one table that trash or restore: done together.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Bulk {
    Delete,
    Restore,
}

impl WriteTx {
    /// Takes every revision of `step` back (or does it again) except for rows in `skip`; answers the rows that were kept.
    async fn play(
        &mut self,
        step: &StoredStep,
        way: Way,
        skip: &HashSet<Uuid>,
    ) -> Result<Vec<(&'static str, Uuid)>> {
        let mut kept = Vec::new();
        // A whole import is taken back in chunks, but it is the size of the whole that decides how.
        let rows = usize::try_from(step.entry.rows).unwrap_or(usize::MAX);
        self.defer_indexes_of(Table::named("expense"), rows).await?;
        let mut at = if way == Way::Undo { step.last } else { step.first };
        loop {
            let (revisions, next) = self.revisions(step, way, at).await?;
            let mut run: Vec<Uuid> = Vec::new();
            let mut run_of: Option<(&'static Table, Bulk)> = None;
            for revision in revisions {
                if skip.contains(&revision.id)
                    || revision.expense.is_some_and(|expense| skip.contains(&expense))
                {
                    kept.push((revision.table.name, revision.id));
                    continue;
                }
                let bulk = bulk_of(revision.operation, way).map(|bulk| (revision.table, bulk));
                let is_same =
                    matches!((&run_of, &bulk), (Some((a, x)), Some((b, y))) if a.name == b.name && x == y);
                if !is_same {
                    self.finish_run(run_of.take(), &mut run).await?;
                }
                match bulk {
                    Some(bulk) => {
                        run_of = Some(bulk);
                        run.push(revision.id);
                    }
                    None => {
                        if !self.put_values(&revision, way).await? {
                            kept.push((revision.table.name, revision.id));
                        }
                    }
                }
            }
            self.finish_run(run_of, &mut run).await?;
            match next {
                Some(next) => at = next,
                None => break,
            }
        }
        kept.sort_unstable();
        kept.dedup();
        Ok(kept)
    }

    async fn finish_run(&mut self, of: Option<(&'static Table, Bulk)>, run: &mut Vec<Uuid>) -> Result<()> {
        let ids = std::mem::take(run);
        match of {
            Some((table, Bulk::Delete)) => self.delete_many(table, &ids).await?,
            Some((table, Bulk::Restore)) => self.restore_many(table, &ids).await?,
            None => 0,
        };
        Ok(())
    }

    /// Puts back what an update changed, where it is still what the update made it; false when nothing was left to put back.
    async fn put_values(&mut self, revision: &Revision, way: Way) -> Result<bool> {
        let changed: Json =
            serde_json::from_str(&revision.changed).map_err(|_| Error::Malformed("a history entry"))?;
        let Some(row) = self.find(revision.table, revision.id).await? else { return Ok(false) };
        let mut patch = Patch::new();
        let mut was_changed = false;
        for (name, sides) in changed.as_object().into_iter().flatten() {
            // A column of a newer version is not ours to touch.
            let Some(column) = revision.table.column(name) else { continue };
            let side = |at: usize| side(column.kind, sides, at);
            let (from, to) = if way == Way::Undo { (side(1)?, side(0)?) } else { (side(0)?, side(1)?) };
            if row.values.get(column.name) == Some(&from) {
                patch.put(column.name, to);
            } else {
                was_changed = true;
            }
        }
        if !patch.is_empty() {
            self.update_many(revision.table, &[revision.id], patch).await?;
        }
        Ok(!was_changed)
    }

    /// Some revisions of a step from position `at` on, and where to go on from.
    async fn revisions(
        &mut self,
        step: &StoredStep,
        way: Way,
        at: i64,
    ) -> Result<(Vec<Revision>, Option<i64>)> {
        let (low, high) = match way {
            Way::Undo => ((at - CHUNK_REVISIONS + 1).max(step.first), at),
            Way::Redo => (at, (at + CHUNK_REVISIONS - 1).min(step.last)),
        };
        let args = Params::new().id(step.entry.group.0).int(low).int(high).take();
        let rows =
            sqlx::query_with(include_str!("undo/revisions.sql"), args).fetch_all(&mut *self.tx).await?;
        let mut revisions =
            rows.iter().filter_map(|row| revision(row).transpose()).collect::<Result<Vec<_>>>()?;
        if way == Way::Undo {
            revisions.reverse();
        }
        let next = match way {
            Way::Undo => (low > step.first).then_some(low - 1),
            Way::Redo => (high < step.last).then_some(high + 1),
        };
        Ok((revisions, next))
    }
}

fn revision(row: &SqliteRow) -> Result<Option<Revision>> {
    let Some(table) = Table::find(row.try_get(0)?) else { return Ok(None) };
    Ok(Some(Revision {
        table,
        id: sql::id(row, 1)?,
        expense: sql::opt_id(row, 2)?,
        operation: Operation::of(row.try_get(3)?)?,
        changed: row.try_get(4)?,
    }))
}

fn bulk_of(operation: Operation, way: Way) -> Option<Bulk> {
    match (operation, way) {
        (Operation::Update, _) => None,
        (Operation::Insert | Operation::Restore, Way::Undo) | (Operation::Delete, Way::Redo) => {
            Some(Bulk::Delete)
        }
        (Operation::Insert | Operation::Restore, Way::Redo) | (Operation::Delete, Way::Undo) => {
            Some(Bulk::Restore)
        }
    }
}

fn side(kind: ColumnKind, sides: &Json, at: usize) -> Result<Value> {
    sides.get(at).and_then(|json| Value::from_json(kind, json)).ok_or(Error::Malformed("a history entry"))
}
