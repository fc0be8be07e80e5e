//! `meal history ID`

use serde::Serialize;
use wire::call::GetHistory;

use super::show;
use crate::book::Book;
use crate::output::{Output, clean, json};
use crate::{OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expense: its id, or the first eight digits of it or more.
    id: String,
}

#[derive(Serialize)]
struct Document {
    id: String,
    history: Vec<json::Change>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let id = ids::expense(book, &args.id).await?;
    show::get(book, id).await?;
    let entries = book.ask(GetHistory { id }).await?;
    let document = Document { id: id.to_string(), history: entries.iter().map(json::Change::from).collect() };
    output.answer(&document, |to| {
        for entry in &entries {
            let at = entry.at.format("%Y-%m-%d %H:%M:%S UTC");
            writeln!(to, "{at}  {}  {}", clean(&entry.reason), clean(&entry.table))?;
            for change in &entry.changes {
                let value = |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), clean);
                writeln!(to, "  {:<18} {} → {}", change.column, value(&change.before), value(&change.after))?;
            }
        }
        Ok(())
    })?;
    Ok(OK)
}
