//! How far this device's clock is from the service's (docs/SYNC.md 9, row 6): of the answers of a day the one with the shortest round
//! trip is believed, because its time lay around the least.

/// How long an observation counts, in milliseconds: a day.
pub const OBSERVATION_AGE_MAX_MS: i64 = 24 * 60 * 60 * 1_000;
/// A change of the clock beside the time that passed counts as setting it, from this many milliseconds on.
pub const JUMP_MIN_MS: i64 = 5_000;

/// What is known of the clock.
#[derive(Debug, Default)]
pub struct Clock {
    best: Option<Observation>,
}

#[derive(Debug, Clone, Copy)]
struct Observation {
    round_trip_ms: i64,
    offset_ms: i64,
    at_ms: i64,
}

impl Clock {
    /// An answer came now, after this round trip, and the service's clock said `service_ms`. Gives the offset if another is believed
    /// now: what to add to this clock to get the service's.
    pub fn observe(&mut self, now_ms: i64, round_trip_ms: i64, service_ms: i64) -> Option<i64> {
        let offset_ms = service_ms - (now_ms - round_trip_ms / 2);
        let is_better = self.best.is_none_or(|best| {
            let is_old = !(0..OBSERVATION_AGE_MAX_MS).contains(&(now_ms - best.at_ms));
            is_old || round_trip_ms <= best.round_trip_ms
        });
        if !is_better {
            return None;
        }
        let before = self.best.replace(Observation { round_trip_ms, offset_ms, at_ms: now_ms });
        before.is_none_or(|before| before.offset_ms != offset_ms).then_some(offset_ms)
    }

    /// Somebody set the clock: what was observed counts no more.
    pub fn was_set(&mut self) {
        self.best = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_800_000_000_000;

    #[test]
    fn the_shortest_round_trip_of_a_day_is_believed() {
        let mut clock = Clock::default();
        assert_eq!(clock.observe(NOW_MS, 400, NOW_MS + 5_000), Some(5_200));
        assert_eq!(clock.observe(NOW_MS + 10, 900, NOW_MS + 9_000), None);
        assert_eq!(clock.observe(NOW_MS + 20, 100, NOW_MS + 5_020), Some(5_050));
        let next_day = NOW_MS + 20 + OBSERVATION_AGE_MAX_MS;
        assert_eq!(clock.observe(next_day, 900, next_day), Some(450));
    }

    #[test]
    fn after_the_clock_was_set_the_next_answer_counts() {
        let mut clock = Clock::default();
        clock.observe(NOW_MS, 1, NOW_MS);
        clock.was_set();
        assert_eq!(clock.observe(NOW_MS - 1_000_000, 500, NOW_MS), Some(1_000_250));
    }
}
