//! One op, from what the device sent to the row, its history and its answer.

use std::collections::BTreeMap;

use domain::merge::{Change, Decision, Known, Standing, UnitEdit, UnitValue, resolve};
use domain::mutant;
use domain::schema::{ColumnKind, DELETED_UNIT, Table};
use domain::{ExpenseStatus, link_id};
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{Ack, HistoryUnit, Op, Outcome, RejectCode, Remap, WorkspaceKind};

use crate::push::cards::{self, Reason, Side};
use crate::push::names;
use crate::push::row::{RowKey, StoredRow, UnitStamp, Visibility};
use crate::push::work::Work;
use crate::push::{LogEntry, Refusal, check, rights, visibility};

/// Changes a unit remembers to have been typed over: a burst of typing, not a history.
const TYPED_OVER_MAX: usize = 32;

/// Applies an op to the working copy, or says why not; then nothing of it may be kept.
pub(crate) fn run(work: &mut Work<'_>, op: &Op) -> Result<Ack, Refusal> {
    if let Some(first) = work.answered(op.op) {
        return Ok(first);
    }
    let table = check::table(op)?;
    if table.name == "member" {
        return Err(Refusal::new(RejectCode::Forbidden));
    }
    let mut target = Target::of(work, table, op)?;
    target.find_names_elsewhere(work, op)?;
    let standing = work.row((table.name, target.id)).cloned();
    match standing {
        Some(row) => edit(work, op, target, row),
        None => make(work, op, target),
    }
}

/// The row an op is about and the edits to make, after aliases.
struct Target {
    table: &'static Table,
    id: Uuid,
    /// Whether the device knows the row by another id.
    is_alias: bool,
    edits: Vec<UnitEdit>,
}

impl Target {
    fn of(work: &mut Work<'_>, table: &'static Table, op: &Op) -> Result<Self, Refusal> {
        let id = work.known_as(table.name, op.id);
        let edits = check::edits(table, op, work.row((table.name, id)))?;
        Ok(Self { table, id, is_alias: id != op.id, edits })
    }

    /// Puts the ids rows are known by into the values; a link moves with its ends, a setting to the row that holds it already.
    fn find_names_elsewhere(&mut self, work: &mut Work<'_>, op: &Op) -> Result<(), Refusal> {
        let ends = |edits: &[UnitEdit], table| {
            let on = edits.iter().find(|edit| edit.unit == "on")?;
            names::link_ends(table, &on.value)
        };
        let ends_given = ends(&self.edits, self.table);
        for edit in &mut self.edits {
            for column in self.table.unit_columns(&edit.unit) {
                if let ColumnKind::Ref(kind) = column.kind
                    && let Some(id) = edit.value.get(column.name).and_then(as_uuid)
                {
                    let known = work.known_as(kind, id);
                    edit.value.insert(column.name.to_owned(), Json::from(known.to_string()));
                }
            }
        }
        if self.table.is_set
            && let (Some((from, to)), Some((known_from, known_to))) =
                (ends_given, ends(&self.edits, self.table))
            && (from, to) != (known_from, known_to)
            && op.id == link_id(self.table.name, from, to)
        {
            self.move_to(work, op.id, link_id(self.table.name, known_from, known_to));
        }
        if self.table.name == "setting"
            && work.row(("setting", self.id)).is_none()
            && let Some(value) = self.edits.iter().find(|edit| edit.unit == "value").map(|edit| &edit.value)
            && let Some(holder) = names::same_setting(work, self.id, value)
        {
            self.move_to(work, op.id, holder);
        }
        if self.is_alias {
            // The author saw the row they named, not this one.
            self.edits.iter_mut().for_each(|edit| edit.base = 0);
        }
        Ok(())
    }

    fn move_to(&mut self, work: &mut Work<'_>, from: Uuid, to: Uuid) {
        work.alias(self.table.name, from, to);
        self.id = to;
        self.is_alias = true;
    }

    fn remap(&self, op: &Op) -> Option<Remap> {
        self.is_alias.then_some(Remap { from: op.id, to: self.id })
    }
}

fn make(work: &mut Work<'_>, op: &Op, mut target: Target) -> Result<Ack, Refusal> {
    let key: RowKey = (target.table.name, target.id);
    let is_purged = work.loaded.purged.contains(&key);
    if is_purged || !check::is_whole(target.table, &target.edits) || target.table.name == "conflict" {
        return Err(Refusal::new(RejectCode::UnknownRow));
    }
    force_service_values(work, target.table, &mut target.edits);
    check_references(work, target.table, &target.edits, None)?;
    let seq = work.next_seq();
    let edited_ms = op.t.min(work.desk.now_ms);
    let by = work.member.user;
    let maker = op.by.filter(|_| is_heal(work, op)).unwrap_or(by);
    let mut row = StoredRow {
        table: target.table,
        id: target.id,
        seq,
        made_seq: seq,
        scope_seq: 0,
        owner: maker,
        visibility: if target.table.name == "blob" { Visibility::Private } else { Visibility::Workspace },
        stamps: BTreeMap::new(),
        columns: Default::default(),
        ext: BTreeMap::new(),
        created_at: edited_ms,
        updated_at: edited_ms,
        created_by: maker,
        updated_by: by,
    };
    let mut units = BTreeMap::new();
    for edit in &target.edits {
        row.set_unit(&edit.unit, edit.value.clone(), UnitStamp::new(seq, edited_ms, op.op, by));
        units.insert(edit.unit.clone(), HistoryUnit { old: None, new: edit.value.clone(), written: true });
    }
    visibility::inherit(work, &mut row);
    rights::check(work, &row, &target.edits, true)?;
    let mut remap = target.remap(op);
    if let Some(first) = names::namesake(work, &row) {
        merge_into(&mut row, first, work.desk.now_ms, op.op, by);
        work.alias(target.table.name, op.id, first);
        remap = Some(Remap { from: op.id, to: first });
    }
    work.put(row.clone());
    after_write(work, &row);
    let ack = Ack { seq: Some(seq), remap, ..ok(op) };
    log(work, op, row.key(), &ack, units);
    Ok(ack)
}

fn edit(work: &mut Work<'_>, op: &Op, mut target: Target, row: StoredRow) -> Result<Ack, Refusal> {
    force_service_values(work, target.table, &mut target.edits);
    let is_heal = is_heal(work, op);
    if is_heal {
        // An approval comes back only from the approver's own device, as their own decision.
        target.edits.retain(|edit| edit.unit != "status");
    }
    if target.table.name == "blob" {
        target.edits.retain(|edit| edit.unit != "cloud");
    }
    check_references(work, target.table, &target.edits, Some(&row))?;
    rights::check(work, &row, &target.edits, false)?;
    check_approval(work, &row, &target.edits)?;
    let (decisions, cards) = decide(work, op, &target, &row, is_heal);

    let by = work.member.user;
    let mut next = row.clone();
    let mut units = BTreeMap::new();
    let is_written = decisions.iter().any(|decision| matches!(decision, Decision::Write { .. }));
    if is_written {
        next.seq = work.next_seq();
        next.updated_by = by;
    }
    for (edit, decision) in target.edits.iter().zip(&decisions) {
        let old = Some(row.unit(&edit.unit)).filter(|old| !old.is_empty());
        let written = if let Decision::Write { at_ms, unseen } = decision {
            let seen = row.stamps.get(&edit.unit).filter(|_| unseen.is_none());
            let a = typed_over(edit, seen);
            let stamp = UnitStamp { seq: next.seq, t: *at_ms, op: op.op, by, a };
            next.set_unit(&edit.unit, edit.value.clone(), stamp);
            next.updated_at = next.updated_at.max(*at_ms);
            true
        } else {
            false
        };
        units.insert(edit.unit.clone(), HistoryUnit { old, new: edit.value.clone(), written });
    }
    if !is_heal {
        set_back_approval(&row, &mut next, &mut units, op.op, by);
    }
    let was_moved = next.expense() != row.expense();
    if was_moved {
        visibility::inherit(work, &mut next);
    }
    if next.visibility != row.visibility {
        next.scope_seq = next.seq;
    }
    if is_written {
        work.put(next.clone());
        after_write(work, &next);
        if next.table.name == "expense" && next.visibility != row.visibility {
            visibility::hand_on(work, next.id);
        }
        close_seen(work, op, &target.edits, &decisions, &row);
    }
    let conflict = raise_all(work, op, &target.edits, &cards, &row, &next);
    let has_kept = decisions.iter().any(|decision| matches!(decision, Decision::Keep));
    let r = match (is_written, has_kept) {
        (true, _) => Outcome::Ok,
        (false, true) => Outcome::KeptOther,
        (false, false) => Outcome::Same,
    };
    let ack = Ack { r, seq: is_written.then_some(next.seq), conflict, remap: target.remap(op), ..ok(op) };
    log(work, op, row.key(), &ack, units);
    Ok(ack)
}

/// The changes this edit was typed over, and those the value it replaces was typed over if its author had seen that.
fn typed_over(edit: &UnitEdit, replaced: Option<&UnitStamp>) -> Vec<Uuid> {
    let mut over = edit.after.clone();
    let before = replaced.into_iter().flat_map(|stamp| &stamp.a);
    over.extend(before.filter(|change| !edit.after.contains(change)));
    over.truncate(TYPED_OVER_MAX);
    over
}

/// What `domain::merge` needs to know of one row.
struct Standings<'a> {
    units: BTreeMap<String, Standing>,
    /// For each unit the changes its standing value was typed over.
    over: BTreeMap<String, Vec<Uuid>>,
    committed: &'a BTreeMap<i64, i64>,
    now_ms: i64,
}

impl<'a> Standings<'a> {
    fn of(work: &Work<'a>, row: &StoredRow) -> Self {
        let units = row.stamps.keys().filter_map(|unit| Some((unit.clone(), row.standing(unit)?))).collect();
        let over = row.stamps.iter().map(|(unit, stamp)| (unit.clone(), stamp.a.clone())).collect();
        Self { units, over, committed: &work.loaded.committed, now_ms: work.desk.now_ms }
    }
}

impl Known for Standings<'_> {
    fn standing(&self, unit: &str) -> Option<&Standing> {
        self.units.get(unit)
    }

    fn had_seen(&self, unit: &str, change: Uuid) -> bool {
        self.over.get(unit).is_some_and(|over| over.contains(&change))
    }

    fn committed_ms(&self, rev: i64) -> i64 {
        self.committed.range(..=rev).next_back().map_or(i64::MIN, |(_, at)| *at)
    }

    fn now_ms(&self) -> i64 {
        self.now_ms
    }
}

type Cards = Vec<(String, Reason)>;

fn decide(
    work: &Work<'_>,
    op: &Op,
    target: &Target,
    row: &StoredRow,
    is_heal: bool,
) -> (Vec<Decision>, Cards) {
    let known = Standings::of(work, row);
    let change = Change { id: op.op, at_ms: op.t, edits: target.edits.clone() };
    let resolution = resolve(target.table, &known, &change);
    let mut cards: Cards =
        resolution.cards.into_iter().map(|(unit, card)| (unit, Reason::from(card))).collect();
    let mut decisions = resolution.decisions;
    for (edit, decision) in target.edits.iter().zip(&mut decisions) {
        let stands = row.unit(&edit.unit) == edit.value;
        let is_own = row.stamps.get(&edit.unit).is_some_and(|stamp| stamp.by == work.member.user);
        if mutant::is("same_device_wins") && is_own && !stands {
            *decision = Decision::Write { at_ms: op.t.min(work.desk.now_ms), unseen: None };
            cards.retain(|(unit, _)| *unit != edit.unit);
        }
        if is_heal && stands {
            *decision = Decision::Same;
            cards.retain(|(unit, _)| *unit != edit.unit);
        }
        // A row merged into another lives on under the other's name: what was said of its own name is history.
        if target.is_alias && names::is_unique(target.table) && names::is_naming(&edit.unit) {
            *decision = if stands { Decision::Same } else { Decision::Keep };
        }
    }
    if is_heal {
        // Two devices that give back what one of them had replaced do not contradict each other.
        let by_heal = |unit: &str| row.stamps.get(unit).is_some_and(|stamp| stamp.op.get_version_num() == 5);
        cards.retain(|(unit, reason)| *reason != Reason::TwoValues || !by_heal(unit));
    }
    let into = target
        .edits
        .iter()
        .zip(&decisions)
        .find(|(edit, decision)| edit.unit == "merged" && matches!(decision, Decision::Write { .. }));
    let into = into.and_then(|(edit, _)| edit.value.get(names::MERGED_INTO).and_then(as_uuid));
    if names::closes_a_circle(work, row, into) {
        // The first merge stands: the row others went into lives on.
        for (edit, decision) in target.edits.iter().zip(&mut decisions) {
            if names::is_merging(&edit.unit) {
                *decision = Decision::Keep;
            }
        }
        cards.retain(|(unit, _)| !names::is_merging(unit));
    }
    if let Some(unit) = takes_a_name(work, target, row, &decisions) {
        for (edit, decision) in target.edits.iter().zip(&mut decisions) {
            if names::is_naming(&edit.unit) && matches!(decision, Decision::Write { .. }) {
                *decision = Decision::Keep;
            }
        }
        cards.push((unit, Reason::Merge));
    }
    (decisions, cards)
}

/// The unit by which a row would come to bear a name that another row bears.
fn takes_a_name(work: &Work<'_>, target: &Target, row: &StoredRow, decisions: &[Decision]) -> Option<String> {
    let mut next = row.clone();
    let mut naming = None;
    for (edit, decision) in target.edits.iter().zip(decisions) {
        if let (true, Decision::Write { at_ms, .. }) = (names::is_naming(&edit.unit), decision) {
            let stamp = UnitStamp::new(0, *at_ms, Uuid::nil(), Uuid::nil());
            next.set_unit(&edit.unit, edit.value.clone(), stamp);
            naming =
                Some(edit.unit.clone()).filter(|unit| unit == "name").or(naming).or(Some(edit.unit.clone()));
        }
    }
    let unit = naming?;
    let before = names::namesake(work, row);
    names::namesake(work, &next).filter(|other| Some(*other) != before).map(|_| unit)
}

fn raise_all(
    work: &mut Work<'_>,
    op: &Op,
    edits: &[UnitEdit],
    cards: &Cards,
    before: &StoredRow,
    after: &StoredRow,
) -> Option<Uuid> {
    let mut first = None;
    let edited_ms = op.t.min(work.desk.now_ms);
    for (unit, reason) in cards {
        let Some(edit) = edits.iter().find(|edit| edit.unit == *unit) else { continue };
        let mine = Side { value: edit.value.clone(), by: work.member.user, at_ms: edited_ms };
        let (on, kept, other) = match reason {
            Reason::TwoValues | Reason::Merge => {
                let theirs = side(before, unit);
                let is_mine_kept = after.stamps.get(unit).is_some_and(|stamp| stamp.op == op.op);
                if is_mine_kept { (unit.as_str(), mine, theirs) } else { (unit.as_str(), theirs, mine) }
            }
            Reason::DeletedWhileEdited if unit == DELETED_UNIT => {
                let editor = unseen_guarded(before, edit).unwrap_or_else(|| side(before, DELETED_UNIT));
                (DELETED_UNIT, mine, Side { value: UnitValue::new(), ..editor })
            }
            Reason::DeletedWhileEdited => {
                (DELETED_UNIT, side(before, DELETED_UNIT), Side { value: UnitValue::new(), ..mine })
            }
        };
        let id = cards::raise(work, after, op.op, on, *reason, kept, other);
        first.get_or_insert(id);
    }
    first
}

fn side(row: &StoredRow, unit: &str) -> Side {
    let (by, at_ms) =
        row.stamps.get(unit).map_or((row.created_by, row.created_at), |stamp| (stamp.by, stamp.t));
    Side { value: row.unit(unit), by, at_ms }
}

/// Who changed a guarded unit without the author of this deletion knowing.
fn unseen_guarded(row: &StoredRow, edit: &UnitEdit) -> Option<Side> {
    let unseen = |unit: &&&str| {
        row.stamps.get(**unit).is_some_and(|stamp| stamp.seq > edit.base && !edit.after.contains(&stamp.op))
    };
    row.table.guarded.iter().filter(|unit| **unit != DELETED_UNIT).find(unseen).map(|unit| side(row, unit))
}

/// Closes the cards of units whose standing value the author had seen and replaced.
fn close_seen(work: &mut Work<'_>, op: &Op, edits: &[UnitEdit], decisions: &[Decision], before: &StoredRow) {
    for (edit, decision) in edits.iter().zip(decisions) {
        let had_seen = before.stamps.get(&edit.unit).is_some_and(|stamp| stamp.seq <= edit.base);
        if had_seen && matches!(decision, Decision::Write { unseen: None, .. }) {
            cards::close(work, before.id, &edit.unit, op.op);
        }
    }
}

/// What only the service says, whatever the device did.
fn force_service_values(work: &Work<'_>, table: &Table, edits: &mut [UnitEdit]) {
    for edit in edits {
        match (table.name, edit.unit.as_str()) {
            ("blob", "cloud") => {
                edit.value.insert("cloud_state".to_owned(), Json::from("absent"));
            }
            ("workspace", "kind") => {
                let kind = serde_json::to_value(work.desk.kind).unwrap_or_default();
                edit.value.insert("kind".to_owned(), kind);
            }
            _ => {}
        }
    }
}

fn is_heal(work: &Work<'_>, op: &Op) -> bool {
    op.heal && work.desk.floor > 0
}

fn check_references(
    work: &Work<'_>,
    table: &'static Table,
    edits: &[UnitEdit],
    row: Option<&StoredRow>,
) -> Result<(), Refusal> {
    for edit in edits {
        for column in table.unit_columns(&edit.unit) {
            let ColumnKind::Ref(kind) = column.kind else { continue };
            let Some(id) = edit.value.get(column.name).and_then(as_uuid) else { continue };
            if row.is_some_and(|row| row.uuid(column.name) == Some(id)) {
                continue;
            }
            let named = work.row((kind, id));
            if !named.is_some_and(|named| rights::may_name(&work.member, named)) {
                return Err(Refusal::invalid(&edit.unit, column.name, "unknown_reference"));
            }
        }
    }
    Ok(())
}

/// A decision on an expense is bound to the amount and the day that were seen (SYNC.md 3.4).
fn check_approval(work: &Work<'_>, row: &StoredRow, edits: &[UnitEdit]) -> Result<(), Refusal> {
    if row.table.name != "expense" {
        return Ok(());
    }
    let Some(edit) = edits.iter().find(|edit| edit.unit == "status") else { return Ok(()) };
    let given = edit.value.get("status").and_then(Json::as_str).map(ExpenseStatus::of);
    let is_decision = match given {
        Some(ExpenseStatus::Approved | ExpenseStatus::Paid) => true,
        Some(ExpenseStatus::Submitted) => work.desk.kind == WorkspaceKind::Company,
        Some(
            ExpenseStatus::Draft
            | ExpenseStatus::Unreviewed
            | ExpenseStatus::Confirmed
            | ExpenseStatus::Planned
            | ExpenseStatus::Unknown(_),
        )
        | None => false,
    };
    let unseen = |unit: &str| {
        row.stamps.get(unit).is_some_and(|stamp| stamp.seq > edit.base && !edit.after.contains(&stamp.op))
    };
    if is_decision && (unseen("money") || unseen("when")) {
        return Err(Refusal::new(RejectCode::StaleApproval));
    }
    Ok(())
}

/// A later change of what was approved sets the approval back.
fn set_back_approval(
    before: &StoredRow,
    next: &mut StoredRow,
    units: &mut BTreeMap<String, HistoryUnit>,
    op: Uuid,
    by: Uuid,
) {
    let is_written = |unit: &str| units.get(unit).is_some_and(|unit| unit.written);
    let is_approved =
        next.table.name == "expense" && before.text("status") == Some(ExpenseStatus::Approved.as_str());
    if !is_approved || is_written("status") || !(is_written("money") || is_written("when")) {
        return;
    }
    let old = next.unit("status");
    let mut new = old.clone();
    new.insert("status".to_owned(), Json::from(ExpenseStatus::Submitted.as_str()));
    let stamp = UnitStamp::new(next.seq, next.updated_at, op, by);
    next.set_unit("status", new.clone(), stamp);
    units.insert("status".to_owned(), HistoryUnit { old: Some(old), new, written: true });
}

/// Stores a second row of a name as part of the first.
fn merge_into(row: &mut StoredRow, first: Uuid, now_ms: i64, op: Uuid, by: Uuid) {
    let stamp = UnitStamp::new(row.seq, now_ms, op, by);
    for (unit, column, json) in [
        ("archived", "archived_at", Json::from(now_ms)),
        ("merged", "merged_into_id", Json::from(first.to_string())),
    ] {
        let mut value = row.unit(unit);
        value.insert(column.to_owned(), json);
        row.set_unit(unit, value, stamp.clone());
    }
}

fn after_write(work: &mut Work<'_>, row: &StoredRow) {
    if row.table.name == "attachment"
        && let Some(blob) = row.uuid("blob_id")
    {
        visibility::open_blob(work, blob);
    }
}

fn log(work: &mut Work<'_>, op: &Op, key: RowKey, ack: &Ack, units: BTreeMap<String, HistoryUnit>) {
    if mutant::is("no_dedup") && work.loaded.answered.contains_key(&op.op) {
        return;
    }
    work.log(LogEntry {
        op: op.op,
        group: op.g,
        seq: ack.seq,
        key,
        actor: work.member.user,
        device: work.desk.device,
        edited_ms: op.t,
        received_ms: work.desk.now_ms,
        ack: ack.clone(),
        units,
    });
}

fn ok(op: &Op) -> Ack {
    Ack { op: op.op, r: Outcome::Ok, seq: None, conflict: None, code: None, msg: None, remap: None }
}

fn as_uuid(json: &Json) -> Option<Uuid> {
    json.as_str().and_then(|text| Uuid::parse_str(text).ok())
}
