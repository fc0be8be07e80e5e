//! Defaults a form offers, each with its reason, each only where the person has said nothing.

use chrono::{NaiveDate, Timelike};
use domain::expense::ExpenseInput;
use domain::query::{Query, SortKey};
use domain::read::{CatalogueDetails, CatalogueKind, PlaceDetails};
use domain::{CurrencyCode, MealType, PlaceId, TipBase};
use store::PlaceHabits;
use wire::call::{SuggestFields, SuggestedValue, Suggestion, SuggestionReason};

use super::list;
use crate::dispatch::Handle;
use crate::{App, Result, catalogue, settings};

/// What the person has said already.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Known {
    /// The currency was written.
    pub currency: bool,
    /// The meal was named.
    pub meal: bool,
    /// The zone is decided.
    pub zone: bool,
    /// A tip, or that there was none, is decided.
    pub tip: bool,
}

impl Known {
    /// Everything: a duplicate, a template.
    pub fn all() -> Self {
        Self { currency: true, meal: true, zone: true, tip: true }
    }
}

impl Handle for SuggestFields {
    async fn handle(self, app: &App) -> Result<Vec<Suggestion>> {
        let mut input = ExpenseInput::blank(self.on, settings::load(app).await?.home_currency);
        input.occurred_time = self.time;
        input.place = match self.place {
            Some(place) => catalogue::place_named(app, place).await?,
            None => None,
        };
        suggest(app, &input, Known::default()).await
    }
}

/// What could be filled in for `input`.
pub(crate) async fn suggest(app: &App, input: &ExpenseInput, known: Known) -> Result<Vec<Suggestion>> {
    let place = input.place.as_ref().and_then(|place| place.id);
    let details = match place {
        Some(place) => place_details(app, place).await?,
        None => PlaceDetails::default(),
    };
    let habits = match place {
        Some(place) => app.store().place_habits(app.workspace(), place).await?,
        None => PlaceHabits::default(),
    };
    let mut made = Vec::new();
    made.extend(merchant(app, &details).await?);
    made.extend(category(app, &details, &habits).await?);
    if !known.meal {
        made.extend(input.occurred_time.map(|time| {
            suggestion(SuggestedValue::Meal(MealType::usual_at(time.hour())), SuggestionReason::TimeOfDay)
        }));
    }
    if !known.currency {
        made.push(currency(&details, &habits, settings::load(app).await?.home_currency));
    }
    if !known.tip {
        made.extend(tip(&details, &habits));
    }
    made.extend(payment(app, &habits).await?);
    made.extend(trip(app, input.occurred_on).await?);
    if !known.zone {
        made.push(match details.tz.filter(|zone| domain::civil::zone_exists(zone)) {
            Some(zone) => suggestion(SuggestedValue::Tz(zone), SuggestionReason::PlaceDefault),
            None => suggestion(SuggestedValue::Tz(app.env().zone()), SuggestionReason::DeviceZone),
        });
    }
    Ok(made)
}

/// The brand of the place of an expense that is edited: all else in it is decided.
pub(super) async fn of_place(app: &App, input: &ExpenseInput) -> Result<Vec<Suggestion>> {
    let Some(place) = input.place.as_ref().and_then(|place| place.id) else { return Ok(Vec::new()) };
    let details = place_details(app, place).await?;
    Ok(merchant(app, &details).await?.into_iter().collect())
}

async fn merchant(app: &App, details: &PlaceDetails) -> Result<Option<Suggestion>> {
    let Some(id) = details.merchant else { return Ok(None) };
    let input = catalogue::find_input(app, CatalogueKind::Merchant, id.0).await?;
    let named = |name| suggestion(SuggestedValue::Merchant { id, name }, SuggestionReason::PlaceDefault);
    Ok(input.map(|input| named(input.name)))
}

fn suggestion(value: SuggestedValue, reason: SuggestionReason) -> Suggestion {
    Suggestion { value, reason }
}

/// Puts suggestions into the fields that are empty; answers those that were taken.
pub(crate) fn fill(input: &mut ExpenseInput, suggestions: Vec<Suggestion>, known: Known) -> Vec<Suggestion> {
    suggestions.into_iter().filter(|suggestion| take(input, &suggestion.value, known)).collect()
}

fn take(input: &mut ExpenseInput, value: &SuggestedValue, known: Known) -> bool {
    match value {
        SuggestedValue::Category { id, .. } => fill_empty(&mut input.category, *id),
        SuggestedValue::Meal(meal) => fill_empty(&mut input.meal_type, *meal),
        SuggestedValue::Currency(currency) => {
            if !known.currency && input.total_minor == 0 {
                input.currency = *currency;
            }
            input.currency == *currency
        }
        // A percentage of nothing is nothing: the form applies it when the amount is typed.
        SuggestedValue::TipPercent(bp) => take_tip(input, *bp),
        SuggestedValue::Payment { id, .. } => fill_empty(&mut input.payment_method, *id),
        SuggestedValue::Trip { id, .. } => fill_empty(&mut input.trip, *id),
        SuggestedValue::Tz(zone) => fill_empty(&mut input.tz, zone.clone()),
        SuggestedValue::Merchant { .. } => input.merchant.is_none(),
    }
}

fn fill_empty<T>(field: &mut Option<T>, value: T) -> bool {
    let is_empty = field.is_none();
    if is_empty {
        *field = Some(value);
    }
    is_empty
}

/// The tip is offered with its base; the amount typed so far stays the total until the person takes the offer.
fn take_tip(input: &mut ExpenseInput, bp: i64) -> bool {
    if input.tip_minor.is_some() || bp == 0 {
        return false;
    }
    input.tip_base = TipBase::PreTax;
    true
}

async fn place_details(app: &App, place: PlaceId) -> Result<PlaceDetails> {
    let input = catalogue::find_input(app, CatalogueKind::Place, place.0).await?;
    Ok(match input.map(|input| input.details) {
        Some(CatalogueDetails::Place(details)) => *details,
        _ => PlaceDetails::default(),
    })
}

async fn category(app: &App, details: &PlaceDetails, habits: &PlaceHabits) -> Result<Option<Suggestion>> {
    let (id, reason) = match (details.default_category, habits.category) {
        (Some(id), _) => (id, SuggestionReason::PlaceDefault),
        (None, Some(id)) => (id, SuggestionReason::UsualHere),
        (None, None) => return Ok(None),
    };
    let input = catalogue::find_input(app, CatalogueKind::Category, id.0).await?;
    Ok(input.map(|input| suggestion(SuggestedValue::Category { id, name: input.name }, reason)))
}

fn currency(details: &PlaceDetails, habits: &PlaceHabits, home: CurrencyCode) -> Suggestion {
    let (currency, reason) = currency_here(details, habits, home);
    suggestion(SuggestedValue::Currency(currency), reason)
}

fn currency_here(
    details: &PlaceDetails,
    habits: &PlaceHabits,
    home: CurrencyCode,
) -> (CurrencyCode, SuggestionReason) {
    match (details.default_currency, habits.currency) {
        (Some(currency), _) => (currency, SuggestionReason::PlaceDefault),
        (None, Some(currency)) => (currency, SuggestionReason::UsualHere),
        (None, None) => (home, SuggestionReason::HomeCurrency),
    }
}

/// The currency that is meant at `place` when none is named: that of the place, else the usual one there, else `home`.
pub(super) async fn usual_currency(app: &App, place: PlaceId, home: CurrencyCode) -> Result<CurrencyCode> {
    let details = place_details(app, place).await?;
    let habits = app.store().place_habits(app.workspace(), place).await?;
    Ok(currency_here(&details, &habits, home).0)
}

fn tip(details: &PlaceDetails, habits: &PlaceHabits) -> Option<Suggestion> {
    if let Some(bp) = details.default_tip_bp {
        return Some(suggestion(SuggestedValue::TipPercent(bp), SuggestionReason::PlaceDefault));
    }
    // People tip whole percents; what remains comes from rounding the bill.
    let percent = (habits.tip_bp? + 50) / 100 * 100;
    (percent > 0).then(|| suggestion(SuggestedValue::TipPercent(percent), SuggestionReason::UsualHere))
}

async fn payment(app: &App, habits: &PlaceHabits) -> Result<Option<Suggestion>> {
    if let Some(id) = habits.payment_method {
        let input = catalogue::find_input(app, CatalogueKind::PaymentMethod, id.0).await?;
        let named = |name| suggestion(SuggestedValue::Payment { id, name }, SuggestionReason::UsualHere);
        return Ok(input.map(|input| named(input.name)));
    }
    let Some(last) = list::newest(app, &Query::default(), SortKey::Created).await? else { return Ok(None) };
    let Some(row) = app.find_expense(last).await? else { return Ok(None) };
    let named = row.input.payment_method.zip(row.payment_name);
    Ok(named.map(|(id, name)| suggestion(SuggestedValue::Payment { id, name }, SuggestionReason::LastUsed)))
}

async fn trip(app: &App, on: NaiveDate) -> Result<Option<Suggestion>> {
    let trips = app.store().trips_on(app.workspace(), on).await?;
    let first = trips.into_iter().next();
    Ok(first.map(|(id, name)| suggestion(SuggestedValue::Trip { id, name }, SuggestionReason::TripDates)))
}
