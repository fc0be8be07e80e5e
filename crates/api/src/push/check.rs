//! Whether the values of an op keep the rules: kinds, limits, what must be there.

use domain::AMOUNT_MINOR_MAX;
use domain::fold::fold;
use domain::merge::{UnitEdit, UnitValue};
use domain::mutant;
use domain::schema::{Column, ColumnKind, DELETED_UNIT, LOCAL_UNIT, Table, Value};
use serde_json::Value as Json;
use wire::v1::{OP_BYTES_MAX, Op, RejectCode};

use crate::push::Refusal;
use crate::push::names::name_column;
use crate::push::row::{SERVER_COLUMNS, StoredRow, Visibility};

/// The longest note, purpose or description, in characters.
pub const TEXT_CHARS_MAX: usize = domain::expense::NOTE_CHARS_MAX;
/// The longest other text, in characters.
pub const TEXT_SHORT_CHARS_MAX: usize = 1_000;

/// Columns that hold long texts.
const LONG: &[&str] = &["notes", "purpose", "description", "caption", "void_reason", "query"];

/// The table an op is about.
pub fn table(op: &Op) -> Result<&'static Table, Refusal> {
    let is_too_large = serde_json::to_vec(op).map_or(true, |body| body.len() > OP_BYTES_MAX);
    if is_too_large {
        return Err(Refusal { code: RejectCode::TooLarge, msg: Some(format!("limit {OP_BYTES_MAX} bytes")) });
    }
    Table::find(&op.k).ok_or(Refusal::new(RejectCode::UnknownKind))
}

/// The edits of an op with their values in canonical form.
pub fn edits(table: &'static Table, op: &Op, row: Option<&StoredRow>) -> Result<Vec<UnitEdit>, Refusal> {
    if op.set.is_empty() {
        return Err(Refusal { code: RejectCode::Invalid, msg: Some("set: empty".to_owned()) });
    }
    let units = table.units();
    op.set
        .iter()
        .map(|(unit, set)| {
            if !units.contains(&unit.as_str()) || unit == LOCAL_UNIT {
                return Err(Refusal { code: RejectCode::UnknownUnit, msg: Some(unit.clone()) });
            }
            let value = unit_value(table, unit, &set.v, row)?;
            Ok(UnitEdit { unit: unit.clone(), value, base: set.b, after: set.a.clone() })
        })
        .collect()
}

/// Whether an op sets everything a new row must have.
pub fn is_whole(table: &'static Table, edits: &[UnitEdit]) -> bool {
    let is_set = |column: &Column| edits.iter().any(|edit| edit.unit == column.unit);
    table.columns.iter().filter(|column| !column.nullable && column.unit != LOCAL_UNIT).all(is_set)
}

fn unit_value(
    table: &'static Table,
    unit: &str,
    given: &UnitValue,
    row: Option<&StoredRow>,
) -> Result<UnitValue, Refusal> {
    // What this version does not know stands until somebody who knows it sets it: an old device erases nothing (I17).
    let newer = row.and_then(|row| row.ext.get(unit)).filter(|_| !mutant::is("unknown_dropped"));
    let mut value = newer.cloned().unwrap_or_default();
    for (name, json) in given.iter().filter(|(_, json)| !json.is_null()) {
        if unit == DELETED_UNIT && name == "deleted_at" {
            let at = json.as_i64().filter(|at| at.unsigned_abs() <= 1 << 53);
            value.insert(name.clone(), Json::from(at.ok_or_else(|| Refusal::invalid(unit, name, "kind"))?));
        } else if let Some(column) = table.unit_columns(unit).find(|column| column.name == name) {
            value.insert(name.clone(), column_value(column, json)?);
        } else if !is_named_elsewhere(table, unit, name, row) {
            if has_nul(json) || name.contains('\0') {
                return Err(Refusal::invalid(unit, "ext", "nul"));
            }
            value.insert(name.clone(), json.clone());
        }
    }
    // The service folds names itself, below.
    let is_missing =
        |column: &&Column| !column.nullable && column.name != "name_fold" && !value.contains_key(column.name);
    if let Some(column) = table.unit_columns(unit).find(is_missing) {
        return Err(Refusal::invalid(unit, column.name, "missing"));
    }
    put_fold(table, unit, &mut value);
    Ok(value)
}

/// Whether a column is known, or kept, in another unit: a device that does not know it sends it along with every unit.
fn is_named_elsewhere(table: &Table, unit: &str, name: &str, row: Option<&StoredRow>) -> bool {
    SERVER_COLUMNS.contains(&name)
        || table.columns.iter().any(|column| column.name == name)
        || row.is_some_and(|row| row.ext.iter().any(|(other, ext)| other != unit && ext.contains_key(name)))
}

/// Names are compared as this service folds them, whatever a device thought.
fn put_fold(table: &'static Table, unit: &str, value: &mut UnitValue) {
    if !table.unit_columns(unit).any(|column| column.name == "name_fold") {
        return;
    }
    if let Some(name) = name_column(table).and_then(|column| value.get(column)).and_then(Json::as_str) {
        let folded = fold(name);
        value.insert("name_fold".to_owned(), Json::from(folded));
    }
}

fn column_value(column: &Column, json: &Json) -> Result<Json, Refusal> {
    let refuse = |word: &str| Refusal::invalid(column.unit, column.name, word);
    let value = Value::from_wire(column.kind, json).ok_or_else(|| refuse("kind"))?;
    match (&value, column.kind) {
        (Value::Int(number), _) if column.name.ends_with("_minor") && number.abs() > AMOUNT_MINOR_MAX => {
            return Err(refuse("limit"));
        }
        (Value::Text(text), ColumnKind::Date) if !is_plain_year(text) => return Err(refuse("limit")),
        // PostgreSQL would make the next minute of a leap second.
        (Value::Text(text), ColumnKind::Time) if text.ends_with("60") => return Err(refuse("limit")),
        (Value::Text(text), ColumnKind::Text) if text.chars().count() > chars_max(column.name) => {
            return Err(refuse("limit"));
        }
        (Value::Text(text), ColumnKind::Json) if text.contains('\0') => return Err(refuse("nul")),
        (Value::Text(text), _) if column.name == "visibility" && Visibility::of(text).is_none() => {
            return Err(refuse("value"));
        }
        (Value::Null | Value::Int(_) | Value::Text(_) | Value::Id(_), _) => {}
    }
    Ok(value.to_wire(column.kind))
}

/// Years of four digits: what both databases and every device write the same.
fn is_plain_year(date: &str) -> bool {
    date.len() == "2026-11-20".len() && !date.starts_with("0000")
}

fn chars_max(column: &str) -> usize {
    if LONG.contains(&column) { TEXT_CHARS_MAX } else { TEXT_SHORT_CHARS_MAX }
}

/// PostgreSQL keeps no NUL in text.
fn has_nul(json: &Json) -> bool {
    match json {
        Json::Null | Json::Bool(_) | Json::Number(_) => false,
        Json::String(text) => text.contains('\0'),
        Json::Array(items) => items.iter().any(has_nul),
        Json::Object(map) => map.iter().any(|(name, json)| name.contains('\0') || has_nul(json)),
    }
}
