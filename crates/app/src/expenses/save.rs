//! Saving a form: the one way an expense is made or changed by hand.

use domain::expense::{ExpenseInput, Field, FieldProblem};
use domain::read::{CatalogueKind, ExpenseDetail};
use domain::schema::{Patch, Table, Value};
use domain::{ExpenseId, ExpenseSource, ReceiptState};
use store::WriteTx;
use wire::call::{SaveExpense, Saved};

use super::columns::{Resolved, columns, tidy, with_origin};
use super::merge::merge;
use super::parts::put_parts;
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
            let ids = if is_new {
                add(app, &mut tx, self.id, &input, self.count, self.base_ms).await?
            } else {
                edit(app, &mut tx, self.id, input.clone(), self.base_ms).await?;
                vec![self.id]
            };
            let committed = tx.commit().await?;
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
    let names = resolve_names(tx, input, None).await?;
    let mut ids = Vec::with_capacity(usize::from(count));
    for index in 0..count {
        let id = if index == 0 { id } else { ExpenseId(tx.new_id()) };
        let receipt = if index == 0 { receipt } else { ReceiptState::NotNeeded };
        let patch = with_origin(columns(input, &names, settings.day_end_minutes), source, receipt);
        tx.insert(Table::named("expense"), id.0, patch).await?;
        put_parts(tx, id, &without_line_ids(input)).await?;
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

async fn edit(app: &App, tx: &mut WriteTx, id: ExpenseId, mine: ExpenseInput, base_ms: i64) -> Result<()> {
    // Nothing was written yet and nobody else can write now, so this reading is what the transaction sees.
    let row = app.get_expense(id).await?;
    let draft = drafts::find(app, id).await?;
    let input = reconcile(app, &row, draft.as_ref(), mine, base_ms)?;
    let settings = settings::load(app).await?;
    let names = resolve_names(tx, &input, Some(&row)).await?;
    tx.update(Table::named("expense"), id.0, columns(&input, &names, settings.day_end_minutes)).await?;
    put_parts(tx, id, &input).await?;
    if let Some(draft) = draft {
        attach_pending(tx, id, &draft.photos).await?;
        tx.delete_draft(id.0).await?;
    }
    Ok(())
}

/// What to write over `row`, which may have been changed since the form read it at `base_ms`.
fn reconcile(
    app: &App,
    row: &ExpenseDetail,
    draft: Option<&drafts::Draft>,
    mine: ExpenseInput,
    base_ms: i64,
) -> Result<ExpenseInput> {
    let theirs = &row.input;
    let remembered = app.forms().find(row.id, base_ms).and_then(|form| form.base);
    let base = remembered
        .or_else(|| draft.filter(|draft| draft.base_ms == base_ms).and_then(|draft| draft.base.clone()));
    if let Some(base) = base {
        return Ok(merge(&base, theirs, mine));
    }
    let is_unchanged = row.updated_at.timestamp_millis() == base_ms;
    let is_second_submit = base_ms == 0 && row.created_at == row.updated_at;
    if is_unchanged || is_second_submit || mine == *theirs { Ok(mine) } else { Err(Error::Stale) }
}

/// Finds or makes the place and the brand. An expense that keeps its place keeps the name it was recorded under.
async fn resolve_names(
    tx: &mut WriteTx,
    input: &ExpenseInput,
    row: Option<&ExpenseDetail>,
) -> Result<Resolved> {
    let place = match &input.place {
        Some(named) => Some(find_or_make(tx, CatalogueKind::Place, named).await?),
        None => None,
    };
    let merchant = match &input.merchant {
        Some(named) => Some(find_or_make(tx, CatalogueKind::Merchant, named).await?),
        None => None,
    };
    let stored = match row {
        Some(row) => tx.find(Table::named("expense"), row.id.0).await?.map(|row| row.values),
        None => None,
    };
    let names = Resolved {
        place: place.as_ref().map(|place| place.id),
        merchant: merchant.as_ref().map(|merchant| merchant.id),
        place_name: place.or(merchant).map(|found| found.name),
    };
    Ok(keep_snapshot(names, stored.as_ref()))
}

fn keep_snapshot(names: Resolved, stored: Option<&Patch>) -> Resolved {
    let Some(stored) = stored else { return names };
    let is_same = |column, id: Option<uuid::Uuid>| stored.get(column) == Some(&Value::from(id));
    match stored.get("place_name_snapshot") {
        Some(Value::Text(snapshot))
            if is_same("place_id", names.place) && is_same("merchant_id", names.merchant) =>
        {
            Resolved { place_name: Some(snapshot.clone()), ..names }
        }
        _ => names,
    }
}
