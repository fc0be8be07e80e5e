//! Dates as programs write them: ISO, both orders of figures, month names, serial numbers of workbooks (E-133).

use chrono::{DateTime, Days, NaiveDate, NaiveDateTime, NaiveTime, Utc};
use chrono_tz::Tz;
use domain::civil::check_date;
use domain::quick::month_named;

use crate::error::Reason;

/// Serial numbers that are dates: 1954-10-03 to 2119-01-10.
const SERIALS: std::ops::RangeInclusive<u32> = 20_000..=80_000;
/// Days between the two epochs of serial numbers.
const DAYS_1904: u32 = 1_462;

/// A date, perhaps with a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stamp {
    pub(crate) day: NaiveDate,
    /// `None` also for midnight, which programs write when they know no time (E-024).
    pub(crate) time: Option<NaiveTime>,
    /// Whether it was written as an instant in UTC.
    pub(crate) utc: bool,
}

/// How dates of a file are read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct DateRules {
    pub(crate) day_first: bool,
    /// Whether three figures of two digits begin with the year.
    pub(crate) year_first: bool,
    pub(crate) dates_1904: bool,
}

/// Where the year of a date of three figures of two digits may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ShortYear {
    /// At the beginning: `26-03-05`.
    First {
        /// Whether it would be before `RECENT_YEAR` if the year were the last figure.
        is_old_otherwise: bool,
    },
    /// Only at the end: `05-03-26`.
    Last,
}

/// Files of meals before this year, with years of two digits, are rarer than files that begin with the year.
const RECENT_YEAR: i32 = 2015;

/// Where the year of `text` may be, when all its three figures have two digits and no dots.
pub(crate) fn short_year(text: &str) -> Option<ShortYear> {
    let date = split_time(text.trim()).0;
    let pieces: Vec<&str> = date.split(['-', '/']).collect();
    let [first, second, third] = pieces[..] else { return None };
    if pieces.iter().any(|piece| piece.len() != 2) {
        return None;
    }
    let (first, second, third): (i32, u32, u32) =
        (first.parse().ok()?, second.parse().ok()?, third.parse().ok()?);
    let year_first =
        first >= RECENT_YEAR - 2000 && NaiveDate::from_ymd_opt(2000 + first, second, third).is_some();
    Some(match year_first {
        true => ShortYear::First { is_old_otherwise: third < RECENT_YEAR.unsigned_abs() - 2000 },
        false => ShortYear::Last,
    })
}

/// What one date says about the order of day and month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Nothing.
    Any,
    /// Only day first fits.
    DayFirst,
    /// Only month first fits.
    MonthFirst,
    /// Both fit and are different days.
    Either(NaiveDate, NaiveDate),
}

/// Reads a date with or without a time.
pub(crate) fn stamp(text: &str, rules: DateRules) -> Result<Stamp, Reason> {
    let text = text.trim();
    if let Some(day) = iso(text.as_bytes()) {
        return checked(day, None, false);
    }
    if let Some(stamp) = serial(text, rules.dates_1904) {
        return checked(stamp.0, stamp.1, false);
    }
    let (date, time) = split_time(text);
    let (time, utc) = match time {
        None => (None, false),
        Some(time) => clock(time).map(|(time, utc)| (Some(time), utc)).ok_or(Reason::NotADate)?,
    };
    let day = match parts(date).ok_or(Reason::NotADate)? {
        Parts::Sure(day) => day,
        Parts::Figures(..) if rules.year_first && short_year(text).is_some() => {
            year_first(date).ok_or(Reason::NotADate)?
        }
        Parts::Figures(first, second, year) => {
            let (day, month) = if rules.day_first { (first, second) } else { (second, first) };
            NaiveDate::from_ymd_opt(year, month, day).ok_or(Reason::NotADate)?
        }
    };
    checked(day, time, utc)
}

/// `26-03-05` as the fifth of March.
fn year_first(date: &str) -> Option<NaiveDate> {
    let mut pieces = date.split(['-', '/']);
    let (year, month, day) = (pieces.next()?, pieces.next()?, pieces.next()?);
    NaiveDate::from_ymd_opt(2000 + year.parse::<i32>().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// What `text` says about the order of day and month in the file.
pub(crate) fn order(text: &str) -> Order {
    let text = text.trim();
    if iso(text.as_bytes()).is_some() {
        return Order::Any;
    }
    let Some(Parts::Figures(first, second, year)) = parts(split_time(text).0) else { return Order::Any };
    let day_first = NaiveDate::from_ymd_opt(year, second, first);
    let month_first = NaiveDate::from_ymd_opt(year, first, second);
    match (day_first, month_first) {
        (Some(a), Some(b)) if a != b => Order::Either(a, b),
        (Some(_), None) => Order::DayFirst,
        (None, Some(_)) => Order::MonthFirst,
        _ => Order::Any,
    }
}

/// A time of day: `19:30`, `7:30 PM`, `19:30:05`.
pub(crate) fn time(text: &str) -> Option<NaiveTime> {
    clock(text.trim()).map(|(time, _)| time)
}

/// The date and time at the table of an instant in UTC.
pub(crate) fn local(stamp: Stamp, zone: Option<Tz>) -> Stamp {
    match (stamp.time, zone) {
        (Some(time), Some(zone)) if stamp.utc => {
            let instant: DateTime<Utc> = NaiveDateTime::new(stamp.day, time).and_utc();
            let local = instant.with_timezone(&zone).naive_local();
            Stamp { day: local.date(), time: Some(local.time()), utc: false }
        }
        _ => stamp,
    }
}

fn checked(day: NaiveDate, time: Option<NaiveTime>, utc: bool) -> Result<Stamp, Reason> {
    let day = check_date(day).map_err(|_| Reason::YearOutOfRange)?;
    Ok(Stamp { day, time: time.filter(|time| *time != NaiveTime::MIN), utc })
}

/// `2026-03-05`, the common case.
fn iso(bytes: &[u8]) -> Option<NaiveDate> {
    let [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = bytes else { return None };
    let digits = [y1, y2, y3, y4, m1, m2, d1, d2].map(|byte| u32::from(byte.wrapping_sub(b'0')));
    if digits.iter().any(|digit| *digit > 9) {
        return None;
    }
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits;
    let year = i32::try_from(y1 * 1000 + y2 * 100 + y3 * 10 + y4).ok()?;
    NaiveDate::from_ymd_opt(year, m1 * 10 + m2, d1 * 10 + d2)
}

/// `45230`, `45230.0`, `45230.75`.
fn serial(text: &str, dates_1904: bool) -> Option<(NaiveDate, Option<NaiveTime>)> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let figures = |part: &str| part.len() <= 12 && part.bytes().all(|b| b.is_ascii_digit());
    if whole.len() != 5 || !figures(whole) || !figures(fraction) {
        return None;
    }
    let days = whole.parse::<u32>().ok().filter(|days| SERIALS.contains(days))?
        + if dates_1904 { DAYS_1904 } else { 0 };
    let day = NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(u64::from(days)))?;
    let seconds = if fraction.is_empty() {
        0
    } else {
        let scale = 10u64.pow(u32::try_from(fraction.len()).ok()?);
        (fraction.parse::<u64>().ok()? * 86_400 + scale / 2) / scale
    };
    let seconds = u32::try_from(seconds).ok()?.min(86_399);
    Some((day, NaiveTime::from_num_seconds_from_midnight_opt(seconds / 60 * 60, 0)))
}

/// Parts the date from the time after it.
fn split_time(text: &str) -> (&str, Option<&str>) {
    let Some(colon) = text.find(':') else { return (text, None) };
    let start = text[..colon]
        .rfind(|c: char| !c.is_ascii_digit())
        .map_or(0, |at| at + text[at..].chars().next().map_or(1, char::len_utf8));
    (text[..start].trim_end_matches(['T', 't', ' ', ',', '\u{a0}']), Some(&text[start..]))
}

/// A time and whether it is in UTC. An offset is the wall clock's own and is left as it is.
fn clock(text: &str) -> Option<(NaiveTime, bool)> {
    let end = text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')).unwrap_or(text.len());
    let (figures, rest) = text.split_at(end);
    let mut parts = figures.split(':');
    let hour: u32 = parts.next()?.parse().ok()?;
    let minute: u32 = parts.next()?.parse().ok()?;
    let second: u32 = parts
        .next()
        .map_or(Some(0), |second| second.split('.').next().and_then(|second| second.parse().ok()))?;
    let rest = rest.trim().to_ascii_lowercase().replace('.', "");
    let (hour, utc) = match rest.as_str() {
        "" | "uhr" | "h" | "hrs" => (hour, false),
        "am" | "a m" if (1..=12).contains(&hour) => (hour % 12, false),
        "pm" | "p m" if (1..=12).contains(&hour) => (hour % 12 + 12, false),
        "z" | "utc" | "gmt" | "+00:00" | "+0000" | "-00:00" => (hour, true),
        offset
            if offset.starts_with(['+', '-'])
                && offset[1..].bytes().all(|b| b.is_ascii_digit() || b == b':') =>
        {
            (hour, false)
        }
        _ => return None,
    };
    NaiveTime::from_hms_opt(hour, minute, second.min(59)).map(|time| (time, utc))
}

/// A date as written.
enum Parts {
    /// Only one day is possible.
    Sure(NaiveDate),
    /// Two figures whose order is not known, and the year.
    Figures(u32, u32, i32),
}

fn parts(text: &str) -> Option<Parts> {
    let pieces: Vec<&str> = text
        .split(|c: char| matches!(c, '-' | '/' | '.' | ',' | '年' | '月' | '日') || c.is_whitespace())
        .filter(|piece| !piece.is_empty())
        .collect();
    let is_figure = |piece: &&str| piece.bytes().all(|b| b.is_ascii_digit());
    if pieces.iter().all(is_figure) {
        return figures(text, &pieces);
    }
    // "Sat, 7 de marzo de 2026": one month name, a day and a year; other words are ignored.
    let month = pieces.iter().filter(|piece| !is_figure(piece)).find_map(|piece| month_named(piece))?;
    let words = pieces.iter().filter(|piece| !is_figure(piece)).count();
    let numbers: Vec<&str> =
        pieces.iter().map(|piece| ordinal(piece)).filter(|piece| is_figure(piece)).collect();
    let [first, second] = numbers[..] else { return None };
    if words > 4 {
        return None;
    }
    let (day, year) = if first.len() == 4 { (second, first) } else { (first, second) };
    NaiveDate::from_ymd_opt(full_year(year)?, month, day.parse().ok()?).map(Parts::Sure)
}

/// "1st" is "1".
fn ordinal(piece: &str) -> &str {
    ["st", "nd", "rd", "th"]
        .iter()
        .find_map(|suffix| piece.strip_suffix(suffix))
        .filter(|number| !number.is_empty())
        .unwrap_or(piece)
}

fn figures(text: &str, pieces: &[&str]) -> Option<Parts> {
    match *pieces {
        [only] if only.len() == 8 => {
            let (year, month, day) =
                (only[..4].parse().ok()?, only[4..6].parse().ok()?, only[6..].parse().ok()?);
            NaiveDate::from_ymd_opt(year, month, day).map(Parts::Sure)
        }
        [year, month, day] if year.len() == 4 => {
            NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
                .map(Parts::Sure)
        }
        [first, second, year] if first.len() <= 2 && second.len() <= 2 => {
            let (first, second, year) = (first.parse().ok()?, second.parse().ok()?, full_year(year)?);
            // Dots are only written day first.
            if text.contains('.') {
                NaiveDate::from_ymd_opt(year, second, first).map(Parts::Sure)
            } else {
                Some(Parts::Figures(first, second, year))
            }
        }
        _ => None,
    }
}

/// Two figures are this century up to 69.
fn full_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < 70 => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY_FIRST: DateRules = DateRules { day_first: true, year_first: false, dates_1904: false };

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn read(text: &str) -> String {
        match stamp(text, DAY_FIRST) {
            Ok(Stamp { day, time: None, .. }) => day.to_string(),
            Ok(Stamp { day, time: Some(time), utc }) => format!("{day} {time}{}", if utc { "Z" } else { "" }),
            Err(reason) => reason.as_str().to_owned(),
        }
    }

    #[test]
    fn e133_every_way_of_writing_a_date() {
        for (text, expected) in [
            ("2023-10-31", "2023-10-31"),
            ("45230", "2023-10-31"),
            ("44927", "2023-01-01"),
            ("45230.0", "2023-10-31"),
            ("45230.5", "2023-10-31 12:00:00"),
            ("7-Mar-26", "2026-03-07"),
            ("Jan 1, 2025", "2025-01-01"),
            ("January 1st, 2025", "2025-01-01"),
            ("1 January 2025", "2025-01-01"),
            ("7 de marzo de 2026", "2026-03-07"),
            ("7. März 2026", "2026-03-07"),
            ("2025 Jan 1", "2025-01-01"),
            ("Sat, 7 Mar 2026", "2026-03-07"),
            ("05/03/2026", "2026-03-05"),
            ("5/3/26", "2026-03-05"),
            ("05.03.2026", "2026-03-05"),
            ("5.3.26", "2026-03-05"),
            ("20260305", "2026-03-05"),
            ("2026/03/05", "2026-03-05"),
            ("2026年3月5日", "2026-03-05"),
            ("2026-03-05T19:30:00+02:00", "2026-03-05 19:30:00"),
            ("2026-03-05T19:30:00.123Z", "2026-03-05 19:30:00Z"),
            ("2026-03-05 7:30 PM", "2026-03-05 19:30:00"),
            ("05.03.2026 19:30", "2026-03-05 19:30:00"),
            ("05/03/1999", "1999-03-05"),
            ("5/3/99", "1999-03-05"),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn e133_serial_dates_of_1904() {
        let rules = DateRules { day_first: true, year_first: false, dates_1904: true };
        assert_eq!(stamp("43768", rules).unwrap().day, day("2023-10-31"));
    }

    #[test]
    fn e024_midnight_is_a_date_and_no_instant() {
        for text in
            ["2026-03-05T00:00:00", "2026-03-05T00:00:00Z", "2026-03-05 00:00", "03/05/2026 12:00:00 AM"]
        {
            let rules = DateRules { day_first: false, year_first: false, dates_1904: false };
            assert_eq!(
                stamp(text, rules).map(|stamp| (stamp.day, stamp.time)),
                Ok((day("2026-03-05"), None)),
                "{text}"
            );
        }
    }

    #[test]
    fn an_instant_in_utc_becomes_the_day_at_the_table() {
        let dinner = stamp("2026-03-06T01:30:00Z", DAY_FIRST).unwrap();
        let zone: Tz = "America/Chicago".parse().unwrap();
        assert_eq!(
            local(dinner, Some(zone)),
            Stamp { day: day("2026-03-05"), time: NaiveTime::from_hms_opt(19, 30, 0), utc: false }
        );
        assert_eq!(local(dinner, None), dinner);
        let dated = stamp("2026-03-06T00:00:00Z", DAY_FIRST).unwrap();
        assert_eq!(local(dated, Some(zone)).day, day("2026-03-06"));
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in [
            "",
            "yesterday",
            "2026-02-30",
            "31/02/2026",
            "13",
            "12345678901",
            "1/2",
            "99/99/2026",
            "12.50",
            "7-Mars-x",
            "2026-03-05 25:00",
            "\u{a0}:",
        ] {
            assert_eq!(read(text), "not_a_date", "{text}");
        }
        assert_eq!(read("0202-06-01"), "year_out_of_range");
    }

    #[test]
    fn a_date_tells_the_order_when_it_can() {
        assert_eq!(order("13/01/2026"), Order::DayFirst);
        assert_eq!(order("01/13/2026"), Order::MonthFirst);
        assert_eq!(order("03/04/2026"), Order::Either(day("2026-04-03"), day("2026-03-04")));
        for text in ["04/04/2026", "2026-04-03", "03.04.2026", "45230", "Jan 1, 2025", "x"] {
            assert_eq!(order(text), Order::Any, "{text}");
        }
    }
}
