//! From a fresh machine to Mealbook on the screen.

use std::env;

use anyhow::{Result, bail};
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

/// What somebody can do on a machine without a screen.
const NO_DISPLAY: &str = "there is no display to open a window on (neither DISPLAY nor WAYLAND_DISPLAY is set).\n\n\
    In a browser:            cargo xtask run --web\n\
    On a virtual display:    xvfb-run -a cargo xtask run\n";

/// Whether programs of this session can show anything; other systems than Linux always can.
fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}

/// Prepares the machine, builds the interface and starts the window or the web server.
pub fn run(options: &Options) -> Result<()> {
    // Asked first: a window that cannot open is better known before the build than after it.
    if !options.web && !has_display() {
        bail!("{NO_DISPLAY}");
    }
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
        start.arg("serve").arg("--ui").arg(workspace::root().join("ui").join("dist"));
        // Without a display the system would start a browser for terminals, over the address.
        if has_display() {
            start.arg("--open");
        }
    }
    start.args(&options.arguments);
    process::run(start)
}
