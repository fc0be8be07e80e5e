//! Saves expenses until somebody kills it. Each line it prints is a promise: what it says is on the disk for good.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result, bail};
use domain::{AttachmentKind, ExpenseId};
use tests::book::{Book, csv};
use tests::photo;
use tests::random::Random;
use wire::call::{SaveDraft, UndoLast};

/// Rows of the file that `import` reads.
const IMPORT_ROWS: u32 = 4_000;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let [_, work, database, seed] = arguments.as_slice() else {
        bail!("usage: crash-child WORK DATABASE SEED")
    };
    let random = Random::new(seed.parse().context("the seed is a number")?);
    let database = Path::new(database);
    match work.as_str() {
        "save" => save(database, random).await,
        "import" => import(database).await,
        "undo" => undo(database).await,
        "open" => open(database).await,
        other => bail!("unknown work {other}"),
    }
}

/// Says something that must arrive before we die.
fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

async fn save(database: &Path, mut random: Random) -> Result<()> {
    let book = Book::empty(database).await?;
    say("open")?;
    loop {
        let (id, mut input) = book.new_form().await?;
        input.total_minor = 1 + random.below(100_000) as i64;
        input.notes = format!("meal {}", random.any());
        let bytes = photo::jpeg(random.any(), 64, 48);
        if random.below(3) == 0 {
            draft(&book, id, &input, &mut random).await?;
            continue;
        }
        let photo = book.photograph(id, AttachmentKind::Meal, bytes.clone()).await?;
        if photo.sha256 != photo::sha256(&bytes) {
            bail!("the answer has another hash");
        }
        book.save(id, input.clone(), 0).await?;
        say(&format!("saved {id} {} {}", input.total_minor, photo.sha256))?;
        if random.below(2) == 0 {
            edit(&book, id, &mut random).await?;
        }
    }
}

async fn draft(
    book: &Book,
    id: ExpenseId,
    input: &domain::expense::ExpenseInput,
    random: &mut Random,
) -> Result<()> {
    let typed = format!("lunch {}", random.below(1_000));
    book.ask(SaveDraft { id, is_edit: false, input: input.clone(), typed: Some(typed), base_ms: 0 }).await?;
    say(&format!("draft {id} {}", input.total_minor))
}

async fn edit(book: &Book, id: ExpenseId, random: &mut Random) -> Result<()> {
    let form = book.ask(wire::call::OpenForm { from: wire::call::FormSource::Edit(id) }).await?;
    let mut input = form.input;
    input.total_minor = 1 + random.below(100_000) as i64;
    say(&format!("editing {id} {}", input.total_minor))?;
    let total = input.total_minor;
    book.save(id, input, form.base_ms).await?;
    say(&format!("edited {id} {total}"))
}

async fn import(database: &Path) -> Result<()> {
    let book = Book::empty(database).await?;
    let bytes = csv(IMPORT_ROWS);
    say("open")?;
    let report = book.import("meals.csv", bytes).await?;
    say(&format!("imported {}", report.added))?;
    std::future::pending().await
}

async fn open(database: &Path) -> Result<()> {
    let _book = Book::open(database).await?;
    say("open")?;
    std::future::pending().await
}

async fn undo(database: &Path) -> Result<()> {
    let book = Book::empty(database).await?;
    book.import("meals.csv", csv(IMPORT_ROWS)).await?;
    say("open")?;
    let undone = book.ask(UndoLast { group: None }).await?;
    say(&format!("undone {}", undone.step.rows))?;
    std::future::pending().await
}
