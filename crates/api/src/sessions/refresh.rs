//! Refresh tokens: each is good for one use and gives the next. A device whose answer was lost presents the same one again: within the
//! time of grace it gets the same next one. Later it is somebody's copy, and the whole login ends: its person logs in again.

use sha2::{Digest as _, Sha256};
use sqlx::{PgConnection, Row as _, postgres::PgRow};
use uuid::Uuid;
use wire::v1;

use super::end::{EndReason, end_one};
use super::start::{answer, insert_refresh};
use crate::auth::{Attempt, Network, Secret, attempt, digest, from_text, new_secret};
use crate::extract::Json;
use crate::state::detached;
use crate::{Error, Result, State};

/// How long a replaced token still gives its successor.
const GRACE_MS: i64 = 60_000;
/// Keeps these digests apart from all others.
const DOMAIN: &[u8] = b"mealbook refresh token";

/// Gives the next access token and the next refresh token.
#[utoipa::path(post, path = "/v1/sessions/refresh", tag = "sessions", request_body = v1::Refresh,
    responses((status = 200, body = v1::Session), (status = 401, body = v1::Problem)))]
pub(super) async fn refresh(
    state: State,
    network: Network,
    Json(asked): Json<v1::Refresh>,
) -> Result<Json<v1::Session>> {
    let Some(presented) = from_text(&asked.refresh_token) else {
        attempt(&state, Attempt::Guess, network)?;
        return Err(Error::RefreshInvalid);
    };
    detached(async move { rotate(&state, &presented).await }).await.map(Json)
}

async fn rotate(state: &State, presented: &Secret) -> Result<v1::Session> {
    let mut transaction = state.pool.begin().await?;
    // Locks the session: two refreshes at once happen one after the other.
    let session = sqlx::query(include_str!("lock_session.sql"))
        .bind(digest(presented))
        .fetch_optional(&mut *transaction)
        .await?
        .ok_or(Error::RefreshInvalid)?;
    check_alive(&session)?;
    let id: Uuid = session.try_get("id")?;
    let next = match successor(&mut transaction, state, presented).await? {
        Some(next) => next,
        None => {
            end_one(&mut transaction, state, id, EndReason::Reused).await?;
            transaction.commit().await?;
            state.known_sessions.forget(session.try_get("account_id")?);
            tracing::warn!(session = %id, "a refresh token was used twice");
            return Err(Error::RefreshReused);
        }
    };
    insert_refresh(&mut transaction, id, &next, state.now_ms()).await?;
    let (account, device) = (session.try_get("account_id")?, session.try_get("device_id")?);
    let session = answer(&mut transaction, state, account, device, id, &next).await?;
    transaction.commit().await?;
    Ok(session)
}

/// An ended login says why it ended.
fn check_alive(session: &PgRow) -> Result<()> {
    if session.try_get::<Option<i64>, _>("wipe_asked_at")?.is_some() {
        return Err(Error::DeviceWiped);
    }
    if session.try_get::<Option<i64>, _>("revoked_at")?.is_some() {
        return Err(Error::DeviceRevoked);
    }
    match session.try_get::<Option<&str>, _>("end_reason")? {
        None => Ok(()),
        Some("reused") => Err(Error::RefreshReused),
        Some(_) => Err(Error::RefreshInvalid),
    }
}

/// The token that follows; nothing when the one presented was used before and the time of grace is over, or what followed it was used.
async fn successor(
    connection: &mut PgConnection,
    state: &State,
    presented: &Secret,
) -> Result<Option<Secret>> {
    let now_ms = state.now_ms();
    let token = sqlx::query(include_str!("find_refresh.sql"))
        .bind(digest(presented))
        .fetch_one(&mut *connection)
        .await?;
    if now_ms >= token.try_get("expires_at")? {
        return Err(Error::RefreshInvalid);
    }
    let replaced_at: Option<i64> = token.try_get("replaced_at")?;
    let Some(replaced_at) = replaced_at else {
        let seed = new_secret()?;
        sqlx::query(include_str!("replace_refresh.sql"))
            .bind(digest(presented))
            .bind(now_ms)
            .bind(&seed[..])
            .execute(connection)
            .await?;
        return Ok(Some(follow(presented, &seed)));
    };
    let seed: Vec<u8> = token.try_get("seed")?;
    let next = follow(presented, &seed);
    let is_next_used: Option<bool> = sqlx::query_scalar(include_str!("is_refresh_used.sql"))
        .bind(digest(&next))
        .fetch_optional(connection)
        .await?;
    let is_graceful = now_ms < replaced_at + GRACE_MS && is_next_used == Some(false);
    Ok(is_graceful.then_some(next))
}

/// What follows from a token: needs the token, which only the device has, and the seed, which only the service has.
fn follow(presented: &Secret, seed: &[u8]) -> Secret {
    Sha256::new().chain_update(DOMAIN).chain_update(presented).chain_update(seed).finalize().into()
}
