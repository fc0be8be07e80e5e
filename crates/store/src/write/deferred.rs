//! Large imports: keeping eleven indexes in order row by row costs more than sorting each of them once at the end.

use domain::schema::Table;
use sqlx::Row;

use super::WriteTx;
use crate::Result;

/// Expenses written by one transaction from which it is worth it.
const EXPENSES_MIN: i64 = 4_000;

impl WriteTx {
    /// Drops the indexes of `expense` when this transaction writes at least half as many expenses as `before` were there; `commit`
    /// makes them again. All of it is in the transaction: nobody else ever sees the table without them.
    pub(super) async fn defer_indexes(&mut self, before: i64, written: i64) -> Result<()> {
        if !self.deferred.is_empty() || written < EXPENSES_MIN || written < before / 2 {
            return Ok(());
        }
        let rows = sqlx::query(include_str!("expense_indexes.sql")).fetch_all(&mut *self.tx).await?;
        for row in rows {
            let name: String = row.try_get(0)?;
            sqlx::query(&format!("drop index {name}")).execute(&mut *self.tx).await?;
            self.deferred.push(row.try_get(1)?);
        }
        Ok(())
    }

    /// The same for so many rows of `table` that are trashed or come back.
    pub(crate) async fn defer_indexes_of(&mut self, table: &'static Table, rows: usize) -> Result<()> {
        let written = i64::try_from(rows).unwrap_or(i64::MAX);
        if table.name != "expense" || written < EXPENSES_MIN {
            return Ok(());
        }
        let before = sqlx::query_scalar("select ifnull(max(local_id), 0) from expense")
            .fetch_one(&mut *self.tx)
            .await?;
        self.defer_indexes(before, written).await
    }

    /// Makes the dropped indexes again.
    pub(super) async fn make_indexes(&mut self) -> Result<()> {
        for sql in std::mem::take(&mut self.deferred) {
            sqlx::query(&sql).execute(&mut *self.tx).await?;
        }
        Ok(())
    }
}
