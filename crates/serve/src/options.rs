//! How to serve.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use crate::access::CODE_LIFETIME;
use crate::ui::UiSource;

/// Who may connect.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Reach {
    /// This machine only.
    #[default]
    Loopback,
    /// Machines with a private address, after pairing with a code.
    Lan,
}

/// How to serve.
#[derive(Debug, Clone)]
pub struct ServeOptions {
    /// Where to listen; port 0 lets the system choose.
    pub listen: SocketAddr,
    /// Who may connect.
    pub reach: Reach,
    /// The built interface.
    pub ui: UiSource,
    /// How long a pairing code is good; tests shorten it.
    pub code_lifetime: Duration,
}

impl ServeOptions {
    /// Loopback, a port of the system's choice.
    pub fn new(ui: UiSource) -> Self {
        Self {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            reach: Reach::Loopback,
            ui,
            code_lifetime: CODE_LIFETIME,
        }
    }
}
