//! The end of an account: personal workspaces go, memberships end, the person's name and devices leave the history of workspaces that
//! go on. What they wrote there belongs to those workspaces and stays.

use http::StatusCode;
use uuid::Uuid;
use wire::v1::{self, Role, WorkspaceKind};

use super::password::confirm;
use crate::auth::{Attempt, Network, Person, attempt};
use crate::database::Locked;
use crate::extract::Json;
use crate::state::detached;
use crate::workspaces::{announce, find_workspaces};
use crate::{Error, Result, State};

/// What takes the place of the name.
const NOBODY: &str = "Former member";

/// Erases the account; asks for the password. Workspaces shared with others are handed on first.
#[utoipa::path(delete, path = "/v1/account", tag = "accounts", request_body = v1::WithPassword,
    responses((status = 204, description = "Erased"), (status = 401, body = v1::Problem), (status = 409, body = v1::Problem)))]
pub(super) async fn erase_account(
    state: State,
    person: Person,
    network: Network,
    Json(asked): Json<v1::WithPassword>,
) -> Result<StatusCode> {
    attempt(&state, Attempt::Guess, network)?;
    confirm(&state, person.user, &asked.password).await?;
    detached(async move { erase(&state, person.user).await }).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Each step can be done again: what was interrupted is gone on with at the next attempt.
async fn erase(state: &State, user: Uuid) -> Result<()> {
    let workspaces = find_workspaces(&state.pool, user).await?;
    let is_shared = |workspace: &&v1::Workspace| {
        workspace.role == Role::Owner && workspace.kind != WorkspaceKind::Personal && workspace.members > 1
    };
    if let Some(shared) = workspaces.iter().find(is_shared) {
        return Err(Error::conflict(format!("hand workspace {} on, or delete it, first", shared.id)));
    }
    for workspace in &workspaces {
        let mut locked = Locked::begin(&state.pool, workspace.id, user).await?;
        // Somebody may have joined meanwhile.
        let role = locked.member().await?.role;
        if role == Role::Owner {
            locked.delete_workspace().await?;
            sqlx::query(include_str!("expire_workspace.sql"))
                .bind(workspace.id)
                .execute(&mut *locked.tx)
                .await?;
        } else {
            locked.rename_member(user, NOBODY).await?;
            locked.remove_member(user).await?;
        }
        sqlx::query(include_str!("forget_devices.sql"))
            .bind(workspace.id)
            .bind(user)
            .execute(&mut *locked.tx)
            .await?;
        announce(state, locked.commit().await?, &[user]);
    }
    sqlx::query(include_str!("delete_account.sql")).bind(user).execute(&state.pool).await?;
    state.known_sessions.forget(user);
    Ok(())
}
