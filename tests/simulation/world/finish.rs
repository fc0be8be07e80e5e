//! The end of a run: faults stop, everything has to come to rest, and then everything is compared.

use std::collections::{BTreeMap, BTreeSet};

use anyhow::{Result, bail, ensure};
use domain::merge::UnitValue;
use domain::schema::Table;
use store::sync::BookState;
use sync::engine::{Event, State};
use uuid::Uuid;

use super::{Due, WORKSPACE, World};
use crate::book::{self, Queued};
use crate::dump::{Held, RowKey, print_of};
use crate::script::{HOUR_MS, Weather};

/// How long coming to rest may take when nothing is in the way any more, in milliseconds.
const REST_MAX_MS: i64 = 3 * HOUR_MS;
/// How many requests each device may make meanwhile.
const REQUESTS_MAX: u64 = 600;

impl World {
    /// Faults stop, and everything comes to rest.
    pub(super) async fn calm_down(&mut self) -> Result<()> {
        self.is_calm = true;
        self.note(format_args!("calm"));
        self.server.is_older = false;
        self.server.everyone_back();
        self.server.notice();
        for device in 0..self.devices.len() {
            self.devices[device].doom = None;
            self.devices[device].weather = Weather::Clear;
            self.devices[device].limit_disk(None).await?;
            self.boot(device, 0).await?;
        }
        // Whatever is still on its way arrives, and what is tried again is tried.
        let end_ms = self.now_ms + HOUR_MS / 2;
        self.wake_all().await?;
        self.rest(end_ms).await?;
        self.devices.iter_mut().for_each(|device| device.processes[1] = None);
        self.tidy_parked().await?;
        let asked_before: u64 = self.devices.iter().map(|device| device.sent).sum();
        let end_ms = self.now_ms + REST_MAX_MS;
        self.wake_all().await?;
        if !self.rest(end_ms).await? {
            bail!("I16: no rest after {REST_MAX_MS} ms: {}", self.unrest().await?);
        }
        let asked: u64 = self.devices.iter().map(|device| device.sent).sum::<u64>() - asked_before;
        ensure!(
            asked < REQUESTS_MAX * self.devices.len() as u64,
            "I16: {asked} requests before it was quiet"
        );
        Ok(())
    }

    async fn wake_all(&mut self) -> Result<()> {
        for at in self.all_running() {
            for event in [Event::NetUp, Event::TokenRefreshed, Event::SchemaRaised, Event::SyncNow] {
                self.tell(at, event).await?;
            }
        }
        Ok(())
    }

    /// Goes on until everything is quiet; `false` when it is not before `end_ms`.
    async fn rest(&mut self, end_ms: i64) -> Result<bool> {
        loop {
            if self.is_quiet().await? {
                return Ok(true);
            }
            if self.now_ms >= end_ms || !self.next().await? {
                return Ok(false);
            }
        }
    }

    async fn is_quiet(&self) -> Result<bool> {
        let is_idle = |device: &crate::device::Device| {
            device.processes[0].as_ref().is_some_and(|process| {
                let status = process.engine.status();
                status.state == State::Idle && status.pending == 0 && process.waiting.is_empty()
            })
        };
        if !self.devices.iter().all(is_idle) || self.has_arrivals() {
            return Ok(false);
        }
        let (epoch, head) = self.server.head();
        for device in &self.devices {
            let book = book::state(device).await?;
            if (book.epoch, book.head, book.queued) != (epoch, head, 0) || book.refetch.is_some() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether a request is still on its way, however late.
    fn has_arrivals(&self) -> bool {
        self.queue.iter().any(|entry| matches!(entry.0.due, Due::Arrival { .. }))
    }

    async fn unrest(&self) -> Result<String> {
        let (epoch, head) = self.server.head();
        let mut text = format!("service at {epoch}/{head}");
        for device in &self.devices {
            let book = book::state(device).await?;
            let status = device.processes[0].as_ref().map(|process| process.engine.status());
            text += &format!(
                "; device {} at {}/{} {:?} {:?}",
                device.index, book.epoch, book.head, status, book.state
            );
        }
        Ok(text)
    }

    /// What is set aside is looked at: tried again, or thrown away on purpose.
    async fn tidy_parked(&mut self) -> Result<()> {
        for device in 0..self.devices.len() {
            let parked = book::queued(&self.devices[device]).await?.into_iter().filter(|op| op.is_parked);
            let parked: Vec<Queued> = parked.collect();
            if parked.is_empty() {
                continue;
            }
            self.coverage.saw("parked");
            let clock_ms = self.devices[device].clock_ms(self.now_ms);
            for op in &parked {
                self.note(format_args!("device {device} has {} set aside: {}", op.id, op.why));
            }
            for op in &parked {
                let Some(table) = Table::find(op.row.0) else { continue };
                for unit in table.units().into_iter().filter(|unit| op.units.contains_key(*unit)) {
                    self.typed.sent_again(device, &(op.row, unit), &self.devices[device].seen);
                }
            }
            let changes: Vec<_> = parked.iter().map(|op| op.id).collect();
            book::retry(&self.devices[device], &changes, clock_ms).await?;
            self.coverage.saw("retried");
        }
        let end_ms = self.now_ms + HOUR_MS;
        self.wake_all().await?;
        self.rest(end_ms).await?;
        for device in 0..self.devices.len() {
            let clock_ms = self.devices[device].clock_ms(self.now_ms);
            let parked = book::queued(&self.devices[device]).await?.into_iter().filter(|op| op.is_parked);
            let parked: Vec<Queued> = parked.collect();
            if parked.is_empty() {
                continue;
            }
            self.coverage.saw("discarded");
            for op in &parked {
                self.note(format_args!("device {device} throws away {}: {}", op.id, op.why));
                for (unit, value) in &op.units {
                    self.server.discard(op.row, unit, print_of(op.row.0, unit, value));
                }
            }
            let changes: Vec<_> = parked.iter().map(|op| op.id).collect();
            book::discard(&self.devices[device], &changes, clock_ms).await?;
            self.devices[device].look(WORKSPACE).await?;
        }
        Ok(())
    }

    /// I9: what was just typed waits, as it is shown.
    pub(super) async fn check_waits(&mut self, device: usize, typed_before: usize) -> Result<()> {
        let queued = self.check_visible(device).await?;
        self.note_actions(&queued);
        for edit in &self.typed.edits[typed_before..] {
            let ((kind, id), unit) = edit.unit;
            let waits =
                queued.iter().any(|op| op.row == (kind, id) && !op.is_parked && op.units.contains_key(unit));
            let is_empty = edit.print == print_of(kind, unit, &UnitValue::new());
            ensure!(
                waits || is_empty,
                "I9: device {device} shows what was typed in {unit} of {kind} {id} and does not send it"
            );
        }
        Ok(())
    }

    pub(super) async fn check_visible(&mut self, device: usize) -> Result<Vec<Queued>> {
        let here = &self.devices[device];
        let queued = book::queued(here).await?;
        let mut last: BTreeMap<_, UnitValue> = BTreeMap::new();
        for op in queued.iter().filter(|op| !op.is_parked) {
            for (unit, value) in &op.units {
                last.entry((op.row, unit.clone())).or_default().extend(value.clone());
            }
        }
        for ((row, unit), value) in last {
            let Some(table) = Table::find(row.0) else { continue };
            let Some(held) = here.shown.get(&row) else {
                bail!("I8: device {device} waits to send {unit} of {row:?} and does not show the row");
            };
            let shown = held.unit(table, &unit);
            ensure!(
                book::is_shown(&shown, &value),
                "I8: device {device} waits to send {unit} of {row:?} as {value:?} and shows {shown:?}"
            );
        }
        self.check_answered(device, &queued)?;
        Ok(queued)
    }

    /// I4: what no longer waits was answered, or is one with another change of its row that still waits.
    fn check_answered(&mut self, device: usize, queued: &[Queued]) -> Result<()> {
        let waiting: BTreeMap<Uuid, (RowKey, bool)> =
            queued.iter().map(|op| (op.id, (op.row, op.is_parked))).collect();
        for (op, (row, was_parked)) in &self.devices[device].waiting {
            if *was_parked || waiting.contains_key(op) || self.answered.contains(op) {
                continue;
            }
            let is_one_with = waiting.values().any(|(other, _)| other == row);
            ensure!(
                is_one_with,
                "I4: {op} of {row:?} left the queue of device {device} and nobody answered it"
            );
            self.coverage.saw("coalesced");
        }
        self.devices[device].waiting = waiting;
        Ok(())
    }

    /// Everything is compared with everything.
    pub(super) async fn check_everything(&mut self) -> Result<()> {
        for device in 0..self.devices.len() {
            self.devices[device].look(WORKSPACE).await?;
            self.check_converged(device).await?;
        }
        self.check_typed()?;
        Ok(())
    }

    /// I1, I5, I12: the device holds exactly what its person may see.
    async fn check_converged(&self, device: usize) -> Result<()> {
        let here = &self.devices[device];
        let book = book::state(here).await?;
        ensure!(book.state == BookState::Ok, "I5: device {device} stands at {:?}", book.state);
        let wanted = self.server.view(here.person);
        for (key, row) in &wanted {
            let Some(held) = here.shown.get(key) else {
                ensure!(row.is_deleted, "I1: device {device} lacks {key:?} of sequence {}", row.rev);
                continue;
            };
            if row.is_deleted && held.is_deleted {
                continue;
            }
            ensure!(same(held, row), "I5: device {device} holds {key:?} as {held:?}, the service as {row:?}");
        }
        for (key, held) in &here.shown {
            ensure!(
                wanted.contains_key(key) || held.is_deleted || self.is_of_trash(device, key, held),
                "I5: device {device} holds {key:?}, which the service does not show: {held:?}"
            );
        }
        Ok(())
    }

    /// A part of an expense that is in the trash of a device goes with it when the service has forgotten both.
    fn is_of_trash(&self, device: usize, key: &RowKey, held: &Held) -> bool {
        let whole = Uuid::parse_str(held.text("expense_id")).ok();
        let shown = &self.devices[device].shown;
        self.server.is_purged(key)
            && whole.is_some_and(|id| shown.get(&("expense", id)).is_none_or(|whole| whole.is_deleted))
    }

    /// I6: every value is current, was seen by whoever replaced it, or is in the history.
    fn check_typed(&self) -> Result<()> {
        let current = self.server.everything();
        for edit in self.typed.edits.iter().filter(|edit| !edit.is_excused) {
            let ((kind, id), unit) = edit.unit;
            let Some(table) = Table::find(kind) else { continue };
            let row = (kind, self.typed.now(id));
            let wanted = print_of(kind, unit, &self.typed.value_now(&edit.value));
            let is_it = |value: &UnitValue| print_of(kind, unit, &self.typed.value_now(value)) == wanted;
            if current.get(&row).is_some_and(|held| is_it(&held.unit(table, unit))) {
                continue;
            }
            let is_superseded = self
                .typed
                .of_unit(&(row, unit))
                .chain(self.typed.of_unit(&edit.unit))
                .any(|later| later.seen.contains(&edit.print) && later.print != edit.print);
            if is_superseded || self.server.is_in_history(kind, &[id, row.1], unit, is_it) {
                continue;
            }
            let was_refused = [id, row.1].iter().any(|id| self.server.was_refused(*id, unit, edit.print));
            if self.server.is_purged(&row) || was_refused {
                continue;
            }
            bail!(
                "I6: what device {} typed in {unit} of {kind} {id}, {:?}, is nowhere (now {:?})",
                edit.device,
                edit.value,
                current.get(&row).map(|held| held.unit(table, unit))
            );
        }
        Ok(())
    }

    /// What was typed after this copy was made is nowhere else.
    pub(super) fn excuse_since(&mut self, device: usize, typed: usize) {
        for edit in self.typed.edits.iter_mut().skip(typed).filter(|edit| edit.device == device) {
            edit.is_excused = true;
        }
        if self.restores > 0 {
            self.excuse_lost();
        }
    }

    /// What neither the service nor any device has is gone, and nobody can mend it.
    pub(super) fn excuse_lost(&mut self) {
        let mut kept: BTreeSet<(RowKey, &'static str, u64)> = BTreeSet::new();
        let current = self.server.everything();
        for (key, held) in self.devices.iter().flat_map(|device| &device.shown).chain(&current) {
            let Some(table) = Table::find(key.0) else { continue };
            // What is in the trash when the service loses it is not given back, nor is a card: the service alone makes them.
            if held.is_deleted || (key.0 == "conflict" && !current.contains_key(key)) {
                continue;
            }
            for (unit, value) in held.units(table) {
                kept.insert((*key, unit, print_of(key.0, unit, &value)));
            }
        }
        for edit in &mut self.typed.edits {
            let (row, unit) = edit.unit;
            let is_kept = kept.contains(&(row, unit, edit.print))
                || self
                    .server
                    .is_in_history(row.0, &[row.1], unit, |value| print_of(row.0, unit, value) == edit.print);
            // An approval comes back only from the approver's own device (SYNC.md 9, row 10).
            edit.is_excused |= !is_kept || unit == "status";
        }
    }
}

/// Whether a device holds a row as the service has it.
fn same(held: &Held, row: &Held) -> bool {
    held.rev == row.rev && held.is_deleted == row.is_deleted && held.columns == row.columns
}
