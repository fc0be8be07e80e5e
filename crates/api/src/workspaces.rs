//! Workspaces and who is in them. Whoever changes something takes the workspace's lock first and is checked under it, so that a
//! revocation that came first always wins.

mod change;
mod find;
mod members;
mod rules;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use find::find_workspaces;
pub(crate) use find::{find_workspace, get_display_name};
pub(crate) use rules::{may_manage, must_be, must_be_shared};

use uuid::Uuid;
use wire::v1::Head;

use crate::State;

/// Workspaces of one person, at most.
pub const WORKSPACES_MAX: usize = 100;
/// Members of one workspace, at most.
pub const MEMBERS_MAX: i64 = 2_000;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(find::list_workspaces, change::create_workspace))
        .routes(routes!(find::get_workspace, change::rename_workspace, change::delete_workspace))
        .routes(routes!(change::restore_workspace))
        .routes(routes!(members::list_members))
        .routes(routes!(members::patch_member, members::remove_member))
        .routes(routes!(members::leave))
        .routes(routes!(members::transfer))
}

/// Tells listeners that a workspace moved on, and forgets what was known of people whose membership changed.
pub(crate) fn announce(state: &State, head: Head, changed: &[Uuid]) {
    changed.iter().for_each(|user| state.heads.forget(*user));
    state.heads.moved(state, head);
}
