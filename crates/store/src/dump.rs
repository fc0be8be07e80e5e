//! All live rows of all synced tables as canonical JSON: what two databases must have in common to hold the same book.

use domain::schema::{TABLES, Table};
use serde_json::{Map, Value as Json};

use crate::write::{all_columns, stored_row};
use crate::{Result, Store};

impl Store {
    /// `{table: {id: {column: value}}}` of every live row, nulls left out, keys sorted. Bookkeeping columns are not in it.
    pub async fn dump(&self) -> Result<Json> {
        let mut reader = self.reader().await?;
        let mut tables = Map::new();
        for table in TABLES {
            let sql = format!("select {} from {} where deleted_at is null", all_columns(table), table.name);
            let rows = sqlx::query(&sql).fetch_all(&mut *reader).await?;
            let mut dumped = Map::new();
            for row in &rows {
                let row = stored_row(table, row)?;
                dumped.insert(row.id.to_string(), columns(table, &row));
            }
            tables.insert(table.name.to_owned(), Json::Object(dumped));
        }
        Ok(Json::Object(tables))
    }
}

fn columns(table: &'static Table, row: &crate::StoredRow) -> Json {
    let values = table.columns.iter().filter_map(|column| {
        let value = row.values.get(column.name)?.to_json();
        (!value.is_null()).then(|| (column.name.to_owned(), value))
    });
    Json::Object(values.collect())
}
