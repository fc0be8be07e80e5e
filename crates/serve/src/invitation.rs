//! What the console shows so that a browser can get in.

use std::net::{IpAddr, SocketAddr};

use crate::access::Secrets;
use crate::addresses::lan_addresses;

/// Why an invitation is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// Serving has started.
    Started,
    /// The one before was used by somebody.
    Used,
    /// The code before is too old, or was guessed at too often.
    Replaced,
}

/// A way in, good for one browser.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    /// Why it is shown.
    pub why: Why,
    /// The address for this machine, with its one-time token.
    pub local_url: String,
    /// For phones in the same network.
    pub lan: Option<LanInvitation>,
}

/// A way in from the network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LanInvitation {
    /// Eight digits.
    pub code: String,
    /// Addresses where the code can be typed; the likeliest first. Empty when this machine is in no network.
    pub urls: Vec<String>,
    /// The first of them with the code in it: what the QR code holds.
    pub qr_url: Option<String>,
}

impl Invitation {
    pub(crate) fn new(why: Why, secrets: &Secrets, bound: SocketAddr) -> Self {
        let here = if bound.ip().is_unspecified() { IpAddr::from([127, 0, 0, 1]) } else { bound.ip() };
        let local_url = format!("http://{}/?pair={}", SocketAddr::new(here, bound.port()), secrets.token);
        let lan = secrets.code.as_ref().map(|code| {
            let reachable = if bound.ip().is_unspecified() { lan_addresses() } else { vec![bound.ip()] };
            let urls: Vec<String> = reachable
                .into_iter()
                .map(|ip| format!("http://{}/", SocketAddr::new(ip, bound.port())))
                .collect();
            let qr_url = urls.first().map(|url| format!("{url}?pair={code}"));
            LanInvitation { code: code.clone(), urls, qr_url }
        });
        Self { why, local_url, lan }
    }
}
