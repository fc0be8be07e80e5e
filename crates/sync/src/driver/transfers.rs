//! When photographs are moved: after something changed, and again when one that failed may be tried.

use super::Change;
use super::account::Account;
use super::outside::Inner;
use crate::blobs::{self, Transfers};

pub(super) use crate::blobs::Moved;

/// How long after moving photographs it is looked again, in milliseconds: 10 minutes.
const AGAIN_MS: i64 = 10 * 60 * 1_000;
/// How long when some failed, in milliseconds, doubled with every time nothing was moved.
const RETRY_MS: i64 = 15_000;
/// How often it is doubled at most.
const DOUBLINGS_MAX: u32 = 6;

impl Account {
    pub fn transfer_when_wanted(&mut self) {
        let may = self.may_ask() && !self.is_metered && !self.slots.is_empty();
        if !self.wants_transfer || self.is_transferring || !may {
            return;
        }
        self.wants_transfer = false;
        self.is_transferring = true;
        let transfers = Transfers {
            service: self.setup.service.clone(),
            store: self.setup.store.clone(),
            now: self.setup.now.clone(),
            bytes_max: self.setup.blob_bytes_max,
        };
        let workspaces: Vec<_> = self.slots.keys().copied().collect();
        let inner = self.inner.clone();
        self.tasks.spawn(async move {
            let moved = blobs::run(&transfers, &workspaces).await;
            let _ = inner.send(Inner::Transferred(moved));
        });
    }

    pub fn transferred(&mut self, moved: &Moved) {
        self.is_transferring = false;
        let is_stuck = moved.failed > 0 && moved.up + moved.down == 0;
        self.transfer_fails = if is_stuck { self.transfer_fails.saturating_add(1) } else { 0 };
        let retry_ms = RETRY_MS << self.transfer_fails.saturating_sub(1).min(DOUBLINGS_MAX);
        let wait_ms = if moved.failed > 0 { retry_ms } else { AGAIN_MS };
        self.transfer_ms = Some(self.time.engine_ms() + wait_ms);
        if moved.down > 0 || !moved.lost.is_empty() {
            self.shows("blob");
        }
        for (workspace, blob) in &moved.lost {
            self.pass_on(Change { lost: vec![*blob], ..Change::of(*workspace) });
        }
        if moved.up > 0 {
            // The service marks them as present: a change worth fetching.
            self.poll_ms = self.poll_ms.map(|at_ms| at_ms.min(self.time.engine_ms()));
        }
    }
}
