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
    /// Another amount it may be: the price of one in "3x 4.50", the whole in "12 euros 50".
    single: Option<String>,
}

/// A number as it stands in the sentence, before its currency is decided.
struct Figure {
    text: String,
    /// The first token after it.
    end: usize,
    /// Whether it was worked out.
    calculated: bool,
}

/// How sure it is that a number is the amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// "Pier 39".
    Named,
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
///
/// An amount without a currency has that of the tip, when one is written there.
pub(super) fn read(
    sentence: &mut Sentence<'_>,
    context: &QuickContext,
    tip_currencies: &[&'static str],
) -> CurrencyCode {
    let mut found: Vec<(Candidate, Vec<ChipValue>)> = Vec::new();
    let mut at = 0;
    while at < sentence.len() {
        if is_like_a_date(sentence, at) {
            at += 5;
            continue;
        }
        match candidate(sentence, at, context) {
            Some(mut candidate) => {
                at = candidate.to.max(at + 1);
                if candidate.currencies.is_empty() && !home_uses(tip_currencies, context.home_currency) {
                    candidate.currencies = tip_currencies.to_vec();
                }
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
    let lowest = match best {
        Rank::Currency => Rank::Currency,
        Rank::Decimal => Rank::Whole,
        Rank::Whole | Rank::Quantity | Rank::Named => Rank::Named,
    };
    let (candidate, mut values) = found.remove(chosen);
    each(sentence, &candidate, &mut values);
    swapped(sentence, &candidate, &mut values, context);
    let value = values.remove(0);
    // "2 tacos 5" is a price, "60 tacos 4" is two.
    let is_other = |rank: Rank, values: &[ChipValue]| {
        rank >= lowest && (rank != Rank::Quantity || best == rank || minor_of(&values[0]) > minor_of(&value))
    };
    let others = found
        .iter()
        .filter(|(other, values)| is_other(other.rank, values))
        .filter_map(|(_, values)| values.first().cloned())
        .collect::<Vec<_>>();
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
    let before = sentence.words_before(candidate.from, |lexicon| lexicon.each_before);
    let from = candidate.from - sentence.words_before(candidate.from, |lexicon| lexicon.paid).max(before);
    let after = |at: usize| {
        let each = sentence.words(at, |lexicon| lexicon.each);
        each.max(sentence.words(at, |lexicon| lexicon.paid_after)).unwrap_or(0)
    };
    let to = candidate.to + after(candidate.to);
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
    // A tip in another currency than the amount cannot be added to it.
    let is_foreign = !found.currencies.is_empty()
        && !found.currencies.contains(&currency.as_str())
        && !home_uses(&found.currencies, currency);
    let readings = match is_foreign {
        true => Vec::new(),
        false => amount::readings(text, currency.exponent(), context.number_format),
    };
    match readings.split_first() {
        Some((minor, others)) => {
            sentence.tip_exponent = currency.exponent();
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
    let after = currency_after(sentence, number + 1);
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

/// As `currency_words`, for what stands after a number: in "4 €3" the sign belongs to the three.
pub(super) fn currency_after(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Vec<&'static str>)> {
    let belongs_to_next = sentence.is(at, Kind::Sign)
        && !sentence.glued(at)
        && sentence.glued(at + 1)
        && sentence.is(at + 1, Kind::Number);
    if belongs_to_next { None } else { currency_words(sentence, at) }
}

/// As `currency_words`, for what stands before a number: words such as "won" are not taken there.
fn currency_before(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Vec<&'static str>)> {
    let abbreviation = matches!(
        sentence.word(at),
        Some("kr" | "fr" | "sfr" | "rs" | "rp" | "rm" | "zl" | "ft" | "kc" | "kd")
    );
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
    // "$-5" has its dash inside.
    let dash_inside = sentence.is(at, Kind::Sign)
        && sentence.mark(at + 1, '-')
        && sentence.glued(at + 1)
        && sentence.glued(at + 2)
        && sentence.is(at + 2, Kind::Number);
    let before = match dash_inside {
        true => currency_words(sentence, at).map(|(_, codes)| (2, codes)),
        false => currency_before(sentence, at),
    };
    let before_length = before.as_ref().map_or(0, |(length, _)| *length);
    let start = at + before_length;
    let negative = before.is_none()
        && at > 0
        && sentence.mark(at - 1, '-')
        && sentence.glued(at)
        && (at == 1 || !sentence.glued(at - 1));
    let Figure { text, end, calculated } = figure(sentence, start)?;
    // "120,-" and "12.-" are whole amounts.
    let end = end + if calculated { 0 } else { dash_after(sentence, end) };
    let after = currency_after(sentence, end);
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
            || sentence.words(end, |lexicon| lexicon.percent).is_some()
            || unit
            || hyphen
            || (before.is_none() && sentence.glued(start) && start == at && glued_to_word(sentence, at)))
    {
        return None;
    }
    let mut single =
        (calculated && spaced_times(sentence, start, end)).then(|| sentence.slice(end - 1, end).to_owned());
    let written = before.or(after).map(|(_, codes)| codes);
    let (mut text, mut to) = (text, to);
    if let Some(codes) = &written
        && let Some((with_cents, cents_to, is_sure)) = cents_behind(sentence, &text, to, codes)
    {
        single = (!is_sure).then_some(text);
        (text, to) = (with_cents, cents_to);
    }
    let rank = match &written {
        _ if cents.is_some() => Rank::Currency,
        Some(_) => Rank::Currency,
        None if calculated || text.contains(['.', ',']) => Rank::Decimal,
        None if followed_by_thing(sentence, to) => Rank::Quantity,
        None if ends_name(sentence, at) => Rank::Named,
        None => Rank::Whole,
    };
    let joined = (before_length == 0 && !calculated && rank >= Rank::Decimal)
        .then(|| with_thousands(sentence, start, &text))
        .flatten();
    let at = if joined.is_some() { at - 1 } else { at };
    if let Some(joined) = joined {
        single = Some(std::mem::replace(&mut text, joined));
    }
    let mut currencies = written.unwrap_or_default();
    if home_uses(&currencies, context.home_currency) {
        currencies = CURRENCIES
            .iter()
            .filter(|currency| currency.code == context.home_currency)
            .map(|currency| currency.code.as_str())
            .collect();
    }
    let (from, text) = match (negative, dash_inside) {
        (true, _) => (at - 1, format!("-{text}")),
        (false, true) => (at, format!("-{text}")),
        (false, false) => (at, text),
    };
    Some(Candidate { from, to, text, currencies, cents: cents.is_some(), rank, single })
}

/// "2026-02-30" and "31/4/2026" are days that do not exist, not calculations.
fn is_like_a_date(sentence: &Sentence<'_>, at: usize) -> bool {
    let digits = |at: usize| sentence.number(at).filter(|text| text.bytes().all(|b| b.is_ascii_digit()));
    let (Some(first), Some(second), Some(third)) = (digits(at), digits(at + 2), digits(at + 4)) else {
        return false;
    };
    let glued = (at + 1..at + 5).all(|at| sentence.glued(at)) && !sentence.glued(at);
    let marks = ['-', '/'].iter().any(|mark| sentence.mark(at + 1, *mark) && sentence.mark(at + 3, *mark));
    let year = (first.len() == 4) != (third.len() == 4);
    glued && marks && year && second.len() <= 2
}

/// "1 234.50" beside a currency or with decimals: the number before may be its thousands.
fn with_thousands(sentence: &Sentence<'_>, start: usize, text: &str) -> Option<String> {
    let before = start.checked_sub(1)?;
    let thousands = sentence.number(before).filter(|digits| {
        digits.len() <= 3 && !digits.starts_with('0') && digits.bytes().all(|byte| byte.is_ascii_digit())
    })?;
    let whole = text.split(['.', ',']).next()?;
    let is_group = whole.len() == 3
        && whole.bytes().all(|byte| byte.is_ascii_digit())
        && text.len() <= 6
        && text.matches(['.', ',']).count() <= 1
        && text.len() != 4;
    let apart = &sentence.text[sentence.tokens[before].to..sentence.tokens[start].from];
    (is_group && apart == " ").then(|| format!("{thousands}{text}"))
}

/// A calculation, a number, or a number word beside a currency: "five bucks".
fn figure(sentence: &Sentence<'_>, start: usize) -> Option<Figure> {
    if let Some((text, end)) = calculation(sentence, start) {
        return Some(Figure { text, end, calculated: end > start + 1 });
    }
    if let Some(text) = sentence.number(start) {
        return Some(Figure { text: text.to_owned(), end: start + 1, calculated: false });
    }
    let (length, count) = counted_currency(sentence, start)?;
    Some(Figure { text: count.to_string(), end: start + length, calculated: false })
}

/// "five" before a currency; not "a pound of fish", and not the end of "twenty five euros", whose beginning no word list knows.
pub(super) fn counted_currency(sentence: &Sentence<'_>, at: usize) -> Option<(usize, u32)> {
    let (length, count) = sentence.meaning(at, |lexicon| lexicon.numbers).filter(|(_, count)| *count > 1)?;
    let after_number = at > 0
        && (sentence.word(at - 1).is_some_and(is_number_like)
            || sentence.words_before(at, |lexicon| lexicon.and) > 0
            || sentence.mark(at - 1, '-'));
    let money = currency_words(sentence, at + length).is_some()
        || sentence.words(at + length, |lexicon| lexicon.cents).is_some();
    (money && !after_number).then_some((length, count))
}

/// Words of numbers that are not in the word lists.
pub(super) fn is_number_like(word: &str) -> bool {
    const PARTS: &[&str] = &[
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "sixty",
        "seventy",
        "eighty",
        "ninety",
        "hundred",
        "thousand",
        "veinte",
        "treinta",
        "cuarenta",
        "cincuenta",
        "sesenta",
        "setenta",
        "ochenta",
        "noventa",
        "cien",
        "ciento",
        "cientos",
        "mil",
        "zwanzig",
        "dreissig",
        "vierzig",
        "funfzig",
        "sechzig",
        "siebzig",
        "achtzig",
        "neunzig",
        "hundert",
        "tausend",
    ];
    PARTS.contains(&word)
}

/// How many tokens at `at` are the dash of "120,-".
fn dash_after(sentence: &Sentence<'_>, at: usize) -> usize {
    let mark = sentence.mark(at, ',') || sentence.mark(at, '.');
    let dash = ['-', '–', '—'].iter().any(|dash| sentence.mark(at + 1, *dash));
    let is_end = !sentence.glued(at + 2) || sentence.is(at + 2, Kind::Sign);
    let glued = sentence.glued(at) && sentence.glued(at + 1);
    if mark && dash && glued && is_end { 2 } else { 0 }
}

/// "12€50", "12 euros 50", "12 euros and 50 cents": the whole amount, its end, and whether it can be nothing else.
fn cents_behind(
    sentence: &Sentence<'_>,
    text: &str,
    at: usize,
    codes: &[&str],
) -> Option<(String, usize, bool)> {
    let has_cents = codes.first()?.parse::<CurrencyCode>().ok()?.exponent() == 2;
    if !has_cents || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let and = sentence
        .words(at, |lexicon| lexicon.and)
        .or_else(|| sentence.words(at, |lexicon| lexicon.with))
        .unwrap_or(0);
    let number = at + and;
    let digits = sentence.number(number).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    let named = sentence.words(number + 1, |lexicon| lexicon.cents);
    if let Some(length) = named
        && digits.len() <= 2
    {
        return Some((format!("{text}.{digits:0>2}"), number + 1 + length, true));
    }
    let next = number + 1;
    let is_unit = sentence.glued(next) && sentence.free(next).is_some_and(|token| token.kind != Kind::Mark);
    let counts = sentence.mark(next, '%') || sentence.mark(next, ':') || followed_by_thing(sentence, next);
    let is_loose = digits.len() == 2 && !is_unit && !counts && currency_words(sentence, next).is_none();
    let with = and > 0 && sentence.words(at, |lexicon| lexicon.with).is_some();
    is_loose.then(|| (format!("{text}.{digits}"), next, and == 0 && sentence.glued(number) || with))
}

/// "Pier 39" after "at": the number may be part of the name.
fn ends_name(sentence: &Sentence<'_>, at: usize) -> bool {
    let mut start = at;
    while start > 0 && sentence.capital(start - 1) {
        start -= 1;
    }
    start < at && sentence.words_before(start, |lexicon| lexicon.at) > 0
}

/// "2 coffees 1.60 each" costs 3.20, and "12 each with Ana" is either.
fn each(sentence: &Sentence<'_>, candidate: &Candidate, values: &mut Vec<ChipValue>) {
    let is_each = sentence.words(candidate.to, |lexicon| lexicon.each).is_some();
    let before = sentence.words_before(candidate.from, |lexicon| lexicon.each_before) > 0;
    if !is_each && !before {
        return;
    }
    let quantity = (0..candidate.from).find_map(|at| {
        let (length, count) = sentence.count(at)?;
        followed_by_thing(sentence, at + length).then_some(count)
    });
    let party = sentence.chips.iter().find_map(|chip| match chip.value {
        ChipValue::Party(party) => Some(u32::from(party)),
        _ => None,
    });
    let Some(factor) = quantity.or(party.filter(|_| is_each)).filter(|factor| (2..=1_000).contains(factor))
    else {
        return;
    };
    let times = |value: &ChipValue| match value {
        ChipValue::Amount { minor, currency, currency_written } => Some(ChipValue::Amount {
            minor: minor
                .checked_mul(i64::from(factor))
                .filter(|minor| crate::money::checked_minor(*minor).is_ok())?,
            currency: *currency,
            currency_written: *currency_written,
        }),
        _ => None,
    };
    if let Some(all) = values.first().and_then(times) {
        values.insert(0, all);
    }
}

/// "12 May 5": whichever of the numbers is the day, the other is the amount.
fn swapped(
    sentence: &Sentence<'_>,
    candidate: &Candidate,
    values: &mut Vec<ChipValue>,
    context: &QuickContext,
) {
    if let Some((number, amount)) = sentence.swapped
        && amount == candidate.from
        && let Some(token) = sentence.tokens.get(number)
    {
        let currency = match values.first() {
            Some(ChipValue::Amount { currency, .. }) => *currency,
            _ => context.home_currency,
        };
        let text = &sentence.text[token.from..token.to];
        let others = minors_of(text, false, currency, context);
        values.extend(others.into_iter().map(|minor| ChipValue::Amount {
            minor,
            currency,
            currency_written: !candidate.currencies.is_empty(),
        }));
    }
}

fn minor_of(value: &ChipValue) -> i64 {
    match value {
        ChipValue::Amount { minor, .. } => *minor,
        _ => 0,
    }
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
        && (sentence.is(end, Kind::Number) || operator(end) || (end > start + 1 && sentence.mark(end, '%')))
    {
        end += 1;
    }
    let plain = amount::NumberFormat::new('.', None);
    while end > start + 2 {
        let has_number_last = (sentence.is(end - 1, Kind::Number) && !sentence.mark(end, '%'))
            || sentence.mark(end - 1, ')')
            || sentence.mark(end - 1, '%');
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
    let mut plain = amount::readings(text, exponent, context.number_format);
    let decimal = context.number_format.decimal;
    let is_too_exact = exponent > 0
        && plain.len() == 1
        && text.split_once(decimal).is_some_and(|(_, decimals)| decimals.len() > usize::from(exponent));
    if is_too_exact {
        // "12.345" euros where the dot parts decimals: thousands, or a price with a digit too many.
        let rounded = amount::evaluate(&format!("{text}*1"), exponent, context.number_format);
        plain.extend(rounded.ok().filter(|minor| !plain.contains(minor)));
    }
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
    is_small_code(word)
        || lexica(language).iter().any(|lexicon| lexicon.currencies.iter().any(|(known, _)| *known == word))
}

/// Whether a folded word is a currency code that is no other word.
pub(super) fn is_small_code(word: &str) -> bool {
    SMALL_CODES.contains(&word)
}

/// Whether these letters are a currency when digits follow at once.
pub(super) fn is_glued_currency(letters: &str) -> bool {
    let lower = letters.to_ascii_lowercase();
    SMALL_CODES.contains(&lower.as_str()) || matches!(lower.as_str(), "kr" | "rs" | "rp" | "sfr")
}
