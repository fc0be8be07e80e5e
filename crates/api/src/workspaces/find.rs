//! The workspaces of a person.

use sqlx::{PgConnection, PgPool, Row as _};
use uuid::Uuid;
use wire::v1;

use crate::auth::Caller;
use crate::database::word;
use crate::extract::{Json, Path};
use crate::{Error, Result, State};

/// The workspaces this person is in.
#[utoipa::path(get, path = "/v1/workspaces", tag = "workspaces",
    responses((status = 200, body = Vec<v1::Workspace>), (status = 401, body = v1::Problem)))]
pub(super) async fn list_workspaces(state: State, caller: Caller) -> Result<Json<Vec<v1::Workspace>>> {
    let mut found = find_workspaces(&state.pool, caller.user).await?;
    found.retain(|workspace| caller.may_read(workspace.id).is_ok());
    Ok(Json(found))
}

/// One of them.
#[utoipa::path(get, path = "/v1/workspaces/{ws}", tag = "workspaces", params(("ws" = Uuid, Path)),
    responses((status = 200, body = v1::Workspace), (status = 403, body = v1::Problem),
        (status = 404, body = v1::Problem), (status = 410, body = v1::Problem)))]
pub(super) async fn get_workspace(
    state: State,
    caller: Caller,
    Path(ws): Path<Uuid>,
) -> Result<Json<v1::Workspace>> {
    caller.may_read(ws)?;
    find_workspace(&state.pool, ws, caller.user).await.map(Json)
}

/// The workspaces a person is in, oldest first; deleted ones are left out.
pub async fn find_workspaces(pool: &PgPool, user: Uuid) -> Result<Vec<v1::Workspace>> {
    let mut tx = pool.begin().await?;
    let ids: Vec<Uuid> = {
        set_for_whom(&mut tx, Uuid::nil(), user).await?;
        sqlx::query_scalar(include_str!("list.sql")).bind(user).fetch_all(&mut *tx).await?
    };
    let mut found = Vec::with_capacity(ids.len());
    for id in ids {
        found.extend(find(&mut tx, id, user).await?);
    }
    Ok(found)
}

/// A workspace a person is in.
pub(crate) async fn find_workspace(pool: &PgPool, workspace: Uuid, user: Uuid) -> Result<v1::Workspace> {
    let mut tx = crate::database::begin_read(pool, workspace, user).await?;
    // Says why not: never in, no longer in, deleted.
    crate::database::read_standing(&mut tx, workspace, user).await?;
    find(&mut tx, workspace, user).await?.ok_or(Error::NotFound)
}

async fn find(connection: &mut PgConnection, workspace: Uuid, user: Uuid) -> Result<Option<v1::Workspace>> {
    set_for_whom(connection, workspace, user).await?;
    let row =
        sqlx::query(include_str!("find.sql")).bind(workspace).bind(user).fetch_optional(connection).await?;
    let read = |row: sqlx::postgres::PgRow| -> Result<v1::Workspace> {
        let members: i64 = row.try_get("members")?;
        Ok(v1::Workspace {
            id: workspace,
            name: row.try_get("name")?,
            kind: word(row.try_get("kind")?)?,
            role: word(row.try_get("role")?)?,
            scope: word(row.try_get("scope")?)?,
            head: row.try_get("head_seq")?,
            epoch: row.try_get("epoch")?,
            members: u32::try_from(members).unwrap_or(u32::MAX),
        })
    };
    row.map(read).transpose()
}

async fn set_for_whom(connection: &mut PgConnection, workspace: Uuid, user: Uuid) -> Result<()> {
    sqlx::query(include_str!("../database/for_whom.sql"))
        .bind(workspace)
        .bind(user)
        .execute(connection)
        .await?;
    Ok(())
}

/// The name others see.
pub(crate) async fn get_display_name(pool: &PgPool, user: Uuid) -> Result<String> {
    let name = sqlx::query_scalar(include_str!("display_name.sql")).bind(user).fetch_optional(pool).await?;
    name.ok_or(Error::Unauthenticated)
}
