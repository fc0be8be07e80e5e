//! Saved filters: queries with a name.

use domain::query;
use domain::schema::{Patch, Table};
use wire::call::{Changed, DeleteSavedFilter, ListSavedFilters, SaveFilter, SavedFilterRow};

use crate::dispatch::Handle;
use crate::expenses::cleaned;
use crate::templates::check_name;
use crate::{App, Error, Result};

impl Handle for ListSavedFilters {
    async fn handle(self, app: &App) -> Result<Vec<SavedFilterRow>> {
        let rows = app.store().saved_filters(app.workspace()).await?;
        let filter = |row: store::SavedFilterRow| SavedFilterRow {
            id: row.id,
            name: row.name,
            query: row.query,
            pinned: row.is_pinned,
        };
        Ok(rows.into_iter().map(filter).collect())
    }
}

impl Handle for SaveFilter {
    async fn handle(self, app: &App) -> Result<Changed> {
        let name = cleaned(&self.name);
        check_name(&name)?;
        query::parse(&self.query, app.env().today()).map_err(Error::BadQuery)?;
        let table = Table::named("saved_filter");
        let rows = app.store().saved_filters(app.workspace()).await?;
        let last = rows.iter().map(|row| row.position).max().unwrap_or(-1);
        let mut tx = app.write("filter_save").await?;
        // The text is kept as typed: "on:today" means the day it is used.
        let patch = Patch::new().set("name", name).set("query", self.query).set("pinned", self.pinned);
        let changed = match self.id {
            Some(id) => tx.update(table, id.0, patch).await?,
            None => {
                let id = tx.new_id();
                tx.insert(table, id, patch.set("position", last + 1)).await?
            }
        };
        app.finish(tx, u64::from(changed)).await
    }
}

impl Handle for DeleteSavedFilter {
    async fn handle(self, app: &App) -> Result<Changed> {
        let mut tx = app.write("filter_delete").await?;
        let rows = u64::from(tx.delete(Table::named("saved_filter"), self.id.0).await?);
        app.finish(tx, rows).await
    }
}
