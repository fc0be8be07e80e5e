//! `meal list [--query Q] [--sort K] [--limit N] [--after CURSOR]`

use std::io::{self, Write};

use clap::ValueEnum;
use domain::query::{Direction, GroupBy, SortKey};
use domain::read::{Cursor, ExpenseRow};
use serde::Serialize;
use wire::call::{ListExpenses, QueryText, WINDOW_MAX};

use super::show::amount;
use crate::book::Book;
use crate::output::{Output, Table, json};
use crate::{Error, OK, Result};

/// The most rows of one answer.
const LIST_MAX: u32 = 100_000;

#[derive(Debug, clap::Args)]
pub struct Args {
    /// Which: `meal:lunch tag:acme place:"Casa Lola" amount:>20 after:2026-01-01 has:photo free text`.
    #[arg(long, short, value_name = "QUERY", default_value = "", allow_hyphen_values = true)]
    query: String,
    #[command(flatten)]
    page: Page,
}

/// How a list is sorted and cut; `list` and `search` share it.
#[derive(Debug, clap::Args)]
pub struct Page {
    /// Sort by.
    #[arg(long, value_enum, default_value_t = Sort::Date)]
    sort: Sort,
    /// Smallest, oldest or A first.
    #[arg(long)]
    asc: bool,
    /// How many, at most 100,000.
    #[arg(long, short = 'n', default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..=LIST_MAX as i64))]
    limit: u32,
    /// Go on after this row: `next` of the answer before.
    #[arg(long, value_name = "CURSOR")]
    after: Option<String>,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Sort {
    Date,
    Amount,
    Place,
    Category,
    Meal,
    Created,
}

impl From<Sort> for SortKey {
    fn from(sort: Sort) -> Self {
        match sort {
            Sort::Date => Self::Date,
            Sort::Amount => Self::Amount,
            Sort::Place => Self::Place,
            Sort::Category => Self::Category,
            Sort::Meal => Self::Meal,
            Sort::Created => Self::Created,
        }
    }
}

#[derive(Serialize)]
struct Document {
    expenses: Vec<json::Row>,
    has_more: bool,
    next: Option<String>,
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    answer(book, QueryText::Text(args.query), args.page, output).await
}

/// Lists what a query finds.
pub async fn answer(book: &Book, query: QueryText, page: Page, output: &mut Output<'_>) -> Result<u8> {
    let (rows, has_more) = read(book, query, &page).await?;
    let next = rows.last().filter(|_| has_more).map(|row| row.cursor.0.clone());
    let document = Document { expenses: rows.iter().map(json::Row::from).collect(), has_more, next };
    output.answer(&document, |to| write(to, &rows, document.next.as_deref()))?;
    Ok(OK)
}

async fn read(book: &Book, query: QueryText, page: &Page) -> Result<(Vec<ExpenseRow>, bool)> {
    let mut rows: Vec<ExpenseRow> = Vec::new();
    let mut cursor = page.after.clone().map(Cursor);
    loop {
        let left = page.limit - u32::try_from(rows.len()).unwrap_or(page.limit).min(page.limit);
        let window = book
            .ask(ListExpenses {
                query: query.clone(),
                sort: page.sort.into(),
                direction: if page.asc { Direction::Ascending } else { Direction::Descending },
                group_by: GroupBy::None,
                cursor,
                limit: left.min(WINDOW_MAX),
                ..ListExpenses::default()
            })
            .await
            .map_err(|error| wrong_cursor(error, page))?;
        rows.extend(window.rows);
        let is_full = rows.len() >= page.limit as usize;
        match rows.last() {
            Some(last) if window.has_after && !is_full => cursor = Some(last.cursor.clone()),
            _ => return Ok((rows, window.has_after)),
        }
    }
}

fn wrong_cursor(error: Error, page: &Page) -> Error {
    match (&error, &page.after) {
        (Error::Fault(fault), Some(after)) if fault.code == wire::Code::Invalid => {
            Error::bad("--after", after, "`next` of an answer to the same query and sort")
        }
        _ => error,
    }
}

fn write(to: &mut dyn Write, rows: &[ExpenseRow], next: Option<&str>) -> io::Result<()> {
    if rows.is_empty() {
        return writeln!(to, "Nothing found.");
    }
    let mut table = Table::new(&[
        "day", "meal", ">amount", "place", "category", "with", "tags", "note", "photos", "state", "id",
    ]);
    for row in rows {
        let sign = row.kind.spending_sign();
        table.row([
            row.occurred_on.to_string(),
            row.meal_type.map(|meal| meal.to_string()).unwrap_or_default(),
            amount(if sign < 0 { -row.total_minor } else { row.total_minor }, row.currency),
            row.place_name.clone().unwrap_or_default(),
            row.category_name.clone().unwrap_or_default(),
            row.people.join(", "),
            row.tags.join(", "),
            row.note_start.clone(),
            if row.photo_count > 0 { row.photo_count.to_string() } else { String::new() },
            state(row),
            row.id.to_string(),
        ]);
    }
    table.write(to)?;
    match next {
        Some(next) => writeln!(to, "There are more: add --after '{next}'"),
        None => Ok(()),
    }
}

/// What sets a row apart from a plain purchase that counts.
fn state(row: &ExpenseRow) -> String {
    let mut words = Vec::new();
    if row.kind != domain::ExpenseKind::Purchase {
        words.push(row.kind.as_str());
    }
    if row.status != domain::ExpenseStatus::Confirmed {
        words.push(row.status.as_str());
    }
    if row.is_void {
        words.push("void");
    }
    if row.is_deleted {
        words.push("deleted");
    }
    words.join(" ")
}
