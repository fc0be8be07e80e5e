//! `meal demo --expenses N --seed S`

use domain::CurrencyCode;
use serde::Serialize;
use wire::call::LoadDemo;

use crate::book::Book;
use crate::output::Output;
use crate::{OK, Result, text};

/// The most expenses of a demo.
const DEMO_MAX: i64 = 1_000_000;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// How many expenses.
    #[arg(long, short = 'n', default_value_t = 1_000, value_parser = clap::value_parser!(u32).range(1..=DEMO_MAX))]
    expenses: u32,
    /// Equal seeds make equal data, relative to today.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// The home currency.
    #[arg(long, value_name = "CODE")]
    currency: Option<CurrencyCode>,
    /// The language of names: en, es, de.
    #[arg(long, value_name = "CODE")]
    language: Option<String>,
}

#[derive(Serialize)]
struct Document {
    expenses: u64,
    seed: u64,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let reply = book
        .ask(LoadDemo {
            expenses: args.expenses,
            seed: args.seed,
            home_currency: args.currency.unwrap_or_else(text::usual_currency),
            language: args.language.or_else(text::language),
        })
        .await?;
    let document = Document { expenses: reply.expenses, seed: args.seed };
    output.answer(&document, |to| writeln!(to, "{} expenses made.", reply.expenses))?;
    Ok(OK)
}
