//! Civil time: a meal has a date at the table, perhaps a time, perhaps a zone; the instant is derived from them and never the
//! other way round, so a meal never changes its day.

use chrono::{Datelike, Days, NaiveDate};
use thiserror::Error;

/// The earliest year taken without a question; earlier ones are almost always typing errors (E-019).
pub const YEAR_MIN: i32 = 1900;
/// The latest year taken.
pub const YEAR_MAX: i32 = 2199;
/// The longest zone name kept, in bytes.
pub const ZONE_LENGTH_MAX: usize = 64;

/// Why a date was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum DateError {
    /// Outside `YEAR_MIN..=YEAR_MAX`.
    #[error("the year must lie between {YEAR_MIN} and {YEAR_MAX}")]
    Year,
}

/// What is odd about a date that is accepted all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateDoubt {
    /// More than a day after today: a planned meal?
    Future,
    /// More than ten years before today.
    LongAgo,
}

/// Refuses years that can only be typing errors; 1970, 1999 and 2099 pass (E-019).
pub fn check_date(day: NaiveDate) -> Result<NaiveDate, DateError> {
    if (YEAR_MIN..=YEAR_MAX).contains(&day.year()) { Ok(day) } else { Err(DateError::Year) }
}

/// Something to ask about a valid date; one day ahead is not odd, because it may be tomorrow at the table already (E-023).
pub fn doubt(day: NaiveDate, today: NaiveDate) -> Option<DateDoubt> {
    if day > today.checked_add_days(Days::new(1)).unwrap_or(today) {
        Some(DateDoubt::Future)
    } else if day.year() < today.year() - 10 {
        Some(DateDoubt::LongAgo)
    } else {
        None
    }
}

/// The day a meal counts to when a person's day ends after midnight: the day before, for times before `day_end_minutes` (E-013).
pub fn reporting_date(day: NaiveDate, minutes_of_day: Option<u32>, day_end_minutes: u32) -> NaiveDate {
    match minutes_of_day {
        Some(minutes) if minutes < day_end_minutes => day.pred_opt().unwrap_or(day),
        _ => day,
    }
}

/// First day of the month of `day`.
pub fn month_start(day: NaiveDate) -> NaiveDate {
    day.with_day(1).expect("every month has a first day")
}

/// First day of the month after the month of `day`.
pub fn next_month_start(day: NaiveDate) -> NaiveDate {
    month_start(day).checked_add_months(chrono::Months::new(1)).unwrap_or(NaiveDate::MAX)
}

#[cfg(feature = "tz")]
mod zone;
#[cfg(feature = "tz")]
pub use zone::{Resolved, offset_minutes, resolve, zone_exists, zone_names};

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn e019_odd_years_are_asked_about_and_impossible_ones_refused() {
        for odd in ["1970-01-01", "1999-12-31", "2099-06-01"] {
            assert!(check_date(day(odd)).is_ok());
        }
        assert_eq!(check_date(day("0202-06-01")), Err(DateError::Year));
        assert_eq!(doubt(day("1999-12-31"), day("2026-11-20")), Some(DateDoubt::LongAgo));
        assert_eq!(doubt(day("2099-06-01"), day("2026-11-20")), Some(DateDoubt::Future));
    }

    #[test]
    fn e023_tomorrow_at_the_table_is_not_the_future() {
        assert_eq!(doubt(day("2026-11-21"), day("2026-11-20")), None);
        assert_eq!(doubt(day("2026-11-22"), day("2026-11-20")), Some(DateDoubt::Future));
    }

    #[test]
    fn e013_a_meal_after_midnight_counts_to_the_evening_before() {
        assert_eq!(reporting_date(day("2026-03-01"), Some(40), 240), day("2026-02-28"));
        assert_eq!(reporting_date(day("2026-03-01"), Some(240), 240), day("2026-03-01"));
        assert_eq!(reporting_date(day("2026-03-01"), None, 240), day("2026-03-01"));
    }

    #[test]
    fn e014_leap_days_have_months() {
        assert_eq!(month_start(day("2024-02-29")), day("2024-02-01"));
        assert_eq!(next_month_start(day("2024-12-31")), day("2025-01-01"));
    }
}
