//! The working copy a plan is made on: what was loaded, with what this push changed on top, and a way back for a group that fails.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use domain::mutant;
use uuid::Uuid;
use wire::v1::{Ack, Op, Outcome};

use crate::push::loaded::Loaded;
use crate::push::row::{RowKey, StoredRow};
use crate::push::{Alias, Desk, LogEntry, Member, Plan};

pub(crate) struct Work<'a> {
    pub loaded: &'a Loaded,
    pub member: Member,
    pub desk: Desk,
    changed: BTreeMap<RowKey, StoredRow>,
    undo: Vec<(RowKey, Option<StoredRow>)>,
    log: Vec<LogEntry>,
    aliases: Vec<Alias>,
    alias_of: HashMap<RowKey, Uuid>,
    touched: BTreeSet<RowKey>,
    head: i64,
}

/// A point to go back to.
pub(crate) struct Mark {
    undo: usize,
    log: usize,
    aliases: usize,
    head: i64,
}

impl<'a> Work<'a> {
    pub fn new(loaded: &'a Loaded, member: Member, desk: Desk) -> Self {
        Self {
            loaded,
            member,
            desk,
            changed: BTreeMap::new(),
            undo: Vec::new(),
            log: Vec::new(),
            aliases: Vec::new(),
            alias_of: HashMap::new(),
            touched: BTreeSet::new(),
            head: desk.head,
        }
    }

    /// The first answer of an op that was accepted, now or before, as it is given again.
    pub fn answered(&self, op: Uuid) -> Option<Ack> {
        if mutant::is("no_dedup") {
            return None;
        }
        let now = self.log.iter().find(|entry| entry.op == op).map(|entry| &entry.ack);
        let first = self.loaded.answered.get(&op).or(now)?;
        Some(Ack { r: Outcome::Dup, ..first.clone() })
    }

    /// A row as it is now.
    pub fn row(&self, key: RowKey) -> Option<&StoredRow> {
        self.changed.get(&key).or_else(|| self.loaded.rows.get(&key))
    }

    /// The rows of a table that are known here.
    pub fn rows_of(&self, kind: &str) -> impl Iterator<Item = &StoredRow> {
        self.rows().filter(move |row| row.table.name == kind)
    }

    /// All rows that are known here, in no order that means anything.
    pub fn rows(&self) -> impl Iterator<Item = &StoredRow> {
        let old =
            self.loaded.rows.iter().filter(|(key, _)| !self.changed.contains_key(*key)).map(|(_, row)| row);
        self.changed.values().chain(old)
    }

    /// The id a row is known by.
    pub fn known_as(&self, kind: &'static str, id: Uuid) -> Uuid {
        self.alias_of.get(&(kind, id)).copied().unwrap_or_else(|| self.loaded.known_as(kind, id))
    }

    /// From now on `old` is known as `new`.
    pub fn alias(&mut self, kind: &'static str, old: Uuid, new: Uuid) {
        if old != new && self.known_as(kind, old) != new {
            self.aliases.push(Alias { kind, old, new });
            self.alias_of.insert((kind, old), new);
        }
    }

    /// The next sequence.
    pub fn next_seq(&mut self) -> i64 {
        self.head += 1;
        self.head
    }

    /// Replaces a row.
    pub fn put(&mut self, row: StoredRow) {
        let key = row.key();
        let before = self.changed.insert(key, row);
        self.undo.push((key, before));
    }

    /// Notes that the answer should hold this row.
    pub fn touch(&mut self, key: RowKey) {
        self.touched.insert(key);
    }

    pub fn log(&mut self, entry: LogEntry) {
        self.log.push(entry);
    }

    pub fn mark(&self) -> Mark {
        Mark { undo: self.undo.len(), log: self.log.len(), aliases: self.aliases.len(), head: self.head }
    }

    /// Takes back everything since `mark`.
    pub fn roll_back(&mut self, mark: Mark) {
        for (key, before) in self.undo.drain(mark.undo..).rev() {
            match before {
                Some(row) => self.changed.insert(key, row),
                None => self.changed.remove(&key),
            };
        }
        self.log.truncate(mark.log);
        for alias in self.aliases.drain(mark.aliases..) {
            self.alias_of.remove(&(alias.kind, alias.old));
        }
        self.head = mark.head;
    }

    pub fn finish(mut self, ops: &[Op], acks: Vec<Ack>) -> Plan {
        for op in ops {
            if let Some(table) = domain::schema::Table::find(&op.k) {
                self.touched.insert((table.name, op.id));
                self.touched.insert((table.name, self.known_as(table.name, op.id)));
            }
        }
        let touched = self.touched.iter().filter_map(|key| self.row(*key).cloned()).collect();
        let in_order: BTreeMap<i64, StoredRow> =
            self.changed.into_values().map(|row| (row.seq, row)).collect();
        Plan {
            acks,
            rows: in_order.into_values().collect(),
            log: self.log,
            aliases: self.aliases,
            head: self.head,
            touched,
        }
    }
}
