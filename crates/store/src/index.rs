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

/// New expenses are indexed when this many wait.
const NEW_DOCUMENTS_MAX: usize = 20_000;

/// The texts of expenses made in a transaction, which the index has nothing of yet.
#[derive(Default)]
pub(crate) struct NewDocuments(HashMap<Uuid, (i64, String)>);

impl NewDocuments {
    /// A new expense.
    pub(crate) fn add(&mut self, id: Uuid, local_id: i64, text: String) {
        self.0.insert(id, (local_id, text));
    }

    /// Whether an expense is among them.
    pub(crate) fn has(&self, id: Uuid) -> bool {
        self.0.contains_key(&id)
    }

    /// More text of an expense.
    pub(crate) fn append(&mut self, id: Uuid, words: &str) {
        if let Some((_, text)) = self.0.get_mut(&id) {
            text.push('\n');
            text.push_str(words);
        }
    }

    /// Forgets an expense.
    pub(crate) fn remove(&mut self, id: Uuid) {
        self.0.remove(&id);
    }

    /// Whether enough wait to be written.
    pub(crate) fn is_many(&self) -> bool {
        self.0.len() >= NEW_DOCUMENTS_MAX
    }

    /// Writes them in the order they were made, which is the order the index likes.
    pub(crate) async fn write(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        let mut documents: Vec<(i64, String)> = self.0.drain().map(|(_, document)| document).collect();
        documents.sort_unstable_by_key(|(local_id, _)| *local_id);
        insert(connection, documents).await
    }
}

/// Indexes these expenses anew, and sets their sort keys.
pub(crate) async fn reindex(connection: &mut SqliteConnection, expenses: &[Uuid]) -> Result<()> {
    for chunk in expenses.chunks(CHUNK_ROWS) {
        let rows = load(connection, chunk).await?;
        forget(connection, &rows).await?;
        sort_keys(connection, &rows).await?;
        insert(connection, rows.into_iter().map(|row| (row.local_id, row.text)).collect()).await?;
    }
    Ok(())
}

async fn insert(connection: &mut SqliteConnection, documents: Vec<(i64, String)>) -> Result<()> {
    for rows in documents.chunks(STATEMENT_ROWS) {
        let mut sql = String::from("insert into expense_search (rowid, document) values (?,?)");
        sql.push_str(&",(?,?)".repeat(rows.len() - 1));
        let mut params = Params::new();
        for (local_id, text) in rows {
            params.int(*local_id).text(search_document(text));
        }
        sqlx::query_with(&sql, params.take()).execute(&mut *connection).await?;
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
            let is_sorted =
                row.try_get::<&str, _>(11)? == place_fold && row.try_get::<&str, _>(12)? == category_fold;
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
