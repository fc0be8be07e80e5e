//! What one entry of the history changed, with its old values: for taking that entry back.

use domain::read::HistoryOperation;
use domain::schema::{Patch, Table};
use domain::{RevisionId, WorkspaceId};
use sqlx::Row;
use uuid::Uuid;

use super::history::take_back;
use crate::sql::{self, Params};
use crate::write::Operation;
use crate::{Error, Result, Store};

/// One change of one row.
#[derive(Debug, Clone)]
pub struct RowChange {
    /// The table of the row.
    pub table: &'static Table,
    /// The row.
    pub id: Uuid,
    /// What was done to it.
    pub operation: HistoryOperation,
    /// The columns it changed, with the values they had before.
    pub before: Patch,
}

impl Store {
    /// What an entry of the history did; `None` when there is no such entry.
    pub async fn change_of(&self, workspace: WorkspaceId, revision: RevisionId) -> Result<Option<RowChange>> {
        let args = Params::new().id(workspace.0).id(revision.0).take();
        let row = sqlx::query_with(include_str!("change.sql"), args).fetch_optional(&self.readers).await?;
        let Some(row) = row else { return Ok(None) };
        let table = Table::find(row.try_get(0)?).ok_or(Error::Malformed("a table name"))?;
        let operation = match Operation::of(row.try_get(2)?)? {
            Operation::Insert => HistoryOperation::Insert,
            Operation::Update => HistoryOperation::Update,
            Operation::Delete => HistoryOperation::Delete,
            Operation::Restore => HistoryOperation::Restore,
        };
        let mut before = Patch::new();
        if operation == HistoryOperation::Update {
            take_back(table, &mut before, row.try_get(3)?)?;
        }
        Ok(Some(RowChange { table, id: sql::id(&row, 1)?, operation, before }))
    }
}
