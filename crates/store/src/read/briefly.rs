//! Small facts that a form needs at once: without figures, along indexes.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::read::{CatalogueInput, CatalogueKind};
use domain::schema::Table;
use domain::{CurrencyCode, TripId, WorkspaceId};
use sqlx::Row;
use uuid::Uuid;

use super::catalogue::details;
use super::rows::parse;
use crate::sql::{self, Params};
use crate::write::{all_columns, stored_row};
use crate::{Result, Store};

/// How many of the newest expenses say which currencies are in use.
const EXPENSES_LOOKED_AT: i64 = 10_000;

impl Store {
    /// The currencies of the newest 10,000 expenses.
    pub async fn currencies_lately(&self, workspace: WorkspaceId) -> Result<Vec<CurrencyCode>> {
        let args = Params::new().id(workspace.0).int(EXPENSES_LOOKED_AT).take();
        let rows =
            sqlx::query_with(include_str!("currencies_lately.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| parse(row.try_get(0)?, "a currency")).collect()
    }

    /// How often each row of a catalogue is named by expenses, those in the trash included: a rank, not a figure.
    pub async fn catalogue_uses(&self, kind: CatalogueKind) -> Result<HashMap<Uuid, u64>> {
        let sql = match kind {
            CatalogueKind::Place => include_str!("uses_of_places.sql"),
            CatalogueKind::Merchant => include_str!("uses_of_merchants.sql"),
            CatalogueKind::Category => include_str!("uses_of_categories.sql"),
            CatalogueKind::Tag => include_str!("uses_of_tags.sql"),
            CatalogueKind::Person => include_str!("uses_of_people.sql"),
            CatalogueKind::PaymentMethod => include_str!("uses_of_payment_methods.sql"),
            // Trips are few and follow one another.
            CatalogueKind::Trip => return Ok(HashMap::new()),
        };
        let rows = sqlx::query(sql).fetch_all(&self.readers).await?;
        let count = |row| -> Result<u64> { Ok(u64::try_from(Row::try_get::<i64, _>(row, 1)?).unwrap_or(0)) };
        rows.iter().map(|row| Ok((sql::id(row, 0)?, count(row)?))).collect()
    }

    /// What a person may edit on one live row, without figures and aliases.
    pub async fn catalogue_input(
        &self,
        workspace: WorkspaceId,
        kind: CatalogueKind,
        id: Uuid,
    ) -> Result<Option<CatalogueInput>> {
        let table = Table::named(kind.table());
        let columns = all_columns(table);
        let sql = format!(
            "select {columns} from {} where id = ?1 and workspace_id = ?2 and deleted_at is null",
            table.name
        );
        let args = Params::new().id(id).id(workspace.0).take();
        let row = sqlx::query_with(&sql, args).fetch_optional(&self.readers).await?;
        row.map(|row| Ok(details::input(&stored_row(table, &row)?, kind, Vec::new()))).transpose()
    }

    /// Trips under way on a day, the one that began last first.
    pub async fn trips_on(&self, workspace: WorkspaceId, day: NaiveDate) -> Result<Vec<(TripId, String)>> {
        let args = Params::new().id(workspace.0).text(day.to_string()).take();
        let rows = sqlx::query_with(include_str!("trips_on.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok((TripId(sql::id(row, 0)?), row.try_get(1)?))).collect()
    }
}
