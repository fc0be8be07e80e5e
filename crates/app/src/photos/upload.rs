//! Taking bytes in. The answer means: hashed, written, fsynced, and named by a row. A kill after it loses nothing (E-061).

use domain::read::AttachmentRow;
use domain::schema::Table;
use domain::{AttachmentId, AttachmentKind, BlobId, ExpenseId};
use wire::call::{IMPORT_BYTES_MAX, PHOTO_BYTES_MAX, Upload, UploadReply};
use wire::{Fault, Topic};

use super::attach::{attach, check_count, put_blob_row};
use crate::dispatch::report;
use crate::drafts::{self, PendingPhoto};
use crate::expenses::cleaned;
use crate::{App, Error, Result};

/// The longest file name kept, in characters.
const FILE_NAME_CHARS_MAX: usize = 200;

/// The answer to an upload.
#[derive(Debug, Clone, PartialEq)]
pub struct Uploaded {
    /// What was made of it.
    pub reply: UploadReply,
    /// What the upload touched.
    pub touched: &'static [Topic],
}

impl App {
    /// Takes the bytes of a photograph or of an import file.
    pub async fn upload(&self, upload: Upload, bytes: Vec<u8>) -> std::result::Result<Uploaded, Fault> {
        let taken = match upload {
            Upload::Photo { expense, kind, file_name } => photo(self, expense, kind, file_name, bytes).await,
            Upload::Import { file_name: _ } => import(self, bytes).await,
        };
        let uploaded = taken.map_err(|error| report("upload", error))?;
        self.announce(uploaded.touched);
        Ok(uploaded)
    }
}

async fn import(app: &App, bytes: Vec<u8>) -> Result<Uploaded> {
    if bytes.len() as u64 > IMPORT_BYTES_MAX {
        return Err(Error::FileTooLarge { limit: IMPORT_BYTES_MAX });
    }
    let handle = app.uploads().keep(app.env().new_id(), bytes).await?;
    Ok(Uploaded { reply: UploadReply::Import(handle), touched: &[] })
}

async fn photo(
    app: &App,
    expense: ExpenseId,
    kind: AttachmentKind,
    file_name: Option<String>,
    bytes: Vec<u8>,
) -> Result<Uploaded> {
    if bytes.len() as u64 > PHOTO_BYTES_MAX {
        return Err(Error::FileTooLarge { limit: PHOTO_BYTES_MAX });
    }
    let photo = keep_bytes(app, expense, kind, file_name, bytes).await?;
    let (row, touched) = place(app, photo).await?;
    app.make_pictures_later(row.blob);
    Ok(Uploaded { reply: UploadReply::Photo(row), touched })
}

/// Looks at the bytes before anything is written, then writes them durably.
pub(crate) async fn keep_bytes(
    app: &App,
    expense: ExpenseId,
    kind: AttachmentKind,
    file_name: Option<String>,
    bytes: Vec<u8>,
) -> Result<PendingPhoto> {
    let (bytes, image) = tokio::task::spawn_blocking(move || {
        let image = receipts::identify(&bytes);
        (bytes, image)
    })
    .await
    .map_err(|_| Error::Stopped)?;
    let image = image?;
    let size = image.upright_size();
    let file = app.store().put_blob(bytes).await?;
    Ok(PendingPhoto {
        expense,
        id: AttachmentId(app.env().new_id()),
        blob: BlobId(app.env().new_id()),
        kind,
        caption: String::new(),
        position: 0,
        sha256: file.sha256,
        blake3: file.blake3,
        size: file.size,
        mime: image.mime.to_owned(),
        width: size.map(|(width, _)| width),
        height: size.map(|(_, height)| height),
        taken_at_local: image.taken_at_local,
        file_name: file_name.map(|name| plain_name(&name)).filter(|name| !name.is_empty()),
    })
}

/// The last part of a path, without control characters.
fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    cleaned(&last.chars().filter(|c| !c.is_control()).take(FILE_NAME_CHARS_MAX).collect::<String>())
}

/// Names the bytes by rows: on an expense that exists, or waiting with the form.
async fn place(app: &App, mut photo: PendingPhoto) -> Result<(AttachmentRow, &'static [Topic])> {
    loop {
        let exists = app.find_expense(photo.expense).await?.is_some();
        let mut tx =
            if exists { app.write("photo_add").await? } else { app.write_quietly("photo_add").await? };
        // Saved or never saved meanwhile: look again.
        if tx.exists(Table::named("expense"), photo.expense.0).await? != exists {
            tx.rollback().await?;
            continue;
        }
        photo.blob = put_blob_row(&mut tx, &photo).await?;
        if exists {
            attach(&mut tx, photo.expense, &photo).await?;
            tx.commit().await?;
            return Ok((photo.row(), &[Topic::Expenses, Topic::Photos, Topic::Undo]));
        }
        tx.commit().await?;
        let waiting = drafts::find(app, photo.expense).await?.map_or(0, |draft| draft.photos.len());
        check_count(waiting)?;
        photo.position = i64::try_from(waiting).unwrap_or(i64::MAX);
        drafts::keep_photo(app, &photo).await?;
        // The form may have been saved between the two: then the save did not see this photograph.
        if app.find_expense(photo.expense).await?.is_some() {
            let mut tx = app.write("photo_add").await?;
            attach(&mut tx, photo.expense, &photo).await?;
            tx.delete_draft(photo.id.0).await?;
            tx.commit().await?;
        }
        return Ok((photo.row(), &[Topic::Drafts, Topic::Photos]));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_is_only_a_name() {
        assert_eq!(plain_name("C:\\photos\\..\\plate.jpg"), "plate.jpg");
        assert_eq!(plain_name("../../etc/passwd\0\n"), "passwd");
        assert_eq!(plain_name(&"x".repeat(500)).len(), FILE_NAME_CHARS_MAX);
    }
}
