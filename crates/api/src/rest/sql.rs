//! Statements put together from parts, each with its values.

use chrono::NaiveDate;
use sqlx::postgres::{PgArguments, PgRow};
use sqlx::{Arguments, PgConnection};
use uuid::Uuid;

/// A value of a statement.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Bind {
    /// A whole number.
    Int(i64),
    /// Text.
    Text(String),
    /// Several texts.
    Texts(Vec<String>),
    /// An id.
    Id(Uuid),
    /// Several ids.
    Ids(Vec<Uuid>),
    /// A day.
    Date(NaiveDate),
}

/// A part of a statement.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Sql {
    /// Text between the values: always one more than there are values.
    pieces: Vec<String>,
    values: Vec<Bind>,
}

impl Sql {
    /// Text without values.
    pub(crate) fn of(text: impl Into<String>) -> Self {
        Self { pieces: vec![text.into()], values: Vec::new() }
    }

    /// More text.
    pub(crate) fn push(&mut self, text: &str) -> &mut Self {
        match self.pieces.last_mut() {
            Some(last) => last.push_str(text),
            None => self.pieces.push(text.to_owned()),
        }
        self
    }

    /// A value.
    pub(crate) fn bind(&mut self, value: Bind) -> &mut Self {
        if self.pieces.is_empty() {
            self.pieces.push(String::new());
        }
        self.values.push(value);
        self.pieces.push(String::new());
        self
    }

    /// Text, a value, and text.
    pub(crate) fn with(before: impl Into<String>, value: Bind, after: &str) -> Self {
        let mut sql = Self::of(before);
        sql.bind(value).push(after);
        sql
    }

    /// Another part.
    pub(crate) fn append(&mut self, other: &Self) -> &mut Self {
        for (at, piece) in other.pieces.iter().enumerate() {
            if at > 0 {
                self.bind(other.values[at - 1].clone());
            }
            self.push(piece);
        }
        self
    }

    /// Parts with something between them.
    pub(crate) fn join(parts: &[Self], before: &str, between: &str, after: &str) -> Self {
        let mut sql = Self::of(before);
        for (at, part) in parts.iter().enumerate() {
            if at > 0 {
                sql.push(between);
            }
            sql.append(part);
        }
        sql.push(after);
        sql
    }

    /// The statement with its numbered values.
    pub(crate) fn text(&self) -> String {
        let mut text = String::new();
        for (at, piece) in self.pieces.iter().enumerate() {
            if at > 0 {
                text.push_str(&format!("${at}"));
            }
            text.push_str(piece);
        }
        text
    }

    /// The rows it finds.
    pub(crate) async fn fetch(&self, connection: &mut PgConnection) -> Result<Vec<PgRow>, sqlx::Error> {
        let mut arguments = PgArguments::default();
        for value in &self.values {
            let added = match value {
                Bind::Int(number) => arguments.add(number),
                Bind::Text(text) => arguments.add(text),
                Bind::Texts(texts) => arguments.add(texts),
                Bind::Id(id) => arguments.add(id),
                Bind::Ids(ids) => arguments.add(ids),
                Bind::Date(day) => arguments.add(day),
            };
            added.map_err(sqlx::Error::Encode)?;
        }
        // Statements differ with every query a person writes: prepared ones would fill the connection's memory.
        sqlx::query_with(&self.text(), arguments).persistent(false).fetch_all(connection).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_numbered_in_the_order_they_stand() {
        let mut sql = Sql::of("select 1 where a = ");
        sql.bind(Bind::Int(1)).push(" and ").append(&Sql::join(
            &[Sql::with("b = ", Bind::Int(2), ""), Sql::with("c = ", Bind::Int(3), "")],
            "(",
            " or ",
            ")",
        ));
        assert_eq!(sql.text(), "select 1 where a = $1 and (b = $2 or c = $3)");
        assert_eq!(sql.values, [Bind::Int(1), Bind::Int(2), Bind::Int(3)]);
    }
}
