//! What is made rather than checked: screenshots for docs/screens and the figures of docs/BENCHMARKS.md.

use anyhow::Result;
use clap::Args;

use crate::{
    process,
    setup::{self, Need},
    ui, workspace,
};

/// Passed on to the program that measures or photographs.
#[derive(Args, Debug)]
pub struct Options {
    /// Passed on, after `--`
    #[arg(last = true)]
    arguments: Vec<String>,
}

/// Photographs every screen of the built interface into docs/screens.
pub fn screens(options: &Options) -> Result<()> {
    setup::ensure(Need::Tests)?;
    ui::build(&ui::Options::default())?;
    setup::test_tools()?;
    build_programs()?;
    let mut screens =
        process::cargo(["run", "--package", "tests", "--features", "e2e", "--bin", "screens", "--"]);
    screens.args(&options.arguments).env("MEALBOOK_TOOLS", workspace::tools_dir());
    process::run(screens)
}

/// Builds the programs that the suites drive.
pub fn build_programs() -> Result<()> {
    process::run(process::cargo(["build", "--package", "cli", "--bin", "meal"]))?;
    process::run(process::cargo(["build", "--package", "mealbook", "--bin", "mealbook"]))
}

/// Builds the service's program, as `cargo xtask cloud` does.
pub fn build_service() -> Result<()> {
    process::run(process::cargo(["build", "--package", "api", "--bin", "mealbook-api"]))
}

/// Measures the core on a large book, optimised as people get it.
pub fn bench(options: &Options) -> Result<()> {
    setup::ensure(Need::Interface)?;
    ui::build(&ui::Options::default())?;
    let mut bench = process::cargo(["run", "--release", "--package", "tests", "--bin", "bench", "--"]);
    bench.args(&options.arguments);
    process::run(bench)
}
