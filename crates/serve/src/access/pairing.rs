//! The secrets that turn into a session, once each: a long token in the address printed for this machine, and, in the network,
//! eight digits that a person can type.

use std::net::IpAddr;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use subtle::ConstantTimeEq;
use tokio::sync::watch;

use super::attempts::Attempts;
use super::secret::{self, CODE_DIGITS};
use crate::invitation::Why;
use crate::{Error, Reach};

/// How long a pairing code is good.
pub const CODE_LIFETIME: Duration = Duration::from_secs(5 * 60);
/// Wrong guesses after which a code is replaced before its time.
const GUESSES_PER_CODE_MAX: usize = 10;

/// The secrets of the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Secrets {
    pub token: String,
    pub code: Option<String>,
}

/// Why a secret gave no session.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// Wrong, used or too old.
    Wrong,
    /// Too many wrong codes; how long to wait.
    TooMany(Duration),
    /// No randomness for new secrets.
    Random,
}

/// Gives out secrets and takes them back.
pub struct Pairing {
    state: Mutex<State>,
    lifetime: Duration,
    /// Tells the console why there are new secrets.
    changed: watch::Sender<Why>,
}

struct State {
    secrets: Secrets,
    code_made: Instant,
    guesses: usize,
    attempts: Attempts,
}

impl Pairing {
    pub fn new(reach: Reach, lifetime: Duration) -> Result<Self, Error> {
        let code = match reach {
            Reach::Loopback => None,
            Reach::Lan => Some(secret::code()?),
        };
        let secrets = Secrets { token: secret::token()?, code };
        let state = State { secrets, code_made: Instant::now(), guesses: 0, attempts: Attempts::default() };
        Ok(Self { state: Mutex::new(state), lifetime, changed: watch::channel(Why::Started).0 })
    }

    /// The secrets to show.
    pub fn secrets(&self) -> Secrets {
        self.lock().secrets.clone()
    }

    /// Notified with each new set of secrets.
    pub fn watch(&self) -> watch::Receiver<Why> {
        self.changed.subscribe()
    }

    /// When the present code ends; `None` without one.
    pub fn code_ends(&self) -> Option<Instant> {
        let state = self.lock();
        state.secrets.code.as_ref().map(|_| state.code_made + self.lifetime)
    }

    /// Replaces a code that is too old.
    pub fn expire(&self) -> Result<(), Error> {
        let mut state = self.lock();
        if state.secrets.code.is_some() && state.code_made.elapsed() >= self.lifetime {
            self.replace_code(&mut state, Why::Replaced)?;
        }
        Ok(())
    }

    /// Takes a secret; each is good once. Wrong codes are counted, wrong tokens need not be: 256 bits are not guessed.
    pub fn redeem(&self, given: &str, peer: IpAddr) -> Result<(), Refused> {
        let digits: String = given.chars().filter(|c| !c.is_whitespace() && *c != '-').collect();
        if digits.len() == CODE_DIGITS && digits.bytes().all(|b| b.is_ascii_digit()) {
            return self.redeem_code(&digits, peer);
        }
        let mut state = self.lock();
        if !equal(given, &state.secrets.token) {
            return Err(Refused::Wrong);
        }
        state.secrets.token = secret::token().map_err(|_| Refused::Random)?;
        self.changed.send_replace(Why::Used);
        Ok(())
    }

    fn redeem_code(&self, digits: &str, peer: IpAddr) -> Result<(), Refused> {
        let (mut state, now) = (self.lock(), Instant::now());
        let Some(code) = state.secrets.code.clone() else { return Err(Refused::Wrong) };
        if let Some(wait) = state.attempts.wait(peer, now) {
            return Err(Refused::TooMany(wait));
        }
        let is_fresh = now.duration_since(state.code_made) < self.lifetime;
        if is_fresh && equal(digits, &code) {
            return self.replace_code(&mut state, Why::Used).map_err(|_| Refused::Random);
        }
        state.attempts.count(peer, now);
        state.guesses += 1;
        if state.guesses >= GUESSES_PER_CODE_MAX {
            self.replace_code(&mut state, Why::Replaced).map_err(|_| Refused::Random)?;
        }
        Err(Refused::Wrong)
    }

    fn replace_code(&self, state: &mut State, why: Why) -> Result<(), Error> {
        state.secrets.code = Some(secret::code()?);
        (state.code_made, state.guesses) = (Instant::now(), 0);
        self.changed.send_replace(why);
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn equal(given: &str, secret: &str) -> bool {
    given.as_bytes().ct_eq(secret.as_bytes()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: IpAddr = IpAddr::V4(std::net::Ipv4Addr::new(192, 168, 1, 7));

    fn lan() -> Pairing {
        Pairing::new(Reach::Lan, CODE_LIFETIME).unwrap()
    }

    /// A code that is not the present one.
    fn wrong(pairing: &Pairing) -> &'static str {
        if pairing.secrets().code.as_deref() == Some("00000000") { "00000001" } else { "00000000" }
    }

    #[test]
    fn a_code_is_good_once_and_may_be_typed_in_groups() {
        let pairing = lan();
        let code = pairing.secrets().code.unwrap();
        assert_eq!(pairing.redeem(&format!("{} {}", &code[..4], &code[4..]), PHONE), Ok(()));
        assert_eq!(pairing.redeem(&code, PHONE), Err(Refused::Wrong));
        assert_eq!(*pairing.watch().borrow(), Why::Used);
    }

    #[test]
    fn a_token_is_good_once() {
        let pairing = Pairing::new(Reach::Loopback, CODE_LIFETIME).unwrap();
        let token = pairing.secrets().token;
        assert_eq!(pairing.redeem(&token, PHONE), Ok(()));
        assert_eq!(pairing.redeem(&token, PHONE), Err(Refused::Wrong));
    }

    #[test]
    fn no_code_is_good_on_loopback() {
        let pairing = Pairing::new(Reach::Loopback, CODE_LIFETIME).unwrap();
        assert_eq!(pairing.redeem("00000000", PHONE), Err(Refused::Wrong));
    }

    #[test]
    fn an_old_code_is_refused_and_replaced() {
        let pairing = Pairing::new(Reach::Lan, Duration::ZERO).unwrap();
        let code = pairing.secrets().code.unwrap();
        assert_eq!(pairing.redeem(&code, PHONE), Err(Refused::Wrong));
        pairing.expire().unwrap();
        assert_ne!(pairing.secrets().code, Some(code));
    }

    #[test]
    fn after_five_wrong_codes_even_the_right_one_waits() {
        let pairing = lan();
        for _ in 0..5 {
            assert_eq!(pairing.redeem(wrong(&pairing), PHONE), Err(Refused::Wrong));
        }
        let code = pairing.secrets().code.unwrap();
        assert!(matches!(pairing.redeem(&code, PHONE), Err(Refused::TooMany(_))));
    }

    #[test]
    fn ten_wrong_guesses_from_anywhere_replace_the_code() {
        let pairing = lan();
        let code = pairing.secrets().code;
        for last in 0..10 {
            let _ = pairing.redeem(wrong(&pairing), IpAddr::from([192, 168, 1, last]));
        }
        assert_ne!(pairing.secrets().code, code);
        assert_eq!(*pairing.watch().borrow(), Why::Replaced);
    }
}
