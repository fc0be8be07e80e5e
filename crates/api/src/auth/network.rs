//! Where a request came from: the whole address for counting attempts in memory, a shortened one for keeping.

use std::convert::Infallible;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

use axum::extract::{ConnectInfo, FromRequestParts};
use http::request::Parts;

use crate::State;

/// The header proxies add to.
const FORWARDED: &str = "x-forwarded-for";

/// Where a request came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Network(pub IpAddr);

impl Network {
    /// The network alone, without the machine: 24 bits of an IPv4 address, 48 of an IPv6 one.
    pub fn shortened(&self) -> String {
        match self.0.to_canonical() {
            IpAddr::V4(address) => {
                let [a, b, c, _] = address.octets();
                format!("{}/24", Ipv4Addr::new(a, b, c, 0))
            }
            IpAddr::V6(address) => {
                let [a, b, c, ..] = address.segments();
                format!("{}/48", Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0))
            }
        }
    }

    /// Whether it is this machine, or nobody knows because the request came over no network.
    pub fn is_here(&self) -> bool {
        let address = self.0.to_canonical();
        address.is_loopback() || address.is_unspecified()
    }
}

impl FromRequestParts<State> for Network {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Infallible> {
        let peer = parts.extensions.get::<ConnectInfo<SocketAddr>>().map(|info| info.0.ip());
        let named = parts.headers.get_all(FORWARDED).iter().filter_map(|value| value.to_str().ok());
        let chain: Vec<IpAddr> =
            named.flat_map(|list| list.split(',')).filter_map(|one| one.trim().parse().ok()).collect();
        Ok(Self(client(peer, &chain, state.config.trusted_proxies)))
    }
}

/// The address the outermost trusted proxy saw. What stands before it was written by the client and is not believed.
fn client(peer: Option<IpAddr>, chain: &[IpAddr], trusted: usize) -> IpAddr {
    let forwarded = trusted.checked_sub(1).and_then(|before| chain.iter().rev().nth(before)).copied();
    forwarded.or(peer).unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn only_what_trusted_proxies_saw_is_believed() {
        let chain = [ip("6.6.6.6"), ip("203.0.113.9")];
        assert_eq!(client(Some(ip("10.0.0.1")), &chain, 0), ip("10.0.0.1"));
        assert_eq!(client(Some(ip("10.0.0.1")), &chain, 1), ip("203.0.113.9"));
        assert_eq!(client(Some(ip("10.0.0.1")), &[], 1), ip("10.0.0.1"));
    }

    #[test]
    fn a_kept_address_names_no_machine() {
        assert_eq!(Network(ip("203.0.113.77")).shortened(), "203.0.113.0/24");
        assert_eq!(Network(ip("::ffff:203.0.113.77")).shortened(), "203.0.113.0/24");
        assert_eq!(Network(ip("2001:db8:12:34::1")).shortened(), "2001:db8:12::/48");
    }
}
