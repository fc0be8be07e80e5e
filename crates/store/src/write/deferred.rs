//! Large imports: keeping eleven indexes in order row by row costs more than sorting each of them once at the end.

use sqlx::Row;

use super::WriteTx;
use crate::Result;

/// New expenses of one transaction from which it is worth it.
const EXPENSES_MIN: i64 = 4_000;

impl WriteTx {
    /// Drops the indexes of `expense` once this transaction has made as many expenses as there were half before; `commit` makes
    /// them again. All of it is in the transaction: nobody else ever sees the table without them.
    pub(super) async fn defer_indexes(&mut self) -> Result<()> {
        let (before, made) = (self.first_expense - 1, self.next_expense - self.first_expense);
        if !self.deferred.is_empty() || made < EXPENSES_MIN || made < before / 2 {
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

    /// Makes the dropped indexes again.
    pub(super) async fn make_indexes(&mut self) -> Result<()> {
        for sql in std::mem::take(&mut self.deferred) {
            sqlx::query(&sql).execute(&mut *self.tx).await?;
        }
        Ok(())
    }
}
