//! When the database went back in time: after a restore, or a failover that lost commits (SYNC.md 9, row 10, docs/RUNBOOK.md).
//!
//! Every workspace gets a new epoch and a head far beyond any sequence that was given before. Devices of the old epoch fetch anew and
//! push back what the service lost.

use sqlx::{PgPool, Row as _};

use crate::Result;

/// How far heads jump: more sequences than any backup is old.
pub const HEAD_JUMP: i64 = 1_000_000;

/// The name under which the database's timeline is remembered.
const TIMELINE: &str = "timeline";

/// Whether the database is the one this service last ran on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Timeline {
    /// It is, or this is the first start.
    Same,
    /// It was restored or failed over: an operator must say whether commits were lost.
    Changed,
}

/// Compares the database's system and timeline with those remembered; remembers them at the first start.
pub async fn check_timeline(pool: &PgPool) -> Result<Timeline> {
    let row = sqlx::query(include_str!("epoch/timeline.sql")).bind(TIMELINE).fetch_one(pool).await?;
    let now: String = row.try_get("now")?;
    match row.try_get::<Option<String>, _>("known")? {
        Some(known) if known == now => Ok(Timeline::Same),
        Some(_) => Ok(Timeline::Changed),
        None => {
            remember(pool).await?;
            Ok(Timeline::Same)
        }
    }
}

/// Remembers the timeline as it is: no commits were lost.
pub async fn accept_timeline(pool: &PgPool) -> Result<()> {
    remember(pool).await
}

/// Commits were lost: begins a new epoch in every workspace; gives how many there are. Run while no instance serves.
pub async fn begin_epoch(pool: &PgPool) -> Result<u64> {
    let done = sqlx::query(include_str!("epoch/begin.sql")).bind(HEAD_JUMP).execute(pool).await?;
    remember(pool).await?;
    Ok(done.rows_affected())
}

async fn remember(pool: &PgPool) -> Result<()> {
    sqlx::query(include_str!("epoch/remember.sql")).bind(TIMELINE).execute(pool).await?;
    Ok(())
}
