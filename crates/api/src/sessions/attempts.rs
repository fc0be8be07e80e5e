//! The lock-out: after some wrong attempts on one address each further one waits longer. Counted before the password is looked at, so
//! that many attempts at once count too, and counted for addresses without an account, so that a lock tells nothing.

use sqlx::{PgConnection, Row as _};

use crate::accounts::Email;
use crate::{Error, Result, State};

/// Wrong attempts before the first wait.
const FREE: i32 = 5;
/// The first wait; each further one is twice as long.
const FIRST_WAIT_MS: i64 = 15_000;
/// The longest wait.
const WAIT_MAX_MS: i64 = 15 * 60_000;
/// After this time without an attempt the count begins anew.
const FORGOTTEN_MS: i64 = 24 * 60 * 60_000;

/// How long after so many wrong attempts the next one waits.
fn wait_ms(failed: i32) -> i64 {
    let doublings = u32::try_from(failed - FREE).ok();
    doublings.map_or(0, |times| {
        FIRST_WAIT_MS.saturating_mul(1_i64.checked_shl(times.min(16)).unwrap_or(i64::MAX)).min(WAIT_MAX_MS)
    })
}

/// Counts an attempt; refused while the address is locked.
pub(crate) async fn count_attempt(state: &State, email: &Email) -> Result<()> {
    let now_ms = state.now_ms();
    let hash = email.hash();
    let mut transaction = state.pool.begin().await?;
    let row = sqlx::query(include_str!("lock_attempts.sql"))
        .bind(&hash)
        .bind(now_ms)
        .fetch_one(&mut *transaction)
        .await?;
    let locked_until: i64 = row.try_get("locked_until")?;
    if now_ms < locked_until {
        let wait_s = u64::try_from(locked_until - now_ms).unwrap_or(0).div_ceil(1_000);
        return Err(Error::Locked { retry_after_s: wait_s });
    }
    let before: i32 = row.try_get("failed")?;
    let failed_at: i64 = row.try_get("failed_at")?;
    let failed = if failed_at < now_ms - FORGOTTEN_MS { 1 } else { before.saturating_add(1) };
    sqlx::query(include_str!("set_attempts.sql"))
        .bind(&hash)
        .bind(failed)
        .bind(now_ms)
        .bind(now_ms + wait_ms(failed))
        .execute(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(())
}

/// Takes the last attempt back: it was right as far as it went.
pub(super) async fn uncount_attempt(connection: &mut PgConnection, email: &Email) -> Result<()> {
    sqlx::query(include_str!("uncount_attempt.sql")).bind(email.hash()).execute(connection).await?;
    Ok(())
}

/// Begins anew after a good login.
pub(crate) async fn clear_attempts(connection: &mut PgConnection, email: &Email) -> Result<()> {
    sqlx::query(include_str!("clear_attempts.sql")).bind(email.hash()).execute(connection).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_and_end_growing() {
        let waits: Vec<i64> = [0, 1, 4, 5, 6, 7, 20, i32::MAX].map(wait_ms).to_vec();
        assert_eq!(waits, [0, 0, 0, 15_000, 30_000, 60_000, WAIT_MAX_MS, WAIT_MAX_MS]);
    }
}
