//! The extractors: `Caller` for endpoints of data, `Person` for those of the account, which no program's token may touch.

use axum::extract::FromRequestParts;
use http::{header, request::Parts};
use sqlx::Row as _;
use uuid::Uuid;

use super::{Claims, digest};
use crate::{Error, State};

/// What personal access tokens begin with.
pub const TOKEN_PREFIX: &str = "mbk_";
/// A longer `Authorization` header is nobody's.
const BEARER_BYTES_MAX: usize = 4 * 1024;

/// What a personal access token allows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// The one workspace it opens.
    pub workspace: Uuid,
    /// Whether it may write.
    pub may_write: bool,
    /// When it ends, milliseconds since 1970, UTC.
    pub expires_ms: Option<i64>,
}

/// Who asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Caller {
    /// The account.
    pub user: Uuid,
    /// The device; a program with a personal token has none.
    pub device: Option<Uuid>,
    /// The login; a program has none.
    pub session: Option<Uuid>,
    /// What a program's token allows; nothing for a person on a device, who may what their role says.
    pub token: Option<Grant>,
}

impl Caller {
    /// Refuses a token that does not open this workspace. Membership and role are checked elsewhere, after the lock.
    pub fn may_read(&self, workspace: Uuid) -> Result<(), Error> {
        match &self.token {
            Some(grant) if grant.workspace != workspace => Err(Error::NotFound),
            Some(_) | None => Ok(()),
        }
    }

    /// Refuses a token that does not write to this workspace.
    pub fn may_write(&self, workspace: Uuid) -> Result<(), Error> {
        self.may_read(workspace)?;
        match &self.token {
            Some(grant) if !grant.may_write => Err(Error::Forbidden),
            Some(_) | None => Ok(()),
        }
    }
}

/// A person on a device.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Person {
    /// The account.
    pub user: Uuid,
    /// The device.
    pub device: Uuid,
    /// The login.
    pub session: Uuid,
}

impl FromRequestParts<State> for Caller {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let bearer = bearer(parts).ok_or(Error::Unauthenticated)?;
        let is_token = bearer.starts_with(TOKEN_PREFIX);
        let caller = if is_token { by_token(state, bearer).await? } else { by_jwt(state, bearer).await? };
        state.rates.count_caller(parts, caller.user)?;
        Ok(caller)
    }
}

impl FromRequestParts<State> for Person {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let caller = Caller::from_request_parts(parts, state).await?;
        match (caller.device, caller.session) {
            (Some(device), Some(session)) => Ok(Self { user: caller.user, device, session }),
            _ => Err(Error::Forbidden),
        }
    }
}

fn bearer(parts: &Parts) -> Option<&str> {
    let value = parts.headers.get(header::AUTHORIZATION)?.to_str().ok()?;
    let (scheme, token) = value.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && token.len() <= BEARER_BYTES_MAX).then_some(token)
}

async fn by_jwt(state: &State, bearer: &str) -> Result<Caller, Error> {
    let now_ms = state.now_ms();
    let claims = Claims::read(bearer, &state.keys, now_ms)?;
    let key = claims.sid.as_bytes();
    if state.known_sessions.find(key, now_ms).is_none() {
        let found = sqlx::query(include_str!("find_session.sql"))
            .bind(claims.sid)
            .bind(claims.sub)
            .bind(now_ms)
            .fetch_optional(&state.pool)
            .await?
            .ok_or(Error::Unauthenticated)?;
        if found.try_get::<Option<i64>, _>("wipe_asked_at")?.is_some() {
            return Err(Error::DeviceWiped);
        }
        if found.try_get::<Option<i64>, _>("revoked_at")?.is_some() {
            return Err(Error::DeviceRevoked);
        }
        if found.try_get::<Option<i64>, _>("ended_at")?.is_some() {
            return Err(Error::Unauthenticated);
        }
        state.known_sessions.remember(key, claims.sub, None, now_ms);
    }
    Ok(Caller { user: claims.sub, device: Some(claims.did), session: Some(claims.sid), token: None })
}

async fn by_token(state: &State, bearer: &str) -> Result<Caller, Error> {
    let now_ms = state.now_ms();
    let key = digest(bearer.as_bytes());
    if let Some((user, grant)) = state.known_sessions.find(&key, now_ms) {
        return Ok(Caller { user, device: None, session: None, token: grant });
    }
    let found = sqlx::query(include_str!("find_token.sql"))
        .bind(&key)
        .bind(now_ms)
        .fetch_optional(&state.pool)
        .await?
        .ok_or(Error::Unauthenticated)?;
    let user = found.try_get("account_id")?;
    let grant = Grant {
        workspace: found.try_get("workspace_id")?,
        may_write: found.try_get("may_write")?,
        expires_ms: found.try_get("expires_at")?,
    };
    state.known_sessions.remember(&key, user, Some(grant.clone()), now_ms);
    Ok(Caller { user, device: None, session: None, token: Some(grant) })
}
