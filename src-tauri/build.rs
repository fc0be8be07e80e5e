//! Prepares what `tauri::generate_context!` reads at compile time: the built interface and the list of allowed commands.

use std::{fs, path::Path};

/// Every command the window may call. A name that is not listed here has no permission and cannot be granted one.
const COMMANDS: &[&str] = &["call", "upload"];

fn main() {
    place_interface_placeholder(Path::new("ui/dist/index.html"));
    // The interface is embedded at compile time: a new one means a new program.
    println!("cargo::rerun-if-changed=ui/dist");
    let manifest = tauri_build::AppManifest::new().commands(COMMANDS);
    let attributes = tauri_build::Attributes::new().app_manifest(manifest);
    if let Err(error) = tauri_build::try_build(attributes) {
        eprintln!("{error:#}");
        std::process::exit(1);
    }
}

/// A fresh clone has no `ui/dist` and must still compile; `cargo xtask ui` replaces the placeholder.
fn place_interface_placeholder(index: &Path) {
    let folder = index.parent().expect("the path is a constant with a folder");
    if index.exists() {
        return;
    }
    let page = "<!doctype html><title>Mealbook</title><p>Run <code>cargo xtask ui</code> to build the interface.</p>\n";
    if let Err(error) = fs::create_dir_all(folder).and_then(|()| fs::write(index, page)) {
        println!("cargo::warning=cannot write {}: {error}", index.display());
    }
}
