//! `meal duplicate ID`

use serde::Serialize;
use wire::call::{FormSource, OpenForm, SaveExpense};

use super::show;
use crate::book::Book;
use crate::output::{Output, json};
use crate::{Error, OK, Result, ids, text};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expense: its id, or the first eight digits of it or more.
    id: String,
    /// The day of the new one, instead of today.
    #[arg(long, visible_alias = "date", value_name = "DAY")]
    on: Option<String>,
}

#[derive(Serialize)]
struct Document {
    expense: json::Expense,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let id = ids::expense(book, &args.id).await?;
    let form = book.ask(OpenForm { from: FormSource::Duplicate(id) }).await.map_err(|error| {
        match error.is_not_found() {
            true => Error::NotFound { what: "expense", name: args.id.clone() },
            false => error,
        }
    })?;
    let mut input = form.input;
    if let Some(on) = &args.on {
        input.occurred_on = text::day("--on", on, book.today())?;
    }
    let saved = book.ask(SaveExpense { id: form.id, input, base_ms: form.base_ms, count: 1 }).await?;
    let detail = show::get(book, saved.id).await?;
    output.answer(&Document { expense: (&detail).into() }, |to| show::write(to, &detail))?;
    Ok(OK)
}
