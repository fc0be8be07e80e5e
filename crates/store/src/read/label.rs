//! What a row and its values are called, for cards, refused changes and the service's history.

use chrono::NaiveDate;
use domain::schema::{Table, Value};
use domain::{DeviceId, ExpenseId, WorkspaceId};
use serde_json::{Map, Value as Json};
use sqlx::Row;
use uuid::Uuid;

use super::history::Names;
use super::rows::{self, parse};
use crate::sql::{self, Params};
use crate::{Result, Store};

/// What a row is called.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowLabel {
    /// Its name; for an expense and its parts the place's.
    pub name: Option<String>,
    /// The expense it is or belongs to.
    pub expense: Option<ExpenseId>,
    /// The day of that expense.
    pub occurred_on: Option<NaiveDate>,
}

impl Store {
    /// Values as they travel (`Value::to_wire`), for reading: references by name, in the order of `schema`. Columns this version does
    /// not know come last, as they are.
    pub async fn readable(
        &self,
        table: &str,
        values: &Map<String, Json>,
    ) -> Result<Vec<(String, Option<String>)>> {
        let mut reader = self.reader().await?;
        let mut names = Names::default();
        let mut shown = Vec::with_capacity(values.len());
        let columns = Table::find(table).map_or(&[][..], |table| table.columns);
        for column in columns {
            let Some(value) = values.get(column.name) else { continue };
            let value =
                Value::from_wire(column.kind, value).map_or_else(|| value.clone(), |value| value.to_json());
            let text = names.readable(&mut reader, column.kind, Some(&value)).await?;
            shown.push((column.name.to_owned(), text));
        }
        for (name, value) in values {
            if columns.iter().all(|column| column.name != name) {
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                shown.push((name.clone(), (!value.is_null()).then_some(text)));
            }
        }
        Ok(shown)
    }

    /// What a row is called; `None` when it is not here or its table is not known.
    pub async fn row_label(&self, table: &str, id: Uuid) -> Result<Option<RowLabel>> {
        let Some(table) = Table::find(table) else { return Ok(None) };
        let mut reader = self.reader().await?;
        let expense = match (table.name, table.expense_column) {
            ("expense", _) => Some(id),
            (_, Some(column)) => {
                let select = format!("select {column} from {} where id = ?1", table.name);
                let row = sqlx::query_with(&select, Params::new().id(id).take())
                    .fetch_optional(&mut *reader)
                    .await?;
                row.map(|row| sql::opt_id(&row, 0)).transpose()?.flatten()
            }
            (_, None) => None,
        };
        let Some(expense) = expense else {
            let name = Names::default().of(&mut reader, table.name, id).await?;
            return Ok(name.map(|name| RowLabel { name: Some(name), expense: None, occurred_on: None }));
        };
        let args = Params::new().id(expense).take();
        let row =
            sqlx::query_with(include_str!("expense_label.sql"), args).fetch_optional(&mut *reader).await?;
        row.map(|row| {
            Ok(RowLabel {
                name: row.try_get(0)?,
                expense: Some(ExpenseId(expense)),
                occurred_on: Some(parse(row.try_get(1)?, "a date")?),
            })
        })
        .transpose()
    }

    /// Expenses that look like one meal recorded twice: one made on `device` until `until_ms`, the other not; the newest first.
    pub async fn duplicates(
        &self,
        workspace: WorkspaceId,
        device: DeviceId,
        until_ms: i64,
        limit: u32,
    ) -> Result<Vec<(ExpenseId, ExpenseId)>> {
        let args = Params::new().id(workspace.0).id(device.0).int(until_ms).int(i64::from(limit)).take();
        let rows = sqlx::query_with(include_str!("duplicates.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok((ExpenseId(sql::id(row, 0)?), ExpenseId(sql::id(row, 1)?)))).collect()
    }

    /// Expenses as the list shows them, without cursors, in no order; those that are not here are left out.
    pub async fn expense_rows(
        &self,
        workspace: WorkspaceId,
        ids: &[ExpenseId],
    ) -> Result<Vec<domain::read::ExpenseRow>> {
        let mut reader = self.reader().await?;
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let args = Params::new().id(workspace.0).ids(&ids).take();
        let found: Vec<i64> = sqlx::query_scalar_with(include_str!("expense_local_ids.sql"), args)
            .fetch_all(&mut *reader)
            .await?;
        Ok(rows::by_local_id(&mut reader, &found).await?.into_iter().map(|(_, row)| row).collect())
    }

    /// Live expenses of which the service lacks something, the oldest first.
    pub async fn unsent(&self, workspace: WorkspaceId) -> Result<Vec<ExpenseId>> {
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(include_str!("unsent.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok(ExpenseId(sql::id(row, 0)?))).collect()
    }
}
