//! The app's own query language on PostgreSQL: the same terms mean the same expenses as on a device.
//!
//! Everything becomes SQL but free text, which is compared by `domain::fold` as the device's index does, row by row.
//! A person who sees only the amount of an expense cannot find it by anything else: terms over hidden columns ask for rows that are
//! seen whole.

mod amount;
mod term;
mod words;

use domain::query::{Is, Query, Term};
use uuid::Uuid;

use super::sql::{Bind, Sql};

pub(crate) use words::Words;

/// A query, ready to be put into a statement over the expense `e`.
#[derive(Debug, Default)]
pub(crate) struct Filter {
    /// Conditions that all hold.
    pub conditions: Vec<Sql>,
    /// What rows are tested for one by one: words, and whether they must be missing.
    pub words: Vec<(Words, bool)>,
    /// Whether the trash is meant.
    pub is_trash: bool,
    /// Whether something is asked that a person who sees the amount alone must not learn.
    pub asks_hidden: bool,
}

impl Filter {
    /// Compiles a query for one workspace.
    pub(crate) fn compile(workspace: Uuid, query: &Query) -> Self {
        let mut filter = Self {
            is_trash: query
                .clauses
                .iter()
                .any(|clause| !clause.negated && clause.term == Term::Is(Is::Deleted)),
            ..Self::default()
        };
        for clause in &query.clauses {
            filter.asks_hidden |= term::is_hidden(&clause.term);
            let words = match &clause.term {
                Term::Text(text) => Some(Words::of_text(text)),
                Term::Phrase(text) => Some(Words::of_phrase(text)),
                _ => None,
            };
            match words {
                // A text without a letter asks for nothing.
                Some(words) => filter.words.extend(words.map(|words| (words, clause.negated))),
                None => {
                    let mut sql = Sql::of("(");
                    sql.append(&term::condition(workspace, &clause.term));
                    // What is unknown is not the case, and its negation is.
                    sql.push(if clause.negated { ") is not true" } else { ")" });
                    filter.conditions.push(sql);
                }
            }
        }
        filter
    }
}

/// `column = any(…)`.
pub(super) fn any_text<'a>(column: &str, texts: impl IntoIterator<Item = &'a str>) -> Sql {
    let texts = texts.into_iter().map(str::to_owned).collect();
    Sql::with(format!("{column} = any("), Bind::Texts(texts), ")")
}
