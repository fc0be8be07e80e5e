//! The service in memory: the real rules over one map of rows, with what a restore from a backup, lost rights, forgotten deletions
//! and an older version do to it.

mod answers;
mod fate;
mod looks;

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, ensure};
use api::push::{self, Alias, Desk, Loaded, LogEntry, Member, Plan, StoredRow};
use api::view;
use domain::mutant;
use uuid::Uuid;
use wire::v1::{
    Ack, CONTENT_TYPE, Cursor, Op, Outcome, ProblemCode, RejectCode, Role, Row, Scope, SyncRequest,
    SyncResponse, WorkspaceKind,
};

use crate::coverage::Coverage;
use crate::device::EPOCH_MS;
use crate::dump::RowKey;
use crate::script::Script;
use crate::world::WORKSPACE;

/// An HTTP answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// Status.
    pub status: u16,
    /// Headers.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: Vec<u8>,
    /// Whether it is a page of somebody else's.
    pub is_portal: bool,
}

/// What serving a request came to, for the checks.
#[derive(Debug)]
pub struct Served {
    /// The answer.
    pub reply: Reply,
    /// What became of each op.
    pub acks: Vec<Ack>,
    /// What was decided.
    pub log: Vec<LogEntry>,
    /// Cards that were raised.
    pub cards: Vec<StoredRow>,
    /// Ops that had an effect although they had one before.
    pub again: Vec<Uuid>,
    /// Groups of which only a part was taken.
    pub split: Vec<Uuid>,
    /// Rows that are known by another id from now on.
    pub remaps: Vec<(Uuid, Uuid)>,
    /// Whether the head moved.
    pub has_moved: bool,
    /// For the trace.
    pub lines: Vec<String>,
}

/// A person's membership.
#[derive(Debug, Clone)]
struct Seat {
    member: Member,
    is_active: bool,
}

/// The service.
#[derive(Debug, Clone)]
pub struct Server {
    kind: WorkspaceKind,
    page_rows: u32,
    loaded: Loaded,
    log: Vec<LogEntry>,
    seats: Vec<Seat>,
    epoch: i32,
    head: i64,
    floor: i64,
    gc_seq: i64,
    purged: BTreeSet<RowKey>,
    /// Values that were refused, or thrown away by their authors.
    refused: BTreeSet<(Uuid, String, u64)>,
    /// It was restored, and nobody raised the epoch yet: the sequence both times share.
    forgotten: Option<i64>,
    /// Whether it does not know templates.
    pub is_older: bool,
}

impl Server {
    /// A service with one workspace and its members.
    pub fn new(script: &Script) -> Self {
        let people = script.owners.iter().max().map_or(1, |most| most + 1);
        let kind = match (people, script.is_company) {
            (1, _) => WorkspaceKind::Personal,
            (_, true) => WorkspaceKind::Company,
            (_, false) => WorkspaceKind::Household,
        };
        let seats = (0..people)
            .map(|person| {
                let role = if person == 0 { Role::Owner } else { Role::Member };
                let scope = if person > 0 && script.is_company { Scope::Own } else { Scope::All };
                Seat { member: Member { user: user(person), role, scope, scope_rev: 0 }, is_active: true }
            })
            .collect();
        Self {
            kind,
            page_rows: script.page_rows,
            loaded: Loaded::default(),
            log: Vec::new(),
            seats,
            epoch: 1,
            head: 0,
            floor: 0,
            gc_seq: 0,
            purged: BTreeSet::new(),
            refused: BTreeSet::new(),
            forgotten: None,
            is_older: false,
        }
    }

    /// What the workspace is for, as its row says.
    pub fn kind(&self) -> &'static str {
        match self.kind {
            WorkspaceKind::Personal => "personal",
            WorkspaceKind::Household => "household",
            WorkspaceKind::Company => "company",
        }
    }

    /// Epoch and newest sequence.
    pub fn head(&self) -> (i32, i64) {
        (self.epoch, self.head)
    }

    /// Answers a request of a device.
    pub fn sync(
        &mut self,
        now_ms: i64,
        person: usize,
        device: usize,
        body: &[u8],
        coverage: &mut Coverage,
    ) -> Result<Served> {
        let request: SyncRequest = serde_json::from_slice(body)?;
        if let Some(problem) = self.problem(now_ms, person, &request, coverage) {
            return Ok(Served::only(problem));
        }
        let old_head = self.head;
        let member = self.seats[person].member;
        let (ops, refused) = self.unknown_to_older(&request.ops);
        let plan = push::plan(&self.loaded, &member, &self.desk(now_ms, device), &ops);
        let again: Vec<Uuid> = plan
            .acks
            .iter()
            .filter(|ack| ack.r != Outcome::Dup && self.loaded.answered.contains_key(&ack.op))
            .map(|ack| ack.op)
            .collect();
        self.check_sequences(&plan)?;
        self.check_horizon(&plan)?;
        self.take(&plan);
        let new_cards =
            plan.rows.iter().filter(|row| row.table.name == "conflict" && row.made_seq > old_head);
        let cards: Vec<StoredRow> = new_cards.cloned().collect();
        let acks = in_order(&request.ops, plan.acks.iter().cloned().chain(refused));
        self.remember_refused(&request.ops, &acks);
        let response = self.page(&member, &request, acks.clone(), &plan.touched);
        self.check_isolation(&member, &response)?;
        answers::cover(&response, coverage);
        Ok(Served {
            reply: Self::reply(now_ms, 200, CONTENT_TYPE, serde_json::to_vec(&response)?),
            split: answers::split(&request.ops, &acks),
            lines: answers::lines(&request, &response),
            acks,
            log: plan.log,
            cards,
            again,
            remaps: plan.aliases.iter().map(|Alias { old, new, .. }| (*old, *new)).collect(),
            has_moved: self.head > old_head,
        })
    }

    fn desk(&self, now_ms: i64, device: usize) -> Desk {
        Desk {
            workspace: WORKSPACE,
            kind: self.kind,
            head: self.head,
            floor: self.floor,
            now_ms: EPOCH_MS + now_ms,
            device: Some(Uuid::from_u128(device as u128)),
        }
    }

    fn take(&mut self, plan: &Plan) {
        self.loaded.apply(plan);
        self.log.extend(plan.log.iter().cloned());
        self.head = plan.head;
    }

    /// What stands in the way of a request.
    fn problem(
        &mut self,
        now_ms: i64,
        person: usize,
        request: &SyncRequest,
        coverage: &mut Coverage,
    ) -> Option<Reply> {
        let problem = |server: &Self, status, code| Some(server.refusal(now_ms, status, code));
        if !self.seats[person].is_active {
            return problem(self, 403, ProblemCode::Revoked);
        }
        let cursor: Cursor = match request.cursor.as_deref().map(str::parse).transpose() {
            Ok(cursor) => cursor?,
            Err(_) => return problem(self, 400, ProblemCode::Malformed),
        };
        if cursor.epoch == self.epoch && cursor.seq > self.head && !mutant::is("restore_keeps_epoch") {
            // The alarm: somebody does now what the runbook says.
            coverage.saw("cursor_ahead");
            self.raise_epoch();
        }
        if cursor.epoch != self.epoch {
            coverage.saw("refetch_epoch");
            return problem(self, 409, ProblemCode::Epoch);
        }
        if cursor.scope != self.seats[person].member.scope_rev {
            coverage.saw("refetch_rescope");
            return problem(self, 409, ProblemCode::Rescope);
        }
        if cursor.seq < self.gc_seq && cursor.fresh_head.is_none_or(|head| head < self.gc_seq) {
            coverage.saw("refetch_expired");
            return problem(self, 410, ProblemCode::CursorExpired);
        }
        None
    }

    fn page(
        &self,
        member: &Member,
        request: &SyncRequest,
        acks: Vec<Ack>,
        touched: &[StoredRow],
    ) -> SyncResponse {
        let begin = view::begin(self.epoch, self.head, member.scope_rev);
        let from = request.cursor.as_deref().and_then(|text| text.parse().ok()).unwrap_or(begin);
        let limit = view::page_rows(request.limit.min(self.page_rows));
        let delivered = self.loaded.rows.values().filter(|row| view::is_delivered(row, member, &from));
        let by_place: BTreeMap<i64, &StoredRow> =
            delivered.map(|row| (view::place(row, member), row)).collect();
        let rows: Vec<StoredRow> = by_place.into_values().take(limit + 1).cloned().collect();
        let page = view::page(&rows, member, &from, self.head, limit);
        let is_in_page =
            |row: &StoredRow| page.rows.iter().any(|given| given.k == row.table.name && given.id == row.id);
        let own: Vec<Row> =
            touched.iter().filter(|row| !is_in_page(row)).map(|row| view::row(row, member)).collect();
        SyncResponse {
            epoch: self.epoch,
            head: self.head,
            scope: member.scope_rev,
            acks,
            own,
            rows: page.rows,
            cursor: page.cursor.to_string(),
            more: page.more,
            end: true,
        }
    }

    /// A version that does not know templates yet refuses them, and what belongs to the same action.
    fn unknown_to_older(&self, ops: &[Op]) -> (Vec<Op>, Vec<Ack>) {
        let is_unknown = |op: &Op| self.is_older && op.k == "template";
        let groups: BTreeSet<Uuid> = ops.iter().filter(|op| is_unknown(op)).filter_map(|op| op.g).collect();
        let mut known = Vec::new();
        let mut refused = Vec::new();
        for op in ops {
            let code = match (is_unknown(op), op.g) {
                (true, _) => RejectCode::UnknownKind,
                (false, Some(group)) if groups.contains(&group) => RejectCode::Group,
                (false, _) => {
                    known.push(op.clone());
                    continue;
                }
            };
            refused.push(Ack {
                op: op.op,
                r: Outcome::Rejected,
                seq: None,
                conflict: None,
                code: Some(code),
                msg: None,
                remap: None,
            });
        }
        (known, refused)
    }

    /// I13: what was deleted and forgotten does not come back.
    fn check_horizon(&self, plan: &Plan) -> Result<()> {
        let risen = plan.rows.iter().find(|row| self.purged.contains(&row.key()));
        ensure!(
            risen.is_none(),
            "I13: {:?} was deleted and forgotten, and is back",
            risen.map(StoredRow::key)
        );
        Ok(())
    }

    /// I2: sequences only grow, each is given once.
    fn check_sequences(&self, plan: &Plan) -> Result<()> {
        ensure!(plan.head >= self.head, "I2: the head falls from {} to {}", self.head, plan.head);
        let mut given = BTreeSet::new();
        for row in &plan.rows {
            ensure!(
                row.seq > self.head && row.seq <= plan.head && given.insert(row.seq),
                "I2: {:?} gets sequence {} between {} and {}",
                row.key(),
                row.seq,
                self.head,
                plan.head
            );
        }
        Ok(())
    }
}

/// The account of a person.
pub fn user(person: usize) -> Uuid {
    Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_1000 + person as u128)
}

fn in_order(ops: &[Op], acks: impl Iterator<Item = Ack>) -> Vec<Ack> {
    let mut by_op: BTreeMap<Uuid, Ack> = acks.map(|ack| (ack.op, ack)).collect();
    ops.iter().filter_map(|op| by_op.remove(&op.op)).collect()
}
