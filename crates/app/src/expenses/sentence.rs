//! The quick sentence: reading it in the person's world and filling a form with what is certain.

use domain::ExpenseKind;
use domain::amount::NumberFormat;
use domain::expense::{ExpenseInput, Field, FieldProblem, Named};
use domain::quick::{
    ChipValue, Known as KnownRow, Language, QuickContext, QuickReading, SENTENCE_CHARS_MAX, read,
};
use domain::read::CatalogueKind;
use domain::{CurrencyCode, PersonId, PlaceId, TagId};
use uuid::Uuid;
use wire::call::{ReadSentence, SentenceReply, Settings};

use super::form::fresh;
use super::suggest::{self, Known};
use crate::dispatch::Handle;
use crate::{App, Error, Result, catalogue, settings};

/// How many names of each kind a sentence may mean: the most used ones.
const NAMES_MAX: usize = 5_000;

impl Handle for ReadSentence {
    async fn handle(self, app: &App) -> Result<SentenceReply> {
        if self.text.chars().count() > SENTENCE_CHARS_MAX {
            let limit = SENTENCE_CHARS_MAX as i64;
            return Err(Error::field(Field::Sentence, FieldProblem::TooLarge { limit }));
        }
        let settings = settings::load(app).await?;
        let mut context = context(app, &settings).await?;
        let mut reading = read(&self.text, &context);
        if let Some(currency) = usual_currency(app, &reading, &context).await? {
            // "ramen 1200 at Ichiran", where people pay in yen, is not 1200 of the money at home.
            context.home_currency = currency;
            reading = read(&self.text, &context);
        }
        let (input, known) = input_of(&reading, &context);
        let mut form = fresh(app, input, known).await?;
        form.typed = Some(self.text);
        Ok(SentenceReply { reading, form })
    }
}

async fn context(app: &App, settings: &Settings) -> Result<QuickContext> {
    let now = app.env().local_now();
    let locale =
        settings.locale.clone().or_else(|| settings.language.clone()).unwrap_or_else(|| app.env().locale());
    Ok(QuickContext {
        today: now.date(),
        now: now.time(),
        language: language(settings.language.as_deref().unwrap_or(&locale)),
        number_format: NumberFormat::for_locale(&locale),
        day_first: settings.day_first,
        home_currency: settings.home_currency,
        places: names(app, CatalogueKind::Place, PlaceId).await?,
        people: names(app, CatalogueKind::Person, PersonId).await?,
        tags: names(app, CatalogueKind::Tag, TagId).await?,
    })
}

fn language(code: &str) -> Language {
    match crate::start::language_index(Some(code)) {
        1 => Language::Es,
        2 => Language::De,
        _ => Language::En,
    }
}

async fn names<Id>(app: &App, kind: CatalogueKind, id: fn(Uuid) -> Id) -> Result<Vec<KnownRow<Id>>> {
    let rows = catalogue::most_used(app, kind, NAMES_MAX).await?;
    Ok(rows.into_iter().map(|row| KnownRow { id: id(row.id), name: row.name }).collect())
}

/// The currency people usually pay in at the place, when the sentence names none and it is not that of the home.
async fn usual_currency(
    app: &App,
    reading: &QuickReading,
    context: &QuickContext,
) -> Result<Option<CurrencyCode>> {
    let says_currency = reading
        .chips
        .iter()
        .any(|chip| matches!(chip.value, ChipValue::Amount { currency_written: true, .. }));
    let place = reading.chips.iter().find_map(|chip| match &chip.value {
        ChipValue::Place { id, .. } if chip.alternatives.is_empty() => *id,
        _ => None,
    });
    let Some(place) = place.filter(|_| !says_currency) else { return Ok(None) };
    let usual = suggest::usual_currency(app, place, context.home_currency).await?;
    Ok((usual != context.home_currency).then_some(usual))
}

/// The fields the chips decide. A chip with two readings decides nothing: the person chooses first.
fn input_of(reading: &QuickReading, context: &QuickContext) -> (ExpenseInput, Known) {
    let mut input = ExpenseInput::blank(context.today, context.home_currency);
    input.kind = ExpenseKind::Purchase;
    input.notes.clone_from(&reading.note);
    let mut known = Known::default();
    let mut says_time = false;
    for chip in reading.chips.iter().filter(|chip| chip.alternatives.is_empty()) {
        match &chip.value {
            ChipValue::Amount { currency_written, .. } => known.currency = *currency_written,
            ChipValue::Kind(kind) => input.kind = *kind,
            ChipValue::Place { id, name } => input.place = Some(Named { id: *id, name: name.clone() }),
            ChipValue::Meal(meal) => {
                input.meal_type = Some(*meal);
                known.meal = true;
            }
            ChipValue::Date(day) => input.occurred_on = *day,
            ChipValue::Time(time) => {
                input.occurred_time = Some(*time);
                says_time = true;
            }
            ChipValue::Person { id, name } => input.people.push(Named { id: *id, name: name.clone() }),
            ChipValue::Party(party) => input.party_size = Some(*party),
            ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => {}
            ChipValue::Tag { id, name } => input.tags.push(Named { id: *id, name: name.clone() }),
        }
    }
    if input.party_size.is_none() && !input.people.is_empty() {
        input.party_size = u16::try_from(input.people.len() + 1).ok();
    }
    let is_tip = |value: &ChipValue| matches!(value, ChipValue::TipAmount(_) | ChipValue::TipPercent(_));
    known.tip = reading.chips.iter().any(|chip| is_tip(&chip.value));
    let decided = reading.chips.iter().filter(|chip| chip.alternatives.is_empty());
    reading.put_money(&mut input, decided.map(|chip| &chip.value));
    // Somebody who writes down a meal of today without naming it has just eaten; who names it may have eaten hours ago.
    if input.occurred_on == context.today && !says_time && !known.meal {
        use chrono::Timelike;
        input.occurred_time = context.now.with_second(0).and_then(|time| time.with_nanosecond(0));
    }
    (input, known)
}
