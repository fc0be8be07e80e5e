//! Background sync of this book: started by hosts that stay, woken by every commit, stopped with the book.

use std::sync::atomic::{AtomicBool, Ordering};

use domain::WorkspaceId;
use sync::engine::Status;

use crate::{App, Result};

/// The running sync, if there is one.
#[derive(Debug, Default)]
pub(super) struct Background {
    is_wanted: AtomicBool,
}

impl Background {
    /// The host stays: sync from now on, as soon as there is an account.
    pub fn want(&self) {
        self.is_wanted.store(true, Ordering::Relaxed);
    }

    /// The person changed something.
    pub fn committed(&self, _workspace: WorkspaceId) {}

    /// Somebody looks at the program, or no longer does.
    pub fn foreground(&self, _is_foreground: bool) {}

    /// Where the sync of a workspace stands.
    pub fn status(&self, _workspace: WorkspaceId) -> Option<Status> {
        None
    }

    /// Lets go of a workspace.
    pub async fn leave(&self, _workspace: WorkspaceId) {}

    /// Ends it.
    pub async fn stop(&self) {}
}

/// Starts what a host wants, once there is an account that is logged in.
pub(super) async fn begin(_app: &App) {}

/// Syncs once, by the running sync or by one for this purpose.
pub(super) async fn sync_now(_app: &App) -> Result<()> {
    Ok(())
}
