//! Finding rows by what a person or a file calls them.

use std::collections::HashSet;

use domain::read::CatalogueKind;
use domain::{ExpenseId, WorkspaceId};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::sql::{self, Params};
use crate::{Result, Store};

/// Keys asked for by one statement.
const CHUNK_KEYS: usize = 5_000;

/// A name of a catalogue and the row it stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CatalogueName {
    /// The row.
    pub id: Uuid,
    /// Its folded name.
    pub name_fold: String,
    /// The category above it.
    pub parent: Option<Uuid>,
    /// The row it was merged into.
    pub merged_into: Option<Uuid>,
}

impl Store {
    /// Every name of a catalogue: rows in use first, then archived ones, then those that were merged away.
    pub async fn catalogue_names(
        &self,
        workspace: WorkspaceId,
        kind: CatalogueKind,
    ) -> Result<Vec<CatalogueName>> {
        let parent = if kind == CatalogueKind::Category { "parent_id" } else { "null" };
        let sql = format!(
            "select id, name_fold, {parent}, merged_into_id from {} where workspace_id = ?1 and deleted_at is null \
             order by merged_into_id is not null, archived_at is not null, local_id",
            kind.table()
        );
        let args = Params::new().id(workspace.0).take();
        let rows = sqlx::query_with(&sql, args).fetch_all(&mut *self.readers.acquire().await?).await?;
        rows.iter()
            .map(|row| {
                Ok(CatalogueName {
                    id: sql::id(row, 0)?,
                    name_fold: row.try_get(1)?,
                    parent: sql::opt_id(row, 2)?,
                    merged_into: sql::opt_id(row, 3)?,
                })
            })
            .collect()
    }

    /// The live row of a catalogue with that folded name that was not merged away; the oldest of several.
    pub async fn find_by_fold(
        &self,
        workspace: WorkspaceId,
        kind: CatalogueKind,
        name_fold: &str,
    ) -> Result<Option<Uuid>> {
        find_by_fold(&mut *self.readers.acquire().await?, workspace, kind, name_fold).await
    }

    /// Expenses whose id lies between two, both included and in the trash or not; at most `limit`.
    pub async fn expense_ids(
        &self,
        workspace: WorkspaceId,
        from: Uuid,
        to: Uuid,
        limit: u32,
    ) -> Result<Vec<ExpenseId>> {
        let args = Params::new().id(workspace.0).id(from).id(to).int(i64::from(limit)).take();
        let rows = sqlx::query_with(include_str!("expense_ids.sql"), args).fetch_all(&self.readers).await?;
        rows.iter().map(|row| sql::id(row, 0).map(ExpenseId)).collect()
    }

    /// Which of these import keys are in the book already, in the trash or not.
    pub async fn known_import_keys(
        &self,
        workspace: WorkspaceId,
        keys: &[String],
    ) -> Result<HashSet<String>> {
        known_import_keys(&mut *self.readers.acquire().await?, workspace, keys).await
    }
}

pub(crate) async fn find_by_fold(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    kind: CatalogueKind,
    name_fold: &str,
) -> Result<Option<Uuid>> {
    let sql = format!(
        "select id from {} where workspace_id = ?1 and name_fold = ?2 and deleted_at is null \
         and merged_into_id is null order by archived_at is not null, local_id limit 1",
        kind.table()
    );
    let args = Params::new().id(workspace.0).text(name_fold).take();
    let row = sqlx::query_with(&sql, args).fetch_optional(connection).await?;
    row.map(|row| sql::id(&row, 0)).transpose()
}

pub(crate) async fn known_import_keys(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    keys: &[String],
) -> Result<HashSet<String>> {
    let mut known = HashSet::new();
    for chunk in keys.chunks(CHUNK_KEYS) {
        let args = Params::new().id(workspace.0).text(serde_json::Value::from(chunk).to_string()).take();
        let rows =
            sqlx::query_with(include_str!("known_import_keys.sql"), args).fetch_all(&mut *connection).await?;
        for row in rows {
            known.insert(row.try_get(0)?);
        }
    }
    Ok(known)
}
