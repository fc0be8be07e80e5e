//! Changing, trashing and restoring rows that exist. One row is the many of one.

use std::collections::HashMap;

use domain::schema::{Column, LOCAL_UNIT, Patch, Table, Value};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::check::check_patch;
use super::history::{Change, Operation};
use super::{WriteTx, names};
use crate::Result;
use crate::sql::{self, Params, quoted};
use crate::sync::{Ext, read_ext};

/// Rows read, compared and written at a time.
const CHUNK_ROWS: usize = 5_000;

/// A row with a change that waits; one that needs a look keeps saying so.
const PENDING: &str =
    "sync_state = case when sync_state in ('conflict', 'rejected') then sync_state else 'pending' end";

/// What is read of a row before it is changed.
struct Before {
    rev: i64,
    deleted_at: Option<i64>,
    expense: Option<Uuid>,
    is_sent: bool,
    ext: Ext,
    values: Vec<Value>,
}

impl WriteTx {
    /// Gives many rows the values of `patch`; answers how many differed. Ids that are not in this workspace are skipped.
    pub async fn update_many(&mut self, table: &'static Table, ids: &[Uuid], patch: Patch) -> Result<u64> {
        check_patch(table, &patch)?;
        if patch.is_empty() {
            return Ok(0);
        }
        let columns = columns_of_units(table, &patch);
        let mut changed = 0;
        for chunk in ids.chunks(CHUNK_ROWS) {
            let before = self.load(table, chunk, &columns).await?;
            let changes: Vec<Change> = chunk
                .iter()
                .filter_map(|id| before.get(id).and_then(|row| updated(table, *id, row, &columns, &patch)))
                .collect();
            if changes.is_empty() {
                continue;
            }
            self.check_references(table, &patch, |column| differs(&changes, column)).await?;
            self.write_values(table, &changes, &patch).await?;
            self.touch_changed(table, &changes);
            changed += changes.len() as u64;
            self.record(changes).await?;
        }
        Ok(changed)
    }

    /// Puts many rows in the trash; answers how many were not there yet.
    pub async fn delete_many(&mut self, table: &'static Table, ids: &[Uuid]) -> Result<u64> {
        self.set_deleted(table, ids, Operation::Delete).await
    }

    /// Takes many rows out of the trash; answers how many were there.
    pub async fn restore_many(&mut self, table: &'static Table, ids: &[Uuid]) -> Result<u64> {
        self.set_deleted(table, ids, Operation::Restore).await
    }

    async fn set_deleted(
        &mut self,
        table: &'static Table,
        ids: &[Uuid],
        operation: Operation,
    ) -> Result<u64> {
        let deleted_at = (operation == Operation::Delete).then_some(self.ctx.at_ms);
        let sql = format!(
            "update {} set deleted_at = ?1, updated_at = ?2, {PENDING} \
             where id in (select unhex(value) from json_each(?3))",
            table.name
        );
        let mut changed = 0;
        self.defer_indexes_of(table, ids.len()).await?;
        for chunk in ids.chunks(CHUNK_ROWS) {
            let before = self.load(table, chunk, &[]).await?;
            let changes: Vec<Change> = chunk
                .iter()
                .filter_map(|id| before.get(id).map(|row| (*id, row)))
                .filter(|(_, row)| row.deleted_at.is_some() != deleted_at.is_some())
                .map(|(id, row)| trashed(table, id, row, operation, deleted_at))
                .collect();
            let ids: Vec<Uuid> = changes.iter().map(|change| change.id).collect();
            let args = Params::new().value(&Value::from(deleted_at)).int(self.ctx.at_ms).ids(&ids).take();
            sqlx::query_with(&sql, args).execute(&mut *self.tx).await?;
            // An expense in the trash stays in the index: `is:deleted` finds it.
            if table.name != "expense" {
                self.touch_changed(table, &changes);
            }
            changed += changes.len() as u64;
            self.record(changes).await?;
        }
        Ok(changed)
    }

    async fn load(
        &mut self,
        table: &'static Table,
        ids: &[Uuid],
        columns: &[&'static Column],
    ) -> Result<HashMap<Uuid, Before>> {
        let sql = load_statement(table, columns);
        let args = Params::new().ids(ids).id(self.ctx.workspace.0).take();
        let rows = sqlx::query_with(&sql, args).fetch_all(&mut *self.tx).await?;
        rows.iter().map(|row| Ok((sql::id(row, 0)?, before(table, row, columns)?))).collect()
    }

    async fn write_values(&mut self, table: &'static Table, changes: &[Change], patch: &Patch) -> Result<()> {
        let mut params = Params::new();
        let mut sets = Vec::new();
        for (name, value) in patch.iter() {
            // A column no row differs in is left alone: its value is the same already.
            if differs(changes, name) {
                params.value(value);
                sets.push(format!("{} = ?{}", quoted(name), params.len()));
            }
        }
        params.int(self.ctx.at_ms);
        sets.push(format!("updated_at = ?{}", params.len()));
        if changes.iter().any(|change| change.is_sent && !change.whole.is_empty()) {
            sets.push(PENDING.to_owned());
        }
        params.ids(&changes.iter().map(|change| change.id).collect::<Vec<_>>());
        let sql = format!(
            "update {} set {} where id in (select unhex(value) from json_each(?{}))",
            table.name,
            sets.join(", "),
            params.len()
        );
        sqlx::query_with(&sql, params.take()).execute(&mut *self.tx).await?;
        Ok(())
    }

    pub(super) fn touch_changed(&mut self, table: &'static Table, changes: &[Change]) {
        if names::is_searched(table) {
            self.touched.changed.extend(changes.iter().filter_map(|change| change.expense));
        }
        if let Some(column) = names::name_column(table) {
            // A row that goes to the trash or comes back changes what its expenses are found by as well.
            let touches = ["name", "display_name", "branch_name", "merchant_id", "deleted_at", column];
            let renamed = |change: &&Change| change.fields.iter().any(|(name, _, _)| touches.contains(name));
            let renamed: Vec<_> = changes.iter().filter(renamed).map(|change| (table, change.id)).collect();
            if !renamed.is_empty() {
                self.labels.clear();
            }
            self.touched.renamed.extend(renamed);
        }
    }
}

/// The columns of every unit `patch` touches: a unit is sent whole.
fn columns_of_units(table: &'static Table, patch: &Patch) -> Vec<&'static Column> {
    let set = |column: &Column| patch.get(column.name).is_some();
    let units: Vec<&str> =
        table.columns.iter().filter(|column| set(column)).map(|column| column.unit).collect();
    let is_touched =
        |column: &&Column| set(column) || (column.unit != LOCAL_UNIT && units.contains(&column.unit));
    table.columns.iter().filter(is_touched).collect()
}

/// Whether any of these changes changes the column.
fn differs(changes: &[Change], column: &str) -> bool {
    changes.iter().any(|change| change.fields.iter().any(|(name, _, _)| *name == column))
}

fn load_statement(table: &Table, columns: &[&'static Column]) -> String {
    let expense = table.expense_column.map_or("null".to_owned(), quoted);
    let scope = if table.name == "setting" { "scope" } else { "null" };
    let mut sql = format!("select id, rev, deleted_at, {expense}, {scope}, ext");
    for column in columns {
        sql.push_str(", ");
        sql.push_str(&quoted(column.name));
    }
    sql + &format!(
        " from {} where id in (select unhex(value) from json_each(?1)) and workspace_id = ?2",
        table.name
    )
}

fn before(table: &'static Table, row: &SqliteRow, columns: &[&'static Column]) -> Result<Before> {
    let scope: Option<String> = row.try_get(4)?;
    let expense = if table.name == "expense" { Some(sql::id(row, 0)?) } else { sql::opt_id(row, 3)? };
    let values = columns.iter().enumerate().map(|(at, column)| sql::value(row, 6 + at, column.kind));
    Ok(Before {
        rev: row.try_get(1)?,
        deleted_at: row.try_get(2)?,
        expense,
        is_sent: names::is_sent(table, |_| scope.clone().map(Value::Text)),
        ext: read_ext(row.try_get(5)?),
        values: values.collect::<Result<_>>()?,
    })
}

/// The change `patch` makes to a row; `None` when every value is the same already.
fn updated(
    table: &'static Table,
    id: Uuid,
    row: &Before,
    columns: &[&'static Column],
    patch: &Patch,
) -> Option<Change> {
    let fields: Vec<_> = columns
        .iter()
        .zip(&row.values)
        .filter_map(|(column, before)| {
            let after = patch.get(column.name).filter(|after| *after != before)?;
            Some((column.name, before.clone(), after.clone()))
        })
        .collect();
    if fields.is_empty() {
        return None;
    }
    let changed =
        |unit: &str| fields.iter().any(|(name, _, _)| table.column(name).is_some_and(|c| c.unit == unit));
    let mut whole = Vec::new();
    for (column, before) in columns.iter().zip(&row.values) {
        if column.unit != LOCAL_UNIT && changed(column.unit) {
            let after = patch.get(column.name).unwrap_or(before);
            whole.push((column.name, before.clone(), after.clone()));
        }
    }
    let ext = row.ext.iter().filter(|(unit, _)| changed(unit));
    let ext = ext.map(|(unit, newer)| (unit.clone(), newer.clone())).collect();
    let (expense, is_sent) = (row.expense, row.is_sent);
    Some(Change {
        table,
        id,
        expense,
        operation: Operation::Update,
        base_rev: row.rev,
        fields,
        whole,
        ext,
        is_sent,
    })
}

fn trashed(
    table: &'static Table,
    id: Uuid,
    row: &Before,
    operation: Operation,
    after: Option<i64>,
) -> Change {
    let fields = vec![("deleted_at", Value::from(row.deleted_at), Value::from(after))];
    let (expense, base_rev, is_sent) = (row.expense, row.rev, row.is_sent);
    Change {
        table,
        id,
        expense,
        operation,
        base_rev,
        whole: fields.clone(),
        fields,
        ext: Ext::new(),
        is_sent,
    }
}
