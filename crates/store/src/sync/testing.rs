//! A service small enough to read, for tests: `domain::merge` over rows in memory, one workspace. The real one is in `api::push`.

use std::collections::{BTreeMap, HashMap};

use domain::merge::{Change, Decision, Known, Stamp, Standing, UnitEdit, UnitValue, resolve};
use domain::schema::Table;
use domain::{DeviceId, GroupId, WorkspaceId};
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{self, Ack, Cursor, Outcome, RejectCode, SyncResponse};

use super::Applied;
use crate::testing::{Book, NOW_MS};
use crate::{OpenOptions, Store, WriteContext};

/// A row of the service.
#[derive(Clone)]
pub(crate) struct CloudRow {
    pub seq: i64,
    made_seq: i64,
    ct: i64,
    mt: i64,
    units: BTreeMap<String, Standing>,
    pub gone: bool,
}

/// The service.
#[derive(Clone, Default)]
pub(crate) struct Cloud {
    pub epoch: i32,
    pub head: i64,
    pub rows: BTreeMap<(String, Uuid), CloudRow>,
    acks: HashMap<Uuid, Ack>,
    /// Rows whose ops are refused.
    pub refused: HashMap<Uuid, RejectCode>,
    pub cards: u64,
    now_ms: i64,
}

struct Seen<'a> {
    row: Option<&'a CloudRow>,
    now_ms: i64,
}

impl Known for Seen<'_> {
    fn standing(&self, unit: &str) -> Option<&Standing> {
        self.row?.units.get(unit)
    }

    fn committed_ms(&self, rev: i64) -> i64 {
        NOW_MS + rev
    }

    fn now_ms(&self) -> i64 {
        self.now_ms
    }
}

impl Cloud {
    pub(crate) fn new() -> Self {
        Self { epoch: 1, now_ms: NOW_MS + 1_000_000, ..Self::default() }
    }

    pub(crate) fn sync(&mut self, cursor: Option<&str>, ops: &[v1::Op], limit: usize) -> SyncResponse {
        let acks: Vec<Ack> = ops.iter().map(|op| self.push(op)).collect();
        let cursor: Cursor = match cursor {
            Some(cursor) => cursor.parse().unwrap(),
            None => Cursor { epoch: self.epoch, fresh_head: Some(self.head), ..Cursor::default() },
        };
        assert_eq!(cursor.epoch, self.epoch, "a cursor of another epoch");
        let mut newer: Vec<v1::Row> = self
            .rows
            .iter()
            .filter(|(_, row)| row.seq > cursor.seq)
            .map(|((kind, id), row)| wire(kind, *id, row))
            .filter(|row| !(row.x && cursor.fresh_head.is_some_and(|head| row.seq <= head)))
            .collect();
        newer.sort_by_key(|row| row.seq);
        let more = newer.len() > limit;
        newer.truncate(limit);
        let seq = if more { newer.last().unwrap().seq } else { self.head };
        let fresh_head = cursor.fresh_head.filter(|_| more);
        let own = ops.iter().filter_map(|op| {
            let row = self.rows.get(&(op.k.clone(), op.id))?;
            Some(wire(&op.k, op.id, row))
        });
        SyncResponse {
            epoch: self.epoch,
            head: self.head,
            scope: 0,
            acks,
            own: own.collect(),
            rows: newer,
            cursor: Cursor { epoch: self.epoch, seq, scope: 0, fresh_head }.to_string(),
            more,
            end: true,
        }
    }

    fn push(&mut self, op: &v1::Op) -> Ack {
        if let Some(ack) = self.acks.get(&op.op) {
            let r = if ack.r == Outcome::Rejected { Outcome::Rejected } else { Outcome::Dup };
            return Ack { r, ..ack.clone() };
        }
        let ack = self.decide(op);
        if ack.r != Outcome::Rejected {
            self.acks.insert(op.op, ack.clone());
        }
        ack
    }

    fn decide(&mut self, op: &v1::Op) -> Ack {
        let mut ack = Ack {
            op: op.op,
            r: Outcome::Same,
            seq: None,
            conflict: None,
            code: None,
            msg: None,
            remap: None,
        };
        let key = (op.k.clone(), op.id);
        let refusal = self.refused.get(&op.id).copied();
        let table = Table::find(&op.k).unwrap();
        let is_set = |name: &str| op.set.values().any(|set| set.v.contains_key(name));
        let mut must = table.columns.iter().filter(|column| !column.nullable && column.unit != "local");
        let is_whole = must.all(|column| is_set(column.name));
        let refusal =
            refusal.or((!self.rows.contains_key(&key) && !is_whole).then_some(RejectCode::UnknownRow));
        if let Some(code) = refusal {
            return Ack { r: Outcome::Rejected, code: Some(code), ..ack };
        }
        let edits = op.set.iter().map(|(unit, set)| UnitEdit {
            unit: unit.clone(),
            value: set.v.clone(),
            base: set.b,
            after: set.a.clone(),
        });
        let change = Change { id: op.op, at_ms: op.t, edits: edits.collect() };
        let resolution = resolve(table, &Seen { row: self.rows.get(&key), now_ms: self.now_ms }, &change);
        self.cards += resolution.cards.len() as u64;
        let mut written = false;
        let row = self.rows.entry(key).or_insert_with(|| CloudRow {
            seq: 0,
            made_seq: self.head + 1,
            ct: op.t,
            mt: op.t,
            units: BTreeMap::new(),
            gone: false,
        });
        for (edit, decision) in change.edits.into_iter().zip(resolution.decisions) {
            match decision {
                Decision::Write { at_ms, .. } => {
                    let stamp = Stamp { rev: self.head + 1, at_ms, change: op.op };
                    row.units.insert(edit.unit, Standing { stamp, value: edit.value });
                    row.mt = row.mt.max(at_ms);
                    written = true;
                }
                Decision::Keep => ack.r = Outcome::KeptOther,
                Decision::Same => {}
            }
        }
        if written {
            self.head += 1;
            row.seq = self.head;
            ack.r = Outcome::Ok;
            ack.seq = Some(self.head);
        }
        ack
    }

    /// Changes a unit as somebody on another device would who saw everything.
    pub(crate) fn edit(&mut self, kind: &str, id: Uuid, unit: &str, change: impl FnOnce(&mut UnitValue)) {
        self.head += 1;
        let row = self.rows.get_mut(&(kind.to_owned(), id)).unwrap();
        let mut value = row.units.get(unit).map(|standing| standing.value.clone()).unwrap_or_default();
        change(&mut value);
        let at_ms = NOW_MS + 500 + self.head;
        let stamp = Stamp { rev: self.head, at_ms, change: Uuid::now_v7() };
        row.units.insert(unit.to_owned(), Standing { stamp, value });
        (row.seq, row.mt) = (self.head, at_ms);
    }

    /// What a row looks like to a device.
    pub(crate) fn row(&self, kind: &str, id: Uuid) -> v1::Row {
        wire(kind, id, &self.rows[&(kind.to_owned(), id)])
    }

    /// Hides a row from everybody.
    pub(crate) fn hide(&mut self, kind: &str, id: Uuid) {
        self.head += 1;
        let row = self.rows.get_mut(&(kind.to_owned(), id)).unwrap();
        (row.seq, row.gone) = (self.head, true);
    }

    /// Goes back to how it was; the new epoch begins above all sequences ever given. Answers the floor.
    pub(crate) fn restore(&mut self, backup: &Self) -> i64 {
        let (epoch, head) = (self.epoch + 1, self.head + 1_000_000);
        *self = Self { epoch, head, ..backup.clone() };
        backup.head
    }
}

fn wire(kind: &str, id: Uuid, row: &CloudRow) -> v1::Row {
    if row.gone {
        return v1::Row { k: kind.to_owned(), id, seq: row.seq, gone: true, ..v1::Row::default() };
    }
    let mut wire =
        v1::Row { k: kind.to_owned(), id, seq: row.seq, mt: row.mt, ct: row.ct, ..v1::Row::default() };
    let table = Table::find(kind);
    for (unit, standing) in &row.units {
        for (name, json) in &standing.value {
            let is_known = name == "deleted_at" || table.is_some_and(|table| table.column(name).is_some());
            match is_known {
                true => wire.d.insert(name.clone(), json.clone()),
                false => wire.e.entry(unit.clone()).or_default().insert(name.clone(), json.clone()),
            };
        }
        if standing.stamp.rev > row.made_seq {
            wire.u.insert(unit.clone(), (standing.stamp.rev, standing.stamp.at_ms));
        }
    }
    wire.x = wire.d.contains_key("deleted_at");
    wire
}

impl Book {
    /// Another device of the same workspace, with nothing in it yet.
    pub(crate) async fn joined(workspace: WorkspaceId) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mealbook.db");
        let store = Store::open(&path, &OpenOptions::at(NOW_MS)).await.unwrap().store;
        store.add_sync_book(workspace, "Mine", Some("owner")).await.unwrap();
        Self { store, workspace, folder }
    }

    /// A book in the cloud under its own id, and the cloud.
    pub(crate) async fn attached() -> (Self, Cloud) {
        let book = Self::new().await;
        book.store.attach(book.sync_context(), book.workspace, super::AttachMode::New).await.unwrap();
        let mut cloud = Cloud::new();
        book.sync(&mut cloud).await;
        (book, cloud)
    }

    pub(crate) fn sync_context(&self) -> WriteContext {
        WriteContext {
            workspace: self.workspace,
            device: DeviceId(Uuid::from_u128(9)),
            at_ms: NOW_MS,
            group: GroupId(Uuid::now_v7()),
            action: "sync",
            ids: Box::new(Uuid::now_v7),
            undoable: false,
        }
    }

    pub(crate) async fn cursor(&self) -> Option<String> {
        self.store.sync_book(self.workspace).await.unwrap().unwrap().cursor
    }

    pub(crate) async fn outgoing(&self) -> Vec<v1::Op> {
        self.store.outgoing(self.workspace, v1::OPS_SOFT, v1::BODY_BYTES_SOFT).await.unwrap()
    }

    pub(crate) async fn apply(&self, cursor: Option<&str>, response: &SyncResponse) -> Applied {
        self.store.apply(self.sync_context(), cursor, response).await.unwrap()
    }

    /// Pushes and pulls until nothing is left.
    pub(crate) async fn sync(&self, cloud: &mut Cloud) -> Applied {
        let mut all = Applied::default();
        loop {
            let (cursor, ops) = (self.cursor().await, self.outgoing().await);
            let response = cloud.sync(cursor.as_deref(), &ops, 50);
            let applied = self.apply(cursor.as_deref(), &response).await;
            all.rows += applied.rows;
            all.acked += applied.acked;
            all.parked += applied.parked;
            all.cards += applied.cards;
            all.deleted_by_others += applied.deleted_by_others;
            all.tables.extend(applied.tables);
            if !response.more && ops.is_empty() {
                return all;
            }
        }
    }

    /// Everything that travels of every row the service has, as text.
    pub(crate) async fn shared_rows(&self) -> Vec<String> {
        let mut shared = Vec::new();
        for table in domain::schema::TABLES {
            let sql = format!("select id from {} where rev > 0 order by id", table.name);
            let ids = sqlx::query(&sql).fetch_all(&self.store.readers).await.unwrap();
            let ids: Vec<Uuid> = ids.iter().map(|row| crate::sql::id(row, 0).unwrap()).collect();
            let mut reader = self.store.reader().await.unwrap();
            let mut here = crate::write::here_of(&mut reader, table, &ids).await.unwrap();
            for id in ids {
                let here = here.remove(&id).unwrap();
                let wire = here.doc.to_wire(table, id, here.facts.rev);
                shared.push(serde_json::to_string(&wire).unwrap());
            }
        }
        shared
    }
}

/// One number of a unit value.
pub(crate) fn number(value: &mut UnitValue, name: &str, number: i64) {
    value.insert(name.to_owned(), Json::from(number));
}
