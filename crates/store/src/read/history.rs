//! The history of an expense, readable, and the values a row had after each entry.

use std::collections::HashMap;

use domain::read::{HistoryChange, HistoryEntry, HistoryOperation};
use domain::schema::{ColumnKind, Patch, Table, Value};
use domain::{DeviceId, ExpenseId, GroupId, RevisionId, UserId, WorkspaceId};
use serde_json::Value as Json;
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::detail::instant;
use crate::sql::{self, Params, quoted};
use crate::write::{Operation, all_columns, stored_row};
use crate::{Error, Result, Store};

/// The most entries of one expense's history that are shown, newest first.
pub const HISTORY_ENTRIES_MAX: i64 = 1_000;

/// The values a row had right after an entry of its history.
#[derive(Debug, Clone)]
pub struct ValuesAt {
    /// The table of the row.
    pub table: &'static Table,
    /// The row.
    pub id: Uuid,
    /// All its columns.
    pub values: Patch,
}

impl Store {
    /// The history of an expense and of its lines, tags, people and photographs, newest first.
    pub async fn history(&self, workspace: WorkspaceId, expense: ExpenseId) -> Result<Vec<HistoryEntry>> {
        let mut reader = self.reader().await?;
        let args = Params::new().id(workspace.0).id(expense.0).int(HISTORY_ENTRIES_MAX).take();
        let rows = sqlx::query_with(include_str!("history.sql"), args).fetch_all(&mut *reader).await?;
        let mut names = Names::default();
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            entries.push(entry(&mut reader, &mut names, row).await?);
        }
        Ok(entries)
    }

    /// The values the row of a history entry had right after it; `None` when there is no such entry.
    pub async fn values_at(&self, workspace: WorkspaceId, revision: RevisionId) -> Result<Option<ValuesAt>> {
        let mut reader = self.reader().await?;
        let args = Params::new().id(workspace.0).id(revision.0).take();
        let row = sqlx::query_with(include_str!("revision.sql"), args).fetch_optional(&mut *reader).await?;
        let Some(row) = row else { return Ok(None) };
        let table = Table::find(row.try_get(1)?).ok_or(Error::Malformed("a table name"))?;
        let id = sql::id(&row, 2)?;
        let select = format!("select {} from {} where id = ?1", all_columns(table), table.name);
        let now = sqlx::query_with(&select, Params::new().id(id).take()).fetch_optional(&mut *reader).await?;
        let Some(now) = now else { return Ok(None) };
        let mut values = stored_row(table, &now)?.values;
        let args =
            Params::new().id(id).value(&Value::from(sql::opt_id(&row, 3)?)).int(row.try_get(0)?).take();
        let later = sqlx::query_with(include_str!("later_changes.sql"), args).fetch_all(&mut *reader).await?;
        for row in &later {
            take_back(table, &mut values, row.try_get(0)?)?;
        }
        Ok(Some(ValuesAt { table, id, values }))
    }
}

/// Gives the columns of one change the value they had before it.
pub(super) fn take_back(table: &'static Table, values: &mut Patch, changed: &str) -> Result<()> {
    let malformed = || Error::Malformed("a history entry");
    let changed: Json = serde_json::from_str(changed).map_err(|_| malformed())?;
    for (name, sides) in changed.as_object().into_iter().flatten() {
        let Some(column) = table.column(name) else { continue };
        let before =
            sides.get(0).and_then(|json| Value::from_json(column.kind, json)).ok_or_else(malformed)?;
        values.put(column.name, before);
    }
    Ok(())
}

async fn entry(
    connection: &mut SqliteConnection,
    names: &mut Names,
    row: &SqliteRow,
) -> Result<HistoryEntry> {
    let table_name: String = row.try_get(4)?;
    let operation = Operation::of(row.try_get(6)?)?;
    let changes = match Table::find(&table_name) {
        Some(table) if operation == Operation::Update => {
            changes(connection, names, table, row.try_get(7)?).await?
        }
        Some(table) => subject(connection, names, table, sql::id(row, 5)?, operation).await?,
        None => Vec::new(),
    };
    let subject = match Table::find(&table_name) {
        Some(table) if operation == Operation::Update => {
            name_of_part(connection, table, sql::id(row, 5)?).await?
        }
        _ => None,
    };
    Ok(HistoryEntry {
        id: RevisionId(sql::id(row, 0)?),
        group: GroupId(sql::id(row, 1)?),
        at: instant(row.try_get(2)?)?,
        device: DeviceId(sql::id(row, 3)?),
        by: sql::opt_id(row, 9)?.map(UserId),
        by_name: row.try_get(10)?,
        reason: row.try_get(8)?,
        table: table_name,
        subject,
        operation: match operation {
            Operation::Insert => HistoryOperation::Insert,
            Operation::Update => HistoryOperation::Update,
            Operation::Delete => HistoryOperation::Delete,
            Operation::Restore => HistoryOperation::Restore,
        },
        changes,
    })
}

async fn changes(
    connection: &mut SqliteConnection,
    names: &mut Names,
    table: &'static Table,
    changed: &str,
) -> Result<Vec<HistoryChange>> {
    let changed: Json = serde_json::from_str(changed).map_err(|_| Error::Malformed("a history entry"))?;
    let mut changes = Vec::new();
    for (name, sides) in changed.as_object().into_iter().flatten() {
        let kind = table.column(name).map_or(ColumnKind::Text, |column| column.kind);
        let before = names.readable(connection, kind, sides.get(0)).await?;
        let after = names.readable(connection, kind, sides.get(1)).await?;
        changes.push(HistoryChange { column: name.clone(), before, after });
    }
    Ok(changes)
}

/// The column that says what a row of a part of an expense is: the tag, the person, the file.
fn subject_column(table: &Table) -> Option<&'static str> {
    match table.name {
        "expense_tag" => Some("tag_id"),
        "expense_attendee" => Some("person_id"),
        "expense_payment" => Some("payment_method_id"),
        "expense_link" => Some("relation"),
        "expense_line" => Some("description"),
        "attachment" => Some("file_name"),
        _ => None,
    }
}

/// What tells a line or a photograph from its neighbours.
async fn name_of_part(
    connection: &mut SqliteConnection,
    table: &'static Table,
    id: Uuid,
) -> Result<Option<String>> {
    let column = match table.name {
        "expense_line" => "description",
        "attachment" => "coalesce(caption, file_name)",
        _ => return Ok(None),
    };
    let select = format!("select {column} from {} where id = ?1", table.name);
    let args = Params::new().id(id).take();
    Ok(sqlx::query_scalar_with(&select, args).fetch_optional(connection).await?.flatten())
}

/// What was added or taken away.
async fn subject(
    connection: &mut SqliteConnection,
    names: &mut Names,
    table: &'static Table,
    id: Uuid,
    operation: Operation,
) -> Result<Vec<HistoryChange>> {
    let Some(column) = subject_column(table).and_then(|name| table.column(name)) else {
        return Ok(Vec::new());
    };
    let select = format!("select {} from {} where id = ?1", quoted(column.name), table.name);
    let row = sqlx::query_with(&select, Params::new().id(id).take()).fetch_optional(&mut *connection).await?;
    let value = row.map(|row| sql::value(&row, 0, column.kind)).transpose()?.unwrap_or(Value::Null);
    let text = names.readable(connection, column.kind, Some(&value.to_json())).await?;
    let (before, after) = if operation == Operation::Delete { (text, None) } else { (None, text) };
    Ok(vec![HistoryChange { column: column.name.to_owned(), before, after }])
}

/// Names of rows, looked up once.
#[derive(Default)]
pub(super) struct Names(HashMap<(&'static str, Uuid), Option<String>>);

impl Names {
    /// A value as a person reads it: references by name.
    pub(super) async fn readable(
        &mut self,
        connection: &mut SqliteConnection,
        kind: ColumnKind,
        json: Option<&Json>,
    ) -> Result<Option<String>> {
        let text = match json {
            None | Some(Json::Null) => return Ok(None),
            Some(Json::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let ColumnKind::Ref(table) = kind else { return Ok(Some(text)) };
        let Ok(id) = Uuid::parse_str(&text) else { return Ok(Some(text)) };
        Ok(Some(self.of(connection, table, id).await?.unwrap_or(text)))
    }

    pub(super) async fn of(
        &mut self,
        connection: &mut SqliteConnection,
        table: &'static str,
        id: Uuid,
    ) -> Result<Option<String>> {
        if let Some(found) = self.0.get(&(table, id)) {
            return Ok(found.clone());
        }
        let column = match table {
            "person" => "display_name",
            "category" | "tag" | "merchant" | "place" | "payment_method" | "trip" | "workspace" => "name",
            _ => return Ok(None),
        };
        let select = format!("select {column} from {table} where id = ?1");
        let name: Option<String> =
            sqlx::query_scalar_with(&select, Params::new().id(id).take()).fetch_optional(connection).await?;
        self.0.insert((table, id), name.clone());
        Ok(name)
    }
}
