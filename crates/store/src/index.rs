//! The full-text index and the local sort keys of expenses, written together at the end of a transaction.

use std::collections::HashMap;

use domain::fold::{fold, search_document};
use sqlx::{Row, SqliteConnection};
use uuid::Uuid;

use crate::Result;
use crate::sql::Params;

/// Expenses read and indexed at a time.
const CHUNK_ROWS: usize = 1_000;
/// Documents inserted by one statement.
const STATEMENT_ROWS: usize = 250;

/// Whether the index has something of the expenses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum State {
    /// Nothing: they are new, and their sort keys are right already.
    New,
    /// Perhaps; it is replaced.
    Stale,
}

/// Indexes these expenses anew.
pub(crate) async fn reindex(connection: &mut SqliteConnection, expenses: &[Uuid], state: State) -> Result<()> {
    for chunk in expenses.chunks(CHUNK_ROWS) {
        let rows = load(connection, chunk).await?;
        if state == State::Stale {
            forget(connection, &rows).await?;
            sort_keys(connection, &rows).await?;
        }
        for rows in rows.chunks(STATEMENT_ROWS) {
            let sql = crate::write::values_statement(
                "insert into expense_search (rowid, document) values ",
                2,
                rows.len(),
            );
            let mut params = Params::new();
            for row in rows {
                params.int(row.local_id).text(search_document(&row.text));
            }
            sqlx::query_with(&sql, params.take()).execute(&mut *connection).await?;
        }
    }
    Ok(())
}

/// An expense as the index needs it.
struct Indexed {
    local_id: i64,
    text: String,
    place_fold: String,
    category_fold: String,
    is_sorted: bool,
}

async fn load(connection: &mut SqliteConnection, expenses: &[Uuid]) -> Result<Vec<Indexed>> {
    let ids = crate::sql::ids_json(expenses);
    let mut words: HashMap<i64, String> = HashMap::new();
    let parts = sqlx::query(include_str!("index/words.sql")).bind(&ids).fetch_all(&mut *connection).await?;
    for row in &parts {
        let text = words.entry(row.try_get(0)?).or_default();
        text.push('\n');
        text.push_str(row.try_get::<Option<&str>, _>(1)?.unwrap_or_default());
    }
    let rows = sqlx::query(include_str!("index/expenses.sql")).bind(&ids).fetch_all(&mut *connection).await?;
    rows.iter()
        .map(|row| {
            let local_id: i64 = row.try_get(0)?;
            let mut text = String::new();
            for at in 1..=8 {
                if let Some(part) = row.try_get::<Option<&str>, _>(at)? {
                    text.push_str(part);
                    text.push('\n');
                }
            }
            text.push_str(words.get(&local_id).map_or("", String::as_str));
            let place_fold = match (row.try_get::<Option<&str>, _>(9)?, row.try_get::<Option<&str>, _>(2)?) {
                (Some(folded), _) => folded.to_owned(),
                (None, snapshot) => fold(snapshot.unwrap_or_default()),
            };
            let category_fold: String = row.try_get(10)?;
            let is_sorted = row.try_get::<&str, _>(11)? == place_fold
                && row.try_get::<&str, _>(12)? == category_fold;
            Ok(Indexed { local_id, text, place_fold, category_fold, is_sorted })
        })
        .collect()
}

async fn forget(connection: &mut SqliteConnection, rows: &[Indexed]) -> Result<()> {
    let ids: Vec<i64> = rows.iter().map(|row| row.local_id).collect();
    let ids = serde_json::Value::from(ids).to_string();
    sqlx::query(include_str!("index/forget.sql")).bind(ids).execute(connection).await?;
    Ok(())
}

async fn sort_keys(connection: &mut SqliteConnection, rows: &[Indexed]) -> Result<()> {
    for row in rows.iter().filter(|row| !row.is_sorted) {
        sqlx::query(include_str!("index/sort_keys.sql"))
            .bind(row.local_id)
            .bind(&row.place_fold)
            .bind(&row.category_fold)
            .execute(&mut *connection)
            .await?;
    }
    Ok(())
}
