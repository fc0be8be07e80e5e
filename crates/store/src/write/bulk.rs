//! Inserting rows: one or a hundred thousand, a few hundred to a statement.

use domain::schema::{Patch, Table, Value};
use uuid::Uuid;

use super::check::check_patch;
use super::history::{Change, Operation, values_statement};
use super::{WriteTx, names};
use crate::sql::{Params, quoted};
use crate::{Error, Result};

/// Rows of one statement.
const STATEMENT_ROWS: usize = 200;
/// Bookkeeping columns an insert writes.
const BOOKKEEPING: [&str; 5] = ["id", "workspace_id", "created_at", "updated_at", "created_device_id"];

impl WriteTx {
    /// Makes many rows. Every id must be new (`Error::Exists`): check import keys before.
    pub async fn insert_many(&mut self, table: &'static Table, rows: Vec<(Uuid, Patch)>) -> Result<()> {
        for (id, patch) in &rows {
            check_patch(table, patch, true)?;
            if table.name == "workspace" {
                self.known.insert(("workspace", *id));
            }
        }
        // Rows of one batch may refer to each other, as categories do.
        self.known.extend(rows.iter().map(|(id, _)| (table.name, *id)));
        for (_, patch) in &rows {
            self.check_references(table, patch).await?;
        }
        let columns = used_columns(table, &rows);
        for chunk in rows.chunks(STATEMENT_ROWS) {
            self.insert_chunk(table, &columns, chunk).await?;
        }
        self.touch_inserted(table, &rows);
        let changes = rows.into_iter().map(|(id, patch)| inserted(table, id, &patch)).collect();
        self.record(changes).await
    }

    async fn insert_chunk(
        &mut self,
        table: &'static Table,
        columns: &[&'static str],
        rows: &[(Uuid, Patch)],
    ) -> Result<()> {
        let is_expense = table.name == "expense";
        let mut names: Vec<String> = BOOKKEEPING.iter().chain(columns).map(|name| quoted(name)).collect();
        if is_expense {
            names.extend(["place_fold".to_owned(), "category_fold".to_owned()]);
        }
        let head = format!("insert into {} ({}) values ", table.name, names.join(", "));
        let mut params = Params::new();
        for (id, patch) in rows {
            params.id(*id).id(self.ctx.workspace.0).int(self.ctx.at_ms).int(self.ctx.at_ms).id(self.ctx.device.0);
            for column in columns {
                params.value(patch.get(column).unwrap_or(&Value::Null));
            }
            if is_expense {
                let folds = self.expense_folds(patch).await?;
                params.text(folds.place).text(folds.category);
            }
        }
        let sql = values_statement(&head, names.len(), rows.len());
        match sqlx::query_with(&sql, params.take()).execute(&mut *self.tx).await {
            Ok(_) => Ok(()),
            Err(sqlx::Error::Database(error)) if error.is_unique_violation() => {
                Err(Error::Exists { table: table.name })
            }
            Err(error) => Err(error.into()),
        }
    }

    fn touch_inserted(&mut self, table: &'static Table, rows: &[(Uuid, Patch)]) {
        if table.name == "expense" {
            self.touched.new.extend(rows.iter().map(|(id, _)| *id));
        } else if let Some(column) = table.expense_column.filter(|_| names::is_searched(table)) {
            let owners = rows.iter().filter_map(|(_, patch)| match patch.get(column) {
                Some(Value::Id(expense)) => Some(*expense),
                _ => None,
            });
            self.touched.changed.extend(owners);
        }
    }
}

/// The columns any of `rows` sets, in table order.
fn used_columns(table: &'static Table, rows: &[(Uuid, Patch)]) -> Vec<&'static str> {
    let is_used = |name| rows.iter().any(|(_, patch)| patch.get(name).is_some_and(|value| *value != Value::Null));
    table.columns.iter().filter(|column| !column.nullable || is_used(column.name)).map(|column| column.name).collect()
}

fn inserted(table: &'static Table, id: Uuid, patch: &Patch) -> Change {
    let fields = patch.iter().filter(|(_, value)| **value != Value::Null);
    Change {
        table,
        id,
        expense: names::expense_of(table, id, |column| patch.get(column).cloned()),
        operation: Operation::Insert,
        base_rev: 0,
        fields: fields.map(|(name, value)| (name, Value::Null, value.clone())).collect(),
        is_sent: names::is_sent(table, |column| patch.get(column).cloned()),
    }
}
