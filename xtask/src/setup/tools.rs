//! Programs Mealbook's build and tests use, kept in our own tools folder at a fixed version.

use std::path::{Path, PathBuf};

use anyhow::{Result, bail};

use crate::{process, workspace};

/// npm's packaging of binaryen, which brings `wasm-opt`. Debian's is years older and leaves the file four times larger.
const BINARYEN: &str = "binaryen@132.0.0";
/// Judges every screen by the WCAG rules in the end-to-end tests.
const AXE: &str = "axe-core@4.14.1";
/// Drives the desktop window for the end-to-end tests.
const TAURI_DRIVER: &str = "tauri-driver@2.1.0";
/// Asks the service for what its description allows, and for what it does not, in the contract tests.
const SCHEMATHESIS: &str = "schemathesis==4.32.5";

/// The path of `wasm-opt`, installed on first use; nothing when npm is missing or offline.
pub fn wasm_opt() -> Option<PathBuf> {
    let found = npm_file(".bin/wasm-opt", BINARYEN);
    if let Err(error) = &found {
        println!("{error:#}\nThe interface is not optimised by wasm-opt and will be larger.");
    }
    found.ok()
}

/// What the suites find in the tools folder: `tauri-driver`, axe-core and schemathesis, fetched on first use.
pub fn test_tools() -> Result<()> {
    npm_file("axe-core/axe.min.js", AXE)?;
    if !workspace::tools_dir().join("bin").join("tauri-driver").exists() {
        let mut install = process::cargo(["install", "--quiet", "--locked", "--root"]);
        install.arg(workspace::tools_dir()).arg(TAURI_DRIVER);
        process::run(install)?;
    }
    schemathesis()
}

/// Python programs live in an environment of their own: nothing of the machine is changed.
fn schemathesis() -> Result<()> {
    let home = workspace::tools_dir().join("schemathesis");
    if home.join("bin").join("st").exists() {
        return Ok(());
    }
    let mut make = process::command("python3");
    make.args(["-m", "venv"]).arg(&home);
    process::run(make)?;
    let mut install = process::command(home.join("bin").join("pip"));
    install.args(["install", "--quiet", "--disable-pip-version-check", SCHEMATHESIS]);
    process::run(install)
}

/// A file of an npm package; the package is installed when it is missing.
fn npm_file(file: &str, package: &str) -> Result<PathBuf> {
    let tools = workspace::tools_dir();
    let path = tools.join("node_modules").join(file);
    if path.exists() {
        return Ok(path);
    }
    if !process::on_path("npm") {
        bail!("npm is missing, so {package} cannot be installed");
    }
    install(&tools, package)?;
    if !path.exists() {
        bail!("{package} has no {file}");
    }
    Ok(path)
}

/// Saved in the folder's own package.json: npm would otherwise remove one tool when it installs the next.
fn install(tools: &Path, package: &str) -> Result<()> {
    std::fs::create_dir_all(tools)?;
    let mut npm = process::command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--save-exact", "--loglevel=error", "--prefix"]);
    npm.arg(tools).arg(package);
    process::run(npm)
}
