//! Measures Mealbook on a large book, beside what the disk and bare SQLite can do on the same machine in the same minute.
//!
//! cargo run --release -p tests --bin bench -- --expenses 100000
//!
//! `--only import` measures the import alone, `--only cloud` the service beside PostgreSQL's own benchmark.
//!
//! Prints the Markdown of docs/BENCHMARKS.md; run by hand, never by a gate: figures of a shared machine prove nothing to a robot.
#![allow(clippy::print_stdout, reason = "the table is the purpose of this program")]

mod cloud;
mod disk;
mod figures;
mod interface;
mod limit;
mod machine;
mod read;
mod table;
mod write;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use tests::book::Book;

use table::Table;

/// Expenses when nobody says otherwise.
const EXPENSES: u32 = 100_000;
/// Photographs whose rows are in the book, for each hundred expenses.
const PHOTOS_PERCENT: u32 = 20;
/// The seed of the made-up book.
const SEED: u64 = 7;

/// What to measure.
struct Options {
    expenses: u32,
    /// Where the files are put; the figures are those of this disk.
    folder: Option<PathBuf>,
    /// One part only.
    only: Option<Part>,
}

/// A part that can be measured alone.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    Import,
    Cloud,
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [flag, database] = arguments.as_slice()
        && flag == read::COLD_OPEN
    {
        return read::open_cold(Path::new(database)).await;
    }
    run(&options(&arguments)?).await
}

fn options(arguments: &[String]) -> Result<Options> {
    let mut options = Options { expenses: EXPENSES, folder: None, only: None };
    let mut rest = arguments.iter();
    while let Some(flag) = rest.next() {
        let value = rest.next().with_context(|| format!("{flag} needs a value"))?;
        match flag.as_str() {
            "--expenses" => options.expenses = value.parse()?,
            "--folder" => options.folder = Some(value.into()),
            "--only" if value == "import" => options.only = Some(Part::Import),
            "--only" if value == "cloud" => options.only = Some(Part::Cloud),
            _ => bail!("usage: bench [--expenses N] [--folder DIR] [--only import|cloud]"),
        }
    }
    Ok(options)
}

async fn run(options: &Options) -> Result<()> {
    let folder = match &options.folder {
        Some(folder) => tempfile::tempdir_in(folder)?,
        None => tempfile::tempdir()?,
    };
    let mut table = Table::default();
    if let Some(part) = options.only {
        match part {
            Part::Import => write::measure_import(folder.path(), options.expenses, &mut table).await?,
            Part::Cloud => cloud::measure(&mut table, options.expenses).await?,
        }
        println!("{table}");
        return Ok(());
    }
    let database = folder.path().join("book").join("mealbook.db");
    eprintln!("making a book of {} expenses", options.expenses);
    let book = Book::demo(&database, options.expenses, SEED).await?;
    book.close().await;
    limit::add_photo_rows(&database, options.expenses / 100 * PHOTOS_PERCENT).await?;

    read::measure_cold_open(&database, &mut table)?;
    let book = Book::open(&database).await?;
    read::measure(&book, &mut table).await?;
    write::measure_add(&book, folder.path(), &mut table).await?;
    let memory = machine::peak_memory_bytes()?;
    book.close().await;
    table.size("Database", std::fs::metadata(&database)?.len(), None);
    table.size("Peak memory of this measuring process", memory, None);
    write::measure_import(folder.path(), options.expenses, &mut table).await?;
    interface::measure(&mut table)?;
    cloud::measure(&mut table, options.expenses).await?;
    println!("{}", machine::describe(folder.path(), options.expenses)?);
    println!("{table}");
    Ok(())
}
