//! Conflict cards: what two people changed without seeing each other's change.

use chrono::{DateTime, Utc};
use domain::ExpenseId;
use domain::schema::{DELETED_UNIT, Patch, Table, Value};
use serde_json::{Map, Value as Json};
use store::WriteTx;
use store::sync::{Card, Member};
use wire::call::{
    Changed, ConflictCard, ConflictChoice, ConflictSide, ConflictValue, ListConflicts, ResolveConflict,
    WINDOW_MAX,
};

use super::show;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// The column of a deletion.
const DELETED_AT: &str = "deleted_at";

impl Handle for ListConflicts {
    async fn handle(self, app: &App) -> Result<Vec<ConflictCard>> {
        let mut shown = Vec::new();
        for card in app.store().cards(app.workspace(), self.resolved).await? {
            let is_wanted = self.expense.is_none_or(|expense| card.expense == Some(expense.0));
            if is_wanted
                && card.resolved_at_ms.is_some() == self.resolved
                && shown.len() < WINDOW_MAX as usize
            {
                shown.push(show(app, card).await?);
            }
        }
        Ok(shown)
    }
}

async fn show(app: &App, card: Card) -> Result<ConflictCard> {
    let (kept, other) = (object(&card.kept), object(&card.other));
    let kept_text = show::values(app, &card.table, &kept).await?;
    let other_text = show::values(app, &card.table, &other).await?;
    let text = |side: &[(String, Option<String>)], column: &str| {
        side.iter().find(|(name, _)| name == column).and_then(|(_, value)| value.clone())
    };
    let values = show::columns(&card.table, &card.unit, [&kept, &other])
        .into_iter()
        .map(|column| {
            let (kept, other) = (text(&kept_text, column), text(&other_text, column));
            ConflictValue { column: column.to_owned(), differs: kept != other, kept, other }
        })
        .filter(|value| value.kept.is_some() || value.other.is_some())
        .collect();
    let label = app.store().row_label(&card.table, card.row).await?;
    Ok(ConflictCard {
        id: card.id,
        name: label.as_ref().and_then(|label| label.name.clone()),
        expense: card.expense.map(ExpenseId).or(label.as_ref().and_then(|label| label.expense)),
        occurred_on: label.and_then(|label| label.occurred_on),
        table: card.table,
        subject: card.row,
        unit: card.unit,
        reason: card.reason,
        kept: side(app, card.kept_by, card.kept_at_ms, &kept),
        other: side(app, card.other_by, card.other_at_ms, &other),
        values,
        resolved_at: card.resolved_at_ms.map(at),
        resolution: card.resolution,
    })
}

fn side(app: &App, by: Option<Member>, at_ms: i64, value: &Map<String, Json>) -> ConflictSide {
    ConflictSide { by: by.map(|by| show::member(app, by)), at: at(at_ms), is_deletion: is_deletion(value) }
}

fn at(ms: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(ms).unwrap_or_default()
}

fn object(value: &Json) -> Map<String, Json> {
    value.as_object().cloned().unwrap_or_default()
}

fn is_deletion(value: &Map<String, Json>) -> bool {
    value.get(DELETED_AT).is_some_and(|at| !at.is_null())
}

impl Handle for ResolveConflict {
    async fn handle(self, app: &App) -> Result<Changed> {
        let mut cards = app.store().cards(app.workspace(), false).await?;
        cards.retain(|card| card.id == self.id && card.resolved_at_ms.is_none());
        let card = cards.pop().ok_or(Error::NotFound)?;
        if app.store().is_masked(card.row).await? {
            return Err(Error::Forbidden);
        }
        let mut tx = app.write("conflict_resolve").await?;
        let resolution = match self.choice {
            ConflictChoice::Keep => "keep",
            ConflictChoice::UseOther => "other",
            ConflictChoice::Edited => "edit",
        };
        let at_ms = tx.context().at_ms;
        // Closed first: a new value of the unit closes a card that is open, and would say that it was edited.
        let closed = Patch::new().set("resolved_at", at_ms).set("resolution", resolution);
        tx.update(Table::named("conflict"), card.id, closed).await?;
        if self.choice == ConflictChoice::UseOther {
            put(&mut tx, &card).await?;
        }
        app.finish(tx, 1).await
    }
}

/// Puts the other value in the place of the one that stands: an ordinary edit of all columns of the unit.
async fn put(tx: &mut WriteTx, card: &Card) -> Result<()> {
    let table = Table::find(&card.table).ok_or(Error::NotFound)?;
    let other = object(&card.other);
    if is_deletion(&other) {
        tx.delete(table, card.row).await?;
        return Ok(());
    }
    // The other side lives: a row that stands deleted comes back.
    if is_deletion(&object(&card.kept)) || card.unit == DELETED_UNIT {
        tx.restore(table, card.row).await?;
    }
    let mut patch = Patch::new();
    for column in table.unit_columns(&card.unit) {
        let value = other.get(column.name).unwrap_or(&Json::Null);
        let value = Value::from_wire(column.kind, value).ok_or(Error::Stale)?;
        patch.put(column.name, value);
    }
    if !patch.is_empty() {
        tx.update(table, card.row, patch).await?;
    }
    Ok(())
}
