//! The time engines are told: the device's clock as it was at the start, and since then what passed. Somebody who sets the clock back
//! does not keep timers from coming; a device that slept comes back with everything due.

use std::time::{Duration, Instant};

use super::Now;
use crate::clock::JUMP_MIN_MS;

/// A clock further ahead than what passed means the device slept, from this many milliseconds on.
const SLEPT_MIN_MS: i64 = 30_000;

pub(super) struct Time {
    now: Now,
    base_ms: i64,
    since: Instant,
    /// The clock minus what passed, when it was last looked at.
    drift_ms: i64,
}

/// What looking at the clock showed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Looked {
    /// The device slept.
    pub has_slept: bool,
    /// Somebody set the clock.
    pub was_set: bool,
}

impl Time {
    pub fn new(now: Now) -> Self {
        let base_ms = now();
        Self { now, base_ms, since: Instant::now(), drift_ms: 0 }
    }

    /// For engines and timers.
    pub fn engine_ms(&self) -> i64 {
        self.base_ms + i64::try_from(self.since.elapsed().as_millis()).unwrap_or(i64::MAX / 2)
    }

    /// The device's clock.
    pub fn device_ms(&self) -> i64 {
        (self.now)()
    }

    /// How long until then.
    pub fn until(&self, at_ms: i64) -> Duration {
        Duration::from_millis(u64::try_from(at_ms - self.engine_ms()).unwrap_or(0))
    }

    pub fn look(&mut self) -> Looked {
        let drift_ms = self.device_ms() - self.engine_ms();
        let moved_ms = drift_ms - self.drift_ms;
        self.drift_ms = drift_ms;
        let has_slept = drift_ms > SLEPT_MIN_MS;
        if has_slept {
            self.base_ms += drift_ms;
            self.drift_ms = 0;
        }
        Looked { has_slept, was_set: moved_ms.abs() > JUMP_MIN_MS }
    }
}
