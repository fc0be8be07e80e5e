//! What a number counts when it is not the price: the tip, the people at the table, the number of equal meals.

use crate::quick::ChipValue;
use crate::quick::read::money;
use crate::quick::read::sentence::{Kind, Sentence};

/// The most people at a table.
const PARTY_MAX: u32 = 1_000;
/// The most people "for 4" means when nothing else says that they are people.
const PARTY_GUESS_MAX: u32 = 30;
/// The most equal expenses one sentence makes.
const COUNT_MAX: u32 = 50;
/// The largest tip in percent.
const PERCENT_MAX: i64 = 1_000;

/// A tip in money: read when the currency of the amount is known.
pub(super) struct TipMoney {
    pub(super) from: usize,
    pub(super) to: usize,
    /// The token of the number.
    pub(super) number: usize,
    /// Currencies written beside it.
    pub(super) currencies: Vec<&'static str>,
}

/// Finds a percentage tip, or the place of a tip in money, whose tokens it takes.
pub(super) fn tip(sentence: &mut Sentence<'_>) -> Option<TipMoney> {
    for at in 0..sentence.len() {
        if let Some(length) = sentence.words(at, |lexicon| lexicon.tip) {
            return around(sentence, at, length);
        }
    }
    for at in 0..sentence.len() {
        // "+20%" needs no word.
        if sentence.mark(at, '+')
            && sentence.mark(at + 2, '%')
            && let Some(points) = basis_points(sentence.number(at + 1))
        {
            sentence.chip(at, at + 3, ChipValue::TipPercent(points), Vec::new());
            return None;
        }
    }
    None
}

/// The number that belongs to the tip word at `at`: a percentage beside it, else the number after it, else the one before.
fn around(sentence: &mut Sentence<'_>, at: usize, length: usize) -> Option<TipMoney> {
    let after = at + length;
    let gap = sentence.words(after, |lexicon| lexicon.of).unwrap_or(0)
        + usize::from(sentence.mark(after, ':') || sentence.mark(after, '='));
    let of_before = sentence.words_before(at, |lexicon| lexicon.of);
    let before = at - of_before;
    if before >= 2
        && sentence.mark(before - 1, '%')
        && let Some(points) = basis_points(sentence.number(before - 2))
    {
        let from = prefix(sentence, before - 2);
        sentence.chip(from, after, ChipValue::TipPercent(points), Vec::new());
        return None;
    }
    let from = prefix(sentence, at);
    if sentence.mark(after + gap + 1, '%')
        && let Some(points) = basis_points(sentence.number(after + gap))
    {
        sentence.chip(from, after + gap + 2, ChipValue::TipPercent(points), Vec::new());
        return None;
    }
    if let Some((number, end, currencies)) = money::number_with_currency(sentence, after + gap) {
        sentence.take(from, end);
        return Some(TipMoney { from, to: end, number, currencies });
    }
    // "3 € tip": the longest run before the word that is a number with its currency.
    let starts = before.saturating_sub(4)..before;
    let found =
        starts.filter_map(|start| money::number_with_currency(sentence, start).map(|found| (start, found)));
    let (start, (number, _, currencies)) = found.into_iter().find(|(_, (_, end, _))| *end == before)?;
    let from = prefix(sentence, start);
    sentence.take(from, after);
    Some(TipMoney { from, to: after, number, currencies })
}

/// The first token of the words before `at` that only lead to the tip: "plus", "with a", "+".
fn prefix(sentence: &Sentence<'_>, at: usize) -> usize {
    let words = sentence.words_before(at, |lexicon| lexicon.plus);
    if words > 0 {
        at - words
    } else if at > 0 && sentence.mark(at - 1, '+') {
        at - 1
    } else {
        at
    }
}

fn basis_points(number: Option<&str>) -> Option<i64> {
    let points =
        crate::amount::parse_decimal(number?, 2, crate::amount::NumberFormat::new('.', None)).ok()?;
    (0..=PERCENT_MAX * 100).contains(&points).then_some(points)
}

/// Finds how many people ate. "for 4" is left to the amounts when it may be the price.
pub(super) fn party(sentence: &mut Sentence<'_>) {
    for at in 0..sentence.len() {
        if let Some((from, to, people)) = sure_party(sentence, at).or_else(|| likely_party(sentence, at))
            && let Ok(people) = u16::try_from(people)
        {
            sentence.chip(from, to, ChipValue::Party(people), Vec::new());
            return;
        }
    }
}

/// "party of 4", "4 people", "para 4 personas", "zu viert".
fn sure_party(sentence: &Sentence<'_>, at: usize) -> Option<(usize, usize, u32)> {
    if let Some((length, people)) = sentence.meaning(at, |lexicon| lexicon.party_words) {
        return Some((at, at + length, people));
    }
    let sure = sentence.words(at, |lexicon| lexicon.party_sure);
    let before = sure.or_else(|| sentence.words(at, |lexicon| lexicon.party_before)).unwrap_or(0);
    let (length, people) =
        sentence.count(at + before).filter(|(_, people)| (1..=PARTY_MAX).contains(people))?;
    let after = sentence.words(at + before + length, |lexicon| lexicon.party_after);
    if sure.is_none() && after.is_none() {
        return None;
    }
    Some((at, at + before + length + after.unwrap_or(0), people))
}

/// "for 4" beside another number that can be the price, or "for four".
fn likely_party(sentence: &Sentence<'_>, at: usize) -> Option<(usize, usize, u32)> {
    let before = sentence.words(at, |lexicon| lexicon.party_before)?;
    let (length, people) =
        sentence.count(at + before).filter(|(_, people)| (1..=PARTY_GUESS_MAX).contains(people))?;
    let end = at + before + length;
    let article = matches!(
        sentence.word(at + before),
        Some("a" | "an" | "un" | "una" | "ein" | "eine" | "einen" | "einem" | "einer")
    );
    let money = sentence.is(end, Kind::Sign)
        || sentence.mark(end, '%')
        || money::currency_words(sentence, end).is_some()
        || (sentence.glued(end) && sentence.free(end).is_some_and(|token| token.kind != Kind::Mark));
    let another =
        (0..sentence.len()).any(|other| !(at..end).contains(&other) && sentence.is(other, Kind::Number));
    (!article && !money && (another || sentence.integer(at + before).is_none())).then_some((at, end, people))
}

/// How many equal expenses are asked for ("3x"); takes the words that say so.
pub(super) fn repetitions(sentence: &mut Sentence<'_>) -> u8 {
    for at in 0..sentence.len() {
        let found = repeated(sentence, at);
        if let Some((length, count)) = found
            && let Ok(count) = u8::try_from(count)
        {
            sentence.take(at, at + length);
            return count;
        }
    }
    1
}

fn repeated(sentence: &Sentence<'_>, at: usize) -> Option<(usize, u32)> {
    let in_range = |count: &u32| (1..=COUNT_MAX).contains(count);
    if let Some(count) = sentence
        .word(at)
        .and_then(|word| word.strip_prefix('x'))
        .and_then(|digits| digits.parse().ok())
        .filter(in_range)
    {
        return Some((1, count));
    }
    let (length, count) = sentence.count(at).filter(|(_, count)| in_range(count))?;
    let sign = sentence.word(at + length) == Some("x") || sentence.mark(at + length, '×');
    let word = sentence.words(at + length, |lexicon| lexicon.count);
    let end = length + if sign { 1 } else { word? };
    // "3 x 4.50" is a calculation.
    let calculation = sentence.is(at + end, Kind::Number) || sentence.is(at + end, Kind::Sign);
    (!calculation).then_some((end, count))
}
