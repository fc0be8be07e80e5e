//! Browsers that have paired. Kept in memory: ending the program ends every session.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::secret;
use crate::Error;

/// The most browsers at once; one more ends the one that was quiet longest.
pub const SESSIONS_MAX: usize = 64;
/// A session that was quiet this long is over.
const QUIET_MAX: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Keyed by a hash of the key, so looking one up tells nothing about the others by its timing.
#[derive(Default)]
pub struct Sessions(Mutex<HashMap<[u8; 32], Instant>>);

impl Sessions {
    /// A new session's key.
    pub fn open(&self) -> Result<String, Error> {
        let key = secret::token()?;
        let mut sessions = self.lock();
        sessions.retain(|_, used| used.elapsed() < QUIET_MAX);
        if sessions.len() >= SESSIONS_MAX
            && let Some(oldest) = sessions.iter().min_by_key(|(_, used)| **used).map(|(hash, _)| *hash)
        {
            sessions.remove(&oldest);
        }
        sessions.insert(hash(&key), Instant::now());
        Ok(key)
    }

    /// Whether the key is of an open session; using it keeps it open.
    pub fn is_live(&self, key: &str) -> bool {
        match self.lock().get_mut(&hash(key)) {
            Some(used) if used.elapsed() < QUIET_MAX => {
                *used = Instant::now();
                true
            }
            _ => false,
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<[u8; 32], Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(key: &str) -> [u8; 32] {
    *blake3::hash(key.as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_key_that_was_given_out_is_live() {
        let sessions = Sessions::default();
        let key = sessions.open().unwrap();
        assert!(sessions.is_live(&key));
        assert!(!sessions.is_live(&key[1..]));
        assert!(!sessions.is_live(""));
    }

    #[test]
    fn one_too_many_ends_the_one_that_was_quiet_longest() {
        let sessions = Sessions::default();
        let keys: Vec<String> = (0..SESSIONS_MAX).map(|_| sessions.open().unwrap()).collect();
        assert!(sessions.is_live(&keys[0]));
        let newest = sessions.open().unwrap();
        assert!(sessions.is_live(&keys[0]) && sessions.is_live(&newest));
        assert!(!sessions.is_live(&keys[1]));
    }
}
