//! The service's clock and source of ids; tests hold it still.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use uuid::{NoContext, Timestamp, Uuid};

/// A clock.
#[derive(Debug, Clone, Default)]
pub struct Clock {
    /// Where a test stopped it; nothing for the machine's.
    stopped_ms: Option<Arc<AtomicI64>>,
}

impl Clock {
    /// The machine's.
    pub fn system() -> Self {
        Self::default()
    }

    /// One that stands until it is moved.
    pub fn stopped(at_ms: i64) -> Self {
        Self { stopped_ms: Some(Arc::new(AtomicI64::new(at_ms))) }
    }

    /// Moves a stopped clock; the machine's stays as it is.
    pub fn advance(&self, by_ms: i64) {
        if let Some(stopped) = &self.stopped_ms {
            stopped.fetch_add(by_ms, Ordering::SeqCst);
        }
    }

    /// Milliseconds since 1970, UTC.
    pub fn now_ms(&self) -> i64 {
        self.stopped_ms.as_ref().map_or_else(machine_ms, |stopped| stopped.load(Ordering::SeqCst))
    }

    /// A UUIDv7 of now.
    pub fn new_id(&self) -> Uuid {
        let now_ms = u64::try_from(self.now_ms()).unwrap_or(0);
        let nanos = u32::try_from(now_ms % 1_000).unwrap_or(0) * 1_000_000;
        Uuid::new_v7(Timestamp::from_unix(NoContext, now_ms / 1_000, nanos))
    }
}

fn machine_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
    i64::try_from(since).unwrap_or(i64::MAX)
}
