//! Which rows a device and PostgreSQL hold, read past everything that could embellish them, and how they differ.

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail};
use api::push::StoredRow;
use domain::schema::{Column, ColumnKind, LOCAL_UNIT, TABLES, Table};
use serde_json::{Map, Value as Json};
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{PgPool, Row as _, SqlitePool};
use tests::book::Book;
use uuid::Uuid;

/// Differences named before the rest is only counted.
const NAMED_MAX: usize = 8;

/// A row.
#[derive(Debug, Clone, PartialEq)]
pub struct Held {
    /// Its version.
    pub rev: i64,
    /// Its columns that are not null, `deleted_at` and those of newer versions included, as they travel.
    pub columns: Map<String, Json>,
}

impl Held {
    fn is_deleted(&self) -> bool {
        self.columns.contains_key("deleted_at")
    }
}

/// All rows of a workspace.
pub type Rows = BTreeMap<(&'static str, Uuid), Held>;

/// What PostgreSQL holds.
pub async fn of_cloud(pool: &PgPool, workspace: Uuid) -> Result<Rows> {
    let mut rows = Rows::new();
    for table in TABLES {
        let statement =
            format!("select to_jsonb(t.*) as doc from {} t where t.workspace_id = $1", table.name);
        for found in sqlx::query(&statement).bind(workspace).fetch_all(pool).await? {
            let row = StoredRow::of_record(table, found.try_get("doc")?).context("a stored row")?;
            let mut columns = row.columns;
            columns.extend(row.ext.into_values().flatten());
            rows.insert((table.name, row.id), Held { rev: row.seq, columns });
        }
    }
    Ok(rows)
}

/// What a device holds.
pub async fn of_device(book: &Book, workspace: Uuid) -> Result<Rows> {
    let options = SqliteConnectOptions::new().filename(&book.database).read_only(true);
    let pool = SqlitePool::connect_with(options).await?;
    let mut rows = Rows::new();
    for table in TABLES {
        let found = sqlx::query(&select(table)).bind(workspace.as_bytes().to_vec()).fetch_all(&pool).await?;
        for row in found {
            let values: Vec<Json> = serde_json::from_str(row.try_get(0)?)?;
            let (id, held) = held(table, &values)?;
            rows.insert((table.name, id), held);
        }
    }
    pool.close().await;
    Ok(rows)
}

fn sent(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    table.columns.iter().filter(|column| column.unit != LOCAL_UNIT)
}

fn select(table: &'static Table) -> String {
    let mut sql = "select json_array(lower(hex(id)), rev, deleted_at, ext".to_owned();
    for column in sent(table) {
        sql += &match column.kind {
            ColumnKind::Ref(_) | ColumnKind::Id => {
                format!(", case when \"{0}\" is null then null else lower(hex(\"{0}\")) end", column.name)
            }
            _ => format!(", \"{}\"", column.name),
        };
    }
    sql + &format!(") from \"{}\" where workspace_id = ?1", table.name)
}

fn held(table: &'static Table, values: &[Json]) -> Result<(Uuid, Held)> {
    let id = |value: &Json| Uuid::parse_str(value.as_str().unwrap_or_default());
    let mut columns = Map::new();
    if !values[2].is_null() {
        columns.insert("deleted_at".to_owned(), values[2].clone());
    }
    if let Some(ext) = values[3].as_str() {
        let by_unit: BTreeMap<String, Map<String, Json>> = serde_json::from_str(ext)?;
        columns.extend(by_unit.into_values().flatten());
    }
    for (column, value) in sent(table).zip(&values[4..]) {
        let value = match (column.kind, value) {
            (_, Json::Null) => continue,
            (ColumnKind::Ref(_) | ColumnKind::Id, hex) => Json::from(id(hex)?.to_string()),
            (ColumnKind::Bool, Json::Number(number)) => Json::Bool(number.as_i64() != Some(0)),
            (_, other) => other.clone(),
        };
        columns.insert(column.name.to_owned(), value);
    }
    Ok((id(&values[0])?, Held { rev: values[1].as_i64().context("a version")?, columns }))
}

/// Fails unless the device holds what PostgreSQL holds. What was deleted before a device came is not sent to it.
pub fn compare(who: &str, device: &Rows, cloud: &Rows) -> Result<()> {
    let mut wrong = Vec::new();
    for (key, held) in device {
        match cloud.get(key) {
            Some(row) if row == held => {}
            Some(row) => wrong.push(format!("{key:?}: {who} {held:?}, PostgreSQL {row:?}")),
            None => wrong.push(format!("{key:?}: on {who} alone, {held:?}")),
        }
    }
    let missing = cloud.iter().filter(|(key, row)| !device.contains_key(key) && !row.is_deleted());
    wrong.extend(missing.map(|(key, row)| format!("{key:?}: not on {who}, {row:?}")));
    if wrong.is_empty() {
        return Ok(());
    }
    bail!("{} rows differ:\n{}", wrong.len(), wrong[..wrong.len().min(NAMED_MAX)].join("\n"))
}
