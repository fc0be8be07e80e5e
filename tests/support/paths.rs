//! Where Cargo put the programs under test, and where xtask put its tools.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The folder with the root Cargo.toml.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests is a folder of the repository")
}

/// A file of `tests/fixtures`.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Cargo's target directory: this program stands in `<target>/<profile>` or in `deps` below it.
pub fn target_dir() -> Result<PathBuf> {
    Ok(profile_dir()?.parent().context("a profile folder stands in the target folder")?.to_owned())
}

fn profile_dir() -> Result<PathBuf> {
    let this = std::env::current_exe()?;
    let folder = this.parent().context("a program stands in a folder")?;
    Ok(if folder.ends_with("deps") {
        folder.parent().context("deps stands in a folder")?.to_owned()
    } else {
        folder.to_owned()
    })
}

/// A program of this workspace: where `variable` says, else beside the test.
pub fn program(name: &str, package: &str, variable: &str) -> Result<PathBuf> {
    let path = std::env::var_os(variable)
        .map_or_else(|| profile_dir().map(|folder| folder.join(name)), |path| Ok(path.into()))?;
    if !path.is_file() {
        bail!(
            "{} is missing: cargo build --package {package} --bin {name}, or set {variable}",
            path.display()
        );
    }
    Ok(path)
}

/// The command line.
pub fn meal() -> Result<PathBuf> {
    program("meal", "cli", "MEALBOOK_MEAL")
}

/// The desktop window.
pub fn window() -> Result<PathBuf> {
    program("mealbook", "mealbook", "MEALBOOK_WINDOW")
}

/// Chromium, by any of the names it goes by; Chrome serves too.
pub fn browser() -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
        .iter()
        .find_map(|name| {
            std::env::split_paths(&path).map(|folder| folder.join(name)).find(|file| file.is_file())
        })
        .context("there is no Chromium on the PATH")
}

/// A tool that xtask installs below `tools` of the target folder, else the one on PATH.
pub fn tool(name: &str) -> PathBuf {
    tools_dirs()
        .into_iter()
        .map(|tools| tools.join("bin").join(name))
        .find(|path| path.is_file())
        .unwrap_or_else(|| name.into())
}

/// A file of an npm package that xtask installs.
pub fn npm_file(path: &str) -> Result<PathBuf> {
    let found = tools_dirs()
        .into_iter()
        .map(|tools| tools.join("node_modules").join(path))
        .find(|file| file.is_file());
    found.with_context(|| {
        format!("{path} is not in target/tools/node_modules: `cargo xtask test` installs it")
    })
}

/// `tools` in the target folder of this program, and in the one the environment names.
fn tools_dirs() -> Vec<PathBuf> {
    let named = std::env::var_os("MEALBOOK_TOOLS").map(PathBuf::from);
    let here = target_dir().ok().map(|target| target.join("tools"));
    named.into_iter().chain(here).collect()
}
