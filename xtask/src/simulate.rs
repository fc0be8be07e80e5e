//! Long runs of the simulation: thousands of devices, networks and services in virtual time.

use anyhow::Result;
use clap::Args;

use crate::process;

/// How long, and from where.
#[derive(Args, Debug)]
pub struct Options {
    /// How many runs
    #[arg(long, default_value_t = 20_000)]
    seeds: u64,
    /// The first of them
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// How many devices each has, 1 to 8; without it each seed says
    #[arg(long)]
    devices: Option<u8>,
    /// A mistake to plant, as `domain::mutant` names it: the run then has to fail
    #[arg(long)]
    mutant: Option<String>,
}

/// Runs the seeds; the first that fails is made short and printed.
pub fn simulate(options: &Options) -> Result<()> {
    let mut test = process::cargo([
        "test",
        "--package",
        "tests",
        "--features",
        "mutants",
        "--test",
        "simulation",
        "--profile",
        "simulation",
        "--",
        "--nocapture",
        "whatever_happens",
    ]);
    test.env("MEALBOOK_SIMULATION_SEEDS", options.seeds.to_string());
    test.env("MEALBOOK_SIMULATION_SEED", options.seed.to_string());
    if let Some(devices) = options.devices {
        test.env("MEALBOOK_SIMULATION_DEVICES", devices.to_string());
    }
    if let Some(mutant) = &options.mutant {
        test.env("MEALBOOK_SIMULATION_MUTANT", mutant);
    }
    process::run(test)
}
