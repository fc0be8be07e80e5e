//! Deleting, restoring, voiding: the row always stays, and every one of these can be undone.

use domain::ExpenseId;
use domain::expense::{Field, FieldProblem, NOTE_CHARS_MAX};
use domain::schema::{Patch, Table, Value};
use store::WriteTx;
use uuid::Uuid;
use wire::call::{BULK_MAX, Changed, DeleteExpenses, RestoreExpenses, VoidExpenses};

use super::columns::cleaned;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// The ids of a bulk call, each once; refused when there are more than `BULK_MAX`, or one is not in the book.
pub(super) async fn checked_ids(tx: &mut WriteTx, ids: &[ExpenseId]) -> Result<Vec<Uuid>> {
    if ids.len() > BULK_MAX {
        return Err(Error::field(Field::Query, FieldProblem::TooLarge { limit: BULK_MAX as i64 }));
    }
    let mut checked: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    checked.sort_unstable();
    checked.dedup();
    // A single id that is not there is a mistake of the caller; among many, one may have gone meanwhile.
    if let [only] = checked.as_slice()
        && !tx.exists(Table::named("expense"), *only).await?
    {
        return Err(Error::NotFound);
    }
    Ok(checked)
}

impl Handle for DeleteExpenses {
    async fn handle(self, app: &App) -> Result<Changed> {
        let mut tx = app.write("delete").await?;
        let ids = checked_ids(&mut tx, &self.ids).await?;
        let rows = tx.delete_many(Table::named("expense"), &ids).await?;
        app.finish(tx, rows).await
    }
}

impl Handle for RestoreExpenses {
    async fn handle(self, app: &App) -> Result<Changed> {
        let mut tx = app.write("restore").await?;
        let ids = checked_ids(&mut tx, &self.ids).await?;
        let rows = tx.restore_many(Table::named("expense"), &ids).await?;
        app.finish(tx, rows).await
    }
}

impl Handle for VoidExpenses {
    async fn handle(self, app: &App) -> Result<Changed> {
        let reason = self.reason.as_deref().map(cleaned);
        if reason.as_ref().is_some_and(|reason| reason.chars().count() > NOTE_CHARS_MAX) {
            return Err(Error::field(Field::Notes, FieldProblem::TooLarge { limit: NOTE_CHARS_MAX as i64 }));
        }
        let mut tx = app.write(if reason.is_some() { "void" } else { "unvoid" }).await?;
        let ids = checked_ids(&mut tx, &self.ids).await?;
        let at = reason.as_ref().map(|_| tx.context().at_ms);
        let patch = Patch::new().set("voided_at", Value::from(at)).set("void_reason", reason);
        let rows = tx.update_many(Table::named("expense"), &ids, patch).await?;
        app.finish(tx, rows).await
    }
}
