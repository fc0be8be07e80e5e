//! Values in and out of SQLite: binding, reading, JSON text.

use domain::schema::{ColumnKind, Value};
use sqlx::sqlite::{SqliteArguments, SqliteRow};
use sqlx::{Arguments, Row};
use uuid::Uuid;

use crate::{Error, Result};

/// Bound parameters of one statement, in order.
#[derive(Default, Clone)]
pub(crate) struct Params(SqliteArguments<'static>);

impl Params {
    /// No parameters yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a column value.
    pub(crate) fn value(&mut self, value: &Value) -> &mut Self {
        match value {
            Value::Null => self.add(None::<i64>),
            Value::Int(number) => self.add(*number),
            Value::Text(text) => self.add(text.clone()),
            Value::Id(id) => self.id(*id),
        }
    }

    /// Adds a column value without copying it.
    pub(crate) fn push(&mut self, value: Value) -> &mut Self {
        match value {
            Value::Text(text) => self.add(text),
            other => self.value(&other),
        }
    }

    /// Adds an id as sixteen bytes.
    pub(crate) fn id(&mut self, id: Uuid) -> &mut Self {
        self.add(id.as_bytes().to_vec())
    }

    /// Adds a number.
    pub(crate) fn int(&mut self, number: i64) -> &mut Self {
        self.add(number)
    }

    /// Adds a text.
    pub(crate) fn text(&mut self, text: impl Into<String>) -> &mut Self {
        self.add(text.into())
    }

    /// Adds a list of ids as the JSON array of hexadecimal texts that `unhex(value) from json_each(?)` takes apart.
    pub(crate) fn ids(&mut self, ids: &[Uuid]) -> &mut Self {
        self.add(ids_json(ids))
    }

    fn add<T>(&mut self, value: T) -> &mut Self
    where
        T: sqlx::Encode<'static, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite> + 'static,
    {
        self.0.add(value).expect("numbers, texts and bytes always encode");
        self
    }

    /// How many were added.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The arguments for `sqlx::query_with`.
    pub(crate) fn take(&mut self) -> SqliteArguments<'static> {
        std::mem::take(&mut self.0)
    }
}

/// `["018f…", …]`: what `json_each` and `unhex` turn back into ids.
pub(crate) fn ids_json(ids: &[Uuid]) -> String {
    let mut json = String::with_capacity(ids.len() * 35 + 2);
    json.push('[');
    for (at, id) in ids.iter().enumerate() {
        if at > 0 {
            json.push(',');
        }
        json.push('"');
        json.push_str(id.simple().encode_lower(&mut Uuid::encode_buffer()));
        json.push('"');
    }
    json.push(']');
    json
}

/// The value of a column of `kind`.
pub(crate) fn value(row: &SqliteRow, at: usize, kind: ColumnKind) -> Result<Value> {
    Ok(match kind {
        ColumnKind::Int | ColumnKind::Bool | ColumnKind::Instant => {
            row.try_get::<Option<i64>, _>(at)?.map_or(Value::Null, Value::Int)
        }
        ColumnKind::Ref(_) | ColumnKind::Id => opt_id(row, at)?.map_or(Value::Null, Value::Id),
        ColumnKind::Text | ColumnKind::Date | ColumnKind::Time | ColumnKind::Json => {
            row.try_get::<Option<String>, _>(at)?.map_or(Value::Null, Value::Text)
        }
    })
}

/// An id that must be there.
pub(crate) fn id(row: &SqliteRow, at: usize) -> Result<Uuid> {
    opt_id(row, at)?.ok_or(Error::Malformed("an id"))
}

/// An id or null.
pub(crate) fn opt_id(row: &SqliteRow, at: usize) -> Result<Option<Uuid>> {
    match row.try_get::<Option<&[u8]>, _>(at)? {
        None => Ok(None),
        Some(bytes) => Uuid::from_slice(bytes).map(Some).map_err(|_| Error::Malformed("an id")),
    }
}

/// Appends `value` as JSON.
pub(crate) fn push_json(json: &mut String, value: &Value) {
    match value {
        Value::Null => json.push_str("null"),
        Value::Int(number) => json.push_str(&number.to_string()),
        Value::Text(text) => push_json_text(json, text),
        Value::Id(id) => {
            json.push('"');
            json.push_str(id.hyphenated().encode_lower(&mut Uuid::encode_buffer()));
            json.push('"');
        }
    }
}

/// Appends `text` as a JSON string.
pub(crate) fn push_json_text(json: &mut String, text: &str) {
    if text.bytes().any(|b| b < 0x20 || b == b'"' || b == b'\\') {
        json.push_str(&serde_json::Value::from(text).to_string());
    } else {
        json.push('"');
        json.push_str(text);
        json.push('"');
    }
}

/// A JSON object from columns and values.
pub(crate) fn object<'a, 'b>(fields: impl IntoIterator<Item = (&'a str, &'b Value)>) -> String {
    let mut json = String::from("{");
    for (name, value) in fields {
        if json.len() > 1 {
            json.push(',');
        }
        push_json_text(&mut json, name);
        json.push(':');
        push_json(&mut json, value);
    }
    json.push('}');
    json
}

/// `"name"`: a column quoted, because `key`, `match` and `by` are words of SQL.
pub(crate) fn quoted(name: &str) -> String {
    format!("\"{name}\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e143_every_text_is_valid_json() {
        for text in ["plain", "a\"b\\c", "line\nbreak", "nul\0", "👩‍👩‍👧 \u{202e}", ""] {
            let json = object([("note", &Value::Text(text.into()))]);
            let back: serde_json::Value = serde_json::from_str(&json).unwrap();
            assert_eq!(back["note"], text);
        }
    }
}
