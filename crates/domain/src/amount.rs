//! Amounts as people write and read them: locale separators, foreign digits, and the calculator behind the amount field.
//!
//! A text becomes whole minor units without ever passing through floating point. Where a separator can only be one thing it is
//! taken as that, whatever the locale says; where it can be two, `parse_decimal` follows the locale and `readings` tells both.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::money::{AMOUNT_MINOR_MAX, checked_minor};

mod calculator;
mod number;

#[cfg(test)]
mod tests;

pub use calculator::evaluate;
pub(crate) use number::is_currency_sign;

/// The longest amount text read, in characters.
pub const AMOUNT_CHARS_MAX: usize = 200;

/// Why a text is not an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AmountError {
    /// Nothing was written.
    #[error("the amount is empty")]
    Empty,
    /// There is something else than a number.
    #[error("the amount is not a number")]
    NotANumber,
    /// Separators that no way of writing numbers explains: `1.2.3`, `12,,5`.
    #[error("the separators of the amount do not fit together")]
    TwoSeparators,
    /// More decimals than the currency has.
    #[error("this currency takes {allowed} decimals")]
    TooManyDecimals {
        /// The exponent of the currency.
        allowed: u8,
    },
    /// Beyond `AMOUNT_MINOR_MAX`, or a step of the calculation was.
    #[error("the amount is beyond the limit of {AMOUNT_MINOR_MAX} minor units")]
    TooLarge,
    /// Longer than `AMOUNT_CHARS_MAX`.
    #[error("the amount is longer than {AMOUNT_CHARS_MAX} characters")]
    TooLong,
    /// The calculation divides by zero.
    #[error("the calculation divides by zero")]
    DivisionByZero,
}

/// How a person writes numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct NumberFormat {
    /// Between whole and decimals; `٫` also means that digits are written in Arabic.
    pub decimal: char,
    /// Between groups of digits.
    pub group: Option<char>,
    /// Whether groups above the thousands have two digits: 12,34,567.
    pub indian: bool,
}

impl Default for NumberFormat {
    fn default() -> Self {
        Self::new('.', Some(','))
    }
}

impl NumberFormat {
    /// Groups of three.
    pub const fn new(decimal: char, group: Option<char>) -> Self {
        Self { decimal, group, indian: false }
    }

    /// How numbers are usually written in a locale such as `de-CH` (CLDR); an unknown one gets `1,234.56`.
    pub fn for_locale(locale: &str) -> Self {
        let lower = locale.to_ascii_lowercase().replace('_', "-");
        let language = lower.split('-').next().unwrap_or_default();
        let region = lower.split('-').skip(1).find(|part| part.len() == 2).unwrap_or_default();
        match (language, region) {
            ("de" | "it" | "fr" | "rm", "ch" | "li") if language != "fr" => Self::new('.', Some('’')),
            ("de", "at") => Self::new(',', Some('\u{a0}')),
            ("es", "mx" | "us" | "gt" | "hn" | "ni" | "pa" | "pe" | "pr" | "sv" | "do" | "cu") => {
                Self::default()
            }
            ("en" | "hi" | "mr" | "gu" | "ta" | "te" | "kn" | "ml" | "pa" | "bn", "in")
            | ("hi" | "mr" | "gu" | "ta" | "te" | "kn" | "ml" | "pa" | "bn", _) => {
                Self { indian: true, ..Self::default() }
            }
            ("en", "za") | ("af", _) => Self::new(',', Some('\u{a0}')),
            ("ar", "ae" | "dz" | "eh" | "ly" | "ma" | "tn") => match region {
                "ae" | "eh" => Self::default(),
                _ => Self::new(',', Some('.')),
            },
            ("ar", _) => Self::new('٫', Some('٬')),
            ("fr", "ca") | ("pt", "pt") => Self::new(',', Some('\u{a0}')),
            ("fr", _) => Self::new(',', Some('\u{202f}')),
            (
                "de" | "es" | "it" | "pt" | "nl" | "da" | "id" | "tr" | "el" | "ro" | "hr" | "sl" | "sr"
                | "bs" | "ca" | "gl" | "eu" | "vi" | "is" | "mk" | "sq" | "az",
                _,
            ) => Self::new(',', Some('.')),
            (
                "sv" | "nb" | "nn" | "no" | "fi" | "pl" | "cs" | "sk" | "hu" | "ru" | "uk" | "bg" | "lt"
                | "lv" | "et" | "be" | "kk" | "hy" | "ka",
                _,
            ) => Self::new(',', Some('\u{a0}')),
            _ => Self::default(),
        }
    }
}

/// The decimal key an amount field offers: none for a currency without decimals (E-028).
pub fn decimal_key(exponent: u8, format: NumberFormat) -> Option<char> {
    (exponent > 0).then_some(format.decimal)
}

/// Reads one number as minor units of a currency with `exponent` decimals.
///
/// A currency symbol or code beside the number is ignored. More decimals than the currency has are refused, never rounded.
pub fn parse_decimal(text: &str, exponent: u8, format: NumberFormat) -> Result<i64, AmountError> {
    if let Some(minor) = number::parse_plain(text.as_bytes(), exponent, format.decimal) {
        return checked_minor(minor).map_err(|_| AmountError::TooLarge);
    }
    first_reading(&number::read(text, format)?, exponent)
}

/// Every amount `text` may mean, the locale's reading first: `1.234` KWD is one dinar and 234 fils, or 1234 dinars (E-032).
///
/// More than one means that somebody has to choose; none that it is not an amount of this currency.
pub fn readings(text: &str, exponent: u8, format: NumberFormat) -> Vec<i64> {
    let mut amounts = Vec::new();
    for number in number::read(text, format).unwrap_or_default() {
        if let Ok(minor) = number.to_minor(exponent)
            && !amounts.contains(&minor)
        {
            amounts.push(minor);
        }
    }
    amounts
}

/// `minor` as this locale writes it, with all decimals of the currency and grouped: `-1.234,50`.
pub fn format_minor(minor: i64, exponent: u8, format: NumberFormat) -> String {
    let scale = 10u64.pow(u32::from(exponent.min(18)));
    let digits = minor.unsigned_abs();
    let mut text = grouped(digits / scale, format);
    if exponent > 0 {
        text.push(format.decimal);
        text.push_str(&format!("{:0width$}", digits % scale, width = usize::from(exponent)));
    }
    if minor < 0 {
        text.insert(0, '-');
    }
    if format.decimal == '٫' { text.chars().map(arabic_digit).collect() } else { text }
}

/// As `format_minor`, without decimals when they are all zero: the display of currencies whose decimals nobody uses (E-029).
pub fn format_minor_short(minor: i64, exponent: u8, format: NumberFormat) -> String {
    let scale = 10i64.pow(u32::from(exponent.min(18)));
    if minor % scale == 0 {
        format_minor(minor / scale, 0, format)
    } else {
        format_minor(minor, exponent, format)
    }
}

/// The locale's own reading when the currency allows it, otherwise the only other one.
fn first_reading(numbers: &[number::Number], exponent: u8) -> Result<i64, AmountError> {
    let first = numbers.first().ok_or(AmountError::NotANumber)?;
    match first.to_minor(exponent) {
        // "1.200" yen cannot have decimals, so the dot can only be a thousands separator.
        Err(AmountError::TooManyDecimals { allowed: 0 }) => {
            numbers.get(1).ok_or(AmountError::TooManyDecimals { allowed: 0 })?.to_minor(exponent)
        }
        read => read,
    }
}

fn grouped(whole: u64, format: NumberFormat) -> String {
    let digits = whole.to_string();
    let Some(group) = format.group else { return digits };
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        let left = digits.len() - index;
        let boundary =
            if format.indian { left == 3 || (left > 3 && left % 2 == 1) } else { left.is_multiple_of(3) };
        if index > 0 && boundary {
            text.push(group);
        }
        text.push(digit);
    }
    text
}

fn arabic_digit(c: char) -> char {
    match c.to_digit(10) {
        Some(digit) => char::from_u32(0x0660 + digit).unwrap_or(c),
        None => c,
    }
}
