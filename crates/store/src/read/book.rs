//! A book's own things: its row, settings, templates, saved filters, aliases, counts.

use chrono::NaiveDate;
use domain::{CurrencyCode, MerchantId, SavedFilterId, TemplateId, WorkspaceId};
use sqlx::Row;

use super::rows::parse;
use crate::sql::{self, Params};
use crate::{Result, Store};

/// A book of expenses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkspaceRow {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// `personal`, `household`, `company`, `group`.
    pub kind: String,
    /// The currency its owner thinks in.
    pub home_currency: CurrencyCode,
    /// ISO country, if known.
    pub country: Option<String>,
    /// Day of the month its months begin on.
    pub month_start_day: i64,
}

/// A saved set of expense defaults.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateRow {
    /// Its id.
    pub id: TemplateId,
    /// Its name.
    pub name: String,
    /// The defaults as JSON.
    pub payload: String,
    /// How often it was used.
    pub uses: i64,
    /// When it was used last.
    pub last_used_on: Option<NaiveDate>,
    /// Whether it is shown first.
    pub is_pinned: bool,
}

/// A saved search.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedFilterRow {
    /// Its id.
    pub id: SavedFilterId,
    /// Its name.
    pub name: String,
    /// The query as typed.
    pub query: String,
    /// Whether it is shown first.
    pub is_pinned: bool,
    /// Its place in the list.
    pub position: i64,
}

/// How much a book holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// Live expenses.
    pub expenses: u64,
    /// Expenses in the trash.
    pub in_trash: u64,
    /// Photographs on live expenses.
    pub photos: u64,
    /// Changes waiting for a server.
    pub outbox: u64,
    /// First and last day with an expense.
    pub days: Option<(NaiveDate, NaiveDate)>,
}

impl Store {
    /// The books of this file, the oldest first.
    pub async fn workspaces(&self) -> Result<Vec<WorkspaceRow>> {
        let rows = sqlx::query(include_str!("workspaces.sql")).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(WorkspaceRow {
                    id: WorkspaceId(sql::id(row, 0)?),
                    name: row.try_get(1)?,
                    kind: row.try_get(2)?,
                    home_currency: parse(row.try_get(3)?, "a currency")?,
                    country: row.try_get(4)?,
                    month_start_day: row.try_get(5)?,
                })
            })
            .collect()
    }

    /// The settings of a scope (`user`, `workspace`, `device`): key and JSON value, by key.
    pub async fn settings(&self, workspace: WorkspaceId, scope: &str) -> Result<Vec<(String, String)>> {
        let args = Params::new().id(workspace.0).text(scope).take();
        let rows = sqlx::query_with(include_str!("settings.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| Ok((row.try_get(0)?, row.try_get(1)?))).collect()
    }

    /// One setting's JSON value.
    pub async fn setting(&self, workspace: WorkspaceId, scope: &str, key: &str) -> Result<Option<String>> {
        Ok(self
            .settings(workspace, scope)
            .await?
            .into_iter()
            .find(|(name, _)| name == key)
            .map(|(_, value)| value))
    }

    /// The templates, pinned ones first, then the most used.
    pub async fn templates(&self, workspace: WorkspaceId) -> Result<Vec<TemplateRow>> {
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(include_str!("templates.sql"), args).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                let last: Option<&str> = row.try_get(4)?;
                Ok(TemplateRow {
                    id: TemplateId(sql::id(row, 0)?),
                    name: row.try_get(1)?,
                    payload: row.try_get(2)?,
                    uses: row.try_get(3)?,
                    last_used_on: last.map(|day| parse(day, "a date")).transpose()?,
                    is_pinned: row.try_get(5)?,
                })
            })
            .collect()
    }

    /// The saved filters, pinned ones first, then in their order.
    pub async fn saved_filters(&self, workspace: WorkspaceId) -> Result<Vec<SavedFilterRow>> {
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(include_str!("saved_filters.sql"), args).fetch_all(&self.readers).await?;
        rows.iter()
            .map(|row| {
                Ok(SavedFilterRow {
                    id: SavedFilterId(sql::id(row, 0)?),
                    name: row.try_get(1)?,
                    query: row.try_get(2)?,
                    is_pinned: row.try_get(3)?,
                    position: row.try_get(4)?,
                })
            })
            .collect()
    }

    /// The merchant that a folded text of a statement means: an exact alias first, then the longest prefix.
    pub async fn find_merchant_by_alias(
        &self,
        workspace: WorkspaceId,
        text_fold: &str,
    ) -> Result<Option<MerchantId>> {
        let args = Params::new().id(workspace.0).text(text_fold).take();
        let row = sqlx::query_with(include_str!("merchant_by_alias.sql"), args)
            .fetch_optional(&self.readers)
            .await?;
        Ok(row.map(|row| sql::id(&row, 0)).transpose()?.map(MerchantId))
    }

    /// How much a book holds.
    pub async fn counts(&self, workspace: WorkspaceId) -> Result<Counts> {
        let args = Params::new().id(workspace.0).take();
        let row = sqlx::query_with(include_str!("counts.sql"), args).fetch_one(&self.readers).await?;
        let count = |at: usize| -> Result<u64> { Ok(u64::try_from(row.try_get::<i64, _>(at)?).unwrap_or(0)) };
        let days = match (row.try_get::<Option<&str>, _>(4)?, row.try_get::<Option<&str>, _>(5)?) {
            (Some(first), Some(last)) => Some((parse(first, "a date")?, parse(last, "a date")?)),
            _ => None,
        };
        Ok(Counts { expenses: count(0)?, in_trash: count(1)?, photos: count(2)?, outbox: count(3)?, days })
    }

    /// A fact about this file: `device_id`, …
    pub async fn local_meta(&self, key: &str) -> Result<Option<String>> {
        let found = sqlx::query_scalar("select value from local_meta where \"key\" = ?1").bind(key);
        Ok(found.fetch_optional(&self.readers).await?)
    }

    /// Keeps a fact about this file. Not part of the book: no history, no outbox.
    pub async fn put_local_meta(&self, key: &str, value: &str) -> Result<()> {
        sqlx::query(include_str!("put_local_meta.sql")).bind(key).bind(value).execute(&self.writer).await?;
        Ok(())
    }
}
