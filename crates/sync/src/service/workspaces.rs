//! Workspaces, members, invitations, and what the service knows of a row.

use reqwest::Method;
use uuid::Uuid;
use wire::v1;

use super::request::{As, NOTHING};
use super::{Failure, Service};

impl Service {
    /// What the service is and who asks.
    pub async fn hello(&self) -> Result<v1::Hello, Failure> {
        self.ask(Method::GET, "/v1/sync/hello", NOTHING, As::Account).await
    }

    /// The workspaces this person is in.
    pub async fn workspaces(&self) -> Result<Vec<v1::Workspace>, Failure> {
        self.ask(Method::GET, "/v1/workspaces", NOTHING, As::Account).await
    }

    /// Makes a workspace; twice makes it once.
    pub async fn create_workspace(&self, new: &v1::NewWorkspace) -> Result<v1::Workspace, Failure> {
        self.ask(Method::POST, "/v1/workspaces", Some(new), As::Account).await
    }

    /// Deletes a workspace for everybody.
    pub async fn delete_workspace(&self, id: Uuid) -> Result<(), Failure> {
        self.ask(Method::DELETE, &format!("/v1/workspaces/{id}"), NOTHING, As::Account).await
    }

    /// Leaves a workspace.
    pub async fn leave(&self, id: Uuid) -> Result<(), Failure> {
        self.ask(Method::POST, &format!("/v1/workspaces/{id}/leave"), NOTHING, As::Account).await
    }

    /// Makes somebody else the owner.
    pub async fn transfer(&self, id: Uuid, to: Uuid) -> Result<(), Failure> {
        let path = format!("/v1/workspaces/{id}/transfer");
        self.ask(Method::POST, &path, Some(&v1::Transfer { to }), As::Account).await
    }

    /// Who is in a workspace.
    pub async fn members(&self, id: Uuid) -> Result<Vec<v1::Member>, Failure> {
        self.ask(Method::GET, &format!("/v1/workspaces/{id}/members"), NOTHING, As::Account).await
    }

    /// Changes a member.
    pub async fn patch_member(&self, id: Uuid, user: Uuid, patch: &v1::MemberPatch) -> Result<(), Failure> {
        let path = format!("/v1/workspaces/{id}/members/{user}");
        let _: serde_json::Value = self.ask(Method::PATCH, &path, Some(patch), As::Account).await?;
        Ok(())
    }

    /// Takes a member out.
    pub async fn remove_member(&self, id: Uuid, user: Uuid) -> Result<(), Failure> {
        let path = format!("/v1/workspaces/{id}/members/{user}");
        self.ask(Method::DELETE, &path, NOTHING, As::Account).await
    }

    /// Open invitations.
    pub async fn invitations(&self, id: Uuid) -> Result<Vec<v1::Invitation>, Failure> {
        self.ask(Method::GET, &format!("/v1/workspaces/{id}/invitations"), NOTHING, As::Account).await
    }

    /// Invites somebody.
    pub async fn invite(&self, id: Uuid, new: &v1::NewInvitation) -> Result<v1::Invitation, Failure> {
        self.ask(Method::POST, &format!("/v1/workspaces/{id}/invitations"), Some(new), As::Account).await
    }

    /// Takes an invitation back.
    pub async fn revoke_invitation(&self, id: Uuid, invitation: Uuid) -> Result<(), Failure> {
        let path = format!("/v1/workspaces/{id}/invitations/{invitation}");
        self.ask(Method::DELETE, &path, NOTHING, As::Account).await
    }

    /// Joins by a code.
    pub async fn accept(&self, code: &str) -> Result<v1::Workspace, Failure> {
        let ask = v1::AcceptInvitation { code: code.to_owned() };
        self.ask(Method::POST, "/v1/invitations/accept", Some(&ask), As::Account).await
    }

    /// What was ever said of a row.
    pub async fn history(&self, id: Uuid, kind: &str, row: Uuid) -> Result<v1::History, Failure> {
        let path = format!("/v1/workspaces/{id}/history?kind={kind}&id={row}");
        self.ask(Method::GET, &path, NOTHING, As::Account).await
    }
}
