//! `meal history ID`

use serde::Serialize;
use wire::call::{GetHistory, ServerHistory, ServerHistoryEntry};

use super::show;
use crate::book::Book;
use crate::output::{Output, clean, json};
use crate::{OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expense: its id, or the first eight digits of it or more.
    id: String,
    /// What the service knows of it: every edit of every person, applied or not. Needs the network.
    #[arg(long)]
    cloud: bool,
}

#[derive(Serialize)]
struct CloudDocument {
    id: String,
    edits: Vec<Edit>,
}

/// One edit as the service logged it.
#[derive(Serialize)]
struct Edit {
    id: String,
    by: String,
    is_me: bool,
    edited_at: String,
    received_at: String,
    outcome: String,
    changes: Vec<EditChange>,
}

#[derive(Serialize)]
struct EditChange {
    column: String,
    before: Option<String>,
    after: Option<String>,
    is_written: bool,
}

impl From<ServerHistoryEntry> for Edit {
    fn from(entry: ServerHistoryEntry) -> Self {
        Self {
            id: entry.op.to_string(),
            by: entry.by.name.unwrap_or_else(|| entry.by.id.to_string()),
            is_me: entry.by.is_me,
            edited_at: json::instant(entry.edited_at),
            received_at: json::instant(entry.received_at),
            outcome: entry.outcome,
            changes: entry
                .changes
                .into_iter()
                .map(|change| EditChange {
                    column: change.column,
                    before: change.before,
                    after: change.after,
                    is_written: change.is_written,
                })
                .collect(),
        }
    }
}

#[derive(Serialize)]
struct Document {
    id: String,
    history: Vec<json::Change>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let id = ids::expense(book, &args.id).await?;
    if args.cloud {
        return in_cloud(book, id, output).await;
    }
    show::get(book, id).await?;
    let entries = book.ask(GetHistory { id }).await?;
    let document = Document { id: id.to_string(), history: entries.iter().map(json::Change::from).collect() };
    output.answer(&document, |to| {
        for entry in &entries {
            let at = entry.at.format("%Y-%m-%d %H:%M:%S UTC");
            let by = entry.by_name.as_deref().map(|by| format!("  by {}", clean(by))).unwrap_or_default();
            writeln!(to, "{at}  {}  {}{by}", clean(&entry.reason), clean(&entry.table))?;
            for change in &entry.changes {
                let value = |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), clean);
                writeln!(to, "  {:<18} {} → {}", change.column, value(&change.before), value(&change.after))?;
            }
        }
        Ok(())
    })?;
    Ok(OK)
}

async fn in_cloud(book: &Book, id: domain::ExpenseId, output: &mut Output<'_>) -> Result<u8> {
    let edits = book.ask(ServerHistory { table: "expense".to_owned(), id: id.0 }).await?;
    let edits = edits.into_iter().map(Edit::from).collect();
    let document = CloudDocument { id: id.to_string(), edits };
    output.answer(&document, |to| {
        for edit in &document.edits {
            writeln!(to, "{}  {}  by {}", edit.edited_at, edit.outcome, clean(&edit.by))?;
            for change in &edit.changes {
                let value = |value: &Option<String>| value.as_deref().map_or_else(|| "–".to_owned(), clean);
                let lost = if change.is_written { "" } else { "  (not taken)" };
                writeln!(
                    to,
                    "  {:<18} {} → {}{lost}",
                    change.column,
                    value(&change.before),
                    value(&change.after)
                )?;
            }
        }
        Ok(())
    })?;
    Ok(OK)
}
