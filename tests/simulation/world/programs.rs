//! Programs on devices: they start, do what their engine says one effect after the other, and die in between.

use std::collections::VecDeque;

use anyhow::{Result, bail};
use sync::engine::{Effect, Engine, Event, State, Status};
use sync::runner::Done;

use super::{Due, ProcessAt, WORKSPACE, World};
use crate::book;
use crate::device::{Copy, Device, Doom, Process};
use crate::server::Reply;

/// How long a device is off after a crash, in milliseconds.
const REBOOT_MS: i64 = 1_500;
/// How long getting a token takes, in milliseconds.
const TOKEN_MS: i64 = 80;

impl World {
    pub(super) async fn add_device(&mut self, index: usize) -> Result<()> {
        let person = self.script.owners[index];
        let mut device = Device::new(index, person, self.script.seed, &self.folder, &self.template).await?;
        device.clock_off_ms = self.script.clocks_ms[index];
        let kind = self.server.kind();
        book::join(&mut device, (index == 0).then_some(kind), self.now_ms).await?;
        device.look(WORKSPACE).await?;
        self.devices.push(device);
        if index == 0 {
            let before = crate::dump::Dump::default();
            let device = &self.devices[0];
            self.typed.compare(0, &before, &device.shown, &device.seen);
        }
        self.boot(index, 0).await
    }

    pub(super) fn process(&mut self, at: ProcessAt) -> Option<&mut Process> {
        self.devices[at.device].processes[at.slot].as_mut().filter(|process| process.boot == at.boot)
    }

    /// Programs of a device that run.
    pub(super) fn running(&self, device: usize) -> Vec<ProcessAt> {
        let boots = self.devices[device].processes.iter().enumerate();
        boots
            .filter_map(|(slot, process)| Some(ProcessAt { device, slot, boot: process.as_ref()?.boot }))
            .collect()
    }

    /// A program starts, unless it runs.
    pub(super) async fn boot(&mut self, device: usize, slot: usize) -> Result<()> {
        if self.devices[device].processes[slot].is_some() {
            return Ok(());
        }
        self.devices[device].boots += 1;
        let boot = self.devices[device].boots;
        let engine = Engine::new(self.random("engine", device as u64, boot).any());
        self.devices[device].processes[slot] = Some(Process { boot, engine, timer: 0, waiting: Vec::new() });
        let book = book::state(&self.devices[device]).await?;
        self.note(format_args!(
            "device {device} starts program {boot}: cursor {:?}, {} wait, refetch {:?}",
            book.cursor, book.queued, book.refetch
        ));
        let at = ProcessAt { device, slot, boot };
        let started = book::started(&self.devices[device]).await?;
        self.tell(at, started).await
    }

    /// The program ends without notice; when the power failed, with it what was not on the disk yet.
    pub(super) async fn crash(&mut self, device: usize) -> Result<()> {
        let doom = self.devices[device].doom.take();
        let is_refetching = book::state(&self.devices[device]).await?.refetch.is_some();
        let disk = match doom.and_then(|doom| doom.disk) {
            Some(disk) => {
                self.coverage.saw("lost_commits");
                disk
            }
            None => self.devices[device].copy(self.typed.edits.len())?,
        };
        self.coverage.saw("crash");
        if is_refetching {
            self.coverage.saw("crash_in_refetch");
        }
        self.note(format_args!("device {device} crashes"));
        self.devices[device].put_back(&disk).await?;
        self.devices[device].look(WORKSPACE).await?;
        self.devices[device].waiting.clear();
        self.excuse_since(device, disk.typed);
        self.schedule(REBOOT_MS, Due::Boot { device });
        Ok(())
    }

    pub(super) async fn timer(&mut self, at: ProcessAt, serial: u64) -> Result<()> {
        if self.process(at).is_none_or(|process| process.timer != serial) {
            return Ok(());
        }
        self.tell(at, Event::Timer).await
    }

    /// An engine is told something, and what it wants done is done, as far as the device lives to do it.
    pub(super) async fn tell(&mut self, at: ProcessAt, event: Event) -> Result<()> {
        let mut told = VecDeque::from([event]);
        while let Some(event) = told.pop_front() {
            let clock_ms = self.devices[at.device].clock_ms(self.now_ms);
            let Some(process) = self.process(at) else { return Ok(()) };
            let effects = process.engine.step(clock_ms, event);
            for effect in effects {
                if matches!(effect, Effect::Status(_) | Effect::SetTimer(_)) {
                    self.carry_out_light(at, effect, clock_ms);
                    continue;
                }
                if self.is_doomed(at.device, false) {
                    return self.crash(at.device).await;
                }
                told.extend(self.carry_out_torn(at, effect, clock_ms).await?);
                if self.is_doomed(at.device, true) {
                    return self.crash(at.device).await;
                }
            }
        }
        Ok(())
    }

    /// Does one thing; when power fails in the middle of it, the disk has only the commits before.
    async fn carry_out_torn(
        &mut self,
        at: ProcessAt,
        effect: Effect,
        clock_ms: i64,
    ) -> Result<Option<Event>> {
        let Some(tear) = self.devices[at.device].tear.clone() else {
            return self.carry_out(at, effect, clock_ms).await;
        };
        let (seen, typed) = (self.devices[at.device].seen.clone(), self.typed.edits.len());
        tear.arm(true);
        let event = self.carry_out(at, effect, clock_ms).await?;
        tear.arm(false);
        if let Some(files) = tear.take() {
            self.coverage.saw("crash_in_effect");
            self.devices[at.device].tear = None;
            let disk = Some(Copy { files, seen, typed });
            self.devices[at.device].doom = Some(Doom { effects: 0, after: true, disk });
        }
        Ok(event)
    }

    fn is_doomed(&mut self, device: usize, is_after: bool) -> bool {
        let Some(doom) = &mut self.devices[device].doom else { return false };
        if doom.effects == 0 && doom.after == is_after {
            return true;
        }
        if is_after {
            doom.effects = doom.effects.saturating_sub(1);
        }
        false
    }

    fn carry_out_light(&mut self, at: ProcessAt, effect: Effect, clock_ms: i64) {
        match effect {
            Effect::SetTimer(at_ms) => {
                let Some(process) = self.process(at) else { return };
                process.timer += 1;
                let serial = process.timer;
                self.schedule(at_ms - clock_ms, Due::Timer { at, serial });
            }
            Effect::Status(status) => self.hear_status(at, &status),
            _ => {}
        }
    }

    fn hear_status(&mut self, at: ProcessAt, status: &Status) {
        self.note(format_args!(
            "device {} is {:?} {:?}, {} wait",
            at.device, status.state, status.reason, status.pending
        ));
        if status.state == State::Refetching {
            self.coverage.saw("refetch");
        }
    }

    /// Does one thing; answers what the engine is to be told of it.
    async fn carry_out(&mut self, at: ProcessAt, effect: Effect, clock_ms: i64) -> Result<Option<Event>> {
        match effect {
            Effect::Send { id, request } => {
                self.send(at, id, &request)?;
                Ok(None)
            }
            Effect::RefreshToken => {
                self.schedule(TOKEN_MS, Due::Tell { at, event: Event::TokenRefreshed });
                Ok(None)
            }
            Effect::Verify => Ok(Some(Event::Verified)),
            effect => self.write_book(at, effect, clock_ms).await,
        }
    }

    async fn write_book(&mut self, at: ProcessAt, effect: Effect, clock_ms: i64) -> Result<Option<Event>> {
        self.cover_effect(&effect);
        let before = book::place(&self.devices[at.device]).await?;
        let done = book::carry_out(&self.devices[at.device], clock_ms, &effect).await?;
        let Done::Book { event, change } = done else { bail!("nobody does {effect:?}") };
        self.note(format_args!("device {} {}", at.device, told(&effect, &event)));
        // With two programs on one file, one may find the stage gone that the other swapped in; it then begins again.
        let is_alone = !self.devices[at.device].had_twin;
        if let (Some(Event::DatabaseFailed { is_full: false }), true) = (&event, is_alone) {
            bail!("I9: device {} could not write: {}", at.device, told(&effect, &event));
        }
        if let Some(change) = &change {
            self.cover_change(change);
        }
        let has_left = matches!(&event, Some(Event::Gathered { ops, .. }) if !ops.is_empty());
        if change.is_some() || has_left {
            let is_stale = change.is_some_and(|change| change.stale);
            self.after_effect(at.device, &before, &effect, is_stale).await?;
        }
        Ok(event)
    }

    fn cover_effect(&mut self, effect: &Effect) {
        if let Effect::Stage { answer, .. } = effect
            && answer.rows.iter().any(|row| row.k == "expense_line" || row.k == "expense_tag")
        {
            self.coverage.saw("staged_child");
        }
    }

    fn cover_change(&mut self, change: &store::sync::Applied) {
        if change.healed > 0 {
            self.coverage.saw("heal");
        }
        if change.parked > 0 {
            self.coverage.saw("parked");
        }
    }

    /// The service answers a request, and what it decided is checked.
    pub(super) fn serve(&mut self, device: usize, person: usize, body: &[u8]) -> Result<Reply> {
        let served = self.server.sync(self.now_ms, person, device, body, &mut self.coverage)?;
        for line in &served.lines {
            self.trace.line(self.now_ms, format_args!("service: {line}"));
        }
        self.check_whole_actions(body)?;
        self.answered.extend(served.acks.iter().map(|ack| ack.op));
        for (from, to) in &served.remaps {
            self.typed.remap(*from, *to);
            for device in &mut self.devices {
                device.seen.remap(*from, *to);
            }
        }
        crate::checks::decisions(&self.typed, &served, &mut self.coverage)?;
        if served.has_moved {
            if self.backups.is_empty() {
                // No backup is older than the workspace.
                self.backups.push(self.server.clone());
            }
            self.poke_all();
        }
        Ok(served.reply)
    }

    /// Devices with a network hear that the head moved.
    fn poke_all(&mut self) {
        let (epoch, head) = self.server.head();
        for device in 0..self.devices.len() {
            let is_heard = self.is_calm || self.devices[device].weather == crate::script::Weather::Clear;
            if !is_heard {
                continue;
            }
            for at in self.running(device) {
                self.schedule(40, Due::Tell { at, event: Event::Poke { epoch, head } });
            }
        }
    }
}

/// An effect and what came of it, on one line of the trace.
fn told(effect: &Effect, event: &Option<Event>) -> String {
    let effect = match effect {
        Effect::Apply { id, .. } => format!("apply {}", id.0),
        Effect::Stage { request_cursor, .. } => format!("stage from {request_cursor:?}"),
        Effect::Gather { max_ops, .. } => format!("gather {max_ops}"),
        other => format!("{other:?}"),
    };
    let event = match event {
        Some(Event::Gathered { ops, pending }) => format!("{} ops of {pending}", ops.len()),
        other => format!("{other:?}"),
    };
    format!("{effect}: {event}")
}
