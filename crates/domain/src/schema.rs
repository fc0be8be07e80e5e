//! The one description of the synced tables: columns, types, the unit each column belongs to, and that unit's merge rule.
//!
//! History rows, outbox operations, validation, the archive and (later) the server's upsert are produced from this description.
//! Adding a column means one line here and a migration; a test in `store` compares this description with the migrated database.
//!
//! Every synced table also has the bookkeeping columns of `BOOKKEEPING`, which are written by `store` alone.

mod tables;

pub use tables::TABLES;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use uuid::Uuid;

/// Columns every synced table has beside its own: never part of a patch.
pub const BOOKKEEPING: &[&str] = &[
    "local_id",     // integer primary key of this file only; joins and full text use it
    "id",           // UUIDv7, sixteen bytes
    "workspace_id", // tenancy
    "rev",          // server revision; 0 = never accepted by a server
    "stamps",       // JSON unit -> revision at its last change
    "ext",          // JSON fields of a newer version, kept verbatim
    "sync_state",   // clean, pending, conflict, rejected
    "created_at",   // milliseconds since 1970, UTC
    "updated_at",
    "created_by",
    "updated_by",
    "created_device_id",
    "deleted_at", // tombstone; its own unit `deleted`
];

/// The unit of `deleted_at`.
pub const DELETED_UNIT: &str = "deleted";

/// The unit of columns that never leave a device.
pub const LOCAL_UNIT: &str = "local";

/// A synced table.
#[derive(Debug)]
pub struct Table {
    /// Name in SQL and on the wire.
    pub name: &'static str,
    /// Its own columns.
    pub columns: &'static [Column],
    /// Guarded units: a concurrent overwrite raises a conflict card (SYNC.md 3.1).
    pub guarded: &'static [&'static str],
    /// Whether rows are members of a set: adding wins over removing, and the id is derived from both ends.
    pub is_set: bool,
    /// The column naming the expense this row belongs to, so an expense's history shows its lines, tags and photographs.
    pub expense_column: Option<&'static str>,
}

/// Tables are told apart by their names.
impl PartialEq for Table {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

/// A column of a synced table.
#[derive(Debug)]
pub struct Column {
    /// Name in SQL and on the wire.
    pub name: &'static str,
    /// Its type.
    pub kind: ColumnKind,
    /// The merge unit it belongs to.
    pub unit: &'static str,
    /// Whether it may be null.
    pub nullable: bool,
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ColumnKind {
    /// Text.
    Text,
    /// A whole number.
    Int,
    /// 0 or 1.
    Bool,
    /// A civil date, `2026-11-20`.
    Date,
    /// A local time, `13:45:00`.
    Time,
    /// Milliseconds since 1970, UTC.
    Instant,
    /// The id of a row of this table; sixteen bytes.
    Ref(&'static str),
    /// An id without a table.
    Id,
    /// A JSON document.
    Json,
}

/// A value of a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    /// Nothing.
    Null,
    /// Number, bool, instant.
    Int(i64),
    /// Text, date, time, JSON.
    Text(String),
    /// An id.
    Id(Uuid),
}

impl Value {
    /// JSON for history and outbox: ids are hyphenated text.
    pub fn to_json(&self) -> Json {
        match self {
            Self::Null => Json::Null,
            Self::Int(number) => Json::from(*number),
            Self::Text(text) => Json::from(text.as_str()),
            Self::Id(id) => Json::from(id.to_string()),
        }
    }

    /// The value of `json` in a column of `kind`; `None` when it does not fit.
    pub fn from_json(kind: ColumnKind, json: &Json) -> Option<Self> {
        match (kind, json) {
            (_, Json::Null) => Some(Self::Null),
            (ColumnKind::Int | ColumnKind::Bool | ColumnKind::Instant, Json::Number(number)) => {
                number.as_i64().map(Self::Int)
            }
            (ColumnKind::Ref(_) | ColumnKind::Id, Json::String(text)) => {
                Uuid::parse_str(text).ok().map(Self::Id)
            }
            (
                ColumnKind::Text | ColumnKind::Date | ColumnKind::Time | ColumnKind::Json,
                Json::String(text),
            ) => Some(Self::Text(text.clone())),
            _ => None,
        }
    }
}

impl Value {
    /// JSON as it travels between device and cloud: as `to_json`, with yes and no as `true` and `false`.
    pub fn to_wire(&self, kind: ColumnKind) -> Json {
        match (kind, self) {
            (ColumnKind::Bool, Self::Int(number)) => Json::Bool(*number != 0),
            _ => self.to_json(),
        }
    }

    /// The value of `json` as it travels in a column of `kind`; `None` when it does not fit. Whole numbers beyond ±2^53 do not:
    /// programs that read JSON numbers as floats would change them.
    pub fn from_wire(kind: ColumnKind, json: &Json) -> Option<Self> {
        match (kind, json) {
            (ColumnKind::Bool, Json::Bool(yes)) => Some(Self::from(*yes)),
            (ColumnKind::Bool, Json::Number(_)) => None,
            (ColumnKind::Date, Json::String(text)) => {
                chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d")
                    .ok()
                    .filter(|date| date.to_string() == *text)?;
                Some(Self::Text(text.clone()))
            }
            (ColumnKind::Time, Json::String(text)) => {
                chrono::NaiveTime::parse_from_str(text, "%H:%M:%S").ok().filter(|_| text.len() == 8)?;
                Some(Self::Text(text.clone()))
            }
            (ColumnKind::Json, Json::String(text)) => {
                serde_json::from_str::<serde::de::IgnoredAny>(text).ok()?;
                Some(Self::Text(text.clone()))
            }
            _ => Self::from_json(kind, json).filter(|value| match value {
                Self::Int(number) => number.unsigned_abs() <= WIRE_INT_MAX,
                Self::Text(text) => !text.contains('\0'),
                Self::Null | Self::Id(_) => true,
            }),
        }
    }
}

/// The largest whole number on the wire: 2^53, what every JSON reader keeps exactly.
const WIRE_INT_MAX: u64 = 1 << 53;

macro_rules! into_value {
    ($($from:ty => $make:expr,)*) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                ($make)(value)
            }
        }
    )*};
}

into_value! {
    i64 => Value::Int,
    i32 => |n| Value::Int(i64::from(n)),
    u32 => |n| Value::Int(i64::from(n)),
    u16 => |n| Value::Int(i64::from(n)),
    bool => |b| Value::Int(i64::from(b)),
    String => Value::Text,
    &str => |t: &str| Value::Text(t.to_owned()),
    Uuid => Value::Id,
    chrono::NaiveDate => |d: chrono::NaiveDate| Value::Text(d.to_string()),
    chrono::NaiveTime => |t: chrono::NaiveTime| Value::Text(t.format("%H:%M:%S").to_string()),
    crate::CurrencyCode => |c: crate::CurrencyCode| Value::Text(c.as_str().to_owned()),
}

macro_rules! into_value_as {
    ($how:ident: $($from:ty),* $(,)?) => {$(
        impl From<$from> for Value {
            fn from(value: $from) -> Self {
                into_value_as!(@$how value)
            }
        }
    )*};
    (@id $value:ident) => { Value::Id($value.0) };
    (@text $value:ident) => { Value::Text($value.as_str().to_owned()) };
}

into_value_as!(id: crate::WorkspaceId, crate::ExpenseId, crate::LineId, crate::CategoryId, crate::TagId, crate::MerchantId,
    crate::PlaceId, crate::PersonId, crate::PaymentMethodId, crate::TripId, crate::AttachmentId, crate::BlobId,
    crate::TemplateId, crate::SavedFilterId);
into_value_as!(text: crate::ExpenseKind, crate::ExpenseStatus, crate::MealType, crate::OrderType, crate::TipBase,
    crate::LineKind, crate::AttachmentKind, crate::PersonKind, crate::PaymentKind, crate::ReceiptState, crate::ExpenseSource,
    crate::ServiceLevel, crate::LinkRelation);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// New values for some columns of one row; what a write use case hands to `store`.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Patch {
    values: Vec<(&'static str, Value)>,
}

impl Patch {
    /// An empty patch.
    pub fn new() -> Self {
        Self::default()
    }

    /// This patch with `column` set; setting it twice keeps the later value.
    #[must_use]
    pub fn set(mut self, column: &'static str, value: impl Into<Value>) -> Self {
        self.put(column, value.into());
        self
    }

    /// Sets `column` in place.
    pub fn put(&mut self, column: &'static str, value: Value) {
        match self.values.iter_mut().find(|(name, _)| *name == column) {
            Some((_, old)) => *old = value,
            None => self.values.push((column, value)),
        }
    }

    /// The value of a column, if it is set.
    pub fn get(&self, column: &str) -> Option<&Value> {
        self.values.iter().find(|(name, _)| *name == column).map(|(_, value)| value)
    }

    /// All columns and values.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, &Value)> {
        self.values.iter().map(|(name, value)| (*name, value))
    }

    /// Whether nothing is set.
    pub fn is_empty(&self) -> bool {
        self.values.is_empty()
    }
}

impl Table {
    /// The table of that name.
    pub fn find(name: &str) -> Option<&'static Table> {
        TABLES.iter().find(|table| table.name == name)
    }

    /// The table of that name, which this program knows it has.
    pub fn named(name: &'static str) -> &'static Table {
        Self::find(name).expect("the table is in domain::schema")
    }

    /// The columns of a unit. `DELETED_UNIT` has none here: its column is `deleted_at`.
    pub fn unit_columns<'a>(&'static self, unit: &'a str) -> impl Iterator<Item = &'static Column> + use<'a> {
        self.columns.iter().filter(move |column| column.unit == unit)
    }

    /// Every unit that is sent, `DELETED_UNIT` last; `LOCAL_UNIT` is not.
    pub fn units(&'static self) -> Vec<&'static str> {
        let mut units: Vec<&'static str> = Vec::new();
        for column in self.columns {
            if column.unit != LOCAL_UNIT && !units.contains(&column.unit) {
                units.push(column.unit);
            }
        }
        units.push(DELETED_UNIT);
        units
    }

    /// The column of that name.
    pub fn column(&self, name: &str) -> Option<&'static Column> {
        self.columns.iter().find(|column| column.name == name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_references_exist() {
        for (at, table) in TABLES.iter().enumerate() {
            assert!(TABLES[at + 1..].iter().all(|other| other.name != table.name), "{} twice", table.name);
            for (at, column) in table.columns.iter().enumerate() {
                assert!(
                    table.columns[at + 1..].iter().all(|c| c.name != column.name),
                    "{}.{}",
                    table.name,
                    column.name
                );
                assert!(!BOOKKEEPING.contains(&column.name), "{}.{} is bookkeeping", table.name, column.name);
                if let ColumnKind::Ref(target) = column.kind {
                    assert!(Table::find(target).is_some(), "{}.{} -> {target}", table.name, column.name);
                }
            }
            for unit in table.guarded {
                assert!(
                    *unit == DELETED_UNIT || table.columns.iter().any(|c| c.unit == *unit),
                    "{} has no {unit}",
                    table.name
                );
            }
        }
    }

    #[test]
    fn the_wire_takes_only_what_every_program_reads_alike() {
        let wire = |kind, json: Json| Value::from_wire(kind, &json);
        assert_eq!(wire(ColumnKind::Bool, Json::Bool(true)), Some(Value::Int(1)));
        assert_eq!(Value::Int(0).to_wire(ColumnKind::Bool), Json::Bool(false));
        assert_eq!(wire(ColumnKind::Bool, Json::from(1)), None);
        assert_eq!(wire(ColumnKind::Int, Json::from(1i64 << 53)), Some(Value::Int(1 << 53)));
        assert_eq!(wire(ColumnKind::Int, Json::from((1i64 << 53) + 1)), None);
        assert_eq!(wire(ColumnKind::Int, Json::from(1.5)), None);
        assert_eq!(wire(ColumnKind::Date, Json::from("2026-02-29")), None);
        assert_eq!(wire(ColumnKind::Date, Json::from("2026-2-28")), None);
        assert_eq!(wire(ColumnKind::Time, Json::from("24:00:00")), None);
        assert_eq!(wire(ColumnKind::Json, Json::from("{")), None);
        assert_eq!(wire(ColumnKind::Text, Json::from("a\0b")), None);
    }

    #[test]
    fn values_survive_json() {
        let id = Uuid::from_u128(7);
        for (kind, value) in [
            (ColumnKind::Int, Value::Int(-5)),
            (ColumnKind::Text, Value::Text("é".into())),
            (ColumnKind::Id, Value::Id(id)),
            (ColumnKind::Date, Value::Null),
        ] {
            assert_eq!(Value::from_json(kind, &value.to_json()), Some(value));
        }
        assert_eq!(Value::from_json(ColumnKind::Int, &Json::from("5")), None);
    }
}
