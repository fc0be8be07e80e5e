//! Pieces of SQL with their values, put together in the order the values are bound.

use domain::schema::Value;
use sqlx::SqliteConnection;
use sqlx::sqlite::SqliteRow;
use uuid::Uuid;

use crate::Result;
use crate::sql::{Params, ids_json};

/// SQL text with one `?` for each value, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Fragment {
    pub(crate) text: String,
    pub(crate) values: Vec<Value>,
}

impl Fragment {
    /// Text without values.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), values: Vec::new() }
    }

    /// Text with values for its `?`.
    pub(crate) fn with(text: impl Into<String>, values: impl IntoIterator<Item = Value>) -> Self {
        Self { text: text.into(), values: values.into_iter().collect() }
    }

    /// `expression in (ids)`.
    pub(crate) fn id_in(expression: &str, ids: &[Uuid]) -> Self {
        Self::with(
            format!("{expression} in (select unhex(value) from json_each(?))"),
            [Value::Text(ids_json(ids))],
        )
    }

    /// `expression in (texts)`.
    pub(crate) fn text_in<'a>(expression: &str, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let list: Vec<&str> = texts.into_iter().collect();
        let json = serde_json::Value::from(list).to_string();
        Self::with(format!("{expression} in (select value from json_each(?))"), [Value::Text(json)])
    }

    /// Appends text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    /// Appends `?` and its value.
    pub(crate) fn bind(&mut self, value: impl Into<Value>) -> &mut Self {
        self.text.push('?');
        self.values.push(value.into());
        self
    }

    /// Appends another piece.
    pub(crate) fn append(&mut self, other: &Self) -> &mut Self {
        self.text.push_str(&other.text);
        self.values.extend(other.values.iter().cloned());
        self
    }

    /// All pieces between `open` and `close`, `separator` between them.
    pub(crate) fn join(pieces: &[Self], open: &str, separator: &str, close: &str) -> Self {
        let mut joined = Self::of(open);
        for (at, piece) in pieces.iter().enumerate() {
            if at > 0 {
                joined.push(separator);
            }
            joined.append(piece);
        }
        joined.push(close);
        joined
    }

    /// Runs it.
    pub(crate) async fn fetch(&self, connection: &mut SqliteConnection) -> Result<Vec<SqliteRow>> {
        let mut params = Params::new();
        for value in &self.values {
            params.value(value);
        }
        Ok(sqlx::query_with(&self.text, params.take()).fetch_all(connection).await?)
    }
}
