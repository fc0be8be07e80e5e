//! A row apart from its bookkeeping: what travels, what changes are laid on.

use std::collections::BTreeMap;

use domain::merge::UnitValue;
use domain::schema::{Column, ColumnKind, DELETED_UNIT, LOCAL_UNIT, Table, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use wire::v1;

use crate::write::check_value;

/// Columns of newer versions, by unit.
pub(crate) type Ext = BTreeMap<String, UnitValue>;

/// The key of an outbox entry's patch under which the columns of newer versions stand.
pub(crate) const EXT_KEY: &str = "ext";

/// The unit of columns nobody said the unit of: kept, never sent.
const NO_UNIT: &str = "";

/// The values of a row.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Doc {
    /// One for each column of the table, in order.
    pub values: Vec<Value>,
    /// When it was deleted, milliseconds since 1970, UTC.
    pub deleted_at: Option<i64>,
    /// What newer versions keep in it.
    pub ext: Ext,
}

impl Doc {
    /// The row the service sent; `None` when this version cannot keep it in its table.
    pub(crate) fn of_wire(table: &'static Table, row: &v1::Row) -> Option<Self> {
        let mut values = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            let value = match row.d.get(column.name).filter(|json| !json.is_null()) {
                _ if column.unit == LOCAL_UNIT => Value::from("absent"),
                Some(json) => Value::from_wire(column.kind, json)?,
                None if column.nullable => Value::Null,
                None if row.masked => held_back(column)?,
                None => return None,
            };
            fits(table, column, &value).then(|| values.push(value))?;
        }
        let mut ext: Ext = row.e.clone();
        for (name, json) in &row.d {
            if name != "deleted_at" && table.column(name).is_none() {
                ext.entry(NO_UNIT.to_owned()).or_default().insert(name.clone(), json.clone());
            }
        }
        Some(Self { values, deleted_at: deleted_at(row), ext })
    }

    /// The row as the service would send it, for `shadow`.
    pub(crate) fn to_wire(&self, table: &'static Table, id: Uuid, rev: i64) -> v1::Row {
        let mut row = v1::Row { k: table.name.to_owned(), id, seq: rev, ..v1::Row::default() };
        for unit in table.units() {
            row.d.append(&mut self.known_unit(table, unit));
        }
        row.x = self.deleted_at.is_some();
        row.e = self.ext.clone();
        row
    }

    /// The value of a column.
    pub(crate) fn get(&self, table: &'static Table, column: &str) -> Option<&Value> {
        let at = table.columns.iter().position(|found| found.name == column)?;
        self.values.get(at)
    }

    /// A unit as it travels: what is not null, columns of newer versions included.
    pub(crate) fn unit(&self, table: &'static Table, unit: &str) -> UnitValue {
        let mut value = self.known_unit(table, unit);
        if let Some(newer) = self.ext.get(unit) {
            value.extend(newer.clone());
        }
        value
    }

    fn known_unit(&self, table: &'static Table, unit: &str) -> UnitValue {
        if unit == DELETED_UNIT {
            return deleted_value(self.deleted_at);
        }
        let columns = table.columns.iter().zip(&self.values);
        let own = columns.filter(|(column, value)| column.unit == unit && **value != Value::Null);
        own.map(|(column, value)| (column.name.to_owned(), value.to_wire(column.kind))).collect()
    }

    /// Lays a change on: the units `patch` (of an outbox entry) touches take its values whole.
    pub(crate) fn lay(&mut self, table: &'static Table, patch: &Map<String, Json>, is_insert: bool) {
        let touched = touched_units(table, patch);
        for (at, column) in table.columns.iter().enumerate() {
            if column.unit == LOCAL_UNIT || !(is_insert || touched.contains(&column.unit)) {
                continue;
            }
            let value = patch.get(column.name).and_then(|json| Value::from_json(column.kind, json));
            let value = value.unwrap_or(Value::Null);
            if value != Value::Null || column.nullable {
                self.values[at] = value;
            }
        }
        if is_insert || patch.contains_key("deleted_at") {
            self.deleted_at = patch.get("deleted_at").and_then(Json::as_i64);
        }
        // What newer programs keep in a unit belongs to its value: another value's would make a mixture nobody typed.
        let newer = newer_of(patch);
        self.ext.retain(|unit, _| !touched.contains(&unit.as_str()));
        self.ext.extend(newer.into_iter().filter(|(unit, _)| touched.contains(&unit.as_str())));
    }

    /// A row of an insert; `None` when the entry lacks what the table needs.
    pub(crate) fn of_insert(table: &'static Table, patch: &Map<String, Json>) -> Option<Self> {
        let mut values = Vec::with_capacity(table.columns.len());
        for column in table.columns {
            values.push(match patch.get(column.name).and_then(|json| Value::from_json(column.kind, json)) {
                _ if column.unit == LOCAL_UNIT => Value::from("absent"),
                Some(value) if value != Value::Null => value,
                _ if column.nullable => Value::Null,
                _ => return None,
            });
        }
        let deleted_at = patch.get("deleted_at").and_then(Json::as_i64);
        Some(Self { values, deleted_at, ext: newer_of(patch) })
    }

    /// The `ext` column.
    pub(crate) fn ext_text(&self) -> Option<String> {
        if self.ext.is_empty() { None } else { serde_json::to_string(&self.ext).ok() }
    }

    /// Keeps the columns that never leave a device as another version of the row has them.
    pub(crate) fn keep_local(&mut self, table: &'static Table, other: &Self) {
        for (at, column) in table.columns.iter().enumerate() {
            if column.unit == LOCAL_UNIT {
                self.values[at] = other.values[at].clone();
            }
        }
    }
}

/// What newer programs keep in the units of an outbox patch.
fn newer_of(patch: &Map<String, Json>) -> Ext {
    let newer = patch.get(EXT_KEY).cloned();
    newer.and_then(|newer| serde_json::from_value(newer).ok()).unwrap_or_default()
}

/// The `ext` column, read; what is not of its form counts as nothing.
pub(crate) fn read_ext(text: Option<&str>) -> Ext {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// The unit `deleted`.
pub(crate) fn deleted_value(deleted_at: Option<i64>) -> UnitValue {
    deleted_at.map(|at| ("deleted_at".to_owned(), Json::from(at))).into_iter().collect()
}

/// The units an outbox patch touches, `DELETED_UNIT` not among them.
pub(crate) fn touched_units(table: &'static Table, patch: &Map<String, Json>) -> Vec<&'static str> {
    let mut units: Vec<&'static str> =
        patch.keys().filter_map(|name| table.column(name)).map(|column| column.unit).collect();
    units.sort_unstable();
    units.dedup();
    units
}

fn deleted_at(row: &v1::Row) -> Option<i64> {
    row.d.get("deleted_at").and_then(Json::as_i64).or_else(|| row.x.then_some(row.mt))
}

/// What stands for a value the service holds back.
fn held_back(column: &Column) -> Option<Value> {
    Some(match (column.kind, column.name) {
        (ColumnKind::Int | ColumnKind::Bool | ColumnKind::Instant, _) => Value::Int(0),
        (ColumnKind::Text, "visibility") => Value::from("amount_only"),
        (ColumnKind::Text, "tip_base") => Value::from("none"),
        (ColumnKind::Text, "receipt_state") => Value::from("not_needed"),
        (ColumnKind::Text, "source") => Value::from("manual"),
        _ => return None,
    })
}

/// Whether a value may stand in its column: its type, and what the tables demand beyond it.
fn fits(table: &Table, column: &Column, value: &Value) -> bool {
    check_value(column, value).is_ok()
        && match (table.name, column.name, value) {
            (_, "name" | "display_name", Value::Text(text)) => !text.is_empty() || table.name == "member",
            (_, "party_size", Value::Int(number)) => *number > 0,
            ("blob", "size", Value::Int(number)) => *number >= 0,
            ("blob", "sha256" | "blake3", Value::Text(text)) => text.len() == 64,
            _ => true,
        }
}
