//! A login that succeeded: the device, the session and its first tokens.

use sqlx::PgConnection;
use uuid::Uuid;
use wire::v1;

use super::end::{EndReason, end_device};
use super::login::{LoginOutcome, note};
use crate::accounts::profile::find_account;
use crate::auth::{ACCESS_S, Claims, Network, Secret, digest, new_secret, to_text};
use crate::{Result, State};

/// How long a refresh token is good for when it is not used.
pub(super) const REFRESH_MS: i64 = 90 * 24 * 60 * 60_000;

/// Logs a device in: its earlier logins end, a revocation and a wish to wipe are lifted, and the login is noted.
pub(crate) async fn start(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    device: &v1::DeviceInfo,
    network: Network,
) -> Result<v1::Session> {
    let now_ms = state.now_ms();
    sqlx::query(include_str!("upsert_device.sql"))
        .bind(account)
        .bind(device.id)
        .bind(&device.name)
        .bind(&device.platform)
        .bind(&device.app_version)
        .bind(now_ms)
        .execute(&mut *connection)
        .await?;
    end_device(connection, state, account, device.id, EndReason::Login).await?;
    let session = state.new_id();
    sqlx::query(include_str!("insert_session.sql"))
        .bind(session)
        .bind(account)
        .bind(device.id)
        .bind(now_ms)
        .execute(&mut *connection)
        .await?;
    let refresh = new_secret()?;
    insert_refresh(connection, session, &refresh, now_ms).await?;
    note(connection, state, account, LoginOutcome::Ok, Some(&device.name), network).await?;
    answer(connection, state, account, device.id, session, &refresh).await
}

/// Keeps a refresh token's digest.
pub(super) async fn insert_refresh(
    connection: &mut PgConnection,
    session: Uuid,
    refresh: &Secret,
    now_ms: i64,
) -> Result<()> {
    sqlx::query(include_str!("insert_refresh.sql"))
        .bind(digest(refresh))
        .bind(session)
        .bind(now_ms)
        .bind(now_ms + REFRESH_MS)
        .execute(connection)
        .await?;
    Ok(())
}

/// What the device is told.
pub(super) async fn answer(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    device: Uuid,
    session: Uuid,
    refresh: &Secret,
) -> Result<v1::Session> {
    Ok(v1::Session {
        access_token: Claims::new(account, device, session, state.now_ms()).sign(&state.keys)?,
        expires_in_s: ACCESS_S.unsigned_abs(),
        refresh_token: to_text(refresh),
        account: find_account(connection, account).await?,
        device_id: device,
    })
}
