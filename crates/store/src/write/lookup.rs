//! Reads inside a write transaction: what a use case must know to decide, seen as this transaction left it.

use domain::read::CatalogueKind;
use domain::schema::{Column, ColumnKind, Patch, Table, Value};
use sqlx::Row;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use super::WriteTx;
use crate::Result;
use crate::sql::{self, Params, quoted};

/// A row of a synced table with all its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredRow {
    /// Its id.
    pub id: Uuid,
    /// When it was put in the trash, if it is there.
    pub deleted_at: Option<i64>,
    /// Every column of the table, nulls included.
    pub values: Patch,
}

/// `id, deleted_at` and all columns of a table, in order.
pub(crate) fn all_columns(table: &Table) -> String {
    table.columns.iter().fold("id, deleted_at".to_owned(), |sql, column| sql + ", " + &quoted(column.name))
}

/// Reads a row selected with `all_columns`.
pub(crate) fn stored_row(table: &'static Table, row: &SqliteRow) -> Result<StoredRow> {
    let mut values = Patch::new();
    for (at, column) in table.columns.iter().enumerate() {
        values.put(column.name, sql::value(row, 2 + at, column.kind)?);
    }
    Ok(StoredRow { id: sql::id(row, 0)?, deleted_at: row.try_get(1)?, values })
}

impl WriteTx {
    /// The row of that id, in the trash or not.
    pub async fn find(&mut self, table: &'static Table, id: Uuid) -> Result<Option<StoredRow>> {
        let sql =
            format!("select {} from {} where id = ?1 and workspace_id = ?2", all_columns(table), table.name);
        let args = Params::new().id(id).id(self.ctx.workspace.0).take();
        let row = sqlx::query_with(&sql, args).fetch_optional(&mut *self.tx).await?;
        row.map(|row| stored_row(table, &row)).transpose()
    }

    /// The live rows whose `column` has `value`, oldest first: the lines of an expense, the children of a category.
    pub async fn list(
        &mut self,
        table: &'static Table,
        column: &'static str,
        value: impl Into<Value>,
    ) -> Result<Vec<StoredRow>> {
        let sql = format!(
            "select {} from {} where {} = ?1 and workspace_id = ?2 and deleted_at is null order by local_id",
            all_columns(table),
            table.name,
            quoted(column)
        );
        let args = Params::new().value(&value.into()).id(self.ctx.workspace.0).take();
        let rows = sqlx::query_with(&sql, args).fetch_all(&mut *self.tx).await?;
        rows.iter().map(|row| stored_row(table, row)).collect()
    }

    /// Every column that refers to `target`, with the rows (in the trash or not) that name `id` in it: what a merge moves.
    pub async fn referring(
        &mut self,
        target: &'static Table,
        id: Uuid,
    ) -> Result<Vec<(&'static Table, &'static Column, Vec<Uuid>)>> {
        let mut found = Vec::new();
        for table in domain::schema::TABLES {
            for column in table.columns.iter().filter(|column| column.kind == ColumnKind::Ref(target.name)) {
                let sql = format!("select id from {} where {} = ?1", table.name, quoted(column.name));
                let rows =
                    sqlx::query_with(&sql, Params::new().id(id).take()).fetch_all(&mut *self.tx).await?;
                if !rows.is_empty() {
                    found.push((
                        table,
                        column,
                        rows.iter().map(|row| sql::id(row, 0)).collect::<Result<_>>()?,
                    ));
                }
            }
        }
        Ok(found)
    }

    /// The live row of a catalogue with that folded name that was not merged away; the oldest of several.
    pub async fn find_by_fold(&mut self, kind: CatalogueKind, name_fold: &str) -> Result<Option<Uuid>> {
        crate::read::find_by_fold(&mut self.tx, self.ctx.workspace, kind, name_fold).await
    }

    /// Which of these import keys are in the book already, in the trash or not.
    pub async fn known_import_keys(&mut self, keys: &[String]) -> Result<std::collections::HashSet<String>> {
        crate::read::known_import_keys(&mut self.tx, self.ctx.workspace, keys).await
    }

    /// The blob row of these bytes.
    pub async fn find_blob(&mut self, sha256: &str) -> Result<Option<Uuid>> {
        let args = Params::new().id(self.ctx.workspace.0).text(sha256).take();
        let row = sqlx::query_with(include_str!("find_blob.sql"), args).fetch_optional(&mut *self.tx).await?;
        row.map(|row| sql::id(&row, 0)).transpose()
    }

    /// Forgets a draft: its expense is saved in this transaction.
    pub async fn delete_draft(&mut self, id: Uuid) -> Result<()> {
        sqlx::query("delete from draft where id = ?1")
            .bind(id.as_bytes().to_vec())
            .execute(&mut *self.tx)
            .await?;
        Ok(())
    }
}
