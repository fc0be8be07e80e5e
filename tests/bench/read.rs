//! Opening, listing, searching, adding up.

use std::path::Path;
use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use chrono::{Datelike, Days, NaiveDate};
use domain::read::{Cursor, TotalsBy, Toward, Window};
use tests::book::Book;
use wire::call::{GetCalendar, GetDashboard, GetTotals, ListExpenses, QueryText, Start};

use crate::figures::Figures;
use crate::limit;
use crate::machine;
use crate::table::{Limit, Table};

/// The argument with which this program opens a book once and says how long it took.
pub const COLD_OPEN: &str = "--open-cold";
/// Rows of a window, as the interface asks for them.
const WINDOW_ROWS: u32 = 100;
/// Measurements of each kind.
const TURNS: usize = 100;
/// Cold opens, each a new process.
const OPENS: usize = 10;

/// Aims of the issue.
const WINDOW_AIM: Duration = Duration::from_millis(10);
const SEARCH_AIM: Duration = Duration::from_millis(30);
const DASHBOARD_AIM: Duration = Duration::from_millis(100);

/// What people type: whole words, beginnings of two letters, accents, scripts without spaces, several words, nothing that exists.
const SEARCHES: &[&str] = &[
    "lunch",
    "ta",
    "ca",
    "café",
    "cafe",
    "casa",
    "pizza",
    "su",
    "sushi",
    "ramen",
    "寿司",
    "麺",
    "ラーメン",
    "tacos ana",
    "coffee with",
    "birthday",
    "zzzzqqq",
    "ünlü",
    "bo",
    "the best",
];

/// Opens the book, shows the first window, and prints microseconds and bytes.
pub async fn open_cold(database: &Path) -> Result<()> {
    let start = Instant::now();
    let book = Book::open(database).await?;
    book.ask(Start {}).await?;
    let window = book.ask(first_window()).await?;
    let elapsed = start.elapsed();
    ensure!(!window.rows.is_empty(), "the first window is empty");
    println!("{} {}", elapsed.as_micros(), machine::peak_memory_bytes()?);
    book.close().await;
    Ok(())
}

/// Opens the book in new processes.
pub fn measure_cold_open(database: &Path, table: &mut Table) -> Result<()> {
    let (mut times, mut memory) = (Vec::new(), 0);
    for _ in 0..OPENS {
        let output = Command::new(std::env::current_exe()?).arg(COLD_OPEN).arg(database).output()?;
        let text = String::from_utf8(output.stdout)?;
        let mut words = text.split_whitespace().map(str::parse::<u64>);
        let micros = words.next().with_context(|| String::from_utf8_lossy(&output.stderr).into_owned())??;
        memory = memory.max(words.next().context("no memory figure")??);
        times.push(Duration::from_micros(micros));
    }
    table.times("Open the book to its first window, new process", &Figures::from(times), None, None);
    table.size("Memory of that process at most", memory, None);
    Ok(())
}

/// Everything that reads.
pub async fn measure(book: &Book, table: &mut Table) -> Result<()> {
    windows(book, table).await?;
    searches(book, table).await?;
    sums(book, table).await
}

fn first_window() -> ListExpenses {
    ListExpenses { limit: WINDOW_ROWS, ..ListExpenses::default() }
}

async fn windows(book: &Book, table: &mut Table) -> Result<()> {
    let limit = limit::newest_rows(&book.database).await?;
    let limit = Some(Limit { what: "100 newest rows, bare", duration: limit });
    let first = Figures::of(TURNS, async |_| ask_window(book, first_window()).await.map(drop)).await?;
    table.times("Window of 100, newest", &first, limit.clone(), Some((99, WINDOW_AIM)));
    let middle_day = middle_day(book).await?;
    let middle = ask_window(book, ListExpenses { at_day: Some(middle_day), ..first_window() }).await?;
    let cursor = middle.rows.last().map(|row| row.cursor.clone());
    let figures =
        Figures::of(TURNS, async |_| ask_window(book, after(cursor.clone())).await.map(drop)).await?;
    table.times("Window of 100, in the middle", &figures, limit.clone(), Some((99, WINDOW_AIM)));
    let back = ListExpenses { cursor, toward: Toward::Before, ..first_window() };
    let figures = Figures::of(TURNS, async |_| ask_window(book, back.clone()).await.map(drop)).await?;
    table.times("Window of 100, in the middle, upwards", &figures, limit.clone(), Some((99, WINDOW_AIM)));
    let last = ListExpenses { direction: domain::query::Direction::Ascending, ..first_window() };
    let figures = Figures::of(TURNS, async |_| ask_window(book, last.clone()).await.map(drop)).await?;
    table.times("Window of 100, oldest", &figures, limit, Some((99, WINDOW_AIM)));
    Ok(())
}

fn after(cursor: Option<Cursor>) -> ListExpenses {
    ListExpenses { cursor, ..first_window() }
}

async fn ask_window(book: &Book, request: ListExpenses) -> Result<Window> {
    let window = book.ask(request).await?;
    ensure!(window.rows.len() == WINDOW_ROWS as usize, "a window of {} rows", window.rows.len());
    Ok(window)
}

async fn middle_day(book: &Book) -> Result<NaiveDate> {
    let newest = book.ask(first_window()).await?;
    let oldest =
        book.ask(ListExpenses { direction: domain::query::Direction::Ascending, ..first_window() }).await?;
    let (newest, oldest) = (newest.rows[0].occurred_on, oldest.rows[0].occurred_on);
    let half = u64::try_from((newest - oldest).num_days() / 2)?;
    Ok(oldest + Days::new(half))
}

async fn searches(book: &Book, table: &mut Table) -> Result<()> {
    let mut found = 0;
    let figures = Figures::of(SEARCHES.len() * 10, async |turn| {
        let query = QueryText::Text(SEARCHES[turn % SEARCHES.len()].to_owned());
        let window = book.ask(ListExpenses { query, ..first_window() }).await?;
        found += window.rows.len();
        Ok(())
    })
    .await?;
    ensure!(found > 0, "no search found anything");
    let limit = limit::newest_rows(&book.database).await?;
    let limit = Some(Limit { what: "100 newest rows, bare", duration: limit });
    table.times(&format!("Text search, {} queries", SEARCHES.len()), &figures, limit, Some((99, SEARCH_AIM)));
    worst_search(book, table).await
}

async fn worst_search(book: &Book, table: &mut Table) -> Result<()> {
    let mut worst: Option<(&str, Figures)> = None;
    for search in SEARCHES {
        let query = QueryText::Text((*search).to_owned());
        let figures = Figures::of(10, async |_| {
            book.ask(ListExpenses { query: query.clone(), ..first_window() }).await.map(drop)
        })
        .await?;
        if worst.as_ref().is_none_or(|(_, slowest)| slowest.median() < figures.median()) {
            worst = Some((search, figures));
        }
    }
    let (search, figures) = worst.context("there are searches")?;
    table.times(&format!("The slowest of them, `{search}`"), &figures, None, Some((99, SEARCH_AIM)));
    Ok(())
}

async fn sums(book: &Book, table: &mut Table) -> Result<()> {
    let scan = Limit { what: "sum over the table, bare", duration: limit::sum_of_all(&book.database).await? };
    let filters =
        ["meal:lunch", "meal:lunch tag:none", "amount:>20 has:note", "after:2025-01-01 -meal:dinner"];
    let figures = Figures::of(TURNS / 2, async |turn| {
        let query = QueryText::Text(filters[turn % filters.len()].to_owned());
        book.ask(GetTotals { query, by: TotalsBy::Category, ids: Vec::new() }).await.map(drop)
    })
    .await?;
    table.times("Filter and totals by category", &figures, Some(scan.clone()), None);
    let all = Figures::of(TURNS / 2, async |_| {
        book.ask(GetTotals { query: QueryText::default(), by: TotalsBy::Month, ids: Vec::new() })
            .await
            .map(drop)
    })
    .await?;
    table.times("Totals of everything by month", &all, Some(scan.clone()), None);
    let dashboard =
        Figures::of(TURNS / 2, async |_| book.ask(GetDashboard { day: None }).await.map(drop)).await?;
    table.times("Dashboard", &dashboard, Some(scan), Some((99, DASHBOARD_AIM)));
    calendar(book, table).await
}

async fn calendar(book: &Book, table: &mut Table) -> Result<()> {
    let middle = middle_day(book).await?;
    let from = middle.with_day(1).context("every month has a first day")?;
    let to = from + Days::new(41);
    let figures = Figures::of(TURNS, async |_| {
        book.ask(GetCalendar { from, to, query: QueryText::default() }).await.map(drop)
    })
    .await?;
    table.times("A month of the calendar", &figures, None, None);
    Ok(())
}
