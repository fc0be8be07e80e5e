//! Inviting people, and following an invitation.

use chrono::DateTime;
use domain::WorkspaceId;
use wire::call::{
    AcceptInvitation, InvitationRow, Invite, ListInvitations, RevokeInvitation, Role, Secret, WorkspaceRow,
};
use wire::v1;

use super::{list, switch};
use crate::app::Places;
use crate::dispatch::Handle;
use crate::{App, Error, Result, cloud};

impl Handle for ListInvitations {
    async fn handle(self, app: &App) -> Result<Vec<InvitationRow>> {
        let invitations = app.cloud().session()?.invitations(self.workspace.0).await?;
        Ok(invitations.into_iter().map(row).collect())
    }
}

impl Handle for Invite {
    async fn handle(self, app: &App) -> Result<InvitationRow> {
        if self.role == Role::Owner {
            return Err(Error::Forbidden);
        }
        let email = self.email.as_deref().map(str::trim).filter(|email| !email.is_empty());
        let email = email.map(cloud::email).transpose()?;
        let new = v1::NewInvitation { email, role: self.role };
        Ok(row(app.cloud().session()?.invite(self.workspace.0, &new).await?))
    }
}

impl Handle for RevokeInvitation {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().session()?.revoke_invitation(self.workspace.0, self.id).await?)
    }
}

impl Handle for AcceptInvitation {
    async fn handle(self, app: &App) -> Result<WorkspaceRow> {
        let service = app.cloud().session()?;
        cloud::must_be_attached(app)?;
        let joined = service.accept(&cloud::code(&self.code.0)?).await?;
        let id = WorkspaceId(joined.id);
        cloud::add_books(app, &[joined]).await?;
        switch::go(app, Places { current: id, ..app.places() }).await?;
        cloud::books_changed(app).await;
        list::get(&app.pinned_to(id), id).await
    }
}

fn row(invitation: v1::Invitation) -> InvitationRow {
    InvitationRow {
        id: invitation.id,
        email: invitation.email,
        role: invitation.role,
        expires_at: DateTime::from_timestamp_millis(invitation.expires_ms).unwrap_or_default(),
        code: invitation.code.map(Secret),
    }
}
