//! Making the small pictures: in the background after an upload, or when somebody looks first. One at a time, so that a hundred
//! photographs never take the memory of a hundred.

use domain::BlobId;
use receipts::{Picture, SCREEN_SIDE, THUMB_SIDE};
use store::{BlobRow, VariantRow};
use tokio::sync::Semaphore;
use wire::call::Variant;

use crate::{App, Error, Result};

/// Photographs decoded at the same time.
const DECODERS: usize = 1;

/// The most photographs looked at after a rescue, the newest first; pictures of older ones are made when somebody looks.
const FOUND_AGAIN_MAX: u32 = 100_000;

/// The one place where pictures are made.
#[derive(Debug)]
pub(crate) struct Pictures {
    decoders: Semaphore,
}

impl Pictures {
    /// Ready to work.
    pub fn new() -> Self {
        Self { decoders: Semaphore::new(DECODERS) }
    }

    /// Nothing new is begun; what waits gives up.
    pub fn stop(&self) {
        self.decoders.close();
    }
}

/// Name of a size in files and rows.
pub(super) fn name(variant: Variant) -> &'static str {
    match variant {
        Variant::Thumb => "thumb",
        Variant::Screen => "screen",
        Variant::Original => "original",
    }
}

impl App {
    /// Makes the small pictures of a photograph off the interactive path. A failure costs a picture, not the photograph.
    pub(crate) fn make_pictures_later(&self, blob: BlobId) {
        let app = self.clone();
        tokio::spawn(async move {
            let made = match app.store().blob(app.workspace(), blob).await {
                Ok(Some(row)) if is_decodable(&row.mime) => make(&app, &row).await,
                Ok(_) => return,
                Err(error) => Err(error.into()),
            };
            match made {
                Ok(()) | Err(Error::Stopped) => {}
                Err(error) => tracing::warn!(%blob, %error, "no small pictures could be made"),
            }
        });
    }
}

impl App {
    /// After a rescue: writes down again which small pictures there are, and makes those that are gone.
    pub(crate) fn find_pictures_again_later(&self) {
        let app = self.clone();
        tokio::spawn(async move {
            let rows = match app.store().blobs_without_variant(name(Variant::Thumb), FOUND_AGAIN_MAX).await {
                Ok(rows) => rows,
                Err(error) => return tracing::warn!(%error, "the small pictures were not looked for"),
            };
            for row in rows.iter().filter(|row| is_decodable(&row.mime)) {
                match make(&app, row).await {
                    Ok(()) => {}
                    Err(Error::Stopped) => return,
                    Err(error) => tracing::warn!(blob = %row.id, %error, "no small pictures could be made"),
                }
            }
        });
    }
}

/// Whether this program decodes that media type.
pub(super) fn is_decodable(mime: &str) -> bool {
    matches!(mime, "image/jpeg" | "image/png" | "image/webp")
}

/// Makes both sizes, unless somebody did while this waited for its turn; then only what the book knows of them is completed.
pub(super) async fn make(app: &App, row: &BlobRow) -> Result<()> {
    let turn = app.pictures().decoders.acquire().await.map_err(|_| Error::Stopped)?;
    if app.store().variant_path(&row.sha256, name(Variant::Thumb))?.exists()
        && app.store().variant_path(&row.sha256, name(Variant::Screen))?.exists()
    {
        return note_files(app, row).await;
    }
    let bytes = app.store().read_blob(&row.sha256).await?;
    let made =
        tokio::task::spawn_blocking(move || receipts::pictures(&bytes, &[SCREEN_SIDE, THUMB_SIDE])).await;
    let made = made.map_err(|_| Error::Stopped)??;
    drop(turn);
    for (variant, picture) in [Variant::Screen, Variant::Thumb].into_iter().zip(made) {
        keep(app, row, variant, picture).await?;
    }
    Ok(())
}

/// Rows for pictures whose files are there already.
async fn note_files(app: &App, row: &BlobRow) -> Result<()> {
    let known = app.store().variants(row.id).await?;
    for variant in [Variant::Screen, Variant::Thumb] {
        if known.iter().any(|entry| entry.variant == name(variant)) {
            continue;
        }
        let path = app.store().variant_path(&row.sha256, name(variant))?;
        let size = tokio::fs::metadata(&path).await?.len();
        let path = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let entry = VariantRow { variant: name(variant).to_owned(), path, size, width: None, height: None };
        app.store().put_variant_row(row.id, &entry).await?;
    }
    Ok(())
}

async fn keep(app: &App, row: &BlobRow, variant: Variant, picture: Picture) -> Result<()> {
    let size = picture.bytes.len() as u64;
    let path = app.store().put_variant(&row.sha256, name(variant), picture.bytes).await?;
    let path = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let (width, height) = (Some(picture.width), Some(picture.height));
    let entry = VariantRow { variant: name(variant).to_owned(), path, size, width, height };
    Ok(app.store().put_variant_row(row.id, &entry).await?)
}
