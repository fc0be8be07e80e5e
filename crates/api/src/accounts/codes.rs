//! Codes that are mailed: few tries, a short life, few mails.

use sqlx::PgConnection;
use uuid::Uuid;

use crate::auth::{digest, new_code, read_code};
use crate::{Error, State};

/// How long a code is good for.
const LIFE_MS: i64 = 30 * 60_000;
/// How often a code may be guessed.
const TRIES_MAX: i32 = 5;
/// Mails of one purpose to one address in `WINDOW_MS`.
const SENT_MAX: i32 = 5;
/// An hour.
const WINDOW_MS: i64 = 60 * 60_000;

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// To confirm an address.
    Verify,
    /// To set a new password.
    Reset,
}

impl Purpose {
    const fn word(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
        }
    }
}

/// Makes a code and puts it in the place of an earlier one; nothing when this address got enough mails for now.
pub async fn make(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    purpose: Purpose,
) -> Result<Option<String>, Error> {
    let code = new_code()?;
    let now_ms = state.now_ms();
    let made = sqlx::query(include_str!("make_code.sql"))
        .bind(account)
        .bind(purpose.word())
        .bind(hash(account, &code))
        .bind(now_ms)
        .bind(now_ms + LIFE_MS)
        .bind(now_ms - WINDOW_MS)
        .bind(SENT_MAX)
        .execute(connection)
        .await?;
    Ok((made.rows_affected() == 1).then_some(code))
}

/// Uses a code up. Whether it was right; each wrong one is counted, and with too many the code is dead.
pub async fn take(
    connection: &mut PgConnection,
    state: &State,
    account: Uuid,
    purpose: Purpose,
    typed: &str,
) -> Result<bool, Error> {
    let right: Option<bool> = sqlx::query_scalar(include_str!("take_code.sql"))
        .bind(account)
        .bind(purpose.word())
        .bind(hash(account, &read_code(typed)))
        .bind(state.now_ms())
        .bind(TRIES_MAX)
        .fetch_optional(connection)
        .await?;
    Ok(right == Some(true))
}

/// The same code of two people has two digests.
fn hash(account: Uuid, code: &str) -> Vec<u8> {
    digest(&[account.as_bytes(), code.as_bytes()].concat())
}
