//! Days, months, years and relative spans of the query language, as half-open ranges of days.

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::civil::{check_date, month_start, next_month_start};
use crate::query::Term;
use crate::query::parse::QueryProblem;
use crate::query::parse::field::bad;

/// The most days, weeks or months that `last-N-days` reaches back.
const SPAN_MAX: u32 = 3_660;

/// First day and the day after the last.
type Period = (NaiveDate, NaiveDate);

/// Reads one period: `2026`, `2026-01`, `2026-01-05`, `today`, `last-month`, `last-30-days`.
pub(super) fn read(field: &str, text: &str, today: NaiveDate) -> Result<Period, QueryProblem> {
    let word = text.trim().to_lowercase().replace([' ', '_'], "-");
    let (from, to) = relative(&word, today).or_else(|| absolute(&word)).ok_or_else(|| bad(field, text))?;
    let last = to.pred_opt().ok_or_else(|| bad(field, text))?;
    check_date(from).and(check_date(last)).map_err(|_| bad(field, text))?;
    Ok((from, to))
}

/// Reads a period or a range of them, both ends inclusive: `2026-01..2026-03`, `2026-05-01..`.
pub(super) fn read_range(field: &str, text: &str, today: NaiveDate) -> Result<Term, QueryProblem> {
    let (from, to) = match text.split_once("..") {
        None => {
            let (from, to) = read(field, text, today)?;
            (Some(from), Some(to))
        }
        Some((first, last)) => {
            let end =
                |text: &str| if text.is_empty() { Ok(None) } else { read(field, text, today).map(Some) };
            (end(first)?.map(|period| period.0), end(last)?.map(|period| period.1))
        }
    };
    match (from, to) {
        (None, None) => Err(bad(field, text)),
        (Some(from), Some(to)) if from >= to => Err(QueryProblem::EmptyRange { field: field.to_owned() }),
        (from, to) => Ok(Term::Dates { from, to }),
    }
}

fn absolute(word: &str) -> Option<Period> {
    let parts: Vec<&str> = word.split('-').collect();
    if !parts
        .iter()
        .all(|part| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit()))
        || parts[0].len() != 4
    {
        return None;
    }
    let number = |index: usize| parts.get(index).and_then(|part: &&str| part.parse::<u32>().ok());
    let year = i32::try_from(number(0)?).ok()?;
    match parts.len() {
        1 => Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year + 1, 1, 1)?)),
        2 => NaiveDate::from_ymd_opt(year, number(1)?, 1).map(|first| (first, next_month_start(first))),
        3 => NaiveDate::from_ymd_opt(year, number(1)?, number(2)?).and_then(one_day),
        _ => None,
    }
}

fn relative(word: &str, today: NaiveDate) -> Option<Period> {
    let this_month = month_start(today);
    let monday = today.checked_sub_days(Days::new(u64::from(today.weekday().num_days_from_monday())))?;
    let week = Days::new(7);
    let new_year = |year: i32| NaiveDate::from_ymd_opt(year, 1, 1);
    match word {
        "today" => one_day(today),
        "yesterday" => one_day(today.pred_opt()?),
        "tomorrow" => one_day(today.succ_opt()?),
        "this-week" => Some((monday, monday.checked_add_days(week)?)),
        "last-week" => Some((monday.checked_sub_days(week)?, monday)),
        "this-month" => Some((this_month, next_month_start(today))),
        "last-month" => Some((this_month.checked_sub_months(Months::new(1))?, this_month)),
        "this-year" => Some((new_year(today.year())?, new_year(today.year() + 1)?)),
        "last-year" => Some((new_year(today.year() - 1)?, new_year(today.year())?)),
        _ => span(word, today),
    }
}

/// `last-30-days`: that many, ending today.
fn span(word: &str, today: NaiveDate) -> Option<Period> {
    let (count, unit) = word.strip_prefix("last-")?.split_once('-')?;
    let count: u32 = count.parse().ok().filter(|count| (1..=SPAN_MAX).contains(count))?;
    let end = today.succ_opt()?;
    let start = match unit {
        "day" | "days" => end.checked_sub_days(Days::new(u64::from(count)))?,
        "week" | "weeks" => end.checked_sub_days(Days::new(7 * u64::from(count)))?,
        "month" | "months" => end.checked_sub_months(Months::new(count))?,
        _ => return None,
    };
    Some((start, end))
}

fn one_day(day: NaiveDate) -> Option<Period> {
    Some((day, day.succ_opt()?))
}
