//! What the author of a change had seen beside the row's version: their own changes that were unsent or unanswered (ADR 0008).
//!
//! A value typed over an own one that was still on its way replaces what that one would have replaced, no more: it takes over its
//! base. Otherwise it would beat, unseen, what others said in between (SYNC.md 10.3).

use std::collections::{BTreeMap, HashMap};

use domain::mutant;
use domain::schema::{DELETED_UNIT, Table};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::Result;
use crate::sql::{self, Params};

/// For each unit of a change that follows own unanswered ones: what its author had seen. The outbox column `depends_on`.
pub(crate) type SeenUnits = BTreeMap<String, Seen>;

/// What the author of a unit's new value had seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Seen {
    /// The version of the row.
    pub b: i64,
    /// Own changes, the newest of this unit first.
    pub a: Vec<Uuid>,
}

/// The column `depends_on`, read; what is not of its form counts as nothing.
pub(crate) fn read_seen(text: Option<&str>) -> SeenUnits {
    text.and_then(|text| serde_json::from_str(text).ok()).unwrap_or_default()
}

/// An own change no server has answered.
pub(super) struct Unsent {
    pub id: Uuid,
    /// The columns it set; `None` when it made the row.
    pub patch: Option<Map<String, Json>>,
    pub base_rev: i64,
    pub seen: SeenUnits,
}

impl Unsent {
    /// Whether it changed a unit.
    pub(super) fn touches(&self, table: &Table, unit: &str) -> bool {
        let Some(patch) = &self.patch else { return true };
        patch.keys().any(|name| match name.as_str() {
            "deleted_at" => unit == DELETED_UNIT,
            name => table.column(name).is_some_and(|column| column.unit == unit),
        })
    }

    /// The version of the row its author had seen of a unit.
    pub(super) fn base_of(&self, unit: &str) -> i64 {
        self.seen.get(unit).map_or(self.base_rev, |seen| seen.b)
    }
}

/// The unsent changes of these rows, newest first.
pub(super) async fn read_unsent(
    connection: &mut SqliteConnection,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<Unsent>>> {
    let mut unsent: HashMap<Uuid, Vec<Unsent>> = HashMap::new();
    if ids.is_empty() {
        return Ok(unsent);
    }
    let args = Params::new().ids(ids).take();
    let rows = sqlx::query_with(include_str!("unsent_changes.sql"), args).fetch_all(connection).await?;
    for row in &rows {
        let patch: Option<&str> = row.try_get(2)?;
        let change = Unsent {
            id: sql::id(row, 1)?,
            patch: patch.and_then(|patch| serde_json::from_str(patch).ok()),
            base_rev: row.try_get(3)?,
            seen: read_seen(row.try_get(4)?),
        };
        unsent.entry(sql::id(row, 0)?).or_default().push(change);
    }
    Ok(unsent)
}

/// What the author of a change of these units had seen, given their own unanswered changes of the row, newest first. For a guarded
/// unit and for a deletion that includes the newest of every guarded unit and of the deletion.
pub(super) fn seen(
    table: &Table,
    units: &[&'static str],
    base_rev: i64,
    earlier: &[Unsent],
) -> Option<String> {
    let mut seen = SeenUnits::new();
    for unit in units {
        let own = earlier.iter().find(|unsent| unsent.touches(table, unit));
        let mut after: Vec<Uuid> = own.iter().map(|unsent| unsent.id).collect();
        if *unit == DELETED_UNIT || table.guarded.contains(unit) {
            for other in table.guarded.iter().copied().chain([DELETED_UNIT]) {
                let newest = earlier.iter().find(|unsent| unsent.touches(table, other));
                after.extend(newest.map(|unsent| unsent.id).filter(|id| !after.contains(id)));
            }
        }
        if !after.is_empty() {
            let inherited = own.filter(|_| !mutant::is("base_not_inherited"));
            let base = inherited.map_or(base_rev, |unsent| unsent.base_of(unit));
            seen.insert((*unit).to_owned(), Seen { b: base, a: after });
        }
    }
    if seen.is_empty() { None } else { serde_json::to_string(&seen).ok() }
}
