//! `amount:>20` in the amount's own currency: the bound in minor units depends on the exponent of each row's currency.

use domain::currency::CURRENCIES;
use domain::query::DecimalRange;
use domain::schema::Value;

use crate::read::fragment::Fragment;

/// The exponent of currencies the table does not know, as in `CurrencyCode::exponent`.
const EXPONENT_DEFAULT: u8 = 2;

/// The condition that the total lies within `range`.
pub(super) fn within(range: DecimalRange) -> Fragment {
    let mut exponents: Vec<u8> = CURRENCIES.iter().map(|currency| currency.exponent).collect();
    exponents.sort_unstable();
    exponents.dedup();
    let mut sql = Fragment::of("case");
    for exponent in exponents.into_iter().filter(|exponent| *exponent != EXPONENT_DEFAULT) {
        let codes = CURRENCIES.iter().filter(|c| c.exponent == exponent).map(|c| c.code.as_str());
        sql.push(" when ").append(&Fragment::text_in("e.currency", codes)).push(" then ");
        sql.append(&minor_within(range, exponent));
    }
    sql.push(" else ").append(&minor_within(range, EXPONENT_DEFAULT)).push(" end");
    sql
}

fn minor_within(range: DecimalRange, exponent: u8) -> Fragment {
    let lowest = range
        .from
        .map(|bound| Fragment::with("e.total_minor >= ?", [Value::Int(bound.least_minor(exponent))]));
    let highest = range
        .to
        .map(|bound| Fragment::with("e.total_minor <= ?", [Value::Int(bound.greatest_minor(exponent))]));
    let bounds: Vec<Fragment> = lowest.into_iter().chain(highest).collect();
    if bounds.is_empty() { Fragment::of("1") } else { Fragment::join(&bounds, "", " and ", "") }
}
