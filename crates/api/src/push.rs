//! What becomes of the edits a device pushes: pure. No database, no clock, no network; the service over PostgreSQL and the
//! simulation's server in memory run exactly this.
//!
//! Whoever calls holds the workspace's lock, loads what `needs` asks for until it asks for nothing, calls `plan`, and writes the plan
//! down in the same transaction.

mod apply;
mod cards;
mod check;
mod loaded;
mod names;
mod rights;
mod row;
pub mod visibility;
mod work;

#[cfg(test)]
mod tests;

use domain::mutant;
use uuid::Uuid;
use wire::v1::{Ack, Op, Outcome, RejectCode, Role, Scope, WorkspaceKind};

pub use cards::Reason;
pub use check::{TEXT_CHARS_MAX, TEXT_SHORT_CHARS_MAX};
pub use loaded::{Loaded, Needs, child_tables, needs};
pub use rights::can_change_settings;
pub use row::{RowKey, SERVER_COLUMNS, StoredRow, UnitStamp, Visibility, sent_columns};

use crate::push::work::Work;

/// Who pushes or reads, as the membership says under the lock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub user: Uuid,
    /// What they may do.
    pub role: Role,
    /// What they see.
    pub scope: Scope,
    /// How often their rights changed.
    pub scope_rev: i32,
}

/// The workspace at the moment of a push.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Desk {
    /// The workspace.
    pub workspace: Uuid,
    /// What it is for.
    pub kind: WorkspaceKind,
    /// Its newest sequence.
    pub head: i64,
    /// After a restore: everything up to here is history all devices share; 0 = never restored.
    pub floor: i64,
    /// Now, milliseconds since 1970, UTC.
    pub now_ms: i64,
    /// The device that pushes.
    pub device: Option<Uuid>,
}

/// An op that was accepted, for the history. The same id is never accepted again.
#[derive(Debug, Clone, PartialEq)]
pub struct LogEntry {
    /// The op.
    pub op: Uuid,
    /// The user action it was part of.
    pub group: Option<Uuid>,
    /// The sequence it gave its row.
    pub seq: Option<i64>,
    /// The row it changed.
    pub key: RowKey,
    /// Who.
    pub actor: Uuid,
    /// On what device.
    pub device: Option<Uuid>,
    /// When edited by the device's clock, milliseconds since 1970, UTC.
    pub edited_ms: i64,
    /// When received.
    pub received_ms: i64,
    /// The answer it got.
    pub ack: Ack,
    /// What became of each unit.
    pub units: std::collections::BTreeMap<String, wire::v1::HistoryUnit>,
}

/// A row that is known by another id from now on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Alias {
    /// Its table.
    pub kind: &'static str,
    /// The id a device gave it.
    pub old: Uuid,
    /// The id it is known by.
    pub new: Uuid,
}

/// What a push does.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Plan {
    /// The answers, in the order of the ops.
    pub acks: Vec<Ack>,
    /// Rows to insert or replace, each once, in the order of their sequences.
    pub rows: Vec<StoredRow>,
    /// History to add.
    pub log: Vec<LogEntry>,
    /// Aliases to keep for ever.
    pub aliases: Vec<Alias>,
    /// The workspace's new head.
    pub head: i64,
    /// Every row the ops named, and the cards they raised, as they are now: those the answer should hold.
    pub touched: Vec<StoredRow>,
}

/// Decides on every op. `loaded` must hold what `needs` asks for.
pub fn plan(loaded: &Loaded, member: &Member, desk: &Desk, ops: &[Op]) -> Plan {
    let mut work = Work::new(loaded, *member, *desk);
    let bundles = bundles(ops);
    let mut acks: Vec<Option<Ack>> = vec![None; ops.len()];
    for at in order(ops, &bundles) {
        run_bundle(&mut work, ops, &bundles[at], &mut acks);
    }
    work.finish(ops, acks.into_iter().flatten().collect())
}

/// The ops that stand or fall together, as positions; in the order of their first op.
fn bundles(ops: &[Op]) -> Vec<Vec<usize>> {
    let mut bundles: Vec<Vec<usize>> = Vec::new();
    let mut of_group = std::collections::HashMap::new();
    for (at, op) in ops.iter().enumerate() {
        match op.g.filter(|_| !mutant::is("group_split")) {
            None => bundles.push(vec![at]),
            Some(group) => {
                let bundle = *of_group.entry(group).or_insert_with(|| {
                    bundles.push(Vec::new());
                    bundles.len() - 1
                });
                bundles[bundle].push(at);
            }
        }
    }
    bundles
}

/// The order in which bundles are run: as they came, but whatever makes a row before whatever names it.
fn order(ops: &[Op], bundles: &[Vec<usize>]) -> Vec<usize> {
    let mut makers = std::collections::HashMap::new();
    for (at, bundle) in bundles.iter().enumerate() {
        for op in bundle.iter().map(|at| &ops[*at]) {
            makers.entry(op.id).or_insert(at);
        }
    }
    let mut state = vec![Visit::No; bundles.len()];
    let mut order = Vec::with_capacity(bundles.len());
    let mut stack: Vec<(usize, bool)> = (0..bundles.len()).rev().map(|at| (at, false)).collect();
    while let Some((at, is_back)) = stack.pop() {
        if is_back {
            order.push(at);
            continue;
        }
        if state[at] == Visit::Yes {
            continue;
        }
        state[at] = Visit::Yes;
        stack.push((at, true));
        for op in bundles[at].iter().map(|at| &ops[*at]) {
            for (_, id) in loaded::references(op) {
                if let Some(maker) =
                    makers.get(&id).filter(|maker| state[**maker] == Visit::No && **maker > at)
                {
                    stack.push((*maker, false));
                }
            }
        }
    }
    order
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Visit {
    No,
    Yes,
}

fn run_bundle(work: &mut Work<'_>, ops: &[Op], bundle: &[usize], acks: &mut [Option<Ack>]) {
    let mark = work.mark();
    let mut failed = None;
    let mut in_order = bundle.to_vec();
    if in_order.len() > 1 {
        // Inside one action parents go before children, however the device listed them.
        // A decision closes its card before the value it brings would.
        in_order.sort_by_key(|at| (ops[*at].k != "conflict", table_position(&ops[*at].k)));
    }
    for at in &in_order {
        let op = &ops[*at];
        match apply::run(work, op) {
            Ok(ack) => acks[*at] = Some(ack),
            Err(refusal) => {
                acks[*at] = Some(refusal.into_ack(op.op));
                failed = Some(*at);
                break;
            }
        }
    }
    if let Some(failed) = failed {
        work.roll_back(mark);
        for at in bundle.iter().filter(|at| **at != failed) {
            let group = Refusal { code: RejectCode::Group, msg: None };
            acks[*at] = Some(work.answered(ops[*at].op).unwrap_or_else(|| group.into_ack(ops[*at].op)));
        }
    }
}

fn table_position(kind: &str) -> usize {
    domain::schema::TABLES.iter().position(|table| table.name == kind).unwrap_or(usize::MAX)
}

/// Why an op is not applied.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Refusal {
    pub code: RejectCode,
    pub msg: Option<String>,
}

impl Refusal {
    fn new(code: RejectCode) -> Self {
        Self { code, msg: None }
    }

    /// A value that breaks a rule: its unit and column, and a word.
    fn invalid(unit: &str, column: &str, word: &str) -> Self {
        Self { code: RejectCode::Invalid, msg: Some(format!("{unit}.{column}: {word}")) }
    }

    fn into_ack(self, op: Uuid) -> Ack {
        Ack {
            op,
            r: Outcome::Rejected,
            seq: None,
            conflict: None,
            code: Some(self.code),
            msg: self.msg,
            remap: None,
        }
    }
}
