//! Who gets in: peers, hosts, origins, pairing, sessions.

mod attempts;
mod guard;
mod pairing;
mod peers;
mod secret;
mod sessions;

pub use attempts::{CODE_ATTEMPTS_MAX, CODE_ATTEMPTS_PER_PEER_MAX};
pub use guard::{browser_rules, needs_session};
pub use pairing::{CODE_LIFETIME, Pairing, Refused, Secrets};
pub use peers::{is_private, may_connect};
pub use sessions::{SESSIONS_MAX, Sessions};

use axum::http::{HeaderMap, HeaderValue, header};

use crate::{Error, Reach, ServeOptions};

/// Who gets in.
pub struct Access {
    pub reach: Reach,
    pub pairing: Pairing,
    pub sessions: Sessions,
    /// Cookies know no ports: the name keeps two running books apart.
    cookie: String,
}

/// How long a browser keeps its cookie; the session itself ends with the program.
const COOKIE_SECONDS: u32 = 30 * 24 * 60 * 60;

impl Access {
    pub fn new(options: &ServeOptions) -> Result<Self, Error> {
        Ok(Self {
            reach: options.reach,
            pairing: Pairing::new(options.reach, options.code_lifetime)?,
            sessions: Sessions::default(),
            cookie: format!("mealbook-{}", options.listen.port()),
        })
    }

    /// Whether the request carries a session of ours.
    pub fn is_paired(&self, headers: &HeaderMap) -> bool {
        cookies(headers, &self.cookie).any(|key| self.sessions.is_live(key))
    }

    /// The header that gives a browser a new session.
    pub fn new_session(&self) -> Result<HeaderValue, Error> {
        let key = self.sessions.open()?;
        let cookie =
            format!("{}={key}; Path=/; Max-Age={COOKIE_SECONDS}; HttpOnly; SameSite=Strict", self.cookie);
        Ok(HeaderValue::from_str(&cookie).expect("the cookie is made of ASCII letters and digits"))
    }
}

fn cookies<'a>(headers: &'a HeaderMap, name: &'a str) -> impl Iterator<Item = &'a str> {
    let all = headers.get_all(header::COOKIE).into_iter().filter_map(|value| value.to_str().ok());
    let pairs = all.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    pairs.filter(move |(key, _)| *key == name).map(|(_, value)| value)
}
