//! Marks of the meals of a day: the picture of the meal in its colour, the same as in the lists, so that colour is never the only
//! difference.

use domain::MealType;
use domain::read::CurrencyTotal;
use domain::{CurrencyCode, ExpenseKind};
use yew::prelude::*;

use crate::components::{Icon, IconName};
use crate::format::Format;
use crate::pages::dashboard::meal_class;
use crate::words::{Words, use_words};

/// The most marks of one day.
const MARKS_MAX: usize = 3;

/// Properties of `MealMark`.
#[derive(Properties, PartialEq)]
pub struct MarkProps {
    /// The meal.
    pub meal: Option<MealType>,
}

/// The picture of a meal. It is for the eye; its name stands in the label of what it marks.
#[component]
pub fn MealMark(props: &MarkProps) -> Html {
    let words = use_words();
    let class = classes!("meal-mark", meal_class(props.meal));
    let name = props.meal.map_or_else(|| words.t("slice-no-meal"), |meal| words.meal(meal));
    let icon = props.meal.map_or(IconName::Receipt, IconName::of_meal);
    html! { <span {class} aria-hidden="true" title={name}><Icon name={icon} /></span> }
}

/// How many of `meals` are drawn; where not all fit, the number of the others takes the place of one.
fn drawn(meals: usize) -> usize {
    if meals > MARKS_MAX { MARKS_MAX - 1 } else { meals }
}

/// The marks of a day; those that do not fit are counted.
pub fn meal_marks(meals: &[MealType]) -> Html {
    let drawn = drawn(meals.len());
    let rest = meals.len() - drawn;
    html! {
        <span class="meal-marks" aria-hidden="true">
            { for meals.iter().take(drawn).map(|meal| html! { <MealMark meal={Some(*meal)} /> }) }
            if rest > 0 { <span class="meal-more">{ format!("+{rest}") }</span> }
        </span>
    }
}

/// "12.50 euros and 300 yen" for screen readers.
pub fn totals_spoken(format: &Format, totals: &[CurrencyTotal]) -> String {
    let spoken =
        |total: &CurrencyTotal| format.money_spoken(ExpenseKind::Purchase, total.total_minor, total.currency);
    totals.iter().map(spoken).collect::<Vec<_>>().join(", ")
}

/// "Lunch, Dinner".
pub fn meals_spoken(words: &Words, meals: &[MealType]) -> String {
    meals.iter().map(|meal| words.meal(*meal)).collect::<Vec<_>>().join(", ")
}

/// The currency whose amounts warm the days: the home currency if it occurs, else the one of most days. Amounts of two currencies
/// cannot be compared.
pub fn heat_currency<'a>(
    days: impl Iterator<Item = &'a [CurrencyTotal]>,
    home: CurrencyCode,
) -> CurrencyCode {
    let mut counted: Vec<(CurrencyCode, usize)> = Vec::new();
    for total in days.flatten() {
        match counted.iter_mut().find(|(currency, _)| *currency == total.currency) {
            Some((_, count)) => *count += 1,
            None => counted.push((total.currency, 1)),
        }
    }
    let has_home = counted.iter().any(|(currency, _)| *currency == home);
    let most_used = counted.iter().max_by_key(|(_, count)| *count).map(|(currency, _)| *currency);
    if has_home { home } else { most_used.unwrap_or(home) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn total(currency: &str) -> CurrencyTotal {
        let currency = currency.parse().unwrap();
        CurrencyTotal {
            currency,
            total_minor: 1,
            count: 1,
            tip_minor: 0,
            party_total_minor: 0,
            party_people: 0,
        }
    }

    fn of(days: &[&[&str]], home: &str) -> String {
        let days: Vec<Vec<CurrencyTotal>> =
            days.iter().map(|day| day.iter().map(|c| total(c)).collect()).collect();
        heat_currency(days.iter().map(Vec::as_slice), home.parse().unwrap()).to_string()
    }

    #[test]
    fn heat_is_of_the_home_currency_where_it_occurs() {
        assert_eq!(of(&[&["JPY"], &["JPY", "EUR"]], "EUR"), "EUR");
        assert_eq!(of(&[&["JPY"], &["JPY"], &["USD"]], "EUR"), "JPY");
        assert_eq!(of(&[], "EUR"), "EUR");
    }

    #[test]
    fn no_cell_draws_more_than_it_has_room_for() {
        for (meals, marks, counted) in [(0, 0, 0), (3, 3, 0), (4, 2, 2), (80, 2, 78)] {
            assert_eq!((drawn(meals), meals - drawn(meals)), (marks, counted), "{meals}");
        }
    }
}
