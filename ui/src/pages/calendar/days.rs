//! The days a calendar shows and how the keyboard moves between them.

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};
use domain::civil::month_start;

/// What one screen of the calendar covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Span {
    /// A month, in whole weeks.
    #[default]
    Month,
    /// Seven days.
    Week,
    /// One day.
    Day,
}

/// How many steps of heat a day may have, none included.
pub const HEAT_LEVELS: u8 = 5;

/// First day of the week of `day`.
pub fn week_start(day: NaiveDate, first: Weekday) -> NaiveDate {
    let back = day.weekday().days_since(first);
    day.checked_sub_days(Days::new(u64::from(back))).unwrap_or(day)
}

/// First and last day of the span around `day`; a month is widened to whole weeks.
pub fn bounds(span: Span, day: NaiveDate, first: Weekday) -> (NaiveDate, NaiveDate) {
    match span {
        Span::Day => (day, day),
        Span::Week => {
            let from = week_start(day, first);
            (from, plus_days(from, 6))
        }
        Span::Month => {
            let from = week_start(month_start(day), first);
            (from, plus_days(week_start(month_end(day), first), 6))
        }
    }
}

/// Last day of the month of `day`.
pub fn month_end(day: NaiveDate) -> NaiveDate {
    plus_days(domain::civil::next_month_start(day), -1)
}

/// The days from `from` to `to` in rows of seven.
pub fn weeks(from: NaiveDate, to: NaiveDate) -> Vec<Vec<NaiveDate>> {
    let days: Vec<NaiveDate> = from.iter_days().take_while(|day| *day <= to).collect();
    days.chunks(7).map(<[NaiveDate]>::to_vec).collect()
}

/// The span before (`-1`) or after (`1`), with the same day of the month where the month has it.
pub fn step(span: Span, day: NaiveDate, by: i32) -> NaiveDate {
    match span {
        Span::Day => plus_days(day, i64::from(by)),
        Span::Week => plus_days(day, i64::from(by) * 7),
        Span::Month => plus_months(day, by),
    }
}

/// Where a key takes the focus in a grid of days: arrows by day and week, Home and End inside the week, Page keys by month, with
/// Shift by year. `None` = the key is not ours. `mirrored` = the writing runs right to left.
pub fn moved(day: NaiveDate, key: &str, shift: bool, first: Weekday, mirrored: bool) -> Option<NaiveDate> {
    let forward = if mirrored { -1 } else { 1 };
    Some(match key {
        "ArrowRight" => plus_days(day, forward),
        "ArrowLeft" => plus_days(day, -forward),
        "ArrowDown" => plus_days(day, 7),
        "ArrowUp" => plus_days(day, -7),
        "Home" => week_start(day, first),
        "End" => plus_days(week_start(day, first), 6),
        "PageDown" => plus_months(day, if shift { 12 } else { 1 }),
        "PageUp" => plus_months(day, if shift { -12 } else { -1 }),
        _ => return None,
    })
}

/// How warm a day is painted: 0 for nothing or less than nothing, then by its quarter among the days that cost something, cheapest
/// first. By rank and not by amount, so that one banquet does not make every other day of the month look alike.
pub fn heat(total_minor: i64, ascending: &[i64]) -> u8 {
    if total_minor <= 0 || ascending.is_empty() {
        return 0;
    }
    let rank = ascending.partition_point(|other| *other <= total_minor).max(1);
    let steps = usize::from(HEAT_LEVELS - 1);
    u8::try_from((rank * steps).div_ceil(ascending.len()).min(steps)).unwrap_or(1)
}

/// `day` moved by a number of days; at the ends of the calendar it stays.
pub fn plus_days(day: NaiveDate, by: i64) -> NaiveDate {
    day.checked_add_signed(chrono::TimeDelta::days(by)).unwrap_or(day)
}

fn plus_months(day: NaiveDate, by: i32) -> NaiveDate {
    let months = Months::new(by.unsigned_abs());
    let moved = if by < 0 { day.checked_sub_months(months) } else { day.checked_add_months(months) };
    moved.unwrap_or(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn a_month_is_shown_in_whole_weeks() {
        let (from, to) = bounds(Span::Month, day("2026-11-20"), Weekday::Mon);
        assert_eq!((from, to), (day("2026-10-26"), day("2026-12-06")));
        assert!(weeks(from, to).iter().all(|week| week.len() == 7));
        let (from, to) = bounds(Span::Month, day("2026-11-20"), Weekday::Sun);
        assert_eq!((from, to), (day("2026-11-01"), day("2026-12-05")));
    }

    #[test]
    fn e014_leap_february_has_its_day() {
        let (from, to) = bounds(Span::Month, day("2024-02-10"), Weekday::Mon);
        assert!(weeks(from, to).concat().contains(&day("2024-02-29")));
        assert_eq!(step(Span::Month, day("2024-01-31"), 1), day("2024-02-29"));
        assert_eq!(step(Span::Month, day("2024-03-31"), -1), day("2024-02-29"));
    }

    #[test]
    fn a_week_begins_where_the_person_says() {
        assert_eq!(bounds(Span::Week, day("2026-11-20"), Weekday::Mon).0, day("2026-11-16"));
        assert_eq!(bounds(Span::Week, day("2026-11-20"), Weekday::Sun).0, day("2026-11-15"));
        assert_eq!(bounds(Span::Week, day("2026-11-20"), Weekday::Sat).0, day("2026-11-14"));
    }

    #[test]
    fn keys_move_through_days_weeks_months_and_years() {
        let from = day("2026-12-31");
        let to = |key, shift| moved(from, key, shift, Weekday::Mon, false);
        assert_eq!(to("ArrowRight", false), Some(day("2027-01-01")));
        assert_eq!(to("ArrowUp", false), Some(day("2026-12-24")));
        assert_eq!(to("Home", false), Some(day("2026-12-28")));
        assert_eq!(to("End", false), Some(day("2027-01-03")));
        assert_eq!(to("PageUp", false), Some(day("2026-11-30")));
        assert_eq!(to("PageDown", true), Some(day("2027-12-31")));
        assert_eq!(to("Enter", false), None);
    }

    #[test]
    fn e156_arrows_follow_the_eye_in_right_to_left() {
        assert_eq!(
            moved(day("2026-11-20"), "ArrowRight", false, Weekday::Mon, true),
            Some(day("2026-11-19"))
        );
    }

    #[test]
    fn heat_rises_with_rank_and_never_for_refunds() {
        let days = [10, 20, 30, 1_000_000];
        assert_eq!(days.map(|day| heat(day, &days)), [1, 2, 3, 4]);
        assert_eq!(heat(0, &days), 0);
        assert_eq!(heat(-50, &days), 0);
        assert_eq!(heat(5, &[]), 0);
        assert_eq!(heat(7, &[7]), 4);
        assert_eq!([5, 5, 5].map(|day| heat(day, &[5, 5, 5])), [4, 4, 4], "equal days look equal");
        assert_eq!(heat(i64::MAX, &[1, i64::MAX]), 4);
    }
}
