//! Reads, answered with the models of `domain::read`.

mod book;
#[cfg(test)]
mod book_tests;
mod briefly;
mod calendar;
mod catalogue;
mod change;
mod dashboard;
mod detail;
mod figures;
mod filter;
mod fragment;
mod groups;
mod habits;
mod history;
mod keys;
mod label;
mod list;
mod order;
#[cfg(test)]
mod plan_tests;
mod rows;
mod selection;
mod strays;
mod sums;
#[cfg(test)]
mod tests;

use sqlx::Sqlite;
use sqlx::pool::PoolConnection;

pub use book::{Counts, SavedFilterRow, TemplateRow, WorkspaceRow};
pub use catalogue::Shown;
pub use change::RowChange;
pub use habits::PlaceHabits;
pub use history::{HISTORY_ENTRIES_MAX, ValuesAt};
pub use keys::CatalogueName;
pub(crate) use keys::{find_by_fold, known_import_keys};
pub use label::RowLabel;
pub use list::{ListRequest, WINDOW_ROWS_MAX};
pub use strays::Stray;
pub(crate) use sums::NET;

use crate::{Result, Store};

impl Store {
    /// A connection that reads.
    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        Ok(self.readers.acquire().await?)
    }

    /// A number that changes when another process writes to the file; `None` while this one writes.
    pub async fn others_version(&self) -> Result<Option<i64>> {
        // The connection that writes does not count its own writes.
        let Some(mut writer) = self.writer.try_acquire() else { return Ok(None) };
        Ok(Some(sqlx::query_scalar("pragma data_version").fetch_one(&mut *writer).await?))
    }
}
