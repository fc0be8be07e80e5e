//! The steps of `cargo xtask test`. A new suite of the `tests` package is one line in `SUITES`.

use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Options;
use crate::{check, measure, process, setup, tidy, ui, workspace};

/// One named step and how to get the command that performs it.
pub struct Step {
    pub name: &'static str,
    /// True when the step must report at least one passed test.
    pub counts: bool,
    /// True when it drives windows and browsers.
    pub drives_windows: bool,
    /// Does the work and returns nothing, or returns the command that does it.
    pub action: Box<dyn Fn() -> Result<Option<Command>>>,
}

/// A test target of the `tests` package.
struct Suite {
    name: &'static str,
    drives: Drives,
}

/// What a suite drives: the core in its own process, the service's program, or windows and browsers over the built programs.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Drives {
    Core,
    Service,
    Windows,
}

const SUITES: &[Suite] = &[
    Suite { name: "import", drives: Drives::Core },
    Suite { name: "simulation", drives: Drives::Core },
    Suite { name: "flow", drives: Drives::Core },
    Suite { name: "cloud", drives: Drives::Service },
    Suite { name: "crash", drives: Drives::Core },
    Suite { name: "contract", drives: Drives::Core },
    Suite { name: "e2e", drives: Drives::Windows },
];

/// All steps in the order they run.
pub fn plan(options: &Options) -> Result<Vec<Step>> {
    let mut steps = vec![
        step("tidy", false, || tidy::tidy(&tidy::Options::default()).map(|()| None)),
        step("format", false, || Ok(Some(check::format()))),
        step("interface", false, || ui::build(&ui::Options::default()).map(|()| None)),
        step("clippy", false, || Ok(Some(check::lint()))),
        step("clippy for wasm32", false, || Ok(Some(check::lint_interface()))),
        step("tests beside the code", true, || Ok(Some(unit_tests()))),
        step("documentation examples", false, || Ok(Some(doc_tests()))),
    ];
    if !options.quick {
        steps.push(step("documentation", false, || Ok(Some(check::document()))));
        steps.push(step("Android type check", false, || Ok(Some(android()))));
        steps.extend(suites()?);
    }
    Ok(steps)
}

fn step(name: &'static str, counts: bool, action: impl Fn() -> Result<Option<Command>> + 'static) -> Step {
    Step { name, counts, drives_windows: false, action: Box::new(action) }
}

fn unit_tests() -> Command {
    let runner: &[&str] = if process::on_path("cargo-nextest") {
        &["nextest", "run", "--no-fail-fast", "--status-level", "fail", "--final-status-level", "fail"]
    } else {
        &["test", "--no-fail-fast", "--lib", "--bins", "--tests"]
    };
    let mut command = process::cargo(runner);
    command.args(["--workspace", "--exclude", "tests"]).env("INSTA_UPDATE", "no");
    command
}

fn doc_tests() -> Command {
    process::cargo(["test", "--doc", "--workspace", "--exclude", "tests", "--quiet"])
}

/// The whole app for a phone, as far as the type checker goes: nothing is linked, so any C compiler for the processor
/// serves the crates that bring C along.
fn android() -> Command {
    let target = setup::ANDROID;
    let mut command =
        process::cargo(["check", "--package", "mealbook", "--lib", "--target", target, "--quiet"]);
    command.env("CC_aarch64_linux_android", "aarch64-linux-gnu-gcc");
    command.env("CXX_aarch64_linux_android", "aarch64-linux-gnu-g++");
    command.env("AR_aarch64_linux_android", "aarch64-linux-gnu-ar");
    command
}

/// The table and the package must name the same suites: a suite nobody runs is worse than none.
fn suites() -> Result<Vec<Step>> {
    let metadata = workspace::metadata()?;
    let package = metadata
        .packages
        .iter()
        .find(|package| package.name == "tests")
        .context("there is no tests package")?;
    let targets = || package.targets.iter().filter(|target| target.kind.iter().any(|kind| kind == "test"));
    if let Some(unlisted) = targets().find(|target| !SUITES.iter().any(|suite| suite.name == target.name)) {
        bail!(
            "tests/Cargo.toml has the suite {:?}: add it to SUITES in xtask/src/test/steps.rs",
            unlisted.name
        );
    }
    let mut steps = Vec::new();
    for suite in SUITES {
        let target = targets().find(|target| target.name == suite.name);
        let target = target.with_context(|| format!("tests/Cargo.toml has no suite {:?}", suite.name))?;
        let features = target.required_features.join(",");
        let suite_step = step(suite.name, true, move || suite_command(suite, &features).map(Some));
        steps.push(Step { drives_windows: suite.drives == Drives::Windows, ..suite_step });
    }
    Ok(steps)
}

fn suite_command(suite: &Suite, features: &str) -> Result<Command> {
    match suite.drives {
        Drives::Core => {}
        Drives::Service => measure::build_service()?,
        Drives::Windows => measure::build_programs()?,
    }
    let mut command = process::cargo(["test", "--package", "tests", "--test", suite.name]);
    if !features.is_empty() {
        command.args(["--features", features]);
    }
    command.env("MEALBOOK_TOOLS", workspace::tools_dir());
    Ok(command)
}
