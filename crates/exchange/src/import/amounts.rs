//! Amounts as programs write them: signs, parentheses, currency signs, and which mark is the decimal one.

use domain::CurrencyCode;
use domain::amount::{AmountError, NumberFormat, parse_decimal};
use domain::currency::CURRENCIES;

use crate::error::Reason;

/// The sign of an amount as it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Sign {
    /// `12.50`
    None,
    /// `+12.50`
    Plus,
    /// `-12.50`, `12.50-`
    Minus,
    /// `(12.50)`
    Parentheses,
    /// `12.50 DR`
    Debit,
    /// `12.50 CR`
    Credit,
}

/// An amount cell taken apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    pub(crate) sign: Sign,
    /// The digits with their separators.
    pub(crate) digits: &'a str,
    /// The currency sign or code beside them.
    pub(crate) currency: &'a str,
}

/// Takes a cell apart: `($24.77)` is parentheses, `24.77` and `$`.
pub(crate) fn cell(text: &str) -> Option<Cell<'_>> {
    let mut rest = text.trim();
    let mut sign = Sign::None;
    if let Some(inner) = rest.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        (sign, rest) = (Sign::Parentheses, inner.trim());
    }
    let start = rest.find(|c: char| c.is_numeric())?;
    // A point may begin the number: "$.50".
    let start = if rest[..start].ends_with(['.', ',']) { start - 1 } else { start };
    let end = rest
        .rfind(|c: char| c.is_numeric())
        .map(|at| at + rest[at..].chars().next().map_or(1, char::len_utf8))?;
    let (before, digits, after) = (&rest[..start], &rest[start..end], &rest[end..]);
    let is_minus = |c: char| matches!(c, '-' | '−' | '–');
    let minus = before.contains(is_minus) || after.contains(is_minus);
    let plus = before.contains('+') || after.contains('+');
    if sign == Sign::None && (minus || plus) {
        sign = if minus { Sign::Minus } else { Sign::Plus };
    }
    let bare = |text: &'_ str| -> bool {
        text.trim_matches(|c: char| c.is_whitespace() || is_minus(c) || c == '+').is_empty()
    };
    let trim = |c: char| c.is_whitespace() || is_minus(c) || c == '+';
    let currency = match (bare(before), bare(after)) {
        (_, true) => before.trim_matches(trim),
        (true, false) => after.trim_matches(trim),
        (false, false) => return None,
    };
    let (sign, currency) = booked(sign, currency);
    Some(Cell { sign, digits, currency })
}

/// Banks mark money in with `CR` and money out with `DR` instead of a sign.
fn booked(sign: Sign, currency: &str) -> (Sign, &str) {
    let word = currency.trim_end_matches('.');
    match sign {
        Sign::None if word.eq_ignore_ascii_case("cr") => (Sign::Credit, ""),
        Sign::None if word.eq_ignore_ascii_case("dr") => (Sign::Debit, ""),
        _ => (sign, currency),
    }
}

/// The digits of a cell as minor units, zero or more; decimals that are only zeros are no decimals.
pub(crate) fn minor(digits: &str, exponent: u8, format: NumberFormat) -> Result<i64, Reason> {
    let read = match parse_decimal(digits, exponent, format) {
        Err(AmountError::TooManyDecimals { .. }) => match digits.rsplit_once(format.decimal) {
            Some((whole, decimals)) => {
                let kept = decimals.trim_end_matches('0');
                let shorter = if kept.is_empty() {
                    whole.to_owned()
                } else {
                    format!("{whole}{}{kept}", format.decimal)
                };
                parse_decimal(&shorter, exponent, format)
            }
            None => Err(AmountError::TooManyDecimals { allowed: exponent }),
        },
        read => read,
    };
    read.map_err(|error| match error {
        AmountError::Empty => Reason::Missing,
        AmountError::TooManyDecimals { .. } => Reason::TooManyDecimals,
        AmountError::TooLarge => Reason::TooLarge,
        AmountError::NotANumber
        | AmountError::TwoSeparators
        | AmountError::TooLong
        | AmountError::DivisionByZero => Reason::NotAnAmount,
    })
}

/// What one amount says about the decimal mark of the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mark {
    /// Nothing.
    Any,
    /// Only a decimal point fits.
    Point,
    /// Only a decimal comma fits.
    Comma,
    /// `1.500` in a currency with decimals: both fit.
    Either,
}

/// What `digits` says about the decimal mark, for a currency with `exponent` decimals.
pub(crate) fn mark(digits: &str, exponent: u8) -> Mark {
    let Some(at) = digits.rfind(['.', ',']) else { return Mark::Any };
    let (whole, decimals) = (&digits[..at], &digits[at + 1..]);
    let is_point = digits.as_bytes()[at] == b'.';
    let decimal = if is_point { Mark::Point } else { Mark::Comma };
    let group = if is_point { Mark::Comma } else { Mark::Point };
    if whole.contains(['.', ',', '\'', '’', ' ', '\u{a0}', '\u{202f}']) {
        // The last of two different marks is the decimal one; the same mark twice groups.
        return if whole.contains(if is_point { '.' } else { ',' }) { group } else { decimal };
    }
    if decimals.len() != 3 || whole.is_empty() || whole.len() > 3 || whole == "0" {
        return decimal;
    }
    match exponent {
        0 => group,
        // "1.234" cannot have three decimals in a currency with two, unless the last is a zero somebody padded.
        1 | 2 if !decimals.ends_with('0') => group,
        _ => Mark::Either,
    }
}

/// The currency of a row that has a currency column and perhaps a sign beside the amount as well: `$` in a column of `MXN` is pesos,
/// `€` there is a contradiction.
pub(crate) fn agreed(column: &str, beside: &str, default: CurrencyCode) -> Result<CurrencyCode, Reason> {
    let code = currency(column, default)?;
    // "C$" and "NT$" in columns of CAD and TWD.
    if code.find().is_some_and(|known| beside.ends_with(known.symbol)) {
        return Ok(code);
    }
    if currency(beside, code)? == code { Ok(code) } else { Err(Reason::AmbiguousCurrency) }
}

/// The currency meant by a sign or code beside an amount, or in the currency column.
pub(crate) fn currency(text: &str, default: CurrencyCode) -> Result<CurrencyCode, Reason> {
    let text = text.trim().trim_end_matches('.');
    if let Ok(code) = text.parse::<CurrencyCode>()
        && code.find().is_some()
    {
        return Ok(code);
    }
    let same = |symbol: &str| {
        symbol.trim_end_matches('.').eq_ignore_ascii_case(text) || symbol.trim_end_matches('.') == text
    };
    if default.find().is_some_and(|currency| same(currency.symbol)) {
        return Ok(default);
    }
    let prefixed = [
        ("US$", b"USD"),
        ("A$", b"AUD"),
        ("CA$", b"CAD"),
        ("MX$", b"MXN"),
        ("HK$", b"HKD"),
        ("S$", b"SGD"),
        ("NZ$", b"NZD"),
        ("円", b"JPY"),
        ("Euro", b"EUR"),
    ];
    if let Some((_, code)) = prefixed.iter().find(|(sign, _)| sign.eq_ignore_ascii_case(text)) {
        return Ok(CurrencyCode::of(**code));
    }
    let mut found = CURRENCIES.iter().filter(|currency| same(currency.symbol));
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only.code),
        // Pounds of islands are rare enough: the sign alone is sterling.
        (Some(_), Some(_)) if text == "£" => Ok(CurrencyCode::of(*b"GBP")),
        (Some(_), Some(_)) => Err(Reason::AmbiguousCurrency),
        (None, _) => Err(Reason::NotACurrency),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CurrencyCode {
        text.parse().unwrap()
    }

    #[test]
    fn e134_signs_and_parentheses_are_told_apart() {
        for (text, sign, digits, currency) in [
            ("($24.77)", Sign::Parentheses, "24.77", "$"),
            ("+$76.89", Sign::Plus, "76.89", "$"),
            ("-12.50 €", Sign::Minus, "12.50", "€"),
            ("12,50-", Sign::Minus, "12,50", ""),
            ("€ 1.234,50", Sign::None, "1.234,50", "€"),
            ("12.50 EUR", Sign::None, "12.50", "EUR"),
            ("$-5", Sign::Minus, "5", "$"),
            ("−5", Sign::Minus, "5", ""),
            ("$.50", Sign::None, ".50", "$"),
            ("12.50 CR", Sign::Credit, "12.50", ""),
            ("12.50DR", Sign::Debit, "12.50", ""),
            ("(R$ 10,00)", Sign::Parentheses, "10,00", "R$"),
        ] {
            assert_eq!(cell(text), Some(Cell { sign, digits, currency }), "{text}");
        }
        assert_eq!(cell("free"), None);
        assert_eq!(cell("a 5 b"), None);
    }

    #[test]
    fn a_file_of_amounts_tells_its_decimal_mark() {
        for (digits, exponent, expected) in [
            ("12.50", 2, Mark::Point),
            ("12,5", 2, Mark::Comma),
            ("1.234,56", 2, Mark::Comma),
            ("1,234.56", 2, Mark::Point),
            ("1.234.567", 2, Mark::Comma),
            ("1,234", 2, Mark::Point),
            ("1.500", 2, Mark::Either),
            ("1.234", 3, Mark::Either),
            ("1.200", 0, Mark::Comma),
            ("12", 2, Mark::Any),
            ("0.125", 3, Mark::Point),
            ("1234.500", 2, Mark::Point),
            ("1'234.50", 2, Mark::Point),
        ] {
            assert_eq!(mark(digits, exponent), expected, "{digits}");
        }
    }

    #[test]
    fn padded_decimals_are_no_decimals() {
        assert_eq!(minor("12.5000", 2, NumberFormat::new('.', Some(','))), Ok(1250));
        assert_eq!(minor("1200.00", 0, NumberFormat::new('.', Some(','))), Ok(1200));
        assert_eq!(minor("12.505", 2, NumberFormat::new('.', Some(','))), Err(Reason::TooManyDecimals));
        assert_eq!(minor("1e5", 2, NumberFormat::default()), Err(Reason::NotAnAmount));
    }

    #[test]
    fn e057_a_shared_sign_never_decides() {
        assert_eq!(currency("$", code("MXN")), Ok(code("MXN")));
        assert_eq!(currency("$", code("EUR")), Err(Reason::AmbiguousCurrency));
        assert_eq!(currency("€", code("USD")), Ok(code("EUR")));
        assert_eq!(currency("usd", code("EUR")), Ok(code("USD")));
        assert_eq!(currency("US$", code("EUR")), Ok(code("USD")));
        assert_eq!(currency("XQZ", code("EUR")), Err(Reason::NotACurrency));
    }
}
