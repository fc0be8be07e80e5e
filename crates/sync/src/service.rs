//! The service as this device talks to it: one client with its tokens, shared by the sync of every workspace and by the calls about
//! the account. Nothing is sent before somebody logs in or registers.

mod account;
mod blobs;
mod exchange;
mod failure;
mod keychain;
mod request;
mod seal;
mod tokens;
mod vault;
mod workspaces;

#[cfg(test)]
mod http_tests;
#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use exchange::{RawAnswer, TaggedHeads};
pub use failure::Failure;
pub use request::BODY_MAX;
pub use tokens::Ended;
pub use vault::{Kept, Place, Vault};

use tokens::Tokens;

/// The service at one address, for one book. Cheap to clone; every clone shares the tokens.
#[derive(Debug, Clone)]
pub struct Service {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    base: String,
    http: reqwest::Client,
    tokens: Tokens,
}

impl Service {
    /// A client of the service at `base` (`https://…`, without `/v1`), with the tokens the vault holds. Plain `http` is for this
    /// machine only. Nothing is sent.
    pub fn new(base: &str, vault: Vault) -> Result<Self, Failure> {
        let base = base.trim().trim_end_matches('/');
        let url = reqwest::Url::parse(base).map_err(|_| Failure::BadAddress)?;
        if !may_talk_to(&url) {
            return Err(Failure::BadAddress);
        }
        let inner = Inner { base: base.to_owned(), http: request::client()?, tokens: Tokens::new(vault) };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// The address.
    pub fn base(&self) -> &str {
        &self.inner.base
    }

    /// `path` (`/v1/…`) as an address.
    pub fn url(&self, path: &str) -> String {
        format!("{}{path}", self.inner.base)
    }

    /// The client: no redirects, no proxies' certificates, a limit on silence instead of on time.
    pub fn http(&self) -> &reqwest::Client {
        &self.inner.http
    }
}

fn may_talk_to(url: &reqwest::Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    let is_here = host == "localhost"
        || host
            .trim_matches(['[', ']'])
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback());
    !host.is_empty() && (url.scheme() == "https" || (url.scheme() == "http" && is_here))
}
