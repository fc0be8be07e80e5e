//! Taking expenses with changes that could not be sent out of a workspace one is no longer in (E-122).

use domain::expense::{ExpenseInput, Named};
use domain::read::{AttachmentRow, CatalogueKind};
use domain::{CategoryId, ExpenseId, PaymentMethodId, TripId};
use uuid::Uuid;
use wire::call::{Changed, RescueUnsent, SaveExpense, Upload};

use super::list;
use crate::dispatch::Handle;
use crate::{App, Error, Result};

impl Handle for RescueUnsent {
    async fn handle(self, app: &App) -> Result<Changed> {
        list::get(app, self.from).await?;
        list::get(app, self.into).await?;
        if self.from == self.into {
            return Err(Error::Stale);
        }
        let (from, into) = (app.pinned_to(self.from), app.pinned_to(self.into));
        let mut changed = Changed::default();
        for id in app.store().unsent(self.from).await? {
            if let Some(copy) = copy(&from, &into, id).await? {
                changed = Changed { rows: changed.rows + 1, group: copy };
            }
        }
        Ok(changed)
    }
}

/// The expense as a new one of the other workspace, with its photographs; `None` when it was taken over before.
async fn copy(from: &App, into: &App, id: ExpenseId) -> Result<Option<Option<domain::GroupId>>> {
    // Derived from what it is a copy of: rescuing twice makes one.
    let copy = ExpenseId(Uuid::new_v5(&into.workspace().0, id.0.as_bytes()));
    if into.find_expense(copy).await?.is_some() {
        return Ok(None);
    }
    let detail = from.get_expense(id).await?;
    let mut input = without_ids(detail.input);
    input.category = find(into, CatalogueKind::Category, detail.category_name).await?.map(CategoryId);
    input.trip = find(into, CatalogueKind::Trip, detail.trip_name).await?.map(TripId);
    input.payment_method =
        find(into, CatalogueKind::PaymentMethod, detail.payment_name).await?.map(PaymentMethodId);
    let saved = SaveExpense { id: copy, input, base_ms: 0, count: 1 }.handle(into).await?;
    for photo in detail.attachments {
        copy_photo(from, into, copy, photo).await?;
    }
    Ok(Some(saved.group))
}

async fn copy_photo(from: &App, into: &App, expense: ExpenseId, photo: AttachmentRow) -> Result<()> {
    if !photo.is_here {
        return Ok(());
    }
    let bytes = from.store().read_blob(&photo.sha256).await?;
    let upload = Upload::Photo { expense, kind: photo.kind, file_name: photo.file_name };
    into.upload(upload, bytes).await.map(drop).map_err(|_| Error::Stale)
}

async fn find(app: &App, kind: CatalogueKind, name: Option<String>) -> Result<Option<Uuid>> {
    let Some(name) = name else { return Ok(None) };
    Ok(app.store().find_by_fold(app.workspace(), kind, &domain::fold::fold(&name)).await?)
}

/// Names say the same everywhere, ids only in their workspace.
fn without_ids(mut input: ExpenseInput) -> ExpenseInput {
    fn forget<Id>(named: &mut Named<Id>) {
        named.id = None;
    }
    input.place.iter_mut().for_each(forget);
    input.merchant.iter_mut().for_each(forget);
    input.tags.iter_mut().for_each(forget);
    input.people.iter_mut().for_each(forget);
    for line in &mut input.lines {
        (line.id, line.category, line.person) = (None, None, None);
    }
    input.refund_of = None;
    input
}
