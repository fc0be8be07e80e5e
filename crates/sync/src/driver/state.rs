//! Where the sync of an account stands, for people.

use domain::WorkspaceId;
use serde::{Deserialize, Serialize};

use crate::engine::Status;

/// Where the sync of an account stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SyncStatus {
    /// Whether everything below was read once.
    pub is_ready: bool,
    /// Whether another process syncs this book.
    pub is_elsewhere: bool,
    /// Whether there is a session.
    pub is_signed_in: bool,
    /// Whether the account asked this device to remove its copy.
    pub is_wiped: bool,
    /// Whether the stream of wake-ups is open.
    pub is_streaming: bool,
    /// Photographs on their way up and down.
    pub transfers: u64,
    /// The workspaces, by id.
    pub workspaces: Vec<WorkspaceStatus>,
}

/// Where the sync of a workspace stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceStatus {
    /// The workspace.
    pub workspace: WorkspaceId,
    /// Its name.
    pub name: String,
    /// What this person may do there: a `wire::v1::Role`.
    pub role: Option<String>,
    /// The engine's state.
    pub status: Status,
    /// Changes that were refused and wait for a person.
    pub parked: u64,
    /// Open conflict cards.
    pub cards: u64,
}
