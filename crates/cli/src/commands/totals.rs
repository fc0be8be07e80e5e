//! `meal totals [--query Q] [--by …]`

use clap::ValueEnum;
use domain::read::{CurrencyTotal, TotalsBy};
use serde::Serialize;
use wire::call::{GetTotals, QueryText};

use super::show::amount;
use crate::book::Book;
use crate::output::{Output, Table, json};
use crate::{OK, Result};

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Of which expenses; all of them without it.
    #[arg(long, short, value_name = "QUERY", default_value = "", allow_hyphen_values = true)]
    query: String,
    /// Broken down by.
    #[arg(long, value_enum, default_value_t = By::Currency)]
    by: By,
}

#[derive(Debug, Clone, Copy, ValueEnum, Serialize)]
#[serde(rename_all = "snake_case")]
enum By {
    Category,
    Meal,
    Place,
    Tag,
    Month,
    Currency,
}

impl From<By> for TotalsBy {
    fn from(by: By) -> Self {
        match by {
            By::Category => Self::Category,
            By::Meal => Self::Meal,
            By::Place => Self::Place,
            By::Tag => Self::Tag,
            By::Month => Self::Month,
            By::Currency => Self::Currency,
        }
    }
}

#[derive(Serialize)]
struct Document {
    by: By,
    totals: Vec<json::Total>,
    slices: Vec<json::Part>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    let report = book
        .ask(GetTotals { query: QueryText::Text(args.query), by: args.by.into(), ids: Vec::new() })
        .await?;
    let document = Document {
        by: args.by,
        totals: report.totals.iter().map(json::Total::from).collect(),
        slices: report.slices.iter().map(json::Part::from).collect(),
    };
    output.answer(&document, |to| {
        if report.totals.is_empty() {
            return writeln!(to, "Nothing found.");
        }
        let mut table = Table::new(&["", ">count", ">total", ">tips", ">per person"]);
        if !matches!(args.by, By::Currency) {
            for (part, slice) in document.slices.iter().zip(&report.slices) {
                table.row(figures(part.name.clone().unwrap_or_else(|| "none".to_owned()), &slice.total));
            }
        }
        for total in &report.totals {
            table.row(figures("all".to_owned(), total));
        }
        table.write(to)
    })?;
    Ok(OK)
}

/// The cells of one line of figures.
pub fn figures(name: String, total: &CurrencyTotal) -> [String; 5] {
    let money = |minor| amount(minor, total.currency);
    let tip = if total.tip_minor == 0 { String::new() } else { money(total.tip_minor) };
    let each = total.per_person_minor().map(money).unwrap_or_default();
    [name, total.count.to_string(), money(total.total_minor), tip, each]
}
