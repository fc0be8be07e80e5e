//! The history of an expense, and taking one entry of it back.

use domain::read::{CatalogueKind, HistoryEntry, HistoryOperation};
use domain::schema::{ColumnKind, Patch, Table};
use store::WriteTx;
use uuid::Uuid;
use wire::call::{Changed, GetHistory, RestoreRevision};

use super::parts::id_in;
use crate::catalogue::by_id;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for GetHistory {
    async fn handle(self, app: &App) -> Result<Vec<HistoryEntry>> {
        app.get_expense(self.id).await?;
        Ok(app.store().history(app.workspace(), self.id).await?)
    }
}

impl Handle for RestoreRevision {
    async fn handle(self, app: &App) -> Result<Changed> {
        let entry = app.store().change_of(app.workspace(), self.id).await?.ok_or(Error::NotFound)?;
        let mut tx = app.write("restore_revision").await?;
        let rows = match entry.operation {
            HistoryOperation::Insert => tx.delete(entry.table, entry.id).await?,
            HistoryOperation::Delete => {
                tx.restore(entry.table, entry.id).await?
                    | follow_merges(&mut tx, entry.table, entry.id).await?
            }
            HistoryOperation::Restore => tx.delete(entry.table, entry.id).await?,
            HistoryOperation::Update => {
                tx.update(entry.table, entry.id, entry.before).await?
                    | follow_merges(&mut tx, entry.table, entry.id).await?
            }
        };
        app.finish(tx, u64::from(rows)).await
    }
}

/// What came back may name rows that were merged away since; it names what remains instead (E-097).
async fn follow_merges(tx: &mut WriteTx, table: &'static Table, id: Uuid) -> Result<bool> {
    let Some(row) = tx.find(table, id).await?.filter(|row| row.deleted_at.is_none()) else {
        return Ok(false);
    };
    let mut changed = false;
    for column in table.columns {
        let (ColumnKind::Ref(target), Some(named)) = (column.kind, id_in(&row, column.name)) else {
            continue;
        };
        let kinds = CatalogueKind::ALL.iter().copied();
        let Some(kind) = kinds.into_iter().find(|kind| kind.table() == target) else { continue };
        let remains = by_id(tx, kind, named).await?.id;
        if remains == named {
            continue;
        }
        changed = true;
        match id_in(&row, "expense_id").filter(|_| table.is_set) {
            Some(expense) => {
                tx.delete(table, id).await?;
                tx.put_member(table, expense, remains, Patch::new()).await?;
            }
            None => {
                tx.update(table, id, Patch::new().set(column.name, remains)).await?;
            }
        }
    }
    Ok(changed)
}
