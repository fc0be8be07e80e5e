//! The workspaces of this device: which is shown, who is in it.

mod invitations;
mod leave;
mod list;
mod make;
mod members;
mod rescue;
mod switch;

use domain::WorkspaceId;
use domain::schema::{Patch, Table};
use store::WorkspaceRow;
use wire::call::{Changed, Role, WorkspaceKind};

pub(crate) use switch::go;

use crate::{App, Error, Result};

/// A workspace's own row.
pub(crate) async fn row(app: &App, id: WorkspaceId) -> Result<WorkspaceRow> {
    app.store().workspaces().await?.into_iter().find(|row| row.id == id).ok_or(Error::NotFound)
}

/// Gives it another name: an ordinary edit of its row, which works without a network.
pub(crate) async fn rename(app: &App, id: WorkspaceId, name: &str) -> Result<Changed> {
    let mut tx = app.pinned_to(id).write("workspace_rename").await?;
    tx.update(Table::named("workspace"), id.0, Patch::new().set("name", name)).await?;
    app.finish(tx, 1).await
}

/// What a workspace is for; what a newer version calls otherwise counts as a household.
pub(crate) fn kind(text: &str) -> WorkspaceKind {
    match text {
        "personal" => WorkspaceKind::Personal,
        "company" => WorkspaceKind::Company,
        _ => WorkspaceKind::Household,
    }
}

pub(crate) fn kind_text(kind: WorkspaceKind) -> &'static str {
    match kind {
        WorkspaceKind::Personal => "personal",
        WorkspaceKind::Household => "household",
        WorkspaceKind::Company => "company",
    }
}

/// A role as stored.
pub(crate) fn role_text(role: Role) -> String {
    let text = match role {
        Role::Viewer => "viewer",
        Role::Member => "member",
        Role::Approver => "approver",
        Role::Admin => "admin",
        Role::Owner => "owner",
    };
    text.to_owned()
}

/// A role as stored; one of a newer version counts as the least.
pub(crate) fn role(text: &str) -> Role {
    match text {
        "owner" => Role::Owner,
        "admin" => Role::Admin,
        "approver" => Role::Approver,
        "member" => Role::Member,
        _ => Role::Viewer,
    }
}
