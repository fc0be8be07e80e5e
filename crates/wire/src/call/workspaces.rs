//! The books of a person: their own, the household's, the company's; who is in them.

use chrono::{DateTime, Utc};
use domain::{CurrencyCode, UserId, WorkspaceId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::Secret;

pub use crate::v1::{Role, Scope, WorkspaceKind};

/// The workspaces on this device, the current one first, then by name. Never asks the network.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListWorkspaces {}

/// A workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WorkspaceRow {
    /// Its id.
    pub id: WorkspaceId,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: WorkspaceKind,
    /// Its currency.
    pub home_currency: CurrencyCode,
    /// What this person may do there; `None` when it is only on this device.
    pub role: Option<Role>,
    /// How many members it has, this person too.
    pub members: u32,
    /// Whether it is the one shown.
    pub is_current: bool,
    /// Whether it is exchanged with the service.
    pub is_synced: bool,
    /// Changes not sent yet.
    pub pending: u64,
}

/// Shows another workspace, here and after the next start.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchWorkspace {
    /// Which.
    pub id: WorkspaceId,
}

/// Makes a workspace with the usual categories, and shows it. Needs an account and the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateWorkspace {
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: WorkspaceKind,
    /// Its currency.
    pub home_currency: CurrencyCode,
    /// Language the default categories are named in.
    #[serde(default)]
    pub language: Option<String>,
}

/// Gives a workspace another name; works without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RenameWorkspace {
    /// Which.
    pub id: WorkspaceId,
    /// The name.
    pub name: String,
}

/// Leaves a workspace and removes its copy from this device. `Code::Unsent` when changes of it were not sent (`number` of them),
/// unless `discard` is set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveWorkspace {
    /// Which.
    pub id: WorkspaceId,
    /// Give up what was not sent.
    #[serde(default)]
    pub discard: bool,
}

/// Deletes a workspace for everybody, owner only. The service keeps it for 30 days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeleteWorkspace {
    /// Which.
    pub id: WorkspaceId,
}

/// Removes the copy of a workspace one is no longer in (revoked or deleted) from this device. `Code::Unsent` like `LeaveWorkspace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ForgetWorkspace {
    /// Which.
    pub id: WorkspaceId,
    /// Give up what was not sent.
    #[serde(default)]
    pub discard: bool,
}

/// Takes expenses with changes that could not be sent out of a workspace one is no longer in, into another one: as new expenses there,
/// each as it was seen here last. Doing it again takes none twice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RescueUnsent {
    /// Out of which.
    pub from: WorkspaceId,
    /// Into which.
    pub into: WorkspaceId,
}

/// Who is in a workspace, from this device's copy: works without a network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListMembers {
    /// Which; `None` = the current one.
    #[serde(default)]
    pub workspace: Option<WorkspaceId>,
}

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MemberRow {
    /// The person.
    pub user: UserId,
    /// Their name.
    pub display_name: String,
    /// Their e-mail address: for owners and admins, when online.
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// What they see, when known.
    pub scope: Option<Scope>,
    /// Since when.
    pub joined_at: DateTime<Utc>,
    /// Whether it is the person asking.
    pub is_me: bool,
}

/// Changes what a member may do or see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetMember {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub user: UserId,
    /// The role; `None` = as it is. Never owner: see `TransferOwnership`.
    #[serde(default)]
    pub role: Option<Role>,
    /// What they see; `None` = as it is.
    #[serde(default)]
    pub scope: Option<Scope>,
}

/// Takes a member out. What they recorded stays.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RemoveMember {
    /// Where.
    pub workspace: WorkspaceId,
    /// Who.
    pub user: UserId,
}

/// Makes another member the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TransferOwnership {
    /// Where.
    pub workspace: WorkspaceId,
    /// The new owner.
    pub to: UserId,
}

/// Open invitations of a workspace. Needs the network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInvitations {
    /// Which.
    pub workspace: WorkspaceId,
}

/// An invitation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationRow {
    /// Its id.
    pub id: Uuid,
    /// Where it was sent; `None` = a code to hand on.
    pub email: Option<String>,
    /// The role it gives.
    pub role: Role,
    /// When it ends.
    pub expires_at: DateTime<Utc>,
    /// The code, only in the answer that made it: it is shown once.
    pub code: Option<Secret>,
}

/// Invites somebody, by mail or by a code to hand on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invite {
    /// Where.
    pub workspace: WorkspaceId,
    /// To be sent there.
    #[serde(default)]
    pub email: Option<String>,
    /// The role it gives; never owner.
    pub role: Role,
}

/// Takes an invitation back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevokeInvitation {
    /// Where.
    pub workspace: WorkspaceId,
    /// Which.
    pub id: Uuid,
}

/// Joins a workspace by the code of an invitation, and shows it as soon as it is here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AcceptInvitation {
    /// The code.
    pub code: Secret,
}
