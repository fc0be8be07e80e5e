//! The second factor at login: a code of the authenticator, each good once, or a recovery code.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::auth::{digest, read_code};
use crate::{Result, State, totp};

/// What the second factor says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Second {
    /// Not asked for, or right.
    Fine,
    /// Asked for and not given.
    Missing,
    /// Wrong, or used before.
    Wrong,
}

/// Checks and uses up a code.
pub(super) async fn check_second(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    secret: Option<&[u8]>,
    code: Option<&str>,
) -> Result<Second> {
    let Some(closed) = secret else { return Ok(Second::Fine) };
    let Some(code) = code.map(read_code).filter(|code| !code.is_empty()) else { return Ok(Second::Missing) };
    let secret = state.seal.open(account, closed);
    if secret.is_none() {
        tracing::error!(%account, "the secret of an authenticator was closed with another MEALBOOK_SEAL_KEY");
    }
    // A recovery code helps whoever lost the authenticator, and whose operator lost the key.
    let step = secret.and_then(|secret| totp::step_of(&secret, &code, state.now_ms()));
    let is_right = match step {
        Some(step) => totp::use_step(connection, account, step).await?,
        None => use_recovery(connection, state, account, &code).await?,
    };
    Ok(if is_right { Second::Fine } else { Second::Wrong })
}

async fn use_recovery(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    code: &str,
) -> Result<bool> {
    let used = sqlx::query(include_str!("use_recovery.sql"))
        .bind(account)
        .bind(digest(code.as_bytes()))
        .bind(state.now_ms())
        .execute(connection)
        .await?;
    Ok(used.rows_affected() == 1)
}
