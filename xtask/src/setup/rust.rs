//! Rust's own standard libraries for the targets we compile to.

use std::path::Path;

use anyhow::{Context, Result, bail};

use super::Need;
use crate::process;

/// The interface's target.
pub const WASM: &str = "wasm32-unknown-unknown";
/// The target CI type-checks the whole app for.
pub const ANDROID: &str = "aarch64-linux-android";

/// Adds missing targets with rustup, or prints the command and fails.
pub fn ensure(need: Need) -> Result<()> {
    let wanted: &[&str] = match need {
        Need::Interface | Need::Window => &[WASM],
        Need::Cloud => &[],
        Need::Tests => &[WASM, ANDROID],
    };
    let missing: Vec<&str> = wanted.iter().copied().filter(|target| !installed(target)).collect();
    if missing.is_empty() {
        return Ok(());
    }
    if !process::on_path("rustup") {
        bail!(
            "Rust has no standard library for {}. Install rustup (https://rustup.rs), then try again.",
            missing.join(" ")
        );
    }
    println!("Adding Rust targets: {}", missing.join(" "));
    let mut add = process::command("rustup");
    add.args(["target", "add"]).args(&missing);
    process::run(add).context("the targets are downloaded from static.rust-lang.org; is there a network?")
}

fn installed(target: &str) -> bool {
    let mut rustc = process::command("rustc");
    rustc.args(["--print", "target-libdir", "--target", target]);
    process::capture(rustc).is_ok_and(|path| Path::new(path.trim()).is_dir())
}
