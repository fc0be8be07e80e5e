//! `meal edit ID --set field=value…`

use serde::Serialize;
use wire::call::{FormSource, OpenForm, SaveExpense, Saved};

use super::show;
use crate::book::Book;
use crate::fields::{Assignment, apply};
use crate::output::{Output, json};
use crate::{Error, OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expense: its id, or the first eight digits of it or more.
    id: String,
    /// A field and its value: amount=14.20, place=Tacos, tags+=acme, tags-=acme, tip=20%; an empty value clears it.
    #[arg(long = "set", short, value_name = "FIELD=VALUE", required = true)]
    set: Vec<String>,
}

#[derive(Serialize)]
struct Document {
    expense: json::Expense,
    changed: bool,
    warnings: Vec<json::Odd>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let id = ids::expense(book, &args.id).await?;
    let assignments = args.set.iter().map(|text| Assignment::parse(text)).collect::<Result<Vec<_>>>()?;
    let form = book.ask(OpenForm { from: FormSource::Edit(id) }).await.map_err(|error| {
        match error.is_not_found() {
            true => Error::NotFound { what: "expense", name: args.id.clone() },
            false => error,
        }
    })?;
    let mut input = form.input;
    apply(book, &mut input, assignments).await?;
    let saved = book.ask(SaveExpense { id, input, base_ms: form.base_ms, count: 1 }).await?;
    answer(book, &saved, output).await?;
    Ok(OK)
}

async fn answer(book: &Book, saved: &Saved, output: &mut Output<'_>) -> Result<()> {
    let detail = show::get(book, saved.id).await?;
    let currency = detail.input.currency;
    let document = Document {
        expense: (&detail).into(),
        changed: saved.changed,
        warnings: saved.warnings.iter().map(|warning| json::Odd::of(warning, currency)).collect(),
    };
    output.answer(&document, |to| {
        if !saved.changed {
            writeln!(to, "Nothing changed.")?;
        }
        show::write(to, &detail)
    })?;
    warn(output, &document.warnings)
}

/// Says on standard error what is odd; documents carry it already.
pub fn warn(output: &mut Output<'_>, warnings: &[json::Odd]) -> Result<()> {
    if output.json {
        return Ok(());
    }
    for odd in warnings {
        let difference =
            odd.difference.as_ref().map(|money| format!(" by {} {}", money.decimal, money.currency));
        let text = match odd.warning {
            "future_date" => "note: the day lies in the future",
            "long_ago" => "note: the day lies more than ten years back",
            "large_tip" => "note: the tip is larger than the rest of the bill",
            "parts_differ" => "note: subtotal, tax and tip do not make the total: it differs",
            _ => "note: the lines do not make the total: it differs",
        };
        output.note(&format!("{text}{}", difference.unwrap_or_default()))?;
    }
    Ok(())
}
