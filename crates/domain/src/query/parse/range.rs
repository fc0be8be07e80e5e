//! Ranges of numbers in the query language: `20`, `10..20`, `..20`, `>20`, `>=20`, `>10..<20`.

use crate::query::parse::QueryProblem;
use crate::query::parse::field::bad;
use crate::query::{DecimalBound, DecimalRange, IntRange};

/// The most decimals a bound may have.
const SCALE_MAX: usize = 8;
/// The largest whole number of a party or percent range.
const COUNT_MAX: i64 = 1_000_000_000;

/// A range of amounts; a decimal comma is taken as well as a point.
pub(super) fn amounts(field: &str, text: &str) -> Result<DecimalRange, QueryProblem> {
    let range = bounds(text).ok_or_else(|| bad(field, text))?;
    if is_empty(&range) { Err(QueryProblem::EmptyRange { field: field.to_owned() }) } else { Ok(range) }
}

/// A range of percentages in basis points: `>20%` is more than 2000, so from 2001.
pub(super) fn percents(field: &str, text: &str) -> Result<IntRange, QueryProblem> {
    whole(field, text, &text.replace('%', ""), 2)
}

/// A range of whole numbers.
pub(super) fn counts(field: &str, text: &str) -> Result<IntRange, QueryProblem> {
    whole(field, text, text, 0)
}

fn whole(field: &str, written: &str, text: &str, scale: u8) -> Result<IntRange, QueryProblem> {
    let range = bounds(text).ok_or_else(|| bad(field, written))?;
    let scaled = |bound: Option<DecimalBound>, step: i64| match bound {
        None => Ok(None),
        Some(bound) => scaled_bound(bound, scale, step).map(Some).ok_or_else(|| bad(field, written)),
    };
    let range = IntRange { from: scaled(range.from, 1)?, to: scaled(range.to, -1)? };
    match (range.from, range.to) {
        (Some(from), Some(to)) if from > to => Err(QueryProblem::EmptyRange { field: field.to_owned() }),
        _ => Ok(range),
    }
}

/// The bound as a whole number of `10^-scale`; one that is not in the range itself moves by `step`.
fn scaled_bound(bound: DecimalBound, scale: u8, step: i64) -> Option<i64> {
    let factor = 10i64.checked_pow(u32::from(scale.checked_sub(bound.scale)?))?;
    let value = bound.mantissa.checked_mul(factor)?;
    let value = if bound.inclusive { value } else { value.checked_add(step)? };
    (0..=COUNT_MAX).contains(&value).then_some(value)
}

fn bounds(text: &str) -> Option<DecimalRange> {
    let text = text.trim();
    if let Some((from, to)) = text.split_once("..") {
        let from = if from.is_empty() { None } else { Some(lower(from)?) };
        let to = if to.is_empty() { None } else { Some(upper(to)?) };
        return (from.is_some() || to.is_some()).then_some(DecimalRange { from, to });
    }
    match text.chars().next()? {
        '>' | '≥' => Some(DecimalRange { from: Some(lower(text)?), to: None }),
        '<' | '≤' => Some(DecimalRange { from: None, to: Some(upper(text)?) }),
        _ => {
            let bound = decimal(text.strip_prefix('=').unwrap_or(text), true)?;
            Some(DecimalRange { from: Some(bound), to: Some(bound) })
        }
    }
}

fn lower(text: &str) -> Option<DecimalBound> {
    match text.strip_prefix(">=").or_else(|| text.strip_prefix('≥')) {
        Some(number) => decimal(number, true),
        None => match text.strip_prefix('>') {
            Some(number) => decimal(number, false),
            None => decimal(text, true),
        },
    }
}

fn upper(text: &str) -> Option<DecimalBound> {
    match text.strip_prefix("<=").or_else(|| text.strip_prefix('≤')) {
        Some(number) => decimal(number, true),
        None => match text.strip_prefix('<') {
            Some(number) => decimal(number, false),
            None => decimal(text, true),
        },
    }
}

fn decimal(text: &str, inclusive: bool) -> Option<DecimalBound> {
    let (sign, digits) = text.strip_prefix('-').map_or((1, text), |digits| (-1, digits));
    let (whole, decimals) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    // "1,000" may be one or a thousand; "1.000" is what `to_text` writes for three decimals.
    if digits.contains(',')
        && decimals.len() == 3
        && !whole.is_empty()
        && whole.trim_start_matches('0') == whole
    {
        return None;
    }
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let has_point = digits.len() != whole.len();
    if !plain(whole)
        || !plain(decimals)
        || whole.len() + decimals.len() == 0
        || decimals.len() > SCALE_MAX
        || (has_point && decimals.is_empty())
    {
        return None;
    }
    let mantissa: i64 = format!("{whole}{decimals}").parse().ok()?;
    Some(DecimalBound { mantissa: sign * mantissa, scale: u8::try_from(decimals.len()).ok()?, inclusive })
}

fn is_empty(range: &DecimalRange) -> bool {
    let (Some(from), Some(to)) = (range.from, range.to) else { return false };
    let value =
        |bound: DecimalBound| i128::from(bound.mantissa) * 10i128.pow(u32::from(8 - bound.scale.min(8)));
    value(from) > value(to) || (value(from) == value(to) && !(from.inclusive && to.inclusive))
}
