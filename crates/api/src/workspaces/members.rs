//! The members of a workspace: seeing them, changing what they may, their leaving, and handing the workspace on.

use http::StatusCode;
use sqlx::{Row as _, postgres::PgRow};
use uuid::Uuid;
use wire::v1::{self, Role, Scope};

use super::announce;
use super::find::{find_workspace, get_display_name};
use super::rules::{may_manage, must_be, must_be_shared};
use crate::auth::{Caller, Person};
use crate::commands::NewMember;
use crate::database::{Locked, begin_read, read_standing, word};
use crate::extract::{Json, Path};
use crate::state::detached;
use crate::{Error, Result, State};

/// The members, by name.
#[utoipa::path(get, path = "/v1/workspaces/{ws}/members", tag = "workspaces", params(("ws" = Uuid, Path)),
    responses((status = 200, body = Vec<v1::Member>), (status = 403, body = v1::Problem)))]
pub(super) async fn list_members(
    state: State,
    caller: Caller,
    Path(ws): Path<Uuid>,
) -> Result<Json<Vec<v1::Member>>> {
    caller.may_read(ws)?;
    let mut tx = begin_read(&state.pool, ws, caller.user).await?;
    let (_, member) = read_standing(&mut tx, ws, caller.user).await?;
    let sees_addresses = member.role >= Role::Admin && caller.token.is_none();
    let rows = sqlx::query(include_str!("list_members.sql"))
        .bind(ws)
        .bind(sees_addresses)
        .fetch_all(&mut *tx)
        .await?;
    rows.iter().map(read_member).collect::<Result<Vec<_>>>().map(Json)
}

fn read_member(row: &PgRow) -> Result<v1::Member> {
    Ok(v1::Member {
        user_id: row.try_get("user_id")?,
        display_name: row.try_get("display_name")?,
        email: row.try_get("email")?,
        role: word(row.try_get("role")?)?,
        scope: word(row.try_get("scope")?)?,
        joined_ms: row.try_get("joined_at")?,
    })
}

/// Changes what a member may do or sees; their devices fetch everything anew.
#[utoipa::path(patch, path = "/v1/workspaces/{ws}/members/{user}", tag = "workspaces",
    params(("ws" = Uuid, Path), ("user" = Uuid, Path)), request_body = v1::MemberPatch,
    responses((status = 200, body = v1::Member), (status = 403, body = v1::Problem), (status = 404, body = v1::Problem)))]
pub(super) async fn patch_member(
    state: State,
    person: Person,
    Path((ws, user)): Path<(Uuid, Uuid)>,
    Json(patch): Json<v1::MemberPatch>,
) -> Result<Json<v1::Member>> {
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        let role = locked.member().await?.role;
        must_be(role, Role::Admin)?;
        let other = find_member(&mut locked, user).await?;
        let new_role = patch.role.unwrap_or(other.role);
        if !may_manage(role, other.role) || !may_manage(role, new_role) {
            return Err(Error::Forbidden);
        }
        let scope = scope_of(new_role, patch.scope.unwrap_or(other.scope));
        if (new_role, scope) != (other.role, other.scope) {
            locked
                .put_member(&NewMember { user, role: new_role, scope, display_name: other.display_name })
                .await?;
        }
        let changed = find_member(&mut locked, user).await?;
        announce(&state, locked.commit().await?, &[user]);
        Ok(Json(changed))
    })
    .await
}

/// Who manages, sees everything.
fn scope_of(role: Role, scope: Scope) -> Scope {
    match role {
        Role::Approver | Role::Admin | Role::Owner => Scope::All,
        Role::Viewer | Role::Member => scope,
    }
}

/// Removes a member. What they made stays; what they had not sent yet stays on their device.
#[utoipa::path(delete, path = "/v1/workspaces/{ws}/members/{user}", tag = "workspaces",
    params(("ws" = Uuid, Path), ("user" = Uuid, Path)),
    responses((status = 204, description = "Removed"), (status = 403, body = v1::Problem), (status = 404, body = v1::Problem)))]
pub(super) async fn remove_member(
    state: State,
    person: Person,
    Path((ws, user)): Path<(Uuid, Uuid)>,
) -> Result<StatusCode> {
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        let role = locked.member().await?.role;
        must_be(role, Role::Admin)?;
        let other = find_member(&mut locked, user).await?;
        if !may_manage(role, other.role) {
            return Err(Error::Forbidden);
        }
        locked.remove_member(user).await?;
        announce(&state, locked.commit().await?, &[user]);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Leaves a workspace; its owner hands it on first.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/leave", tag = "workspaces", params(("ws" = Uuid, Path)),
    responses((status = 204, description = "Left"), (status = 409, body = v1::Problem)))]
pub(super) async fn leave(state: State, person: Person, Path(ws): Path<Uuid>) -> Result<StatusCode> {
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        if locked.member().await?.role == Role::Owner {
            return Err(Error::conflict("the owner hands the workspace on, or deletes it"));
        }
        locked.remove_member(person.user).await?;
        announce(&state, locked.commit().await?, &[person.user]);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Makes another member the owner; the one so far stays as an admin.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/transfer", tag = "workspaces", params(("ws" = Uuid, Path)),
    request_body = v1::Transfer,
    responses((status = 200, body = v1::Workspace), (status = 403, body = v1::Problem), (status = 404, body = v1::Problem)))]
pub(super) async fn transfer(
    state: State,
    person: Person,
    Path(ws): Path<Uuid>,
    Json(asked): Json<v1::Transfer>,
) -> Result<Json<v1::Workspace>> {
    let name = get_display_name(&state.pool, person.user).await?;
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        must_be(locked.member().await?.role, Role::Owner)?;
        must_be_shared(locked.clock.kind)?;
        let other = find_member(&mut locked, asked.to).await?;
        if other.user_id != person.user {
            let put = |user, display_name, role| NewMember { user, display_name, role, scope: Scope::All };
            locked.put_member(&put(other.user_id, other.display_name, Role::Owner)).await?;
            locked.put_member(&put(person.user, name, Role::Admin)).await?;
        }
        announce(&state, locked.commit().await?, &[person.user, asked.to]);
        find_workspace(&state.pool, ws, person.user).await.map(Json)
    })
    .await
}

/// A member as they are under the lock.
async fn find_member(locked: &mut Locked, user: Uuid) -> Result<v1::Member> {
    let row = sqlx::query(include_str!("find_member.sql"))
        .bind(locked.workspace)
        .bind(user)
        .fetch_optional(&mut *locked.tx)
        .await?
        .ok_or(Error::NotFound)?;
    read_member(&row)
}
