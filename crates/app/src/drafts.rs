//! Forms that were not saved yet. They live in the book's file, so they and their photographs survive a kill.
//!
//! A photograph of a form without an expense has no row it could hang on; it waits as a document of its own, one for each, so two
//! uploads never overwrite each other.

use domain::expense::{ExpenseInput, Field, FieldProblem};
use domain::read::AttachmentRow;
use domain::{AttachmentId, AttachmentKind, BlobId, ExpenseId, TemplateId};
use serde::{Deserialize, Serialize};
use store::Sight;
use uuid::Uuid;
use wire::call::{DiscardDraft, DraftRow, ListDrafts, SaveDraft};

use crate::dispatch::Handle;
use crate::expenses::OpenedForm;
use crate::photos::forget_bytes;
use crate::{App, Error, Result, settings};

/// The largest draft, in bytes of JSON: the longest note on every line fits several times.
const DRAFT_BYTES_MAX: usize = 4 * 1024 * 1024;

/// What one row of `draft` holds.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Document {
    Form(Box<FormDocument>),
    Photo(Box<PendingPhoto>),
}

#[derive(Debug, Clone, Serialize, Deserialize)]
struct FormDocument {
    is_edit: bool,
    input: ExpenseInput,
    typed: Option<String>,
    base_ms: i64,
    /// The expense as the form read it, to merge with what somebody else changes meanwhile.
    base: Option<ExpenseInput>,
    /// What was seen of the rows it read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sight: Option<Sight>,
    template: Option<TemplateId>,
}

/// A photograph that waits for its expense.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct PendingPhoto {
    /// The expense or reserved id it belongs to.
    pub expense: ExpenseId,
    /// The id it will have.
    pub id: AttachmentId,
    /// The id its bytes will have.
    pub blob: BlobId,
    pub kind: AttachmentKind,
    pub caption: String,
    /// Where it stands among the photographs of its form.
    pub position: i64,
    pub sha256: String,
    pub blake3: String,
    pub size: u64,
    pub mime: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub taken_at_local: Option<String>,
    pub file_name: Option<String>,
}

impl PendingPhoto {
    /// As the form shows it.
    pub fn row(&self) -> AttachmentRow {
        AttachmentRow {
            id: self.id,
            blob: self.blob,
            kind: self.kind,
            caption: self.caption.clone(),
            size: self.size,
            mime: self.mime.clone(),
            width: self.width,
            height: self.height,
            sha256: self.sha256.clone(),
            taken_at_local: self.taken_at_local.clone(),
            file_name: self.file_name.clone(),
            is_here: true,
        }
    }
}

/// An unfinished form with its photographs.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub id: ExpenseId,
    pub is_edit: bool,
    /// `None` when only photographs were taken.
    pub input: Option<ExpenseInput>,
    pub typed: Option<String>,
    pub base_ms: i64,
    pub base: Option<ExpenseInput>,
    pub sight: Option<Sight>,
    pub template: Option<TemplateId>,
    /// In the order they were taken.
    pub photos: Vec<PendingPhoto>,
    pub updated_ms: i64,
}

impl Draft {
    /// The form it keeps.
    pub fn opened(&self) -> OpenedForm {
        OpenedForm {
            base: self.base.clone(),
            base_ms: self.base_ms,
            sight: self.sight.clone(),
            template: self.template,
        }
    }
}

/// The draft of that expense.
pub(crate) async fn find(app: &App, id: ExpenseId) -> Result<Option<Draft>> {
    Ok(all(app).await?.into_iter().find(|draft| draft.id == id))
}

/// The photograph whose bytes have that id and still wait.
pub(crate) async fn find_photo(app: &App, blob: BlobId) -> Result<Option<PendingPhoto>> {
    let photos = all(app).await?.into_iter().flat_map(|draft| draft.photos);
    Ok(photos.into_iter().find(|photo| photo.blob == blob))
}

/// The waiting photograph of that attachment id.
pub(crate) async fn find_attachment(app: &App, id: AttachmentId) -> Result<Option<PendingPhoto>> {
    let photos = all(app).await?.into_iter().flat_map(|draft| draft.photos);
    Ok(photos.into_iter().find(|photo| photo.id == id))
}

/// All drafts, newest first. A document of a newer version is left alone.
pub(crate) async fn all(app: &App) -> Result<Vec<Draft>> {
    let mut drafts: Vec<Draft> = Vec::new();
    let mut rows = app.store().drafts(app.workspace()).await?;
    rows.sort_by_key(|row| (row.created_at, row.id));
    for row in rows {
        let Ok(document) = serde_json::from_str::<Document>(&row.payload) else { continue };
        let id = match &document {
            Document::Form(_) => row.id,
            Document::Photo(photo) => photo.expense,
        };
        let at = match drafts.iter().position(|draft| draft.id == id) {
            Some(at) => at,
            None => {
                drafts.push(empty(id));
                drafts.len() - 1
            }
        };
        let draft = &mut drafts[at];
        draft.updated_ms = draft.updated_ms.max(row.updated_at);
        match document {
            Document::Form(form) => {
                draft.is_edit = form.is_edit;
                draft.input = Some(form.input);
                draft.typed = form.typed;
                draft.base_ms = form.base_ms;
                draft.base = form.base;
                draft.sight = form.sight;
                draft.template = form.template;
            }
            Document::Photo(photo) => draft.photos.push(*photo),
        }
    }
    for draft in &mut drafts {
        draft.photos.sort_by_key(|photo| photo.position);
    }
    drafts.sort_by_key(|draft| std::cmp::Reverse((draft.updated_ms, draft.id)));
    Ok(drafts)
}

fn empty(id: ExpenseId) -> Draft {
    Draft {
        id,
        is_edit: false,
        input: None,
        typed: None,
        base_ms: 0,
        base: None,
        sight: None,
        template: None,
        photos: Vec::new(),
        updated_ms: 0,
    }
}

impl Handle for SaveDraft {
    async fn handle(self, app: &App) -> Result<()> {
        // A form is kept as it is, valid or not: that is what drafts are for. Only what no form can hold is refused.
        let opened = app.forms().find(self.id, self.base_ms);
        let OpenedForm { base, sight, template, .. } = match opened {
            Some(opened) => opened,
            None => remembered(app, self.id, self.base_ms).await?,
        };
        let form = FormDocument {
            is_edit: self.is_edit,
            input: self.input,
            typed: self.typed,
            base_ms: self.base_ms,
            base,
            sight,
            template,
        };
        put(app, self.id.0, &Document::Form(Box::new(form))).await
    }
}

/// What an earlier version of the draft knew of the row it edits.
async fn remembered(app: &App, id: ExpenseId, base_ms: i64) -> Result<OpenedForm> {
    let draft = find(app, id).await?.filter(|draft| draft.base_ms == base_ms);
    let unknown = OpenedForm { base: None, base_ms, sight: None, template: None };
    Ok(draft.map_or(unknown, |draft| draft.opened()))
}

/// Keeps a photograph for a form.
pub(crate) async fn keep_photo(app: &App, photo: &PendingPhoto) -> Result<()> {
    put(app, photo.id.0, &Document::Photo(Box::new(photo.clone()))).await
}

/// Forgets a waiting photograph.
pub(crate) async fn forget_photo(app: &App, id: AttachmentId) -> Result<()> {
    Ok(app.store().delete_draft(ExpenseId(id.0)).await?)
}

async fn put(app: &App, id: Uuid, document: &Document) -> Result<()> {
    let payload = serde_json::to_string(document).map_err(Error::Document)?;
    if payload.len() > DRAFT_BYTES_MAX {
        return Err(Error::field(Field::Notes, FieldProblem::TooLarge { limit: DRAFT_BYTES_MAX as i64 }));
    }
    Ok(app.store().put_draft(app.workspace(), ExpenseId(id), &payload, app.env().now_ms()).await?)
}

impl Handle for DiscardDraft {
    async fn handle(self, app: &App) -> Result<()> {
        let Some(draft) = find(app, self.id).await? else { return Ok(()) };
        for photo in &draft.photos {
            forget_photo(app, photo.id).await?;
            forget_bytes(app, photo).await?;
        }
        app.store().delete_draft(self.id).await?;
        app.forms().forget(self.id);
        Ok(())
    }
}

impl Handle for ListDrafts {
    async fn handle(self, app: &App) -> Result<Vec<DraftRow>> {
        let home = settings::load(app).await?.home_currency;
        let today = app.env().today();
        let rows = all(app).await?.into_iter().map(|draft| DraftRow {
            id: draft.id,
            is_edit: draft.is_edit,
            input: draft.input.unwrap_or_else(|| ExpenseInput::blank(today, home)),
            updated_at: chrono::DateTime::from_timestamp_millis(draft.updated_ms).unwrap_or_default(),
            photo_count: u32::try_from(draft.photos.len()).unwrap_or(u32::MAX),
        });
        Ok(rows.collect())
    }
}
