//! Names that stand once in a workspace: what is made twice is merged, what is renamed onto another asks (SYNC.md 3.4).

use std::collections::HashMap;

use domain::link_id;
use domain::merge::UnitValue;
use domain::schema::Table;
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::Op;

use crate::push::loaded::references;
use crate::push::row::{RowKey, StoredRow};
use crate::push::work::Work;

/// Tables in which a name is there once.
const UNIQUE: &[&str] = &["category", "tag", "merchant", "person", "payment_method"];

/// Units that decide whether a row bears a name in people's eyes.
const NAMING_UNITS: &[&str] = &["name", "parent", "archived", "deleted", "merged"];

/// The column that names the row another was merged into.
pub const MERGED_INTO: &str = "merged_into_id";
/// How far merged rows are followed.
pub const MERGES_MAX: usize = 16;
/// The units merging changes.
const MERGING_UNITS: &[&str] = &["merged", "archived"];

/// Whether merging this row into that one would merge it into itself: two people merged two rows at the same time, each into the
/// other's.
pub fn closes_a_circle(work: &Work<'_>, row: &StoredRow, into: Option<Uuid>) -> bool {
    let mut next = into;
    for _ in 0..MERGES_MAX {
        let Some(at) = next else { return false };
        let at = work.known_as(row.table.name, at);
        if at == row.id {
            return true;
        }
        next = work.row((row.table.name, at)).and_then(|row| row.uuid(MERGED_INTO));
    }
    true
}

/// Whether merging changes this unit.
pub fn is_merging(unit: &str) -> bool {
    MERGING_UNITS.contains(&unit)
}

/// Whether names of this table are there once.
pub fn is_unique(table: &Table) -> bool {
    UNIQUE.contains(&table.name)
}

/// The column a person types the name into.
pub fn name_column(table: &Table) -> Option<&'static str> {
    match table.name {
        "person" => Some("display_name"),
        _ if table.columns.iter().any(|column| column.name == "name_fold") => Some("name"),
        _ => None,
    }
}

/// What identifies a setting beside its id.
pub fn setting_key(value: &UnitValue) -> Option<String> {
    let text = |column: &str| value.get(column).and_then(Json::as_str);
    Some(format!("{}\u{1f}{}", text("scope")?, text("key")?))
}

/// The other row that bears the name this one has, in people's eyes: the oldest.
pub fn namesake(work: &Work<'_>, row: &StoredRow) -> Option<Uuid> {
    if !is_unique(row.table) || !row.is_live() {
        return None;
    }
    let folded = row.text("name_fold")?;
    let parent = row.text("parent_id");
    work.rows_of(row.table.name)
        .filter(|other| other.id != row.id && other.is_live())
        .filter(|other| other.text("name_fold") == Some(folded) && other.text("parent_id") == parent)
        .min_by_key(|other| (other.made_seq, other.id))
        .map(|other| other.id)
}

/// The row that holds this setting under another id.
pub fn same_setting(work: &Work<'_>, id: Uuid, value: &UnitValue) -> Option<Uuid> {
    let key = setting_key(value)?;
    work.rows_of("setting")
        .filter(|other| {
            other.id != id && !other.is_deleted() && setting_key(&other.columns).as_ref() == Some(&key)
        })
        .min_by_key(|other| (other.made_seq, other.id))
        .map(|other| other.id)
}

/// Whether a unit decides whether a row bears a name in people's eyes.
pub fn is_naming(unit: &str) -> bool {
    NAMING_UNITS.contains(&unit)
}

/// The ids a link row may have once its ends are known by other ids.
pub fn links_through(
    table: &'static Table,
    op: &Op,
    namesakes: &HashMap<RowKey, Vec<Uuid>>,
) -> impl Iterator<Item = Uuid> + use<> {
    let others = |(kind, id): RowKey| {
        let mut others = namesakes.get(&(kind, id)).cloned().unwrap_or_default();
        others.push(id);
        others
    };
    let mut links = Vec::new();
    if table.is_set
        && let [from, to] = references(op)[..]
        && op.id == link_id(table.name, from.1, to.1)
        && (namesakes.contains_key(&from) || namesakes.contains_key(&to))
    {
        for from in others(from) {
            links.extend(others(to).into_iter().map(|to| link_id(table.name, from, to)));
        }
    }
    links.into_iter()
}

/// Both ends of a link.
pub fn link_ends(table: &'static Table, value: &UnitValue) -> Option<(Uuid, Uuid)> {
    let mut ends = table
        .unit_columns("on")
        .filter(|column| matches!(column.kind, domain::schema::ColumnKind::Ref(_)))
        .map(|column| {
            value.get(column.name).and_then(Json::as_str).and_then(|text| Uuid::parse_str(text).ok())
        });
    Some((ends.next()??, ends.next()??))
}
