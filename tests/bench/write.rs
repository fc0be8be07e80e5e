//! Saving one expense durably, and importing very many.

use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use tests::book::{Book, csv};

use crate::disk::Probe;
use crate::figures::{Figures, ms};
use crate::table::{Limit, Table};
use crate::{limit, machine};

/// Expenses added.
const ADDS: usize = 200;
/// How much slower than the disk an add may be.
const ADD_AIM: Duration = Duration::from_millis(5);
/// Rows a second an import must reach.
const IMPORT_AIM: f64 = 50_000.0;

/// Adds expenses one by one, each add beside a bare write and fsync, so that both meet the same disk.
pub async fn measure_add(book: &Book, folder: &Path, table: &mut Table) -> Result<()> {
    let mut probe = Probe::new(folder)?;
    let (mut adds, mut syncs) = (Vec::new(), Vec::new());
    for turn in 0..ADDS {
        let (id, mut input) = book.new_form().await?;
        input.total_minor = 1_250;
        input.notes = format!("lunch number {turn} with an ordinary note");
        let start = Instant::now();
        book.save(id, input, 0).await?;
        adds.push(start.elapsed());
        syncs.push(probe.sync(turn)?);
    }
    let (adds, syncs) = (Figures::from(adds), Figures::from(syncs));
    let limit = Limit { what: "64 KiB written and fsynced", duration: syncs.median() };
    table.times("Add an expense, durable", &adds, Some(limit), None);
    let above = adds.median().saturating_sub(syncs.median());
    table.judged(
        "Add above the disk's own fsync, p50",
        ms(above),
        &format!("< {}", ms(ADD_AIM)),
        above < ADD_AIM,
    );
    Ok(())
}

/// Imports a CSV into an empty book, beside what bare SQLite inserts into the same table with the same indexes.
pub async fn measure_import(folder: &Path, rows: u32, table: &mut Table) -> Result<()> {
    let bytes = csv(rows);
    let book = Book::empty(&folder.join("import").join("mealbook.db")).await?;
    let (start, processor) = (Instant::now(), machine::processor_seconds()?);
    let report = book.import("meals.csv", bytes.clone()).await?;
    let (took, processor) = (start.elapsed(), machine::processor_seconds()? - processor);
    ensure!(
        report.added == u64::from(rows),
        "{} of {rows} rows were added: {:?}",
        report.added,
        report.problems.first()
    );
    let again = Instant::now();
    let second = book.import("meals.csv", bytes).await?;
    let again = again.elapsed();
    ensure!(second.added == 0, "a second import added {}", second.added);
    book.close().await;
    let before = machine::processor_seconds()?;
    let limit = limit::insert_rows_per_second(&folder.join("limit.db"), rows).await?;
    let limit_processor = machine::processor_seconds()? - before;
    let speed = f64::from(rows) / took.as_secs_f64();
    table.speed(
        &format!("Import of {rows} CSV rows"),
        speed,
        Some(("table and indexes, bare", limit)),
        Some(IMPORT_AIM),
    );
    let each = |seconds: f64| f64::from(rows) / seconds.max(0.01);
    let bare = Some(("bare", each(limit_processor)));
    table.speed("The same, per second of processor time", each(processor), bare, None);
    table.speed("The same file again: nothing added", f64::from(rows) / again.as_secs_f64(), None, None);
    Ok(())
}
