//! The months of a row of the catalogue, for its line of spending.

use chrono::{Months, NaiveDate};
use domain::CurrencyCode;
use domain::civil::month_start;
use domain::read::{Slice, SliceKey};

/// How many months the line shows.
pub const MONTHS: u32 = 12;

/// Spending of each of the last `MONTHS` months up to today's, months without spending included, oldest first.
pub fn monthly(slices: &[Slice], currency: CurrencyCode, today: NaiveDate) -> Vec<i64> {
    let last = month_start(today);
    let month = |back: u32| last.checked_sub_months(Months::new(back)).unwrap_or(last);
    let of_month = |month: NaiveDate| {
        slices
            .iter()
            .find(|slice| slice.key == SliceKey::Month(month) && slice.total.currency == currency)
            .map_or(0, |slice| slice.total.total_minor)
    };
    (0..MONTHS).rev().map(|back| of_month(month(back))).collect()
}

#[cfg(test)]
mod tests {
    use domain::read::CurrencyTotal;

    use super::*;

    fn slice(month: &str, currency: &str, total_minor: i64) -> Slice {
        let currency = currency.parse().unwrap();
        let total = CurrencyTotal {
            currency,
            total_minor,
            count: 1,
            tip_minor: 0,
            party_total_minor: 0,
            party_people: 0,
        };
        Slice { key: SliceKey::Month(month.parse().unwrap()), name: None, color: None, total }
    }

    #[test]
    fn months_without_spending_are_zero_and_currencies_are_apart() {
        let slices = [
            slice("2026-09-01", "EUR", 500),
            slice("2026-11-01", "EUR", 700),
            slice("2026-10-01", "USD", 900),
        ];
        let months = monthly(&slices, "EUR".parse().unwrap(), "2026-11-20".parse().unwrap());
        assert_eq!(months.len(), 12);
        assert_eq!(months[9..], [500, 0, 700]);
        assert_eq!(months[0], 0);
    }
}
