//! When the database went back in time: after a restore, or a failover that lost commits (SYNC.md 9, row 10, docs/RUNBOOK.md).
//!
//! Every workspace gets a new epoch and a head far beyond any sequence that was given before. Devices of the old epoch fetch anew and
//! push back what the service lost.
//!
//! Epochs come from a clock outside the database: what is counted in it goes back with it, and a backup restored twice would give the
//! same epoch twice, with sequences of which nobody could tell any more to which time they belong.

use sqlx::{PgPool, Postgres, Row as _, Transaction};
use uuid::Uuid;

use crate::Result;

/// How far heads jump: more sequences than any backup is old.
pub const HEAD_JUMP: i64 = 1_000_000;

/// Epochs are seconds since 1 January 2026, UTC: as an `i32` on the wire they last until 2094, and nobody restores twice within one.
const EPOCHS_SINCE_S: i64 = 1_767_225_600;

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

/// Commits were lost: begins a new epoch in every workspace; gives how many there are. Run while no instance serves. `now_ms` is the
/// clock of the machine of whoever says so.
pub async fn begin_epoch(pool: &PgPool, now_ms: i64) -> Result<u64> {
    let done = sqlx::query(include_str!("epoch/begin.sql"))
        .bind(HEAD_JUMP)
        .bind(epoch_at(now_ms))
        .execute(pool)
        .await?;
    remember(pool).await?;
    Ok(done.rows_affected())
}

/// The epoch that begins now, if the workspace has none that is later.
fn epoch_at(now_ms: i64) -> i32 {
    i32::try_from((now_ms / 1_000 - EPOCHS_SINCE_S).max(0)).unwrap_or(0)
}

/// Up to where a copy of another epoch and the service have the same history: to where the first epoch after that of the copy began.
/// `None` when the service knows of none: it went back to before the copy's epoch.
pub async fn common_floor(
    tx: &mut Transaction<'static, Postgres>,
    workspace: Uuid,
    epoch_of_copy: i32,
) -> Result<Option<i64>> {
    let statement = include_str!("epoch/common_floor.sql");
    Ok(sqlx::query_scalar(statement).bind(workspace).bind(epoch_of_copy).fetch_one(&mut **tx).await?)
}

async fn remember(pool: &PgPool) -> Result<()> {
    sqlx::query(include_str!("epoch/remember.sql")).bind(TIMELINE).execute(pool).await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn epochs_follow_the_clock_and_fit_the_wire() {
        let at = |s: i64| epoch_at((EPOCHS_SINCE_S + s) * 1_000);
        assert_eq!((at(-5), at(0), at(60)), (0, 0, 60));
        assert_eq!(at(i64::from(i32::MAX)), i32::MAX);
        assert_eq!(at(i64::from(i32::MAX) + 1), 0, "then the one before counts on");
    }
}
