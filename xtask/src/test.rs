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

/// More failures than this are a defect for certain and are not run again.
const RUN_AGAIN_MAX: usize = 4;

/// Which tests run.
#[derive(Args, Clone, Copy, Debug)]
pub struct Options {
    /// Only what needs neither a display nor another compiler: checks and the tests beside the code
    #[arg(long)]
    pub quick: bool,
}

/// Runs all steps even when one fails, prints the summary, and fails when any did.
pub fn test(options: &Options) -> Result<()> {
    if options.quick {
        setup::ensure(Need::Window)?;
        setup::ensure(Need::Cloud)?;
    } else {
        setup::ensure(Need::Tests)?;
        setup::test_tools()?;
    }
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
            let tally = tally::read(&output).with_exit(status.success(), step.counts);
            let failed = tally::failed_names(&output);
            if step.drives_windows && !failed.is_empty() && failed.len() <= RUN_AGAIN_MAX {
                return again(step, tally, &failed);
            }
            Ok(tally)
        }
        Err(error) => {
            println!("{error:#}");
            Ok(Tally { passed: 0, failed: 1 })
        }
    }
}

/// Runs a few failed tests of a window suite once more, alone, and says which they were. A browser or display server that loses
/// an event on a busy machine is no defect of the program; a test that fails twice is.
fn again(step: &Step, first: Tally, failed: &[String]) -> Result<Tally> {
    let Some(mut command) = (step.action)()? else { return Ok(first) };
    command.args(["--", "--exact"]).args(failed);
    println!("\nFailed once and run again, alone: {}", failed.join(", "));
    let (status, output) = process::tee(command)?;
    let second = tally::read(&output).with_exit(status.success(), true);
    Ok(Tally { passed: first.passed + second.passed, failed: second.failed })
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
