//! Where the refresh token lies: a file beside the book that only this user can read, closed with a key from another folder. A copy
//! of the book's folder, as backups and cloud drives make it, does not hold the key.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::seal::{self, KEY_BYTES};

/// The key's file in its folder.
const KEY_FILE: &str = "tokens.key";

/// What is kept of a session.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The next refresh token.
    pub refresh_token: String,
    /// The account.
    pub account: Uuid,
}

impl std::fmt::Debug for Kept {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Kept({}, …)", self.account)
    }
}

/// Keeps the session of one book.
#[derive(Debug, Clone)]
pub struct Vault {
    file: PathBuf,
    keys: PathBuf,
}

impl Vault {
    /// A sealed file, its key in the folder `keys`. Nothing is written before there is something to keep.
    pub fn sealed(file: PathBuf, keys: PathBuf) -> Self {
        Self { file, keys }
    }

    /// Whether something is kept.
    pub fn is_full(&self) -> bool {
        self.file.exists()
    }

    /// What is kept. A file that cannot be opened (another key: a restored or cloned folder) counts as nothing: somebody logs in.
    pub fn load(&self) -> io::Result<Option<Kept>> {
        let sealed = match fs::read(&self.file) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let Some(key) = self.find_key()? else { return Ok(None) };
        Ok(seal::open(&key, &sealed)?.and_then(|plain| serde_json::from_slice(&plain).ok()))
    }

    /// Keeps it, on the disk when this returns.
    pub fn store(&self, kept: &Kept) -> io::Result<()> {
        let key = match self.find_key()? {
            Some(key) => key,
            None => self.make_key()?,
        };
        let plain = serde_json::to_vec(kept).map_err(io::Error::other)?;
        write(&self.file, &seal::seal(&key, &plain)?)
    }

    /// Keeps nothing.
    pub fn clear(&self) -> io::Result<()> {
        match fs::remove_file(&self.file) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(()),
        }
    }

    fn find_key(&self) -> io::Result<Option<[u8; KEY_BYTES]>> {
        match fs::read(self.keys.join(KEY_FILE)) {
            Ok(key) => Ok(key.try_into().ok()),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn make_key(&self) -> io::Result<[u8; KEY_BYTES]> {
        fs::create_dir_all(&self.keys)?;
        let key = seal::new_key()?;
        write(&self.keys.join(KEY_FILE), &key)?;
        Ok(key)
    }
}

/// Writes beside, then puts it in place: after a crash the old or the new contents are there.
fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let beside = path.with_extension(format!("{}.new", std::process::id()));
    let mut file = private(&beside)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&beside, path)?;
    #[cfg(unix)]
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}

fn private(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
