//! Keys that sign access tokens. The newest signs, all are believed: a new key is added beside the old ones, and an old one is taken
//! away once the last token it signed has ended.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::{DecodePrivateKey, EncodePrivateKey, spki::der::pem::LineEnding};
use jsonwebtoken::{DecodingKey, EncodingKey};
use sha2::{Digest as _, Sha256};

use crate::config::{Config, Environment, KeySetting};

/// Between two looks into the folder for a key nobody knows yet.
const RELOAD_MS: i64 = 10_000;
/// The line a key ends with.
const END: &str = "-----END";

/// Why there are no keys.
#[derive(Debug, thiserror::Error)]
pub enum KeyError {
    /// The folder or a file in it.
    #[error("the folder of the keys cannot be read or written")]
    Io(#[from] std::io::Error),
    /// A key that is none; the text names the file, never the key.
    #[error("{0} is not an Ed25519 key in PKCS#8")]
    NotAKey(String),
    /// No key at all.
    #[error("there is no key: `mealbook-api keys new` makes one")]
    None,
    /// The operating system has no random numbers.
    #[error("no random numbers")]
    Random,
}

struct Key {
    id: String,
    signing: EncodingKey,
    verifying: DecodingKey,
}

struct Ring {
    keys: BTreeMap<String, Key>,
    newest: String,
    read_at_ms: i64,
}

/// The keys.
pub struct Keys {
    folder: Option<PathBuf>,
    ring: RwLock<Ring>,
}

impl Keys {
    /// Reads them as the settings say; in development a folder without a key gets one.
    pub fn load(config: &Config, now_ms: i64) -> Result<Self, KeyError> {
        let (folder, ring) = match &config.keys {
            KeySetting::Text(text) => (None, from_text(text, now_ms)?),
            KeySetting::Folder(folder) => {
                if config.environment == Environment::Development
                    && files(folder).map_or(true, |f| f.is_empty())
                {
                    make_key(folder, now_ms)?;
                }
                (Some(folder.clone()), from_folder(folder, now_ms)?)
            }
        };
        Ok(Self { folder, ring: RwLock::new(ring) })
    }

    /// The newest key and its id.
    pub fn signing(&self) -> (String, EncodingKey) {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        let key = &ring.keys[&ring.newest];
        (key.id.clone(), key.signing.clone())
    }

    /// The key of this id. One nobody knows may have been added by another instance: the folder is read anew, now and then.
    pub fn verifying(&self, id: &str, now_ms: i64) -> Option<DecodingKey> {
        if let Some(key) = self.find(id) {
            return Some(key);
        }
        self.reload(now_ms);
        self.find(id)
    }

    fn find(&self, id: &str) -> Option<DecodingKey> {
        let ring = self.ring.read().unwrap_or_else(PoisonError::into_inner);
        ring.keys.get(id).map(|key| key.verifying.clone())
    }

    fn reload(&self, now_ms: i64) {
        let Some(folder) = &self.folder else { return };
        let mut ring = self.ring.write().unwrap_or_else(PoisonError::into_inner);
        if now_ms.saturating_sub(ring.read_at_ms) < RELOAD_MS {
            return;
        }
        ring.read_at_ms = now_ms;
        match from_folder(folder, now_ms) {
            Ok(fresh) => *ring = fresh,
            Err(error) => tracing::error!(%error, "signing keys cannot be read anew"),
        }
    }
}

/// Makes a key in the folder; the file is for its owner's eyes alone. Its name begins with the time, so the newest sorts last.
pub fn make_key(folder: &Path, now_ms: i64) -> Result<String, KeyError> {
    std::fs::create_dir_all(folder)?;
    let mut seed = [0; 32];
    getrandom::fill(&mut seed).map_err(|_| KeyError::Random)?;
    let key = SigningKey::from_bytes(&seed);
    let id = key_id(&key);
    let pem = key.to_pkcs8_pem(LineEnding::LF).map_err(|_| KeyError::NotAKey(id.clone()))?;
    write_private(&folder.join(format!("{now_ms:015}-{id}.pem")), pem.as_bytes())?;
    Ok(id)
}

#[cfg(unix)]
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let mut file = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

#[cfg(not(unix))]
fn write_private(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    std::fs::write(path, bytes)
}

fn files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|ending| ending == "pem"))
        .collect();
    files.sort();
    Ok(files)
}

fn from_folder(folder: &Path, now_ms: i64) -> Result<Ring, KeyError> {
    let named = files(folder)?.into_iter().map(|path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        std::fs::read_to_string(&path).map(|text| (name, text))
    });
    ring(named.collect::<Result<Vec<_>, _>>()?, now_ms)
}

/// Several keys one after the other.
fn from_text(text: &str, now_ms: i64) -> Result<Ring, KeyError> {
    let mut keys = Vec::new();
    let mut current = String::new();
    for line in text.lines() {
        current.push_str(line.trim());
        current.push('\n');
        if line.trim().starts_with(END) {
            keys.push((format!("key {}", keys.len() + 1), std::mem::take(&mut current)));
        }
    }
    ring(keys, now_ms)
}

/// A ring of keys, oldest first.
fn ring(named: Vec<(String, String)>, now_ms: i64) -> Result<Ring, KeyError> {
    let mut keys = BTreeMap::new();
    let mut newest = None;
    for (name, pem) in named {
        let key = read(&pem).ok_or(KeyError::NotAKey(name))?;
        newest = Some(key.id.clone());
        keys.insert(key.id.clone(), key);
    }
    Ok(Ring { keys, newest: newest.ok_or(KeyError::None)?, read_at_ms: now_ms })
}

fn read(pem: &str) -> Option<Key> {
    let key = SigningKey::from_pkcs8_pem(pem.trim()).ok()?;
    let der = key.to_pkcs8_der().ok()?;
    Some(Key {
        id: key_id(&key),
        signing: EncodingKey::from_ed_der(der.as_bytes()),
        // The library wants the bare point here, for all its name says.
        verifying: DecodingKey::from_ed_der(key.verifying_key().as_bytes()),
    })
}

/// The beginning of the SHA-256 of the public key.
fn key_id(key: &SigningKey) -> String {
    let digest = Sha256::digest(key.verifying_key().as_bytes());
    digest[..8].iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
