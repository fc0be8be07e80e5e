//! How often one may ask: each person, each workspace, and each address that does not say who it is.
//!
//! Persons and workspaces are counted where the caller becomes known (`auth::Caller`), addresses here. What is left is said in the
//! headers `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset`; a refusal says when to come back.

use std::hash::Hash;
use std::net::IpAddr;
use std::num::NonZeroU32;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use governor::clock::{Clock, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DefaultKeyedStateStore;
use governor::{Quota, RateLimiter};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts};
use uuid::Uuid;

use crate::Error;

/// Requests a second of one person.
pub const USER_PER_S: u32 = 10;
/// Requests a second of one workspace.
pub const WORKSPACE_PER_S: u32 = 60;
/// Requests a second of one address that does not say who it is.
pub const ADDRESS_PER_S: u32 = 5;
/// How many seconds' worth may come at once.
pub const BURST_S: u32 = 10;
/// Forgets who was quiet whenever this many requests were counted.
const TIDY_EVERY: u32 = 10_000;

/// The header with what may come at once.
pub const LIMIT: HeaderName = HeaderName::from_static("ratelimit-limit");
/// The header with what is left of it.
pub const REMAINING: HeaderName = HeaderName::from_static("ratelimit-remaining");
/// The header with the seconds until it is whole again.
pub const RESET: HeaderName = HeaderName::from_static("ratelimit-reset");

type Keyed<K> = RateLimiter<K, DefaultKeyedStateStore<K>, DefaultClock, StateInformationMiddleware>;

/// How many requests a second are allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RateSetting {
    /// Of one person.
    pub user_per_s: u32,
    /// Of one workspace.
    pub workspace_per_s: u32,
    /// Of one address.
    pub address_per_s: u32,
}

impl Default for RateSetting {
    fn default() -> Self {
        Self { user_per_s: USER_PER_S, workspace_per_s: WORKSPACE_PER_S, address_per_s: ADDRESS_PER_S }
    }
}

/// The counters of this instance.
pub struct Rates {
    users: Counter<Uuid>,
    workspaces: Counter<Uuid>,
    addresses: Counter<IpAddr>,
}

struct Counter<K: Hash + Eq + Clone> {
    limiter: Keyed<K>,
    burst: u32,
    per_s: u32,
    counted: AtomicU32,
}

/// What is left of an allowance.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    limit: u32,
    remaining: u32,
    reset_s: u64,
}

/// Where a request's tightest allowance is noted on its way in, for the headers on its way out.
#[derive(Debug, Clone, Default)]
pub struct Noted(Arc<Mutex<Option<Standing>>>);

impl Noted {
    fn note(&self, standing: Standing) {
        let mut noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if noted.is_none_or(|before| standing.remaining < before.remaining) {
            *noted = Some(standing);
        }
    }
}

impl<K: Hash + Eq + Clone> Counter<K> {
    fn new(per_s: u32) -> Self {
        let per_second = NonZeroU32::new(per_s.max(1)).expect("one is not zero");
        let burst = NonZeroU32::new(per_s.max(1).saturating_mul(BURST_S)).expect("one is not zero");
        let limiter = RateLimiter::keyed(Quota::per_second(per_second).allow_burst(burst)).with_middleware();
        Self { limiter, burst: burst.get(), per_s: per_second.get(), counted: AtomicU32::new(0) }
    }

    fn count(&self, key: &K) -> Result<Standing, Error> {
        if self.counted.fetch_add(1, Ordering::Relaxed) % TIDY_EVERY == TIDY_EVERY - 1 {
            self.limiter.retain_recent();
        }
        match self.limiter.check_key(key) {
            Ok(snapshot) => {
                let remaining = snapshot.remaining_burst_capacity();
                let missing = self.burst.saturating_sub(remaining);
                Ok(Standing {
                    limit: self.burst,
                    remaining,
                    reset_s: u64::from(missing.div_ceil(self.per_s)),
                })
            }
            Err(until) => {
                let wait = until.wait_time_from(DefaultClock::default().now());
                let retry_after_s = wait.as_secs() + u64::from(wait.subsec_nanos() > 0);
                Err(Error::RateLimited { retry_after_s: retry_after_s.max(1), limit: u64::from(self.burst) })
            }
        }
    }
}

impl Rates {
    /// Counters that begin at nothing.
    pub fn new(setting: RateSetting) -> Self {
        Self {
            users: Counter::new(setting.user_per_s),
            workspaces: Counter::new(setting.workspace_per_s),
            addresses: Counter::new(setting.address_per_s),
        }
    }

    /// Counts a request whose caller is known.
    pub fn count_caller(&self, parts: &Parts, user: Uuid) -> Result<(), Error> {
        let standing = self.users.count(&user)?;
        note(parts, standing);
        if let Some(workspace) = workspace_of(parts.uri.path()) {
            note(parts, self.workspaces.count(&workspace)?);
        }
        Ok(())
    }

    /// Counts a request of an address that does not say who it is.
    fn count_address(&self, address: IpAddr) -> Result<Standing, Error> {
        self.addresses.count(&address)
    }
}

fn note(parts: &Parts, standing: Standing) {
    if let Some(noted) = parts.extensions.get::<Noted>() {
        noted.note(standing);
    }
}

/// The workspace an address is about.
fn workspace_of(path: &str) -> Option<Uuid> {
    path.strip_prefix("/v1/workspaces/")?.split('/').next()?.parse().ok()
}

/// Counts those who do not say who they are, and writes what is left on every answer. `address` is found by the caller of this, because
/// only the settings say which proxies are believed.
pub async fn around(rates: &Rates, address: Option<IpAddr>, mut request: Request, next: Next) -> Response {
    let noted = Noted::default();
    request.extensions_mut().insert(noted.clone());
    let is_api = request.uri().path().starts_with("/v1/");
    let says_who = request.headers().contains_key(header::AUTHORIZATION);
    if let (true, false, Some(address)) = (is_api, says_who, address) {
        match rates.count_address(address) {
            Ok(standing) => noted.note(standing),
            Err(error) => return with_headers(error.into_response(), &noted),
        }
    }
    let mut response = next.run(request).await;
    // Who guesses tokens is counted as well.
    if let (true, true, Some(address), StatusCode::UNAUTHORIZED) =
        (is_api, says_who, address, response.status())
        && let Err(error) = rates.count_address(address)
    {
        response = error.into_response();
    }
    with_headers(response, &noted)
}

fn with_headers(mut response: Response, noted: &Noted) -> Response {
    let standing = *noted.0.lock().unwrap_or_else(PoisonError::into_inner);
    let refused = response.status() == StatusCode::TOO_MANY_REQUESTS;
    let retry = response.headers().get(header::RETRY_AFTER).cloned();
    let headers = response.headers_mut();
    match (refused, retry, standing) {
        (true, Some(retry), _) => {
            headers.insert(REMAINING, HeaderValue::from(0));
            headers.insert(RESET, retry);
            if let Some(standing) = standing {
                headers.insert(LIMIT, HeaderValue::from(standing.limit));
            }
        }
        (_, _, Some(standing)) => put(headers, standing),
        (_, _, None) => {}
    }
    response
}

fn put(headers: &mut HeaderMap, standing: Standing) {
    headers.insert(LIMIT, HeaderValue::from(standing.limit));
    headers.insert(REMAINING, HeaderValue::from(standing.remaining));
    headers.insert(RESET, HeaderValue::from(standing.reset_s));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(path: &str) -> Parts {
        let mut request = http::Request::get(path).body(()).unwrap();
        request.extensions_mut().insert(Noted::default());
        request.into_parts().0
    }

    #[test]
    fn a_person_has_a_burst_and_is_then_told_when_to_come_back() {
        let rates = Rates::new(RateSetting { user_per_s: 1, ..RateSetting::default() });
        let parts = parts("/v1/account");
        let (ana, ben) = (Uuid::from_u128(1), Uuid::from_u128(2));
        for _ in 0..BURST_S {
            rates.count_caller(&parts, ana).unwrap();
        }
        match rates.count_caller(&parts, ana) {
            Err(Error::RateLimited { retry_after_s, limit }) => {
                assert_eq!((retry_after_s, limit), (1, u64::from(BURST_S)));
            }
            other => panic!("{other:?}"),
        }
        rates.count_caller(&parts, ben).unwrap();
        let noted = parts.extensions.get::<Noted>().unwrap().0.lock().unwrap().unwrap();
        assert_eq!((noted.limit, noted.remaining), (BURST_S, 0));
    }

    #[test]
    fn a_workspace_is_counted_over_all_its_people() {
        let rates = Rates::new(RateSetting { workspace_per_s: 1, user_per_s: 100, ..RateSetting::default() });
        let workspace = Uuid::from_u128(9);
        let parts = parts(&format!("/v1/workspaces/{workspace}/sync"));
        for user in 0..u128::from(BURST_S) {
            rates.count_caller(&parts, Uuid::from_u128(user)).unwrap();
        }
        let refused = rates.count_caller(&parts, Uuid::from_u128(99));
        assert!(matches!(refused, Err(Error::RateLimited { .. })), "{refused:?}");
        rates.count_caller(&self::parts("/v1/workspaces/other/sync"), Uuid::from_u128(99)).unwrap();
    }
}
