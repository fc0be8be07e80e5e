//! The words of the quick sentence, per language, folded (`fold::fold`): "Frühstück" stands here as "fruhstuck".

use crate::fold::fold;
use crate::quick::Language;
use crate::{ExpenseKind, MealType};

mod de;
mod en;
mod es;

/// A unit of a span: "3 days ago".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unit {
    Day,
    Week,
    Month,
    Year,
}

/// Which half of the day a word after a time means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    Morning,
    Evening,
}

/// Words without a meaning of their own.
pub(super) type Words = &'static [&'static str];
/// Words with a meaning.
pub(super) type Meanings<T> = &'static [(&'static str, T)];

/// One language. An entry may be several words.
pub(super) struct Lexicon {
    /// "lunch".
    pub(super) meals: Meanings<MealType>,
    /// "refund": the kinds a word may mean, likeliest first.
    pub(super) back: Meanings<&'static [ExpenseKind]>,
    /// "yesterday", as days from today.
    pub(super) days: Meanings<i64>,
    /// "tuesday", as days from Monday.
    pub(super) weekdays: Meanings<i64>,
    /// "tue": too short to stand alone, only after `on` or `last`.
    pub(super) weekdays_short: Meanings<i64>,
    /// "last" before a weekday.
    pub(super) last: Words,
    /// "pasado" after a weekday.
    pub(super) last_after: Words,
    /// "this" before a weekday.
    pub(super) this: Words,
    /// "next" before a weekday.
    pub(super) next: Words,
    /// "que viene" after a weekday.
    pub(super) next_after: Words,
    /// "on" before a date.
    pub(super) on: Words,
    /// Months, 1 to 12.
    pub(super) months: Meanings<u32>,
    /// "hace" before a span.
    pub(super) ago_before: Words,
    /// "ago" after a span.
    pub(super) ago_after: Words,
    /// "a couple of": a number only before "days".
    pub(super) several: Meanings<u32>,
    /// "last week".
    pub(super) last_week: Words,
    /// "this month" after a day.
    pub(super) this_month: Words,
    /// "last month" after a day.
    pub(super) last_month: Words,
    /// "el día" before a day without a month; an English day has "th" and a German one a dot instead.
    pub(super) the_day: Words,
    /// "days".
    pub(super) units: Meanings<Unit>,
    /// "three".
    pub(super) numbers: Meanings<u32>,
    /// Before a time: "a las".
    pub(super) time_before: Words,
    /// After an hour: "Uhr".
    pub(super) clock: Words,
    /// After a time: "pm", "in the evening".
    pub(super) halves: Meanings<Half>,
    /// "quarter", in minutes.
    pub(super) quarters: Meanings<u32>,
    /// "past" between minutes and the hour they are after.
    pub(super) past: Words,
    /// "to" between minutes and the hour they are before.
    pub(super) to: Words,
    /// "y" between an hour and the minutes after it.
    pub(super) and_minutes: Words,
    /// "menos" between an hour and the minutes before it.
    pub(super) less_minutes: Words,
    /// "minutes".
    pub(super) minutes: Words,
    /// "noon", in minutes of the day.
    pub(super) moments: Meanings<u32>,
    /// "half past", before the hour it is after.
    pub(super) half_past: Words,
    /// "halb", before the hour it is in.
    pub(super) half_to: Words,
    /// "y media", after the hour it is after.
    pub(super) half_after: Words,
    /// Before a place, beyond doubt: "at".
    pub(super) at: Words,
    /// Before a place or something wider: "in".
    pub(super) within: Words,
    /// "the".
    pub(super) articles: Words,
    /// Before people: "with".
    pub(super) with: Words,
    /// "and".
    pub(super) and: Words,
    /// "my".
    pub(super) possessives: Words,
    /// "tip".
    pub(super) tip: Words,
    /// "plus", "incl" before a tip.
    pub(super) plus: Words,
    /// "including" before a tip that is part of the amount already.
    pub(super) included: Words,
    /// "included" after such a tip.
    pub(super) included_after: Words,
    /// "percent".
    pub(super) percent: Words,
    /// "each" after the price of one.
    pub(super) each: Words,
    /// "je" before the price of one.
    pub(super) each_before: Words,
    /// "of" between a number and what it counts.
    pub(super) of: Words,
    /// "for" before a number of people.
    pub(super) party_before: Words,
    /// "party of": beyond doubt.
    pub(super) party_sure: Words,
    /// "people" after a number.
    pub(super) party_after: Words,
    /// "zu viert".
    pub(super) party_words: Meanings<u32>,
    /// "VAT".
    pub(super) tax: Words,
    /// "twice".
    pub(super) times: Meanings<u32>,
    /// "times" after a count.
    pub(super) count: Words,
    /// "euros": the currencies a word may mean, likeliest first.
    pub(super) currencies: Meanings<&'static [&'static str]>,
    /// "cents".
    pub(super) cents: Words,
    /// "paid" before an amount.
    pub(super) paid: Words,
    /// "bezahlt" after an amount.
    pub(super) paid_after: Words,
    /// After "with" or "in", but neither a person nor a place: "card", "total".
    pub(super) things: Words,
    /// Words that belong to what stands beside them.
    pub(super) fillers: Words,
}

/// The meal that a single word or phrase names in one of the three languages: "Abendessen", "late night".
pub fn meal_named(text: &str) -> Option<MealType> {
    MealType::known(text).or_else(|| named(text, |lexicon| lexicon.meals))
}

/// The month (1-12) that a word names in one of the three languages: "mar", "März", "dic".
pub fn month_named(text: &str) -> Option<u32> {
    named(text.trim_end_matches('.'), |lexicon| lexicon.months)
}

fn named<T: Copy + 'static>(text: &str, list: impl Fn(&Lexicon) -> Meanings<T>) -> Option<T> {
    let folded = fold(text);
    lexica(Language::En)
        .into_iter()
        .flat_map(list)
        .find(|(word, _)| *word == folded)
        .map(|(_, meaning)| *meaning)
}

/// All languages, that of the interface first.
pub(super) fn lexica(language: Language) -> [&'static Lexicon; 3] {
    match language {
        Language::En => [&en::LEXICON, &es::LEXICON, &de::LEXICON],
        Language::Es => [&es::LEXICON, &en::LEXICON, &de::LEXICON],
        Language::De => [&de::LEXICON, &en::LEXICON, &es::LEXICON],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_every_language() {
        assert_eq!(meal_named("Abendessen"), Some(MealType::Dinner));
        assert_eq!(meal_named("late night"), Some(MealType::LateNight));
        assert_eq!(meal_named("gym"), None);
        assert_eq!(month_named("März"), Some(3));
        assert_eq!(month_named("dic."), Some(12));
    }

    #[test]
    fn every_word_is_folded() {
        for lexicon in lexica(Language::En) {
            let words = [
                lexicon.last,
                lexicon.last_after,
                lexicon.this,
                lexicon.next,
                lexicon.next_after,
                lexicon.on,
                lexicon.ago_before,
                lexicon.ago_after,
                lexicon.time_before,
                lexicon.clock,
                lexicon.half_past,
                lexicon.half_to,
                lexicon.half_after,
                lexicon.at,
                lexicon.within,
                lexicon.articles,
                lexicon.with,
                lexicon.and,
                lexicon.possessives,
                lexicon.tip,
                lexicon.plus,
                lexicon.included,
                lexicon.included_after,
                lexicon.percent,
                lexicon.tax,
                lexicon.each,
                lexicon.each_before,
                lexicon.past,
                lexicon.to,
                lexicon.and_minutes,
                lexicon.less_minutes,
                lexicon.minutes,
                lexicon.last_week,
                lexicon.this_month,
                lexicon.last_month,
                lexicon.the_day,
                lexicon.of,
                lexicon.party_before,
                lexicon.party_sure,
                lexicon.party_after,
                lexicon.count,
                lexicon.cents,
                lexicon.paid,
                lexicon.paid_after,
                lexicon.things,
                lexicon.fillers,
            ]
            .concat();
            let meanings = lexicon
                .meals
                .iter()
                .map(|e| e.0)
                .chain(lexicon.days.iter().map(|e| e.0))
                .chain(lexicon.weekdays.iter().map(|e| e.0));
            let more = lexicon
                .months
                .iter()
                .map(|e| e.0)
                .chain(lexicon.units.iter().map(|e| e.0))
                .chain(lexicon.halves.iter().map(|e| e.0));
            let more =
                more.chain(lexicon.back.iter().map(|e| e.0)).chain(lexicon.several.iter().map(|e| e.0));
            for word in
                words.into_iter().chain(meanings).chain(more).chain(lexicon.currencies.iter().map(|e| e.0))
            {
                assert_eq!(fold(word), word);
            }
        }
    }

    #[test]
    fn currency_words_name_known_currencies() {
        for (word, codes) in lexica(Language::En).iter().flat_map(|lexicon| lexicon.currencies) {
            for code in *codes {
                assert!(code.parse::<crate::CurrencyCode>().unwrap().find().is_some(), "{word}: {code}");
            }
        }
    }
}
