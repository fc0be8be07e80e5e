//! `meal show ID`

use std::io::{self, Write};

use domain::ExpenseId;
use domain::read::ExpenseDetail;
use serde::Serialize;
use wire::call::GetExpense;

use crate::book::Book;
use crate::output::{Output, clean, json};
use crate::{Error, OK, Result, ids};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// The expense: its id, or the first eight digits of it or more.
    id: String,
}

#[derive(Serialize)]
struct Document {
    expense: json::Expense,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let detail = get(book, ids::expense(book, &args.id).await?).await?;
    output.answer(&Document { expense: (&detail).into() }, |to| write(to, &detail))?;
    Ok(OK)
}

/// One expense; naming an id that is not there is told with that id.
pub async fn get(book: &Book, id: ExpenseId) -> Result<ExpenseDetail> {
    book.ask(GetExpense { id }).await.map_err(|error| match error.is_not_found() {
        true => Error::NotFound { what: "expense", name: id.to_string() },
        false => error,
    })
}

/// The expense as lines of name and value; what is empty is left out.
pub fn write(to: &mut dyn Write, detail: &ExpenseDetail) -> io::Result<()> {
    let input = &detail.input;
    let money = |minor: i64| amount(minor, input.currency);
    let names = |names: Vec<&String>| names.into_iter().map(String::as_str).collect::<Vec<_>>().join(", ");
    let when = match input.occurred_time {
        Some(time) => format!("{} {}", input.occurred_on, time.format("%H:%M")),
        None => input.occurred_on.to_string(),
    };
    let estimate = if input.amount_is_estimate { " (estimate)" } else { "" };
    let yes = |is: bool| if is { "yes".to_owned() } else { String::new() };
    let text = |text: Option<&String>| text.cloned().unwrap_or_default();
    let rows = [
        ("id", detail.id.to_string()),
        ("day", format!("{when}{}", input.tz.as_ref().map(|tz| format!(" {tz}")).unwrap_or_default())),
        ("amount", format!("{}{estimate}", money(input.total_minor))),
        ("kind", input.kind.to_string()),
        ("status", input.status.to_string()),
        ("subtotal", input.subtotal_minor.map(money).unwrap_or_default()),
        ("tax", input.tax_minor.map(money).unwrap_or_default()),
        ("tip", input.tip_minor.map(money).unwrap_or_default()),
        ("per person", input.per_person_minor().map(money).unwrap_or_default()),
        ("meal", input.meal_type.map(|meal| meal.to_string()).unwrap_or_default()),
        ("order", input.order_type.map(|order| order.to_string()).unwrap_or_default()),
        ("place", text(input.place.as_ref().map(|place| &place.name))),
        ("merchant", text(input.merchant.as_ref().map(|merchant| &merchant.name))),
        ("category", text(detail.category_name.as_ref())),
        ("party", input.party_size.map(|party| party.to_string()).unwrap_or_default()),
        ("people", names(input.people.iter().map(|person| &person.name).collect())),
        ("tags", names(input.tags.iter().map(|tag| &tag.name).collect())),
        ("trip", text(detail.trip_name.as_ref())),
        ("paid with", text(detail.payment_name.as_ref())),
        ("business", yes(input.is_business)),
        ("reimbursable", yes(input.reimbursable)),
        ("purpose", input.purpose.clone()),
        ("note", input.notes.clone()),
        (
            "void",
            detail
                .void_reason
                .clone()
                .or_else(|| detail.voided_at.map(|_| "yes".to_owned()))
                .unwrap_or_default(),
        ),
        ("in the trash", yes(detail.deleted_at.is_some())),
    ];
    for (name, value) in rows.iter().filter(|(_, value)| !value.is_empty()) {
        writeln!(to, "{name:<13} {}", clean(value))?;
    }
    for line in &input.lines {
        writeln!(to, "{:<13} {}  {}", line.kind, clean(&line.description), money(line.amount_minor))?;
    }
    for photo in &detail.attachments {
        let name = photo.file_name.as_deref().unwrap_or_default();
        writeln!(to, "{:<13} {} {} bytes  {}", "photo", photo.kind, photo.size, clean(name))?;
    }
    Ok(())
}

/// `12.50 EUR`.
pub fn amount(minor: i64, currency: domain::CurrencyCode) -> String {
    format!("{} {currency}", domain::money::decimal_text(minor, currency.exponent()))
}
