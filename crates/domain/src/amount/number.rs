//! One written number: digits of any script, a sign, separators, and the currency beside it.

use crate::amount::{AMOUNT_CHARS_MAX, AmountError, NumberFormat};
use crate::currency::CURRENCIES;
use crate::money::checked_minor;

/// The most digits one number may have; more cannot be an amount.
const DIGITS_MAX: usize = 30;

/// `mantissa / 10^scale`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Number {
    /// All digits, with sign.
    pub(crate) mantissa: i128,
    /// How many of them are decimals.
    pub(crate) scale: u32,
}

impl Number {
    /// Whole minor units; decimals the currency does not have are refused.
    pub(crate) fn to_minor(self, exponent: u8) -> Result<i64, AmountError> {
        let exponent_wide = u32::from(exponent);
        if self.scale > exponent_wide {
            return Err(AmountError::TooManyDecimals { allowed: exponent });
        }
        let scaled = 10i128
            .checked_pow(exponent_wide - self.scale)
            .and_then(|factor| self.mantissa.checked_mul(factor))
            .and_then(|minor| i64::try_from(minor).ok())
            .ok_or(AmountError::TooLarge)?;
        checked_minor(scaled).map_err(|_| AmountError::TooLarge)
    }
}

/// The common case without allocation: ASCII digits and at most one decimal separator that cannot be anything else.
pub(crate) fn parse_plain(bytes: &[u8], exponent: u8, decimal: char) -> Option<i64> {
    if bytes.is_empty() || bytes.len() > 17 {
        return None;
    }
    let (negative, digits) = if bytes[0] == b'-' { (true, &bytes[1..]) } else { (false, bytes) };
    let (mut minor, mut decimals): (i64, Option<u32>) = (0, None);
    for byte in digits {
        if byte.is_ascii_digit() {
            minor = minor.checked_mul(10)?.checked_add(i64::from(byte - b'0'))?;
            decimals = decimals.map(|count| count + 1);
        } else if char::from(*byte) == decimal && decimals.is_none() {
            decimals = Some(0);
        } else {
            return None;
        }
    }
    let written = decimals.unwrap_or(0);
    let whole_digits = digits.len().checked_sub(written as usize + usize::from(decimals.is_some()))?;
    // Three decimals may be thousands, and a lone separator is nothing: the careful reader decides.
    if whole_digits == 0 || decimals == Some(0) || written == 3 || written > u32::from(exponent) {
        return None;
    }
    let minor = minor.checked_mul(10i64.checked_pow(u32::from(exponent) - written)?)?;
    Some(if negative { -minor } else { minor })
}

/// Every number `text` may mean, the locale's reading first; never empty.
pub(crate) fn read(text: &str, format: NumberFormat) -> Result<Vec<Number>, AmountError> {
    if text.chars().count() > AMOUNT_CHARS_MAX {
        return Err(AmountError::TooLong);
    }
    let clean = normalized(text);
    let mut rest = clean.trim();
    if rest.is_empty() {
        return Err(AmountError::Empty);
    }
    let mut negative = false;
    let mut signed = false;
    loop {
        let before = rest;
        rest = without_currency(rest.trim());
        if !signed && let Some(unsigned) = rest.strip_prefix(['-', '+']) {
            (negative, signed) = (rest.starts_with('-'), true);
            rest = unsigned;
        }
        if rest == before {
            break;
        }
    }
    let mut numbers = read_unsigned(rest, format)?;
    if negative {
        numbers.iter_mut().for_each(|number| number.mantissa = -number.mantissa);
    }
    Ok(numbers)
}

/// Reads digits and separators that `normalized` has passed, no sign.
pub(crate) fn read_unsigned(text: &str, format: NumberFormat) -> Result<Vec<Number>, AmountError> {
    let is_separator = |c: char| matches!(c, '.' | ',' | '٫' | '٬' | '\'' | ' ');
    if text.is_empty()
        || !text.chars().all(|c| c.is_ascii_digit() || is_separator(c))
        || !text.contains(|c: char| c.is_ascii_digit())
    {
        return Err(AmountError::NotANumber);
    }
    if text.chars().filter(char::is_ascii_digit).count() > DIGITS_MAX {
        return Err(AmountError::TooLarge);
    }
    // Spaces, apostrophes and the Arabic mark only ever group; the Arabic comma only ever divides.
    let last = text.rfind(['.', ',', '٫']).map(|at| (at, text[at..].chars().next().unwrap_or('.')));
    let Some((at, separator)) = last else {
        // "12'50" is how many people write a price by hand; three digits after the mark are thousands.
        return match text.split_once('\'') {
            Some((whole, decimals)) if is_handwritten(whole, decimals) => {
                Ok(vec![number(whole, Some(decimals))?])
            }
            _ => Ok(vec![number(text, None)?]),
        };
    };
    let (whole, decimals) = (&text[..at], &text[at + separator.len_utf8()..]);
    if !decimals.chars().all(|c| c.is_ascii_digit()) {
        // A grouping mark follows the last point or comma, which must then group as well.
        return Ok(vec![number(text, None)?]);
    }
    if separator == '٫'
        || whole.contains(['\'', '٬', ' '])
        || whole.contains(if separator == '.' { ',' } else { '.' })
    {
        return Ok(vec![number(whole, Some(decimals))?]);
    }
    if whole.contains(separator) {
        return Ok(vec![number(text, None)?]);
    }
    both_readings(text, whole, decimals, separator, format)
}

fn is_handwritten(whole: &str, decimals: &str) -> bool {
    let is_digits = |text: &str| !text.is_empty() && text.chars().all(|c| c.is_ascii_digit());
    is_digits(whole) && is_digits(decimals) && decimals.len() <= 2
}

/// A single point or comma: a decimal separator, unless three digits follow it as in `1.234`.
fn both_readings(
    text: &str,
    whole: &str,
    decimals: &str,
    separator: char,
    format: NumberFormat,
) -> Result<Vec<Number>, AmountError> {
    let as_decimal = number(whole, Some(decimals));
    let as_group = number(text, None);
    let locale_groups =
        format.decimal != separator && (format.group == Some(separator) || format.decimal != '٫');
    match (as_decimal, as_group) {
        (Ok(decimal), Ok(group)) if locale_groups => Ok(vec![group, decimal]),
        (Ok(decimal), Ok(group)) => Ok(vec![decimal, group]),
        (Ok(decimal), Err(_)) => Ok(vec![decimal]),
        (Err(_), Ok(group)) => Ok(vec![group]),
        (Err(error), Err(_)) => Err(error),
    }
}

fn number(whole: &str, decimals: Option<&str>) -> Result<Number, AmountError> {
    if decimals == Some("") || (whole.is_empty() && decimals.is_none()) {
        return Err(AmountError::NotANumber);
    }
    check_groups(whole)?;
    let decimals = decimals.unwrap_or_default();
    let mut mantissa: i128 = 0;
    for digit in whole.chars().chain(decimals.chars()).filter_map(|c| c.to_digit(10)) {
        mantissa = mantissa * 10 + i128::from(digit);
    }
    Ok(Number { mantissa, scale: u32::try_from(decimals.len()).map_err(|_| AmountError::TooLarge)? })
}

/// One kind of mark, three digits after each; with commas also two (1,23,456) as long as the last group has three.
fn check_groups(whole: &str) -> Result<(), AmountError> {
    let Some(mark) = whole.chars().find(|c| !c.is_ascii_digit()) else { return Ok(()) };
    let mut groups = whole.split(mark).collect::<Vec<_>>();
    let first = groups.remove(0);
    let last = groups.pop().unwrap_or_default();
    let three = groups.iter().all(|group| group.len() == 3) && first.len() <= 3;
    let two = mark == ',' && groups.iter().all(|group| group.len() == 2) && first.len() <= 2;
    let digits_only =
        groups.iter().chain([&first, &last]).all(|group| group.chars().all(|c| c.is_ascii_digit()));
    let plausible = !first.is_empty() && (first != "0" && !first.starts_with("00"));
    if digits_only && plausible && last.len() == 3 && (three || two) {
        Ok(())
    } else {
        Err(AmountError::TwoSeparators)
    }
}

/// Digits of any script as ASCII, every minus as `-`, every kind of space as one, invisible marks dropped.
pub(crate) fn normalized(text: &str) -> String {
    text.chars()
        .filter(|c| !matches!(c, '\u{200e}' | '\u{200f}' | '\u{061c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}'))
        .map(|c| match c {
            '−' | '–' | '﹣' | '－' | '‐' | '‑' | '﹘' => '-',
            '＋' | '﹢' => '+',
            '’' | '‘' | '＇' | 'ʼ' => '\'',
            '．' => '.',
            '，' => ',',
            c if c.is_whitespace() => ' ',
            c => digit_value(c).map_or(c, |digit| char::from(b'0' + digit)),
        })
        .collect()
}

/// The value of a decimal digit in the scripts in use for prices.
fn digit_value(c: char) -> Option<u8> {
    const ZEROS: [u32; 12] =
        [0x0660, 0x06F0, 0x0966, 0x09E6, 0x0A66, 0x0AE6, 0x0BE6, 0x0C66, 0x0E50, 0x1040, 0x17E0, 0xFF10];
    let code = u32::from(c);
    ZEROS
        .iter()
        .find(|zero| (**zero..**zero + 10).contains(&code))
        .and_then(|zero| u8::try_from(code - zero).ok())
}

/// `text` without one currency symbol or code at either end.
fn without_currency(text: &str) -> &str {
    let stripped = text.trim_matches(|c: char| is_currency_sign(c) || c == ' ');
    if stripped.len() != text.len() {
        return stripped;
    }
    let head_end =
        text.find(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '(' | ' ')).unwrap_or(text.len());
    if head_end > 0 && is_currency_text(&text[..head_end]) {
        return text[head_end..].trim_start();
    }
    let tail_start =
        text.rfind(|c: char| c.is_ascii_digit() || matches!(c, ')' | ' ')).map_or(0, |at| at + 1);
    if tail_start < text.len() && is_currency_text(&text[tail_start..]) {
        return text[..tail_start].trim_end();
    }
    text
}

/// Signs that stand for nothing but a currency.
pub(crate) fn is_currency_sign(c: char) -> bool {
    matches!(
        c,
        '$' | '¢' | '£' | '¤' | '¥' | '֏' | '؋' | '৲' | '৳' | '฿' | '៛' | '\u{20A0}'
            ..='\u{20CF}' | '﷼' | '﹩' | '＄' | '￠' | '￡' | '￥' | '￦' | '円' | '元'
    )
}

fn is_currency_text(text: &str) -> bool {
    let text = text.trim().trim_end_matches('.');
    !text.is_empty()
        && CURRENCIES.iter().any(|currency| {
            currency.code.as_str().eq_ignore_ascii_case(text)
                || currency.symbol.trim_end_matches('.').to_lowercase() == text.to_lowercase()
        })
}
