//! What operators and owners do to the service: backups, rights, forgotten deletions, newer programs.

use domain::mutant;
use serde_json::{Map, Value as Json};
use tests::random::Random;
use uuid::Uuid;
use wire::v1::{Op, Role, Scope, UnitSet};

use super::Server;
use crate::dump::RowKey;

/// How far the sequence jumps at a restore, as the runbook says.
const RESTORE_JUMP: i64 = 1_000_000;
/// How old a deletion is before it is forgotten, in milliseconds of the run.
const TOMBSTONE_MS: i64 = 3_000;

impl Server {
    /// Goes back to a backup. The runbook raises the epoch; forgotten, it is done when somebody notices.
    pub fn restore(&mut self, backup: Self, forgets_epoch: bool) {
        let (epoch, is_older) = (self.epoch, self.is_older);
        let refused = std::mem::take(&mut self.refused);
        *self = backup;
        // The runbook takes the epoch from the clock: a backup restored twice must not give the same one twice.
        self.epoch = epoch;
        self.is_older = is_older;
        self.refused.extend(refused);
        self.forgotten = Some(self.head);
        if !forgets_epoch && !mutant::is("restore_keeps_epoch") {
            self.raise_epoch();
        }
    }

    /// What the runbook says after a restore.
    pub(super) fn raise_epoch(&mut self) {
        self.floor = self.forgotten.take().unwrap_or(self.head);
        self.head += RESTORE_JUMP;
        self.epoch += 1;
    }

    /// A restore nobody noticed is noticed now.
    pub fn notice(&mut self) {
        if self.forgotten.is_some() && !mutant::is("restore_keeps_epoch") {
            self.raise_epoch();
        }
    }

    /// Whether a person may come in; answers whether that changed.
    pub fn set_active(&mut self, person: usize, is_active: bool) -> bool {
        let seat = &mut self.seats[person];
        let changed = seat.is_active != is_active;
        seat.is_active = is_active;
        changed
    }

    /// Everybody may come in and write.
    pub fn everyone_back(&mut self) {
        for seat in &mut self.seats {
            seat.is_active = true;
            if seat.member.role == Role::Viewer {
                seat.member.role = Role::Member;
            }
        }
    }

    /// A person sees everything instead of their own, or the other way round.
    pub fn rescope(&mut self, person: usize) -> bool {
        let member = &mut self.seats[person].member;
        if member.role == Role::Owner {
            return false;
        }
        member.scope = match member.scope {
            Scope::All => Scope::Own,
            Scope::Own => Scope::All,
        };
        member.scope_rev += 1;
        true
    }

    /// A person reads instead of writing, or the other way round. What they see is the same.
    pub fn demote(&mut self, person: usize) {
        let member = &mut self.seats[person].member;
        member.role = match member.role {
            Role::Viewer => Role::Member,
            Role::Member => Role::Viewer,
            Role::Approver | Role::Admin | Role::Owner => member.role,
        };
    }

    /// Forgets old deletions, with everything that belonged to them; answers whether there were any.
    pub fn purge(&mut self, now_ms: i64) -> bool {
        let limit_ms = crate::device::EPOCH_MS + now_ms - TOMBSTONE_MS;
        let is_old = |row: &api::push::StoredRow| row.is_deleted() && row.updated_at < limit_ms;
        let rows = &self.loaded.rows;
        let mut purged: Vec<RowKey> = rows.values().filter(|row| is_old(row)).map(|row| row.key()).collect();
        let expenses: Vec<Uuid> = purged.iter().filter(|key| key.0 == "expense").map(|key| key.1).collect();
        purged.extend(
            rows.values()
                .filter(|row| {
                    row.table.name != "expense" && row.expense().is_some_and(|id| expenses.contains(&id))
                })
                .map(|row| row.key()),
        );
        for key in &purged {
            if let Some(row) = self.loaded.rows.remove(key)
                && !mutant::is("purge_keeps_floor")
            {
                self.gc_seq = self.gc_seq.max(row.seq);
            }
            self.loaded.purged.insert(*key);
            self.purged.insert(*key);
        }
        !purged.is_empty()
    }

    /// What a newer program sends: a column this one does not know, in a unit it knows.
    pub fn newer_op(&self, random: &mut Random, id: Uuid, at_ms: i64) -> Option<Op> {
        let mut notes: Vec<_> = self
            .loaded
            .rows
            .values()
            .filter(|row| {
                row.table.name == "expense"
                    && row.created_by == self.seats[0].member.user
                    && !row.is_deleted()
            })
            .collect();
        notes.sort_by_key(|row| row.id);
        if notes.is_empty() {
            return None;
        }
        let row = *random.one_of(&notes);
        let mut value = Map::new();
        value.insert("notes".to_owned(), Json::from(format!("newer {id}")));
        value.insert("notes_format".to_owned(), Json::from(format!("format {id}")));
        let set = UnitSet { v: value, b: row.seq, a: Vec::new() };
        Some(Op {
            op: id,
            g: None,
            k: "expense".to_owned(),
            id: row.id,
            t: at_ms,
            set: [("note".to_owned(), set)].into(),
            heal: false,
            by: None,
        })
    }
}
