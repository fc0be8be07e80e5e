//! The account as its owner sees it, and the logins to it.

use sqlx::{PgConnection, Row as _, postgres::PgRow};
use uuid::Uuid;
use wire::v1;

use super::register::{check_locale, check_name};
use crate::auth::{Caller, Person};
use crate::database::Locked;
use crate::extract::Json;
use crate::state::detached;
use crate::workspaces::{announce, find_workspaces};
use crate::{Error, Result, State};

/// Logins shown, newest first.
const LOGINS_MAX: i64 = 100;

/// The account.
#[utoipa::path(get, path = "/v1/account", tag = "accounts",
    responses((status = 200, body = v1::Account), (status = 401, body = v1::Problem)))]
pub(super) async fn get_account(state: State, caller: Caller) -> Result<Json<v1::Account>> {
    let mut connection = state.pool.acquire().await?;
    find_account(&mut connection, caller.user).await.map(Json)
}

/// Changes the name or the language.
#[utoipa::path(patch, path = "/v1/account", tag = "accounts", request_body = v1::AccountPatch,
    responses((status = 200, body = v1::Account), (status = 422, body = v1::Problem)))]
pub(super) async fn patch_account(
    state: State,
    person: Person,
    Json(patch): Json<v1::AccountPatch>,
) -> Result<Json<v1::Account>> {
    let name = patch.display_name.as_deref().map(|name| check_name(name, "/display_name")).transpose()?;
    let locale = check_locale(patch.locale.as_deref())?;
    let row = sqlx::query(include_str!("patch_account.sql"))
        .bind(person.user)
        .bind(name)
        .bind(locale)
        .bind(state.now_ms())
        .fetch_optional(&state.pool)
        .await?
        .ok_or(Error::Unauthenticated)?;
    let account = read_account(&row)?;
    if name.is_some() {
        let renamed = account.clone();
        detached(async move { rename_in_workspaces(&state, &renamed).await }).await?;
    }
    Ok(Json(account))
}

/// Others see the new name too.
async fn rename_in_workspaces(state: &State, account: &v1::Account) -> Result<()> {
    for workspace in find_workspaces(&state.pool, account.id).await? {
        let mut locked = Locked::begin(&state.pool, workspace.id, account.id).await?;
        locked.rename_member(account.id, &account.display_name).await?;
        announce(state, locked.commit().await?, &[]);
    }
    Ok(())
}

/// The newest logins, good and bad.
#[utoipa::path(get, path = "/v1/account/logins", tag = "accounts",
    responses((status = 200, body = Vec<v1::LoginEvent>), (status = 401, body = v1::Problem)))]
pub(super) async fn list_logins(state: State, person: Person) -> Result<Json<Vec<v1::LoginEvent>>> {
    let mut connection = state.pool.acquire().await?;
    find_logins(&mut connection, person.user).await.map(Json)
}

/// Logins of an account, newest first.
pub(super) async fn find_logins(connection: &mut PgConnection, account: Uuid) -> Result<Vec<v1::LoginEvent>> {
    let rows = sqlx::query(include_str!("list_logins.sql"))
        .bind(account)
        .bind(LOGINS_MAX)
        .fetch_all(connection)
        .await?;
    let read = |row: &PgRow| {
        Ok(v1::LoginEvent {
            at_ms: row.try_get("at")?,
            outcome: row.try_get("outcome")?,
            device: row.try_get("device")?,
            network: row.try_get("network")?,
        })
    };
    rows.iter().map(read).collect()
}

/// An account that must be there.
pub(crate) async fn find_account(connection: &mut PgConnection, account: Uuid) -> Result<v1::Account> {
    let row = sqlx::query(include_str!("find_account.sql"))
        .bind(account)
        .fetch_optional(connection)
        .await?
        .ok_or(Error::Unauthenticated)?;
    read_account(&row)
}

fn read_account(row: &PgRow) -> Result<v1::Account> {
    Ok(v1::Account {
        id: row.try_get("id")?,
        email: row.try_get("email")?,
        display_name: row.try_get("display_name")?,
        locale: row.try_get("locale")?,
        has_totp: row.try_get("has_totp")?,
    })
}
