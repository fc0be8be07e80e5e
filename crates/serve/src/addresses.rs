//! The addresses of this machine that a phone in the same network can reach.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use crate::access::is_private;

/// A documentation address (RFC 5737): asking for the way there sends nothing.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// Private IPv4 addresses, the one on the way out first.
pub fn lan_addresses() -> Vec<IpAddr> {
    let mut found: Vec<IpAddr> = if_addrs::get_if_addrs()
        .unwrap_or_default()
        .into_iter()
        .map(|interface| interface.ip())
        .filter(|ip| ip.is_ipv4() && !ip.is_loopback() && is_private(*ip))
        .collect();
    found.sort_by_key(|ip| matches!(ip, IpAddr::V4(ip) if ip.is_link_local()));
    if let Some(main) = outgoing()
        && let Some(at) = found.iter().position(|ip| *ip == main)
    {
        found[..=at].rotate_right(1);
    }
    found
}

fn outgoing() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip())
}
