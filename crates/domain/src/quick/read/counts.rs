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
            && let Some(sign) = percent_sign(sentence, at + 2)
            && let Some(points) = basis_points(sentence.number(at + 1))
            && sentence.words(at + 2 + sign, |lexicon| lexicon.tax).is_none()
        {
            sentence.chip(at, at + 2 + sign, ChipValue::TipPercent(points), Vec::new());
            return None;
        }
    }
    None
}

/// The number that belongs to the tip word at `at`: a percentage beside it, else the number after it, else the one before.
fn around(sentence: &mut Sentence<'_>, at: usize, length: usize) -> Option<TipMoney> {
    let after = at + length;
    let included = sentence.words(after, |lexicon| lexicon.included_after).unwrap_or(0);
    let gap = included
        + sentence.words(after + included, |lexicon| lexicon.of).unwrap_or(0)
        + usize::from(sentence.mark(after + included, ':') || sentence.mark(after + included, '='));
    let of_before = sentence.words_before(at, |lexicon| lexicon.of);
    let before = at - of_before;
    if let Some((start, points)) = percentage_before(sentence, before) {
        let from = prefix(sentence, start);
        sentence.tip_included |= included > 0 || says_included(sentence, from, start);
        sentence.chip(from, after + included, ChipValue::TipPercent(points), Vec::new());
        return None;
    }
    let from = prefix(sentence, at);
    if let Some(sign) = percent_sign(sentence, after + gap + 1)
        && let Some(points) = basis_points(sentence.number(after + gap))
    {
        let end = after + gap + 1 + sign;
        let behind = sentence.words(end, |lexicon| lexicon.included_after).unwrap_or(0);
        sentence.tip_included |= included + behind > 0 || says_included(sentence, from, at);
        sentence.chip(from, end + behind, ChipValue::TipPercent(points), Vec::new());
        return None;
    }
    if let Some((number, end, currencies)) = money::number_with_currency(sentence, after + gap)
        && (included == 0 || has_another_number(sentence, number))
    {
        let behind = sentence.words(end, |lexicon| lexicon.included_after).unwrap_or(0);
        sentence.tip_included |= included + behind > 0 || says_included(sentence, from, at);
        sentence.take(from, end + behind);
        return Some(TipMoney { from, to: end + behind, number, currencies });
    }
    // "3 € tip": the longest run before the word that is a number with its currency.
    let starts = before.saturating_sub(4)..before;
    let found =
        starts.filter_map(|start| money::number_with_currency(sentence, start).map(|found| (start, found)));
    let (start, (number, _, currencies)) = found.into_iter().find(|(_, (_, end, _))| *end == before)?;
    // "40, tip included" is the amount: there is no other.
    if included > 0 && !has_another_number(sentence, number) {
        return None;
    }
    let from = prefix(sentence, start);
    sentence.tip_included |= included > 0 || says_included(sentence, from, start);
    sentence.take(from, after + included);
    Some(TipMoney { from, to: after + included, number, currencies })
}

/// "20%" or "20 percent" that ends before `end`: its first token and its basis points.
fn percentage_before(sentence: &Sentence<'_>, end: usize) -> Option<(usize, i64)> {
    (2..=3).filter(|length| end >= *length).find_map(|length| {
        let start = end - length;
        let sign = percent_sign(sentence, start + 1)?;
        (start + 1 + sign == end)
            .then(|| basis_points(sentence.number(start)))
            .flatten()
            .map(|bp| (start, bp))
    })
}

/// How many tokens at `at` say "percent".
fn percent_sign(sentence: &Sentence<'_>, at: usize) -> Option<usize> {
    sentence.mark(at, '%').then_some(1).or_else(|| sentence.words(at, |lexicon| lexicon.percent))
}

/// Whether the words that lead to the tip say that it is part of the amount already.
fn says_included(sentence: &Sentence<'_>, from: usize, to: usize) -> bool {
    (from..to).any(|at| sentence.words(at, |lexicon| lexicon.included).is_some())
}

fn has_another_number(sentence: &Sentence<'_>, number: usize) -> bool {
    (0..sentence.len()).any(|other| {
        other != number
            && (sentence.is(other, Kind::Number) || money::counted_currency(sentence, other).is_some())
    })
}

/// The first token of the words before `at` that only lead to the tip: "plus", "with a", "+".
fn prefix(sentence: &Sentence<'_>, at: usize) -> usize {
    let dot = usize::from(at > 1 && sentence.mark(at - 1, '.') && sentence.glued(at - 1));
    let words = sentence.words_before(at, |lexicon| lexicon.plus);
    let included = sentence.words_before(at - dot, |lexicon| lexicon.included);
    if words.max(included) > 0 && (dot == 0 || included > 0) {
        at - (words.max(included + if included > 0 { dot } else { 0 }))
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
    let money = sentence.mark(end, '%')
        || money::currency_after(sentence, end).is_some()
        || (sentence.glued(end) && sentence.free(end).is_some_and(|token| token.kind != Kind::Mark));
    // "2 for 10" is no table of ten for two: the price of a table is not smaller than it.
    let counted = sentence.integer(at + before);
    let another = (0..sentence.len()).any(|other| {
        let is_smaller = sentence.integer(other).zip(counted).is_some_and(|(other, people)| other < people);
        let sign = money::currency_after(sentence, other + 1).is_some()
            || (other > 0 && sentence.is(other - 1, Kind::Sign));
        !(at..end).contains(&other) && sentence.is(other, Kind::Number) && (!is_smaller || sign)
    });
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
    if let Some(found) = sentence.meaning(at, |lexicon| lexicon.times) {
        return Some(found);
    }
    let in_range = |count: &u32| (1..=COUNT_MAX).contains(count);
    if sentence.mark(at, '×')
        && sentence.glued(at + 1)
        && !sentence.is(at.wrapping_sub(1), Kind::Number)
        && let Some(count) = sentence.integer(at + 1).filter(in_range)
    {
        return Some((2, count));
    }
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
