//! Defaults: what the core suggests for fields nobody filled in, each with its reason.

use std::io::{self, Write};

use domain::expense::ExpenseInput;
use serde::Serialize;
use wire::call::{SuggestFields, SuggestedValue, Suggestion, SuggestionReason};

use crate::Result;
use crate::book::Book;
use crate::output::clean;

/// A default that was taken, in documents.
#[derive(Serialize)]
pub struct Default {
    field: &'static str,
    value: String,
    reason: SuggestionReason,
}

/// Fills in what the person left open; answers the suggestions.
pub async fn fill(
    book: &Book,
    input: &mut ExpenseInput,
    says_currency: bool,
    says_meal: bool,
) -> Result<Vec<Suggestion>> {
    let place = input.place.as_ref().and_then(|place| place.id);
    let suggestions =
        book.ask(SuggestFields { place, time: input.occurred_time, on: input.occurred_on }).await?;
    if says_meal {
        input.meal_type = None;
    }
    for suggestion in &suggestions {
        match &suggestion.value {
            SuggestedValue::Category { id, .. } => input.category = Some(*id),
            SuggestedValue::Meal(meal) if !says_meal => input.meal_type = Some(*meal),
            SuggestedValue::Currency(currency) if !says_currency => input.currency = *currency,
            SuggestedValue::Payment { id, .. } => input.payment_method = Some(*id),
            SuggestedValue::Trip { id, .. } => input.trip = Some(*id),
            SuggestedValue::Tz(zone) if input.tz.is_none() => input.tz = Some(zone.clone()),
            // A tip that nobody named was perhaps not given.
            SuggestedValue::Meal(_)
            | SuggestedValue::Currency(_)
            | SuggestedValue::TipPercent(_)
            | SuggestedValue::Merchant { .. }
            | SuggestedValue::Tz(_) => {}
        }
    }
    Ok(suggestions)
}

/// The suggestion, if the form still has it.
pub fn taken(suggestion: &Suggestion, input: &ExpenseInput) -> Option<Default> {
    let (field, value, is_taken) = match &suggestion.value {
        SuggestedValue::Category { id, name } => ("category", name.clone(), input.category == Some(*id)),
        SuggestedValue::Meal(meal) => ("meal", meal.to_string(), input.meal_type == Some(*meal)),
        SuggestedValue::Currency(currency) => ("currency", currency.to_string(), input.currency == *currency),
        SuggestedValue::TipPercent(_) | SuggestedValue::Merchant { .. } => return None,
        SuggestedValue::Payment { id, name } => ("payment", name.clone(), input.payment_method == Some(*id)),
        SuggestedValue::Trip { id, name } => ("trip", name.clone(), input.trip == Some(*id)),
        SuggestedValue::Tz(zone) => ("tz", zone.clone(), input.tz.as_ref() == Some(zone)),
    };
    is_taken.then_some(Default { field, value, reason: suggestion.reason })
}

/// One line for each default worth a word: the device's own zone and currency are not.
pub fn write(to: &mut dyn Write, defaults: &[Default]) -> io::Result<()> {
    for default in defaults {
        let why = match default.reason {
            SuggestionReason::PlaceDefault => "as set for the place",
            SuggestionReason::UsualHere => "usual at this place",
            SuggestionReason::TimeOfDay => "usual at this hour",
            SuggestionReason::TripDates => "by the days of the trip",
            SuggestionReason::LastUsed => "used last",
            SuggestionReason::HomeCurrency | SuggestionReason::DeviceZone => continue,
        };
        writeln!(to, "  {} {}: {why}", default.field, clean(&default.value))?;
    }
    Ok(())
}
