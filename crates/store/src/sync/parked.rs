//! Changes that were refused: shown with the reason, sent again, exported or discarded. They hold up nothing.

use std::collections::{BTreeMap, HashMap};

use domain::WorkspaceId;
use domain::merge::UnitValue;
use domain::schema::{DELETED_UNIT, LOCAL_UNIT, Table};
use serde_json::{Map, Value as Json, json};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use super::Applied;
use super::doc::{Doc, EXT_KEY, touched_units};
use super::entry::{self, Entry};
use super::outgoing;
use super::pull::Pull;
use crate::sql::Params;
use crate::write::{Facts, Here, Pulled, SeenUnits};
use crate::{Result, Store, WriteContext};

/// A change that was refused.
#[derive(Debug, Clone, PartialEq)]
pub struct Parked {
    /// The change.
    pub change: Uuid,
    /// The user action it was part of.
    pub group: Uuid,
    /// Its table.
    pub table: String,
    /// Its row.
    pub row: Uuid,
    /// Why: a `wire::v1::RejectCode` as text, or a word of the engine.
    pub why: String,
    /// When it was made, milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// The units it would set.
    pub units: BTreeMap<String, UnitValue>,
}

impl Store {
    /// Changes that were refused, oldest first.
    pub async fn parked(&self, workspace: WorkspaceId) -> Result<Vec<Parked>> {
        let mut reader = self.reader().await?;
        let reasons = reasons(&mut reader, workspace).await?;
        let limit = i64::MAX;
        let args = Params::new().id(workspace.0).text("quarantined").int(limit).take();
        let rows = sqlx::query_with(include_str!("leaving.sql"), args).fetch_all(&mut *reader).await?;
        let parked = entry::entries(&rows)?.into_iter().map(|entry| Parked {
            units: outgoing::units(&entry).into_iter().map(|(unit, v)| (unit.to_owned(), v)).collect(),
            change: entry.change,
            group: entry.group,
            table: entry.table.name.to_owned(),
            row: entry.row,
            why: reasons.get(&entry.change).cloned().unwrap_or_default(),
            at_ms: entry.at_ms,
        });
        Ok(parked.collect())
    }

    /// Sends refused changes again, under new ids and on what the service has now.
    pub async fn retry_parked(&self, ctx: WriteContext, changes: &[Uuid]) -> Result<Applied> {
        let mut pull = Pull::begin(self, ctx).await?;
        for entry in refused(&mut pull, changes).await? {
            pull.retry(entry, Again::LookedAt).await?;
        }
        pull.commit().await
    }

    /// Sends refused changes again that nobody looked at meanwhile: what their author had seen and when they were made stays.
    pub async fn unpark(&self, ctx: WriteContext, changes: &[Uuid]) -> Result<Applied> {
        // They left with the time of the service's clock, and leave again.
        let offset_ms = self.clock_offset_ms().await?;
        let mut pull = Pull::begin(self, ctx).await?;
        for mut entry in refused(&mut pull, changes).await? {
            entry.at_ms -= offset_ms;
            pull.retry(entry, Again::AsItWas).await?;
        }
        pull.commit().await
    }

    /// Forgets refused changes.
    pub async fn discard_parked(&self, ctx: WriteContext, changes: &[Uuid]) -> Result<Applied> {
        let mut pull = Pull::begin(self, ctx).await?;
        for entry in refused(&mut pull, changes).await? {
            let args = Params::new().id(entry.change).take();
            sqlx::query_with("delete from outbox where change_id = ?1", args)
                .execute(pull.connection())
                .await?;
            pull.marked.insert((entry.table.name, entry.row));
        }
        pull.commit().await
    }

    /// All refused changes as a JSON document, to be kept elsewhere.
    pub async fn export_parked(&self, workspace: WorkspaceId) -> Result<String> {
        let parked = self.parked(workspace).await?;
        let changes: Vec<Json> = parked
            .into_iter()
            .map(|parked| {
                json!({
                    "change": parked.change,
                    "table": parked.table,
                    "row": parked.row,
                    "why": parked.why,
                    "at_ms": parked.at_ms,
                    "units": parked.units,
                })
            })
            .collect();
        Ok(json!({ "workspace": workspace.0, "changes": changes }).to_string())
    }
}

/// How a refused change goes back among those that wait.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Again {
    /// Its author looked at it and at what the service has now.
    LookedAt,
    /// Nobody did: the service knows more than it did.
    AsItWas,
}

impl Pull {
    async fn retry(&mut self, mut entry: Entry, again: Again) -> Result<()> {
        let Entry { table, row: id, .. } = entry;
        let here = self.tx.here(table, &[id]).await?.remove(&id);
        if let Some(here) = &here {
            take_newer_of_now(&mut entry, &here.doc);
        }
        // Somebody else may have made the row meanwhile (a link has the same id everywhere): then this is a change of theirs, and if it
        // is refused again theirs must stand.
        let is_served = here.as_ref().is_some_and(|here| here.facts.rev > 0);
        if entry.is_insert() && is_served {
            entry.patch.insert("deleted_at".to_owned(), Json::Null);
        }
        let is_insert = entry.is_insert() && !is_served;
        let doc = match (&here, is_insert) {
            (Some(here), _) => Some(here.doc.clone()),
            (None, true) => Doc::of_insert(table, &entry.patch),
            (None, false) => None,
        };
        // A change of a row that is gone has nothing to be laid on; it stays where it can be read.
        let Some(mut doc) = doc else { return Ok(()) };
        let base = here.as_ref().filter(|_| !is_insert).map(|here| base_of(&entry, &here.doc));
        self.requeue(&entry, here.as_ref(), base.unwrap_or_default(), again).await?;
        doc.lay(table, &entry.patch, is_insert);
        self.marked.insert((table.name, id));
        match here {
            Some(here) => {
                doc.keep_local(table, &here.doc);
                let row = Pulled { id, facts: here.facts.clone(), doc };
                self.applied.rows += u64::from(self.tx.pulled_update(table, &here, &row).await?);
            }
            None => {
                let now = self.tx.context().at_ms;
                let facts = Facts {
                    rev: 0,
                    stamps: None,
                    created_at: now,
                    updated_at: now,
                    created_by: None,
                    updated_by: None,
                };
                self.applied.rows += 1;
                self.tx.pulled_insert(table, vec![Pulled { id, facts, doc }]).await?;
            }
        }
        Ok(())
    }

    /// The entry behind all others, under a new id if its author looked at it.
    async fn requeue(
        &mut self,
        entry: &Entry,
        here: Option<&Here>,
        base: Map<String, Json>,
        again: Again,
    ) -> Result<()> {
        let (change, rev, seen, at_ms) = match again {
            Again::AsItWas => {
                let seen = (!entry.seen.is_empty()).then(|| serde_json::to_string(&entry.seen).ok());
                (entry.change, entry.base_rev, seen.flatten(), entry.at_ms)
            }
            Again::LookedAt => {
                let rev = here.map_or(0, |here| here.facts.rev);
                let waiting = entry::waiting(self.connection(), entry.table, &[entry.row]).await?;
                let waiting = waiting.into_values().next().unwrap_or_default();
                (self.tx.new_id(), rev, seen_now(entry, rev, &waiting), self.tx.context().at_ms)
            }
        };
        let args = Params::new()
            .id(entry.change)
            .id(change)
            .int(rev)
            .text(Json::Object(base).to_string())
            .value(&seen.into())
            .int(at_ms)
            .text(Json::Object(entry.patch.clone()).to_string())
            .take();
        sqlx::query_with(include_str!("requeue.sql"), args).execute(self.connection()).await?;
        self.has_waiting();
        Ok(())
    }
}

/// What newer programs say in the units of a refused change may have changed since: it is not this program's to set back.
fn take_newer_of_now(entry: &mut Entry, now: &Doc) {
    let newer: Map<String, Json> = touched_units(entry.table, &entry.patch)
        .into_iter()
        .filter_map(|unit| Some((unit.to_owned(), Json::Object(now.ext.get(unit)?.clone()))))
        .collect();
    for side in [&mut entry.patch, &mut entry.base] {
        side.remove(EXT_KEY);
        if !newer.is_empty() {
            side.insert(EXT_KEY.to_owned(), Json::Object(newer.clone()));
        }
    }
}

async fn refused(pull: &mut Pull, changes: &[Uuid]) -> Result<Vec<Entry>> {
    let args = Params::new().ids(changes).id(pull.workspace()).take();
    let rows = sqlx::query_with(include_str!("refused.sql"), args).fetch_all(pull.connection()).await?;
    entry::entries(&rows)
}

async fn reasons(connection: &mut SqliteConnection, workspace: WorkspaceId) -> Result<HashMap<Uuid, String>> {
    let args = Params::new().id(workspace.0).take();
    let rows = sqlx::query_with(include_str!("reasons.sql"), args).fetch_all(connection).await?;
    rows.iter().map(|row| Ok((crate::sql::id(row, 0)?, row.try_get(1)?))).collect()
}

/// What the row holds now where the entry would change it.
fn base_of(entry: &Entry, doc: &Doc) -> Map<String, Json> {
    let units = touched_units(entry.table, &entry.patch);
    let columns = entry.table.columns.iter().zip(&doc.values);
    let touched = columns.filter(|(column, _)| column.unit != LOCAL_UNIT && units.contains(&column.unit));
    let mut base: Map<String, Json> =
        touched.map(|(column, value)| (column.name.to_owned(), value.to_json())).collect();
    if entry.patch.contains_key("deleted_at") {
        base.insert("deleted_at".to_owned(), Json::from(doc.deleted_at));
    }
    if let Some(newer) = entry.base.get(EXT_KEY) {
        base.insert(EXT_KEY.to_owned(), newer.clone());
    }
    base
}

/// What somebody who sends this again has seen: everything that waits.
fn seen_now(entry: &Entry, rev: i64, waiting: &[Entry]) -> Option<String> {
    if waiting.is_empty() {
        return None;
    }
    let mut units = touched_units(entry.table as &'static Table, &entry.patch);
    units.push(DELETED_UNIT);
    let mut seen = SeenUnits::new();
    for unit in units {
        let newest = waiting.iter().rev().find(|other| outgoing::units(other).contains_key(unit));
        let base = newest.map_or(rev, |other| other.seen.get(unit).map_or(other.base_rev, |seen| seen.b));
        let after = waiting.iter().rev().map(|other| other.change).take(wire::v1::AFTER_MAX).collect();
        seen.insert(unit.to_owned(), crate::write::Seen { b: base, a: after });
    }
    serde_json::to_string(&seen).ok()
}
