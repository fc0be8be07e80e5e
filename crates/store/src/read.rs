//! Reads, answered with the models of `domain::read`.

mod detail;
mod filter;
mod fragment;
mod groups;
mod keys;
mod list;
mod order;
mod rows;
mod sums;

use sqlx::Sqlite;
use sqlx::pool::PoolConnection;

pub(crate) use keys::{find_by_fold, known_import_keys};
pub use list::{ListRequest, WINDOW_ROWS_MAX};

use crate::{Result, Store};

impl Store {
    /// A connection that reads.
    pub(crate) async fn reader(&self) -> Result<PoolConnection<Sqlite>> {
        Ok(self.readers.acquire().await?)
    }
}
