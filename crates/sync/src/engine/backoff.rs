//! How long to wait after a failure: full jitter over a doubling span, or what the service asks for.

use super::random::Random;

/// The span after the first failure, in milliseconds.
pub const BACKOFF_START_MS: i64 = 1_000;
/// The longest span, in milliseconds: 5 minutes.
pub const BACKOFF_MAX_MS: i64 = 5 * 60 * 1_000;
/// The shortest wait, in milliseconds.
pub const BACKOFF_MIN_MS: i64 = 100;
/// The longest wait a service may ask for, in milliseconds: an hour. Longer ones are mistakes.
pub const WAIT_MAX_MS: i64 = 60 * 60 * 1_000;

/// The wait after the `fails`-th failure in a row.
pub(crate) fn wait_ms(random: &mut Random, fails: u32) -> i64 {
    let doublings = fails.saturating_sub(1).min(20);
    let span = (BACKOFF_START_MS << doublings).min(BACKOFF_MAX_MS);
    random.up_to(span).max(BACKOFF_MIN_MS)
}

/// The wait the service asked for, and up to a tenth more, so that not everybody comes back at once.
pub(crate) fn asked_wait_ms(random: &mut Random, asked_ms: i64) -> i64 {
    let asked_ms = asked_ms.clamp(BACKOFF_MIN_MS, WAIT_MAX_MS);
    asked_ms + random.up_to(asked_ms / 10)
}
