//! The interface's build: Cargo for wasm32, wasm-bindgen as a library (its version then always matches), wasm-opt,
//! and a folder of files whose names change with their content.

mod bundle;
mod optimise;
mod size;
mod stamp;
mod texts;

use std::{
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context, Result, anyhow};
use clap::Args;

use crate::{
    process,
    setup::{self, Need},
    workspace,
};

/// How the interface is built.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Options {
    /// Compile quickly and keep names for the debugger; the file is many times larger
    #[arg(long)]
    pub dev: bool,
    /// Optimise for size (what happens anyway without --dev)
    #[arg(long, conflicts_with = "dev")]
    pub release: bool,
}

/// Builds ui/dist and prints what the person's browser will load.
pub fn build(options: &Options) -> Result<()> {
    setup::ensure(Need::Interface)?;
    let compiled = compile(options)?;
    let sources = workspace::root().join("ui");
    let guide = workspace::root().join("docs").join("user");
    let dist = sources.join("dist");
    let stamp = stamp::of(&compiled, &sources, &guide, !options.dev)?;
    if stamp::is_current(&dist, &stamp) {
        println!("ui/dist is up to date.");
        return Ok(());
    }
    let staged = workspace::target_dir().join("ui");
    bind(&compiled, &staged, options)?;
    if !options.dev {
        optimise::optimise(&staged.join("ui_bg.wasm"))?;
    }
    bundle::write(&staged, &sources, &guide, &dist)?;
    stamp::remember(&dist, &stamp)?;
    if options.dev {
        // Compressing names for the debugger takes minutes and says nothing.
        println!("ui/dist is built for debugging.");
        return Ok(());
    }
    size::print(&dist)
}

fn compile(options: &Options) -> Result<PathBuf> {
    let profile = if options.dev { "dev" } else { "wasm-release" };
    process::run(process::cargo([
        "build",
        "--package",
        "ui",
        "--bin",
        "ui",
        "--target",
        "wasm32-unknown-unknown",
        "--profile",
        profile,
    ]))?;
    let folder = if options.dev { "debug" } else { profile };
    Ok(workspace::target_dir().join("wasm32-unknown-unknown").join(folder).join("ui.wasm"))
}

/// Writes `ui.js` and `ui_bg.wasm` into an empty folder.
fn bind(compiled: &Path, staged: &Path, options: &Options) -> Result<()> {
    if staged.exists() {
        fs::remove_dir_all(staged).with_context(|| format!("cannot empty {}", staged.display()))?;
    }
    let mut bindgen = wasm_bindgen_cli_support::Bindgen::new();
    bindgen.input_path(compiled).typescript(false).debug(options.dev).keep_debug(options.dev);
    bindgen.remove_producers_section(!options.dev).remove_name_section(!options.dev);
    bindgen
        .web(true)
        .and_then(|bindgen| bindgen.generate(staged))
        .map_err(|error| anyhow!("wasm-bindgen: {error:#}"))
}
