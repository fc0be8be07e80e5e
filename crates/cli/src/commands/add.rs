//! `meal add "<sentence>"`, `meal add --amount 12.50 --place Tacos …`, or both: options correct what the sentence says.

mod defaults;
mod readings;

use std::path::PathBuf;

use domain::expense::ExpenseInput;
use domain::quick::{ChipValue, QuickReading};
use domain::{CurrencyCode, ExpenseId};
use serde::Serialize;
use wire::call::{ExpenseForm, FormSource, OpenForm, ReadSentence, SaveExpense, Saved};

use super::{attach, edit, show};
use crate::book::Book;
use crate::fields::{Assignment, How, apply};
use crate::output::{Output, json};
use crate::{Error, OK, Result, text};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// A sentence: lunch 12.50 at Tacos with Ana and Bo yesterday, 20% tip #acme
    #[arg(value_name = "SENTENCE")]
    sentence: Vec<String>,
    /// What was paid in all, tip and tax included; a calculation such as 12+3.5*2 is allowed.
    #[arg(long, short, allow_hyphen_values = true)]
    amount: Option<String>,
    /// Its currency, such as EUR.
    #[arg(long, short)]
    currency: Option<String>,
    /// Where; a new name makes a new place.
    #[arg(long, short)]
    place: Option<String>,
    /// The brand, when it is known without the place.
    #[arg(long)]
    merchant: Option<String>,
    /// breakfast, brunch, lunch, dinner, snack, drinks, …
    #[arg(long, short)]
    meal: Option<String>,
    /// The day: 2026-11-20, today, yesterday.
    #[arg(long, visible_alias = "date")]
    on: Option<String>,
    /// The time at the table: 13:05.
    #[arg(long)]
    time: Option<String>,
    /// The time zone of the table, such as Asia/Tokyo.
    #[arg(long)]
    tz: Option<String>,
    /// A tag; may be repeated.
    #[arg(long = "tag", short, value_name = "TAG")]
    tags: Vec<String>,
    /// Somebody who ate along; may be repeated.
    #[arg(long = "person", visible_alias = "with", value_name = "NAME")]
    people: Vec<String>,
    /// A category that exists: a name or Parent:Child.
    #[arg(long)]
    category: Option<String>,
    /// The tip within the amount: 2.50, or 20% of what stands before the tip.
    #[arg(long)]
    tip: Option<String>,
    /// What a tip in percent refers to: pre_tax or post_tax.
    #[arg(long, value_name = "BASE", requires = "tip")]
    tip_base: Option<String>,
    /// The tax within the amount.
    #[arg(long)]
    tax: Option<String>,
    /// The amount before tax and tip.
    #[arg(long)]
    subtotal: Option<String>,
    /// A note.
    #[arg(long, short)]
    note: Option<String>,
    /// The business purpose.
    #[arg(long)]
    purpose: Option<String>,
    /// How many people ate.
    #[arg(long)]
    party: Option<String>,
    /// dine_in, takeout, delivery, drive_thru, catering, other.
    #[arg(long)]
    order: Option<String>,
    /// purchase, refund, reimbursement, fee, adjustment.
    #[arg(long, short)]
    kind: Option<String>,
    /// confirmed, planned, …
    #[arg(long)]
    status: Option<String>,
    /// The purchase that this refund or reimbursement belongs to.
    #[arg(long, value_name = "ID")]
    refund_of: Option<String>,
    /// A payment method that exists.
    #[arg(long)]
    payment: Option<String>,
    /// A trip that exists.
    #[arg(long)]
    trip: Option<String>,
    /// It is a business meal.
    #[arg(long)]
    business: bool,
    /// Somebody is expected to pay it back.
    #[arg(long)]
    reimbursable: bool,
    /// The amount is a guess.
    #[arg(long)]
    estimate: bool,
    /// A photograph; may be repeated.
    #[arg(long = "photo", value_name = "FILE")]
    photos: Vec<PathBuf>,
    /// What the photographs show: receipt, meal, menu, other.
    #[arg(long, default_value = "receipt", value_name = "KIND")]
    photo_kind: String,
    /// The id it gets; the same id twice makes one expense.
    #[arg(long, value_name = "UUID")]
    id: Option<ExpenseId>,
    /// Show what the sentence means and save nothing.
    #[arg(long)]
    dry_run: bool,
}

#[derive(Serialize)]
struct Document {
    expense: json::Expense,
    ids: Vec<String>,
    changed: bool,
    warnings: Vec<json::Odd>,
    reading: Option<readings::Reading>,
    suggestions: Vec<defaults::Default>,
}

#[derive(Serialize)]
struct Plan {
    dry_run: bool,
    occurred_on: chrono::NaiveDate,
    total: json::Money,
    reading: Option<readings::Reading>,
    suggestions: Vec<defaults::Default>,
}

pub async fn run(book: &mut Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let photo_kind = attach::kind(&args.photo_kind)?;
    if !args.dry_run {
        let currency = args.currency.as_deref().and_then(|code| code.parse().ok());
        // A typing error is told below; the home currency must not be one.
        let currency = currency.filter(|code: &CurrencyCode| code.find().is_some());
        book.begin(currency).await?;
    }
    let (mut form, reading) = match args.sentence.join(" ") {
        sentence if sentence.trim().is_empty() => (plain(book, &args).await?, None),
        sentence => said(book, &args, sentence, output).await?,
    };
    form.id = args.id.unwrap_or(form.id);
    let suggestions = form.suggestions.iter().filter_map(|one| defaults::taken(one, &form.input)).collect();
    let reading_shown = reading.as_ref().map(readings::Reading::from);
    if args.dry_run {
        return plan(&form, reading_shown, suggestions, output);
    }
    for photo in &args.photos {
        attach::attach(book, form.id, photo_kind, photo).await?;
    }
    let count = reading.as_ref().map_or(1, |reading| reading.count.max(1));
    let saved =
        book.ask(SaveExpense { id: form.id, input: form.input, base_ms: form.base_ms, count }).await?;
    answer(book, &saved, reading_shown, suggestions, output).await
}

/// From options alone: a new form, then what was said, with defaults for the rest.
async fn plain(book: &Book, args: &Args) -> Result<ExpenseForm> {
    if args.amount.is_none() {
        return Err(Error::Missing {
            what: "the amount",
            hint: "say it in a sentence (meal add \"lunch 12.50 at Tacos\") or with --amount",
        });
    }
    let on = args.on.as_deref().map(|on| text::day("--on", on, book.today())).transpose()?;
    let mut form = book.ask(OpenForm { from: FormSource::New { on } }).await?;
    let said = assignments(args);
    let (first, rest) =
        said.into_iter().partition(|one| matches!(one.field.as_str(), "place" | "time" | "on" | "tz"));
    if args.meal.is_some() && args.time.is_none() {
        // Who names the meal may have eaten hours ago.
        form.input.occurred_time = None;
    }
    apply(book, &mut form.input, first).await?;
    form.suggestions =
        defaults::fill(book, &mut form.input, args.currency.is_some(), args.meal.is_some()).await?;
    apply(book, &mut form.input, rest).await?;
    Ok(form)
}

/// From a sentence, corrected by options.
async fn said(
    book: &Book,
    args: &Args,
    sentence: String,
    output: &Output<'_>,
) -> Result<(ExpenseForm, Option<QuickReading>)> {
    let mut reply = book.ask(ReadSentence { text: sentence }).await?;
    let said = assignments(args);
    let given = |field: &str| said.iter().any(|one| one.field == field);
    let input = &mut reply.form.input;
    let open = reply
        .reading
        .chips
        .iter()
        .filter(|chip| !chip.alternatives.is_empty() && !readings::is_settled(chip, &given));
    let chosen = readings::choose(&open.collect::<Vec<_>>(), output)?;
    chosen.iter().for_each(|value| readings::take(input, value));
    let has_amount = reply.reading.chips.iter().any(|chip| matches!(chip.value, ChipValue::Amount { .. }))
        || given("amount");
    if !has_amount {
        return Err(Error::Missing {
            what: "the amount",
            hint: "add it to the sentence or give --amount; a free meal is --amount 0",
        });
    }
    let is_open = reply.reading.chips.iter().any(readings::is_open_amount);
    // With both options it is part of what `--amount` says was paid in all.
    let has_tip = !given("amount") && reply.reading.chips.iter().any(|chip| readings::is_tip(&chip.value));
    // A tip that is told again takes the place of the one in the sentence, and comes on top like it.
    let (told_tip, said): (Vec<_>, Vec<_>) =
        said.iter().cloned().partition(|one| has_tip && one.field == "tip");
    let is_retold = given("amount") || is_open || !told_tip.is_empty();
    if is_retold {
        // These belonged to the amount that was read.
        let bill = input.subtotal_minor.take().filter(|_| !reply.reading.tip_included);
        input.total_minor = bill.unwrap_or(input.total_minor);
        input.tip_minor = None;
    }
    apply(book, input, said).await?;
    let told = told_tip_of(book, input, told_tip).await?;
    if is_retold || chosen.iter().any(readings::is_tip) {
        let closed = reply.reading.chips.iter().filter(|chip| chip.alternatives.is_empty());
        let read = chosen.iter().chain(closed.map(|chip| &chip.value));
        let tips = read.filter(|value| readings::is_tip(value) && !given("tip")).chain(&told);
        // The tip belongs to the amount, so another amount makes another total.
        let amount =
            ChipValue::Amount { minor: input.total_minor, currency: input.currency, currency_written: true };
        if !told.is_empty() {
            reply.reading.tip_exponent = input.currency.exponent();
        }
        reply.reading.put_money(input, std::iter::once(&amount).chain(tips));
    }
    Ok((reply.form, Some(reply.reading)))
}

/// The tip of `--tip`, as a sentence says it.
async fn told_tip_of(book: &Book, input: &ExpenseInput, told: Vec<Assignment>) -> Result<Vec<ChipValue>> {
    let Some(value) = told.first().map(|one| one.value.trim().to_owned()).filter(|value| !value.is_empty())
    else {
        return Ok(Vec::new());
    };
    if let Some(percent) = value.strip_suffix('%') {
        let points = domain::amount::parse_decimal(percent, 2, book.number_format());
        let points = points.ok().filter(|points| *points >= 0);
        let points = points.ok_or_else(|| Error::bad("tip", &value, "a tip such as 2.50 or 20%"))?;
        return Ok(vec![ChipValue::TipPercent(points)]);
    }
    let mut tipped = input.clone();
    apply(book, &mut tipped, told).await?;
    Ok(tipped.tip_minor.map(ChipValue::TipAmount).into_iter().collect())
}

/// The options as assignments to fields.
fn assignments(args: &Args) -> Vec<Assignment> {
    let single = [
        ("currency", &args.currency),
        ("amount", &args.amount),
        ("place", &args.place),
        ("merchant", &args.merchant),
        ("meal", &args.meal),
        ("on", &args.on),
        ("time", &args.time),
        ("tz", &args.tz),
        ("category", &args.category),
        ("tip_base", &args.tip_base),
        ("tip", &args.tip),
        ("tax", &args.tax),
        ("subtotal", &args.subtotal),
        ("note", &args.note),
        ("purpose", &args.purpose),
        ("party", &args.party),
        ("order", &args.order),
        ("kind", &args.kind),
        ("status", &args.status),
        ("refund_of", &args.refund_of),
        ("payment", &args.payment),
        ("trip", &args.trip),
    ];
    let flags =
        [("business", args.business), ("reimbursable", args.reimbursable), ("estimate", args.estimate)];
    let add = |field: &str, value: &String| Assignment { how: How::Add, ..Assignment::set(field, value) };
    let mut all: Vec<Assignment> = single
        .iter()
        .filter_map(|(field, value)| value.as_ref().map(|value| Assignment::set(field, value)))
        .collect();
    all.extend(flags.iter().filter(|(_, is)| *is).map(|(field, _)| Assignment::set(field, "yes")));
    all.extend(args.tags.iter().map(|tag| add("tags", tag)));
    all.extend(args.people.iter().map(|person| add("people", person)));
    all
}

fn plan(
    form: &ExpenseForm,
    reading: Option<readings::Reading>,
    suggestions: Vec<defaults::Default>,
    output: &mut Output<'_>,
) -> Result<u8> {
    let input = &form.input;
    let total = json::Money::new(input.total_minor, input.currency);
    let document = Plan { dry_run: true, occurred_on: input.occurred_on, total, reading, suggestions };
    output.answer(&document, |to| {
        writeln!(to, "{}  {} {}", document.occurred_on, document.total.decimal, document.total.currency)?;
        readings::write(to, document.reading.as_ref())?;
        defaults::write(to, &document.suggestions)?;
        writeln!(to, "Nothing was saved.")
    })?;
    Ok(OK)
}

async fn answer(
    book: &Book,
    saved: &Saved,
    reading: Option<readings::Reading>,
    suggestions: Vec<defaults::Default>,
    output: &mut Output<'_>,
) -> Result<u8> {
    let detail = show::get(book, saved.id).await?;
    let currency = detail.input.currency;
    let document = Document {
        expense: (&detail).into(),
        ids: saved.ids.iter().map(ToString::to_string).collect(),
        changed: saved.changed,
        warnings: saved.warnings.iter().map(|warning| json::Odd::of(warning, currency)).collect(),
        reading,
        suggestions,
    };
    output.answer(&document, |to| {
        show::write(to, &detail)?;
        if saved.ids.len() > 1 {
            writeln!(to, "{} equal expenses were made.", saved.ids.len())?;
        }
        defaults::write(to, &document.suggestions)
    })?;
    edit::warn(output, &document.warnings)?;
    Ok(OK)
}
