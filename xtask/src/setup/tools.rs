//! Programs Mealbook's build and tests use, kept in our own tools folder at a fixed version.

use std::path::PathBuf;

use anyhow::Result;

use crate::{process, workspace};

/// npm's packaging of binaryen, which brings `wasm-opt`. Debian's is years older and leaves the file four times larger.
const BINARYEN: &str = "binaryen@132.0.0";
/// Drives the desktop window for the end-to-end tests.
const TAURI_DRIVER: &str = "tauri-driver@2.1.0";

/// The path of `wasm-opt`, installed on first use; nothing when npm is missing or offline.
pub fn wasm_opt() -> Option<PathBuf> {
    let program = workspace::tools_dir().join("node_modules").join(".bin").join("wasm-opt");
    if program.exists() {
        return Some(program);
    }
    if !process::on_path("npm") {
        println!("npm is missing: the interface is not optimised by wasm-opt and will be larger.");
        return None;
    }
    std::fs::create_dir_all(workspace::tools_dir()).ok()?;
    let mut npm = process::command("npm");
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--loglevel=error", "--prefix"]);
    npm.arg(workspace::tools_dir()).arg(BINARYEN);
    if let Err(error) = process::run(npm) {
        println!("{error:#}\nThe interface is not optimised by wasm-opt and will be larger.");
        return None;
    }
    program.exists().then_some(program)
}

/// The path of `tauri-driver`, compiled on first use.
pub fn tauri_driver() -> Result<PathBuf> {
    let program = workspace::tools_dir().join("bin").join("tauri-driver");
    if !program.exists() {
        let mut install = process::cargo(["install", "--quiet", "--locked", "--root"]);
        install.arg(workspace::tools_dir()).arg(TAURI_DRIVER);
        process::run(install)?;
    }
    Ok(program)
}
