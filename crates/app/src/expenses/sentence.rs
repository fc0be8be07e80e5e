//! The quick sentence: reading it in the person's world and filling a form with what is certain.

use domain::ExpenseKind;
use domain::amount::NumberFormat;
use domain::expense::{ExpenseInput, Field, FieldProblem, Named};
use domain::quick::{
    ChipValue, Known as KnownRow, Language, QuickContext, QuickReading, SENTENCE_CHARS_MAX, read,
};
use domain::read::CatalogueKind;
use domain::{PersonId, PlaceId, TagId, TipBase};
use uuid::Uuid;
use wire::call::{ReadSentence, SentenceReply, Settings};

use super::form::fresh;
use super::suggest::{Known, add_tip, add_tip_percent};
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
        let context = context(app, &settings).await?;
        let reading = read(&self.text, &context);
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

/// The fields the chips decide. A chip with two readings decides nothing: the person chooses first.
fn input_of(reading: &QuickReading, context: &QuickContext) -> (ExpenseInput, Known) {
    let mut input = ExpenseInput::blank(context.today, context.home_currency);
    input.kind = ExpenseKind::Purchase;
    input.notes.clone_from(&reading.note);
    let mut known = Known::default();
    let mut tip = None;
    let mut says_time = false;
    for chip in reading.chips.iter().filter(|chip| chip.alternatives.is_empty()) {
        match &chip.value {
            ChipValue::Amount { minor, currency, currency_written } => {
                (input.total_minor, input.currency) = (*minor, *currency);
                known.currency = *currency_written;
            }
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
            ChipValue::TipAmount(_) | ChipValue::TipPercent(_) => tip = Some(chip.value.clone()),
            ChipValue::Tag { id, name } => input.tags.push(Named { id: *id, name: name.clone() }),
        }
    }
    if input.party_size.is_none() && !input.people.is_empty() {
        input.party_size = u16::try_from(input.people.len() + 1).ok();
    }
    known.tip = tip.is_some();
    match tip {
        Some(ChipValue::TipPercent(bp)) => add_tip_percent(&mut input, bp),
        Some(ChipValue::TipAmount(minor)) => add_tip(&mut input, minor, TipBase::None),
        _ => {}
    }
    // Somebody who writes down a meal of today without naming it has just eaten; who names it may have eaten hours ago.
    if input.occurred_on == context.today && !says_time && !known.meal {
        use chrono::Timelike;
        input.occurred_time = context.now.with_second(0).and_then(|time| time.with_nanosecond(0));
    }
    (input, known)
}
