//! What is forgotten of accounts by itself.

use sqlx::PgPool;

/// Milliseconds of a day.
const DAY_MS: i64 = 24 * 60 * 60_000;

/// What is forgotten, and after how many days.
const RULES: &[(&str, i64)] = &[
    // Logins are history of interest to their person for half a year.
    (include_str!("retention/logins.sql"), 180),
    // Beyond this a reused token is unknown instead of reused; the login is as dead.
    (include_str!("retention/refresh_tokens.sql"), 30),
    (include_str!("retention/sessions.sql"), 30),
    (include_str!("retention/attempts.sql"), 2),
    (include_str!("retention/codes.sql"), 2),
    (include_str!("retention/invitations.sql"), 30),
    (include_str!("retention/tokens.sql"), 30),
    // Somebody else may have typed the address.
    (include_str!("retention/unverified.sql"), 14),
];

/// Forgets what is old; gives how many rows went. Run as the owner, every night.
pub async fn forget_old(owner: &PgPool, now_ms: i64) -> Result<u64, sqlx::Error> {
    let mut gone = 0;
    for (statement, days) in RULES {
        let done = sqlx::query(statement).bind(now_ms - days * DAY_MS).execute(owner).await?;
        gone += done.rows_affected();
    }
    Ok(gone)
}
