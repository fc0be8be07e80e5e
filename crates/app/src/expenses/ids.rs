//! Expenses by the start of their id, as the command line takes them.

use domain::ExpenseId;
use uuid::Uuid;
use wire::Fault;

use crate::App;
use crate::dispatch::report;

impl App {
    /// Expenses whose id lies between two, both included and in the trash or not; at most `limit`.
    pub async fn expense_ids(&self, from: Uuid, to: Uuid, limit: u32) -> Result<Vec<ExpenseId>, Fault> {
        let found = self.store().expense_ids(self.workspace(), from, to, limit).await;
        found.map_err(|error| report("expense_ids", error.into()))
    }
}
