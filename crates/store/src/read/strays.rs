//! Rows that name another one that was merged away: made on a device that did not know of the merge.

use domain::schema::{Column, ColumnKind, TABLES, Table};
use domain::{UserId, WorkspaceId};
use uuid::Uuid;

use crate::sql::{self, Params, quoted};
use crate::{Result, Store};

/// The column that says what a row was merged into.
const MERGED: &str = "merged_into_id";
/// Rows found of one column at a time.
const FOUND_MAX: i64 = 2_000;

/// A row that names one that was merged away.
#[derive(Debug, Clone, Copy)]
pub struct Stray {
    /// Its table.
    pub owner: &'static Table,
    /// The column that names the other.
    pub column: &'static Column,
    /// The row.
    pub row: Uuid,
    /// The table of what was merged away.
    pub target: &'static Table,
    /// What was merged away.
    pub merged: Uuid,
}

impl Store {
    /// Rows that name something this person merged away, in the trash or not. Those with a refused change are left to the person.
    pub async fn strays(&self, workspace: WorkspaceId, me: Option<UserId>) -> Result<Vec<Stray>> {
        let mut reader = self.reader().await?;
        let mut found = Vec::new();
        for target in TABLES.iter().filter(|table| table.columns.iter().any(|column| column.name == MERGED)) {
            for (owner, column) in naming(target) {
                let args =
                    Params::new().id(workspace.0).value(&me.map(|user| user.0).into()).int(FOUND_MAX).take();
                let rows =
                    sqlx::query_with(&statement(target, owner, column), args).fetch_all(&mut *reader).await?;
                for row in &rows {
                    let (row, merged) = (sql::id(row, 0)?, sql::id(row, 1)?);
                    found.push(Stray { owner, column, row, target, merged });
                }
            }
        }
        Ok(found)
    }
}

fn naming(target: &'static Table) -> impl Iterator<Item = (&'static Table, &'static Column)> {
    TABLES.iter().flat_map(move |owner| {
        let names =
            move |column: &&Column| column.kind == ColumnKind::Ref(target.name) && column.name != MERGED;
        owner.columns.iter().filter(names).map(move |column| (owner, column))
    })
}

/// The merged rows stand outside: they are few, and each is looked up by the index of the column that names it.
fn statement(target: &Table, owner: &Table, column: &Column) -> String {
    let live = if owner.is_set { "and o.deleted_at is null" } else { "" };
    format!(
        "select o.id, t.id from {} as t cross join {} as o on o.{} = t.id \
         where t.workspace_id = ?1 and t.{MERGED} is not null and (t.updated_by is null or t.updated_by = ?2) \
         and o.sync_state <> 'rejected' {live} limit ?3",
        target.name,
        owner.name,
        quoted(column.name)
    )
}
