//! What must hold of every decision of the service (SYNC.md 10.1), judged by what people had seen and by nothing the service says
//! of itself.

use anyhow::{Result, bail, ensure};
use api::push::{LogEntry, StoredRow};
use domain::merge::UnitValue;
use domain::schema::{DELETED_UNIT, Table};
use serde_json::Value as Json;
use uuid::Uuid;
use wire::v1::{HistoryUnit, Outcome, RejectCode};

use crate::coverage::Coverage;
use crate::dump::{RowKey, print_of};
use crate::script::DEVICES_MAX;
use crate::server::Served;
use crate::typed::{Typed, UnitKey};

/// Checks what the service decided on one request.
pub fn decisions(typed: &Typed, served: &Served, coverage: &mut Coverage) -> Result<()> {
    for ack in &served.acks {
        coverage.saw(match ack.r {
            Outcome::Ok => "ack_ok",
            Outcome::Dup => "ack_dup",
            Outcome::Same => "ack_same",
            Outcome::KeptOther => "ack_kept_other",
            Outcome::Rejected | Outcome::Other => "ack_rejected",
        });
        if ack.remap.is_some() {
            coverage.saw("remap");
        }
    }
    ensure!(served.again.is_empty(), "I3: {:?} had an effect twice", served.again);
    ensure!(served.split.is_empty(), "groups {:?} were taken in part", served.split);
    if served.acks.iter().any(|ack| ack.code == Some(RejectCode::Group)) {
        coverage.saw("group_refused");
    }
    for entry in &served.log {
        if entry.group.is_some() {
            coverage.saw("group");
        }
        for (unit, change) in &entry.units {
            decision(typed, served, entry, unit, change, coverage)?;
        }
    }
    for card in &served.cards {
        coverage.saw("card");
        is_needed(typed, card)?;
    }
    Ok(())
}

fn decision(
    typed: &Typed,
    served: &Served,
    entry: &LogEntry,
    unit: &str,
    change: &HistoryUnit,
    coverage: &mut Coverage,
) -> Result<()> {
    let Some(table) = Table::find(entry.key.0) else { return Ok(()) };
    let Some(unit) = table.units().into_iter().find(|known| *known == unit) else { return Ok(()) };
    let Some(old) = &change.old else { return Ok(()) };
    if *old == change.new {
        return Ok(());
    }
    let key: UnitKey = (entry.key, unit);
    if change.written && table.column("notes").is_some() {
        unknown_columns(typed, &key, old, &change.new, coverage)?;
    }
    let (old_print, new_print) = (print_of(key.0.0, unit, old), print_of(key.0.0, unit, &change.new));
    let (Some(author), Some(standing)) = (typed.only(&key, new_print), typed.only(&key, old_print)) else {
        return Ok(());
    };
    if typed.is_restored {
        // What was seen before a restore bears sequences of a time that was taken back; here it counts as not seen.
        return Ok(());
    }
    let had_seen = author.seen.contains(&old_print);
    let was_seen = standing.seen.contains(&new_print);
    let is_set = table.is_set && unit == DELETED_UNIT;
    if !change.written && is_kept_out(served, entry, unit) {
        return Ok(());
    }
    if !change.written && had_seen && !is_set {
        bail!("I7: an edit of {key:?} by device {} lost to what its author had seen", author.device);
    }
    if change.written && was_seen && !had_seen && !is_set {
        bail!("I7: an edit of {key:?} by device {} beat the one whose author had seen it", author.device);
    }
    let is_contested = if change.written { !had_seen } else { !was_seen };
    let is_guarded = table.guarded.contains(&unit) && unit != DELETED_UNIT;
    if is_contested && is_guarded && !has_card(served, entry.key, unit, old, &change.new) {
        bail!("I6: two people gave {key:?} different values and there is no card");
    }
    Ok(())
}

/// A name another row bears is kept out with a card, and a row that is part of another keeps the other's name (SYNC.md 3.4).
fn is_kept_out(served: &Served, entry: &LogEntry, unit: &str) -> bool {
    let has_merge_card = served
        .cards
        .iter()
        .any(|card| card.uuid("subject_id") == Some(entry.key.1) && card.text("reason") == Some("merge"));
    let is_naming = ["name", "archived", "merged", "parent", "deleted"].contains(&unit);
    is_naming && (has_merge_card || entry.ack.remap.is_some())
}

/// I17: who had seen a value with columns their program does not know gives them back with their own.
fn unknown_columns(
    typed: &Typed,
    key: &UnitKey,
    old: &UnitValue,
    new: &UnitValue,
    coverage: &mut Coverage,
) -> Result<()> {
    let ((kind, _), unit) = *key;
    // A newer program may change what only it knows.
    let author = typed.only(key, print_of(kind, unit, new)).filter(|author| author.device < DEVICES_MAX);
    let had_seen = author.is_some_and(|author| author.seen.contains(&print_of(kind, unit, old)));
    let Some(format) = old.get("notes_format").filter(|_| had_seen) else { return Ok(()) };
    ensure!(
        new.get("notes_format") == Some(format),
        "I17: an edit of {key:?} erased what its program does not know"
    );
    coverage.saw("unknown_kept");
    Ok(())
}

fn has_card(served: &Served, row: RowKey, unit: &str, one: &UnitValue, other: &UnitValue) -> bool {
    served.cards.iter().any(|card| {
        let (subject, of_unit, kept, lost) = sides(card);
        subject == Some(row.1)
            && of_unit == unit
            && ((kept == *one && lost == *other) || (kept == *other && lost == *one))
    })
}

/// The subject, the unit and both values of a card.
fn sides(card: &StoredRow) -> (Option<Uuid>, String, UnitValue, UnitValue) {
    let text = |column: &str| card.columns.get(column).and_then(Json::as_str).unwrap_or_default();
    let value = |column: &str| serde_json::from_str(text(column)).unwrap_or_default();
    (card.uuid("subject_id"), text("unit").to_owned(), value("kept"), value("other"))
}

fn is_needed(typed: &Typed, card: &StoredRow) -> Result<()> {
    if typed.is_restored {
        return Ok(());
    }
    let (Some(subject), unit, kept, lost) = sides(card) else { return Ok(()) };
    let Some(table) = card.text("subject_table").and_then(Table::find) else { return Ok(()) };
    let Some(unit) = table.units().into_iter().find(|known| *known == unit) else { return Ok(()) };
    if unit == DELETED_UNIT || card.text("reason") != Some("two_values") {
        return Ok(());
    }
    let key: UnitKey = ((table.name, subject), unit);
    let Some(winner) = typed.only(&key, print_of(table.name, unit, &kept)) else { return Ok(()) };
    ensure!(
        !winner.seen.contains(&print_of(table.name, unit, &lost)),
        "I7: a card on {key:?} whose winner had seen the loser"
    );
    Ok(())
}
