//! From a fresh machine to Mealbook on the screen.

use anyhow::Result;
use clap::Args;

use crate::{
    process,
    setup::{self, Need},
    ui, workspace,
};

/// How Mealbook is started.
#[derive(Args, Debug)]
pub struct Options {
    /// Serve it to a browser on this computer instead of opening a window
    #[arg(long)]
    web: bool,
    /// Compile the program itself with optimisations, which takes longer the first time
    #[arg(long)]
    release: bool,
    /// Build the interface quickly instead of small
    #[arg(long)]
    dev: bool,
    /// Passed on to Mealbook, after `--`
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Prepares the machine, builds the interface and starts the window or the web server.
pub fn run(options: &Options) -> Result<()> {
    setup::ensure(if options.web { Need::Interface } else { Need::Window })?;
    ui::build(&ui::Options { dev: options.dev, release: false })?;
    let mut start = if options.web {
        process::cargo(["run", "--package", "cli", "--bin", "meal"])
    } else {
        process::cargo(["run", "--package", "mealbook", "--bin", "mealbook"])
    };
    if options.release {
        start.arg("--release");
    }
    if options.web || !options.arguments.is_empty() {
        start.arg("--");
    }
    if options.web {
        start.args(["serve", "--open", "--ui"]).arg(workspace::root().join("ui").join("dist"));
    }
    start.args(&options.arguments);
    process::run(start)
}
