//! What leaves: outbox entries as ops, committed as sent before anybody sees them.
//!
//! A sent entry never changes: the service may have answered it already (SYNC.md 4.2). What has not left is put together here, so
//! that a note typed in ten goes is one op.

use std::collections::{BTreeMap, HashMap};

use domain::WorkspaceId;
use domain::mutant;
use domain::schema::{DELETED_UNIT, LOCAL_UNIT, Value};
use serde_json::{Map, Value as Json};
use sqlx::SqliteConnection;
use uuid::Uuid;
use wire::v1::{AFTER_MAX, Op, UnitSet};

use super::doc::{EXT_KEY, deleted_value, touched_units};
use super::entry::{self, Entry};
use crate::sql::{self, Params};
use crate::write::Seen;
use crate::{Error, Result, Store};

/// User actions of more changes than this are not sent as one group: a single refusal would take all of them back.
pub const GROUP_OPS_MAX: usize = 100;

/// Entries that leave together or not at all, and the id of their group.
struct Bundle {
    entries: Vec<Entry>,
    group: Option<Uuid>,
}

/// Two entries of one row that became one: the id that is gone, and the one both have now.
struct Merged {
    from: Uuid,
    into: Uuid,
    row: Uuid,
}

impl Store {
    /// What may leave now, oldest first, at most `max_ops` ops and about `max_bytes` bytes; groups are whole. It is committed as
    /// sent before this returns, and from then on it never changes.
    pub async fn outgoing(
        &self,
        workspace: WorkspaceId,
        max_ops: usize,
        max_bytes: usize,
    ) -> Result<Vec<Op>> {
        let offset_ms = self.clock_offset_ms().await?;
        let mut tx = self.writer.begin_with("BEGIN IMMEDIATE").await?;
        // Enough to see where the last group ends, or that it is too large to be one.
        let limit = max_ops + GROUP_OPS_MAX + 1;
        let sent = load(&mut tx, workspace, "sent", limit).await?;
        let mut bundles = again(sent);
        if bundles.len() < limit {
            let mut queued = load(&mut tx, workspace, "queued", limit).await?;
            queued.iter_mut().for_each(|entry| entry.at_ms += offset_ms);
            let mut fresh = bundled(queued);
            if mutant::is("sent_op_coalesced") {
                fresh.splice(0..0, std::mem::take(&mut bundles));
            }
            let mut merged = mend(&mut fresh);
            merged.append(&mut coalesce(&mut fresh));
            write_merged(&mut tx, &fresh, &merged, offset_ms).await?;
            bundles.append(&mut fresh);
        }
        let (ops, leaving) = gather(bundles, max_ops.max(1), max_bytes)?;
        if ops.is_empty() {
            return Ok(ops);
        }
        mark_sent(&mut tx, &leaving, offset_ms).await?;
        tx.commit().await?;
        Ok(ops)
    }
}

async fn load(
    connection: &mut SqliteConnection,
    workspace: WorkspaceId,
    state: &str,
    limit: usize,
) -> Result<Vec<Entry>> {
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let args = Params::new().id(workspace.0).text(state).int(limit).take();
    entry::entries(&sqlx::query_with(include_str!("leaving.sql"), args).fetch_all(connection).await?)
}

/// What left before leaves as it did.
fn again(sent: Vec<Entry>) -> Vec<Bundle> {
    let mut bundles: Vec<Bundle> = Vec::new();
    for entry in sent {
        match bundles.last_mut().filter(|last| last.group.is_some() && last.group == entry.sent_group) {
            Some(last) => last.entries.push(entry),
            None => bundles.push(Bundle { group: entry.sent_group, entries: vec![entry] }),
        }
    }
    bundles
}

/// Neighbours of one user action leave together, unless they are too many.
fn bundled(queued: Vec<Entry>) -> Vec<Bundle> {
    let mut runs: Vec<Vec<Entry>> = Vec::new();
    for entry in queued {
        match runs.last_mut().filter(|run| run[0].group == entry.group && !entry.is_heal) {
            Some(run) => run.push(entry),
            None => runs.push(vec![entry]),
        }
    }
    let mut bundles = Vec::new();
    for run in runs {
        if (2..=GROUP_OPS_MAX).contains(&run.len()) {
            bundles.push(Bundle { group: Some(run[0].change), entries: run });
        } else {
            bundles.extend(run.into_iter().map(|entry| Bundle { group: None, entries: vec![entry] }));
        }
    }
    bundles
}

/// Puts an update into the update of the same row before it, where nobody can tell: neither is part of a larger action, and no unit
/// would get another edit time than its own.
///
/// What comes of it has the id of the later one. The earlier may have left under its own from a copy of this file, or from this file
/// before a disk forgot it: more content under that id would be taken for a repetition and dropped.
///
/// What was typed into a form that did not show the change before it stays apart from that: the two are for the service to compare.
fn coalesce(bundles: &mut Vec<Bundle>) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    let mut kept: Vec<Bundle> = Vec::new();
    let mut last_of: HashMap<Uuid, usize> = HashMap::new();
    let mut into_of: HashMap<Uuid, Uuid> = HashMap::new();
    for mut bundle in std::mem::take(bundles) {
        let before = last_of.get(&bundle.entries[0].row).map(|at| &mut kept[*at]);
        match (before, bundle.entries.as_mut_slice()) {
            (Some(Bundle { entries, group: None }), [later])
                if bundle.group.is_none() && goes_into(later, &entries[0], &into_of) =>
            {
                let earlier = &mut entries[0];
                lay_over(earlier, later);
                let gone = match mutant::is("sent_op_coalesced") {
                    true => later.change,
                    false => std::mem::replace(&mut earlier.change, later.change),
                };
                let (into, row) = (earlier.change, earlier.row);
                merged.iter_mut().filter(|merged| merged.into == gone).for_each(|merged| merged.into = into);
                merged.push(Merged { from: gone, into, row });
                into_of.values_mut().filter(|known| **known == gone).for_each(|known| *known = into);
                into_of.insert(gone, into);
            }
            _ => {
                last_of.extend(bundle.entries.iter().map(|entry| (entry.row, kept.len())));
                kept.push(bundle);
            }
        }
    }
    *bundles = kept;
    for entry in bundles.iter_mut().flat_map(|bundle| &mut bundle.entries) {
        for seen in entry.seen.values_mut() {
            follow(&mut seen.a, &into_of, entry.change);
        }
    }
    merged
}

/// Puts edits into the making of their row where the service refused that and somebody sends it again: as it was it would be refused
/// once more, and the edits that mend it would find no row. Larger actions lose the edit to the making, which leaves before them.
fn mend(bundles: &mut Vec<Bundle>) -> Vec<Merged> {
    let mut merged: Vec<Merged> = Vec::new();
    let mut at = 0;
    while at < bundles.len() {
        let (before, after) = bundles.split_at_mut(at + 1);
        for making in before[at].entries.iter_mut().filter(|entry| entry.is_insert() && was_refused(entry)) {
            for bundle in after.iter_mut() {
                let (edits, others) =
                    std::mem::take(&mut bundle.entries).into_iter().partition(|edit| mends(edit, making));
                bundle.entries = others;
                for edit in edits {
                    let gone = lay_into(making, edit);
                    let (into, row) = (making.change, making.row);
                    merged
                        .iter_mut()
                        .filter(|merged| merged.into == gone)
                        .for_each(|merged| merged.into = into);
                    merged.push(Merged { from: gone, into, row });
                }
            }
        }
        at += 1;
    }
    bundles.retain(|bundle| !bundle.entries.is_empty());
    merged
}

/// It waits although it left before: the answer was a refusal.
fn was_refused(entry: &Entry) -> bool {
    !entry.is_sent && entry.attempts > 0
}

fn mends(edit: &Entry, making: &Entry) -> bool {
    edit.row == making.row
        && edit.table.name == making.table.name
        && edit.op == "update"
        && !edit.is_heal
        && !edit.patch.contains_key("deleted_at")
}

/// Lays an edit over the making of its row, which has the edit's id from then on; gives the id that is gone.
fn lay_into(making: &mut Entry, edit: Entry) -> Uuid {
    let gone = std::mem::replace(&mut making.change, edit.change);
    for unit in touched_units(edit.table, &edit.patch) {
        let unseen = Seen { b: making.base_rev, a: Vec::new() };
        let seen = making.seen.entry(unit.to_owned()).or_insert(unseen);
        seen.a.insert(0, gone);
        seen.a.truncate(AFTER_MAX);
    }
    making.patch.extend(edit.patch);
    making.at_ms = edit.at_ms;
    gone
}

/// Names what earlier changes went into instead of them, each once. What went into the change itself it still names: the service may
/// know it.
fn follow(seen: &mut Vec<Uuid>, into: &HashMap<Uuid, Uuid>, own: Uuid) {
    let mut followed: Vec<Uuid> = Vec::with_capacity(seen.len());
    for id in seen.drain(..) {
        let id = into.get(&id).copied().filter(|into| *into != own).unwrap_or(id);
        if id != own && !followed.contains(&id) {
            followed.push(id);
        }
    }
    followed.truncate(AFTER_MAX);
    *seen = followed;
}

fn goes_into(later: &Entry, earlier: &Entry, into: &HashMap<Uuid, Uuid>) -> bool {
    let is_plain =
        |entry: &Entry| entry.op == "update" && !entry.is_heal && !entry.patch.contains_key("deleted_at");
    let is_same_row = later.row == earlier.row && later.table.name == earlier.table.name;
    let units = touched_units(later.table, &later.patch);
    let is_earlier = |id: &Uuid| into.get(id).unwrap_or(id) == &earlier.change;
    let had_seen = |unit: &&str| later.seen.get(*unit).is_some_and(|seen| seen.a.iter().any(is_earlier));
    is_same_row
        && is_plain(later)
        && is_plain(earlier)
        && touched_units(earlier.table, &earlier.patch)
            .iter()
            .all(|unit| units.contains(unit) && had_seen(unit))
}

fn lay_over(earlier: &mut Entry, later: &Entry) {
    let known = touched_units(earlier.table, &earlier.patch);
    earlier.patch.extend(later.patch.iter().map(|(name, json)| (name.clone(), json.clone())));
    earlier.at_ms = later.at_ms;
    for unit in touched_units(later.table, &later.patch) {
        let later_seen = later.seen.get(unit).cloned();
        let mut seen = later_seen.unwrap_or(Seen { b: later.base_rev, a: Vec::new() });
        if known.contains(&unit) {
            let before = earlier.seen.get(unit).cloned();
            let before = before.unwrap_or(Seen { b: earlier.base_rev, a: Vec::new() });
            seen.b = before.b;
            seen.a.insert(0, earlier.change);
            seen.a.extend(before.a);
        } else {
            for column in later.table.unit_columns(unit) {
                if let Some(json) = later.base.get(column.name) {
                    earlier.base.insert(column.name.to_owned(), json.clone());
                }
            }
        }
        if seen.b != earlier.base_rev || !seen.a.is_empty() {
            earlier.seen.insert(unit.to_owned(), seen);
        }
    }
}

async fn write_merged(
    connection: &mut SqliteConnection,
    bundles: &[Bundle],
    merged: &[Merged],
    offset_ms: i64,
) -> Result<()> {
    let gone: Vec<Uuid> = merged.iter().map(|merged| merged.from).collect();
    sqlx::query(include_str!("forget_entries.sql"))
        .bind(sql::ids_json(&gone))
        .execute(&mut *connection)
        .await?;
    let entries = bundles.iter().flat_map(|bundle| &bundle.entries);
    for entry in entries.filter(|entry| merged.iter().any(|merged| merged.into == entry.change)) {
        let text = |object: &Map<String, Json>| Json::Object(object.clone()).to_string();
        let seen = (!entry.seen.is_empty()).then(|| serde_json::to_string(&entry.seen).ok()).flatten();
        let args = Params::new()
            .id(entry.change)
            .text(text(&entry.patch))
            .text(text(&entry.base))
            .value(&seen.into())
            .int(entry.at_ms - offset_ms)
            .int(entry.base_rev)
            .int(entry.seq_local)
            .text(&*entry.op)
            .id(entry.group)
            .take();
        sqlx::query_with(include_str!("put_entry.sql"), args).execute(&mut *connection).await?;
    }
    for Merged { from, into, row } in merged {
        let args = Params::new()
            .id(*row)
            .text(from.hyphenated().to_string())
            .text(into.hyphenated().to_string())
            .id(*into)
            .take();
        sqlx::query_with(include_str!("follow_merged.sql"), args).execute(&mut *connection).await?;
    }
    Ok(())
}

/// Takes bundles until one does not fit; the first is always taken. Answers the ops and which queued entries leave, by their group.
#[expect(clippy::type_complexity, reason = "two lists and what ties the second together")]
fn gather(
    bundles: Vec<Bundle>,
    max_ops: usize,
    max_bytes: usize,
) -> Result<(Vec<Op>, BTreeMap<Option<Uuid>, Vec<Uuid>>)> {
    let (mut ops, mut bytes) = (Vec::new(), 0);
    let mut leaving: BTreeMap<Option<Uuid>, Vec<Uuid>> = BTreeMap::new();
    for bundle in bundles {
        let mut own = Vec::with_capacity(bundle.entries.len());
        let mut own_bytes = 0;
        for entry in &bundle.entries {
            let op = op(entry, bundle.group);
            own_bytes += serde_json::to_vec(&op).map_err(|_| Error::Malformed("an outbox entry"))?.len();
            own.push(op);
        }
        let is_too_much = ops.len() + own.len() > max_ops || bytes + own_bytes > max_bytes;
        if is_too_much && mutant::is("group_split") {
            own.truncate(max_ops - ops.len().min(max_ops));
        } else if is_too_much && !ops.is_empty() {
            break;
        }
        bytes += own_bytes;
        for (entry, _) in bundle.entries.iter().zip(&own).filter(|(entry, _)| !entry.is_sent) {
            leaving.entry(bundle.group).or_default().push(entry.change);
        }
        ops.append(&mut own);
        if is_too_much {
            break;
        }
    }
    Ok((ops, leaving))
}

async fn mark_sent(
    connection: &mut SqliteConnection,
    leaving: &BTreeMap<Option<Uuid>, Vec<Uuid>>,
    offset_ms: i64,
) -> Result<()> {
    for (group, changes) in leaving {
        let args = Params::new().ids(changes).value(&Value::from(*group)).int(offset_ms).take();
        sqlx::query_with(include_str!("mark_sent.sql"), args).execute(&mut *connection).await?;
    }
    Ok(())
}

/// An entry as it travels.
pub(super) fn op(entry: &Entry, group: Option<Uuid>) -> Op {
    let table = entry.table;
    let mut set: BTreeMap<String, UnitSet> = BTreeMap::new();
    for (unit, v) in units(entry) {
        let seen = entry.seen.get(unit);
        let b = seen.map_or(entry.base_rev, |seen| seen.b);
        set.insert(unit.to_owned(), UnitSet { v, b, a: seen.map_or_else(Vec::new, |seen| seen.a.clone()) });
    }
    Op {
        op: entry.change,
        g: group,
        k: table.name.to_owned(),
        id: entry.row,
        t: entry.at_ms,
        set,
        heal: entry.is_heal,
        by: entry.made_by.filter(|_| entry.is_heal),
    }
}

/// The units an entry sets, as they travel.
pub(super) fn units(entry: &Entry) -> BTreeMap<&'static str, Map<String, Json>> {
    let table = entry.table;
    let mut units: BTreeMap<&'static str, Map<String, Json>> = BTreeMap::new();
    for (name, json) in &entry.patch {
        if name == "deleted_at" {
            units.insert(DELETED_UNIT, deleted_value(json.as_i64()));
        }
        let Some(column) = table.column(name).filter(|column| column.unit != LOCAL_UNIT) else { continue };
        let unit = units.entry(column.unit).or_default();
        if let Some(value) = Value::from_json(column.kind, json).filter(|value| *value != Value::Null) {
            unit.insert(name.clone(), value.to_wire(column.kind));
        }
    }
    if let Some(Json::Object(newer)) = entry.patch.get(EXT_KEY) {
        for (unit, columns) in newer {
            if let (Some((_, value)), Json::Object(columns)) =
                (units.iter_mut().find(|(known, _)| *known == unit), columns)
            {
                value.extend(columns.clone());
            }
        }
    }
    if table.is_set && entry.is_insert() {
        // Adding wins over a removal its author did not know of, and says so.
        units.entry(DELETED_UNIT).or_default();
    }
    units
}
