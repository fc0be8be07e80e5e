//! Import files between their upload and their import: bytes in a folder beside the book, gone after a day.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use uuid::Uuid;

use crate::{Error, Result};

/// How long an uploaded file waits to be imported.
const AGE_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of uploaded import files.
#[derive(Debug)]
pub(crate) struct Uploads {
    folder: PathBuf,
}

impl Uploads {
    /// The folder beside the book at `path`; what was left there long ago is removed.
    pub fn beside(path: &Path) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new(".")).join("uploads");
        let uploads = Self { folder };
        uploads.sweep()?;
        Ok(uploads)
    }

    fn sweep(&self) -> Result<()> {
        let entries = match fs::read_dir(&self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        for entry in entries {
            let entry = entry?;
            let age = SystemTime::now().duration_since(entry.metadata()?.modified()?).unwrap_or_default();
            if age > AGE_MAX {
                fs::remove_file(entry.path())?;
            }
        }
        Ok(())
    }

    /// Keeps a file under `handle`.
    pub async fn keep(&self, handle: Uuid, bytes: Vec<u8>) -> Result<Uuid> {
        let path = self.path(handle);
        let folder = self.folder.clone();
        let written = tokio::task::spawn_blocking(move || {
            fs::create_dir_all(&folder)?;
            fs::write(path, bytes)
        });
        written.await.map_err(|_| Error::Stopped)??;
        Ok(handle)
    }

    /// Where the file of that handle is.
    pub fn path(&self, handle: Uuid) -> PathBuf {
        self.folder.join(handle.to_string())
    }

    /// Removes a file that was imported.
    pub async fn remove(&self, handle: Uuid) -> Result<()> {
        match tokio::fs::remove_file(self.path(handle)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}
