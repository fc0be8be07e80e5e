//! Workspaces, members, invitations.

use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Role {
    /// Reads.
    Viewer,
    /// Reads and writes.
    Member,
    /// Decides on submitted expenses as well.
    Approver,
    /// Manages members as well.
    Admin,
    /// Everything; there is always one.
    Owner,
}

/// What a workspace is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum WorkspaceKind {
    /// One person's.
    Personal,
    /// Everybody sees what is not private.
    Household,
    /// Members see their own, approvers and above everybody's.
    Company,
}

/// What of a workspace a member sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum Scope {
    /// Everything that is not private to another.
    All,
    /// What they made themselves, and what is common to all: places, categories, tags, people.
    Own,
}

/// `POST /v1/workspaces`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewWorkspace {
    /// Its id, made on the device: making it twice makes it once.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: WorkspaceKind,
    /// ISO 4217 code.
    pub home_currency: String,
    /// Whether its own row comes with the first push: the service then makes none.
    #[serde(default)]
    pub row_follows: bool,
}

/// `PATCH /v1/workspaces/{ws}`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct WorkspacePatch {
    /// Its name.
    pub name: String,
}

/// A workspace this person is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Workspace {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// What it is for.
    pub kind: WorkspaceKind,
    /// What this person may do there.
    pub role: Role,
    /// What this person sees of it.
    pub scope: Scope,
    /// Its newest sequence.
    pub head: i64,
    /// Its epoch.
    pub epoch: i32,
    /// How many members it has.
    pub members: u32,
}

/// An item of `GET /v1/workspaces/{ws}/members`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Member {
    /// The person.
    pub user_id: Uuid,
    /// Their name.
    pub display_name: String,
    /// Their e-mail address, for owners and admins.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// What they may do.
    pub role: Role,
    /// What they see.
    pub scope: Scope,
    /// Since when, milliseconds since 1970, UTC.
    pub joined_ms: i64,
}

/// `PATCH /v1/workspaces/{ws}/members/{user}`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct MemberPatch {
    /// What they may do.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub role: Option<Role>,
    /// What they see.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scope: Option<Scope>,
}

/// `POST /v1/workspaces/{ws}/transfer`: makes another member the owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Transfer {
    /// The new owner.
    pub to: Uuid,
}

/// `POST /v1/workspaces/{ws}/invitations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct NewInvitation {
    /// To be sent there; without it the code is for handing on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The role it gives; never owner.
    pub role: Role,
}

/// An item of `GET /v1/workspaces/{ws}/invitations`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct Invitation {
    /// Its id.
    pub id: Uuid,
    /// Where it was sent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
    /// The role it gives.
    pub role: Role,
    /// When it ends, milliseconds since 1970, UTC.
    pub expires_ms: i64,
    /// The code, only in the answer that made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// `POST /v1/invitations/accept`: answered with the `Workspace`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct AcceptInvitation {
    /// The code.
    pub code: String,
}
