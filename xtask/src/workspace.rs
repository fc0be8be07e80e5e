//! Where the repository is, where builds go, and what Cargo knows about the workspace's packages.

use std::{
    env, fs,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use anyhow::{Context, Result};
use serde::Deserialize;

use crate::process;

/// The folder with the root Cargo.toml.
pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("xtask is a folder of the repository")
}

/// The target directory handed to every Cargo that xtask starts.
///
/// `CARGO_TARGET_DIR` wins. Otherwise one folder in the person's cache serves every clone, so that a fresh clone does
/// not compile a thousand crates again; where that folder cannot be made, `target` in the clone.
pub fn target_dir() -> &'static Path {
    static TARGET: OnceLock<PathBuf> = OnceLock::new();
    TARGET.get_or_init(|| match env::var_os("CARGO_TARGET_DIR").filter(|value| !value.is_empty()) {
        Some(given) => root().join(given),
        None => shared_target_dir().unwrap_or_else(|| root().join("target")),
    })
}

fn shared_target_dir() -> Option<PathBuf> {
    let cache = env::var_os("XDG_CACHE_HOME")
        .map(PathBuf::from)
        .filter(|path| path.is_absolute())
        .or_else(|| env::var_os("HOME").map(|home| Path::new(&home).join(".cache")))?;
    let shared = cache.join("mealbook").join("target");
    fs::create_dir_all(&shared).ok()?;
    let probe = shared.join(format!(".writable-{}", std::process::id()));
    fs::write(&probe, b"").ok()?;
    fs::remove_file(&probe).ok()?;
    Some(shared)
}

/// Programs that xtask installs for itself (wasm-opt, tauri-driver) live here, never on the machine's PATH.
pub fn tools_dir() -> PathBuf {
    target_dir().join("tools")
}

/// What `cargo metadata --no-deps` says about the workspace.
#[derive(Debug, Deserialize)]
pub struct Metadata {
    pub packages: Vec<Package>,
    #[serde(default)]
    pub workspace_default_members: Vec<String>,
}

/// One package of the workspace.
#[derive(Debug, Deserialize)]
pub struct Package {
    pub name: String,
    pub dependencies: Vec<Dependency>,
    pub targets: Vec<Target>,
}

/// One line of a package's dependency tables; `path` is set for crates of this workspace.
#[derive(Debug, Deserialize)]
pub struct Dependency {
    pub name: String,
    pub path: Option<PathBuf>,
}

/// A library, binary or test of a package.
#[derive(Debug, Deserialize)]
pub struct Target {
    pub name: String,
    pub kind: Vec<String>,
    #[serde(default, rename = "required-features")]
    pub required_features: Vec<String>,
}

/// Asks Cargo for the workspace's own packages; needs no network.
pub fn metadata() -> Result<Metadata> {
    let json =
        process::capture(process::cargo(["metadata", "--format-version", "1", "--no-deps", "--offline"]))?;
    serde_json::from_str(&json).context("cargo metadata printed something unexpected")
}
