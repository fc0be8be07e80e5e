//! Rows and columns of newer versions, taken in once this version knows them.

use domain::schema::{TABLES, Value};
use wire::v1;

use super::pull::{Guard, Pull};
use crate::Result;
use crate::sql::{self, quoted};
use crate::write::Pulled;

/// The fact of this file that says which kinds and units the program that last synced it knew.
const SCHEMA: &str = "sync_schema";

/// After an update: reads in what older versions had to put aside.
pub(super) async fn replay(pull: &mut Pull) -> Result<()> {
    let known: Option<String> = sqlx::query_scalar("select value from local_meta where \"key\" = ?1")
        .bind(SCHEMA)
        .fetch_optional(pull.connection())
        .await?;
    let now = v1::SCHEMA.to_string();
    if known.as_deref() == Some(now.as_str()) {
        return Ok(());
    }
    if known.is_some() {
        rows(pull).await?;
        columns(pull).await?;
    }
    sqlx::query(include_str!("../read/put_local_meta.sql"))
        .bind(SCHEMA)
        .bind(now)
        .execute(pull.connection())
        .await?;
    Ok(())
}

async fn rows(pull: &mut Pull) -> Result<()> {
    let workspace = pull.workspace();
    let docs: Vec<String> = sqlx::query_scalar("select doc from unknown_row where workspace_id = ?1")
        .bind(workspace.as_bytes().to_vec())
        .fetch_all(pull.connection())
        .await?;
    let rows: Vec<v1::Row> = docs.iter().filter_map(|doc| serde_json::from_str(doc).ok()).collect();
    pull.rows(&rows, Guard::Newer).await
}

async fn columns(pull: &mut Pull) -> Result<()> {
    for table in TABLES {
        let sql = format!("select id from {} where ext is not null", quoted(table.name));
        let rows = sqlx::query(&sql).fetch_all(pull.connection()).await?;
        let ids = rows.iter().map(|row| sql::id(row, 0)).collect::<Result<Vec<_>>>()?;
        for (id, here) in pull.tx.here(table, &ids).await? {
            let mut doc = here.doc.clone();
            for newer in doc.ext.values_mut() {
                for (at, column) in table.columns.iter().enumerate() {
                    if let Some(json) = newer.remove(column.name)
                        && let Some(value) = Value::from_wire(column.kind, &json)
                    {
                        doc.values[at] = value;
                    }
                }
            }
            doc.ext.retain(|_, newer| !newer.is_empty());
            if doc != here.doc {
                let row = Pulled { id, facts: here.facts.clone(), doc };
                pull.tx.pulled_update(table, &here, &row).await?;
            }
        }
    }
    Ok(())
}
