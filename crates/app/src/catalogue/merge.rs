//! Merging rows of a catalogue into one: expenses, defaults, aliases and children follow; nothing is lost and all of it can be undone.

use std::collections::HashSet;

use domain::expense::{Field, FieldProblem};
use domain::fold::fold;
use domain::read::CatalogueKind;
use domain::schema::{Column, Patch, Table, Value};
use store::WriteTx;
use uuid::Uuid;
use wire::call::{BULK_MAX, Changed, MergeCatalogueEntries};

use super::names::{by_id, field};
use super::save::{add_alias, must_exist};
use crate::dispatch::Handle;
use crate::expenses::id_in;
use crate::{App, Error, Result};

impl Handle for MergeCatalogueEntries {
    async fn handle(self, app: &App) -> Result<Changed> {
        if self.from.len() > BULK_MAX {
            return Err(Error::field(Field::Query, FieldProblem::TooLarge { limit: BULK_MAX as i64 }));
        }
        let mut tx = app.write("merge").await?;
        must_exist(&mut tx, self.kind, self.into).await?;
        // A row that was merged away itself stands for what remains, which cannot go into itself.
        let into = by_id(&mut tx, self.kind, self.into).await?.id;
        if self.from.contains(&self.into) || self.from.contains(&into) {
            return Err(Error::field(field(self.kind), FieldProblem::Circular));
        }
        let mut rows = 0;
        let mut seen = HashSet::new();
        for from in self.from.into_iter().filter(|from| seen.insert(*from)) {
            must_exist(&mut tx, self.kind, from).await?;
            rows += merge(&mut tx, self.kind, from, into).await?;
        }
        app.finish(tx, rows).await
    }
}

/// Moves everything that names `from` to `into` and retires `from`; answers how many rows changed.
async fn merge(tx: &mut WriteTx, kind: CatalogueKind, from: Uuid, into: Uuid) -> Result<u64> {
    let table = Table::named(kind.table());
    if kind == CatalogueKind::Category {
        keep_two_levels(tx, from, into).await?;
    }
    let name = by_id(tx, kind, from).await?.name;
    let mut rows = 0;
    for (owner, column, ids) in tx.referring(table, from).await? {
        rows += move_all(tx, owner, column, &ids, into).await?;
    }
    if kind == CatalogueKind::Merchant {
        keep_name_as_alias(tx, &name, into).await?;
    }
    let at = tx.context().at_ms;
    tx.update(table, from, Patch::new().set("merged_into_id", into).set("archived_at", at)).await?;
    Ok(rows + 1)
}

/// Makes these rows name `into` in that column.
pub(super) async fn move_all(
    tx: &mut WriteTx,
    owner: &'static Table,
    column: &'static Column,
    ids: &[Uuid],
    into: Uuid,
) -> Result<u64> {
    match owner.is_set {
        true => move_members(tx, owner, column, ids, into).await,
        false => Ok(tx.update_many(owner, ids, Patch::new().set(column.name, into)).await?),
    }
}

/// Members of a set have ids derived from both ends: the old ones leave, new ones come, and who was in both stays once.
async fn move_members(
    tx: &mut WriteTx,
    owner: &'static Table,
    column: &'static Column,
    ids: &[Uuid],
    into: Uuid,
) -> Result<u64> {
    let mut moved = 0;
    for id in ids {
        let Some(row) = tx.find(owner, *id).await?.filter(|row| row.deleted_at.is_none()) else { continue };
        let other = owner.columns.iter().find(|c| c.name != column.name && c.name.ends_with("_id"));
        let Some(expense) = other.and_then(|other| id_in(&row, other.name)) else { continue };
        tx.delete(owner, *id).await?;
        let mut extra = Patch::new();
        for (name, value) in row.values.iter().filter(|(name, _)| !name.ends_with("_id")) {
            extra.put(name, value.clone());
        }
        let is_member = tx
            .list(owner, "expense_id", expense)
            .await?
            .iter()
            .any(|row| id_in(row, column.name) == Some(into));
        if !is_member {
            tx.put_member(owner, expense, into, extra).await?;
        }
        moved += 1;
    }
    Ok(moved)
}

/// A category with children may only go into one that stands on the first level, for its children follow it there.
async fn keep_two_levels(tx: &mut WriteTx, from: Uuid, into: Uuid) -> Result<()> {
    let table = Table::named("category");
    let target = tx.find(table, into).await?.ok_or(Error::NotFound)?;
    match id_in(&target, "parent_id") {
        // The target stands below what goes away: it moves up first.
        Some(parent) if parent == from => {
            tx.update(table, into, Patch::new().set("parent_id", Value::Null)).await?;
            Ok(())
        }
        Some(_) if !tx.list(table, "parent_id", from).await?.is_empty() => {
            Err(Error::field(Field::Parent, FieldProblem::Circular))
        }
        _ => Ok(()),
    }
}

async fn keep_name_as_alias(tx: &mut WriteTx, name: &str, into: Uuid) -> Result<()> {
    let pattern = fold(name);
    let is_known = |value: &Patch| value.get("pattern") == Some(&Value::Text(pattern.clone()));
    let aliases = tx.list(Table::named("merchant_alias"), "merchant_id", into).await?;
    let target = tx.find(Table::named("merchant"), into).await?.ok_or(Error::NotFound)?;
    let is_own_name = target.values.get("name_fold") == Some(&Value::Text(pattern.clone()));
    if !is_own_name && !aliases.iter().any(|row| is_known(&row.values)) {
        add_alias(tx, into, pattern).await?;
    }
    Ok(())
}
