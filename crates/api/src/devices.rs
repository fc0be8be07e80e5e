//! The devices of an account: what they are, signing one out from another, and asking one to remove its copy.

use http::StatusCode;
use sqlx::{PgConnection, Row as _, postgres::PgRow};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;
use wire::v1;

use crate::auth::Person;
use crate::extract::{Json, Path};
use crate::sessions::{EndReason, end_device};
use crate::{Error, Result, State};

/// Devices shown, last heard of first.
const DEVICES_MAX: i64 = 200;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(list_devices))
        .routes(routes!(revoke_device))
        .routes(routes!(wipe_device))
}

/// The devices, last heard of first.
#[utoipa::path(get, path = "/v1/account/devices", tag = "accounts",
    responses((status = 200, body = Vec<v1::Device>), (status = 401, body = v1::Problem)))]
async fn list_devices(state: State, person: Person) -> Result<Json<Vec<v1::Device>>> {
    let mut connection = state.pool.acquire().await?;
    find_devices(&mut connection, person.user, Some(person.device)).await.map(Json)
}

/// Signs a device out; what is on it stays there until it is next used.
#[utoipa::path(delete, path = "/v1/account/devices/{id}", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Signed out"), (status = 404, body = v1::Problem)))]
async fn revoke_device(state: State, person: Person, Path(id): Path<Uuid>) -> Result<StatusCode> {
    end(&state, person.user, id, EndReason::Revoked).await
}

/// Asks a device to remove its copy the next time it is heard of, and signs it out.
#[utoipa::path(post, path = "/v1/account/devices/{id}/wipe", tag = "accounts", params(("id" = Uuid, Path)),
    responses((status = 204, description = "Asked"), (status = 404, body = v1::Problem)))]
async fn wipe_device(state: State, person: Person, Path(id): Path<Uuid>) -> Result<StatusCode> {
    end(&state, person.user, id, EndReason::Wiped).await
}

async fn end(state: &State, account: Uuid, device: Uuid, reason: EndReason) -> Result<StatusCode> {
    let mut transaction = state.pool.begin().await?;
    let ended = sqlx::query(include_str!("devices/end.sql"))
        .bind(account)
        .bind(device)
        .bind(state.now_ms())
        .bind(reason == EndReason::Wiped)
        .execute(&mut *transaction)
        .await?;
    if ended.rows_affected() == 0 {
        return Err(Error::NotFound);
    }
    end_device(&mut transaction, state, account, device, reason).await?;
    transaction.commit().await?;
    state.known_sessions.forget(account);
    Ok(StatusCode::NO_CONTENT)
}

/// The devices of an account.
pub(crate) async fn find_devices(
    connection: &mut PgConnection,
    account: Uuid,
    this: Option<Uuid>,
) -> Result<Vec<v1::Device>> {
    let rows = sqlx::query(include_str!("devices/list.sql"))
        .bind(account)
        .bind(DEVICES_MAX)
        .fetch_all(connection)
        .await?;
    rows.iter().map(|row| read(row, this)).collect()
}

fn read(row: &PgRow, this: Option<Uuid>) -> Result<v1::Device> {
    let id = row.try_get("id")?;
    Ok(v1::Device {
        id,
        name: row.try_get("name")?,
        platform: row.try_get("platform")?,
        app_version: row.try_get("app_version")?,
        last_seen_ms: row.try_get("last_seen_at")?,
        is_this: Some(id) == this,
        is_revoked: row.try_get::<Option<i64>, _>("revoked_at")?.is_some(),
        is_wiped: row.try_get::<Option<i64>, _>("wipe_asked_at")?.is_some(),
    })
}
