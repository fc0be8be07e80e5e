//! The rules no compiler knows. Each rule lists what breaks it; nothing is repaired here.

mod edges;
mod files;
mod migrations;
mod placement;
mod rust;
mod text;

use anyhow::{Result, bail};
use clap::Args;

use crate::workspace;

/// What `cargo xtask tidy` does beside checking.
#[derive(Args, Clone, Copy, Debug, Default)]
pub struct Options {
    /// Freeze the migrations that are not yet frozen
    #[arg(long)]
    freeze: bool,
}

/// Prints every broken rule, and fails when there is one.
pub fn tidy(options: &Options) -> Result<()> {
    let files = files::tracked()?;
    if options.freeze {
        migrations::freeze(workspace::root(), &files)?;
    }
    let mut broken = edges::check(&workspace::metadata()?);
    broken.extend(migrations::check(workspace::root(), &files)?);
    for file in &files {
        broken.extend(text::check(file));
        broken.extend(rust::check(file));
        broken.extend(placement::check(file));
    }
    for rule in &broken {
        println!("{rule}");
    }
    if !broken.is_empty() {
        bail!("{} broken rules", broken.len());
    }
    println!("tidy: {} files keep every rule.", files.len());
    Ok(())
}
