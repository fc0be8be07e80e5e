//! The steps of the script.

use anyhow::Result;
use domain::schema::Table;
use sync::engine::Event;
use tests::random::Random;
use uuid::Uuid;

use super::{Due, ProcessAt, WORKSPACE, World};
use crate::device::Doom;
use crate::dump::Dump;
use crate::person::{Person, Stroke};
use crate::script::{DEVICES_MAX, Weather, What};

/// How long the second program of a device lives, in milliseconds.
const TWIN_MS: i64 = 20_000;
/// How long a disk stays full, in milliseconds.
const FULL_MS: i64 = 20_000;
/// Milliseconds between two keystrokes of a burst.
const KEYSTROKE_MS: i64 = 130;

impl World {
    pub(super) async fn step(&mut self, at: usize) -> Result<()> {
        let step = self.script.steps[at].clone();
        self.note(format_args!("step {at}: {:?}", step.what));
        let mut random = Random::new(step.salt);
        match step.what {
            What::Act { device } => self.act(device, random).await?,
            What::Type { device } => self.burst(device, random).await?,
            What::Crash { device, effects, after } => {
                self.devices[device].doom = Some(Doom { effects, after, disk: None });
            }
            What::Away { device, for_ms } => {
                self.devices[device].weather = Weather::Offline;
                for at in self.running(device) {
                    self.tell(at, Event::NetDown).await?;
                }
                self.schedule(for_ms, Due::Return { device, salt: random.any() });
            }
            What::Duel { device, other } => self.duel(device, other, random).await?,
            What::Tear { device, commits } => self.devices[device].tear_after(commits).await?,
            What::LoseCommits { device } => {
                let disk = Some(self.devices[device].copy(self.typed.edits.len())?);
                let effects = 1 + random.below(14) as u32;
                self.devices[device].doom = Some(Doom { effects, after: true, disk });
            }
            What::Keep { device } => {
                let copy = self.devices[device].copy(self.typed.edits.len())?;
                self.devices[device].kept = Some(copy);
            }
            What::PutBack { device } => self.put_back(device).await?,
            What::Clone { device } => self.clone_device(device).await?,
            What::Twin { device } => {
                self.coverage.saw("twin");
                self.devices[device].had_twin = true;
                self.boot(device, 1).await?;
                self.schedule(TWIN_MS, Due::TwinEnds { device });
            }
            What::ClockJump { device, by_ms } => {
                self.coverage.saw("clock_jump");
                self.devices[device].clock_off_ms += by_ms;
            }
            What::Network { device, weather } => {
                self.devices[device].weather = weather;
                for at in self.running(device) {
                    let event = if weather == Weather::Offline { Event::NetDown } else { Event::NetUp };
                    self.tell(at, event).await?;
                }
            }
            What::DiskFull { device } => {
                self.coverage.saw("disk_full");
                self.devices[device].limit_disk(Some(random.below(3) as i64)).await?;
                self.schedule(FULL_MS, Due::DiskFreed { device });
            }
            What::BackUp if self.backups.is_empty() => {}
            What::BackUp => self.backups.push(self.server.clone()),
            What::RestoreServer { forgets_epoch } => self.restore_server(&mut random, forgets_epoch)?,
            What::Revoke { person } => self.revoke(person),
            What::Readmit { person } => self.readmit(person).await?,
            What::Rescope { person } => {
                if self.server.rescope(person) {
                    self.coverage.saw("rescoped");
                }
            }
            What::Demote { person } => self.server.demote(person),
            What::Purge => {
                if self.server.purge(self.now_ms) {
                    self.coverage.saw("purged");
                }
            }
            What::OlderService { is_older } => self.older_service(is_older).await?,
            What::NewerClient => self.newer_client(&mut random)?,
        }
        Ok(())
    }

    async fn act(&mut self, device: usize, random: Random) -> Result<()> {
        let before = self.devices[device].shown.clone();
        let outcome = {
            let mut ids = self.devices[device].ids.clone();
            let mut person = self.person(device, &before, &mut ids, random)?;
            let outcome = person.act().await;
            self.devices[device].ids = ids;
            outcome
        };
        match outcome {
            Ok(deed) => self.note(format_args!("device {device}: {deed}")),
            Err(error) => self.refused(device, &error)?,
        }
        self.committed(device, &before).await
    }

    fn person<'a>(
        &'a self,
        device: usize,
        shown: &'a Dump,
        ids: &'a mut crate::person::Ids,
        random: Random,
    ) -> Result<Person<'a>> {
        let here = &self.devices[device];
        Ok(Person {
            store: here.store()?,
            workspace: WORKSPACE,
            habit: self.script.habit,
            device: here.id,
            clock_ms: here.clock_ms(self.now_ms),
            shown,
            random,
            ids,
        })
    }

    /// An edit that was not taken: only a full disk may do that.
    fn refused(&mut self, device: usize, error: &anyhow::Error) -> Result<()> {
        let text = format!("{error:#}");
        let is_full = text.contains("full");
        self.note(format_args!("device {device} refused an edit (full: {is_full})"));
        anyhow::ensure!(is_full, "device {device} refused an edit: {text}");
        Ok(())
    }

    /// What a person changed is entered, and the engines hear of it.
    async fn committed(&mut self, device: usize, before: &Dump) -> Result<()> {
        let here = &mut self.devices[device];
        here.shown = crate::dump::read(here.store()?.writer_pool(), WORKSPACE).await?;
        let typed_before = self.typed.edits.len();
        let count = self.typed.compare(device, before, &here.shown, &here.seen);
        let here = &mut self.devices[device];
        here.seen.look_again(before, &here.shown);
        if count == 0 {
            return Ok(());
        }
        self.check_waits(device, typed_before).await?;
        for at in self.running(device) {
            self.tell(at, Event::UserCommitted).await?;
        }
        Ok(())
    }

    async fn burst(&mut self, device: usize, random: Random) -> Result<()> {
        let before = self.devices[device].shown.clone();
        let mut strokes = random.clone();
        let mut ids = self.devices[device].ids.clone();
        let row = self.person(device, &before, &mut ids, random)?.any_expense();
        if let Some(row) = row {
            self.type_in(device, row, &mut strokes);
        }
        Ok(())
    }

    /// A device has a network again, and its person types while it catches up page by page.
    pub(super) async fn come_back(&mut self, device: usize, mut random: Random) -> Result<()> {
        self.coverage.saw("came_back");
        self.devices[device].weather = Weather::Clear;
        for at in self.running(device) {
            self.tell(at, Event::NetUp).await?;
        }
        for _ in 0..2 {
            self.burst(device, Random::new(random.any())).await?;
        }
        Ok(())
    }

    /// Two people type in the expense both of them see, and their programs exchange what they have meanwhile.
    async fn duel(&mut self, device: usize, other: usize, mut random: Random) -> Result<()> {
        let other = other % self.devices.len();
        let is_on_both = |key: &&crate::dump::RowKey| {
            let is_live = |device: &crate::device::Device| {
                device.shown.get(*key).is_some_and(|row| key.0 == "expense" && !row.is_deleted)
            };
            is_live(&self.devices[device]) && is_live(&self.devices[other])
        };
        let rows: Vec<Uuid> = self.devices[device].shown.keys().filter(is_on_both).map(|key| key.1).collect();
        if rows.is_empty() || device == other {
            return Ok(());
        }
        self.coverage.saw("duel");
        let row = *random.one_of(&rows);
        for device in [device, other] {
            self.type_in(device, row, &mut random);
            for at in self.running(device) {
                self.schedule(random.below(1_000) as i64, Due::Tell { at, event: Event::SyncNow });
            }
        }
        Ok(())
    }

    fn type_in(&mut self, device: usize, row: Uuid, random: &mut Random) {
        let only = *random.one_of(&[None, Some(Stroke::Note), Some(Stroke::Amount)]);
        for nth in 0..2 + random.below(5) as i64 {
            let any = *random.one_of(&[Stroke::Note, Stroke::Amount, Stroke::Amount, Stroke::Both]);
            let in_ms = nth * KEYSTROKE_MS + random.below(KEYSTROKE_MS as u64) as i64;
            self.schedule(in_ms, Due::Keystroke { device, row, stroke: only.unwrap_or(any) });
        }
    }

    pub(super) async fn keystroke(&mut self, device: usize, row: Uuid, stroke: Stroke) -> Result<()> {
        let before = self.devices[device].shown.clone();
        if !before.contains_key(&("expense", row)) {
            return Ok(());
        }
        let mut ids = self.devices[device].ids.clone();
        let outcome = self.person(device, &before, &mut ids, Random::new(0))?.type_on(row, stroke).await;
        self.devices[device].ids = ids;
        if let Err(error) = outcome {
            self.refused(device, &error)?;
        }
        self.committed(device, &before).await
    }

    async fn put_back(&mut self, device: usize) -> Result<()> {
        let Some(copy) = self.devices[device].kept.clone() else { return Ok(()) };
        self.coverage.saw("put_back");
        self.devices[device].doom = None;
        self.devices[device].put_back(&copy).await?;
        self.devices[device].look(WORKSPACE).await?;
        self.devices[device].waiting.clear();
        self.excuse_since(device, copy.typed);
        self.boot(device, 0).await
    }

    async fn clone_device(&mut self, device: usize) -> Result<()> {
        let index = self.devices.len();
        if index >= DEVICES_MAX {
            return Ok(());
        }
        self.coverage.saw("cloned");
        let copy = self.devices[device].copy(self.typed.edits.len())?;
        let person = self.devices[device].person;
        let mut clone =
            crate::device::Device::new(index, person, self.script.seed, &self.folder, &copy).await?;
        clone.id = self.devices[device].id;
        clone.clock_off_ms = self.devices[device].clock_off_ms;
        clone.look(WORKSPACE).await?;
        self.devices.push(clone);
        self.boot(index, 0).await
    }

    fn restore_server(&mut self, random: &mut Random, forgets_epoch: bool) -> Result<()> {
        if self.backups.is_empty() {
            return Ok(());
        }
        let at = random.below(self.backups.len() as u64) as usize;
        let backup = self.backups[at].clone();
        // Backups made later are of a time that never was.
        self.backups.truncate(at + 1);
        self.coverage.saw(if forgets_epoch { "restored_without_epoch" } else { "server_restored" });
        self.restores += 1;
        self.typed.is_restored = true;
        self.server.restore(backup, forgets_epoch);
        self.excuse_lost();
        Ok(())
    }

    fn revoke(&mut self, person: usize) {
        // The owner stays: somebody has to.
        if person > 0 && self.server.set_active(person, false) {
            self.coverage.saw("revoked");
        }
    }

    async fn readmit(&mut self, person: usize) -> Result<()> {
        if !self.server.set_active(person, true) {
            return Ok(());
        }
        for device in 0..self.devices.len() {
            if self.devices[device].person == person {
                for at in self.running(device) {
                    self.tell(at, Event::SyncNow).await?;
                }
            }
        }
        Ok(())
    }

    async fn older_service(&mut self, is_older: bool) -> Result<()> {
        self.server.is_older = is_older;
        if !is_older {
            self.coverage.saw("schema_skew");
            for device in 0..self.devices.len() {
                for at in self.running(device) {
                    self.tell(at, Event::SchemaRaised).await?;
                }
            }
        }
        Ok(())
    }

    /// A newer program of the first person writes what no device here knows.
    fn newer_client(&mut self, random: &mut Random) -> Result<()> {
        let id = crate::person::Ids::new(random.any(), DEVICES_MAX).id(crate::device::EPOCH_MS + self.now_ms);
        let Some(op) = self.server.newer_op(random, id, crate::device::EPOCH_MS + self.now_ms) else {
            return Ok(());
        };
        let row = op.id;
        let key = ("expense", row);
        if let (Some(set), Some(held)) = (op.set.get("note"), self.server.everything().get(&key)) {
            let note = held.unit(Table::named("expense"), "note");
            self.typed.enter_newer(DEVICES_MAX, (key, "note"), set.v.clone(), &note);
        }
        let request = wire::v1::SyncRequest { cursor: None, limit: 1, ops: vec![op] };
        self.serve(DEVICES_MAX, 0, &serde_json::to_vec(&request)?)?;
        // Somebody whose program does not know all of it goes on writing there.
        let device = random.below(self.devices.len() as u64) as usize;
        let in_ms = 1_000 + random.below(20_000) as i64;
        self.schedule(in_ms, Due::Keystroke { device, row, stroke: Stroke::Note });
        Ok(())
    }

    /// Programs of a device.
    pub(super) fn all_running(&self) -> Vec<ProcessAt> {
        (0..self.devices.len()).flat_map(|device| self.running(device)).collect()
    }
}
