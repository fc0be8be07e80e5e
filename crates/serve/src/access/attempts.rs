//! Counts wrong codes, for each address and in all.

use std::collections::HashMap;
use std::net::IpAddr;
use std::time::{Duration, Instant};

/// Wrong codes one address may send within `WINDOW`.
pub const CODE_ATTEMPTS_PER_PEER_MAX: usize = 5;
/// Wrong codes all addresses together may send within `WINDOW`: of 100,000,000 codes that is a chance of one in five million.
pub const CODE_ATTEMPTS_MAX: usize = 20;
/// How long a wrong code counts.
pub const WINDOW: Duration = Duration::from_secs(5 * 60);

/// Wrong codes of the last `WINDOW`. Its size is bounded, since nothing is counted any more once the limit is reached.
#[derive(Default)]
pub struct Attempts(HashMap<IpAddr, Vec<Instant>>);

impl Attempts {
    /// How long this address has to wait before it may try; `None` = it may.
    pub fn wait(&mut self, peer: IpAddr, now: Instant) -> Option<Duration> {
        self.0.retain(|_, times| {
            times.retain(|time| now.duration_since(*time) < WINDOW);
            !times.is_empty()
        });
        let own = self.0.get(&peer).filter(|times| times.len() >= CODE_ATTEMPTS_PER_PEER_MAX);
        let all: usize = self.0.values().map(Vec::len).sum();
        let oldest = match own {
            Some(times) => times.iter().min(),
            None if all >= CODE_ATTEMPTS_MAX => self.0.values().flatten().min(),
            None => None,
        };
        oldest.map(|time| WINDOW.saturating_sub(now.duration_since(*time)))
    }

    /// Counts a wrong code.
    pub fn count(&mut self, peer: IpAddr, now: Instant) {
        self.0.entry(peer).or_default().push(now);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn peer(last: u8) -> IpAddr {
        IpAddr::from([192, 168, 1, last])
    }

    #[test]
    fn an_address_waits_after_five_wrong_codes_and_others_do_not() {
        let (mut attempts, start) = (Attempts::default(), Instant::now());
        for _ in 0..CODE_ATTEMPTS_PER_PEER_MAX {
            assert_eq!(attempts.wait(peer(1), start), None);
            attempts.count(peer(1), start);
        }
        assert_eq!(attempts.wait(peer(1), start), Some(WINDOW));
        assert_eq!(attempts.wait(peer(2), start), None);
        assert_eq!(attempts.wait(peer(1), start + WINDOW), None);
    }

    #[test]
    fn many_addresses_together_wait_too() {
        let (mut attempts, start) = (Attempts::default(), Instant::now());
        for last in 0..u8::try_from(CODE_ATTEMPTS_MAX).unwrap() {
            assert_eq!(attempts.wait(peer(last), start), None);
            attempts.count(peer(last), start);
        }
        assert!(attempts.wait(peer(200), start).is_some());
    }
}
