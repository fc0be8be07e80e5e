//! Marks of the meals of a day: a letter on a shape, so that colour is never the only difference.

use domain::MealType;
use domain::read::CurrencyTotal;
use domain::{CurrencyCode, ExpenseKind};
use yew::prelude::*;

use crate::format::Format;
use crate::pages::dashboard::meal_class;
use crate::words::{Words, use_words};

/// The most marks of one day; more are counted.
const MARKS_MAX: usize = 4;

/// Properties of `MealMark`.
#[derive(Properties, PartialEq)]
pub struct MarkProps {
    /// The meal.
    pub meal: Option<MealType>,
}

/// A letter on a shape. It is for the eye; its name stands in the label of what it marks.
#[component]
pub fn MealMark(props: &MarkProps) -> Html {
    let words = use_words();
    let class = classes!("meal-mark", meal_class(props.meal));
    let name = props.meal.map_or_else(|| words.t("slice-no-meal"), |meal| words.meal(meal));
    html! { <span {class} aria-hidden="true" title={name.clone()}>{ initial(&name) }</span> }
}

/// The marks of a day, at most `MARKS_MAX` of them.
pub fn meal_marks(meals: &[MealType]) -> Html {
    let rest = meals.len().saturating_sub(MARKS_MAX);
    html! {
        <span class="meal-marks" aria-hidden="true">
            { for meals.iter().take(MARKS_MAX).map(|meal| html! { <MealMark meal={Some(*meal)} /> }) }
            if rest > 0 { <span class="meal-more">{ format!("+{rest}") }</span> }
        </span>
    }
}

/// The first letter of a name, as a capital.
fn initial(name: &str) -> String {
    let letter = name.chars().find(|c| c.is_alphanumeric());
    letter.map(|c| c.to_uppercase().to_string()).unwrap_or_default()
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
    fn a_mark_is_the_first_letter_of_the_meal() {
        assert_eq!(initial("Dinner"), "D");
        assert_eq!(initial("\u{202e}lunch\u{202c}"), "L");
        assert_eq!(initial("夕食"), "夕");
        assert_eq!(initial(""), "");
    }
}
