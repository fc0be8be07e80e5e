//! Whose connections are accepted, and which `Host` they may ask for.

use std::net::IpAddr;

use axum::http::uri::Authority;

use crate::Reach;

/// Whether an address belongs to this machine or to a private network (RFC 1918, RFC 3927, RFC 4193).
pub fn is_private(ip: IpAddr) -> bool {
    match ip.to_canonical() {
        IpAddr::V4(ip) => ip.is_loopback() || ip.is_private() || ip.is_link_local(),
        IpAddr::V6(ip) => ip.is_loopback() || ip.is_unique_local() || ip.is_unicast_link_local(),
    }
}

/// Whether a peer of this address is talked to at all.
pub fn may_connect(ip: IpAddr, reach: Reach) -> bool {
    match reach {
        Reach::Loopback => ip.to_canonical().is_loopback(),
        Reach::Lan => is_private(ip),
    }
}

/// Whether the `Host` is an address we may be reached by. A name is refused, because anybody can make a name of theirs point to
/// 127.0.0.1 (DNS rebinding); `localhost` is the one name that browsers keep for this machine.
pub fn is_our_host(host: &str, reach: Reach) -> bool {
    let Ok(authority) = host.parse::<Authority>() else { return false };
    if authority.as_str().contains('@') {
        return false;
    }
    let name = authority.host();
    let ip = name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    name.eq_ignore_ascii_case("localhost") || ip.is_ok_and(|ip| may_connect(ip, reach))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_others_are_not_our_host() {
        for (host, loopback, lan) in [
            ("127.0.0.1:4343", true, true),
            ("localhost:4343", true, true),
            ("[::1]:4343", true, true),
            ("192.168.1.20:4343", false, true),
            ("10.0.0.2", false, true),
            ("8.8.8.8:4343", false, false),
            ("0.0.0.0:4343", false, false),
            ("evil.example:4343", false, false),
            ("127.0.0.1.nip.io:4343", false, false),
            ("localhost.evil.example", false, false),
            ("user@127.0.0.1", false, false),
            ("", false, false),
        ] {
            assert_eq!(is_our_host(host, Reach::Loopback), loopback, "{host}");
            assert_eq!(is_our_host(host, Reach::Lan), lan, "{host} in the network");
        }
    }

    #[test]
    fn only_private_peers_may_connect() {
        for (ip, loopback, lan) in [
            ("127.0.0.1", true, true),
            ("::ffff:127.0.0.1", true, true),
            ("192.168.1.5", false, true),
            ("172.16.0.9", false, true),
            ("172.32.0.9", false, false),
            ("169.254.7.7", false, true),
            ("fe80::1", false, true),
            ("fd00::1", false, true),
            ("203.0.113.9", false, false),
            ("2001:db8::1", false, false),
        ] {
            let ip: IpAddr = ip.parse().unwrap();
            assert_eq!(
                (may_connect(ip, Reach::Loopback), may_connect(ip, Reach::Lan)),
                (loopback, lan),
                "{ip}"
            );
        }
    }
}
