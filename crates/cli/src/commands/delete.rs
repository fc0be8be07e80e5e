//! `meal delete ID…`

use domain::ExpenseId;
use serde::Serialize;
use wire::call::{Changed, DeleteExpenses};

use crate::book::Book;
use crate::output::Output;
use crate::{OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expenses: their ids, or the first eight digits of each or more.
    #[arg(required = true, value_name = "ID")]
    ids: Vec<String>,
}

/// What a change of several expenses did.
#[derive(Serialize)]
struct Document {
    ids: Vec<String>,
    changed: u64,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let ids = ids::expenses(book, &args.ids).await?;
    for id in &ids {
        super::show::get(book, *id).await?;
    }
    let changed = book.ask(DeleteExpenses { ids: ids.clone() }).await?;
    answer(output, &ids, &changed, "to the trash; `meal undo` brings back")
}

/// The answer of delete, restore and void.
pub fn answer(output: &mut Output<'_>, ids: &[ExpenseId], changed: &Changed, done: &str) -> Result<u8> {
    let document = Document { ids: ids.iter().map(ToString::to_string).collect(), changed: changed.rows };
    let what = if changed.rows == 1 { "expense" } else { "expenses" };
    output.answer(&document, |to| match changed.rows {
        0 => writeln!(to, "Nothing changed."),
        rows => writeln!(to, "{rows} {what} {done}."),
    })?;
    Ok(OK)
}
