//! `meal conflicts [list|keep|other|edited]`

use clap::Subcommand;
use serde::Serialize;
use wire::call::{ConflictCard, ConflictChoice, ListConflicts, ResolveConflict};

use crate::book::Book;
use crate::output::{Output, clean, cloud};
use crate::{OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The open ones.
    List {
        /// The resolved ones instead.
        #[arg(long)]
        resolved: bool,
    },
    /// What stands, stands.
    Keep {
        /// The card: its id or the start of it.
        id: String,
    },
    /// Put the other value in its place.
    Other {
        /// The card: its id or the start of it.
        id: String,
    },
    /// You edited it by hand; close the card.
    Edited {
        /// The card: its id or the start of it.
        id: String,
    },
}

#[derive(Serialize)]
struct Document {
    conflicts: Vec<cloud::Conflict>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let mut wanted = ListConflicts::default();
    match args.what.unwrap_or(What::List { resolved: false }) {
        What::List { resolved } => wanted.resolved = resolved,
        What::Keep { id } => resolve(book, &id, ConflictChoice::Keep).await?,
        What::Other { id } => resolve(book, &id, ConflictChoice::UseOther).await?,
        What::Edited { id } => resolve(book, &id, ConflictChoice::Edited).await?,
    }
    let cards = book.ask(wanted).await?;
    let document = Document { conflicts: cards.iter().map(cloud::Conflict::from).collect() };
    output.answer(&document, |to| {
        for card in &cards {
            show(to, card)?;
        }
        if cards.is_empty() {
            writeln!(to, "no conflicts")?;
        }
        Ok(())
    })?;
    Ok(OK)
}

async fn resolve(book: &Book, id: &str, choice: ConflictChoice) -> Result<()> {
    let cards = book.ask(ListConflicts::default()).await?;
    let id = ids::one_of("conflict", id, cards.iter().map(|card| (card.id, card.unit.as_str())))?;
    book.ask(ResolveConflict { id, choice }).await?;
    Ok(())
}

fn show(to: &mut dyn std::io::Write, card: &ConflictCard) -> std::io::Result<()> {
    let document = cloud::Conflict::from(card);
    let name = document.name.unwrap_or_else(|| document.table.clone());
    let day = document.occurred_on.unwrap_or_default();
    writeln!(to, "{}  {} {day}  {} ({})", ids::short(card.id), clean(&name), card.unit, card.reason)?;
    for (word, side) in [("stands", &document.kept), ("other", &document.other)] {
        let by = side.by.as_deref().unwrap_or("somebody");
        let deleted = if side.is_deletion { ", deleted it" } else { "" };
        writeln!(to, "  {word:<7} by {} at {}{deleted}", clean(by), side.at)?;
    }
    for value in &document.values {
        let text = |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), clean);
        writeln!(to, "  {:<18} {} | {}", value.column, text(&value.kept), text(&value.other))?;
    }
    Ok(())
}
