//! Everything short of the tests: formatting, lints, our own rules, documentation, licences.

use std::process::Command;

use anyhow::Result;

use crate::{
    process,
    setup::{self, Need},
    tidy,
};

/// Fails at the first rule that is broken.
pub fn check() -> Result<()> {
    setup::ensure(Need::Window)?;
    tidy::tidy(&tidy::Options::default())?;
    for command in [format(), lint(), lint_interface(), document()] {
        process::run(command)?;
    }
    if process::on_path("cargo-deny") {
        process::run(process::cargo(["deny", "--offline", "check", "bans", "licenses", "sources"]))?;
    } else {
        println!("cargo-deny is not installed: bans, licences and sources were not checked.");
    }
    println!("Everything is in order.");
    Ok(())
}

/// rustfmt over the whole workspace; names the files it would change.
pub fn format() -> Command {
    process::cargo(["fmt", "--all", "--", "--check", "-l"])
}

/// clippy over everything that runs natively, warnings as errors.
pub fn lint() -> Command {
    process::cargo(["clippy", "--workspace", "--all-targets", "--quiet", "--", "-D", "warnings"])
}

/// clippy over the interface for the target it is made for.
pub fn lint_interface() -> Command {
    let target = "wasm32-unknown-unknown";
    process::cargo(["clippy", "--package", "ui", "--target", target, "--quiet", "--", "-D", "warnings"])
}

/// rustdoc over our own crates; a broken link is an error.
pub fn document() -> Command {
    let mut document =
        process::cargo(["doc", "--workspace", "--no-deps", "--quiet", "--document-private-items"]);
    document.env("RUSTDOCFLAGS", "-D warnings -A rustdoc::private_intra_doc_links");
    document
}
