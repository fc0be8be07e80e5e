//! Why serving could not start.

use std::net::SocketAddr;
use std::path::PathBuf;

use thiserror::Error;

/// Why serving could not start.
#[derive(Debug, Error)]
pub enum Error {
    /// The address is taken or not ours.
    #[error("cannot listen on {address}: {source}")]
    Listen {
        /// The address asked for.
        address: SocketAddr,
        /// What the system said.
        source: std::io::Error,
    },
    /// An address that other machines reach, without `Reach::Lan`.
    #[error("{0} can be reached by other machines; add --lan to allow that, or listen on 127.0.0.1")]
    NotLoopback(SocketAddr),
    /// No built interface was found.
    #[error("the interface is not built; run `cargo xtask ui`, or name its folder with --ui")]
    UiMissing,
    /// The named folder holds no interface.
    #[error("{} has no index.html; name the folder of the built interface with --ui", .0.display())]
    UiEmpty(PathBuf),
    /// The system gives no random numbers, so no secret can be made.
    #[error("the system gives no random numbers")]
    Random,
}
