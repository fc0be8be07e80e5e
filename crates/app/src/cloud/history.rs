//! What the service knows of a row.

use chrono::{DateTime, Utc};
use domain::schema::Table;
use wire::call::{ServerHistory, ServerHistoryChange, ServerHistoryEntry};
use wire::v1::{HistoryItem, HistoryUnit, Outcome};

use super::show;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for ServerHistory {
    async fn handle(self, app: &App) -> Result<Vec<ServerHistoryEntry>> {
        let table = Table::find(&self.table).ok_or(Error::NotFound)?;
        let history = app.cloud().session()?.history(app.workspace().0, table.name, self.id).await?;
        let mut entries = Vec::with_capacity(history.entries.len());
        for item in history.entries {
            entries.push(entry(app, table.name, item).await?);
        }
        Ok(entries)
    }
}

async fn entry(app: &App, table: &str, item: HistoryItem) -> Result<ServerHistoryEntry> {
    let mut changed = Vec::new();
    for (unit, sides) in &item.units {
        changed.extend(changes(app, table, unit, sides).await?);
    }
    let is_here = item.device == Some(app.device().0);
    Ok(ServerHistoryEntry {
        op: item.op,
        by: show::person(app, item.by, item.by_name),
        device: is_here.then(|| app.cloud().device_name().to_owned()),
        edited_at: at(item.edited_ms),
        received_at: at(item.received_ms),
        outcome: outcome(item.outcome).to_owned(),
        changes: changed,
    })
}

async fn changes(
    app: &App,
    table: &str,
    unit: &str,
    sides: &HistoryUnit,
) -> Result<Vec<ServerHistoryChange>> {
    let old = sides.old.clone().unwrap_or_default();
    let before = show::values(app, table, &old).await?;
    let after = show::values(app, table, &sides.new).await?;
    let value = |side: &[(String, Option<String>)], column: &str| {
        side.iter().find(|(name, _)| name == column).and_then(|(_, value)| value.clone())
    };
    let mut columns: Vec<&String> = before.iter().chain(&after).map(|(column, _)| column).collect();
    columns.dedup();
    let mut shown: Vec<ServerHistoryChange> = Vec::new();
    for column in columns {
        let (before, after) = (value(&before, column), value(&after, column));
        if before != after && shown.iter().all(|change| change.column != *column) {
            let (unit, column) = (unit.to_owned(), column.clone());
            shown.push(ServerHistoryChange { unit, column, before, after, is_written: sides.written });
        }
    }
    Ok(shown)
}

fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Ok => "ok",
        Outcome::Dup => "dup",
        Outcome::Same => "same",
        Outcome::KeptOther => "kept_other",
        Outcome::Rejected => "rejected",
        Outcome::Other => "other",
    }
}

fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}
