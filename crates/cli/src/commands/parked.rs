//! `meal parked [list|retry|discard|export]`

use std::path::PathBuf;

use clap::Subcommand;
use serde::Serialize;
use uuid::Uuid;
use wire::call::{DiscardParked, ExportParked, ListParked, ParkedChange, RetryParked};

use crate::book::Book;
use crate::output::{Output, Table, cloud, json};
use crate::{Error, OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// Changes the service refused, newest first.
    List,
    /// Send them again; the rest of their user action goes with them.
    Retry {
        /// Their ids or starts of them.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// Give them up: the rows show what the service has.
    Discard {
        /// Their ids or starts of them.
        #[arg(required = true)]
        ids: Vec<String>,
    },
    /// All of them as a JSON file.
    Export {
        /// The file to write; else standard output.
        #[arg(long, value_name = "FILE")]
        to: Option<PathBuf>,
    },
}

#[derive(Serialize)]
struct Document {
    parked: Vec<cloud::Parked>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let before = book.ask(ListParked {}).await?;
    match args.what.unwrap_or(What::List) {
        What::List => {}
        What::Retry { ids } => {
            book.ask(RetryParked { ids: pick(&before, &ids)? }).await?;
        }
        What::Discard { ids } => {
            book.ask(DiscardParked { ids: pick(&before, &ids)? }).await?;
        }
        What::Export { to } => {
            return write_text(&book.ask(ExportParked { ids: Vec::new() }).await?.text, to, output);
        }
    }
    let parked = book.ask(ListParked {}).await?;
    let document = Document { parked: parked.iter().map(cloud::Parked::from).collect() };
    output.answer(&document, |to| {
        if parked.is_empty() {
            return writeln!(to, "nothing was refused");
        }
        let mut table = Table::new(&["id", "at", "what", "on", "reason"]);
        for change in &parked {
            let name = change.name.clone().unwrap_or_else(|| ids::short(change.subject));
            table.row([
                ids::short(change.id),
                json::instant(change.at),
                cloud::word(&change.operation),
                format!("{} {name}", change.table),
                change.reason.clone(),
            ]);
        }
        table.write(to)
    })?;
    Ok(OK)
}

fn pick(parked: &[ParkedChange], texts: &[String]) -> Result<Vec<Uuid>> {
    let one = |text: &String| {
        ids::one_of("change", text, parked.iter().map(|change| (change.id, change.table.as_str())))
    };
    texts.iter().map(one).collect()
}

/// Writes a document to a file, or to standard output.
pub fn write_text(text: &str, to: Option<PathBuf>, output: &mut Output<'_>) -> Result<u8> {
    match to {
        Some(path) => {
            std::fs::write(&path, text).map_err(|source| Error::File { path: path.clone(), source })?;
            let written = serde_json::json!({ "file": path });
            output.answer(&written, |to| writeln!(to, "{}", path.display()))?;
        }
        None => {
            let document: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
            output.answer(&document, |to| writeln!(to, "{text}"))?;
        }
    }
    Ok(OK)
}
