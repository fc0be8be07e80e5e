//! The calculator of the amount field: `12+3.5*2`, exact to the end and rounded once.

use crate::amount::number::{self, Number};
use crate::amount::{AMOUNT_CHARS_MAX, AmountError, NumberFormat, parse_decimal};
use crate::money::checked_minor;

/// The deepest nesting of parentheses.
const DEPTH_MAX: usize = 32;

/// Reads an amount or works out a calculation with `+ - * × x / ÷ ( )` and `%`.
///
/// A plain number follows `parse_decimal`. The result of a calculation is exact and rounded half away from zero to the currency's
/// decimals at the end. `a + b%` and `a - b%` mean b percent of a, as on a pocket calculator; elsewhere `b%` is b / 100.
pub fn evaluate(text: &str, exponent: u8, format: NumberFormat) -> Result<i64, AmountError> {
    if text.chars().count() > AMOUNT_CHARS_MAX {
        return Err(AmountError::TooLong);
    }
    let clean: String = number::normalized(text).chars().filter(|c| !number::is_currency_sign(*c)).collect();
    let inner = clean.trim_start().trim_start_matches(['-', '+']);
    if !inner.contains(['+', '-', '*', '×', 'x', 'X', '·', '/', '÷', '(', ')', '%', '=']) {
        return parse_decimal(text, exponent, format);
    }
    let trimmed = without_code(clean.trim().trim_end_matches('=').trim());
    let mut calculation = Calculation { rest: trimmed, format, depth: 0 };
    let value = calculation.sum()?;
    if calculation.rest.trim().is_empty() { value.to_minor(exponent) } else { Err(AmountError::NotANumber) }
}

/// Without a currency code before or after a calculation: `12+3 EUR`.
fn without_code(text: &str) -> &str {
    let is_code = |word: &str| {
        word.len() == 3 && word.parse::<crate::CurrencyCode>().is_ok_and(|code| code.find().is_some())
    };
    match (text.split_once(' '), text.rsplit_once(' ')) {
        (Some((code, rest)), _) if is_code(code) => rest.trim(),
        (_, Some((rest, code))) if is_code(code) => rest.trim(),
        _ => text,
    }
}

/// A fraction in lowest terms with a positive denominator.
#[derive(Debug, Clone, Copy)]
struct Fraction {
    over: i128,
    under: i128,
}

impl Fraction {
    fn new(over: i128, under: i128) -> Result<Self, AmountError> {
        if under == 0 {
            return Err(AmountError::DivisionByZero);
        }
        let divisor = greatest_common_divisor(over.unsigned_abs(), under.unsigned_abs());
        let divisor = i128::try_from(divisor).map_err(|_| AmountError::TooLarge)?;
        let sign = if under < 0 { -1 } else { 1 };
        Ok(Self { over: sign * (over / divisor), under: sign * (under / divisor) })
    }

    fn of(number: Number) -> Result<Self, AmountError> {
        Self::new(number.mantissa, 10i128.checked_pow(number.scale).ok_or(AmountError::TooLarge)?)
    }

    fn plus(self, other: Self) -> Result<Self, AmountError> {
        let left = times(self.over, other.under)?;
        let right = times(other.over, self.under)?;
        Self::new(left.checked_add(right).ok_or(AmountError::TooLarge)?, times(self.under, other.under)?)
    }

    fn by(self, other: Self) -> Result<Self, AmountError> {
        Self::new(times(self.over, other.over)?, times(self.under, other.under)?)
    }

    fn divided_by(self, other: Self) -> Result<Self, AmountError> {
        Self::new(times(self.over, other.under)?, times(self.under, other.over)?)
    }

    fn negated(self) -> Self {
        Self { over: -self.over, under: self.under }
    }

    /// Rounded half away from zero.
    fn to_minor(self, exponent: u8) -> Result<i64, AmountError> {
        let scale = 10i128.checked_pow(u32::from(exponent)).ok_or(AmountError::TooLarge)?;
        let scaled = times(self.over, scale)?;
        let (whole, rest) = (scaled / self.under, scaled % self.under);
        let away = if rest.unsigned_abs() >= self.under.unsigned_abs() - rest.unsigned_abs() {
            scaled.signum()
        } else {
            0
        };
        let minor = i64::try_from(whole + away).map_err(|_| AmountError::TooLarge)?;
        checked_minor(minor).map_err(|_| AmountError::TooLarge)
    }
}

fn times(left: i128, right: i128) -> Result<i128, AmountError> {
    left.checked_mul(right).filter(|product| *product != i128::MIN).ok_or(AmountError::TooLarge)
}

fn greatest_common_divisor(mut a: u128, mut b: u128) -> u128 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a.max(1)
}

/// A term and whether it was written with a percent sign of its own.
struct Operand {
    value: Fraction,
    percent: bool,
}

struct Calculation<'a> {
    rest: &'a str,
    format: NumberFormat,
    depth: usize,
}

impl Calculation<'_> {
    fn sum(&mut self) -> Result<Fraction, AmountError> {
        let mut total = self.product()?.value;
        while let Some(sign) = self.take(&['+', '-']) {
            let operand = self.product()?;
            let value = if operand.percent { operand.value.by(total)? } else { operand.value };
            total = total.plus(if sign == '-' { value.negated() } else { value })?;
        }
        Ok(total)
    }

    fn product(&mut self) -> Result<Operand, AmountError> {
        let mut product = self.factor()?;
        while let Some(sign) = self.take(&['*', '×', 'x', 'X', '·', '/', '÷']) {
            let factor = self.factor()?.value;
            let value = if matches!(sign, '/' | '÷') {
                product.value.divided_by(factor)?
            } else {
                product.value.by(factor)?
            };
            product = Operand { value, percent: false };
        }
        Ok(product)
    }

    fn factor(&mut self) -> Result<Operand, AmountError> {
        let mut negative = false;
        while let Some(sign) = self.take(&['-', '+']) {
            negative ^= sign == '-';
        }
        let mut value = if self.take(&['(']).is_some() { self.parenthesis()? } else { self.number()? };
        let percent = self.take(&['%']).is_some();
        if percent {
            value = value.divided_by(Fraction::new(100, 1)?)?;
        }
        Ok(Operand { value: if negative { value.negated() } else { value }, percent })
    }

    fn parenthesis(&mut self) -> Result<Fraction, AmountError> {
        self.depth += 1;
        if self.depth > DEPTH_MAX {
            return Err(AmountError::NotANumber);
        }
        let value = self.sum()?;
        self.depth -= 1;
        self.take(&[')']).map(|_| value).ok_or(AmountError::NotANumber)
    }

    fn number(&mut self) -> Result<Fraction, AmountError> {
        let text = self.rest.trim_start();
        let end = text
            .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | '٫' | '٬' | '\'' | ' ')))
            .unwrap_or(text.len());
        let (digits, rest) = text.split_at(end);
        self.rest = rest;
        let numbers = number::read_unsigned(digits.trim(), self.format)?;
        Fraction::of(*numbers.first().ok_or(AmountError::NotANumber)?)
    }

    fn take(&mut self, signs: &[char]) -> Option<char> {
        let text = self.rest.trim_start();
        let sign = text.chars().next().filter(|c| signs.contains(c))?;
        self.rest = &text[sign.len_utf8()..];
        Some(sign)
    }
}
