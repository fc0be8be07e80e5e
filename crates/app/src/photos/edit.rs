//! Changing what a photograph is, where it stands, and taking it off.

use domain::expense::{Field, FieldProblem, NOTE_CHARS_MAX};
use domain::schema::{Patch, Table};
use domain::{AttachmentKind, ExpenseId};
use store::WriteTx;
use tokio::sync::Mutex;
use uuid::Uuid;
use wire::call::{Changed, DeleteAttachment, EditAttachment};

use super::attach::{follow_receipts, forget_bytes, owner};
use crate::dispatch::Handle;
use crate::drafts::{self, PendingPhoto};
use crate::expenses::{cleaned, text};
use crate::{App, Error, Result};

/// Photographs that wait for the first save are read, changed and written one edit at a time: a caption that is told while the
/// photograph moves must not put it back.
static WAITING: Mutex<()> = Mutex::const_new(());

impl Handle for EditAttachment {
    async fn handle(self, app: &App) -> Result<Changed> {
        let caption = self.caption.as_deref().map(cleaned);
        if caption.as_ref().is_some_and(|caption| caption.chars().count() > NOTE_CHARS_MAX) {
            return Err(Error::field(Field::Photo, FieldProblem::TooLarge { limit: NOTE_CHARS_MAX as i64 }));
        }
        let waiting = WAITING.lock().await;
        if let Some(photo) = drafts::find_attachment(app, self.id).await? {
            return edit_waiting(app, photo, self.kind, caption, self.position).await;
        }
        drop(waiting);
        let table = Table::named("attachment");
        let mut tx = app.write("photo_edit").await?;
        let expense = owner(&mut tx, self.id.0).await?.ok_or(Error::NotFound)?;
        let mut patch = Patch::new();
        if let Some(kind) = self.kind {
            patch.put("kind", kind.into());
        }
        if let Some(caption) = caption {
            patch.put("caption", text(&caption).into());
        }
        tx.update(table, self.id.0, patch).await?;
        if let Some(position) = self.position {
            move_to(&mut tx, expense, self.id.0, position).await?;
        }
        follow_receipts(&mut tx, expense).await?;
        app.finish(tx, 1).await
    }
}

/// Puts one photograph at a place in the row and the others behind one another around it.
async fn move_to(tx: &mut WriteTx, expense: ExpenseId, id: Uuid, position: u32) -> Result<()> {
    let table = Table::named("attachment");
    let mut rows = tx.list(table, "expense_id", expense).await?;
    rows.sort_by_key(|row| match row.values.get("position") {
        Some(domain::schema::Value::Int(position)) => *position,
        _ => i64::MAX,
    });
    let mut ids: Vec<Uuid> = rows.iter().map(|row| row.id).filter(|other| *other != id).collect();
    let at = usize::try_from(position).unwrap_or(usize::MAX).min(ids.len());
    ids.insert(at, id);
    for (position, id) in ids.into_iter().enumerate() {
        tx.update(table, id, Patch::new().set("position", i64::try_from(position).unwrap_or(0))).await?;
    }
    Ok(())
}

/// The same for a photograph of a form that was not saved yet: nothing to undo, the form is open.
async fn edit_waiting(
    app: &App,
    mut photo: PendingPhoto,
    kind: Option<AttachmentKind>,
    caption: Option<String>,
    position: Option<u32>,
) -> Result<Changed> {
    photo.kind = kind.unwrap_or(photo.kind);
    photo.caption = caption.unwrap_or(photo.caption);
    let draft = drafts::find(app, photo.expense).await?;
    let mut others: Vec<PendingPhoto> = draft.map(|draft| draft.photos).unwrap_or_default();
    let now = others.iter().position(|other| other.id == photo.id).unwrap_or(0);
    others.retain(|other| other.id != photo.id);
    let at =
        position.map_or(now, |position| usize::try_from(position).unwrap_or(usize::MAX)).min(others.len());
    others.insert(at, photo);
    for (position, mut photo) in others.into_iter().enumerate() {
        photo.position = i64::try_from(position).unwrap_or(i64::MAX);
        drafts::keep_photo(app, &photo).await?;
    }
    Ok(Changed { rows: 1, group: None })
}

impl Handle for DeleteAttachment {
    async fn handle(self, app: &App) -> Result<Changed> {
        let waiting = WAITING.lock().await;
        if let Some(photo) = drafts::find_attachment(app, self.id).await? {
            drafts::forget_photo(app, self.id).await?;
            forget_bytes(app, &photo).await?;
            return Ok(Changed { rows: 1, group: None });
        }
        drop(waiting);
        let mut tx = app.write("photo_delete").await?;
        let expense = owner(&mut tx, self.id.0).await?.ok_or(Error::NotFound)?;
        let rows = u64::from(tx.delete(Table::named("attachment"), self.id.0).await?);
        follow_receipts(&mut tx, expense).await?;
        app.finish(tx, rows).await
    }
}
