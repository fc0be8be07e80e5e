//! Pictures for the interface, and the copy for everybody else.

use domain::BlobId;
use wire::Fault;
use wire::call::Variant;

use super::variants::{is_decodable, make, name};
use crate::dispatch::report;
use crate::{App, Error, Result};
use receipts::ImageError;

/// Bytes to show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Media {
    /// The bytes.
    pub bytes: Vec<u8>,
    /// Their media type.
    pub mime: String,
    /// Changes when the bytes do, which for one blob and size is never.
    pub etag: String,
}

impl App {
    /// A picture of a photograph. `Original` is the file as it came, with its position: only for the person's own interface.
    pub async fn media(&self, blob: BlobId, variant: Variant) -> std::result::Result<Media, Fault> {
        media(self, blob, variant).await.map_err(|error| report("media", error))
    }

    /// The photograph as it may leave the device: same pixels, no position, no words (E-067).
    pub async fn shareable_original(&self, blob: BlobId) -> std::result::Result<Media, Fault> {
        shareable(self, blob).await.map_err(|error| report("media", error))
    }
}

async fn media(app: &App, blob: BlobId, variant: Variant) -> Result<Media> {
    let row = app.store().blob(app.workspace(), blob).await?.ok_or(Error::NotFound)?;
    if variant != Variant::Thumb && app.cloud().me().is_some() {
        // What nobody looks at leaves this device first.
        app.store().put_blob_used(blob, app.env().now_ms()).await?;
    }
    let etag = format!("{}-{}", &row.sha256[..32.min(row.sha256.len())], name(variant));
    match variant {
        Variant::Original => {
            let bytes = read(app, &row.sha256).await?;
            Ok(Media { bytes, mime: row.mime, etag })
        }
        Variant::Thumb | Variant::Screen if is_decodable(&row.mime) => {
            let path = app.store().variant_path(&row.sha256, name(variant))?;
            let bytes = match tokio::fs::read(&path).await {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                    make(app, &row).await?;
                    tokio::fs::read(&path).await?
                }
                Err(error) => return Err(error.into()),
            };
            Ok(Media { bytes, mime: "image/jpeg".to_owned(), etag })
        }
        // The interface can show these by itself; a HEIC file or a PDF has no picture here.
        Variant::Thumb | Variant::Screen if matches!(row.mime.as_str(), "image/gif" | "image/avif") => {
            let bytes = read(app, &row.sha256).await?;
            Ok(Media { bytes, mime: row.mime, etag })
        }
        Variant::Thumb | Variant::Screen => Err(Error::Image(ImageError::KeptAsItCame)),
    }
}

async fn read(app: &App, sha256: &str) -> Result<Vec<u8>> {
    match app.store().read_blob(sha256).await {
        Err(store::Error::Io(error)) if error.kind() == std::io::ErrorKind::NotFound => Err(Error::NotFound),
        other => Ok(other?),
    }
}

async fn shareable(app: &App, blob: BlobId) -> Result<Media> {
    let row = app.store().blob(app.workspace(), blob).await?.ok_or(Error::NotFound)?;
    let original = read(app, &row.sha256).await?;
    let stripped = tokio::task::spawn_blocking(move || receipts::strip_location(&original)).await;
    let bytes = stripped.map_err(|_| Error::Stopped)??;
    Ok(Media { bytes, mime: row.mime, etag: format!("{}-shared", &row.sha256[..32.min(row.sha256.len())]) })
}
