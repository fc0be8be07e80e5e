//! What a span of days comes to: one link a currency, each to the expenses it adds up.

use chrono::NaiveDate;
use domain::read::{CalendarDay, CurrencyTotal};
use yew::prelude::*;

use crate::components::AmountText;
use crate::pages::drill::Drill;
use crate::route::Link;

/// Totals of the days from `from` to `to`, as links; nothing where there is nothing to add up.
pub fn linked(totals: &[CurrencyTotal], from: NaiveDate, to: NaiveDate) -> Html {
    let link = |total: &CurrencyTotal| {
        html! {
            <Link to={Drill::currency(total.currency).between(from, to).route()} class="plain-link">
                <AmountText minor={total.total_minor} currency={total.currency} />
            </Link>
        }
    };
    html! { <span class="totals">{ for totals.iter().map(link) }</span> }
}

/// The totals of the days from `from` to `to`, one a currency, in the order in which the currencies are met.
pub fn added<'a>(
    days: impl Iterator<Item = &'a CalendarDay>,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<CurrencyTotal> {
    let mut sums: Vec<CurrencyTotal> = Vec::new();
    for total in days.filter(|day| (from..=to).contains(&day.day)).flat_map(|day| &day.totals) {
        match sums.iter_mut().find(|sum| sum.currency == total.currency) {
            Some(sum) => {
                sum.total_minor = sum.total_minor.saturating_add(total.total_minor);
                sum.count = sum.count.saturating_add(total.count);
            }
            None => sums.push(*total),
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(on: &str, totals: &[(&str, i64)]) -> CalendarDay {
        let total = |(currency, total_minor): &(&str, i64)| CurrencyTotal {
            currency: currency.parse().unwrap(),
            total_minor: *total_minor,
            count: 1,
            tip_minor: 0,
            party_total_minor: 0,
            party_people: 0,
        };
        CalendarDay {
            day: on.parse().unwrap(),
            count: totals.len() as u64,
            totals: totals.iter().map(total).collect(),
            meals: Vec::new(),
        }
    }

    #[test]
    fn days_of_other_months_and_other_currencies_are_not_added() {
        let days = [
            day("2026-10-31", &[("EUR", 99)]),
            day("2026-11-01", &[("EUR", 5), ("JPY", 7)]),
            day("2026-11-30", &[("EUR", 6)]),
            day("2026-12-01", &[("EUR", 99)]),
        ];
        let sums = added(days.iter(), "2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
        let sums: Vec<(String, i64, u64)> =
            sums.iter().map(|sum| (sum.currency.to_string(), sum.total_minor, sum.count)).collect();
        assert_eq!(sums, [("EUR".to_owned(), 11, 2), ("JPY".to_owned(), 7, 1)]);
    }

    #[test]
    fn nothing_overflows() {
        let days = [day("2026-11-01", &[("EUR", i64::MAX)]), day("2026-11-02", &[("EUR", 1)])];
        let sums = added(days.iter(), days[0].day, days[1].day);
        assert_eq!(sums[0].total_minor, i64::MAX);
    }
}
