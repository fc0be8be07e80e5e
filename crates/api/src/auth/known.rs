//! Sessions and personal tokens seen alive a moment ago, so that a device that polls costs the database nothing. What is ended on this
//! instance is forgotten at once; elsewhere it lives for `KNOWN_MS` at most.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;

use super::Grant;
use crate::wake::People;

/// How long a session is believed without asking the database again.
pub const KNOWN_MS: i64 = 30_000;
/// Sessions remembered at most; above it all are forgotten, and asked for again.
const KNOWN_MAX: usize = 100_000;

/// What is remembered.
#[derive(Debug, Clone)]
struct Known {
    account: Uuid,
    grant: Option<Grant>,
    until_ms: i64,
}

/// The memory; keys are session ids, and ids of personal tokens by digest.
#[derive(Debug, Default)]
pub struct KnownSessions {
    known: Mutex<HashMap<Vec<u8>, Known>>,
    /// Whose sessions are to be asked for again.
    pub forgotten: People,
}

impl KnownSessions {
    /// Whose it is, when it was alive a moment ago.
    pub(super) fn find(&self, key: &[u8], now_ms: i64) -> Option<(Uuid, Option<Grant>)> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(key)
            .filter(|known| now_ms < known.until_ms)
            .map(|known| (known.account, known.grant.clone()))
    }

    /// Remembers it.
    pub(super) fn remember(&self, key: &[u8], account: Uuid, grant: Option<Grant>, now_ms: i64) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= KNOWN_MAX {
            known.clear();
        }
        let ends_ms = grant.as_ref().and_then(|grant| grant.expires_ms).unwrap_or(i64::MAX);
        let until_ms = (now_ms + KNOWN_MS).min(ends_ms);
        known.insert(key.to_vec(), Known { account, grant, until_ms });
    }

    /// Forgets all of a person: something of theirs was ended.
    pub fn forget(&self, account: Uuid) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.retain(|_, known| known.account != account);
        drop(known);
        self.forgotten.tell(account);
    }
}
