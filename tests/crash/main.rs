//! Kills the program at random moments and looks whether anything it promised is missing.
//!
//! `MEALBOOK_CRASH_RUNS` says how often (200), `MEALBOOK_CRASH_SEED` repeats a run.
#![allow(clippy::print_stdout, reason = "the seed of a failed run must be seen")]

mod migrations;
mod promises;
mod verify;
mod victim;

use anyhow::{Context, Result, ensure};
use tests::book::Book;
use tests::random::Random;

use promises::Promises;
use victim::{Moment, Work, run_until_killed};

/// Kills when nobody says otherwise.
const RUNS: u64 = 200;
/// Kills of one book before a new one is begun: later kills meet a book that has been through some already.
const RUNS_OF_ONE_BOOK: u64 = 8;
/// Books worked on at the same time.
const WORKERS: u64 = 2;
/// Kills during an import, and during its undo.
const BATCH_RUNS: u64 = 10;

fn runs() -> u64 {
    std::env::var("MEALBOOK_CRASH_RUNS").ok().and_then(|text| text.parse().ok()).unwrap_or(RUNS)
}

fn seed() -> u64 {
    let seed = Random::seed_from("MEALBOOK_CRASH_SEED");
    println!("MEALBOOK_CRASH_SEED={seed}");
    seed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_acknowledged_save_survives_a_kill() {
    let seed = seed();
    let mut workers = tokio::task::JoinSet::new();
    for worker in 0..WORKERS {
        workers.spawn_blocking(move || {
            let runtime = tokio::runtime::Runtime::new().expect("a runtime starts");
            runtime.block_on(kill_again_and_again(
                Random::new(seed.wrapping_add(worker)),
                runs().div_ceil(WORKERS),
            ))
        });
    }
    let mut saved = 0;
    while let Some(result) = workers.join_next().await {
        saved += result
            .expect("the worker does not panic")
            .unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    }
    println!("{} kills, {saved} acknowledged changes, nothing lost", runs());
    assert!(saved > runs(), "the victims hardly did anything: {saved} changes in {} runs", runs());
}

/// Answers how many promises were looked after.
async fn kill_again_and_again(mut random: Random, runs: u64) -> Result<u64> {
    let mut looked_after = 0;
    let mut left = runs;
    while left > 0 {
        let folder = tempfile::tempdir()?;
        let database = folder.path().join("book").join("mealbook.db");
        let mut promises = Promises::default();
        for run in 0..RUNS_OF_ONE_BOOK.min(left) {
            let seed = random.any();
            // One in five dies while it opens the book, the first time while it makes it.
            let moment = if random.below(5) == 0 {
                Moment::AfterStart(random.below(60))
            } else {
                Moment::AfterOpen(random.below(700))
            };
            for line in run_until_killed(Work::Save, &database, seed, moment)? {
                promises.hear(&line)?;
            }
            verify::all_kept(&database, &mut promises)
                .await
                .with_context(|| format!("run {run}, seed {seed}, {moment:?}"))?;
        }
        left -= RUNS_OF_ONE_BOOK.min(left);
        looked_after += promises.count();
    }
    Ok(looked_after)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_import_is_there_entirely_or_not_at_all() {
    let seed = seed();
    let outcome =
        kill_batches(Work::Import, seed).await.unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    println!("imports: {outcome:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_undo_is_done_entirely_or_not_at_all() {
    let seed = seed();
    let outcome =
        kill_batches(Work::Undo, seed).await.unwrap_or_else(|error| panic!("seed {seed}: {error:#}"));
    println!("undos: {outcome:?}");
}

/// How many batches took place before the kill, and how many did not.
async fn kill_batches(work: Work, seed: u64) -> Result<(u64, u64)> {
    let mut random = Random::new(seed);
    let (mut all, mut none) = (0, 0);
    // The longest that is worth waiting, learned from a run that is let finish.
    let longest = victim::time_to_finish(work)?;
    for _ in 0..BATCH_RUNS {
        let folder = tempfile::tempdir()?;
        let database = folder.path().join("book").join("mealbook.db");
        let lines =
            run_until_killed(work, &database, random.any(), Moment::AfterOpen(random.below(longest * 2)))?;
        let promised = lines.iter().any(|line| line.starts_with("imported") || line.starts_with("undone"));
        let book = Book::open(&database).await?;
        ensure!(book.illnesses().await?.is_empty(), "doctor: {:?}", book.illnesses().await?);
        let rows = book.count("").await?;
        ensure!(rows == 0 || rows == victim::BATCH_ROWS, "{rows} of {} rows are there", victim::BATCH_ROWS);
        let took_place = (rows == 0) == (work == Work::Undo);
        ensure!(took_place || !promised, "{work:?} was acknowledged and did not happen");
        if took_place {
            all += 1
        } else {
            none += 1
        }
        if work == Work::Import {
            let again = book.import("meals.csv", tests::book::csv(victim::BATCH_ROWS as u32)).await?;
            ensure!(
                again.added + rows == victim::BATCH_ROWS,
                "the repeated import added {} to {rows}",
                again.added
            );
        }
        book.close().await;
    }
    Ok((all, none))
}
