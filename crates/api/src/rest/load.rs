//! Rows with what hangs on them, as one member is given them.

use std::collections::{BTreeMap, HashMap};

use domain::schema::Table;
use serde_json::Value as Json;
use sqlx::{PgConnection, Row as _};
use uuid::Uuid;

use super::render::{Blobs, Whole};
use super::resource::Resource;
use super::sql::{Bind, Sql};
use crate::push::{Member, StoredRow};
use crate::{Error, Result, view};

/// Who reads, and where.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reader {
    /// The workspace.
    pub workspace: Uuid,
    /// The member.
    pub member: Member,
}

/// Rows by id, deleted ones too, whoever may see them.
pub(crate) async fn rows(
    connection: &mut PgConnection,
    workspace: Uuid,
    table: &'static Table,
    ids: &[Uuid],
) -> Result<Vec<StoredRow>> {
    where_any(connection, workspace, table, "id", ids).await
}

async fn where_any(
    connection: &mut PgConnection,
    workspace: Uuid,
    table: &'static Table,
    column: &str,
    ids: &[Uuid],
) -> Result<Vec<StoredRow>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let mut sql = Sql::with(
        format!("select to_jsonb(t) as record from {} as t where t.workspace_id = ", table.name),
        Bind::Id(workspace),
        "",
    );
    sql.push(&format!(" and t.{column} = any(")).bind(Bind::Ids(ids.to_vec())).push(")");
    let found = sql.fetch(connection).await?;
    found
        .iter()
        .map(|row| {
            let record: Json = row.try_get("record")?;
            StoredRow::of_record(table, record).ok_or(Error::Internal("a row that is not of its table"))
        })
        .collect()
}

/// Rows of a resource with their parts, in the order of `ids`; those that are not for this member's eyes are left out.
/// The second map holds the parts that were removed, by expense.
pub(crate) async fn whole(
    connection: &mut PgConnection,
    reader: &Reader,
    resource: &Resource,
    ids: &[Uuid],
    with_parts: bool,
) -> Result<(Vec<Whole>, HashMap<Uuid, Vec<wire::v1::Row>>)> {
    let stored = rows(connection, reader.workspace, resource.table(), ids).await?;
    let mut by_id: HashMap<Uuid, Whole> = HashMap::new();
    for row in &stored {
        let shown = view::row(row, &reader.member);
        if !shown.gone {
            by_id.insert(row.id, Whole { seq: shown.seq, row: shown, parts: BTreeMap::new() });
        }
    }
    let mut removed: HashMap<Uuid, Vec<wire::v1::Row>> = HashMap::new();
    if with_parts {
        for part in resource.parts {
            let rows = where_any(connection, reader.workspace, part.table(), "expense_id", ids).await?;
            for row in rows {
                let Some(whole) = row.expense().and_then(|id| by_id.get_mut(&id)) else { continue };
                let shown = view::row(&row, &reader.member);
                if shown.gone {
                    continue;
                }
                whole.seq = whole.seq.max(shown.seq);
                if shown.x {
                    removed.entry(whole.row.id).or_default().push(shown);
                } else {
                    whole.parts.entry(part.name).or_default().push(shown);
                }
            }
        }
        by_id.values_mut().for_each(sort_parts);
    }
    Ok((ids.iter().filter_map(|id| by_id.remove(id)).collect(), removed))
}

fn sort_parts(whole: &mut Whole) {
    for rows in whole.parts.values_mut() {
        rows.sort_by_key(|row| (row.d.get("position").and_then(Json::as_i64).unwrap_or(0), row.id));
    }
}

/// The bytes that attachments among these rows name.
pub(crate) async fn blobs(connection: &mut PgConnection, reader: &Reader, wholes: &[Whole]) -> Result<Blobs> {
    let attachments = wholes.iter().flat_map(|whole| {
        let own = (whole.row.k == "attachment").then_some(&whole.row);
        own.into_iter().chain(whole.parts.get("attachments").into_iter().flatten())
    });
    let ids: Vec<Uuid> = attachments
        .filter_map(|row| row.d.get("blob_id").and_then(Json::as_str).and_then(|text| text.parse().ok()))
        .collect();
    let rows = rows(connection, reader.workspace, Table::named("blob"), &ids).await?;
    Ok(rows.into_iter().map(|row| (row.id, row.columns)).collect())
}
