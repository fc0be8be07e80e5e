//! What a device holds, read past the store: every synced row, unit by unit, as its person sees it.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use anyhow::{Context, Result};
use domain::merge::UnitValue;
use domain::schema::{ColumnKind, DELETED_UNIT, LOCAL_UNIT, TABLES, Table};
use serde_json::Value as Json;
use sqlx::SqlitePool;
use uuid::Uuid;

use crate::trace;

/// The kind and id of a row.
pub type RowKey = (&'static str, Uuid);

/// The kinds the people of the simulation work with.
pub const KINDS: &[&str] = &[
    "workspace",
    "category",
    "tag",
    "expense",
    "expense_line",
    "expense_tag",
    "template",
    "member",
    "conflict",
];

/// A row as it is shown.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Held {
    /// Its version.
    pub rev: i64,
    /// Whether it is in the trash.
    pub is_deleted: bool,
    /// The columns that are not null, `deleted_at` and unknown ones included, as they travel.
    pub columns: UnitValue,
}

/// All rows of a device.
pub type Dump = BTreeMap<RowKey, Held>;

impl Held {
    /// The units and their values.
    pub fn units(&self, table: &'static Table) -> Vec<(&'static str, UnitValue)> {
        table.units().into_iter().map(|unit| (unit, self.unit(table, unit))).collect()
    }

    /// The value of one unit.
    pub fn unit(&self, table: &'static Table, unit: &str) -> UnitValue {
        let names: Vec<&str> = if unit == DELETED_UNIT {
            vec!["deleted_at"]
        } else {
            table.unit_columns(unit).map(|column| column.name).collect()
        };
        names.iter().filter_map(|name| Some(((*name).to_owned(), self.columns.get(*name)?.clone()))).collect()
    }

    /// A text column.
    pub fn text(&self, column: &str) -> &str {
        self.columns.get(column).and_then(Json::as_str).unwrap_or_default()
    }
}

/// What tells values of a unit apart, as far as this program knows its columns.
pub fn print_of(kind: &str, unit: &str, value: &UnitValue) -> u64 {
    let is_known = |name: &str| {
        name == "deleted_at"
            || Table::find(kind)
                .and_then(|table| table.column(name))
                .is_some_and(|column| column.unit == unit)
    };
    // `Map` keeps its keys sorted.
    let known: UnitValue = value
        .iter()
        .filter(|(name, value)| is_known(name) && !value.is_null())
        .map(|(name, value)| (name.clone(), value.clone()))
        .collect();
    trace::hash(Json::Object(known).to_string().as_bytes())
}

/// Reads all rows of the workspace.
pub async fn read(pool: &SqlitePool, workspace: Uuid) -> Result<Dump> {
    static SQL: OnceLock<String> = OnceLock::new();
    let sql = SQL.get_or_init(select_all);
    let rows: Vec<String> =
        sqlx::query_scalar(sql).bind(workspace.as_bytes().to_vec()).fetch_all(pool).await?;
    rows.iter().map(|row| held(row)).collect()
}

fn select_all() -> String {
    let arms: Vec<String> = tables().map(select).collect();
    arms.join(" union all ")
}

fn tables() -> impl Iterator<Item = &'static Table> {
    TABLES.iter().filter(|table| KINDS.contains(&table.name))
}

fn columns(table: &'static Table) -> impl Iterator<Item = &'static domain::schema::Column> {
    table.columns.iter().filter(|column| column.unit != LOCAL_UNIT)
}

fn select(table: &'static Table) -> String {
    let mut sql = format!("select json_array('{}', lower(hex(id)), rev, deleted_at, ext", table.name);
    for column in columns(table) {
        sql += &match column.kind {
            ColumnKind::Ref(_) | ColumnKind::Id => {
                format!(", case when \"{0}\" is null then null else lower(hex(\"{0}\")) end", column.name)
            }
            _ => format!(", \"{}\"", column.name),
        };
    }
    sql + &format!(") from \"{}\" where workspace_id = ?1", table.name)
}

fn held(row: &str) -> Result<(RowKey, Held)> {
    let values: Vec<Json> = serde_json::from_str(row)?;
    let table = Table::find(values[0].as_str().unwrap_or_default()).context("a table")?;
    let id = Uuid::parse_str(values[1].as_str().unwrap_or_default())?;
    let mut held = Held {
        rev: values[2].as_i64().context("a version")?,
        is_deleted: !values[3].is_null(),
        ..Held::default()
    };
    if held.is_deleted {
        held.columns.insert("deleted_at".to_owned(), values[3].clone());
    }
    if let Some(ext) = values[4].as_str() {
        let by_unit: BTreeMap<String, UnitValue> = serde_json::from_str(ext)?;
        held.columns.extend(by_unit.into_values().flatten());
    }
    for (column, value) in columns(table).zip(&values[5..]) {
        let value = match (column.kind, value) {
            (_, Json::Null) => continue,
            (ColumnKind::Ref(_) | ColumnKind::Id, Json::String(hex)) => {
                Json::from(Uuid::parse_str(hex)?.to_string())
            }
            (ColumnKind::Bool, Json::Number(number)) => Json::Bool(number.as_i64() != Some(0)),
            (_, other) => other.clone(),
        };
        held.columns.insert(column.name.to_owned(), value);
    }
    Ok(((table.name, id), held))
}
