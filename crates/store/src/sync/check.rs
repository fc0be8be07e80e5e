//! For the doctor: a row with changes waiting is the service's version with these on top.

use domain::schema::{LOCAL_UNIT, Table};
use sqlx::{Row, SqliteConnection};
use wire::v1;

use super::doc::Doc;
use super::entry;
use crate::sql;
use crate::write::here_of;
use crate::{Error, Result};

/// Rows that are not what their shadow and their entries make.
pub(crate) async fn wrong_shadows(connection: &mut SqliteConnection) -> Result<Vec<String>> {
    let rows = sqlx::query("select \"table\", row_id, doc from shadow").fetch_all(&mut *connection).await?;
    let mut wrong = Vec::new();
    for row in &rows {
        let (Some(table), id) = (Table::find(row.try_get(0)?), sql::id(row, 1)?) else { continue };
        let shadow: v1::Row =
            serde_json::from_str(row.try_get(2)?).map_err(|_| Error::Malformed("a shadow"))?;
        let here = here_of(&mut *connection, table, &[id]).await?.remove(&id);
        let (Some(here), Some(mut doc)) = (here, Doc::of_wire(table, &shadow)) else { continue };
        let waiting = entry::waiting(&mut *connection, table, &[id]).await?;
        for entry in waiting.into_values().flatten() {
            doc.lay(table, &entry.patch, entry.is_insert());
        }
        let columns = table.columns.iter().zip(doc.values.iter().zip(&here.doc.values));
        let differs =
            columns.filter(|(column, _)| column.unit != LOCAL_UNIT).any(|(_, (own, here))| own != here);
        if differs
            || doc.deleted_at.is_some() != here.doc.deleted_at.is_some()
            || here.facts.rev != shadow.seq
        {
            wrong.push(format!("{} {}", table.name, id.simple()));
        }
    }
    Ok(wrong)
}
