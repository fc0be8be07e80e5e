//! Plants every mistake there is to plant, and asks that the simulation finds it.

use domain::mutant::NAMES;

use crate::run::{Plan, run_many};

/// Runs after which a mistake that was not found has survived.
const SEEDS_MAX: u64 = 400;
/// The fewest mistakes that must be plantable.
const MUTANTS_MIN: usize = 15;

#[test]
fn every_planted_mistake_is_found() {
    assert!(NAMES.len() >= MUTANTS_MIN);
    let only = std::env::var("MEALBOOK_SIMULATION_MUTANT").ok();
    let mut survivors = Vec::new();
    for name in NAMES.iter().filter(|name| only.as_deref().is_none_or(|only| only == **name)) {
        let plan = Plan {
            first: 1,
            seeds: SEEDS_MAX,
            devices: None,
            mutant: Some(*name),
            is_twice: false,
            is_told: false,
        };
        let report = run_many(&plan);
        match &report.failure {
            Some(failure) => {
                println!(
                    "{name}: found after {} runs: {}",
                    report.runs,
                    failure.lines().next().unwrap_or_default()
                );
            }
            None => survivors.push(*name),
        }
    }
    assert!(survivors.is_empty(), "nobody noticed: {survivors:?}");
}
