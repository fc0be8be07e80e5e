//! The rows of a photograph: its bytes, and its place on an expense.

use domain::expense::{Field, FieldProblem};
use domain::schema::{Patch, Table, Value};
use domain::{AttachmentKind, BlobId, ExpenseId, ReceiptState};
use store::WriteTx;
use uuid::Uuid;

use crate::drafts::PendingPhoto;
use crate::expenses::id_in;
use crate::{App, Error, Result};

/// The most photographs on one expense.
pub(super) const PHOTOS_MAX: usize = 200;

/// Hangs the waiting photographs of a form on the expense that was just saved.
pub(crate) async fn attach_pending(
    tx: &mut WriteTx,
    expense: ExpenseId,
    photos: &[PendingPhoto],
) -> Result<()> {
    for photo in photos {
        attach(tx, expense, photo).await?;
        tx.delete_draft(photo.id.0).await?;
    }
    Ok(())
}

/// Hangs one photograph behind the others on an expense; nothing happens when it hangs there already.
pub(crate) async fn attach(tx: &mut WriteTx, expense: ExpenseId, photo: &PendingPhoto) -> Result<()> {
    let blob = put_blob_row(tx, photo).await?;
    let table = Table::named("attachment");
    let position = tx.list(table, "expense_id", expense).await?.len();
    check_count(position)?;
    let patch = Patch::new()
        .set("expense_id", expense)
        .set("blob_id", blob)
        .set("kind", photo.kind)
        .set("caption", crate::expenses::text(&photo.caption))
        .set("position", i64::try_from(position).unwrap_or(0))
        .set("taken_at_local", photo.taken_at_local.clone())
        .set("file_name", photo.file_name.clone());
    tx.insert(table, photo.id.0, patch).await?;
    follow_receipts(tx, expense).await
}

/// Refuses one photograph more than `PHOTOS_MAX`.
pub(super) fn check_count(present: usize) -> Result<()> {
    if present < PHOTOS_MAX {
        return Ok(());
    }
    Err(Error::field(Field::Photo, FieldProblem::TooLarge { limit: PHOTOS_MAX as i64 }))
}

/// The row of a photograph's bytes: the same bytes twice are one row. One in the trash is used again.
pub(super) async fn put_blob_row(tx: &mut WriteTx, photo: &PendingPhoto) -> Result<BlobId> {
    let table = Table::named("blob");
    if let Some(found) = tx.find_blob(&photo.sha256).await? {
        return Ok(BlobId(found));
    }
    if tx.exists(table, photo.blob.0).await? {
        tx.restore(table, photo.blob.0).await?;
        return Ok(photo.blob);
    }
    let patch = Patch::new()
        .set("sha256", photo.sha256.as_str())
        .set("blake3", photo.blake3.as_str())
        .set("size", i64::try_from(photo.size).unwrap_or(i64::MAX))
        .set("mime", photo.mime.as_str())
        .set("width", photo.width)
        .set("height", photo.height)
        .set("exif_time_local", photo.taken_at_local.clone())
        .set("cloud_state", "absent")
        .set("local_state", "present");
    tx.insert(table, photo.blob.0, patch).await?;
    Ok(photo.blob)
}

/// Whether the receipt of an expense is there follows from its photographs; what a person or a check said stronger stays.
pub(super) async fn follow_receipts(tx: &mut WriteTx, expense: ExpenseId) -> Result<()> {
    let receipt = Value::from(AttachmentKind::Receipt);
    let photos = tx.list(Table::named("attachment"), "expense_id", expense).await?;
    let has_receipt = photos.iter().any(|row| row.values.get("kind") == Some(&receipt));
    let Some(row) = tx.find(Table::named("expense"), expense.0).await? else { return Ok(()) };
    let state = match row.values.get("receipt_state") {
        Some(Value::Text(state)) => ReceiptState::of(state),
        _ => ReceiptState::NotNeeded,
    };
    let follows = match (state, has_receipt) {
        (ReceiptState::NotNeeded | ReceiptState::Missing | ReceiptState::DeclaredMissing, true) => {
            ReceiptState::Present
        }
        (ReceiptState::Present, false) => ReceiptState::NotNeeded,
        (kept, _) => kept,
    };
    tx.update(Table::named("expense"), expense.0, Patch::new().set("receipt_state", follows)).await?;
    Ok(())
}

/// The expense a photograph hangs on.
pub(super) async fn owner(tx: &mut WriteTx, attachment: Uuid) -> Result<Option<ExpenseId>> {
    let row = tx.find(Table::named("attachment"), attachment).await?;
    Ok(row.and_then(|row| id_in(&row, "expense_id")).map(ExpenseId))
}

/// Retires the bytes of a photograph that was never saved, unless something else shows the same picture. The file itself is swept
/// later.
pub(crate) async fn forget_bytes(app: &App, photo: &PendingPhoto) -> Result<()> {
    let is_waiting = crate::drafts::find_photo(app, photo.blob).await?.is_some();
    if is_waiting {
        return Ok(());
    }
    let mut tx = app.write_quietly("photo_delete").await?;
    let table = Table::named("blob");
    let is_shown = !tx.list(Table::named("attachment"), "blob_id", photo.blob).await?.is_empty();
    if !is_shown && tx.exists(table, photo.blob.0).await? {
        tx.delete(table, photo.blob.0).await?;
    }
    tx.commit().await?;
    Ok(())
}
