//! Totals of a multi-selection.

use domain::query::Query;
use domain::read::{TotalsBy, TotalsReport};
use domain::{ExpenseId, WorkspaceId};
use uuid::Uuid;

use super::figures::{Level, in_order, slices, sums};
use super::filter::Filter;
use super::fragment::Fragment;
use crate::{Result, Store};

impl Store {
    /// Totals of these expenses, per currency and broken down; those in the trash are left out.
    pub async fn totals_of(
        &self,
        workspace: WorkspaceId,
        ids: &[ExpenseId],
        by: TotalsBy,
    ) -> Result<TotalsReport> {
        let mut reader = self.reader().await?;
        let filter = Filter::compile(&mut reader, workspace, &Query::default()).await?;
        let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
        let mut range = Fragment::of(" and ");
        range.append(&Fragment::id_in("e.id", &ids));
        let totals = sums(&mut reader, &filter, &range).await?;
        let slices = slices(&mut reader, &filter, &range, by, Level::Top).await?;
        Ok(TotalsReport { slices: in_order(slices, by, &totals), totals })
    }
}
