//! Where the refresh token lies: in the system's place for secrets, with a file beside the book that names the entry; or, where there
//! is no such place, in that file itself, which only this user can read, closed with a key from another folder.
//!
//! What the sealed file protects from: a copy of the book's folder, as backups and cloud drives make it, does not hold the key. What it
//! does not protect from: programs of the same user, and whoever reads the whole disk.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::keychain::Keychain;
use super::seal::{self, KEY_BYTES};

/// The key's file in its folder.
const KEY_FILE: &str = "tokens.key";
/// How the file beside the book begins when the token lies in the system's place; the name of the entry follows.
const ENTRY: &[u8] = b"keychain ";

/// Where the refresh token of a book lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In the system's place for secrets.
    Keychain,
    /// In a sealed file.
    SealedFile,
}

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
    keychain: Option<Keychain>,
}

impl Vault {
    /// The system's place for secrets, or a sealed file where there is none. Nothing is written before there is something to keep.
    pub fn best(file: PathBuf, keys: PathBuf) -> Self {
        Self { keychain: Keychain::system(), ..Self::sealed(file, keys) }
    }

    /// A sealed file, its key in the folder `keys`. Nothing is written before there is something to keep.
    pub fn sealed(file: PathBuf, keys: PathBuf) -> Self {
        Self { file, keys, keychain: None }
    }

    #[cfg(test)]
    pub(super) fn with_keychain(self, keychain: Keychain) -> Self {
        Self { keychain: Some(keychain), ..self }
    }

    /// Where it lies; nothing while nothing is kept.
    pub fn place(&self) -> Option<Place> {
        let contents = fs::read(&self.file).ok()?;
        Some(if contents.starts_with(ENTRY) { Place::Keychain } else { Place::SealedFile })
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
        if let Some(entry) = entry(&sealed) {
            let Some(keychain) = self.keychain.clone().or_else(Keychain::system) else { return Ok(None) };
            return Ok(keychain.find(entry)?.and_then(|plain| serde_json::from_slice(&plain).ok()));
        }
        let Some(key) = self.find_key()? else { return Ok(None) };
        Ok(seal::open(&key, &sealed)?.and_then(|plain| serde_json::from_slice(&plain).ok()))
    }

    /// Keeps it, on the disk when this returns.
    pub fn store(&self, kept: &Kept) -> io::Result<()> {
        let plain = serde_json::to_vec(kept).map_err(io::Error::other)?;
        let before = fs::read(&self.file).unwrap_or_default();
        if let Some(keychain) = &self.keychain {
            let name = entry(&before).map_or_else(|| Uuid::now_v7().to_string(), str::to_owned);
            if keychain.put(&name, &plain).is_ok() {
                return if entry(&before).is_some() {
                    Ok(())
                } else {
                    write(&self.file, &[ENTRY, name.as_bytes()].concat())
                };
            }
            // Locked, refused or gone: the file is there for that.
        }
        let key = match self.find_key()? {
            Some(key) => key,
            None => self.make_key()?,
        };
        write(&self.file, &seal::seal(&key, &plain)?)
    }

    /// Keeps nothing.
    pub fn clear(&self) -> io::Result<()> {
        let contents = fs::read(&self.file).unwrap_or_default();
        if let Some(entry) = entry(&contents)
            && let Some(keychain) = self.keychain.clone().or_else(Keychain::system)
        {
            keychain.delete(entry)?;
        }
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

/// The name of the entry in the system's place, if the file says that it is there.
fn entry(contents: &[u8]) -> Option<&str> {
    std::str::from_utf8(contents.strip_prefix(ENTRY)?).ok()
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
