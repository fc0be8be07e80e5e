//! Who is in a workspace and what they may do.

use std::time::Duration;

use chrono::DateTime;
use domain::{UserId, WorkspaceId};
use wire::call::{ListMembers, MemberRow, RemoveMember, Role, SetMember, TransferOwnership};
use wire::v1;

use super::role;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// How long addresses are waited for; the list does without them.
const ADDRESSES_WAIT_MAX: Duration = Duration::from_secs(2);

impl Handle for ListMembers {
    async fn handle(self, app: &App) -> Result<Vec<MemberRow>> {
        let workspace = self.workspace.unwrap_or_else(|| app.workspace());
        let me = app.cloud().me();
        let mut rows: Vec<MemberRow> = app
            .store()
            .members(workspace)
            .await?
            .into_iter()
            .filter(|member| member.left_ms.is_none())
            .map(|member| MemberRow {
                user: UserId(member.user),
                display_name: member.name,
                email: None,
                role: role(&member.role),
                scope: None,
                joined_at: DateTime::from_timestamp_millis(member.joined_ms).unwrap_or_default(),
                is_me: me == Some(UserId(member.user)),
            })
            .collect();
        if let Some(there) = ask(app, workspace).await {
            complete(&mut rows, there, me);
        }
        rows.sort_by_key(|row| (std::cmp::Reverse(row.role), row.display_name.to_lowercase()));
        Ok(rows)
    }
}

/// The service's list, when it answers soon.
async fn ask(app: &App, workspace: WorkspaceId) -> Option<Vec<v1::Member>> {
    let service = app.cloud().session().ok()?;
    app.store().sync_book(workspace).await.ok()??;
    tokio::time::timeout(ADDRESSES_WAIT_MAX, service.members(workspace.0)).await.ok()?.ok()
}

/// The service knows who is there; this device may not have heard yet.
fn complete(rows: &mut Vec<MemberRow>, there: Vec<v1::Member>, me: Option<UserId>) {
    *rows = there
        .into_iter()
        .map(|member| MemberRow {
            user: UserId(member.user_id),
            display_name: member.display_name,
            email: member.email,
            role: member.role,
            scope: Some(member.scope),
            joined_at: DateTime::from_timestamp_millis(member.joined_ms).unwrap_or_default(),
            is_me: me == Some(UserId(member.user_id)),
        })
        .collect();
}

impl Handle for SetMember {
    async fn handle(self, app: &App) -> Result<()> {
        if self.role == Some(Role::Owner) {
            return Err(Error::Forbidden);
        }
        let patch = v1::MemberPatch { role: self.role, scope: self.scope };
        Ok(app.cloud().session()?.patch_member(self.workspace.0, self.user.0, &patch).await?)
    }
}

impl Handle for RemoveMember {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().session()?.remove_member(self.workspace.0, self.user.0).await?)
    }
}

impl Handle for TransferOwnership {
    async fn handle(self, app: &App) -> Result<()> {
        Ok(app.cloud().session()?.transfer(self.workspace.0, self.to.0).await?)
    }
}
