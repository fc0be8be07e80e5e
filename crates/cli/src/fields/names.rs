//! Places, tags and people may be new; categories, trips and payment methods must exist.

use domain::expense::{ExpenseInput, Named};
use domain::fold::fold;
use domain::read::CatalogueKind;
use uuid::Uuid;

use super::{Assignment, How};
use crate::book::Book;
use crate::{Result, names};

/// Sets a field that names rows of catalogues.
pub async fn set(book: &Book, input: &mut ExpenseInput, assignment: &Assignment) -> Result<()> {
    let value = assignment.value.trim();
    match assignment.field.as_str() {
        "place" => input.place = named(book, CatalogueKind::Place, value).await?,
        "merchant" => input.merchant = named(book, CatalogueKind::Merchant, value).await?,
        "category" => input.category = existing(book, CatalogueKind::Category, value).await?,
        "trip" => input.trip = existing(book, CatalogueKind::Trip, value).await?,
        "payment" => input.payment_method = existing(book, CatalogueKind::PaymentMethod, value).await?,
        "tag" | "tags" => list(book, CatalogueKind::Tag, &mut input.tags, assignment).await?,
        _ => list(book, CatalogueKind::Person, &mut input.people, assignment).await?,
    }
    Ok(())
}

async fn named<Id: From<Uuid>>(book: &Book, kind: CatalogueKind, name: &str) -> Result<Option<Named<Id>>> {
    if name.is_empty() {
        return Ok(None);
    }
    // An id that is not there would otherwise become a place of that name.
    let found = if name.starts_with('#') && kind != CatalogueKind::Tag {
        Some(names::get(book, kind, name).await?)
    } else {
        names::find(book, kind, name).await?
    };
    Ok(Some(match found {
        Some(row) => Named { id: Some(row.id.into()), name: row.name },
        None => Named { id: None, name: name.to_owned() },
    }))
}

async fn existing<Id: From<Uuid>>(book: &Book, kind: CatalogueKind, name: &str) -> Result<Option<Id>> {
    if name.is_empty() {
        return Ok(None);
    }
    Ok(Some(names::get(book, kind, name).await?.id.into()))
}

async fn list<Id: From<Uuid> + PartialEq>(
    book: &Book,
    kind: CatalogueKind,
    all: &mut Vec<Named<Id>>,
    assignment: &Assignment,
) -> Result<()> {
    if assignment.how == How::Set {
        all.clear();
    }
    for name in assignment.value.split(',').map(str::trim).filter(|name| !name.is_empty()) {
        let name = if kind == CatalogueKind::Tag { name.trim_start_matches('#') } else { name };
        let Some(one) = named::<Id>(book, kind, name).await? else { continue };
        let is_same = |other: &Named<Id>| {
            (one.id.is_some() && other.id == one.id) || fold(&other.name) == fold(&one.name)
        };
        if assignment.how == How::Remove {
            all.retain(|other| !is_same(other));
        } else if !all.iter().any(is_same) {
            all.push(one);
        }
    }
    Ok(())
}
