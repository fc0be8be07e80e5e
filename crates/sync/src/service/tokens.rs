//! The access token and the refresh token of this device.
//!
//! Each refresh token is good for one use, so it is read from the vault for each refresh (another process of the same book may have
//! used the last one) and the next one is on disk before the new access token is used.

use std::time::{Duration, Instant};

use tokio::sync::{Mutex, watch};
use uuid::Uuid;
use wire::v1::{self, ProblemCode};

use super::request::As;
use super::{Failure, Kept, Place, Service, Vault};

/// How long before its end an access token is not used any more.
const MARGIN: Duration = Duration::from_secs(30);

/// Why a session ended by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    /// The refresh token is dead: log in again.
    SignedOut,
    /// Somebody else used the refresh token, too: a copy of this installation, or a thief. Log in again, as another device.
    Copied,
    /// The device was revoked.
    Revoked,
    /// The device was asked to remove its copy.
    Wiped,
}

#[derive(Debug)]
pub(super) struct Tokens {
    vault: Vault,
    access: Mutex<Option<Access>>,
    ended: watch::Sender<Option<Ended>>,
}

struct Access {
    token: String,
    until: Instant,
}

impl std::fmt::Debug for Access {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Access(…)")
    }
}

impl Tokens {
    pub fn new(vault: Vault) -> Self {
        Self { vault, access: Mutex::new(None), ended: watch::Sender::new(None) }
    }
}

impl Service {
    /// Whether there is a session, as far as this device knows.
    pub fn is_signed_in(&self) -> bool {
        self.inner.tokens.vault.is_full()
    }

    /// Where the refresh token lies; nothing without a session.
    pub fn token_place(&self) -> Option<Place> {
        self.inner.tokens.vault.place()
    }

    /// Why the session ended, when it does; `None` again after logging in.
    pub fn ended(&self) -> watch::Receiver<Option<Ended>> {
        self.inner.tokens.ended.subscribe()
    }

    /// An access token that is good for a while, refreshed if need be.
    pub async fn access_token(&self) -> Result<String, Failure> {
        let mut access = self.inner.tokens.access.lock().await;
        if let Some(access) = access.as_ref().filter(|access| access.until > Instant::now()) {
            return Ok(access.token.clone());
        }
        self.renew(&mut access).await
    }

    /// Another access token than `stale`, which the service no longer takes. Many may ask at once; it is refreshed once.
    pub async fn refresh(&self, stale: &str) -> Result<String, Failure> {
        let mut access = self.inner.tokens.access.lock().await;
        if let Some(access) = access.as_ref().filter(|access| access.token != stale) {
            return Ok(access.token.clone());
        }
        self.renew(&mut access).await
    }

    async fn renew(&self, access: &mut Option<Access>) -> Result<String, Failure> {
        let tokens = &self.inner.tokens;
        *access = None;
        let kept = tokens.vault.load().map_err(Failure::Vault)?.ok_or(Failure::SignedOut)?;
        let ask = v1::Refresh { refresh_token: kept.refresh_token };
        let answer: Result<v1::Session, Failure> =
            Box::pin(self.ask(reqwest::Method::POST, "/v1/sessions/refresh", Some(&ask), As::Anybody)).await;
        match answer {
            Ok(session) => self.keep(access, &session),
            Err(failure) => {
                if let Some(ended) = failure.code().and_then(of_refusal) {
                    tokens.vault.clear().map_err(Failure::Vault)?;
                    tokens.ended.send_replace(Some(ended));
                    // A revoked device and a wiped one are told apart by whoever asks for it.
                    let is_told = matches!(ended, Ended::Revoked | Ended::Wiped);
                    return Err(if is_told { failure } else { Failure::SignedOut });
                }
                Err(failure)
            }
        }
    }

    /// Keeps a session that was just opened.
    pub async fn begin(&self, session: &v1::Session) -> Result<(), Failure> {
        let mut access = self.inner.tokens.access.lock().await;
        self.keep(&mut access, session)?;
        self.inner.tokens.ended.send_replace(None);
        Ok(())
    }

    fn keep(&self, access: &mut Option<Access>, session: &v1::Session) -> Result<String, Failure> {
        let kept = Kept { refresh_token: session.refresh_token.clone(), account: session.account.id };
        self.inner.tokens.vault.store(&kept).map_err(Failure::Vault)?;
        let good_for = Duration::from_secs(session.expires_in_s).saturating_sub(MARGIN);
        let token = session.access_token.clone();
        *access = Some(Access { token: token.clone(), until: Instant::now() + good_for });
        Ok(token)
    }

    /// Forgets the tokens of this device.
    pub async fn forget(&self) -> Result<(), Failure> {
        *self.inner.tokens.access.lock().await = None;
        self.inner.tokens.vault.clear().map_err(Failure::Vault)
    }

    /// The account the tokens are of.
    pub fn token_account(&self) -> Option<Uuid> {
        self.inner.tokens.vault.load().ok().flatten().map(|kept| kept.account)
    }
}

fn of_refusal(code: ProblemCode) -> Option<Ended> {
    match code {
        ProblemCode::DeviceWiped => Some(Ended::Wiped),
        ProblemCode::DeviceRevoked => Some(Ended::Revoked),
        ProblemCode::RefreshReused => Some(Ended::Copied),
        ProblemCode::RefreshInvalid | ProblemCode::Unauthenticated => Some(Ended::SignedOut),
        _ => None,
    }
}
