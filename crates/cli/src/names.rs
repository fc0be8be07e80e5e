//! Finds rows of catalogues by what a person types: a name, `Parent:Child`, an id or the start of one.

use domain::fold::fold;
use domain::read::{CatalogueEntry, CatalogueKind, CatalogueRef};
use uuid::Uuid;
use wire::call::{GetCatalogueEntry, ListCatalogue, PickCatalogue};

use crate::book::Book;
use crate::error::Choice;
use crate::ids::PREFIX_DIGITS_MIN;
use crate::{Error, Result};

/// The row; it must exist.
pub async fn get(book: &Book, kind: CatalogueKind, name: &str) -> Result<CatalogueRef> {
    find(book, kind, name).await?.ok_or_else(|| Error::NotFound { what: word(kind), name: name.to_owned() })
}

/// The row with its fields and figures; it must exist.
pub async fn get_entry(book: &Book, kind: CatalogueKind, name: &str) -> Result<CatalogueEntry> {
    let id = get(book, kind, name).await?.id;
    book.ask(GetCatalogueEntry { kind, id }).await
}

/// The row, if there is one. Two rows of one name are for the person to choose from, by id. Archived rows are found when no other
/// has the name.
pub async fn find(book: &Book, kind: CatalogueKind, name: &str) -> Result<Option<CatalogueRef>> {
    let mut matching = match id_digits(name) {
        Some(digits) => by_id(book, kind, &digits).await?,
        None => by_name(book, kind, name).await?,
    };
    match matching.len() {
        0 | 1 => Ok(matching.pop()),
        _ => Err(Error::Ambiguous {
            what: format!("the {} `{name}`", word(kind)),
            choices: matching.iter().map(choice).collect(),
        }),
    }
}

async fn by_id(book: &Book, kind: CatalogueKind, digits: &str) -> Result<Vec<CatalogueRef>> {
    let entries = book.ask(ListCatalogue { kind, text: String::new(), with_archived: true }).await?;
    let starts = |entry: &CatalogueEntry| entry.id.simple().to_string().starts_with(digits);
    Ok(entries.into_iter().filter(starts).map(short).collect())
}

async fn by_name(book: &Book, kind: CatalogueKind, name: &str) -> Result<Vec<CatalogueRef>> {
    let last = name.rsplit(':').next().unwrap_or_default().trim();
    for text in [name.trim(), last] {
        let picked = book.ask(PickCatalogue { kind, text: text.to_owned() }).await?;
        let matching: Vec<_> = picked.into_iter().filter(|row| is_named(row, name)).collect();
        if !matching.is_empty() {
            return Ok(matching);
        }
    }
    let entries = book.ask(ListCatalogue { kind, text: last.to_owned(), with_archived: true }).await?;
    Ok(entries
        .into_iter()
        .filter(|entry| entry.merged_into.is_none())
        .map(short)
        .filter(|row| is_named(row, name))
        .collect())
}

fn is_named(row: &CatalogueRef, name: &str) -> bool {
    let is_at_path = name.split_once(':').is_some_and(|(parent, child)| {
        row.detail.as_deref().is_some_and(|own| fold(own) == fold(parent.trim()))
            && fold(&row.name) == fold(child.trim())
    });
    is_at_path || fold(&row.name) == fold(name.trim())
}

fn short(entry: CatalogueEntry) -> CatalogueRef {
    CatalogueRef {
        id: entry.id,
        name: entry.input.name,
        detail: entry.parent_name,
        color: None,
        icon: None,
        parent: None,
    }
}

/// One of them, in words.
pub fn word(kind: CatalogueKind) -> &'static str {
    match kind {
        CatalogueKind::Place => "place",
        CatalogueKind::Merchant => "merchant",
        CatalogueKind::Category => "category",
        CatalogueKind::Tag => "tag",
        CatalogueKind::Person => "person",
        CatalogueKind::PaymentMethod => "payment method",
        CatalogueKind::Trip => "trip",
    }
}

fn choice(row: &CatalogueRef) -> Choice {
    let reading = match &row.detail {
        Some(detail) => format!("{}, {detail}", row.name),
        None => row.name.clone(),
    };
    Choice { reading, choose: row.id.to_string() }
}

/// The hex digits of an id or of the start of one; `#` says that it is meant as one. Text that is a name too, such as `deadbeef`,
/// counts as a name unless it has the sign or is a whole id.
fn id_digits(text: &str) -> Option<String> {
    let (digits, is_marked) = match text.strip_prefix('#') {
        Some(digits) => (digits, true),
        None => (text, false),
    };
    if !is_marked {
        return Uuid::parse_str(digits).ok().map(|id| id.simple().to_string());
    }
    let digits: String = digits.chars().filter(|c| *c != '-').collect::<String>().to_lowercase();
    let is_hex = digits.len() >= PREFIX_DIGITS_MIN && digits.bytes().all(|b| b.is_ascii_hexdigit());
    is_hex.then_some(digits)
}
