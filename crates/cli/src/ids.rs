//! Expense ids as a person types them: whole, or a start of at least eight digits that only one expense has.

use domain::ExpenseId;
use domain::query::{GroupBy, Is, Query, SortKey, Term};
use uuid::Uuid;
use wire::call::{ListExpenses, QueryText, WINDOW_MAX};

use crate::book::Book;
use crate::error::Choice;
use crate::{Error, Result};

/// The shortest start of an id.
pub const PREFIX_DIGITS_MIN: usize = 8;
/// How many candidates an error names.
const CANDIDATES_MAX: usize = 5;

/// The expense meant.
pub async fn expense(book: &Book, text: &str) -> Result<ExpenseId> {
    if let Ok(id) = Uuid::parse_str(text.trim()) {
        return Ok(id.into());
    }
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect::<String>().to_lowercase();
    if digits.len() < PREFIX_DIGITS_MIN || digits.len() > 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit()) {
        return Err(Error::bad("an expense", text, "its id or the first eight digits of it or more"));
    }
    let mut found = Vec::new();
    for query in [Query::default(), Query::of(Term::Is(Is::Deleted))] {
        collect(book, query, &digits, &mut found).await?;
    }
    match found.as_slice() {
        [] => Err(Error::NotFound { what: "expense", name: text.to_owned() }),
        [one] => Ok(*one),
        _ => Err(Error::Ambiguous {
            what: format!("the id `{text}`"),
            choices: found
                .iter()
                .take(CANDIDATES_MAX)
                .map(|id| Choice { reading: "an expense".to_owned(), choose: id.to_string() })
                .collect(),
        }),
    }
}

/// All the expenses meant.
pub async fn expenses(book: &Book, texts: &[String]) -> Result<Vec<ExpenseId>> {
    let mut ids = Vec::with_capacity(texts.len());
    for text in texts {
        let id = expense(book, text).await?;
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    Ok(ids)
}

async fn collect(book: &Book, query: Query, digits: &str, found: &mut Vec<ExpenseId>) -> Result<()> {
    let mut cursor = None;
    loop {
        let window = book
            .ask(ListExpenses {
                query: QueryText::Parsed(query.clone()),
                sort: SortKey::Created,
                group_by: GroupBy::None,
                cursor,
                limit: WINDOW_MAX,
                ..ListExpenses::default()
            })
            .await?;
        for row in &window.rows {
            if row.id.0.simple().to_string().starts_with(digits) && !found.contains(&row.id) {
                found.push(row.id);
            }
        }
        match window.rows.last() {
            Some(last) if window.has_after => cursor = Some(last.cursor.clone()),
            _ => return Ok(()),
        }
    }
}
