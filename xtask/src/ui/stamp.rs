//! Whether ui/dist was already built from exactly these inputs, so that starting twice does not optimise twice.

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result};

use super::texts;
use crate::workspace;

/// Raised when the bundler itself writes something different from the same inputs.
const BUNDLER_VERSION: u32 = 2;

/// A hash of everything that goes into ui/dist.
pub fn of(compiled: &Path, sources: &Path, guide: &Path, optimised: bool) -> Result<String> {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&BUNDLER_VERSION.to_le_bytes()).update(&[u8::from(optimised)]);
    let mut inputs = vec![compiled.to_owned(), sources.join("index.html")];
    for folder in ["styles", "assets"] {
        inputs.extend(files_below(&sources.join(folder))?);
    }
    inputs.extend(texts::inputs(sources, guide)?);
    for input in inputs {
        let bytes = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
        hasher.update(input.as_os_str().as_encoded_bytes()).update(&bytes.len().to_le_bytes()).update(&bytes);
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// True when the folder was written by a build with this stamp and nobody has written it since.
pub fn is_current(dist: &Path, stamp: &str) -> bool {
    let (Ok(remembered), Some(present)) = (fs::read_to_string(place(dist)), sealed(dist, stamp)) else {
        return false;
    };
    remembered == present
}

/// Notes the stamp outside ui/dist: everything inside is shipped.
pub fn remember(dist: &Path, stamp: &str) -> Result<()> {
    let sealed = sealed(dist, stamp).context("ui/dist has no index.html")?;
    fs::write(place(dist), sealed).context("cannot note what the interface was built from")
}

/// The stamp with a hash of the page, which names every other file by its hash: a build with another target directory
/// may have replaced the folder meanwhile.
fn sealed(dist: &Path, stamp: &str) -> Option<String> {
    let page = fs::read(dist.join("index.html")).ok()?;
    Some(format!("{stamp} {}", blake3::hash(&page).to_hex()))
}

/// One file per clone, as clones share a target directory.
fn place(dist: &Path) -> PathBuf {
    let clone = blake3::hash(dist.as_os_str().as_encoded_bytes()).to_hex();
    workspace::target_dir().join(format!("ui-{}.stamp", &clone[..16]))
}

/// Every file below a folder in a fixed order; none when there is no such folder.
pub fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if !folder.is_dir() {
        return Ok(found);
    }
    let mut entries: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    entries.sort();
    for entry in entries {
        if entry.is_dir() {
            found.extend(files_below(&entry)?);
        } else {
            found.push(entry);
        }
    }
    Ok(found)
}
