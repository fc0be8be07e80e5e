//! The one door for people and CI: `cargo xtask run`, `ui`, `test`, `check`, `tidy`.
#![allow(clippy::print_stdout, reason = "this program talks to the person at the terminal")]

mod check;
mod checkout;
mod cloud;
mod measure;
mod process;
mod run;
mod setup;
mod simulate;
mod soak;
mod test;
mod tidy;
mod ui;
mod workspace;

use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Everything one does with this repository", version)]
struct Arguments {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Install what is missing, build the interface and open Mealbook
    Run(run::Options),
    /// Start the cloud on this computer: database, service, mailbox
    Cloud(cloud::Options),
    /// Build the interface into ui/dist
    Ui(ui::Options),
    /// Run every check and every test, as CI does
    Test(test::Options),
    /// Formatting, lints, tidy and documentation, without the tests
    Check,
    /// Check the rules no compiler knows: crate edges, frozen migrations, headers, paths
    Tidy(tidy::Options),
    /// Photograph every screen into docs/screens
    Screens(measure::Options),
    /// Simulate devices, networks and the service in virtual time: a long run, or one seed
    Simulate(simulate::Options),
    /// Let two devices work at random over a bad network, and compare them with PostgreSQL: a long run
    Soak(soak::Options),
    /// Measure the core on a book of 100,000 expenses
    Bench(measure::Options),
}

fn main() -> ExitCode {
    if let Err(error) = perform(&Arguments::parse().task) {
        eprintln!("error: {error:#}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

fn perform(task: &Task) -> Result<()> {
    if !matches!(task, Task::Tidy(_)) {
        checkout::claim()?;
    }
    match task {
        Task::Run(options) => run::run(options),
        Task::Cloud(options) => cloud::run(options),
        Task::Ui(options) => ui::build(options),
        Task::Test(options) => test::test(options),
        Task::Check => check::check(),
        Task::Tidy(options) => tidy::tidy(options),
        Task::Screens(options) => measure::screens(options),
        Task::Simulate(options) => simulate::simulate(options),
        Task::Soak(options) => soak::soak(options),
        Task::Bench(options) => measure::bench(options),
    }
}
