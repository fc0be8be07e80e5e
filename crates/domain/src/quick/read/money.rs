//! The amount: "12.50", "18,40 €", "USD 5", "1.200 yen", "12+3.5".

use crate::amount;
use crate::currency::CURRENCIES;
use crate::quick::lexicon::lexica;
use crate::quick::read::counts::TipMoney;
use crate::quick::read::sentence::{Kind, Sentence};
use crate::quick::{ChipValue, Language, QuickContext};
use crate::{CurrencyCode, MealType};

/// The most tokens of one calculation.
const CALCULATION_TOKENS_MAX: usize = 40;
/// The most other readings offered.
const ALTERNATIVES_MAX: usize = 6;
/// Currency codes that are taken in small letters as well; most others are words of some language.
const SMALL_CODES: &[&str] = &[
    "eur", "usd", "gbp", "chf", "jpy", "cad", "aud", "nzd", "mxn", "ars", "clp", "brl", "sek", "nok", "dkk",
    "isk", "pln", "czk", "huf", "inr", "cny", "krw", "thb", "twd", "hkd", "sgd", "kwd", "bhd", "ils", "uyu",
    "php", "idr", "vnd", "myr", "zar", "aed",
];
/// Signs that several currencies share, likeliest first (E-057); other signs are looked up in the table.
const SHARED_SIGNS: &[(char, &[&str])] = &[
    ('$', &["USD", "CAD", "AUD", "MXN", "NZD", "SGD", "HKD"]),
    ('¥', &["JPY", "CNY"]),
    ('￥', &["JPY", "CNY"]),
    ('円', &["JPY"]),
    ('元', &["CNY"]),
    ('£', &["GBP"]),
    ('₩', &["KRW"]),
    ('¢', &[]),
];
/// Signs with letters before them.
const LETTERED_SIGNS: &[(&str, &str)] = &[
    ("us", "USD"),
    ("a", "AUD"),
    ("au", "AUD"),
    ("c", "CAD"),
    ("ca", "CAD"),
    ("nz", "NZD"),
    ("hk", "HKD"),
    ("nt", "TWD"),
    ("mx", "MXN"),
    ("r", "BRL"),
    ("s", "SGD"),
    ("sg", "SGD"),
    ("ar", "ARS"),
    ("cl", "CLP"),
];

/// A number that may be the amount.
struct Candidate {
    from: usize,
    to: usize,
    /// What to read or calculate.
    text: String,
    /// Currencies written beside it, likeliest first; none when the home currency is meant.
    currencies: Vec<&'static str>,
    cents: bool,
    rank: Rank,
    /// Another amount it may be: the price of one in "3x 4.50".
    single: Option<String>,
}

/// How sure it is that a number is the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// "2 tacos".
    Quantity,
    /// "12".
    Whole,
    /// "12.50", "12+3".
    Decimal,
    /// "12 €".
    Currency,
}

/// Finds the amount. Numbers that are as likely become alternatives. Returns the currency that amounts of the sentence have.
pub(super) fn read(sentence: &mut Sentence<'_>, context: &QuickContext) -> CurrencyCode {
    let mut found: Vec<(Candidate, Vec<ChipValue>)> = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        match candidate(sentence, at, context) {
            Some(candidate) => {
                at = candidate.to.max(at + 1);
                let values = values_of(&candidate, context);
                if !values.is_empty() {
                    found.push((candidate, values));
                }
            }
            None => at += 1,
        }
    }
    let Some(best) = found.iter().map(|(candidate, _)| candidate.rank).max() else {
        return context.home_currency;
    };
    let counts_meals = sentence.meaning(1, |lexicon| lexicon.meals).is_some();
    if best == Rank::Quantity && sentence.integer(0).is_some() && found.len() == 1 && !counts_meals {
        // "2 tacos for lunch" has no price.
        return context.home_currency;
    }
    let chosen =
        found.iter().position(|(candidate, _)| candidate.rank == best).expect("the best rank is one of them");
    let lowest = if best == Rank::Currency { Rank::Currency } else { best.min(Rank::Whole) };
    let (candidate, mut values) = found.remove(chosen);
    let others = found
        .into_iter()
        .filter(|(other, _)| other.rank >= lowest)
        .filter_map(|(_, values)| values.into_iter().next());
    let value = values.remove(0);
    let mut alternatives: Vec<ChipValue> = Vec::new();
    for other in values.into_iter().chain(others).chain(party_instead(sentence, &candidate)) {
        if other != value && !alternatives.contains(&other) && alternatives.len() < ALTERNATIVES_MAX {
            alternatives.push(other);
        }
    }
    let currency = match &value {
        ChipValue::Amount { currency, .. } => *currency,
        _ => context.home_currency,
    };
    let from = candidate.from - sentence.words_before(candidate.from, |lexicon| lexicon.paid);
    let to = candidate.to + sentence.words(candidate.to, |lexicon| lexicon.paid_after).unwrap_or(0);
    sentence.chip(from, to, value, alternatives);
    currency
}

/// Reads the tip found earlier in the currency of the amount; gives its words back when it is not an amount.
pub(super) fn tip(
    sentence: &mut Sentence<'_>,
    found: &TipMoney,
    currency: CurrencyCode,
    context: &QuickContext,
) {
    let text = sentence.slice(found.number, found.number + 1);
    let written = found.currencies.iter().find_map(|code| code.parse::<CurrencyCode>().ok());
    let currency = if currency == context.home_currency { written.unwrap_or(currency) } else { currency };
    let readings = amount::readings(text, currency.exponent(), context.number_format);
    match readings.split_first() {
        Some((minor, others)) => {
            let others = others.iter().map(|minor| ChipValue::TipAmount(*minor)).collect();
            sentence.chip(found.from, found.to, ChipValue::TipAmount(*minor), others);
        }
        None => sentence.tokens[found.from..found.to].iter_mut().for_each(|token| token.taken = false),
    }
}

/// A number with its currency that begins at `at`: the token of the number, the end, the currencies.
pub(super) fn number_with_currency(
    sentence: &Sentence<'_>,
    at: usize,
) -> Option<(usize, usize, Vec<&'static str>)> {
    let before = currency_before(sentence, at);
    let number = at + before.as_ref().map_or(0, |(length, _)| *length);
    sentence.number(number)?;
    let after = currency_words(sentence, number + 1);
    let end = number + 1 + after.as_ref().map_or(0, |(length, _)| *length);
    let currencies = before.or(after).map(|(_, codes)| codes).unwrap_or_default();
    Some((number, end, currencies))
}

/// A currency at `at`: a sign, a code or a word.
pub(super) fn currency_words(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Vec<&'static str>)> {
    let token = sentence.free(at)?;
    if token.kind == Kind::Sign {
        return Some((1, codes_of_sign(sentence.text[token.from..].chars().next()?)));
    }
    lettered_sign(sentence, at).or_else(|| code(sentence, at)).or_else(|| {
        sentence.meaning(at, |lexicon| lexicon.currencies).map(|(length, codes)| (length, codes.to_vec()))
    })
}

/// As `currency_words`, for what stands before a number: words such as "won" are not taken there.
fn currency_before(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Vec<&'static str>)> {
    let abbreviation =
        matches!(sentence.word(at), Some("kr" | "fr" | "sfr" | "rs" | "rp" | "rm" | "zl" | "ft" | "kc"));
    let found = if sentence.is(at, Kind::Sign) || abbreviation {
        currency_words(sentence, at)
    } else {
        lettered_sign(sentence, at).or_else(|| code(sentence, at))
    };
    let (length, codes) = found?;
    let dot = usize::from(abbreviation && sentence.mark(at + length, '.'));
    sentence.is(at + length + dot, Kind::Number).then_some((length + dot, codes))
}

fn lettered_sign(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Vec<&'static str>)> {
    let letters = sentence.word(at)?;
    let sign = sentence.free(at + 1).filter(|token| token.kind == Kind::Sign && token.glued)?;
    let code = LETTERED_SIGNS.iter().find(|(known, _)| *known == letters)?.1;
    sentence.text[sign.from..].starts_with('$').then(|| (2, vec![code]))
}

fn code(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Vec<&'static str>)> {
    let token = sentence.free(at).filter(|token| token.kind == Kind::Word)?;
    let written = &sentence.text[token.from..token.to];
    let known =
        SMALL_CODES.contains(&token.folded.as_str()) || written.chars().all(|c| c.is_ascii_uppercase());
    let currency = known.then(|| written.parse::<CurrencyCode>().ok()).flatten()?.find()?;
    let code =
        CURRENCIES.iter().find(|other| other.code == currency.code).map(|currency| currency.code.as_str())?;
    Some((1, vec![code]))
}

fn codes_of_sign(sign: char) -> Vec<&'static str> {
    if let Some((_, codes)) = SHARED_SIGNS.iter().find(|(shared, _)| *shared == sign) {
        return codes.to_vec();
    }
    CURRENCIES
        .iter()
        .filter(|currency| currency.symbol.chars().eq([sign]))
        .map(|currency| currency.code.as_str())
        .collect()
}

/// Whether people at home write their own currency with what was written.
fn home_uses(codes: &[&str], home: CurrencyCode) -> bool {
    let symbol = |code: CurrencyCode| code.find().map(|currency| currency.symbol);
    codes.len() > 1
        && codes
            .iter()
            .filter_map(|code| code.parse().ok())
            .any(|code| code == home || symbol(code) == symbol(home))
}

fn candidate(sentence: &Sentence<'_>, at: usize, context: &QuickContext) -> Option<Candidate> {
    let before = currency_before(sentence, at);
    let start = at + before.as_ref().map_or(0, |(length, _)| *length);
    let negative = before.is_none()
        && at > 0
        && sentence.mark(at - 1, '-')
        && sentence.glued(at)
        && (at == 1 || !sentence.glued(at - 1));
    let (text, end) = calculation(sentence, start)
        .or_else(|| sentence.number(start).map(|text| (text.to_owned(), start + 1)))?;
    let calculated = end > start + 1;
    let after = currency_words(sentence, end);
    let cents = sentence
        .words(end, |lexicon| lexicon.cents)
        .or_else(|| sentence.text[sentence.tokens[end - 1].to..].starts_with('¢').then_some(1));
    let to = end + cents.or(after.as_ref().map(|(length, _)| *length)).unwrap_or(0);
    // A percentage, "12kg" or "7-Eleven" is no price.
    let hyphen = sentence.mark(end, '-')
        && sentence.glued(end)
        && sentence.glued(end + 1)
        && sentence.word(end + 1).is_some();
    let unit =
        to == end && sentence.glued(to) && sentence.free(to).is_some_and(|token| token.kind == Kind::Word);
    if !calculated
        && (sentence.mark(end, '%')
            || unit
            || hyphen
            || (sentence.glued(start) && start == at && glued_to_word(sentence, at)))
    {
        return None;
    }
    let single =
        (calculated && spaced_times(sentence, start, end)).then(|| sentence.slice(end - 1, end).to_owned());
    let written = before.or(after).map(|(_, codes)| codes);
    let rank = match &written {
        _ if cents.is_some() => Rank::Currency,
        Some(_) => Rank::Currency,
        None if calculated || text.contains(['.', ',']) => Rank::Decimal,
        None if followed_by_thing(sentence, to) => Rank::Quantity,
        None => Rank::Whole,
    };
    let mut currencies = written.unwrap_or_default();
    if home_uses(&currencies, context.home_currency) {
        currencies = CURRENCIES
            .iter()
            .filter(|currency| currency.code == context.home_currency)
            .map(|currency| currency.code.as_str())
            .collect();
    }
    let (from, text) = if negative { (at - 1, format!("-{text}")) } else { (at, text) };
    Some(Candidate { from, to, text, currencies, cents: cents.is_some(), rank, single })
}

fn glued_to_word(sentence: &Sentence<'_>, at: usize) -> bool {
    at > 0
        && sentence
            .tokens
            .get(at - 1)
            .is_some_and(|token| token.kind == Kind::Word || token.kind == Kind::Number)
}

/// "3x 4.50", which may also be three meals of 4.50.
fn spaced_times(sentence: &Sentence<'_>, start: usize, end: usize) -> bool {
    end == start + 3
        && !sentence.glued(end - 1)
        && (sentence.word(start + 1) == Some("x") || sentence.mark(start + 1, '×'))
}

/// A word that a bare number may count: one that says nothing else.
fn followed_by_thing(sentence: &Sentence<'_>, at: usize) -> bool {
    let meal = sentence.meaning(at, |lexicon| lexicon.meals);
    if meal.is_some() {
        // "3 coffees 9.60", but not "12 lunch".
        return meal
            .is_some_and(|(_, meal)| matches!(meal, MealType::Snack | MealType::Drinks | MealType::Dessert));
    }
    sentence.word(at).is_some()
        && [
            sentence.words(at, |lexicon| lexicon.at),
            sentence.words(at, |lexicon| lexicon.within),
            sentence.words(at, |lexicon| lexicon.with),
            sentence.words(at, |lexicon| lexicon.fillers),
            sentence.words(at, |lexicon| lexicon.party_before),
            sentence.words(at, |lexicon| lexicon.paid_after),
        ]
        .iter()
        .all(Option::is_none)
}

/// The longest calculation that begins at `start`, and its end.
fn calculation(sentence: &Sentence<'_>, start: usize) -> Option<(String, usize)> {
    if !(sentence.is(start, Kind::Number) || sentence.mark(start, '(')) {
        return None;
    }
    let operator = |at: usize| {
        ['+', '-', '−', '*', '×', 'x', 'X', '·', '/', '÷', '(', ')']
            .iter()
            .any(|mark| sentence.mark(at, *mark))
            || sentence.word(at) == Some("x")
    };
    let mut end = start;
    while end < sentence.len()
        && end < start + CALCULATION_TOKENS_MAX
        && (sentence.is(end, Kind::Number) || operator(end))
    {
        end += 1;
    }
    let plain = amount::NumberFormat::new('.', None);
    while end > start + 2 {
        let has_number_last = sentence.is(end - 1, Kind::Number) || sentence.mark(end - 1, ')');
        let numbers = (start..end).filter(|at| sentence.is(*at, Kind::Number)).count();
        let text = sentence.slice(start, end);
        if has_number_last && numbers > 1 && amount::evaluate(text, 8, plain).is_ok_and(|value| value > 0) {
            return Some((text.to_owned(), end));
        }
        end -= 1;
    }
    None
}

/// Every amount the candidate may be, likeliest first.
fn values_of(candidate: &Candidate, context: &QuickContext) -> Vec<ChipValue> {
    let written = !candidate.currencies.is_empty();
    let codes: Vec<CurrencyCode> = candidate.currencies.iter().filter_map(|code| code.parse().ok()).collect();
    let codes = if written { codes } else { vec![context.home_currency] };
    let mut values = Vec::new();
    for (index, currency) in codes.into_iter().enumerate() {
        let mut minors = minors_of(&candidate.text, candidate.cents, currency, context);
        if candidate.text.starts_with('-') {
            // A dash may also only part the words.
            minors.extend(minors.clone().into_iter().map(|minor| -minor));
        }
        if let Some(single) = &candidate.single {
            minors.extend(minors_of(single, false, currency, context));
        }
        let kept = if index == 0 { minors.len() } else { 1 };
        values.extend(minors.into_iter().take(kept).map(|minor| ChipValue::Amount {
            minor,
            currency,
            currency_written: written,
        }));
    }
    values
}

fn minors_of(text: &str, cents: bool, currency: CurrencyCode, context: &QuickContext) -> Vec<i64> {
    let exponent = currency.exponent();
    if cents {
        return if exponent == 2 { amount::readings(text, 0, context.number_format) } else { Vec::new() };
    }
    let plain = amount::readings(text, exponent, context.number_format);
    if plain.is_empty() {
        // A number with too many decimals is not an amount; a calculation is rounded.
        return amount::evaluate(text, exponent, context.number_format).into_iter().collect();
    }
    plain
}

/// "lunch for 12": the price, or a table of twelve.
fn party_instead(sentence: &Sentence<'_>, candidate: &Candidate) -> Option<ChipValue> {
    let people = sentence.integer(candidate.from).filter(|people| (1..=30).contains(people))?;
    let for_people = candidate.rank < Rank::Decimal
        && sentence.words_before(candidate.from, |lexicon| lexicon.party_before) > 0;
    for_people.then(|| u16::try_from(people).ok().map(ChipValue::Party)).flatten()
}

/// Whether a language knows this currency word; used to keep such words out of names.
pub(super) fn is_currency_word(word: &str, language: Language) -> bool {
    lexica(language).iter().any(|lexicon| lexicon.currencies.iter().any(|(known, _)| *known == word))
}
