//! `amount:>20` in the amount's own currency: the bound in minor units depends on the exponent of each row's currency.

use domain::currency::CURRENCIES;
use domain::query::{DecimalBound, DecimalRange};

use super::any_text;
use crate::rest::sql::{Bind, Sql};

/// The exponent of currencies the table does not know, as in `CurrencyCode::exponent`.
const EXPONENT_DEFAULT: u8 = 2;

/// The condition that the total lies within `range`.
pub(super) fn within(range: DecimalRange) -> Sql {
    let mut exponents: Vec<u8> = CURRENCIES.iter().map(|currency| currency.exponent).collect();
    exponents.sort_unstable();
    exponents.dedup();
    let mut sql = Sql::of("case");
    for exponent in exponents.into_iter().filter(|exponent| *exponent != EXPONENT_DEFAULT) {
        let codes = CURRENCIES.iter().filter(|c| c.exponent == exponent).map(|c| c.code.as_str());
        sql.push(" when ").append(&any_text("e.currency", codes)).push(" then ");
        sql.append(&minor_within(range, exponent));
    }
    sql.push(" else ").append(&minor_within(range, EXPONENT_DEFAULT)).push(" end");
    sql
}

fn minor_within(range: DecimalRange, exponent: u8) -> Sql {
    let bound =
        |compare: &str, minor: i64| Sql::with(format!("e.total_minor {compare} "), Bind::Int(minor), "");
    let lowest = range.from.map(|from| bound(">=", lowest(from, exponent)));
    let highest = range.to.map(|to| bound("<=", highest(to, exponent)));
    let bounds: Vec<Sql> = lowest.into_iter().chain(highest).collect();
    if bounds.is_empty() { Sql::of("true") } else { Sql::join(&bounds, "", " and ", "") }
}

/// The least whole number of minor units that satisfies a lower bound.
fn lowest(bound: DecimalBound, exponent: u8) -> i64 {
    let (floor, is_whole) = scaled(bound, exponent);
    let least = if is_whole && bound.inclusive { floor } else { floor + 1 };
    i64::try_from(least).unwrap_or(if least < 0 { i64::MIN } else { i64::MAX })
}

/// The greatest whole number of minor units that satisfies an upper bound.
fn highest(bound: DecimalBound, exponent: u8) -> i64 {
    let (floor, is_whole) = scaled(bound, exponent);
    let most = if is_whole && !bound.inclusive { floor - 1 } else { floor };
    i64::try_from(most).unwrap_or(if most < 0 { i64::MIN } else { i64::MAX })
}

/// `mantissa / 10^scale` in units of `10^-exponent`, rounded down, and whether it was whole.
fn scaled(bound: DecimalBound, exponent: u8) -> (i128, bool) {
    let numerator = i128::from(bound.mantissa) * 10i128.pow(u32::from(exponent));
    let denominator = 10i128.pow(u32::from(bound.scale.min(18)));
    (numerator.div_euclid(denominator), numerator.rem_euclid(denominator) == 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bound_fits_every_exponent() {
        let bound = |mantissa, scale, inclusive| DecimalBound { mantissa, scale, inclusive };
        assert_eq!(lowest(bound(20, 0, false), 2), 2001);
        assert_eq!(lowest(bound(205, 1, true), 0), 21);
        assert_eq!(lowest(bound(205, 1, true), 3), 20_500);
        assert_eq!(highest(bound(205, 1, true), 0), 20);
        assert_eq!(highest(bound(-205, 1, true), 0), -21);
    }
}
