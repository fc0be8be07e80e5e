//! Making, naming, ending and bringing back workspaces.

use domain::CurrencyCode;
use http::StatusCode;
use uuid::Uuid;
use wire::v1::{self, Role};

use super::rules::must_be;
use super::{WORKSPACES_MAX, announce, find_workspace, find_workspaces, get_display_name};
use crate::accounts::register::check_name;
use crate::auth::Person;
use crate::commands;
use crate::database::{Locked, word};
use crate::extract::{Json, Path};
use crate::state::detached;
use crate::{Error, Result, State};

/// Makes a workspace; made twice with the same id it is made once.
#[utoipa::path(post, path = "/v1/workspaces", tag = "workspaces", request_body = v1::NewWorkspace,
    responses((status = 200, body = v1::Workspace), (status = 409, body = v1::Problem), (status = 422, body = v1::Problem)))]
pub(super) async fn create_workspace(
    state: State,
    person: Person,
    Json(mut new): Json<v1::NewWorkspace>,
) -> Result<Json<v1::Workspace>> {
    new.name = check_name(&new.name, "/name")?.to_owned();
    let currency: CurrencyCode =
        new.home_currency.parse().map_err(|_| Error::field("/home_currency", "not_a_currency"))?;
    new.home_currency = currency.as_str().to_owned();
    if new.id.is_nil() {
        return Err(Error::field("/id", "required"));
    }
    let mine = find_workspaces(&state.pool, person.user).await?;
    if mine.len() >= WORKSPACES_MAX && !mine.iter().any(|workspace| workspace.id == new.id) {
        return Err(Error::conflict(format!("at most {WORKSPACES_MAX} workspaces")));
    }
    let name = get_display_name(&state.pool, person.user).await?;
    detached(async move {
        let head = commands::create_workspace(&state.pool, &new, person.user, &name, state.now_ms()).await?;
        announce(&state, head, &[person.user]);
        find_workspace(&state.pool, new.id, person.user).await.map(Json)
    })
    .await
}

/// Names a workspace anew.
#[utoipa::path(patch, path = "/v1/workspaces/{ws}", tag = "workspaces", params(("ws" = Uuid, Path)),
    request_body = v1::WorkspacePatch,
    responses((status = 200, body = v1::Workspace), (status = 403, body = v1::Problem)))]
pub(super) async fn rename_workspace(
    state: State,
    person: Person,
    Path(ws): Path<Uuid>,
    Json(patch): Json<v1::WorkspacePatch>,
) -> Result<Json<v1::Workspace>> {
    let name = check_name(&patch.name, "/name")?.to_owned();
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        must_be(locked.member().await?.role, Role::Admin)?;
        locked.rename_workspace(&name).await?;
        announce(&state, locked.commit().await?, &[]);
        find_workspace(&state.pool, ws, person.user).await.map(Json)
    })
    .await
}

/// Ends a workspace for everybody in it; its owner can bring it back for thirty days.
#[utoipa::path(delete, path = "/v1/workspaces/{ws}", tag = "workspaces", params(("ws" = Uuid, Path)),
    responses((status = 204, description = "Deleted"), (status = 403, body = v1::Problem)))]
pub(super) async fn delete_workspace(
    state: State,
    person: Person,
    Path(ws): Path<Uuid>,
) -> Result<StatusCode> {
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        must_be(locked.member().await?.role, Role::Owner)?;
        locked.delete_workspace().await?;
        announce(&state, locked.commit().await?, &[]);
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Brings a deleted workspace back.
#[utoipa::path(post, path = "/v1/workspaces/{ws}/restore", tag = "workspaces", params(("ws" = Uuid, Path)),
    responses((status = 200, body = v1::Workspace), (status = 403, body = v1::Problem)))]
pub(super) async fn restore_workspace(
    state: State,
    person: Person,
    Path(ws): Path<Uuid>,
) -> Result<Json<v1::Workspace>> {
    detached(async move {
        let mut locked = Locked::begin(&state.pool, ws, person.user).await?;
        // The membership of a deleted workspace is refused everywhere else.
        let role: Option<String> = sqlx::query_scalar(include_str!("find_role.sql"))
            .bind(ws)
            .bind(person.user)
            .fetch_optional(&mut *locked.tx)
            .await?;
        must_be(word(role.ok_or(Error::NotFound)?)?, Role::Owner)?;
        locked.restore_workspace().await?;
        announce(&state, locked.commit().await?, &[]);
        find_workspace(&state.pool, ws, person.user).await.map(Json)
    })
    .await
}
