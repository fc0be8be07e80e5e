//! Outbox entries, read.

use std::collections::HashMap;

use domain::schema::Table;
use serde_json::{Map, Value as Json};
use sqlx::sqlite::SqliteRow;
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::sql::{self, Params};
use crate::write::{SeenUnits, read_seen};
use crate::{Error, Result};

/// A change that waits.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    pub seq_local: i64,
    pub change: Uuid,
    pub table: &'static Table,
    pub row: Uuid,
    pub op: String,
    pub base_rev: i64,
    pub base: Map<String, Json>,
    pub patch: Map<String, Json>,
    pub seen: SeenUnits,
    pub group: Uuid,
    pub at_ms: i64,
    pub is_sent: bool,
    pub sent_group: Option<Uuid>,
    pub is_heal: bool,
    /// Of a row that is given back: who made it.
    pub made_by: Option<Uuid>,
    /// How often it left.
    pub attempts: i64,
}

impl Entry {
    /// Whether it makes its row.
    pub(crate) fn is_insert(&self) -> bool {
        self.base.is_empty()
    }

    fn read(row: &SqliteRow) -> Result<Option<Self>> {
        let Some(table) = Table::find(row.try_get(2)?) else { return Ok(None) };
        let object = |at: usize| -> Result<Map<String, Json>> {
            serde_json::from_str(row.try_get(at)?).map_err(|_| Error::Malformed("an outbox entry"))
        };
        Ok(Some(Self {
            seq_local: row.try_get(0)?,
            change: sql::id(row, 1)?,
            table,
            row: sql::id(row, 3)?,
            op: row.try_get(4)?,
            base_rev: row.try_get(5)?,
            base: object(6)?,
            patch: object(7)?,
            seen: read_seen(row.try_get(8)?),
            group: sql::id(row, 9)?,
            at_ms: row.try_get(10)?,
            is_sent: row.try_get::<&str, _>(11)? == "sent",
            sent_group: sql::opt_id(row, 12)?,
            is_heal: row.try_get(13)?,
            made_by: sql::opt_id(row, 14)?,
            attempts: row.try_get(15)?,
        }))
    }
}

/// The entries of these rows of `select`; entries of tables this version does not have are left out.
pub(crate) fn entries(rows: &[SqliteRow]) -> Result<Vec<Entry>> {
    rows.iter().filter_map(|row| Entry::read(row).transpose()).collect()
}

/// What waits of these rows of a table, oldest first.
pub(crate) async fn waiting(
    connection: &mut SqliteConnection,
    table: &'static Table,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Entry>>> {
    let args = Params::new().ids(ids).text(table.name).take();
    let rows = sqlx::query_with(include_str!("waiting.sql"), args).fetch_all(connection).await?;
    let mut waiting: HashMap<Uuid, Vec<Entry>> = HashMap::new();
    for entry in entries(&rows)? {
        waiting.entry(entry.row).or_default().push(entry);
    }
    Ok(waiting)
}
