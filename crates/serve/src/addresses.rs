//! The addresses of this machine that a phone in the same network can reach.

use std::net::{IpAddr, Ipv4Addr, UdpSocket};

use crate::access::is_private;

/// A documentation address (RFC 5737): asking for the way there sends nothing.
const ELSEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

/// What networks inside this machine are called: bridges to containers and virtual machines, which no phone can reach.
const INSIDE: &[&str] =
    &["docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "lxc", "lxdbr", "podman", "cni", "flannel"];

/// Private IPv4 addresses, the likeliest first.
pub fn lan_addresses() -> Vec<IpAddr> {
    let found = if_addrs::get_if_addrs().unwrap_or_default();
    ranked(found.into_iter().map(|interface| (interface.name.clone(), interface.ip())).collect(), outgoing())
}

/// The address on the way out first, then other networks, then those inside this machine, then addresses nobody gave out.
fn ranked(interfaces: Vec<(String, IpAddr)>, outgoing: Option<IpAddr>) -> Vec<IpAddr> {
    let mut found: Vec<(String, IpAddr)> = interfaces
        .into_iter()
        .filter(|(_, ip)| ip.is_ipv4() && !ip.is_loopback() && is_private(*ip))
        .collect();
    found.sort_by_key(|(name, ip)| {
        let is_inside = INSIDE.iter().any(|start| name.starts_with(start));
        (Some(*ip) != outgoing, matches!(ip, IpAddr::V4(ip) if ip.is_link_local()), is_inside)
    });
    found.into_iter().map(|(_, ip)| ip).collect()
}

fn outgoing() -> Option<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0)).ok()?;
    socket.connect(ELSEWHERE).ok()?;
    Some(socket.local_addr().ok()?.ip())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phone_is_sent_to_the_network_it_is_in() {
        let interfaces = |list: &[(&str, &str)]| -> Vec<(String, IpAddr)> {
            list.iter().map(|(name, ip)| ((*name).to_owned(), ip.parse().unwrap())).collect()
        };
        let all = interfaces(&[
            ("lo", "127.0.0.1"),
            ("docker0", "172.17.0.1"),
            ("eth1", "169.254.3.4"),
            ("wlan0", "192.168.1.20"),
            ("eth0", "203.0.113.7"),
            ("tun0", "10.8.0.2"),
            ("wlan0", "fe80::1"),
        ]);
        let shown = |outgoing: Option<&str>| -> Vec<String> {
            let outgoing = outgoing.map(|ip| ip.parse().unwrap());
            ranked(all.clone(), outgoing).iter().map(ToString::to_string).collect()
        };
        let rest = ["172.17.0.1", "169.254.3.4"];
        assert_eq!(shown(Some("192.168.1.20")), [&["192.168.1.20", "10.8.0.2"], &rest[..]].concat());
        assert_eq!(shown(Some("10.8.0.2")), [&["10.8.0.2", "192.168.1.20"], &rest[..]].concat());
        assert_eq!(shown(Some("203.0.113.7"))[0], "192.168.1.20", "not the containers");
        assert_eq!(shown(None)[0], "192.168.1.20");
    }
}
