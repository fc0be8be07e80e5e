//! Hiding a row from pickers, and deleting one. Expenses keep what they were recorded under (E-151).

use domain::schema::{Patch, Table, Value};
use wire::call::{ArchiveCatalogueEntry, Changed, DeleteCatalogueEntry};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for ArchiveCatalogueEntry {
    async fn handle(self, app: &App) -> Result<Changed> {
        let table = Table::named(self.kind.table());
        let mut tx = app.write(if self.archive { "archive" } else { "unarchive" }).await?;
        let row = tx.find(table, self.id).await?.ok_or(Error::NotFound)?;
        let is_archived = row.values.get("archived_at").is_some_and(|at| *at != Value::Null);
        let mut rows = 0;
        if is_archived != self.archive {
            let at = self.archive.then(|| tx.context().at_ms);
            rows = u64::from(tx.update(table, self.id, Patch::new().set("archived_at", at)).await?);
        }
        app.finish(tx, rows).await
    }
}

impl Handle for DeleteCatalogueEntry {
    async fn handle(self, app: &App) -> Result<Changed> {
        let table = Table::named(self.kind.table());
        let mut tx = app.write("catalogue_delete").await?;
        if !tx.exists(table, self.id).await? {
            return Err(Error::NotFound);
        }
        let mut rows = u64::from(tx.delete(table, self.id).await?);
        // The categories below a deleted one move up; nothing they hold is lost.
        if table.name == "category" {
            for child in tx.list(table, "parent_id", self.id).await? {
                rows +=
                    u64::from(tx.update(table, child.id, Patch::new().set("parent_id", Value::Null)).await?);
            }
        }
        app.finish(tx, rows).await
    }
}
