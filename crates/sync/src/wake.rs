//! When to ask for the heads of all workspaces, and whether the stream of wake-ups is worth another try (docs/SYNC.md 4.7, 7). One of
//! these serves all workspaces of an account; like the engine it touches nothing.

mod lines;

pub use lines::{LINE_BYTES_MAX, Lines};

use crate::engine::{BACKOFF_MAX_MS, BACKOFF_MIN_MS, Random};

/// How often heads are asked for while somebody works, in milliseconds, give or take a fifth.
pub const POLL_MS: i64 = 2_500;
/// How often when nobody touched the program for `QUIET_AFTER_MS`.
pub const POLL_QUIET_MS: i64 = 10_000;
/// How often beside a stream that works: a lost hint costs a minute at most.
pub const POLL_BESIDE_STREAM_MS: i64 = 60_000;
/// After how long without a touch the program counts as left alone, in milliseconds: 2 minutes.
pub const QUIET_AFTER_MS: i64 = 2 * 60 * 1_000;
/// A stream that ends sooner has died quickly: something on the way holds it back.
pub const QUICK_DEATH_MS: i64 = 2_000;
/// After how many quick deaths in a row only polling is tried.
pub const QUICK_DEATHS_MAX: u32 = 3;
/// How long only polling is tried then, in milliseconds: 10 minutes.
pub const STREAM_PAUSE_MS: i64 = 10 * 60 * 1_000;
/// How long a stream may say nothing, in milliseconds.
pub const STREAM_SILENCE_MS: u64 = 45_000;

/// The wake-ups of one account.
#[derive(Debug)]
pub struct Wake {
    random: Random,
    is_foreground: bool,
    touched_ms: i64,
    poll_fails: u32,
    stream: Stream,
    quick_deaths: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stream {
    /// To be opened at this time.
    Closed { open_ms: i64 },
    /// Open since.
    Open { since_ms: i64 },
}

impl Wake {
    /// In the foreground, with a stream to be opened at once.
    pub fn new(seed: u64, now_ms: i64) -> Self {
        Self {
            random: Random::new(seed),
            is_foreground: true,
            touched_ms: now_ms,
            poll_fails: 0,
            stream: Stream::Closed { open_ms: now_ms },
            quick_deaths: 0,
        }
    }

    /// Somebody does something.
    pub fn touched(&mut self, now_ms: i64) {
        self.touched_ms = now_ms;
    }

    /// Whether somebody looks at the program.
    pub fn set_foreground(&mut self, is_foreground: bool, now_ms: i64) {
        self.is_foreground = is_foreground;
        self.touched_ms = now_ms;
        if is_foreground {
            self.poll_fails = 0;
        }
    }

    /// When to ask for the heads again, having asked now; never in the background.
    pub fn next_poll_ms(&mut self, now_ms: i64) -> Option<i64> {
        if !self.is_foreground {
            return None;
        }
        let every_ms = match self.stream {
            Stream::Open { .. } => POLL_BESIDE_STREAM_MS,
            Stream::Closed { .. } if now_ms - self.touched_ms >= QUIET_AFTER_MS => POLL_QUIET_MS,
            Stream::Closed { .. } => POLL_MS,
        };
        let slowed_ms = (every_ms << self.poll_fails.min(10)).min(BACKOFF_MAX_MS.max(every_ms));
        Some(now_ms + self.random.about(slowed_ms))
    }

    /// The heads came, or did not.
    pub fn polled(&mut self, is_ok: bool) {
        self.poll_fails = if is_ok { 0 } else { self.poll_fails.saturating_add(1) };
    }

    /// Whether the last poll failed.
    pub fn is_failing(&self) -> bool {
        self.poll_fails > 0
    }

    /// When to open the stream; nothing while it is open or nobody looks.
    pub fn next_open_ms(&self) -> Option<i64> {
        match self.stream {
            Stream::Closed { open_ms } if self.is_foreground => Some(open_ms),
            Stream::Closed { .. } | Stream::Open { .. } => None,
        }
    }

    /// Whether the stream is open.
    pub fn is_streaming(&self) -> bool {
        matches!(self.stream, Stream::Open { .. })
    }

    /// The service answered with a stream.
    pub fn stream_opened(&mut self, now_ms: i64) {
        self.stream = Stream::Open { since_ms: now_ms };
    }

    /// The stream ended, fell silent, or could not be opened.
    pub fn stream_ended(&mut self, now_ms: i64) {
        let lived_ms = match self.stream {
            Stream::Open { since_ms } => now_ms - since_ms,
            Stream::Closed { .. } => 0,
        };
        self.quick_deaths = if lived_ms < QUICK_DEATH_MS { self.quick_deaths + 1 } else { 0 };
        let wait_ms = if self.quick_deaths >= QUICK_DEATHS_MAX {
            self.quick_deaths = 0;
            STREAM_PAUSE_MS
        } else {
            self.random.up_to(1_000 << self.quick_deaths).max(BACKOFF_MIN_MS)
        };
        self.stream = Stream::Closed { open_ms: now_ms + wait_ms };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW_MS: i64 = 1_800_000_000_000;

    fn span(wake: &mut Wake, now_ms: i64) -> (i64, i64) {
        let waits: Vec<i64> = (0..200).map(|_| wake.next_poll_ms(now_ms).unwrap() - now_ms).collect();
        (*waits.iter().min().unwrap(), *waits.iter().max().unwrap())
    }

    #[test]
    fn e128_heads_are_asked_for_often_while_somebody_works_and_never_in_the_background() {
        let mut wake = Wake::new(1, NOW_MS);
        let (least, most) = span(&mut wake, NOW_MS);
        assert!(least >= 2_000 && most <= 3_000 && most - least > 500, "{least} {most}");
        let (least, most) = span(&mut wake, NOW_MS + QUIET_AFTER_MS);
        assert!(least >= 8_000 && most <= 12_000, "{least} {most}");
        wake.stream_opened(NOW_MS);
        let (least, _) = span(&mut wake, NOW_MS);
        assert!(least >= 48_000);
        wake.set_foreground(false, NOW_MS);
        assert_eq!(wake.next_poll_ms(NOW_MS), None);
        assert_eq!(wake.next_open_ms(), None);
    }

    #[test]
    fn polls_that_fail_come_slower_up_to_five_minutes() {
        let mut wake = Wake::new(1, NOW_MS);
        for _ in 0..40 {
            wake.polled(false);
        }
        let (least, most) = span(&mut wake, NOW_MS);
        assert!(least >= 240_000 && most <= 360_000, "{least} {most}");
        wake.polled(true);
        assert!(span(&mut wake, NOW_MS).1 <= 3_000);
    }

    #[test]
    fn a_stream_that_dies_quickly_three_times_is_left_alone_for_ten_minutes() {
        let mut wake = Wake::new(1, NOW_MS);
        let mut now_ms = NOW_MS;
        for _ in 0..QUICK_DEATHS_MAX {
            assert!(wake.next_open_ms().unwrap() - now_ms <= 4_000);
            wake.stream_opened(now_ms);
            now_ms += 500;
            wake.stream_ended(now_ms);
        }
        assert_eq!(wake.next_open_ms(), Some(now_ms + STREAM_PAUSE_MS));
    }

    #[test]
    fn a_stream_that_lived_is_opened_again_soon() {
        let mut wake = Wake::new(1, NOW_MS);
        for n in 0..10 {
            let now_ms = NOW_MS + n * 100_000;
            wake.stream_opened(now_ms);
            wake.stream_ended(now_ms + 60_000);
            assert!(wake.next_open_ms().unwrap() - now_ms <= 61_000);
        }
    }
}
