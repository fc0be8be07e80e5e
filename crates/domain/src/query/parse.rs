//! Reads the typed query language: `meal:lunch tag:acme place:"Casa Lola" amount:>20 after:2026-01-01 has:photo free text`.
//!
//! Made for a search field that is read at every keystroke: what is merely unfinished (an open quote, a trailing `NOT`) is
//! forgiven, what would silently find the wrong rows (a misspelt field, an impossible date) is an error with its place.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::query::{Clause, QUERY_CHARS_MAX, QUERY_TERMS_MAX, Query, Term};

mod field;
mod period;
mod range;
mod scan;

use field::Field;
use scan::{Item, Scanner};

/// Where a query text is wrong, and how.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[error("{problem} (at byte {at})")]
pub struct QueryError {
    /// Byte offset of the item in the text.
    pub at: usize,
    /// What is wrong.
    pub problem: QueryProblem,
}

/// What can be wrong with a query text.
#[derive(Debug, Clone, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryProblem {
    /// Longer than `QUERY_CHARS_MAX`.
    #[error("a query has at most {QUERY_CHARS_MAX} characters")]
    TooLong,
    /// More conditions and values than `QUERY_TERMS_MAX`.
    #[error("a query has at most {QUERY_TERMS_MAX} terms")]
    TooMany,
    /// A field that is almost one of ours: `mael:lunch`.
    #[error("there is no field \"{field}\"; did you mean \"{suggestion}\"?")]
    UnknownField {
        /// As written.
        field: String,
        /// The field meant.
        suggestion: String,
    },
    /// `meal:` and nothing after it.
    #[error("\"{field}:\" needs a value")]
    MissingValue {
        /// The field.
        field: String,
    },
    /// A value the field does not know.
    #[error("\"{value}\" is not a value of \"{field}\"")]
    BadValue {
        /// The field.
        field: String,
        /// As written.
        value: String,
    },
    /// Several values where one is possible.
    #[error("\"{field}\" takes one value")]
    OneValueOnly {
        /// The field.
        field: String,
    },
    /// A range that ends before it begins.
    #[error("the range of \"{field}\" ends before it begins")]
    EmptyRange {
        /// The field.
        field: String,
    },
    /// `tag:a OR tag:b`.
    #[error("alternatives are written with commas: tag:a,b")]
    UseCommas,
}

/// Reads a query; relative dates (`this-month`) are taken from `today`.
pub fn parse(text: &str, today: NaiveDate) -> Result<Query, QueryError> {
    if text.chars().count() > QUERY_CHARS_MAX {
        return Err(QueryError { at: 0, problem: QueryProblem::TooLong });
    }
    let mut reader = Reader { today, query: Query::default(), terms: 0, negate_next: false, or_at: None };
    let mut scanner = Scanner::new(text);
    while let Some(item) = scanner.next_item() {
        let at = item.at();
        reader.add(item).map_err(|problem| QueryError { at, problem })?;
    }
    Ok(reader.query)
}

struct Reader {
    today: NaiveDate,
    query: Query,
    terms: usize,
    negate_next: bool,
    or_at: Option<usize>,
}

impl Reader {
    fn add(&mut self, item: Item) -> Result<(), QueryProblem> {
        let (negated, term, values) = match item {
            Item::Word { negated, word, .. } => match (negated, word.as_str()) {
                (false, "NOT") => {
                    self.negate_next = !self.negate_next;
                    return Ok(());
                }
                (false, "AND") => return Ok(()),
                (false, "OR") => {
                    self.or_at = Some(self.terms);
                    return Ok(());
                }
                _ => (negated, Term::Text(word), 1),
            },
            Item::Phrase { negated, text, .. } => (negated, Term::Phrase(text), 1),
            Item::Tag { negated, name, .. } => (negated, Term::Tag(vec![field::name_of("tag", &name)?]), 1),
            Item::Field { negated, name, values, .. } => match Field::find(&name) {
                Some(found) => (negated, found.term(&name, &values, self.today)?, values.len()),
                None => {
                    return Err(QueryProblem::UnknownField {
                        suggestion: Field::nearest(&name).unwrap_or_default().to_owned(),
                        field: name,
                    });
                }
            },
        };
        // "OR" between two conditions would find something else than it says; at either end it is a word being typed.
        if self.or_at.take().is_some_and(|terms| terms > 0) {
            return Err(QueryProblem::UseCommas);
        }
        self.terms += values;
        if self.terms > QUERY_TERMS_MAX {
            return Err(QueryProblem::TooMany);
        }
        let negated = negated != std::mem::take(&mut self.negate_next);
        self.push(Clause { negated, term });
        Ok(())
    }

    /// Free words side by side are one condition: all of them.
    fn push(&mut self, clause: Clause) {
        if let Clause { negated: false, term: Term::Text(word) } = &clause
            && let Some(Clause { negated: false, term: Term::Text(words) }) = self.query.clauses.last_mut()
        {
            words.push(' ');
            words.push_str(word);
            return;
        }
        self.query.clauses.push(clause);
    }
}
