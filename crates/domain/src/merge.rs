//! What becomes of an edit when it reaches the server: the resolution rule of SYNC.md 3.3, as pure functions.
//!
//! Causality comes first and the clock second. Every edit names the row version its author saw; what was seen may be replaced whatever
//! the clocks say. Only between edits whose authors did not know of each other does the later one win, and then the other is never
//! lost: it is history, and on a guarded unit a conflict card.

#[cfg(test)]
mod tests;

use serde_json::{Map, Value as Json};
use uuid::Uuid;

use crate::mutant;
use crate::schema::{DELETED_UNIT, Table};

/// The columns of one unit and their values, those of newer versions included.
pub type UnitValue = Map<String, Json>;

/// When a unit of a row was last changed, and by which edit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stamp {
    /// The workspace's revision after that change.
    pub rev: i64,
    /// Its edit time, clamped, in milliseconds since 1970, UTC.
    pub at_ms: i64,
    /// The change that made it.
    pub change: Uuid,
}

/// A unit of a row as the server has it.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// Its last change.
    pub stamp: Stamp,
    /// Its value.
    pub value: UnitValue,
}

/// A new value for one unit of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct UnitEdit {
    /// The unit, as `schema` names it.
    pub unit: String,
    /// Its new value.
    pub value: UnitValue,
    /// The revision of the row its author saw; 0 when the row was new to the server.
    pub base: i64,
    /// The author's own edits of this row that no server had answered yet: the newest of this unit, and for a guarded unit or a
    /// deletion the newest of each guarded unit and of the deletion. They were seen, whatever their revision became.
    pub after: Vec<Uuid>,
}

/// One person's change of one row.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its id, made on the device; decides between equal times.
    pub id: Uuid,
    /// When it was made by the device's corrected clock, in milliseconds since 1970, UTC. It may be years off.
    pub at_ms: i64,
    /// The units it touches.
    pub edits: Vec<UnitEdit>,
}

/// What the server knows when it decides, read under the workspace's lock.
pub trait Known {
    /// The unit as it stands; `None` when the row or the unit was never written.
    fn standing(&self, unit: &str) -> Option<&Standing>;
    /// Whether the author of the standing value had typed it over this change of their own, before anybody answered that.
    fn had_seen(&self, _unit: &str, _change: Uuid) -> bool {
        false
    }
    /// When a revision of this workspace was committed, in milliseconds since 1970, UTC.
    fn committed_ms(&self, rev: i64) -> i64;
    /// Now.
    fn now_ms(&self) -> i64;
}

/// What becomes of one unit.
#[derive(Debug, Clone, PartialEq)]
pub enum Decision {
    /// The edit's value stands from now on.
    Write {
        /// The edit time it is stamped with.
        at_ms: i64,
        /// The value it replaces although its author had not seen it: kept in history.
        unseen: Option<UnitValue>,
    },
    /// Nothing to do: that is the value already.
    Same,
    /// The standing value stays; the edit's own goes to history.
    Keep,
}

/// Something two people must look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Card {
    /// Two people gave a guarded unit different values without knowing of each other.
    TwoValues,
    /// A row was deleted by one and changed by another without knowing of each other.
    DeletedWhileEdited,
}

/// What becomes of a change.
#[derive(Debug, Clone, PartialEq)]
pub struct Resolution {
    /// The decision on each edit, in the order of `Change::edits`.
    pub decisions: Vec<Decision>,
    /// The cards it raises: the unit and why.
    pub cards: Vec<(String, Card)>,
}

/// Decides on every unit of a change. Two deletions agree, whenever each was made. A change whose id is in history already must not get here: its first answer is its answer.
pub fn resolve(table: &Table, known: &impl Known, change: &Change) -> Resolution {
    let decisions: Vec<Decision> =
        change.edits.iter().map(|edit| resolve_unit(table, known, change, edit)).collect();
    let mut cards = Vec::new();
    for (edit, decision) in change.edits.iter().zip(&decisions) {
        let is_contested = matches!(decision, Decision::Keep | Decision::Write { unseen: Some(_), .. })
            && !known.had_seen(&edit.unit, change.id);
        let is_agreed = edit.unit == DELETED_UNIT
            && is_deletion(&edit.value)
            && known.standing(DELETED_UNIT).is_some_and(|standing| is_deletion(&standing.value));
        if is_contested && !is_agreed && table.guarded.contains(&edit.unit.as_str()) {
            cards.push((edit.unit.clone(), Card::TwoValues));
        }
        if is_deleted_while_edited(table, known, edit, decision) {
            cards.push((edit.unit.clone(), Card::DeletedWhileEdited));
        }
    }
    Resolution { decisions, cards }
}

fn resolve_unit(table: &Table, known: &impl Known, change: &Change, edit: &UnitEdit) -> Decision {
    let not_later_than_now = change.at_ms.min(known.now_ms());
    let Some(standing) = known.standing(&edit.unit) else {
        return Decision::Write { at_ms: not_later_than_now, unseen: None };
    };
    if mutant::is("arrival_order") {
        return Decision::Write { at_ms: not_later_than_now, unseen: None };
    }
    if mutant::is("raw_clock") {
        let is_later = change.at_ms > standing.stamp.at_ms;
        return if is_later { Decision::Write { at_ms: change.at_ms, unseen: None } } else { Decision::Keep };
    }
    if is_seen(standing.stamp, edit) {
        return Decision::Write { at_ms: not_later_than_now.max(standing.stamp.at_ms), unseen: None };
    }
    if standing.value == edit.value {
        return Decision::Same;
    }
    if known.had_seen(&edit.unit, change.id) {
        return Decision::Keep;
    }
    let at_ms = not_later_than_now.max(known.committed_ms(edit.base));
    let wins = if table.is_set && edit.unit == DELETED_UNIT {
        !is_deletion(&edit.value)
    } else {
        (at_ms, change.id) > (standing.stamp.at_ms, standing.stamp.change)
    };
    if wins { Decision::Write { at_ms, unseen: Some(standing.value.clone()) } } else { Decision::Keep }
}

/// Whether the author of `edit` knew what this stamp stands for.
fn is_seen(stamp: Stamp, edit: &UnitEdit) -> bool {
    stamp.rev <= edit.base || edit.after.contains(&stamp.change)
}

fn is_deletion(value: &UnitValue) -> bool {
    value.get("deleted_at").is_some_and(|at| !at.is_null())
}

/// A deletion whose author had not seen a guarded edit, or a guarded edit whose author had not seen the deletion. Both apply.
fn is_deleted_while_edited(table: &Table, known: &impl Known, edit: &UnitEdit, decision: &Decision) -> bool {
    if !matches!(decision, Decision::Write { .. }) {
        return false;
    }
    let unseen = |unit: &str| known.standing(unit).filter(|standing| !is_seen(standing.stamp, edit));
    if edit.unit == DELETED_UNIT {
        let mut guarded = table.guarded.iter().filter(|unit| **unit != DELETED_UNIT);
        return is_deletion(&edit.value) && guarded.any(|unit| unseen(unit).is_some());
    }
    table.guarded.contains(&edit.unit.as_str())
        && unseen(DELETED_UNIT).is_some_and(|deleted| is_deletion(&deleted.value))
}
