//! Devices, people, a hostile network and the service in virtual time: real SQLite, the real engine, the real rules, one seed a run.
//!
//! `MEALBOOK_SIMULATION_SEEDS` says how many runs, `MEALBOOK_SIMULATION_SEED` the first of them, `MEALBOOK_SIMULATION_DEVICES` how
//! many devices each has, `MEALBOOK_SIMULATION_MUTANT` which mistake is planted. A failing run is made as short as it goes and printed;
//! with `MEALBOOK_SIMULATION_ALL` every failing seed is named instead.
#![allow(clippy::print_stdout, reason = "the seed of a failed run must be seen")]

mod book;
mod checks;
mod coverage;
mod device;
mod dump;
mod mutants;
mod network;
mod person;
mod run;
mod script;
mod server;
mod shrink;
mod trace;
mod typed;
mod world;

use run::{Plan, run_many};

/// Runs when nobody says otherwise: what the full test run has time for. `cargo xtask simulate` makes many more.
const SEEDS: u64 = 500;

#[test]
fn whatever_happens_devices_and_service_agree_and_nothing_typed_is_lost() {
    let plan = Plan::from_environment(SEEDS);
    println!("{plan:?}");
    let report = run_many(&plan);
    println!("{} runs, {} events, {:.1?}", report.runs, report.events, report.took);
    println!("{}", report.coverage.table());
    if let Some(failure) = report.failure {
        panic!("{failure}");
    }
    // A few runs by hand need not have seen everything.
    if plan.seeds >= SEEDS && plan.devices.is_none() {
        assert!(report.coverage.missing().is_empty(), "never seen: {:?}", report.coverage.missing());
    }
}
