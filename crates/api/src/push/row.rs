//! A row as the service keeps it, and its form as one JSON document: the columns of its table.

use std::collections::BTreeMap;

use domain::merge::{Stamp, Standing, UnitValue};
use domain::schema::{Column, DELETED_UNIT, LOCAL_UNIT, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use uuid::Uuid;

/// The name of a row: its table and its id.
pub type RowKey = (&'static str, Uuid);

/// Who besides its owner may see an expense and what belongs to it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Visibility {
    /// Nobody.
    Private,
    /// Everybody sees that it was and what it cost.
    AmountOnly,
    /// Everybody.
    #[default]
    Workspace,
}

impl Visibility {
    /// The stored text.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Private => "private",
            Self::AmountOnly => "amount_only",
            Self::Workspace => "workspace",
        }
    }

    /// The value of a stored text.
    pub fn of(text: &str) -> Option<Self> {
        match text {
            "private" => Some(Self::Private),
            "amount_only" => Some(Self::AmountOnly),
            "workspace" => Some(Self::Workspace),
            _ => None,
        }
    }
}

/// The last change of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnitStamp {
    /// The sequence it made.
    pub seq: i64,
    /// Its edit time, clamped, milliseconds since 1970, UTC.
    pub t: i64,
    /// The op.
    pub op: Uuid,
    /// Who.
    pub by: Uuid,
    /// The author's own changes it was typed over when nobody had answered these yet. One that comes later all the same, from a copy
    /// of their file, was seen.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub a: Vec<Uuid>,
}

impl UnitStamp {
    /// The stamp of a change that was typed over nothing unanswered.
    pub fn new(seq: i64, t: i64, op: Uuid, by: Uuid) -> Self {
        Self { seq, t, op, by, a: Vec::new() }
    }
}

impl From<&UnitStamp> for Stamp {
    fn from(stamp: &UnitStamp) -> Self {
        Self { rev: stamp.seq, at_ms: stamp.t, change: stamp.op }
    }
}

/// A row as the service keeps it.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredRow {
    /// Its table.
    pub table: &'static Table,
    /// Its id.
    pub id: Uuid,
    /// The sequence of its last change.
    pub seq: i64,
    /// The sequence that made it.
    pub made_seq: i64,
    /// The sequence at which its visibility or owner last changed; 0 = never.
    pub scope_seq: i64,
    /// Whose it is: who made it, or the owner of the expense it belongs to.
    pub owner: Uuid,
    /// Who else may see it; copied from the expense it belongs to.
    pub visibility: Visibility,
    /// The last change of each unit that was ever written.
    pub stamps: BTreeMap<String, UnitStamp>,
    /// The columns that are not null, as they travel; `deleted_at` among them.
    pub columns: Map<String, Json>,
    /// Columns of newer versions, by unit.
    pub ext: BTreeMap<String, UnitValue>,
    /// When it was made, milliseconds since 1970, UTC.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
    /// Who made it.
    pub created_by: Uuid,
    /// Who changed it last.
    pub updated_by: Uuid,
}

/// Columns of the service beside those of `domain::schema`, in the order the tables have them.
pub const SERVER_COLUMNS: &[&str] = &[
    "workspace_id",
    "id",
    "seq",
    "made_seq",
    "scope_seq",
    "owner_id",
    "visibility",
    "stamps",
    "ext",
    "created_at",
    "updated_at",
    "created_by",
    "updated_by",
    "deleted_at",
];

/// The columns of a table that the service has: all but those that never leave a device.
pub fn sent_columns(table: &'static Table) -> impl Iterator<Item = &'static Column> {
    table.columns.iter().filter(|column| column.unit != LOCAL_UNIT)
}

impl StoredRow {
    /// The row's name.
    pub fn key(&self) -> RowKey {
        (self.table.name, self.id)
    }

    /// Whether it is deleted.
    pub fn is_deleted(&self) -> bool {
        self.columns.contains_key("deleted_at")
    }

    /// Whether a person can pick it: neither deleted nor archived nor merged into another.
    pub fn is_live(&self) -> bool {
        !["deleted_at", "archived_at", "merged_into_id"]
            .iter()
            .any(|column| self.columns.contains_key(*column))
    }

    /// A text column.
    pub fn text(&self, column: &str) -> Option<&str> {
        self.columns.get(column).and_then(Json::as_str)
    }

    /// An id column.
    pub fn uuid(&self, column: &str) -> Option<Uuid> {
        self.text(column).and_then(|text| Uuid::parse_str(text).ok())
    }

    /// The expense it belongs to, or is.
    pub fn expense(&self) -> Option<Uuid> {
        match self.table.name {
            "expense" => Some(self.id),
            "conflict" => self.uuid("expense_id"),
            _ => self.table.expense_column.and_then(|column| self.uuid(column)),
        }
    }

    /// The value of a unit: its columns that are not null, those of newer versions included.
    pub fn unit(&self, unit: &str) -> UnitValue {
        let mut value = self.ext.get(unit).cloned().unwrap_or_default();
        let mut put = |name: &str| {
            if let Some(json) = self.columns.get(name) {
                value.insert(name.to_owned(), json.clone());
            }
        };
        if unit == DELETED_UNIT {
            put("deleted_at");
        }
        self.table.unit_columns(unit).for_each(|column| put(column.name));
        value
    }

    /// The unit with its last change, for `domain::merge`; `None` when it was never written.
    pub fn standing(&self, unit: &str) -> Option<Standing> {
        Some(Standing { stamp: self.stamps.get(unit)?.into(), value: self.unit(unit) })
    }

    /// Replaces a unit.
    pub fn set_unit(&mut self, unit: &str, value: UnitValue, stamp: UnitStamp) {
        self.ext.remove(unit);
        if unit == DELETED_UNIT {
            self.columns.remove("deleted_at");
        }
        for column in self.table.unit_columns(unit) {
            self.columns.remove(column.name);
        }
        for (name, json) in value {
            let is_known = (unit == DELETED_UNIT && name == "deleted_at")
                || self.table.unit_columns(unit).any(|column| column.name == name);
            if is_known {
                self.columns.insert(name, json);
            } else {
                self.ext.entry(unit.to_owned()).or_default().insert(name, json);
            }
        }
        self.stamps.insert(unit.to_owned(), stamp);
        if self.table.name == "expense"
            && let Some(visibility) = self.text("visibility").and_then(Visibility::of)
        {
            self.visibility = visibility;
        }
    }

    /// The row as a record of its table.
    pub fn to_record(&self, workspace: Uuid) -> Json {
        let mut record = self.columns.clone();
        let mut put = |name: &str, json: Json| record.insert(name.to_owned(), json);
        put("workspace_id", Json::from(workspace.to_string()));
        put("id", Json::from(self.id.to_string()));
        put("seq", Json::from(self.seq));
        put("made_seq", Json::from(self.made_seq));
        put("scope_seq", Json::from(self.scope_seq));
        put("owner_id", Json::from(self.owner.to_string()));
        put("visibility", Json::from(self.visibility.as_str()));
        put("stamps", serde_json::to_value(&self.stamps).unwrap_or_default());
        put("ext", serde_json::to_value(&self.ext).unwrap_or_default());
        put("created_at", Json::from(self.created_at));
        put("updated_at", Json::from(self.updated_at));
        put("created_by", Json::from(self.created_by.to_string()));
        put("updated_by", Json::from(self.updated_by.to_string()));
        Json::Object(record)
    }

    /// The row of a record of this table; `None` when the record is not one.
    pub fn of_record(table: &'static Table, record: Json) -> Option<Self> {
        let Json::Object(mut record) = record else { return None };
        record.remove("workspace_id");
        let mut take = |name: &str| record.remove(name);
        let mut number = |name: &str| take(name)?.as_i64();
        let (seq, made_seq, scope_seq) = (number("seq")?, number("made_seq")?, number("scope_seq")?);
        let (created_at, updated_at) = (number("created_at")?, number("updated_at")?);
        let mut id =
            |name: &str| take(name).as_ref().and_then(Json::as_str).and_then(|t| Uuid::parse_str(t).ok());
        let (row_id, owner) = (id("id")?, id("owner_id")?);
        let (created_by, updated_by) = (id("created_by")?, id("updated_by")?);
        let stamps = serde_json::from_value(take("stamps")?).ok()?;
        let ext = serde_json::from_value(take("ext")?).ok()?;
        let visibility = record.get("visibility").and_then(Json::as_str).and_then(Visibility::of)?;
        if table.name != "expense" {
            record.remove("visibility");
        }
        let is_known =
            |name: &str| name == "deleted_at" || sent_columns(table).any(|column| column.name == name);
        record.retain(|name, json| !json.is_null() && is_known(name));
        Some(Self {
            table,
            id: row_id,
            seq,
            made_seq,
            scope_seq,
            owner,
            visibility,
            stamps,
            columns: record,
            ext,
            created_at,
            updated_at,
            created_by,
            updated_by,
        })
    }
}
