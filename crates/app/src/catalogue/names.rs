//! From what a person typed to the row it means: by id, by folded name, by a merchant's alias, or a new row.

use domain::expense::{Field, FieldProblem, NAME_CHARS_MAX, Named};
use domain::fold::fold;
use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind};
use domain::schema::{Table, Value};
use store::{StoredRow, WriteTx};
use uuid::Uuid;

use super::columns::{columns, for_new};
use crate::expenses::cleaned;
use crate::{Error, Result};

/// How many merges in a row are followed.
pub(crate) const MERGES_MAX: usize = 32;

/// A row and its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Found {
    /// Its id.
    pub id: Uuid,
    /// Its present name.
    pub name: String,
}

/// The row `named` means; made when there is none.
pub(crate) async fn find_or_make<Id: Copy + Into<Uuid>>(
    tx: &mut WriteTx,
    kind: CatalogueKind,
    named: &Named<Id>,
) -> Result<Found> {
    if let Some(id) = named.id {
        return by_id(tx, kind, id.into()).await;
    }
    let name = cleaned(&named.name);
    match find(tx, kind, &name).await? {
        Some(found) => Ok(found),
        None => make(tx, kind, name).await,
    }
}

/// The live row of that name.
pub(crate) async fn find(tx: &mut WriteTx, kind: CatalogueKind, name: &str) -> Result<Option<Found>> {
    let folded = fold(name);
    if let Some(id) = tx.find_by_fold(kind, &folded).await? {
        return Ok(Some(by_id(tx, kind, id).await?));
    }
    let found = match kind {
        CatalogueKind::Merchant => merchant_by_alias(tx, &folded).await?,
        CatalogueKind::Place => place_by_alias(tx, &folded).await?,
        CatalogueKind::Category
        | CatalogueKind::Tag
        | CatalogueKind::Person
        | CatalogueKind::PaymentMethod
        | CatalogueKind::Trip => None,
    };
    match found {
        Some(found) => Ok(Some(found)),
        None => merged_away(tx, kind, &folded).await,
    }
}

/// What a name means whose row was merged away: what remains, unless two such rows went different ways.
async fn merged_away(tx: &mut WriteTx, kind: CatalogueKind, folded: &str) -> Result<Option<Found>> {
    let mut found: Option<Found> = None;
    for row in tx.list(Table::named(kind.table()), "name_fold", folded).await? {
        let remains = by_id(tx, kind, row.id).await?;
        match &found {
            Some(other) if *other != remains => return Ok(None),
            _ => found = Some(remains),
        }
    }
    Ok(found)
}

/// The row of that id, or the one it was merged into. Rows that two devices merged into each other are one as well until the service
/// has said which remains: the first by id, on every device.
pub(crate) async fn by_id(tx: &mut WriteTx, kind: CatalogueKind, id: Uuid) -> Result<Found> {
    let mut passed = Vec::new();
    let mut at = id;
    while passed.len() < MERGES_MAX {
        let row = tx.find(Table::named(kind.table()), at).await?;
        let row = row.ok_or_else(|| Error::field(field(kind), FieldProblem::Unknown))?;
        let Some(Value::Id(into)) = row.values.get("merged_into_id") else {
            return Ok(Found { id: at, name: name_of(kind, &row) });
        };
        passed.push(Found { id: at, name: name_of(kind, &row) });
        at = *into;
        if let Some(from) = passed.iter().position(|found| found.id == at) {
            let circle = passed.into_iter().skip(from).min_by_key(|found| found.id);
            return circle.ok_or_else(|| Error::field(field(kind), FieldProblem::Circular));
        }
    }
    Err(Error::field(field(kind), FieldProblem::Circular))
}

/// A new row with nothing but a name.
pub(crate) async fn make(tx: &mut WriteTx, kind: CatalogueKind, name: String) -> Result<Found> {
    if name.is_empty() {
        return Err(Error::field(field(kind), FieldProblem::Missing));
    }
    if name.chars().count() > NAME_CHARS_MAX {
        return Err(Error::field(field(kind), FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 }));
    }
    let input = CatalogueInput { name: name.clone(), details: CatalogueDetails::blank(kind) };
    let id = tx.new_id();
    tx.insert(Table::named(kind.table()), id, for_new(columns(&input), &input.details)).await?;
    Ok(Found { id, name })
}

async fn merchant_by_alias(tx: &mut WriteTx, folded: &str) -> Result<Option<Found>> {
    let aliases = tx.list(Table::named("merchant_alias"), "pattern", folded).await?;
    for alias in aliases {
        if let Some(Value::Id(merchant)) = alias.values.get("merchant_id") {
            let row = tx.find(Table::named("merchant"), *merchant).await?;
            if row.is_some_and(|row| row.deleted_at.is_none()) {
                return Ok(Some(by_id(tx, CatalogueKind::Merchant, *merchant).await?));
            }
        }
    }
    Ok(None)
}

/// A place by the alias of its brand, where the brand has one branch only.
async fn place_by_alias(tx: &mut WriteTx, folded: &str) -> Result<Option<Found>> {
    let Some(merchant) = merchant_by_alias(tx, folded).await? else { return Ok(None) };
    let branches = tx.list(Table::named("place"), "merchant_id", merchant.id).await?;
    let live: Vec<&StoredRow> =
        branches.iter().filter(|row| row.values.get("merged_into_id") == Some(&Value::Null)).collect();
    match live.as_slice() {
        [only] => Ok(Some(Found { id: only.id, name: name_of(CatalogueKind::Place, only) })),
        _ => Ok(None),
    }
}

/// The name in a row.
pub(crate) fn name_of(kind: CatalogueKind, row: &StoredRow) -> String {
    let column = if kind == CatalogueKind::Person { "display_name" } else { "name" };
    match row.values.get(column) {
        Some(Value::Text(name)) => name.clone(),
        _ => String::new(),
    }
}

/// The form's field that names rows of a catalogue.
pub(crate) fn field(kind: CatalogueKind) -> Field {
    match kind {
        CatalogueKind::Place => Field::Place,
        CatalogueKind::Merchant => Field::Merchant,
        CatalogueKind::Category => Field::Category,
        CatalogueKind::Tag => Field::Tags,
        CatalogueKind::Person => Field::People,
        CatalogueKind::PaymentMethod => Field::Payment,
        CatalogueKind::Trip => Field::Trip,
    }
}
