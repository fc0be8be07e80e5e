//! `amount:>20` in the amount's own currency: the bound in minor units depends on the exponent of each row's currency.

use domain::currency::CURRENCIES;
use domain::query::DecimalRange;

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
    let lowest = range.from.map(|from| bound(">=", from.least_minor(exponent)));
    let highest = range.to.map(|to| bound("<=", to.greatest_minor(exponent)));
    let bounds: Vec<Sql> = lowest.into_iter().chain(highest).collect();
    if bounds.is_empty() { Sql::of("true") } else { Sql::join(&bounds, "", " and ", "") }
}
