//! Long runs of two devices over a bad network, with the service's program and a real PostgreSQL.

use anyhow::Result;
use clap::Args;

use crate::setup::{self, Need};
use crate::{measure, process};

/// How long, and from where.
#[derive(Args, Debug)]
pub struct Options {
    /// How many things both people do in all
    #[arg(long, default_value_t = 10_000)]
    operations: u64,
    /// The seed; without it one from the clock, which is printed
    #[arg(long)]
    seed: Option<u64>,
}

/// Runs it and prints what happened.
pub fn soak(options: &Options) -> Result<()> {
    setup::ensure(Need::Cloud)?;
    measure::build_service()?;
    let mut test =
        process::cargo(["test", "--package", "tests", "--test", "cloud", "--", "--nocapture", "soak"]);
    test.env("MEALBOOK_SOAK_OPERATIONS", options.operations.to_string());
    if let Some(seed) = options.seed {
        test.env("MEALBOOK_CLOUD_SEED", seed.to_string());
    }
    process::run(test)
}
