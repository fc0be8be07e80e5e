//! A workspace in memory: whole, and therefore never asked what it needs.

use serde_json::{Value as Json, json};
use uuid::Uuid;
use wire::v1::{Ack, Op, Outcome, RejectCode, Role, Row, Scope, UnitSet, WorkspaceKind};

use crate::push::{Desk, Loaded, Member, Plan, StoredRow, needs, plan};
use crate::view;

pub const ANA: u128 = 0xa;
pub const BEN: u128 = 0xb;

pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

pub struct World {
    pub all: Loaded,
    pub desk: Desk,
    pub role: Role,
    pub scope: Scope,
    last_op: u128,
}

impl World {
    pub fn new(kind: WorkspaceKind) -> Self {
        let desk = Desk { workspace: id(0xff), kind, head: 0, floor: 0, now_ms: 1_000, device: None };
        Self { all: Loaded::default(), desk, role: Role::Member, scope: Scope::All, last_op: 1_000 }
    }

    pub fn household() -> Self {
        Self::new(WorkspaceKind::Household)
    }

    pub fn member(&self, user: u128) -> Member {
        Member { user: id(user), role: self.role, scope: self.scope, scope_rev: 0 }
    }

    /// An op made now.
    pub fn op(&mut self, kind: &str, row: u128, base: i64, units: Json) -> Op {
        self.last_op += 1;
        let Json::Object(units) = units else { panic!("units are an object") };
        let set = units.into_iter().map(|(unit, value)| {
            let Json::Object(v) = value else { panic!("a unit is an object") };
            (unit, UnitSet { v, b: base, a: Vec::new() })
        });
        Op {
            op: id(self.last_op),
            g: None,
            k: kind.to_owned(),
            id: id(row),
            t: self.desk.now_ms,
            set: set.collect(),
            heal: false,
            by: None,
        }
    }

    /// What a service would load: asks until nothing is needed, and hands over no more than that.
    fn load(&self, ops: &[Op]) -> Loaded {
        let mut loaded = Loaded::default();
        loop {
            let wanted = needs(ops, &loaded);
            if wanted.is_empty() {
                return loaded;
            }
            for op in wanted.ops.iter().filter(|op| self.all.answered.contains_key(*op)) {
                loaded.answered.insert(*op, self.all.answered[op].clone());
            }
            for key in &wanted.rows {
                if let Some(new) = self.all.aliases.get(key) {
                    loaded.aliases.insert(*key, *new);
                }
                if self.all.purged.contains(key) {
                    loaded.purged.insert(*key);
                }
            }
            let is_wanted = |row: &&StoredRow| {
                let name = |row: &StoredRow| match row.table.name {
                    "setting" => format!("{}\u{1f}{}", row.text("scope").unwrap(), row.text("key").unwrap()),
                    _ => row.text("name_fold").unwrap_or_default().to_owned(),
                };
                wanted.rows.contains(&row.key())
                    || wanted.names.contains(&(row.table.name, name(row)))
                    || row.uuid("subject_id").is_some_and(|id| wanted.cards_of.contains(&id))
                    || row.table.name != "expense"
                        && row.expense().is_some_and(|id| wanted.children_of.contains(&id))
                    || row.uuid("blob_id").is_some_and(|id| wanted.uses_of.contains(&id))
            };
            for row in self.all.rows.values().filter(is_wanted) {
                loaded.put(row.clone());
            }
            for seq in &wanted.committed {
                if let Some((_, at)) = self.all.committed.range(..=seq).next_back() {
                    loaded.committed.insert(*seq, *at);
                }
            }
            loaded.note(wanted);
        }
    }

    pub fn plan(&self, user: u128, ops: &[Op]) -> Plan {
        plan(&self.load(ops), &self.member(user), &self.desk, ops)
    }

    /// Pushes; time goes on by a second.
    pub fn push(&mut self, user: u128, ops: &[Op]) -> Vec<Ack> {
        let plan = self.plan(user, ops);
        assert_eq!(plan.acks.len(), ops.len());
        let knowing_all = super::super::plan(&self.all, &self.member(user), &self.desk, ops);
        assert!(plan == knowing_all, "needs asked for too little");
        self.all.apply(&plan);
        self.desk.head = plan.head;
        self.desk.now_ms += 1_000;
        plan.acks
    }

    /// Pushes one op.
    pub fn one(&mut self, user: u128, op: &Op) -> Ack {
        self.push(user, std::slice::from_ref(op)).remove(0)
    }

    /// Makes a row; it must be accepted.
    pub fn make(&mut self, user: u128, kind: &str, row: u128, units: Json) -> i64 {
        let op = self.op(kind, row, 0, units);
        let ack = self.one(user, &op);
        assert_eq!(ack.r, Outcome::Ok, "{ack:?}");
        ack.seq.unwrap()
    }

    /// Makes an expense of 10.00.
    pub fn expense(&mut self, user: u128, row: u128, visibility: &str) -> i64 {
        self.make(user, "expense", row, expense(1_000, visibility))
    }

    pub fn edit(&mut self, user: u128, kind: &str, row: u128, base: i64, units: Json) -> Ack {
        let op = self.op(kind, row, base, units);
        self.one(user, &op)
    }

    pub fn row(&self, kind: &'static str, row: u128) -> &StoredRow {
        &self.all.rows[&(kind, id(row))]
    }

    pub fn seen(&self, kind: &'static str, row: u128, user: u128) -> Row {
        view::row(self.row(kind, row), &self.member(user))
    }

    pub fn cards(&self) -> Vec<&StoredRow> {
        let mut cards: Vec<&StoredRow> =
            self.all.rows.values().filter(|row| row.table.name == "conflict").collect();
        cards.sort_by_key(|row| row.made_seq);
        cards
    }

    pub fn open_cards(&self) -> Vec<(&str, &str)> {
        let open = self.cards().into_iter().filter(|card| !card.columns.contains_key("resolved_at"));
        open.map(|card| (card.text("unit").unwrap(), card.text("reason").unwrap())).collect()
    }
}

pub fn rejected(ack: &Ack) -> Option<RejectCode> {
    (ack.r == Outcome::Rejected).then_some(ack.code).flatten()
}

pub fn money(minor: i64) -> Json {
    json!({ "currency": "EUR", "total_minor": minor, "tip_base": "none", "amount_is_estimate": false })
}

pub fn status(word: &str) -> Json {
    json!({ "status": word })
}

pub fn expense(minor: i64, visibility: &str) -> Json {
    json!({
        "kind": { "kind": "purchase" },
        "status": status("confirmed"),
        "when": { "occurred_on": "2026-11-20", "occurred_at": 1_763_600_000_000_i64, "reporting_date": "2026-11-20" },
        "money": money(minor),
        "visibility": { "visibility": visibility },
        "business": { "is_business": false, "is_billable": false, "reimbursable": false },
        "receipt": { "receipt_state": "not_needed" },
        "origin": { "source": "manual" },
        "note": { "notes": "with Ann" },
    })
}

pub fn tag(name: &str) -> Json {
    json!({ "name": { "name": name, "name_fold": name } })
}

pub fn on(expense: u128, tag: u128) -> Json {
    json!({ "on": { "expense_id": id(expense), "tag_id": id(tag) }, "position": { "position": 0 } })
}
