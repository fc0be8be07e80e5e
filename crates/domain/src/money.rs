//! Money: whole minor units and a currency. Floating point never touches an amount.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::currency::CurrencyCode;

/// The largest amount in minor units, either sign: 10^15, which JSON carries exactly and 100,000 of which still sum in `i128`.
pub const AMOUNT_MINOR_MAX: i64 = 1_000_000_000_000_000;

/// Why an amount was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum MoneyError {
    /// Beyond `AMOUNT_MINOR_MAX`.
    #[error("the amount is beyond the limit of {AMOUNT_MINOR_MAX} minor units")]
    TooLarge,
    /// Two currencies met without a rate.
    #[error("{0} and {1} cannot be added without an exchange rate")]
    CurrencyMismatch(CurrencyCode, CurrencyCode),
}

/// An amount of one currency, in minor units (cents for EUR, yen for JPY, fils for KWD).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Whole minor units; negative for money that came back.
    pub minor: i64,
    /// ISO 4217 code, or a custom unit.
    pub currency: CurrencyCode,
}

impl Money {
    /// An amount within the limit.
    pub fn new(minor: i64, currency: CurrencyCode) -> Result<Self, MoneyError> {
        Ok(Self { minor: checked_minor(minor)?, currency })
    }

    /// The sum, or an error when the currencies differ or the limit is passed.
    pub fn checked_add(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch(self.currency, other.currency));
        }
        let minor = self.minor.checked_add(other.minor).ok_or(MoneyError::TooLarge)?;
        Self::new(minor, self.currency)
    }

    /// The plain decimal text with the exponent of the currency and a dot: `12.50`, `1.234`, `-5`.
    pub fn to_decimal(self) -> String {
        decimal_text(self.minor, self.currency.exponent())
    }
}

/// `minor` when it is within the limit.
pub fn checked_minor(minor: i64) -> Result<i64, MoneyError> {
    if (-AMOUNT_MINOR_MAX..=AMOUNT_MINOR_MAX).contains(&minor) {
        Ok(minor)
    } else {
        Err(MoneyError::TooLarge)
    }
}

/// `minor` written with `exponent` decimals and a dot, no grouping.
pub fn decimal_text(minor: i64, exponent: u8) -> String {
    let sign = if minor < 0 { "-" } else { "" };
    let digits = minor.unsigned_abs();
    if exponent == 0 {
        return format!("{sign}{digits}");
    }
    let scale = 10u64.pow(u32::from(exponent));
    format!("{sign}{}.{:0width$}", digits / scale, digits % scale, width = usize::from(exponent))
}

/// `minor * basis_points / 10_000`, rounded half away from zero: how a percentage tip becomes an amount.
pub fn percent_of(minor: i64, basis_points: i64) -> Option<i64> {
    let product = i128::from(minor) * i128::from(basis_points);
    let half = if product < 0 { -5_000 } else { 5_000 };
    i64::try_from((product + half) / 10_000).ok().and_then(|m| checked_minor(m).ok())
}

/// `numerator / denominator` in whole units, rounded half away from zero; `None` for a zero denominator.
pub fn divide_rounded(numerator: i64, denominator: i64) -> Option<i64> {
    if denominator == 0 {
        return None;
    }
    let (n, d) = (i128::from(numerator), i128::from(denominator));
    let half = d.abs() / 2;
    let rounded = if (n < 0) == (d < 0) { (n.abs() + half) / d.abs() } else { -((n.abs() + half) / d.abs()) };
    i64::try_from(rounded).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> CurrencyCode {
        text.parse().unwrap()
    }

    #[test]
    fn e026_three_decimal_currencies_keep_three_decimals() {
        assert_eq!(Money::new(1234, code("KWD")).unwrap().to_decimal(), "1.234");
        assert_eq!(Money::new(-5, code("TND")).unwrap().to_decimal(), "-0.005");
    }

    #[test]
    fn e027_four_and_no_decimals_are_written_as_they_are() {
        assert_eq!(Money::new(12_345, code("CLF")).unwrap().to_decimal(), "1.2345");
        assert_eq!(Money::new(1500, code("JPY")).unwrap().to_decimal(), "1500");
    }

    #[test]
    fn e056_the_limit_is_exact() {
        assert!(Money::new(AMOUNT_MINOR_MAX, code("EUR")).is_ok());
        assert_eq!(Money::new(AMOUNT_MINOR_MAX + 1, code("EUR")), Err(MoneyError::TooLarge));
        let most = Money::new(AMOUNT_MINOR_MAX, code("EUR")).unwrap();
        assert_eq!(most.checked_add(Money::new(1, code("EUR")).unwrap()), Err(MoneyError::TooLarge));
    }

    #[test]
    fn currencies_do_not_mix() {
        let error = Money::new(1, code("EUR")).unwrap().checked_add(Money::new(1, code("USD")).unwrap());
        assert_eq!(error, Err(MoneyError::CurrencyMismatch(code("EUR"), code("USD"))));
    }

    #[test]
    fn percentages_round_half_away_from_zero() {
        assert_eq!(percent_of(1250, 2000), Some(250));
        assert_eq!(percent_of(1, 5000), Some(1));
        assert_eq!(percent_of(-1, 5000), Some(-1));
        assert_eq!(percent_of(AMOUNT_MINOR_MAX, 20_000), None);
    }

    #[test]
    fn division_rounds_half_away_from_zero() {
        assert_eq!(divide_rounded(1000, 3), Some(333));
        assert_eq!(divide_rounded(5, 2), Some(3));
        assert_eq!(divide_rounded(-5, 2), Some(-3));
        assert_eq!(divide_rounded(1, 0), None);
    }
}
