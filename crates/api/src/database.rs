//! The database: transactions on behalf of somebody, the workspace's lock, and statements made from `domain::schema`; the rights of
//! the service's role, and the months of the history.

mod load;
pub mod statements;
mod transaction;
mod write;

#[cfg(test)]
mod tests;

use chrono::{DateTime, Datelike as _, Months, NaiveDate, Utc};
use sqlx::PgPool;

pub use transaction::{ClockRow, Locked, begin_read, read_standing, with_limits};
pub(crate) use transaction::{stored_word, table, word};

/// Months of history that are made ahead.
const MONTHS_AHEAD: u32 = 3;

/// Gives the service's role the right to read and write rows, and nothing else. Run as the owner, after every migration. The role is
/// made by whoever runs the database: `create role mealbook_api login password '…' nosuperuser nobypassrls`.
pub async fn grant(owner: &PgPool, role: &str) -> Result<(), sqlx::Error> {
    let role = quoted(role);
    for statement in [
        format!("grant usage on schema public to {role}"),
        format!("grant select, insert, update, delete on all tables in schema public to {role}"),
        format!("grant usage on all sequences in schema public to {role}"),
        format!(
            "alter default privileges in schema public grant select, insert, update, delete on tables to {role}"
        ),
        format!("alter default privileges in schema public grant usage on sequences to {role}"),
    ] {
        sqlx::query(&statement).execute(owner).await?;
    }
    make_partitions(owner, Utc::now()).await
}

/// Makes the partition of this month and of the next ones, if they are not there. Run as the owner: at every start and every night.
pub async fn make_partitions(owner: &PgPool, now: DateTime<Utc>) -> Result<(), sqlx::Error> {
    let Some(this_month) = now.date_naive().with_day(1) else { return Ok(()) };
    for ahead in 0..=MONTHS_AHEAD {
        let Some(month) = this_month.checked_add_months(Months::new(ahead)) else { continue };
        let Some(next) = month.checked_add_months(Months::new(1)) else { continue };
        let statement = format!(
            "create table if not exists {} partition of op_log for values from ({}) to ({})",
            partition(month),
            start_ms(month),
            start_ms(next)
        );
        sqlx::query(&statement).execute(owner).await?;
    }
    Ok(())
}

/// The partition of a month.
pub fn partition(month: NaiveDate) -> String {
    month.format("op_log_%Y_%m").to_string()
}

fn start_ms(day: NaiveDate) -> i64 {
    day.and_time(chrono::NaiveTime::MIN).and_utc().timestamp_millis()
}

fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}
