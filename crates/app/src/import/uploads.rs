//! Import files between their upload and their import: bytes in a folder beside the book, gone after a day. And how far the imports
//! under way have come.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, SystemTime};

use uuid::Uuid;
use wire::call::{ImportProgress, WatchImport};

use crate::dispatch::Handle;
use crate::{App, Error, Result};

/// How long an uploaded file waits to be imported.
const AGE_MAX: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder of uploaded import files.
#[derive(Debug, Clone)]
pub(crate) struct Uploads {
    folder: PathBuf,
    under_way: Arc<Mutex<HashMap<Uuid, ImportProgress>>>,
}

/// One file being gone through; dropping it ends that, however it went.
#[derive(Debug)]
pub(crate) struct UnderWay {
    handle: Uuid,
    all: Arc<Mutex<HashMap<Uuid, ImportProgress>>>,
}

impl UnderWay {
    /// So many more rows were dealt with.
    pub fn advance(&self, rows: u64) {
        let mut all = self.all.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(progress) = all.get_mut(&self.handle) {
            progress.done = progress.rows.min(progress.done + rows);
        }
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.all.lock().unwrap_or_else(PoisonError::into_inner).remove(&self.handle);
    }
}

impl Handle for WatchImport {
    async fn handle(self, app: &App) -> Result<ImportProgress> {
        Ok(app.uploads().progress(self.file))
    }
}

impl Uploads {
    /// The folder beside the book at `path`; what was left there long ago is removed.
    pub fn beside(path: &Path) -> Result<Self> {
        let folder = path.parent().unwrap_or(Path::new(".")).join("uploads");
        let uploads = Self { folder, under_way: Arc::default() };
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

    /// Begins to tell how far one has come in a file of so many rows.
    pub fn begin(&self, handle: Uuid, rows: u64) -> UnderWay {
        let mut all = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        all.insert(handle, ImportProgress { done: 0, rows });
        UnderWay { handle, all: self.under_way.clone() }
    }

    fn progress(&self, handle: Uuid) -> ImportProgress {
        let all = self.under_way.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&handle).copied().unwrap_or_default()
    }

    /// Removes a file that was imported.
    pub async fn remove(&self, handle: Uuid) -> Result<()> {
        match tokio::fs::remove_file(self.path(handle)).await {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_tells_how_far_it_is_and_nothing_once_it_is_over() {
        let folder = tempfile::tempdir().unwrap();
        let uploads = Uploads::beside(&folder.path().join("mealbook.db")).unwrap();
        let file = Uuid::from_u128(7);
        assert_eq!(uploads.progress(file), ImportProgress::default());
        let under_way = uploads.begin(file, 25_000);
        under_way.advance(10_000);
        assert_eq!(uploads.progress(file), ImportProgress { done: 10_000, rows: 25_000 });
        under_way.advance(20_000);
        assert_eq!(uploads.progress(file).done, 25_000, "no more than there are");
        drop(under_way);
        assert_eq!(uploads.progress(file), ImportProgress::default());
    }
}
