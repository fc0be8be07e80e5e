//! Names: the place, the people and the tags, known or new.

use crate::fold::fold;
use crate::quick::read::money::{is_currency_word, is_number_like, is_small_code};
use crate::quick::read::sentence::{Kind, Sentence, tokens_of};
use crate::quick::{ChipValue, Known, Language, QuickContext};

/// The most words of a new name written in small letters.
const SMALL_WORDS_MAX: usize = 5;
/// The shortest known place that is recognised without "at" before it, in characters.
const BARE_CHARS_MIN: usize = 3;
/// The most other places offered for the beginning of a name.
const OTHERS_MAX: usize = 4;

/// `#acme`: every one of them.
pub(super) fn tags(sentence: &mut Sentence<'_>, context: &QuickContext) {
    for at in 0..sentence.len() {
        if !sentence.is(at, Kind::Tag) {
            continue;
        }
        let name = sentence.slice(at, at + 1).trim_start_matches('#').to_owned();
        let folded = fold(&name);
        let mut known = context.tags.iter().filter(|tag| fold(&tag.name) == folded);
        let value = known.next().map_or(ChipValue::Tag { id: None, name }, |tag| ChipValue::Tag {
            id: Some(tag.id),
            name: tag.name.clone(),
        });
        let others = known.map(|tag| ChipValue::Tag { id: Some(tag.id), name: tag.name.clone() }).collect();
        sentence.chip(at, at + 1, value, others);
    }
}

/// A place the person has been to: after "at" anywhere, otherwise only when its name says nothing else.
pub(super) fn known_place(sentence: &mut Sentence<'_>, context: &QuickContext) {
    let mut best: Option<(bool, usize, usize, usize)> = None;
    let mut names: Vec<&str> = Vec::new();
    for place in &context.places {
        let words = folded_tokens(&place.name, context);
        if words.is_empty() {
            continue;
        }
        for at in 0..sentence.len() {
            if !stands_at(sentence, at, &words) {
                continue;
            }
            let start = introduced_from(sentence, at);
            let introduced = start < at;
            if !introduced && (!may_stand_alone(sentence, at, &words) || is_inside_name(sentence, at)) {
                continue;
            }
            let rank = (introduced, words.len(), start, at);
            match best {
                Some(found) if (found.0, found.1) > (rank.0, rank.1) => {}
                Some(found) if found == rank => names.push(&place.name),
                Some(found) if (found.0, found.1) == (rank.0, rank.1) && found.3 < at => {}
                _ => {
                    best = Some(rank);
                    names = vec![&place.name];
                }
            }
        }
    }
    let Some((_, length, start, at)) = best else { return };
    let folded = fold(names[0]);
    let mut values = context.places.iter().filter(|place| fold(&place.name) == folded).map(place_value);
    let value = values.next().expect("the name is one of the places");
    let others = values.collect();
    sentence.chip(start, at + length, value, others);
}

/// A place in quotes after "at" or "in": whatever is inside is its name.
pub(super) fn quoted_place(sentence: &mut Sentence<'_>, context: &QuickContext) {
    for at in 0..sentence.len() {
        let Some((prefix, _)) = place_prefix(sentence, at) else { continue };
        let start = at + prefix;
        if let Some((end, to)) = quoted_run(sentence, start) {
            place_chip(sentence, context, (at, to), (start + 1, end));
            return;
        }
    }
}

/// A place that is not known yet, after "at" or, failing that, "in".
pub(super) fn new_place(sentence: &mut Sentence<'_>, context: &QuickContext) {
    let found = place_run(sentence, context, true).or_else(|| place_run(sentence, context, false));
    if let Some((from, start, end)) = found {
        place_chip(sentence, context, (from, end), (start, end));
    }
}

/// Capitalised words that nobody else understood: "15€ lunch Vapiano". The first word of a sentence is always capitalised, so it
/// counts only together with a second one; German capitalises every noun, so there it says nothing.
pub(super) fn bare_place(sentence: &mut Sentence<'_>, context: &QuickContext) {
    if context.language == Language::De {
        return;
    }
    for start in 0..sentence.len() {
        let begins =
            start == 0 || ['.', '!', '?', '¡', '¿'].iter().any(|mark| sentence.mark(start - 1, *mark));
        let after_word = start > 0 && sentence.word(start - 1).is_some();
        let filler = sentence.words(start, |lexicon| lexicon.fillers).is_some();
        let short = sentence.word(start).is_none_or(|word| word.chars().count() < BARE_CHARS_MIN);
        if !sentence.capital(start)
            || after_word
            || filler
            || short
            || !is_name_word(sentence, start, context)
        {
            continue;
        }
        let end = run_end(sentence, start, context);
        if !begins || end > start + 1 {
            place_chip(sentence, context, (start, end), (start, end));
            return;
        }
    }
}

/// Understands the tokens `all` as the place that is named by the tokens `name`.
fn place_chip(
    sentence: &mut Sentence<'_>,
    context: &QuickContext,
    all: (usize, usize),
    name: (usize, usize),
) {
    let (start, end) = name;
    let name = sentence.slice(start, end).to_owned();
    let folded = fold(&name);
    let longer = format!("{folded} ");
    let mut known: Vec<ChipValue> =
        context.places.iter().filter(|place| fold(&place.name) == folded).map(place_value).collect();
    if known.is_empty() {
        // "at Tacos" may be the known "Tacos El Gordo" or another place.
        known.extend(
            context
                .places
                .iter()
                .filter(|place| fold(&place.name).starts_with(&longer))
                .take(OTHERS_MAX)
                .map(place_value),
        );
        known.push(ChipValue::Place { id: None, name });
    }
    let value = known.remove(0);
    sentence.chip(all.0, all.1, value, known);
}

/// Everybody after "with".
pub(super) fn people(sentence: &mut Sentence<'_>, context: &QuickContext) {
    let mut at = 0;
    while at < sentence.len() {
        let Some(length) = sentence.words(at, |lexicon| lexicon.with) else {
            at += 1;
            continue;
        };
        // "w/ Ana".
        let slash = sentence.word(at) == Some("w") && sentence.mark(at + 1, '/') && sentence.glued(at + 1);
        let length = length + usize::from(slash);
        at = people_list(sentence, at, at + length, context).max(at + length);
    }
}

/// Reads names joined by "and" and commas; returns where the list ends.
fn people_list(sentence: &mut Sentence<'_>, mut from: usize, mut at: usize, context: &QuickContext) -> usize {
    loop {
        at += companion_prefix(sentence, at);
        let Some((length, value, others)) = person(sentence, at, context) else { return at };
        sentence.chip(from, at + length, value, others);
        from = at + length;
        let comma = sentence.mark(from, ',');
        let and_at = from + usize::from(comma);
        let and = sentence
            .words(and_at, |lexicon| lexicon.and)
            .or_else(|| (sentence.mark(and_at, '&') || sentence.mark(and_at, '+')).then_some(1));
        at = and_at + and.unwrap_or(0);
        if and.is_none() && !comma {
            return from;
        }
        let sure = and.is_some()
            || sentence.capital(at)
            || known_person(sentence, at, context).is_some()
            || list_goes_on(sentence, at);
        if !sure || person(sentence, at + companion_prefix(sentence, at), context).is_none() {
            return from;
        }
    }
}

/// How many words before a person only lead to it: "my", "the".
fn companion_prefix(sentence: &Sentence<'_>, at: usize) -> usize {
    let article = || sentence.words(at, |lexicon| lexicon.articles).filter(|_| !sentence.capital(at));
    sentence.words(at, |lexicon| lexicon.possessives).or_else(article).unwrap_or(0)
}

/// Whether single words and commas lead to an "and": "ana, bo and carl".
fn list_goes_on(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut at = at;
    while sentence.word(at).is_some() && sentence.mark(at + 1, ',') {
        at += 2;
    }
    sentence.word(at).is_some() && sentence.words(at + 1, |lexicon| lexicon.and).is_some()
}

/// A person at `at`: the longest known name, or the words that look like one.
fn person(
    sentence: &Sentence<'_>,
    at: usize,
    context: &QuickContext,
) -> Option<(usize, ChipValue, Vec<ChipValue>)> {
    if let Some(found) = known_person(sentence, at, context) {
        return Some(found);
    }
    let is_number = !sentence.capital(at)
        && (sentence.meaning(at, |lexicon| lexicon.numbers).is_some()
            || sentence.word(at).is_some_and(is_number_like));
    if !is_name_word(sentence, at, context)
        || sentence.words(at, |lexicon| lexicon.things).is_some()
        || is_number
    {
        return None;
    }
    let mut end = at + 1;
    while sentence.capital(at) && sentence.capital(end) && is_name_word(sentence, end, context) {
        end += 1;
    }
    let name = sentence.slice(at, end).to_owned();
    let longer = format!("{} ", fold(&name));
    let mut values: Vec<ChipValue> = context
        .people
        .iter()
        .filter(|person| fold(&person.name).starts_with(&longer))
        .take(OTHERS_MAX)
        .map(person_value)
        .collect();
    values.push(ChipValue::Person { id: None, name });
    let value = values.remove(0);
    Some((end - at, value, values))
}

fn known_person(
    sentence: &Sentence<'_>,
    at: usize,
    context: &QuickContext,
) -> Option<(usize, ChipValue, Vec<ChipValue>)> {
    let longest = context
        .people
        .iter()
        .map(|person| folded_tokens(&person.name, context))
        .filter(|words| !words.is_empty() && stands_at(sentence, at, words))
        .max_by_key(Vec::len)?;
    let mut same = context
        .people
        .iter()
        .filter(|person| folded_tokens(&person.name, context) == longest)
        .map(person_value);
    let value = same.next()?;
    Some((longest.len(), value, same.collect()))
}

/// How many words at `at` lead to a place, the article included, and whether they can mean nothing else.
fn place_prefix(sentence: &Sentence<'_>, at: usize) -> Option<(usize, bool)> {
    let sure = sentence.words(at, |lexicon| lexicon.at).or_else(|| sentence.mark(at, '@').then_some(1));
    let (length, sure) = match sure {
        Some(length) => (length, true),
        None => (sentence.words(at, |lexicon| lexicon.within)?, false),
    };
    let article =
        sentence.words(at + length, |lexicon| lexicon.articles).filter(|_| !sentence.capital(at + length));
    Some((length + article.unwrap_or(0), sure))
}

/// Where a name after "at" begins and ends: the first token of "at", then the first of the name and its end.
fn place_run(
    sentence: &Sentence<'_>,
    context: &QuickContext,
    beyond_doubt: bool,
) -> Option<(usize, usize, usize)> {
    for at in 0..sentence.len() {
        let Some((prefix, _)) = place_prefix(sentence, at).filter(|(_, sure)| *sure == beyond_doubt) else {
            continue;
        };
        let start = at + prefix;
        // "in bar" is paid in cash, "en el Bar Pepe" is a place.
        let things =
            sentence.words(start, |lexicon| lexicon.things).is_some() && !sentence.capital(start + 1);
        let half = sentence.meaning(at, |lexicon| lexicon.halves).is_some();
        // "am Bahnhof" is a place, "I am happy" is not.
        let verb =
            context.language != Language::De && sentence.word(at) == Some("am") && !sentence.capital(start);
        let month = sentence.meaning(start, |lexicon| lexicon.months).is_some();
        let named = is_name_word(sentence, start, context) || starts_with_figure(sentence, start);
        if named && !things && !half && !month && !verb {
            return Some((at, start, run_end(sentence, start, context)));
        }
    }
    None
}

fn quoted_run(sentence: &Sentence<'_>, start: usize) -> Option<(usize, usize)> {
    let quotes = ['"', '“', '„', '”', '«', '»'];
    let is_quote = |at: usize| quotes.iter().any(|quote| sentence.mark(at, *quote));
    if !is_quote(start) {
        return None;
    }
    let end =
        (start + 1..sentence.len()).take_while(|at| sentence.free(*at).is_some()).find(|at| is_quote(*at))?;
    (end > start + 1).then_some((end, end + 1))
}

/// "7-Eleven", "5 Senses".
fn starts_with_figure(sentence: &Sentence<'_>, start: usize) -> bool {
    sentence.integer(start).is_some()
        && (sentence.capital(start + 1) || (sentence.mark(start + 1, '-') && sentence.glued(start + 2)))
}

/// The end of the name that begins at `start`: capitalised words and what joins them, or small words up to the next keyword.
fn run_end(sentence: &Sentence<'_>, start: usize, context: &QuickContext) -> usize {
    let capitals = sentence.capital(start) || sentence.integer(start).is_some();
    let mut end = start + 1;
    loop {
        let joined =
            end < sentence.len() && sentence.glued(end) && is_joint(sentence, end) && sentence.glued(end + 1);
        let ampersand = sentence.mark(end, '&');
        let abbreviation = sentence.mark(end, '.')
            && sentence.glued(end)
            && sentence.capital(end + 1)
            && sentence.tokens[end - 1].folded.len() <= 3;
        if (joined || ampersand || abbreviation)
            && sentence.free(end + 1).is_some_and(|token| matches!(token.kind, Kind::Word | Kind::Number))
        {
            end += 2;
        } else if capitals && let Some(joint) = name_joint(sentence, end) {
            end += joint + 1;
        } else if is_name_word(sentence, end, context)
            && (sentence.capital(end) || (!capitals && end - start < SMALL_WORDS_MAX))
        {
            end += 1;
        } else if capitals && sentence.integer(end).is_some_and(|number| number < 1000) {
            // "Studio 54": the amount has been found before, so this number is not it.
            end += 1;
        } else {
            return end;
        }
    }
}

fn is_joint(sentence: &Sentence<'_>, at: usize) -> bool {
    ['-', '&', '\'', '’', '.', '+'].iter().any(|mark| sentence.mark(at, *mark))
}

/// "de la" between two capitalised words.
fn name_joint(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    const JOINTS: &[&str] = &[
        "de", "la", "el", "los", "las", "del", "of", "the", "y", "and", "und", "zum", "zur", "am", "an",
        "der", "die", "das", "di", "da", "do", "dos", "du", "des", "le", "les", "von", "van", "i", "e", "al",
        "à", "au", "aux", "na", "no",
    ];
    let joints = (0..3)
        .take_while(|offset| {
            sentence.word(at + offset).is_some_and(|word| JOINTS.contains(&word))
                && !sentence.capital(at + offset)
        })
        .count();
    let meal = sentence.meaning(at + joints, |lexicon| lexicon.meals).is_some();
    (joints > 0 && sentence.capital(at + joints) && !meal).then_some(joints)
}

/// A word that may be part of a name: none that leads to another field.
fn is_name_word(sentence: &Sentence<'_>, at: usize, context: &QuickContext) -> bool {
    let Some(word) = sentence.word(at) else { return false };
    let letters = word.chars().any(char::is_alphabetic);
    let keyword = sentence.words(at, |lexicon| lexicon.with).is_some()
        || sentence.words(at, |lexicon| lexicon.at).is_some()
        || sentence.words(at, |lexicon| lexicon.tip).is_some()
        || sentence.words(at, |lexicon| lexicon.tax).is_some()
        || (!sentence.capital(at)
            && (sentence.words(at, |lexicon| lexicon.within).is_some()
                || sentence.words(at, |lexicon| lexicon.and).is_some()
                || sentence
                    .words(at, |lexicon| lexicon.on)
                    .is_some_and(|_| sentence.words(at, |lexicon| lexicon.articles).is_none())
                || sentence.words(at, |lexicon| lexicon.party_before).is_some()
                || sentence.words(at, |lexicon| lexicon.possessives).is_some()));
    let meal = sentence.meaning(at, |lexicon| lexicon.meals).is_some() && !sentence.capital(at);
    // The amount has taken the currency beside it already: "Tacos El Sol" is a place, "EUR" and "euros" are still none.
    let like_a_name = sentence.capital(at) && !is_small_code(word);
    letters && !keyword && !meal && (like_a_name || !is_currency_word(word, context.language))
}

/// The first token of "at", "at the" before `at`, or `at` itself.
fn introduced_from(sentence: &Sentence<'_>, at: usize) -> usize {
    let article = sentence.words_before(at, |lexicon| lexicon.articles);
    for start in [at - article, at] {
        let prefix = sentence
            .words_before(start, |lexicon| lexicon.at)
            .max(sentence.words_before(start, |lexicon| lexicon.within));
        if prefix > 0 {
            return start - prefix;
        }
        if start > 0 && sentence.mark(start - 1, '@') {
            return start - 1;
        }
    }
    at
}

/// Whether the token stands in the middle of a longer name: "Sol" in "at Tacos El Sol".
fn is_inside_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut start = at;
    while start > 0 && sentence.capital(start - 1) {
        start -= 1;
    }
    start < at
        && sentence.capital(at)
        && (sentence.words_before(start, |lexicon| lexicon.at) > 0
            || sentence.words_before(start, |lexicon| lexicon.within) > 0
            || (start > 0 && sentence.mark(start - 1, '@')))
}

fn may_stand_alone(sentence: &Sentence<'_>, at: usize, words: &[String]) -> bool {
    let letters: usize = words.iter().map(|word| word.chars().filter(|c| c.is_alphabetic()).count()).sum();
    let after_with = sentence.words_before(at, |lexicon| lexicon.with) > 0
        || sentence.words_before(at, |lexicon| lexicon.and) > 0;
    let single_keyword = words.len() == 1
        && (sentence.meaning(at, |lexicon| lexicon.meals).is_some()
            || sentence.meaning(at, |lexicon| lexicon.weekdays).is_some()
            || sentence.meaning(at, |lexicon| lexicon.months).is_some()
            || sentence.meaning(at, |lexicon| lexicon.days).is_some()
            || sentence.words(at, |lexicon| lexicon.fillers).is_some()
            || sentence.words(at, |lexicon| lexicon.tip).is_some());
    letters >= BARE_CHARS_MIN && !after_with && !single_keyword
}

fn stands_at(sentence: &Sentence<'_>, at: usize, words: &[String]) -> bool {
    words
        .iter()
        .enumerate()
        .all(|(offset, word)| sentence.free(at + offset).is_some_and(|token| token.folded == *word))
}

fn folded_tokens(name: &str, context: &QuickContext) -> Vec<String> {
    tokens_of(name, context.number_format).into_iter().map(|token| token.folded).collect()
}

fn place_value(place: &Known<crate::PlaceId>) -> ChipValue {
    ChipValue::Place { id: Some(place.id), name: place.name.clone() }
}

fn person_value(person: &Known<crate::PersonId>) -> ChipValue {
    ChipValue::Person { id: Some(person.id), name: person.name.clone() }
}
