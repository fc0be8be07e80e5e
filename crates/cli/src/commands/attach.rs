//! `meal attach ID FILE…`

use std::path::{Path, PathBuf};

use domain::{AttachmentKind, ExpenseId};
use serde::Serialize;
use wire::Code;
use wire::call::{PHOTO_BYTES_MAX, Upload, UploadReply};
use wire::fault::Fault;

use super::show;
use crate::book::Book;
use crate::output::{Output, json};
use crate::{Error, OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expense: its id, or the first eight digits of it or more.
    id: String,
    /// Photographs: JPEG, PNG or WebP.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// What they show: receipt, meal, menu, other.
    #[arg(long, default_value = "receipt")]
    kind: String,
}

#[derive(Serialize)]
struct Document {
    id: String,
    photos: Vec<json::Photo>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let kind = kind(&args.kind)?;
    let id = ids::expense(book, &args.id).await?;
    show::get(book, id).await?;
    let mut photos = Vec::with_capacity(args.files.len());
    for file in &args.files {
        photos.push(attach(book, id, kind, file).await?);
    }
    let document = Document { id: id.to_string(), photos };
    output.answer(&document, |to| {
        for photo in &document.photos {
            writeln!(to, "{} {} ({} bytes, SHA-256 {})", photo.kind, photo.mime, photo.size, photo.sha256)?;
        }
        Ok(())
    })?;
    Ok(OK)
}

/// The kind of a photograph.
pub fn kind(text: &str) -> Result<AttachmentKind> {
    AttachmentKind::known(text).ok_or_else(|| Error::bad("--kind", text, "one of meal, receipt, menu, other"))
}

/// Adds one photograph to an expense, or to the id reserved for one.
pub async fn attach(
    book: &Book,
    expense: ExpenseId,
    kind: AttachmentKind,
    path: &Path,
) -> Result<json::Photo> {
    let bytes = read(path, PHOTO_BYTES_MAX)?;
    let file_name = path.file_name().map(|name| name.to_string_lossy().into_owned());
    let answer = book.app.upload(Upload::Photo { expense, kind, file_name }, bytes).await?;
    match answer.reply {
        UploadReply::Photo(row) => Ok((&row).into()),
        UploadReply::Import(_) => Err(Fault::new(Code::Internal).into()),
    }
}

/// A file of at most `limit` bytes.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>> {
    use std::io::Read;
    let unreadable = |source| Error::File { path: path.to_owned(), source };
    let file = std::fs::File::open(path).map_err(unreadable)?;
    let mut bytes = Vec::new();
    // One byte more than the limit is enough to know, whatever the file system says about its size.
    file.take(limit + 1).read_to_end(&mut bytes).map_err(unreadable)?;
    if bytes.len() as u64 > limit {
        return Err(Error::FileTooLarge { path: path.to_owned(), limit });
    }
    Ok(bytes)
}
