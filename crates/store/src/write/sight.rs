//! What stood before somebody's eyes when they began to type into a form.
//!
//! A form may stay open for hours while other copies of the book change the same expense. What is saved then is an answer to what the
//! form was filled from, not to what is here now: its base travels with it (SYNC.md 3.2), so that the service sees two people who did
//! not know of each other.

use std::collections::BTreeMap;

use domain::schema::{DELETED_UNIT, TABLES, Table};
use domain::{ExpenseId, WorkspaceId};
use serde::{Deserialize, Serialize};
use sqlx::Row;
use uuid::Uuid;
use wire::v1::AFTER_MAX;

use super::WriteTx;
use super::seen::{Seen, SeenUnits, Unsent, read_unsent};
use crate::sql::{self, Params, quoted};
use crate::{Error, Result, Store};

/// What the author of a form had seen of an expense and of all that hangs on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sight {
    expense: Uuid,
    rows: BTreeMap<Uuid, RowSight>,
}

/// What they had seen of one row.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct RowSight {
    /// Its version; 0 when it was not there.
    rev: i64,
    /// Units on top of which own changes stood that no service had answered.
    #[serde(default, skip_serializing_if = "SeenUnits::is_empty")]
    units: SeenUnits,
}

impl Store {
    /// What somebody sees who opens a form of that expense now; `None` when the workspace has no other copies. To be read before the
    /// values that are shown.
    pub async fn sight(&self, workspace: WorkspaceId, expense: ExpenseId) -> Result<Option<Sight>> {
        // One snapshot: an answer may be taken over between two statements.
        let mut tx = self.readers.begin().await?;
        let args = Params::new().id(workspace.0).take();
        let is_shared = sqlx::query_with("select 1 from sync_book where workspace_id = ?1", args)
            .fetch_optional(&mut *tx)
            .await?;
        if is_shared.is_none() {
            return Ok(None);
        }
        let rows = sqlx::query_with(&parts_statement(), Params::new().id(expense.0).take())
            .fetch_all(&mut *tx)
            .await?;
        let mut found: Vec<(&'static Table, Uuid, i64)> = Vec::with_capacity(rows.len());
        for row in &rows {
            let table = Table::find(row.try_get(0)?).ok_or(Error::Malformed("a table name"))?;
            found.push((table, sql::id(row, 1)?, row.try_get(2)?));
        }
        let ids: Vec<Uuid> = found.iter().map(|(_, id, _)| *id).collect();
        let mut unsent = read_unsent(&mut tx, &ids).await?;
        let rows = found.into_iter().map(|(table, id, rev)| {
            let own = unsent.remove(&id).unwrap_or_default();
            (id, RowSight::of(table, rev, &own))
        });
        Ok(Some(Sight { expense: expense.0, rows: rows.collect() }))
    }
}

/// The table, id and version of an expense and of every row that hangs on it, in the trash or not.
fn parts_statement() -> String {
    let part = |table: &Table| {
        let column = if table.name == "expense" { Some("id") } else { table.expense_column };
        let column = quoted(column?);
        Some(format!("select '{0}', id, rev from {0} where {column} = ?1", table.name))
    };
    TABLES.iter().filter_map(part).collect::<Vec<_>>().join(" union all ")
}

impl RowSight {
    /// Of a row of that version with own unanswered changes on top, newest first.
    fn of(table: &'static Table, rev: i64, own: &[Unsent]) -> Self {
        let mut units = SeenUnits::new();
        let guarded: Vec<&str> = table.units().into_iter().filter(|unit| is_guarded(table, unit)).collect();
        for unit in table.units() {
            let newest = own.iter().find(|unsent| unsent.touches(table, unit));
            let is_followed = |other: &&str| own.iter().any(|unsent| unsent.touches(table, other));
            if newest.is_some() || guarded.contains(&unit) && guarded.iter().any(is_followed) {
                let b = newest.map_or(rev, |unsent| unsent.base_of(unit));
                // All of them, not only the newest: before they leave, one may go into another.
                let a = own.iter().map(|unsent| unsent.id).take(AFTER_MAX).collect();
                units.insert(unit.to_owned(), Seen { b, a });
            }
        }
        Self { rev, units }
    }
}

impl Sight {
    /// Whether this says what was seen of that row.
    pub(super) fn covers(&self, expense: Option<Uuid>) -> bool {
        expense == Some(self.expense)
    }

    /// What was seen of these units of a row whose version is `rev` now; `None` when that is no more and no less than the version.
    pub(super) fn seen(&self, id: Uuid, units: &[&'static str], rev: i64) -> Option<String> {
        let unknown = RowSight::default();
        let row = self.rows.get(&id).unwrap_or(&unknown);
        let seen = units.iter().filter_map(|unit| {
            let seen = row.units.get(*unit).cloned().unwrap_or(Seen { b: row.rev, a: Vec::new() });
            (seen.b != rev || !seen.a.is_empty()).then(|| ((*unit).to_owned(), seen))
        });
        let seen: SeenUnits = seen.collect();
        if seen.is_empty() { None } else { serde_json::to_string(&seen).ok() }
    }

    /// Who changed these units themselves has seen it.
    pub(super) fn wrote(&mut self, table: &'static Table, id: Uuid, units: &[&'static str], change: Uuid) {
        let row = self.rows.entry(id).or_default();
        let is_guarded_change = units.iter().any(|unit| is_guarded(table, unit));
        for unit in table.units() {
            if units.contains(&unit) || is_guarded_change && is_guarded(table, unit) {
                let unseen = Seen { b: row.rev, a: Vec::new() };
                let seen = row.units.entry(unit.to_owned()).or_insert(unseen);
                seen.a.insert(0, change);
                seen.a.truncate(AFTER_MAX);
            }
        }
    }

    /// Who made a row has seen all of it.
    pub(super) fn made(&mut self, table: &'static Table, id: Uuid, change: Uuid) {
        self.wrote(table, id, &table.units(), change);
    }
}

/// Whether two people who change it without knowing of each other are told.
fn is_guarded(table: &Table, unit: &str) -> bool {
    unit == DELETED_UNIT || table.guarded.contains(&unit)
}

impl WriteTx {
    /// What is changed of that expense from here on answers to what its form was filled from, not to what is here now.
    pub fn answer_to(&mut self, sight: Sight) {
        self.log.sight = Some(sight);
    }

    /// What the form's author has seen with what they wrote in this transaction: for the next time the same form is saved.
    pub fn sight(&self) -> Option<Sight> {
        self.log.sight.clone()
    }
}
