//! History and outbox rows, produced from the schema and written in batches.

use std::collections::{HashMap, HashSet};

use domain::mutant;
use domain::schema::{DELETED_UNIT, LOCAL_UNIT, Patch, Table, Value};
use sqlx::{Sqlite, SqliteConnection, Transaction};
use uuid::Uuid;

use super::batch::{self, Batch, Statement};
use super::seen::{Unsent, read_unsent, seen};
use super::sight::Sight;
use super::{WriteContext, WriteTx, names};
use crate::sql;
use crate::sync::{EXT_KEY, Ext};
use crate::{Error, Result};

/// Why a change of another copy is in the history.
const PULLED: &str = "sync";

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

/// One change of a row that exists, before it is written to history and outbox.
pub(super) struct Change {
    pub table: &'static Table,
    pub id: Uuid,
    pub expense: Option<Uuid>,
    pub operation: Operation,
    pub base_rev: i64,
    /// Columns that differ: value before, value after.
    pub fields: Vec<(&'static str, Value, Value)>,
    /// Every column of the units these belong to, as they are sent: value before, value after. Empty when nothing is sent.
    pub whole: Vec<(&'static str, Value, Value)>,
    /// What newer versions keep in these units: sent back as it is.
    pub ext: Ext,
    /// Whether it is for a server as well: device settings are not.
    pub is_sent: bool,
}

/// Changes that wait to be written.
pub(super) struct Log {
    next_revision: i64,
    first_revision: i64,
    revisions: Batch,
    outbox: Batch,
    waiting: HashSet<Uuid>,
    /// What the author of a form had seen.
    pub(super) sight: Option<Sight>,
}

/// One row of the outbox, before it is written.
struct Sending {
    op: &'static str,
    base: String,
    patch: String,
    after: Option<String>,
}

impl Log {
    pub(super) async fn begin(tx: &mut Transaction<'static, Sqlite>) -> Result<Self> {
        let last: i64 = sqlx::query_scalar("select ifnull(max(local_id), 0) from expense_revision")
            .fetch_one(&mut **tx)
            .await?;
        Ok(Self {
            next_revision: last + 1,
            first_revision: last + 1,
            revisions: Batch::new("expense_revision", &REVISION_COLUMNS.map(sql::quoted)),
            outbox: Batch::new("outbox", &OUTBOX_COLUMNS.map(sql::quoted)),
            waiting: HashSet::new(),
            sight: None,
        })
    }

    /// First and last revision of this transaction; `None` when it made none.
    pub(super) fn span(&self) -> Option<(i64, i64)> {
        (self.next_revision > self.first_revision).then_some((self.first_revision, self.next_revision - 1))
    }

    /// Enters a new row in history and outbox.
    pub(super) fn insert(&mut self, ctx: &mut WriteContext, table: &'static Table, id: Uuid, patch: &Patch) {
        let value = |column: &str| patch.get(column).cloned();
        let subject = Subject { table, id, expense: names::expense_of(table, id, value), base_rev: 0 };
        self.push_revision(ctx, &subject, Operation::Insert, "{}".to_owned());
        if names::is_sent(table, value) {
            let sent =
                patch.iter().filter(|(name, value)| **value != Value::Null && is_sent_column(table, name));
            let sending = Sending {
                op: outbox_op(Operation::Insert, table),
                base: "{}".to_owned(),
                patch: sql::object(sent),
                after: None,
            };
            let change = self.push_outbox(ctx, &subject, sending);
            if let Some(sight) = self.sight.as_mut().filter(|sight| sight.covers(subject.expense)) {
                sight.made(table, id, change);
            }
        }
    }

    /// What waits, as statements that must be run next.
    pub(super) fn take(&mut self) -> impl Iterator<Item = Statement> + use<> {
        self.waiting.clear();
        self.revisions.take().into_iter().chain(self.outbox.take())
    }

    /// Whether as much waits as a statement holds.
    pub(super) fn is_full(&self) -> bool {
        self.revisions.is_full()
    }

    async fn flush(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        Ok(batch::run(connection, self.take()).await?)
    }

    fn push_revision(
        &mut self,
        ctx: &mut WriteContext,
        change: &Subject,
        operation: Operation,
        changed: String,
    ) {
        let author = Author { by: None, device: ctx.device.0, at_ms: ctx.at_ms, reason: ctx.action };
        self.push_revision_of(ctx, change, operation, changed, &author);
    }

    fn push_revision_of(
        &mut self,
        ctx: &mut WriteContext,
        change: &Subject,
        operation: Operation,
        changed: String,
        author: &Author,
    ) {
        self.revisions
            .push(self.next_revision)
            .push((ctx.ids)())
            .push(ctx.workspace.0)
            .push(change.table.name)
            .push(change.id)
            .push(change.expense)
            .push(ctx.group.0)
            .push(operation.as_str())
            .push(changed)
            .push(author.by)
            .push(author.device)
            .push(author.at_ms)
            .push(author.reason)
            .push(change.base_rev);
        self.next_revision += 1;
    }

    fn push_outbox(&mut self, ctx: &mut WriteContext, change: &Subject, sending: Sending) -> Uuid {
        let (group, at_ms) = (ctx.group.0, ctx.at_ms);
        let id = (ctx.ids)();
        self.push_row(id, group, at_ms, ctx, change, sending);
        id
    }

    /// A change that is a user action of its own.
    fn push_entry(&mut self, ctx: &mut WriteContext, change: &Subject, sending: Sending, at_ms: i64) {
        let id = (ctx.ids)();
        self.push_row(id, id, at_ms, ctx, change, sending);
    }

    fn push_row(
        &mut self,
        id: Uuid,
        group: Uuid,
        at_ms: i64,
        ctx: &WriteContext,
        change: &Subject,
        sending: Sending,
    ) {
        self.outbox
            .push(id)
            .push(ctx.workspace.0)
            .push(change.table.name)
            .push(change.id)
            .push(sending.op)
            .push(change.base_rev)
            .push(sending.base)
            .push(sending.patch)
            .push(sending.after)
            .push(group)
            .push(at_ms);
        self.waiting.insert(change.id);
    }
}

/// Who made a change.
struct Author {
    by: Option<Uuid>,
    device: Uuid,
    at_ms: i64,
    reason: &'static str,
}

/// The row a change is about.
struct Subject {
    table: &'static Table,
    id: Uuid,
    expense: Option<Uuid>,
    base_rev: i64,
}

const REVISION_COLUMNS: [&str; 14] = [
    "local_id",
    "id",
    "workspace_id",
    "subject_table",
    "subject_id",
    "expense_id",
    "group_id",
    "operation",
    "changed",
    "by",
    "device",
    "at",
    "reason",
    "rev",
];
const OUTBOX_COLUMNS: [&str; 11] = [
    "change_id",
    "workspace_id",
    "table",
    "row_id",
    "op",
    "base_rev",
    "base",
    "patch",
    "depends_on",
    "group_id",
    "at_ms",
];

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
    let values =
        change.whole.iter().map(|(name, before, after)| (*name, if is_after { after } else { before }));
    let mut json = sql::object(values);
    if !change.ext.is_empty() && !mutant::is("unknown_dropped") {
        json.pop();
        json.push_str(if json.len() > 1 { "," } else { "" });
        sql::push_json_text(&mut json, EXT_KEY);
        json.push(':');
        json.push_str(&serde_json::to_string(&change.ext).unwrap_or_else(|_| "{}".to_owned()));
        json.push('}');
    }
    json
}

fn is_sent_column(table: &Table, name: &str) -> bool {
    table.column(name).is_none_or(|column| column.unit != LOCAL_UNIT)
}

fn outbox_op(operation: Operation, table: &Table) -> &'static str {
    match (operation, table.is_set) {
        (Operation::Insert | Operation::Restore, true) => "set_add",
        (Operation::Delete, true) => "set_remove",
        (Operation::Insert, false) => "insert",
        (Operation::Delete, false) => "delete",
        (Operation::Update | Operation::Restore, _) => "update",
    }
}

/// The units a change touches.
fn units(change: &Change) -> Vec<&'static str> {
    let mut units: Vec<_> = change
        .whole
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
    /// Enters changes of rows that exist in history and outbox.
    pub(super) async fn record(&mut self, changes: Vec<Change>) -> Result<()> {
        let ids: Vec<Uuid> = changes.iter().map(|change| change.id).collect();
        let unsent = self.unsent(&ids).await?;
        for change in changes {
            let Change { table, id, expense, mut base_rev, .. } = change;
            if mutant::is("base_is_cursor") {
                base_rev = self.cursor_seq().await?;
            }
            let subject = Subject { table, id, expense, base_rev };
            self.log.push_revision(&mut self.ctx, &subject, change.operation, changed_json(&change));
            if change.is_sent && !change.whole.is_empty() {
                let units = units(&change);
                let sight = self.log.sight.as_ref().filter(|sight| sight.covers(expense));
                let after = match sight {
                    Some(sight) => sight.seen(id, &units, base_rev),
                    None => unsent.get(&id).and_then(|own| seen(table, &units, base_rev, own)),
                };
                let sending = Sending {
                    op: outbox_op(change.operation, table),
                    base: side_json(&change, false),
                    patch: side_json(&change, true),
                    after,
                };
                let entry = self.log.push_outbox(&mut self.ctx, &subject, sending);
                if let Some(sight) = self.log.sight.as_mut().filter(|sight| sight.covers(expense)) {
                    sight.wrote(table, id, &units, entry);
                }
            }
            self.recorded(table).await?;
        }
        Ok(())
    }

    /// How far the whole copy is: what a base must never be taken from (SYNC.md 10.3).
    async fn cursor_seq(&mut self) -> Result<i64> {
        let cursor: Option<String> =
            sqlx::query_scalar("select cursor from sync_book where workspace_id = ?1")
                .bind(self.ctx.workspace.0.as_bytes().to_vec())
                .fetch_optional(&mut *self.tx)
                .await?
                .flatten();
        let cursor = cursor.and_then(|text| text.parse::<wire::v1::Cursor>().ok());
        Ok(cursor.map_or(0, |cursor| cursor.seq))
    }

    /// Enters in the outbox that a row was made as it is now; what made it is in the history already.
    pub(crate) async fn enter_insert(
        &mut self,
        table: &'static Table,
        id: Uuid,
        patch: String,
        at_ms: i64,
    ) -> Result<()> {
        let subject = Subject { table, id, expense: None, base_rev: 0 };
        let sending =
            Sending { op: outbox_op(Operation::Insert, table), base: "{}".to_owned(), patch, after: None };
        self.log.push_entry(&mut self.ctx, &subject, sending, at_ms);
        if self.log.outbox.is_full() {
            self.log.flush(&mut self.tx).await?;
        }
        Ok(())
    }

    /// Enters in the history what another copy changed of a row that was here. Nothing is sent.
    pub(super) async fn record_pulled(
        &mut self,
        change: &Change,
        by: Option<Uuid>,
        at_ms: i64,
    ) -> Result<()> {
        let Change { table, id, expense, base_rev, operation, .. } = *change;
        let subject = Subject { table, id, expense, base_rev };
        let author = Author { by, device: Uuid::nil(), at_ms, reason: PULLED };
        self.log.push_revision_of(&mut self.ctx, &subject, operation, changed_json(change), &author);
        self.recorded(table).await
    }

    async fn recorded(&mut self, table: &'static Table) -> Result<()> {
        self.committed.tables.insert(table.name);
        self.committed.changes += 1;
        if self.log.is_full() {
            self.log.flush(&mut self.tx).await?;
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
        if ids.iter().any(|id| self.log.waiting.contains(id)) {
            self.log.flush(&mut self.tx).await?;
        }
        read_unsent(&mut self.tx, ids).await
    }
}
