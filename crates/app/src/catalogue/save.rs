//! Making and changing rows of the catalogues by hand.

use domain::expense::{Field, FieldProblem, NAME_CHARS_MAX};
use domain::fold::fold;
use domain::read::{CatalogueDetails, CatalogueKind, CatalogueRef};
use domain::schema::{Patch, Table, Value};
use store::WriteTx;
use uuid::Uuid;
use wire::call::{CatalogueSaved, SaveCatalogueEntry};

use super::columns::{columns, for_new, validate};
use super::list::same_names;
use super::names::field;
use crate::dispatch::Handle;
use crate::expenses::{cleaned, id_in};
use crate::{App, Error, Result};

impl Handle for SaveCatalogueEntry {
    async fn handle(self, app: &App) -> Result<CatalogueSaved> {
        validate(&self.input)?;
        let kind = self.input.details.kind();
        let table = Table::named(kind.table());
        let mut tx = app.write(action(kind, self.id.is_none())).await?;
        let group = tx.context().group;
        if let CatalogueDetails::Category(category) = &self.input.details {
            check_parent(&mut tx, self.id, category.parent.map(|parent| parent.0)).await?;
        }
        let id = match self.id {
            Some(id) => {
                tx.update(table, id, columns(&self.input)).await?;
                if let CatalogueDetails::Category(category) = &self.input.details
                    && let Some(parent) = category.parent
                {
                    take_along(&mut tx, id, parent.0).await?;
                }
                id
            }
            None => {
                let id = tx.new_id();
                tx.insert(table, id, for_new(columns(&self.input), &self.input.details)).await?;
                id
            }
        };
        if let CatalogueDetails::Merchant(merchant) = &self.input.details {
            put_aliases(&mut tx, id, &merchant.aliases).await?;
        }
        let committed = tx.commit().await?;
        let same_name: Vec<CatalogueRef> =
            same_names(app, kind, &fold(&cleaned(&self.input.name)), id).await?;
        Ok(CatalogueSaved { id, group: (committed.changes > 0).then_some(group), same_name })
    }
}

/// What adding or editing a row of this catalogue is called in the undo list.
fn action(kind: CatalogueKind, is_new: bool) -> &'static str {
    match (kind, is_new) {
        (CatalogueKind::Place, true) => "place_add",
        (CatalogueKind::Place, false) => "place_edit",
        (CatalogueKind::Merchant, true) => "merchant_add",
        (CatalogueKind::Merchant, false) => "merchant_edit",
        (CatalogueKind::Category, true) => "category_add",
        (CatalogueKind::Category, false) => "category_edit",
        (CatalogueKind::Tag, true) => "tag_add",
        (CatalogueKind::Tag, false) => "tag_edit",
        (CatalogueKind::Person, true) => "person_add",
        (CatalogueKind::Person, false) => "person_edit",
        (CatalogueKind::PaymentMethod, true) => "payment_method_add",
        (CatalogueKind::PaymentMethod, false) => "payment_method_edit",
        (CatalogueKind::Trip, true) => "trip_add",
        (CatalogueKind::Trip, false) => "trip_edit",
    }
}

/// Two levels: a parent has no parent.
async fn check_parent(tx: &mut WriteTx, id: Option<Uuid>, parent: Option<Uuid>) -> Result<()> {
    let Some(parent) = parent else { return Ok(()) };
    let refuse = |problem| Err(Error::field(Field::Parent, problem));
    let table = Table::named("category");
    let Some(above) = tx.find(table, parent).await? else { return refuse(FieldProblem::Unknown) };
    if id == Some(parent) || id_in(&above, "parent_id").is_some() {
        return refuse(FieldProblem::Circular);
    }
    Ok(())
}

/// What stood below a category that goes below another one goes with it and stands beside it: there is no third level, and one
/// undo brings all of them back.
async fn take_along(tx: &mut WriteTx, moved: Uuid, parent: Uuid) -> Result<()> {
    let table = Table::named("category");
    for child in tx.list(table, "parent_id", moved).await? {
        tx.update(table, child.id, Patch::new().set("parent_id", parent)).await?;
    }
    Ok(())
}

/// Brings a merchant's exact aliases to `wanted`; they are kept folded, as they are matched.
async fn put_aliases(tx: &mut WriteTx, merchant: Uuid, wanted: &[String]) -> Result<()> {
    let table = Table::named("merchant_alias");
    if wanted.iter().any(|alias| alias.chars().count() > NAME_CHARS_MAX) {
        return Err(Error::field(Field::Name, FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 }));
    }
    let mut wanted: Vec<String> =
        wanted.iter().map(|alias| fold(&cleaned(alias))).filter(|alias| !alias.is_empty()).collect();
    wanted.sort();
    wanted.dedup();
    for row in tx.list(table, "merchant_id", merchant).await? {
        let is_exact = row.values.get("match") == Some(&Value::Text("exact".into()));
        let Some(Value::Text(pattern)) = row.values.get("pattern") else { continue };
        match wanted.iter().position(|alias| alias == pattern) {
            Some(at) => {
                wanted.remove(at);
            }
            None if is_exact => {
                tx.delete(table, row.id).await?;
            }
            None => {}
        }
    }
    for alias in wanted {
        add_alias(tx, merchant, alias).await?;
    }
    Ok(())
}

/// A new name of a merchant, folded already.
pub(super) async fn add_alias(tx: &mut WriteTx, merchant: Uuid, pattern: String) -> Result<()> {
    let patch = Patch::new()
        .set("merchant_id", merchant)
        .set("pattern", pattern)
        .set("match", "exact")
        .set("source", "user")
        .set("hits", 0i64);
    let id = tx.new_id();
    tx.insert(Table::named("merchant_alias"), id, patch).await?;
    Ok(())
}

/// Refuses ids that are not in a catalogue.
pub(super) async fn must_exist(tx: &mut WriteTx, kind: CatalogueKind, id: Uuid) -> Result<()> {
    match tx.find(Table::named(kind.table()), id).await? {
        Some(row) if row.deleted_at.is_none() => Ok(()),
        Some(_) => Err(Error::NotFound),
        None => Err(Error::field(field(kind), FieldProblem::Unknown)),
    }
}
