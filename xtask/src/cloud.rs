//! The cloud on this machine: a private PostgreSQL, the service, a mailbox of files. Everything lives below `.local/cloud` and is there
//! again at the next start.

mod mails;
mod postgres;
mod secrets;
mod service;

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};
use clap::Args;

use crate::setup::{self, Need};
use crate::workspace;

/// How the cloud is started.
#[derive(Args, Debug)]
pub struct Options {
    /// The port of the service on this computer
    #[arg(long, default_value_t = 8787)]
    port: u16,
    /// Throw away accounts, meals and mails of earlier starts
    #[arg(long)]
    fresh: bool,
    /// Compile the service with optimisations, which takes longer the first time
    #[arg(long)]
    release: bool,
}

/// Where everything of the cloud on this machine is.
fn folder() -> PathBuf {
    workspace::root().join(".local").join("cloud")
}

/// Starts the database and the service, and stops both at Ctrl+C.
pub fn run(options: &Options) -> Result<()> {
    setup::ensure(Need::Cloud)?;
    let folder = folder();
    fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
    let mut server = postgres::Server::find(&folder)?;
    if options.fresh {
        server.forget()?;
        for part in ["mail", "blobs", "keys"] {
            remove(&folder.join(part))?;
        }
    }
    let program = service::build(options.release)?;
    server.start()?;
    // From here on the database is stopped whatever happens.
    let done = service::serve(&program, &server, &folder, options.port);
    let stopped = server.stop();
    done.and(stopped)
}

fn remove(folder: &std::path::Path) -> Result<()> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(error).with_context(|| format!("cannot remove {}", folder.display()))
        }
        Ok(()) | Err(_) => Ok(()),
    }
}
