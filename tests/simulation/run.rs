//! Many runs: each seed twice, on every core, until one fails.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use domain::mutant;

use crate::coverage::Coverage;
use crate::device::{self, Copy};
use crate::script::Script;
use crate::shrink::shrink;
use crate::world::{Outcome, World};

/// A folder in memory, where the machine has one: no run waits for a disk.
const MEMORY: &str = "/dev/shm";
/// Threads that run seeds.
const WORKERS_MAX: usize = 16;

/// What to run.
#[derive(Debug, Clone)]
pub struct Plan {
    /// The first seed.
    pub first: u64,
    /// How many.
    pub seeds: u64,
    /// How many devices each run has, when not as many as its seed says.
    pub devices: Option<usize>,
    /// The mistake that is planted.
    pub mutant: Option<&'static str>,
    /// Whether each seed is run a second time and has to leave the same trace.
    pub is_twice: bool,
    /// Whether a failure is made short and told at length.
    pub is_told: bool,
    /// Whether the seeds after a failure are run all the same; each failure is then one line.
    pub goes_on: bool,
}

/// What many runs came to.
#[derive(Debug, Default)]
pub struct Report {
    /// How many were run.
    pub runs: u64,
    /// Lines of their traces.
    pub events: u64,
    /// How long it took.
    pub took: Duration,
    /// What happened in them.
    pub coverage: Coverage,
    /// The first failure, told.
    pub failure: Option<String>,
}

impl Plan {
    /// What the environment asks for.
    pub fn from_environment(seeds: u64) -> Self {
        let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
        let mutant = std::env::var("MEALBOOK_SIMULATION_MUTANT").ok();
        Self {
            first: number("MEALBOOK_SIMULATION_SEED").unwrap_or(1),
            seeds: number("MEALBOOK_SIMULATION_SEEDS").unwrap_or(seeds),
            devices: number("MEALBOOK_SIMULATION_DEVICES").map(|devices| devices as usize),
            mutant: mutant.and_then(|name| mutant::NAMES.iter().copied().find(|known| *known == name)),
            is_twice: true,
            is_told: true,
            goes_on: std::env::var_os("MEALBOOK_SIMULATION_ALL").is_some(),
        }
    }
}

/// Runs until the plan is done or a run fails.
pub fn run_many(plan: &Plan) -> Report {
    let begun = Instant::now();
    let next = AtomicU64::new(plan.first);
    let end = plan.first + plan.seeds;
    let report = Mutex::new(Report::default());
    let workers = std::thread::available_parallelism().map_or(2, usize::from).min(WORKERS_MAX);
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                let bench = Bench::new(plan.mutant);
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed);
                    if seed >= end {
                        break;
                    }
                    let (outcome, failure) = bench.seed(plan, seed);
                    let mut report = report.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                    report.runs += 1;
                    report.events += outcome.print.0;
                    report.coverage.add(&outcome.coverage);
                    if let Some(failure) = failure.as_ref().filter(|_| plan.goes_on) {
                        println!("{}", failure.lines().next().unwrap_or_default());
                    }
                    if let Some(failure) = failure.filter(|_| !plan.goes_on || report.failure.is_none()) {
                        report.failure.get_or_insert(failure);
                        if !plan.goes_on {
                            next.store(end, Ordering::Relaxed);
                        }
                    }
                }
            });
        }
    });
    let mut report = report.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner);
    report.took = begun.elapsed();
    report
}

/// What one thread needs to run seeds.
struct Bench {
    runtime: tokio::runtime::Runtime,
    folder: tempfile::TempDir,
    template: Copy,
    runs: AtomicU64,
}

impl Bench {
    fn new(planted: Option<&'static str>) -> Self {
        mutant::plant(planted);
        let runtime =
            tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime starts");
        let folder = if Path::new(MEMORY).is_dir() {
            tempfile::Builder::new().prefix("mealbook-simulation").tempdir_in(MEMORY)
        } else {
            tempfile::tempdir()
        }
        .expect("a folder for the runs");
        let template = runtime.block_on(device::template(folder.path())).expect("an empty book opens");
        Self { runtime, folder, template, runs: AtomicU64::new(0) }
    }

    fn run(&self, script: &Script) -> Outcome {
        let folder: PathBuf = self.folder.path().join(self.runs.fetch_add(1, Ordering::Relaxed).to_string());
        let world = World::run(script.clone(), folder.clone(), self.template.clone());
        let outcome = self.runtime.block_on(world);
        std::fs::remove_dir_all(&folder).expect("the folder of a run is removed");
        outcome
    }

    fn seed(&self, plan: &Plan, seed: u64) -> (Outcome, Option<String>) {
        let script = Script::new(seed, plan.devices);
        let outcome = self.run(&script);
        if outcome.failure.is_none() && plan.is_twice {
            let again = self.run(&script);
            if again.print != outcome.print {
                let failure =
                    format!("seed {seed} is not the same twice\n{}\n---\n{}", outcome.tail, again.tail);
                return (outcome, Some(failure));
            }
        }
        let failure = outcome.failure.clone().map(|failure| {
            if plan.is_told && !plan.goes_on {
                self.tell(&script, &failure)
            } else {
                format!("seed {seed}: {failure}")
            }
        });
        (outcome, failure)
    }

    /// The failure, with the fewest steps that still lead to it.
    fn tell(&self, script: &Script, failure: &str) -> String {
        let kind = kind_of(failure);
        let short = shrink(script, |script| {
            self.run(script).failure.as_deref().is_some_and(|failure| kind_of(failure) == kind)
        });
        let outcome = self.run(&short);
        let failure = outcome.failure.unwrap_or_else(|| failure.to_owned());
        let steps =
            short.steps.iter().map(|step| format!("{:>9} {:?}\n", step.at_ms, step.what)).collect::<String>();
        format!(
            "seed {}: {failure}\n{} devices of {:?}, pages of {}, {} of {} steps:\n{steps}\n{}",
            script.seed,
            short.owners.len(),
            short.owners,
            short.page_rows,
            short.steps.len(),
            script.steps.len(),
            outcome.tail
        )
    }
}

/// What kind of failure it is: the first word, `I5:`.
fn kind_of(failure: &str) -> &str {
    failure.split(' ').next().unwrap_or_default()
}
