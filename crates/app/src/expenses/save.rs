//! Saving a form: the one way an expense is made or changed by hand.

use domain::expense::{ExpenseInput, Field, FieldProblem};
use domain::read::{CatalogueKind, ExpenseDetail};
use domain::schema::{Patch, Table, Value};
use domain::{ExpenseId, ExpenseSource, ReceiptState};
use store::{StoredRow, WriteTx};
use wire::call::{SaveExpense, Saved};

use super::columns::{Resolved, columns, tidy, with_origin};
use super::forms::OpenedForm;
use super::merge::merge;
use super::parts::{id_in, put_parts};
use crate::catalogue::find_or_make;
use crate::dispatch::Handle;
use crate::photos::attach_pending;
use crate::{App, Error, Result, drafts, settings};

/// The most equal expenses one save may make.
const COUNT_MAX: u8 = 50;

impl Handle for SaveExpense {
    async fn handle(self, app: &App) -> Result<Saved> {
        let input = tidy(self.input);
        input.validate().map_err(Error::Invalid)?;
        if !(1..=COUNT_MAX).contains(&self.count) {
            return Err(Error::field(
                Field::Sentence,
                FieldProblem::TooLarge { limit: i64::from(COUNT_MAX) },
            ));
        }
        if input.refund_of == Some(self.id) {
            return Err(Error::field(Field::RefundOf, FieldProblem::Circular));
        }
        let warnings = input.warnings(app.env().today());
        // The action is named when the transaction opens; a save that raced with another one opens it again under the right name.
        loop {
            let is_new = app.find_expense(self.id).await?.is_none();
            let mut tx = app.write(if is_new { "add" } else { "edit" }).await?;
            let group = tx.context().group;
            if tx.exists(Table::named("expense"), self.id.0).await? == is_new {
                tx.rollback().await?;
                continue;
            }
            let mut saved = None;
            let ids = if is_new {
                add(app, &mut tx, self.id, &input, self.count, self.base_ms).await?
            } else {
                saved = edit(app, &mut tx, self.id, input.clone(), self.base_ms).await?;
                vec![self.id]
            };
            let sight = tx.sight();
            let committed = tx.commit().await?;
            if let Some(form) = saved {
                app.forms().saved(self.id, OpenedForm { base: Some(input), sight, ..form });
            }
            let changed = committed.changes > 0;
            return Ok(Saved { id: self.id, ids, changed, warnings, group: changed.then_some(group) });
        }
    }
}

async fn add(
    app: &App,
    tx: &mut WriteTx,
    id: ExpenseId,
    input: &ExpenseInput,
    count: u8,
    base_ms: i64,
) -> Result<Vec<ExpenseId>> {
    let settings = settings::load(app).await?;
    let draft = drafts::find(app, id).await?;
    let photos = draft.as_ref().map(|draft| draft.photos.as_slice()).unwrap_or_default();
    let has_receipt = photos.iter().any(|photo| photo.kind == domain::AttachmentKind::Receipt);
    let receipt = if has_receipt { ReceiptState::Present } else { ReceiptState::NotNeeded };
    let source = if photos.is_empty() { ExpenseSource::Manual } else { ExpenseSource::Capture };
    let names = resolve_names(tx, input).await?;
    let mut ids = Vec::with_capacity(usize::from(count));
    for index in 0..count {
        let id = if index == 0 { id } else { ExpenseId(tx.new_id()) };
        let receipt = if index == 0 { receipt } else { ReceiptState::NotNeeded };
        let patch = with_origin(columns(input, &names, settings.day_end_minutes), source, receipt);
        tx.insert(Table::named("expense"), id.0, patch).await?;
        put_parts(tx, id, &without_line_ids(input), None).await?;
        ids.push(id);
    }
    attach_pending(tx, id, photos).await?;
    tx.delete_draft(id.0).await?;
    if let Some(template) = app.forms().find(id, base_ms).and_then(|form| form.template) {
        crate::templates::count_use(tx, template, input.occurred_on).await?;
    }
    Ok(ids)
}

/// A duplicated form names the lines of another expense; those of a new one are new.
fn without_line_ids(input: &ExpenseInput) -> ExpenseInput {
    let mut input = input.clone();
    for line in &mut input.lines {
        line.id = None;
    }
    input
}

/// Answers the form that was saved, if it is known what it was filled from.
async fn edit(
    app: &App,
    tx: &mut WriteTx,
    id: ExpenseId,
    mine: ExpenseInput,
    base_ms: i64,
) -> Result<Option<OpenedForm>> {
    // Nothing was written yet and nobody else can write now, so this reading is what the transaction sees.
    let row = app.get_expense(id).await?;
    let draft = drafts::find(app, id).await?;
    let opened = opened(app, id, draft.as_ref(), base_ms);
    let input = reconcile(&row, opened.as_ref(), mine, base_ms)?;
    if let Some(sight) = opened.as_ref().and_then(|form| form.sight.clone()) {
        tx.answer_to(sight);
    }
    let settings = settings::load(app).await?;
    let stored = tx.find(Table::named("expense"), id.0).await?.ok_or(Error::NotFound)?;
    let names = names_of_edit(tx, &input, &row.input, &stored).await?;
    let patch = columns(&input, &names, settings.day_end_minutes);
    let shown = columns(&row.input, &kept_names(&stored), settings.day_end_minutes);
    tx.update(Table::named("expense"), id.0, changed_units(patch, &shown)).await?;
    put_parts(tx, id, &input, Some(&row.input)).await?;
    if let Some(draft) = draft {
        attach_pending(tx, id, &draft.photos).await?;
        tx.delete_draft(id.0).await?;
    }
    Ok(opened)
}

/// What the form was filled from, if this program or a draft remembers it.
fn opened(app: &App, id: ExpenseId, draft: Option<&drafts::Draft>, base_ms: i64) -> Option<OpenedForm> {
    let kept = || draft.filter(|draft| draft.base_ms == base_ms).map(drafts::Draft::opened);
    let has_base = |form: &OpenedForm| form.base.is_some();
    app.forms().find(id, base_ms).filter(has_base).or_else(kept).filter(has_base)
}

/// What to write over `row`, which may have been changed since the form read it at `base_ms`.
fn reconcile(
    row: &ExpenseDetail,
    opened: Option<&OpenedForm>,
    mine: ExpenseInput,
    base_ms: i64,
) -> Result<ExpenseInput> {
    let theirs = &row.input;
    if let Some(base) = opened.and_then(|form| form.base.as_ref()) {
        return Ok(merge(base, theirs, mine));
    }
    let is_unchanged = row.updated_at.timestamp_millis() == base_ms;
    let is_second_submit = base_ms == 0 && row.created_at == row.updated_at;
    if is_unchanged || is_second_submit || mine == *theirs { Ok(mine) } else { Err(Error::Stale) }
}

/// Finds or makes the place and the brand.
async fn resolve_names(tx: &mut WriteTx, input: &ExpenseInput) -> Result<Resolved> {
    let place = match &input.place {
        Some(named) => Some(find_or_make(tx, CatalogueKind::Place, named).await?),
        None => None,
    };
    let merchant = match &input.merchant {
        Some(named) => Some(find_or_make(tx, CatalogueKind::Merchant, named).await?),
        None => None,
    };
    Ok(Resolved {
        place: place.as_ref().map(|place| place.id),
        merchant: merchant.as_ref().map(|merchant| merchant.id),
        place_name: place.or(merchant).map(|found| found.name),
    })
}

/// An expense that keeps its place keeps the name it was recorded under, and the row even when that was deleted (E-151).
async fn names_of_edit(
    tx: &mut WriteTx,
    input: &ExpenseInput,
    shown: &ExpenseInput,
    stored: &StoredRow,
) -> Result<Resolved> {
    let is_same_place = input.place == shown.place && input.merchant == shown.merchant;
    let names = if is_same_place { Resolved::default() } else { resolve_names(tx, input).await? };
    let kept = kept_names(stored);
    let is_same_row =
        kept.place == names.place && kept.merchant == names.merchant && kept.place_name.is_some();
    Ok(if is_same_place || is_same_row { kept } else { names })
}

fn kept_names(stored: &StoredRow) -> Resolved {
    Resolved {
        place: id_in(stored, "place_id"),
        merchant: id_in(stored, "merchant_id"),
        place_name: match stored.values.get("place_name_snapshot") {
            Some(Value::Text(name)) => Some(name.clone()),
            _ => None,
        },
    }
}

/// Only the units in which the form says something else than what was `shown`. What nobody touched is not written: neither a category
/// in the trash, which no form shows, nor a day that other settings would count otherwise.
fn changed_units(patch: Patch, shown: &Patch) -> Patch {
    let unit = |name: &str| Table::named("expense").column(name).map(|column| column.unit);
    let changed: Vec<_> = patch
        .iter()
        .filter(|(name, value)| shown.get(name) != Some(*value))
        .map(|(name, _)| unit(name))
        .collect();
    let mut kept = Patch::new();
    for (name, value) in patch.iter().filter(|(name, _)| changed.contains(&unit(name))) {
        kept.put(name, value.clone());
    }
    kept
}
