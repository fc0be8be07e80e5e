//! The same core as the desktop window, behind HTTP, for a browser on this machine or on a phone in the same network.
//!
//! What keeps strangers out: only loopback (or, with `Reach::Lan`, private) peers are answered; the `Host` must be an address and
//! not a name, so a rebound domain name gets nowhere; writes must carry our own `Origin`; and everything that is not the static
//! interface needs a session, which is given once for a secret that only the console shows.

mod access;
mod addresses;
mod body;
mod calls;
mod error;
mod events;
mod headers;
mod invitation;
mod media;
mod options;
mod pair_page;
mod qr;
mod router;
mod server;
mod state;
mod status;
mod ui;
mod upload;

pub use access::{CODE_ATTEMPTS_MAX, CODE_ATTEMPTS_PER_PEER_MAX, CODE_LIFETIME, SESSIONS_MAX};
pub use calls::CALL_BYTES_MAX;
pub use error::Error;
pub use invitation::{Invitation, LanInvitation, Why};
pub use options::{Reach, ServeOptions};
pub use qr::{Ink, qr};
pub use router::{Peer, router};
pub use server::{CONNECTIONS_MAX, Server, run};
pub use ui::UiSource;
