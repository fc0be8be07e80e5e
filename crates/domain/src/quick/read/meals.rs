//! The meal: "lunch", "zum Mittagessen", "para la cena".

use crate::MealType;
use crate::quick::ChipValue;
use crate::quick::read::sentence::Sentence;

/// A meal word and how sure it is that it names the meal.
struct Found {
    from: usize,
    to: usize,
    meal: MealType,
}

/// The meal the sentence most likely names, without taking its words.
pub(super) fn likely(sentence: &Sentence<'_>) -> Option<MealType> {
    let found = all(sentence);
    best(&found).map(|found| found.meal)
}

/// Takes the meal. Two of the big meals in one sentence are two readings; a drink or a dessert beside a meal goes to the note.
pub(super) fn read(sentence: &mut Sentence<'_>) {
    let found = all(sentence);
    let Some(chosen) = best(&found) else { return };
    let mut others: Vec<ChipValue> = Vec::new();
    for other in
        found.iter().filter(|other| is_big(other.meal) && is_big(chosen.meal) && other.meal != chosen.meal)
    {
        let value = ChipValue::Meal(other.meal);
        if !others.contains(&value) {
            others.push(value);
        }
    }
    let (from, to, meal) = (introduced_from(sentence, chosen.from), chosen.to, chosen.meal);
    sentence.chip(from, to, ChipValue::Meal(meal), others);
}

fn best(found: &[Found]) -> Option<&Found> {
    found.iter().find(|found| is_big(found.meal)).or_else(|| found.first())
}

fn is_big(meal: MealType) -> bool {
    matches!(meal, MealType::Breakfast | MealType::Brunch | MealType::Lunch | MealType::Dinner)
}

fn all(sentence: &Sentence<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        match sentence.meaning(at, |lexicon| lexicon.meals) {
            Some((length, meal)) => {
                if !is_in_name(sentence, at, length) {
                    found.push(Found { from: at, to: at + length, meal });
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// Whether the word is part of a name after "at": "at Coffee Bean", "im Café".
fn is_in_name(sentence: &Sentence<'_>, at: usize, length: usize) -> bool {
    let article = sentence.words_before(at, |lexicon| lexicon.articles);
    let start = at - article;
    let after_at = sentence.words_before(start, |lexicon| lexicon.at)
        + sentence.words_before(start, |lexicon| lexicon.within)
        > 0
        || (start > 0 && sentence.mark(start - 1, '@'));
    let cafe = sentence.word(at) == Some("cafe");
    if after_at {
        return cafe || (sentence.capital(at) && sentence.capital(at + length));
    }
    // "Kenji Coffee House" after "at": capitals on both sides.
    let inside = at > 0 && sentence.capital(at - 1) && sentence.capital(at) && sentence.capital(at + length);
    inside && sentence.meaning(at + length, |lexicon| lexicon.meals).is_none()
}

/// The first of the words that only lead to the meal: "for", "zum", "para la".
fn introduced_from(sentence: &Sentence<'_>, at: usize) -> usize {
    let start = at - sentence.words_before(at, |lexicon| lexicon.articles);
    let prefix = sentence
        .words_before(start, |lexicon| lexicon.party_before)
        .max(sentence.words_before(start, |lexicon| lexicon.at))
        .max(sentence.words_before(start, |lexicon| lexicon.within));
    if prefix > 0 { start - prefix } else { at }
}
