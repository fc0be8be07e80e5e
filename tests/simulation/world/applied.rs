//! What must hold of a device each time its engine has written the book, and of user actions on their way.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use anyhow::{Result, ensure};
use store::sync::GROUP_OPS_MAX;
use sync::engine::Effect;
use uuid::Uuid;
use wire::v1::{Cursor, SyncRequest, SyncResponse};

use super::{WORKSPACE, World};
use crate::book::{self, Place, Queued};

impl World {
    /// After an engine has written the book: its person looks at it, and their own unsent edits are still there (I8).
    pub(super) async fn after_effect(
        &mut self,
        device: usize,
        before: &Place,
        effect: &Effect,
        is_stale: bool,
    ) -> Result<()> {
        if let Effect::Apply { request_cursor, answer, .. } = effect {
            let after = book::place(&self.devices[device]).await?;
            self.check_cursor(device, before, &after, request_cursor.as_deref())?;
            if answer.rows.is_empty() && answer.own.is_empty() && answer.acks.is_empty() {
                // Nothing can have changed; if something did, the next look finds it.
                return Ok(());
            }
        }
        let shown = self.devices[device].look_again(WORKSPACE).await?;
        let queued = self.check_visible(device).await?;
        let Effect::Apply { answer, .. } = effect else { return Ok(()) };
        for (key, held) in &self.devices[device].shown {
            let older = shown.get(key).filter(|older| older.rev > held.rev);
            ensure!(
                older.is_none(),
                "I2: device {device} goes back with {key:?} from {:?} to {}",
                older.map(|older| older.rev),
                held.rev
            );
        }
        if is_stale { Ok(()) } else { self.check_renamed(device, answer, &queued) }
    }

    /// An answer to a request made from elsewhere leaves the cursor alone, and no other takes it back (SYNC.md 9, row 27).
    fn check_cursor(
        &mut self,
        device: usize,
        before: &Place,
        after: &Place,
        request_cursor: Option<&str>,
    ) -> Result<()> {
        if before.cursor.as_deref() != request_cursor {
            self.coverage.saw("late_applied");
            ensure!(
                before.cursor == after.cursor,
                "I1: an answer to a request from {request_cursor:?} moved the cursor of device {device} from {:?} to {:?}",
                before.cursor,
                after.cursor
            );
            self.coverage.saw("cursor_kept");
        }
        let of = |place: &Place| place.cursor.as_deref().and_then(|text| text.parse::<Cursor>().ok());
        if let (Some(before), Some(after)) = (of(before), of(after)) {
            ensure!(
                before.epoch != after.epoch || before.seq <= after.seq,
                "I1: the cursor of device {device} falls from {} to {}",
                before.seq,
                after.seq
            );
        }
        Ok(())
    }

    /// What waits and has not left names a row by the id it is known by (SYNC.md 4.3).
    fn check_renamed(&self, device: usize, answer: &SyncResponse, queued: &[Queued]) -> Result<()> {
        for remap in answer.acks.iter().filter_map(|ack| ack.remap).filter(|remap| remap.from != remap.to) {
            let (from, to) = (remap.from.to_string(), remap.to.to_string());
            for op in queued.iter().filter(|op| !op.is_sent) {
                ensure!(
                    !op.text.contains(&from),
                    "I5: {} waits on device {device} and names {from}, which is {to} now",
                    op.id
                );
            }
        }
        Ok(())
    }

    /// Keeps which changes one user action made.
    pub(super) fn note_actions(&mut self, queued: &[Queued]) {
        let mut actions: BTreeMap<Uuid, BTreeSet<Uuid>> = BTreeMap::new();
        for op in queued.iter().filter(|op| !op.is_parked && !op.is_sent) {
            actions.entry(op.action).or_default().insert(op.id);
        }
        for ops in actions.into_values().filter(|ops| (2..=GROUP_OPS_MAX).contains(&ops.len())) {
            let ops = Arc::new(ops);
            for op in ops.iter() {
                self.actions.entry(*op).or_insert_with(|| ops.clone());
            }
        }
    }

    /// What one user action changed arrives together (SYNC.md 3.2).
    pub(super) fn check_whole_actions(&mut self, body: &[u8]) -> Result<()> {
        let request: SyncRequest = serde_json::from_slice(body)?;
        let here: BTreeSet<Uuid> = request.ops.iter().map(|op| op.op).collect();
        for op in &request.ops {
            let Some(action) = self.actions.get(&op.op) else { continue };
            ensure!(
                action.is_subset(&here),
                "{} arrives without the rest of what one person did in one go: {action:?}",
                op.op
            );
        }
        Ok(())
    }
}
