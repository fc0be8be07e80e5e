//! History and outbox rows, produced from the schema and written in batches.

use std::collections::{BTreeMap, HashMap, HashSet};

use domain::schema::{DELETED_UNIT, Table, Value};
use serde_json::Value as Json;
use sqlx::{Row, Sqlite, SqliteConnection, Transaction};
use uuid::Uuid;

use super::{WriteContext, WriteTx};
use crate::sql::{self, Params};
use crate::{Error, Result};

/// Rows of history or outbox written by one statement.
const BATCH_ROWS: usize = 200;
/// The unit of columns that never leave this device.
const LOCAL_UNIT: &str = "local";

/// What was done to a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Operation {
    /// Made.
    Insert,
    /// Columns changed.
    Update,
    /// Put in the trash.
    Delete,
    /// Taken out of it.
    Restore,
}

impl Operation {
    /// As stored.
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Insert => "insert",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Restore => "restore",
        }
    }

    /// From the stored text.
    pub(crate) fn of(text: &str) -> Result<Self> {
        Ok(match text {
            "insert" => Self::Insert,
            "update" => Self::Update,
            "delete" => Self::Delete,
            "restore" => Self::Restore,
            _ => return Err(Error::Malformed("a history operation")),
        })
    }
}

/// One change of one row, before it is written to history and outbox.
pub(super) struct Change {
    pub table: &'static Table,
    pub id: Uuid,
    pub expense: Option<Uuid>,
    pub operation: Operation,
    pub base_rev: i64,
    /// Column, value before, value after. For an insert only the values after, nulls left out.
    pub fields: Vec<(&'static str, Value, Value)>,
    /// Whether it is for a server as well: device settings are not.
    pub is_sent: bool,
}

/// Changes that wait to be written.
pub(super) struct Log {
    next_revision: i64,
    first_revision: i64,
    revisions: Params,
    revision_rows: usize,
    outbox: Params,
    outbox_rows: usize,
    waiting: HashSet<Uuid>,
}

impl Log {
    pub(super) async fn begin(tx: &mut Transaction<'static, Sqlite>) -> Result<Self> {
        let last: i64 =
            sqlx::query_scalar("select ifnull(max(local_id), 0) from expense_revision").fetch_one(&mut **tx).await?;
        Ok(Self {
            next_revision: last + 1,
            first_revision: last + 1,
            revisions: Params::new(),
            revision_rows: 0,
            outbox: Params::new(),
            outbox_rows: 0,
            waiting: HashSet::new(),
        })
    }

    /// First and last revision of this transaction; `None` when it made none.
    pub(super) fn span(&self) -> Option<(i64, i64)> {
        (self.next_revision > self.first_revision).then_some((self.first_revision, self.next_revision - 1))
    }

    async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        if self.revision_rows > 0 {
            let sql = values_statement(REVISION_INSERT, REVISION_COLUMNS, self.revision_rows);
            sqlx::query_with(&sql, self.revisions.take()).execute(&mut *connection).await?;
            self.revision_rows = 0;
        }
        if self.outbox_rows > 0 {
            let sql = values_statement(OUTBOX_INSERT, OUTBOX_COLUMNS, self.outbox_rows);
            sqlx::query_with(&sql, self.outbox.take()).execute(&mut *connection).await?;
            self.outbox_rows = 0;
        }
        self.waiting.clear();
        Ok(())
    }

    fn push_revision(&mut self, ctx: &mut WriteContext, change: &Change) {
        self.revisions
            .int(self.next_revision)
            .id((ctx.ids)())
            .id(ctx.workspace.0)
            .text(change.table.name)
            .id(change.id)
            .value(&Value::from(change.expense))
            .id(ctx.group.0)
            .text(change.operation.as_str())
            .text(changed_json(change))
            .id(ctx.device.0)
            .int(ctx.at_ms)
            .text(ctx.action)
            .int(change.base_rev);
        self.next_revision += 1;
        self.revision_rows += 1;
    }

    fn push_outbox(&mut self, ctx: &mut WriteContext, change: &Change, after: Option<String>) {
        self.outbox
            .id((ctx.ids)())
            .id(ctx.workspace.0)
            .text(change.table.name)
            .id(change.id)
            .text(outbox_op(change))
            .int(change.base_rev)
            .text(if change.operation == Operation::Insert { "{}".to_owned() } else { side_json(change, false) })
            .text(side_json(change, true))
            .value(&Value::from(after))
            .id(ctx.group.0)
            .int(ctx.at_ms);
        self.outbox_rows += 1;
        self.waiting.insert(change.id);
    }
}

const REVISION_COLUMNS: usize = 13;
const REVISION_INSERT: &str = "insert into expense_revision (local_id, id, workspace_id, subject_table, subject_id, \
     expense_id, group_id, operation, changed, device, at, reason, rev) values ";
const OUTBOX_COLUMNS: usize = 11;
const OUTBOX_INSERT: &str = "insert into outbox (change_id, workspace_id, \"table\", row_id, op, base_rev, base, patch, \
     depends_on, group_id, at_ms) values ";

/// `insert … values (?, …), (?, …)`.
pub(crate) fn values_statement(head: &str, columns: usize, rows: usize) -> String {
    let mut tuple = "(".to_owned() + &"?,".repeat(columns);
    tuple.replace_range(tuple.len() - 1.., "),");
    let mut sql = head.to_owned() + &tuple.repeat(rows);
    sql.pop();
    sql
}

fn changed_json(change: &Change) -> String {
    if change.operation != Operation::Update {
        return "{}".to_owned();
    }
    let mut json = String::from("{");
    for (column, before, after) in &change.fields {
        if json.len() > 1 {
            json.push(',');
        }
        sql::push_json_text(&mut json, column);
        json.push_str(":[");
        sql::push_json(&mut json, before);
        json.push(',');
        sql::push_json(&mut json, after);
        json.push(']');
    }
    json.push('}');
    json
}

fn side_json(change: &Change, is_after: bool) -> String {
    let sent = change.fields.iter().filter(|(name, _, _)| is_sent_column(change.table, name));
    sql::object(sent.map(|(name, before, after)| (*name, if is_after { after } else { before })))
}

fn is_sent_column(table: &Table, name: &str) -> bool {
    table.column(name).is_none_or(|column| column.unit != LOCAL_UNIT)
}

fn outbox_op(change: &Change) -> &'static str {
    match (change.operation, change.table.is_set) {
        (Operation::Insert | Operation::Restore, true) => "set_add",
        (Operation::Delete, true) => "set_remove",
        (Operation::Insert, false) => "insert",
        (Operation::Delete, false) => "delete",
        (Operation::Update | Operation::Restore, _) => "update",
    }
}

/// The units a change touches: all of them for an insert.
fn units(change: &Change) -> Vec<&'static str> {
    let mut units: Vec<_> = change
        .fields
        .iter()
        .filter_map(|(name, _, _)| match *name {
            "deleted_at" => Some(DELETED_UNIT),
            name => change.table.column(name).map(|column| column.unit),
        })
        .collect();
    units.sort_unstable();
    units.dedup();
    units
}

impl WriteTx {
    /// Enters changes in history and outbox.
    pub(super) async fn record(&mut self, changes: Vec<Change>) -> Result<()> {
        let known: Vec<Uuid> =
            changes.iter().filter(|c| c.operation != Operation::Insert).map(|c| c.id).collect();
        let unsent = self.unsent(&known).await?;
        for change in changes {
            self.committed.tables.insert(change.table.name);
            self.committed.changes += 1;
            self.log.push_revision(&mut self.ctx, &change);
            let is_sent = change.is_sent
                && (change.operation == Operation::Insert
                    || change.fields.iter().any(|(name, _, _)| is_sent_column(change.table, name)));
            if is_sent {
                let after = unsent.get(&change.id).and_then(|earlier| after_json(&change, earlier));
                self.log.push_outbox(&mut self.ctx, &change, after);
            }
            if self.log.revision_rows >= BATCH_ROWS {
                self.log.flush(&mut self.tx).await?;
            }
        }
        Ok(())
    }

    /// Writes what waits.
    pub(super) async fn flush_log(&mut self) -> Result<()> {
        self.log.flush(&mut self.tx).await
    }

    /// First and last revision of this transaction.
    pub(super) fn revision_span(&self) -> Option<(i64, i64)> {
        self.log.span()
    }

    /// The unsent changes of these rows, newest first.
    async fn unsent(&mut self, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Unsent>>> {
        let mut unsent: HashMap<Uuid, Vec<Unsent>> = HashMap::new();
        if ids.is_empty() {
            return Ok(unsent);
        }
        if ids.iter().any(|id| self.log.waiting.contains(id)) {
            self.log.flush(&mut self.tx).await?;
        }
        let rows = sqlx::query_with(include_str!("unsent_changes.sql"), Params::new().ids(ids).take())
            .fetch_all(&mut *self.tx)
            .await?;
        for row in &rows {
            let change = Unsent { id: sql::id(row, 1)?, columns: row.try_get(2)? };
            unsent.entry(sql::id(row, 0)?).or_default().push(change);
        }
        Ok(unsent)
    }
}

/// A change no server has seen: its id and, unless it made the row, the JSON array of columns it touched.
struct Unsent {
    id: Uuid,
    columns: Option<String>,
}

impl Unsent {
    fn touches(&self, table: &Table, unit: &str) -> bool {
        let Some(Ok(Json::Object(patch))) = self.columns.as_deref().map(serde_json::from_str::<Json>) else {
            return true;
        };
        patch.keys().any(|name| match name.as_str() {
            "deleted_at" => unit == DELETED_UNIT,
            name => table.column(name).is_some_and(|column| column.unit == unit),
        })
    }
}

/// `{unit: change id}` of the newest own unsent change of each unit of `change` (SYNC.md 3.2, `a`).
fn after_json(change: &Change, earlier: &[Unsent]) -> Option<String> {
    let after: BTreeMap<&str, String> = units(change)
        .into_iter()
        .filter_map(|unit| {
            let newest = earlier.iter().find(|unsent| unsent.touches(change.table, unit))?;
            Some((unit, newest.id.to_string()))
        })
        .collect();
    if after.is_empty() { None } else { serde_json::to_string(&after).ok() }
}
