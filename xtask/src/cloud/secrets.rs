//! Passwords of the private database: made once, for the owner's eyes alone.

use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest as _, Sha256};

/// The password of this name, made at the first start.
pub fn password(folder: &Path, name: &str) -> Result<String> {
    let path = folder.join(format!("{name}.password"));
    if let Ok(text) = fs::read_to_string(&path) {
        return Ok(text.trim().to_owned());
    }
    let password = random()?;
    write_private(&path, &password)?;
    Ok(password)
}

/// Writes a file nobody else reads.
pub fn write_private(path: &Path, text: &str) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).with_context(|| format!("cannot write {}", path.display()))?;
    file.write_all(text.as_bytes())?;
    Ok(())
}

/// Hexadecimal digits nobody can guess: the standard library's own random seeds, hashed. Good enough for a database that listens on
/// this machine alone; what guards people's data is made by the service.
fn random() -> Result<String> {
    use std::hash::{BuildHasher as _, Hasher as _};
    let mut digest = Sha256::new();
    for _ in 0..8 {
        let seed = std::collections::hash_map::RandomState::new().build_hasher().finish();
        digest.update(seed.to_le_bytes());
    }
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH)?;
    digest.update(now.as_nanos().to_le_bytes());
    Ok(digest.finalize()[..16].iter().map(|byte| format!("{byte:02x}")).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_password_is_made_once() {
        let folder = tempfile::tempdir().unwrap();
        let first = password(folder.path(), "owner").unwrap();
        assert_eq!(first.len(), 32);
        assert_eq!(password(folder.path(), "owner").unwrap(), first);
        assert_ne!(password(folder.path(), "api").unwrap(), first);
    }
}
