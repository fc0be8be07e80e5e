//! Every check and every test in the order that fails soonest, with one count at the end. CI runs exactly this.

mod steps;
mod tally;

use std::time::Instant;

use anyhow::{Result, bail};
use clap::Args;

use crate::{
    process,
    setup::{self, Need},
};
use steps::Step;
use tally::Tally;

/// Which tests run.
#[derive(Args, Clone, Copy, Debug)]
pub struct Options {
    /// Only what needs neither a display nor another compiler: checks and the tests beside the code
    #[arg(long)]
    pub quick: bool,
}

/// Runs all steps even when one fails, prints the summary, and fails when any did.
pub fn test(options: &Options) -> Result<()> {
    setup::ensure(if options.quick { Need::Window } else { Need::Tests })?;
    let mut report = Vec::new();
    for step in steps::plan(options)? {
        println!("\n== {}", step.name);
        let started = Instant::now();
        let tally = take(&step)?;
        report.push((step.name, tally, started.elapsed().as_secs()));
    }
    summarise(&report)
}

fn take(step: &Step) -> Result<Tally> {
    match (step.action)() {
        Ok(None) => Ok(Tally::default()),
        Ok(Some(command)) => {
            let (status, output) = process::tee(command)?;
            Ok(tally::read(&output).with_exit(status.success(), step.counts))
        }
        Err(error) => {
            println!("{error:#}");
            Ok(Tally { passed: 0, failed: 1 })
        }
    }
}

fn summarise(report: &[(&str, Tally, u64)]) -> Result<()> {
    println!("\n== Summary");
    for (name, tally, seconds) in report {
        let verdict = if tally.failed == 0 { "ok    " } else { "FAILED" };
        println!("{verdict} {name:<28} {:>5} passed {:>3} failed {seconds:>5} s", tally.passed, tally.failed);
    }
    let passed: u64 = report.iter().map(|(_, tally, _)| tally.passed).sum();
    let failed: u64 = report.iter().map(|(_, tally, _)| tally.failed).sum();
    println!("\n{passed} passed, {failed} failed");
    if failed > 0 {
        bail!("{failed} failed");
    }
    Ok(())
}
