//! Counts attempts of networks and mails to addresses in memory, so that nobody can try or send without end. What must hold across
//! instances (lock-out of an account, tries of a code) is in the database.

use std::collections::HashMap;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

use super::Network;
use crate::config::Environment;
use crate::{Error, State};

/// Keys counted at most; above it those whose time is over are dropped, and all when that is not enough.
const COUNTED_MAX: usize = 100_000;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Attempt {
    /// Logins, codes, refreshes that need a secret to be guessed.
    Guess,
    /// Registrations and mails asked for.
    Mail,
}

impl Attempt {
    /// How many in how long.
    const fn limit(self) -> (u64, i64) {
        match self {
            Self::Guess => (60, 60_000),
            Self::Mail => (30, 60 * 60_000),
        }
    }
}

#[derive(Debug, Clone, Copy)]
struct Window {
    began_ms: i64,
    count: u64,
}

/// The counts.
#[derive(Debug, Default)]
pub struct Attempts {
    windows: Mutex<HashMap<(Attempt, IpAddr), Window>>,
}

impl Attempts {
    /// Counts one more; the wait in seconds when it is one too many.
    fn count(&self, attempt: Attempt, network: IpAddr, now_ms: i64) -> Result<(), Error> {
        let (limit, length_ms) = attempt.limit();
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        if windows.len() >= COUNTED_MAX {
            windows.retain(|(attempt, _), window| now_ms < window.began_ms + attempt.limit().1);
            if windows.len() >= COUNTED_MAX {
                windows.clear();
            }
        }
        let window = windows.entry((attempt, network)).or_insert(Window { began_ms: now_ms, count: 0 });
        if now_ms >= window.began_ms + length_ms {
            *window = Window { began_ms: now_ms, count: 0 };
        }
        window.count += 1;
        if window.count <= limit {
            return Ok(());
        }
        let wait_ms = u64::try_from(window.began_ms + length_ms - now_ms).unwrap_or(0);
        Err(Error::RateLimited { retry_after_s: wait_ms.div_ceil(1_000).max(1), limit })
    }
}

/// Counts an attempt of this network and refuses one too many. A developer's own machine is not counted.
pub fn attempt(state: &State, attempt: Attempt, network: Network) -> Result<(), Error> {
    if state.config.environment == Environment::Development && network.is_here() {
        return Ok(());
    }
    state.attempts.count(attempt, counted(network.0), state.now_ms())
}

/// A household has one IPv4 address, or 64 bits of IPv6.
fn counted(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            IpAddr::V6(Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0))
        }
        IpAddr::V4(address) => IpAddr::V4(address),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_too_many_is_told_how_long_to_wait() {
        let attempts = Attempts::default();
        let network = IpAddr::V4([203, 0, 113, 9].into());
        let (limit, length_ms) = Attempt::Mail.limit();
        for _ in 0..limit {
            attempts.count(Attempt::Mail, network, 0).unwrap();
        }
        let refused = attempts.count(Attempt::Mail, network, length_ms - 5_000).unwrap_err();
        assert!(matches!(refused, Error::RateLimited { retry_after_s: 5, .. }), "{refused:?}");
        attempts.count(Attempt::Guess, network, 0).unwrap();
        attempts.count(Attempt::Mail, network, length_ms).unwrap();
    }

    #[test]
    fn a_household_is_one() {
        let address = |text: &str| counted(text.parse().unwrap());
        assert_eq!(address("2001:db8:1:2::7"), address("2001:db8:1:2:ffff::9"));
        assert_ne!(address("2001:db8:1:2::7"), address("2001:db8:1:3::7"));
    }
}
