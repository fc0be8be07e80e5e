//! Everything the service knows of a person beside the meals, which are in the workspaces and on their devices.

use serde::Serialize;
use wire::v1;

use super::profile::{find_account, find_logins};
use crate::auth::Person;
use crate::devices::find_devices;
use crate::extract::Json;
use crate::tokens::find_tokens;
use crate::workspaces::find_workspaces;
use crate::{Result, State};

/// What is known of a person.
#[derive(Debug, Serialize, utoipa::ToSchema)]
pub(super) struct AccountExport {
    /// When this was written, milliseconds since 1970, UTC.
    exported_ms: i64,
    /// The account.
    account: v1::Account,
    /// Its devices.
    devices: Vec<v1::Device>,
    /// Logins, newest first.
    logins: Vec<v1::LoginEvent>,
    /// Tokens for programs.
    tokens: Vec<v1::Token>,
    /// The workspaces the person is in.
    workspaces: Vec<v1::Workspace>,
}

/// Everything that is known of this person.
#[utoipa::path(get, path = "/v1/account/export", tag = "accounts",
    responses((status = 200, body = AccountExport), (status = 401, body = v1::Problem)))]
pub(super) async fn export_account(state: State, person: Person) -> Result<Json<AccountExport>> {
    let workspaces = find_workspaces(&state.pool, person.user).await?;
    let mut connection = state.pool.acquire().await?;
    Ok(Json(AccountExport {
        exported_ms: state.now_ms(),
        account: find_account(&mut connection, person.user).await?,
        devices: find_devices(&mut connection, person.user, Some(person.device)).await?,
        logins: find_logins(&mut connection, person.user).await?,
        tokens: find_tokens(&mut connection, person.user).await?,
        workspaces,
    }))
}
