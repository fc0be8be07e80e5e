//! What a service that was restored from a backup lost, given back (SYNC.md 9, row 10). Every device is a backup: each makes the same
//! ops under the same ids, so that ten of them give back once.

use domain::schema::{DELETED_UNIT, LOCAL_UNIT, Table, Value};
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use wire::v1;

use super::apply::served;
use super::doc::Doc;
use super::entry::{self, Entry};
use super::pull::Pull;
use crate::Result;
use crate::sql::Params;
use crate::write::{Here, Seen};

/// Namespace of the ids of ops that give back.
const NAMESPACE: Uuid = Uuid::from_u128(0x1f0c_88a2_54d7_4e19_9b1e_6d03_c5a7_42ee);
/// Room kept before the oldest entry: what is given back leaves before what was typed on top of it.
const ROOM: i64 = 1_000_000;
/// The status a row is given back with whose own is an approval: these come only from who gave them.
const STATUS_GIVEN_BACK: &str = "confirmed";
/// Statuses that are not approvals.
const STATUS_OWN: [&str; 4] = ["draft", "unreviewed", "confirmed", "planned"];
/// Tables the service alone writes.
const SERVICE_TABLES: [&str; 2] = ["member", "conflict"];

/// Giving back during one swap.
pub(super) struct Healing {
    epoch: i32,
    /// Everything up to this sequence is common history; nothing is given back without it.
    floor: Option<i64>,
    next_seq: i64,
    count: u64,
}

/// One op that gives back.
struct Gift<'a> {
    table: &'static Table,
    row: Uuid,
    unit: &'a str,
    seq: i64,
    at_ms: i64,
    made_by: Option<Uuid>,
    base: Map<String, Json>,
    patch: Map<String, Json>,
    /// The units it gives back, with the sequence of their last change before the service went back.
    units: Vec<(&'a str, i64)>,
}

impl Healing {
    pub(super) async fn begin(pull: &mut Pull, epoch: i32, floor: Option<i64>) -> Result<Self> {
        let first: i64 = sqlx::query_scalar("select ifnull(min(seq_local), 1) from outbox")
            .fetch_one(pull.connection())
            .await?;
        Ok(Self { epoch, floor, next_seq: first - ROOM, count: 0 })
    }

    /// How many ops were made.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    /// This version of a row, or the newest that is common history when it is of a time that was taken back.
    pub(super) fn common(&self, rev: i64) -> i64 {
        self.floor.map_or(rev, |floor| rev.min(floor))
    }

    /// Whether the service lost this version of a row.
    pub(super) fn is_lost(&self, here: &Here) -> bool {
        self.floor.is_some_and(|floor| here.facts.rev > floor)
    }

    /// Gives back the units of rows the service still has in another version.
    pub(super) async fn compare(
        &mut self,
        pull: &mut Pull,
        table: &'static Table,
        staged: &[v1::Row],
    ) -> Result<()> {
        let Some(floor) = self.floor.filter(|_| !SERVICE_TABLES.contains(&table.name)) else { return Ok(()) };
        let ids: Vec<Uuid> = staged.iter().map(|row| row.id).collect();
        let here = pull.tx.here(table, &ids).await?;
        for row in staged.iter().filter(|row| !row.gone && !row.masked) {
            let (Some(here), Some(on_service)) = (here.get(&row.id), Doc::of_wire(table, row)) else {
                continue;
            };
            if here.facts.rev <= floor {
                continue;
            }
            let Some((served, stamps)) = version_of(pull, table, row.id, here).await? else { continue };
            for (unit, (seq, at_ms)) in &stamps {
                let is_ours =
                    *unit != "status" && unit != LOCAL_UNIT && table.units().contains(&unit.as_str());
                if *seq <= floor || !is_ours {
                    continue;
                }
                if served.unit(table, unit) == on_service.unit(table, unit) {
                    // Somebody else gave it back already: what was typed on top of it answers to the row as it is there now.
                    let on_top = entries_of(pull, table, row.id).await?;
                    for mut entry in on_top {
                        if let Some(seen) = seen_of(&mut entry, unit, *seq) {
                            seen.b = seen.b.max(row.seq);
                            put_seen(pull, &entry).await?;
                        }
                    }
                    continue;
                }
                let gift = Gift {
                    table,
                    row: row.id,
                    unit,
                    seq: *seq,
                    at_ms: *at_ms,
                    made_by: here.facts.created_by,
                    base: stored(table, &on_service, unit),
                    patch: stored(table, &served, unit),
                    units: vec![(unit, *seq)],
                };
                self.give(pull, gift).await?;
            }
        }
        Ok(())
    }

    /// Gives back a row the service has nothing of; false when it is not to be.
    pub(super) async fn is_given_back(
        &mut self,
        pull: &mut Pull,
        table: &'static Table,
        id: Uuid,
    ) -> Result<bool> {
        if self.floor.is_none() || SERVICE_TABLES.contains(&table.name) {
            return Ok(false);
        }
        let Some(here) = pull.tx.here(table, &[id]).await?.remove(&id) else { return Ok(false) };
        if !self.is_lost(&here) || pull.is_masked(id).await? {
            return Ok(false);
        }
        let Some((served, stamps)) = version_of(pull, table, id, &here).await? else { return Ok(false) };
        // A link that was taken away is as good as one that never was; anything else in the trash can still be taken out of it.
        if served.deleted_at.is_some() && table.is_set {
            return Ok(false);
        }
        let at_ms = stamps.values().map(|(_, at_ms)| *at_ms).max().unwrap_or(here.facts.created_at);
        let mut patch = Map::new();
        for (column, value) in table.columns.iter().zip(&served.values) {
            if column.unit != LOCAL_UNIT && *value != Value::Null {
                patch.insert(column.name.to_owned(), value.to_json());
            }
        }
        if let Some(at) = served.deleted_at {
            patch.insert("deleted_at".to_owned(), Json::from(at));
        }
        if let Some(status) = patch.get_mut("status").filter(|_| table.name == "expense")
            && !STATUS_OWN.iter().any(|own| *status == *own)
        {
            *status = Json::from(STATUS_GIVEN_BACK);
        }
        let seq = here.facts.rev;
        let made_by = here.facts.created_by;
        // What changed never since the row was made is as old as the row.
        let since = |unit: &&'static str| (*unit, stamps.get(*unit).map_or(1, |(seq, _)| *seq));
        let units = table.units().iter().map(since).collect();
        let gift = Gift { table, row: id, unit: "", seq, at_ms, made_by, base: Map::new(), patch, units };
        self.give(pull, gift).await?;
        let sql = format!("update {} set rev = 0 where id = ?1", table.name);
        sqlx::query_with(&sql, Params::new().id(id).take()).execute(pull.connection()).await?;
        sqlx::query_with("delete from shadow where row_id = ?1", Params::new().id(id).take())
            .execute(pull.connection())
            .await?;
        pull.marked.insert((table.name, id));
        Ok(true)
    }

    async fn give(&mut self, pull: &mut Pull, gift: Gift<'_>) -> Result<()> {
        let name = format!("{}/{}/{}/{}", self.epoch, gift.row.simple(), gift.unit, gift.seq);
        let change = Uuid::new_v5(&NAMESPACE, name.as_bytes());
        let op = match (gift.base.is_empty(), gift.table.is_set) {
            (true, true) => "set_add",
            (true, false) => "insert",
            (false, _) => "update",
        };
        let args = Params::new()
            .int(self.next_seq)
            .id(change)
            .id(pull.workspace())
            .text(gift.table.name)
            .id(gift.row)
            .text(op)
            .int(self.floor.unwrap_or(0))
            .text(Json::Object(gift.base).to_string())
            .text(Json::Object(gift.patch).to_string())
            .int(gift.at_ms)
            .value(&gift.made_by.into())
            .take();
        let made = sqlx::query_with(include_str!("give_back.sql"), args).execute(pull.connection()).await?;
        follow(pull, gift.table, gift.row, change, &gift.units).await?;
        self.next_seq += 1;
        self.count += made.rows_affected();
        pull.has_waiting();
        pull.marked.insert((gift.table.name, gift.row));
        Ok(())
    }
}

/// What waits on top of what is given back was typed by somebody who saw that: otherwise the two would look concurrent.
async fn follow(
    pull: &mut Pull,
    table: &'static Table,
    row: Uuid,
    change: Uuid,
    units: &[(&str, i64)],
) -> Result<()> {
    for mut entry in entries_of(pull, table, row).await? {
        for (unit, seq) in units {
            if let Some(seen) = seen_of(&mut entry, unit, *seq) {
                seen.a.push(change);
            }
        }
        put_seen(pull, &entry).await?;
    }
    Ok(())
}

/// What waits of a row and gives nothing back.
async fn entries_of(pull: &mut Pull, table: &'static Table, row: Uuid) -> Result<Vec<Entry>> {
    let waiting = entry::waiting(pull.connection(), table, &[row]).await?;
    Ok(waiting.into_values().flatten().filter(|entry| !entry.is_heal).collect())
}

/// What the author of a waiting change had seen of a unit, if they had seen its version of that sequence. Who followed own changes
/// counts as one who had: these may be that version.
fn seen_of<'e>(entry: &'e mut Entry, unit: &str, seq: i64) -> Option<&'e mut Seen> {
    let own = super::outgoing::units(entry);
    if !own.contains_key(unit) {
        return None;
    }
    let by_version = Seen { b: entry.base_rev, a: Vec::new() };
    let seen = entry.seen.entry(unit.to_owned()).or_insert(by_version);
    (seen.b >= seq || !seen.a.is_empty()).then_some(seen)
}

async fn put_seen(pull: &mut Pull, entry: &Entry) -> Result<()> {
    let seen = serde_json::to_string(&entry.seen).unwrap_or_default();
    let args = Params::new().id(entry.change).text(seen).take();
    sqlx::query_with("update outbox set depends_on = ?2 where change_id = ?1", args)
        .execute(pull.connection())
        .await?;
    Ok(())
}

type Stamps = std::collections::BTreeMap<String, (i64, i64)>;

/// What the service had of a row before it went back, and when its units changed; `None` when it never had it.
async fn version_of(
    pull: &mut Pull,
    table: &'static Table,
    id: Uuid,
    here: &Here,
) -> Result<Option<(Doc, Stamps)>> {
    if let Some(shadow) = pull.shadow_of(table, id).await? {
        return Ok(Doc::of_wire(table, &shadow).map(|doc| (doc, shadow.u)));
    }
    let waiting = entry::waiting(pull.connection(), table, &[id]).await?;
    let waiting = waiting.into_values().next().unwrap_or_default();
    let waiting: Vec<_> = waiting.into_iter().filter(|entry| !entry.is_heal).collect();
    let stamps = here.facts.stamps.as_deref().and_then(|text| serde_json::from_str(text).ok());
    Ok(served(table, here, &[], &waiting).map(|doc| (doc, stamps.unwrap_or_default())))
}

/// A unit as the outbox keeps it: every column, nulls included.
fn stored(table: &'static Table, doc: &Doc, unit: &str) -> Map<String, Json> {
    if unit == DELETED_UNIT {
        return [("deleted_at".to_owned(), Json::from(doc.deleted_at))].into_iter().collect();
    }
    let columns = table.columns.iter().zip(&doc.values).filter(|(column, _)| column.unit == unit);
    let mut stored: Map<String, Json> =
        columns.map(|(column, value)| (column.name.to_owned(), value.to_json())).collect();
    if let Some(newer) = doc.ext.get(unit) {
        let newer = [(unit.to_owned(), Json::Object(newer.clone()))].into_iter().collect();
        stored.insert(super::doc::EXT_KEY.to_owned(), Json::Object(newer));
    }
    stored
}
