//! The copy made before a migration, and putting it back.

use std::fs::{self, File};
use std::path::{Path, PathBuf};

use sqlx::SqliteConnection;

use super::beside;
use crate::{Error, Result};

/// Copies the database to `backups/<name>-v<version>-<at>.db` beside it, whole and fsynced.
pub(super) async fn make(
    connection: &mut SqliteConnection,
    path: &Path,
    version: i64,
    at_ms: i64,
) -> Result<PathBuf> {
    let folder = path.parent().unwrap_or(Path::new(".")).join("backups");
    fs::create_dir_all(&folder)?;
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let copy = folder.join(format!("{stem}-v{version}-{at_ms}.db"));
    if copy.exists() {
        fs::remove_file(&copy)?;
    }
    let target = copy.to_str().ok_or(Error::Malformed("the path of the backup"))?;
    sqlx::query("vacuum into ?1").bind(target).execute(connection).await?;
    File::open(&copy)?.sync_all()?;
    Ok(copy)
}

/// Puts the copy in the place of the database, whose connections must be closed.
pub(super) fn put_back(copy: &Path, path: &Path) -> Result<()> {
    let incoming = beside(path, ".incoming");
    fs::copy(copy, &incoming)?;
    File::open(&incoming)?.sync_all()?;
    for suffix in ["-wal", "-shm"] {
        match fs::remove_file(beside(path, suffix)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    fs::rename(&incoming, path)?;
    Ok(())
}
