//! Words of the command line become values: days, times, percentages, and what the system's locale tells.

use chrono::{Days, NaiveDate, NaiveTime};
use domain::CurrencyCode;

use crate::{Error, Result};

/// A day: `2026-11-20`, `today`, `yesterday`, `tomorrow`.
pub fn day(option: &str, text: &str, today: NaiveDate) -> Result<NaiveDate> {
    let day = match text.trim().to_lowercase().as_str() {
        "today" => Some(today),
        "yesterday" => today.checked_sub_days(Days::new(1)),
        "tomorrow" => today.checked_add_days(Days::new(1)),
        other => NaiveDate::parse_from_str(other, "%Y-%m-%d").ok(),
    };
    day.ok_or_else(|| Error::bad(option, text, "a day such as 2026-11-20, today or yesterday"))
}

/// A time of day: `13:05` or `13:05:30`.
pub fn time(option: &str, text: &str) -> Result<NaiveTime> {
    let time = NaiveTime::parse_from_str(text.trim(), "%H:%M")
        .or_else(|_| NaiveTime::parse_from_str(text.trim(), "%H:%M:%S"));
    time.map_err(|_| Error::bad(option, text, "a time such as 13:05"))
}

/// Yes or no.
pub fn flag(option: &str, text: &str) -> Result<bool> {
    match text.trim().to_lowercase().as_str() {
        "yes" | "true" | "1" | "on" => Ok(true),
        "no" | "false" | "0" | "off" | "" => Ok(false),
        _ => Err(Error::bad(option, text, "yes or no")),
    }
}

/// A percentage in basis points: `20%`, `12.5 %`; `None` without the sign.
pub fn percent(text: &str) -> Option<i64> {
    let number = text.trim().strip_suffix('%')?.trim().replace(',', ".");
    let (whole, decimals) = number.split_once('.').unwrap_or((&number, ""));
    let is_plain = |digits: &str| digits.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 4 || decimals.len() > 2 || !is_plain(whole) || !is_plain(decimals) {
        return None;
    }
    let whole: i64 = whole.parse().ok()?;
    let decimals: i64 = format!("{decimals:0<2}").parse().ok()?;
    Some(whole * 100 + decimals)
}

/// The currency of the system's region, euro where it says none.
pub fn usual_currency() -> CurrencyCode {
    let region = locale().split(['_', '-']).nth(1).unwrap_or_default().to_uppercase();
    let code = match region.as_str() {
        "US" | "PR" | "EC" | "SV" => *b"USD",
        "GB" => *b"GBP",
        "CH" | "LI" => *b"CHF",
        "CA" => *b"CAD",
        "AU" => *b"AUD",
        "NZ" => *b"NZD",
        "JP" => *b"JPY",
        "CN" => *b"CNY",
        "HK" => *b"HKD",
        "TW" => *b"TWD",
        "KR" => *b"KRW",
        "SG" => *b"SGD",
        "IN" => *b"INR",
        "MX" => *b"MXN",
        "BR" => *b"BRL",
        "AR" => *b"ARS",
        "CL" => *b"CLP",
        "CO" => *b"COP",
        "PE" => *b"PEN",
        "SE" => *b"SEK",
        "NO" => *b"NOK",
        "DK" => *b"DKK",
        "IS" => *b"ISK",
        "PL" => *b"PLN",
        "CZ" => *b"CZK",
        "HU" => *b"HUF",
        "RO" => *b"RON",
        "TR" => *b"TRY",
        "IL" => *b"ILS",
        "ZA" => *b"ZAR",
        "TH" => *b"THB",
        "ID" => *b"IDR",
        "MY" => *b"MYR",
        "PH" => *b"PHP",
        "VN" => *b"VND",
        "KW" => *b"KWD",
        "AE" => *b"AED",
        "SA" => *b"SAR",
        _ => *b"EUR",
    };
    CurrencyCode::of(code)
}

/// The system's language, for the names of the first categories.
pub fn language() -> Option<String> {
    let locale = locale();
    let language = locale.split(['_', '-', '.']).next().unwrap_or_default().to_lowercase();
    (language.len() == 2).then_some(language)
}

fn locale() -> String {
    let set = ["LC_ALL", "LC_MONETARY", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|text| !text.is_empty()));
    set.unwrap_or_default().split(['.', '@']).next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentages_are_basis_points() {
        for (text, points) in [
            ("20%", Some(2_000)),
            ("12.5 %", Some(1_250)),
            ("7,25%", Some(725)),
            ("0%", Some(0)),
            ("20", None),
            ("%", None),
            ("-5%", None),
            ("1.234%", None),
            ("1e2%", None),
        ] {
            assert_eq!(percent(text), points, "{text}");
        }
    }

    #[test]
    fn days_are_iso_or_words() {
        let today = "2026-03-01".parse().unwrap();
        assert_eq!(day("--on", "yesterday", today).unwrap().to_string(), "2026-02-28");
        assert_eq!(day("--on", "2024-02-29", today).unwrap().to_string(), "2024-02-29");
        assert!(day("--on", "03/04/2026", today).is_err());
    }
}
