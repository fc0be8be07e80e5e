//! Expense ids as a person types them: whole, or a start of at least eight digits that only one expense has.

use domain::ExpenseId;
use uuid::Uuid;

use crate::book::Book;
use crate::error::Choice;
use crate::{Error, Result};

/// The shortest start of an id.
pub const PREFIX_DIGITS_MIN: usize = 8;
/// How many candidates an error names.
const CANDIDATES_MAX: u32 = 5;

/// The expense meant.
pub async fn expense(book: &Book, text: &str) -> Result<ExpenseId> {
    if let Ok(id) = Uuid::parse_str(text.trim()) {
        return Ok(id.into());
    }
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect::<String>().to_lowercase();
    if digits.len() < PREFIX_DIGITS_MIN || digits.len() > 32 || !digits.bytes().all(|b| b.is_ascii_hexdigit())
    {
        return Err(malformed(text));
    }
    // The start stands for every id between itself filled up with zeros and with ones.
    let end =
        |fill: char| Uuid::parse_str(&format!("{digits}{}", fill.to_string().repeat(32 - digits.len())));
    let (Ok(from), Ok(to)) = (end('0'), end('f')) else { return Err(malformed(text)) };
    let found = book.app.expense_ids(from, to, CANDIDATES_MAX).await?;
    match found.as_slice() {
        [] => Err(Error::NotFound { what: "expense", name: text.to_owned() }),
        [one] => Ok(*one),
        _ => Err(Error::Ambiguous {
            what: format!("the id `{text}`"),
            choices: found
                .iter()
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

fn malformed(text: &str) -> Error {
    Error::bad("an expense", text, "its id or the first eight digits of it or more")
}

/// The digits of an id that are shown: enough to tell it from others, and to type.
pub fn short(id: Uuid) -> String {
    // The start of a UUIDv7 is its time: two made in one minute share eight digits.
    id.simple().to_string()[SHORT_FROM..].to_owned()
}

/// Where the digits that are shown begin: behind the time.
const SHORT_FROM: usize = 20;

/// The one of `choices` that is meant: by its id, the start or the end of it, or its name.
pub fn one_of<'a>(
    what: &'static str,
    text: &str,
    choices: impl Iterator<Item = (Uuid, &'a str)> + Clone,
) -> Result<Uuid> {
    let digits: String = text.trim().chars().filter(|c| *c != '-').collect::<String>().to_lowercase();
    let is_id = digits.len() >= PREFIX_DIGITS_MIN && digits.bytes().all(|b| b.is_ascii_hexdigit());
    let is_named = |name: &str| domain::fold::fold(name) == domain::fold::fold(text);
    let is_meant = |(id, name): &(Uuid, &str)| {
        let id = id.simple().to_string();
        is_named(name) || (is_id && (id.starts_with(&digits) || id.ends_with(&digits)))
    };
    let found: Vec<(Uuid, &str)> = choices.filter(is_meant).collect();
    match found.as_slice() {
        [] => Err(Error::NotFound { what, name: text.to_owned() }),
        [(one, _)] => Ok(*one),
        _ => Err(Error::Ambiguous {
            what: format!("the {what} `{text}`"),
            choices: found
                .iter()
                .map(|(id, name)| Choice { reading: (*name).to_owned(), choose: id.to_string() })
                .collect(),
        }),
    }
}
