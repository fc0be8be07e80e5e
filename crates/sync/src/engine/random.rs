//! Numbers for jitter, from a seed: the same seed gives the same waits, so a simulation can be repeated.

/// SplitMix64 (Steele, Lea, Flood 2014). Not for secrets.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number from 0 to `max`, both included.
    pub(crate) fn up_to(&mut self, max: i64) -> i64 {
        let span = max.max(0) as u64 + 1;
        (self.next() % span) as i64
    }

    /// `value` give or take a fifth.
    pub(crate) fn about(&mut self, value: i64) -> i64 {
        let fifth = value / 5;
        value - fifth + self.up_to(2 * fifth)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
}
