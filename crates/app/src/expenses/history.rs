//! The history of an expense, and taking one entry of it back.

use domain::read::{HistoryEntry, HistoryOperation};
use wire::call::{Changed, GetHistory, RestoreRevision};

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
            HistoryOperation::Delete => tx.restore(entry.table, entry.id).await?,
            HistoryOperation::Restore => tx.delete(entry.table, entry.id).await?,
            HistoryOperation::Update => tx.update(entry.table, entry.id, entry.before).await?,
        };
        app.finish(tx, u64::from(rows)).await
    }
}
