//! The day of the meal: "yesterday", "el martes", "vor 3 Tagen", "5. März", "5/3".

use chrono::{Datelike, Days, Months, NaiveDate};

use crate::civil::check_date;
use crate::quick::lexicon::{Unit, lexica};
use crate::quick::read::money;
use crate::quick::read::sentence::{Kind, Sentence};
use crate::quick::{ChipValue, Language, QuickContext};

/// How many days ahead a date without a year may be a plan instead of last year's.
const PLANNED_DAYS_MAX: u64 = 45;
/// The earliest year of this century that two digits after a month may mean.
const RECENT_YEARS_MIN: i32 = 15;
/// The longest span "ago", in units.
const AGO_MAX: u32 = 1_000;

/// Possible days, likeliest first, and how many tokens said so.
struct Found {
    length: usize,
    days: Vec<NaiveDate>,
    /// Whether the number behind it may be the day instead, and its own number the amount.
    swaps: bool,
}

impl Found {
    fn one(length: usize, day: NaiveDate) -> Option<Self> {
        check_date(day).ok().map(|day| Self { length, days: vec![day], swaps: false })
    }
}

/// Finds the date. A second one in the sentence becomes an alternative of the first.
pub(super) fn read(sentence: &mut Sentence<'_>, context: &QuickContext) {
    let mut chip = None;
    let mut at = 0;
    while at < sentence.len() {
        let Some((prefix, found)) = date_at(sentence, at, context) else {
            at += 1;
            continue;
        };
        let end = at + prefix + found.length;
        let mut days = found.days.into_iter().map(ChipValue::Date);
        match chip {
            None => {
                let value = days.next().expect("a date was found");
                if found.swaps {
                    sentence.swapped = Some((at, end));
                }
                sentence.chip(at, end, value, days.collect());
                chip = Some(sentence.chips.len() - 1);
            }
            Some(first) => {
                let first = &mut sentence.chips[first];
                let other: Vec<_> =
                    days.filter(|day| *day != first.value && !first.alternatives.contains(day)).collect();
                first.alternatives.extend(other);
            }
        }
        at = end;
    }
}

/// A date at `at`, with the number of words before it that belong to it ("on").
fn date_at(sentence: &Sentence<'_>, at: usize, context: &QuickContext) -> Option<(usize, Found)> {
    if let Some(found) =
        spelled(sentence, at, context, false).or_else(|| figures(sentence, at, context, false))
    {
        return Some((0, found));
    }
    let prefix = sentence.words(at, |lexicon| lexicon.on)?;
    let start = at + prefix;
    let found =
        spelled(sentence, start, context, true).or_else(|| figures(sentence, start, context, true))?;
    Some((prefix, found))
}

fn spelled(sentence: &Sentence<'_>, at: usize, context: &QuickContext, after_on: bool) -> Option<Found> {
    let today = context.today;
    if names_somebody(sentence, at) {
        return None;
    }
    if let Some((length, days)) = sentence.meaning(at, |lexicon| lexicon.days) {
        return if is_part_of_day(sentence, at) { None } else { Found::one(length, shifted(today, days)?) };
    }
    ago(sentence, at, today)
        .or_else(|| weekday(sentence, at, context, after_on))
        .or_else(|| day_and_month(sentence, at, context))
        .or_else(|| last_week(sentence, at, today))
        .or_else(|| day_alone(sentence, at, today, after_on))
}

/// "with April", "mit Sonntag": a name after "with" is nobody's date.
fn names_somebody(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.words_before(at, |lexicon| lexicon.with) > 0
        && sentence.word(at).is_some()
        && sentence.words(at, |lexicon| lexicon.on).is_none()
}

/// "por la mañana" and "am Morgen" say when in the day, "mañana" and "morgen" alone say tomorrow.
fn is_part_of_day(sentence: &Sentence<'_>, at: usize) -> bool {
    let before = |words: &[&str]| {
        at > 0 && sentence.tokens.get(at - 1).is_some_and(|token| words.contains(&token.folded.as_str()))
    };
    let weekday_before = at > 0
        && sentence.tokens.get(at - 1).is_some_and(|token| {
            lexica(Language::De)[0].weekdays.iter().any(|(name, _)| *name == token.folded)
        });
    match sentence.word(at) {
        Some("manana") => before(&["la"]),
        Some("morgen") => before(&["am", "jeden", "guten"]) || weekday_before,
        _ => false,
    }
}

/// "last week" without a weekday may be any of its days; the same weekday is the likeliest.
fn last_week(sentence: &Sentence<'_>, at: usize, today: NaiveDate) -> Option<Found> {
    let length = sentence.words(at, |lexicon| lexicon.last_week)?;
    let monday = monday_of_last_week(today)?;
    let same = shifted(today, -7)?;
    let others = (0..7).filter_map(|days| shifted(monday, days)).filter(|day| *day != same);
    Some(Found { length, days: std::iter::once(same).chain(others).collect(), swaps: false })
}

fn monday_of_last_week(today: NaiveDate) -> Option<NaiveDate> {
    shifted(today, -7 - i64::from(today.weekday().num_days_from_monday()))
}

/// "on the 5th", "el día 5", "am 5.": the last such day, or that of the month named after it.
fn day_alone(sentence: &Sentence<'_>, at: usize, today: NaiveDate, after_on: bool) -> Option<Found> {
    let spanish = sentence.words(at, |lexicon| lexicon.the_day).unwrap_or(0);
    // "en el 5" is a place.
    if spanish > 0 && sentence.words_before(at, |lexicon| lexicon.at) > 0 {
        return None;
    }
    let (length, day) = day_number(sentence, at + spanish)?;
    let is_ordinal = length > 1 && after_on;
    if !is_ordinal && spanish == 0 {
        return None;
    }
    let end = at + spanish + length;
    let of = sentence.words(end, |lexicon| lexicon.of).unwrap_or(0);
    if sentence.meaning(end + of, |lexicon| lexicon.months).is_some() {
        return None;
    }
    let this = sentence.words(end, |lexicon| lexicon.this_month);
    let last = sentence.words(end, |lexicon| lexicon.last_month);
    let is_of_a_month = this.or(last).is_some();
    // "el 5 Jotas", "el 12 €", "am 5. Rad" count or name something else.
    let money = sentence.is(end, Kind::Sign)
        || sentence.meaning(end, |lexicon| lexicon.currencies).is_some()
        || (sentence.glued(end) && sentence.free(end).is_some_and(|token| token.kind != Kind::Mark))
        || (sentence.glued(end) && (sentence.mark(end, '/') || sentence.mark(end, '-')))
        || sentence.mark(end, '%');
    let named = sentence.capital(end) && sentence.meaning(end, |lexicon| lexicon.meals).is_none();
    if !is_of_a_month && (money || named) {
        return None;
    }
    let length = spanish + length + this.max(last).unwrap_or(0);
    let month = crate::civil::month_start(today);
    if last.is_some() {
        let before = month.checked_sub_months(Months::new(1))?;
        return Found::one(length, before.with_day(day)?);
    }
    if this.is_some() {
        return Found::one(length, month.with_day(day)?);
    }
    let tomorrow = today.succ_opt()?;
    let months = (0..4).filter_map(|back| month.checked_sub_months(Months::new(back)));
    let past = months.filter_map(|month| month.with_day(day)).find(|date| *date <= tomorrow)?;
    let ahead = month.with_day(day).filter(|date| *date > tomorrow);
    Some(Found { length, days: std::iter::once(past).chain(ahead).collect(), swaps: false })
}

fn shifted(today: NaiveDate, days: i64) -> Option<NaiveDate> {
    let by = Days::new(days.unsigned_abs());
    if days < 0 { today.checked_sub_days(by) } else { today.checked_add_days(by) }
}

/// "3 days ago", "hace 3 días", "vor einer Woche".
fn ago(sentence: &Sentence<'_>, at: usize, today: NaiveDate) -> Option<Found> {
    let before = sentence.words(at, |lexicon| lexicon.ago_before).unwrap_or(0);
    let several = sentence.meaning(at + before, |lexicon| lexicon.several);
    let (number, count) = several.or_else(|| sentence.count(at + before))?;
    let (unit_length, unit) = sentence.meaning(at + before + number, |lexicon| lexicon.units)?;
    let span = before + number + unit_length;
    let after = if before > 0 { 0 } else { sentence.words(at + span, |lexicon| lexicon.ago_after)? };
    if count > AGO_MAX {
        return None;
    }
    let day = match unit {
        Unit::Day => today.checked_sub_days(Days::new(u64::from(count)))?,
        Unit::Week => today.checked_sub_days(Days::new(7 * u64::from(count)))?,
        Unit::Month => today.checked_sub_months(Months::new(count))?,
        Unit::Year => today.checked_sub_months(Months::new(count.checked_mul(12)?))?,
    };
    Found::one(span + after, day)
}

/// The last such weekday. On a Friday, "Friday" may be today or a week ago.
fn weekday(sentence: &Sentence<'_>, at: usize, context: &QuickContext, after_on: bool) -> Option<Found> {
    let today = context.today;
    let week = sentence.words(at, |lexicon| lexicon.last_week).unwrap_or(0);
    let at = at + week;
    let on = if week > 0 { sentence.words(at, |lexicon| lexicon.on).unwrap_or(0) } else { 0 };
    let at = at + on;
    let last = sentence.words(at, |lexicon| lexicon.last).unwrap_or(0);
    let this = sentence.words(at, |lexicon| lexicon.this).unwrap_or(0);
    let next = sentence.words(at, |lexicon| lexicon.next).unwrap_or(0);
    let before = last.max(this).max(next);
    let short = || {
        if before > 0 || after_on || is_sure_short(sentence, at, context.language) {
            sentence.meaning(at + before, |lexicon| lexicon.weekdays_short)
        } else {
            None
        }
    };
    let (name, wanted) = sentence.meaning(at + before, |lexicon| lexicon.weekdays).or_else(short)?;
    let last_after = sentence.words(at + before + name, |lexicon| lexicon.last_after).unwrap_or(0);
    let next_after = sentence.words(at + before + name, |lexicon| lexicon.next_after).unwrap_or(0);
    let week_after = sentence.words(at + before + name, |lexicon| lexicon.last_week).unwrap_or(0);
    if week + week_after > 0 {
        let length = week + on + before + name + week_after;
        return Found::one(length, shifted(monday_of_last_week(today)?, wanted)?);
    }
    let length = before + name + last_after.max(next_after);
    let weekday = i64::from(today.weekday().num_days_from_monday());
    let back = (weekday - wanted).rem_euclid(7);
    if next + next_after > 0 && last + last_after == 0 {
        return Found::one(length, shifted(today, 7 - back)?);
    }
    if this > 0 {
        return Found::one(length, shifted(today, wanted - weekday)?);
    }
    if back > 0 || last + last_after > 0 {
        return Found::one(length, shifted(today, if back == 0 { -7 } else { -back })?);
    }
    Some(Found { length, days: vec![today, shifted(today, -7)?], swaps: false })
}

/// Short names that are no other word: "mon", but not "sat" or "sun".
fn is_sure_short(sentence: &Sentence<'_>, at: usize, language: Language) -> bool {
    language == Language::En
        && matches!(sentence.word(at), Some("mon" | "tue" | "tues" | "thu" | "thur" | "thurs" | "fri"))
}

/// "5 March", "5th of March 2026", "5 de marzo de 2026", "5. März", "March 5, 2026".
fn day_and_month(sentence: &Sentence<'_>, at: usize, context: &QuickContext) -> Option<Found> {
    let today = context.today;
    if let Some((day_length, day)) = day_number(sentence, at) {
        let of = sentence.words(at + day_length, |lexicon| lexicon.of).unwrap_or(0);
        let (month_length, month) = sentence.meaning(at + day_length + of, |lexicon| lexicon.months)?;
        let dot = usize::from(
            month_length == 1
                && sentence.mark(at + day_length + of + 1, '.')
                && sentence.glued(at + day_length + of + 1),
        );
        let length = day_length + of + month_length + dot;
        let mut found = with_year(sentence, at, length, day, month, today)?;
        if let Some(other) = other_day(sentence, at, (day_length, of, month_length), context)
            && found.length == length
        {
            let days = recent(other, month, today).unwrap_or_default();
            found.days.extend(days.into_iter().take(1));
            // "5 Mar 24" may also end with the year.
            let years = RECENT_YEARS_MIN..=today.year() % 100;
            let year = i32::try_from(other).ok().filter(|year| years.contains(year));
            let dated = year.and_then(|year| NaiveDate::from_ymd_opt(2000 + year, month, day));
            found.days.extend(dated.filter(|date| *date <= today));
            found.swaps = true;
        }
        return Some(found);
    }
    // "30 de febrero 12" is no day at all, and above all not the 12th.
    if sentence.words_before(at, |lexicon| lexicon.of) > 0 {
        return None;
    }
    let (month_length, month) = sentence.meaning(at, |lexicon| lexicon.months)?;
    let (day_length, day) = day_number(sentence, at + month_length)?;
    // "March 5.50" is not a day; "May 5 €" is an amount after a month.
    if sentence.is(at + month_length + day_length, Kind::Sign) {
        return None;
    }
    with_year(sentence, at, month_length + day_length, day, month, today)
}

/// The day that the number after the month would be: "12 May 5" may be the 12th and 5.00, or the 5th and 12.00.
fn other_day(
    sentence: &Sentence<'_>,
    at: usize,
    (day, of, month): (usize, usize, usize),
    context: &QuickContext,
) -> Option<u32> {
    let after = at + day + of + month;
    let is_plain = day == 1
        && of == 0
        && context.language == Language::En
        && sentence.words_before(at, |lexicon| lexicon.on) == 0
        && !sentence.mark(after, ',');
    let (length, other) = day_number(sentence, after)?;
    let is_day =
        is_plain && length == 1 && !sentence.is(after + 1, Kind::Sign) && !sentence.mark(after + 1, '%');
    is_day.then_some(other)
}

/// "5", "5th", "5."
fn day_number(sentence: &Sentence<'_>, at: usize) -> Option<(usize, u32)> {
    let day = sentence.integer(at).filter(|day| (1..=31).contains(day))?;
    let suffix = sentence.glued(at + 1)
        && (sentence.mark(at + 1, '.') || matches!(sentence.word(at + 1), Some("st" | "nd" | "rd" | "th")));
    Some((1 + usize::from(suffix), day))
}

fn with_year(
    sentence: &Sentence<'_>,
    at: usize,
    length: usize,
    day: u32,
    month: u32,
    today: NaiveDate,
) -> Option<Found> {
    let comma = usize::from(sentence.mark(at + length, ','));
    let of = sentence.words(at + length + comma, |lexicon| lexicon.of).unwrap_or(0);
    let year_at = at + length + comma + of;
    if let Some(year) = sentence.integer(year_at).filter(|year| (1900..=2199).contains(year))
        && money::currency_after(sentence, year_at + 1).is_none()
        && let Some(day) = i32::try_from(year).ok().and_then(|year| NaiveDate::from_ymd_opt(year, month, day))
    {
        return Found::one(length + comma + of + 1, day);
    }
    Some(Found { length, days: recent(day, month, today)?, swaps: false })
}

/// The last such day; a near one ahead is a second reading.
fn recent(day: u32, month: u32, today: NaiveDate) -> Option<Vec<NaiveDate>> {
    let tomorrow = today.succ_opt()?;
    let year = today.year();
    let past = (year - 8..=year)
        .rev()
        .filter_map(|year| NaiveDate::from_ymd_opt(year, month, day))
        .find(|date| *date <= tomorrow)?;
    let soon = today.checked_add_days(Days::new(PLANNED_DAYS_MAX))?;
    let ahead = [year, year + 1].into_iter().filter_map(|year| NaiveDate::from_ymd_opt(year, month, day));
    Some(
        std::iter::once(past)
            .chain(ahead.filter(|date| *date > today && *date != past && *date <= soon))
            .collect(),
    )
}

/// "2026-03-05", "5.3.", "5.3.2026", "5/3", "5/3/2026", "5-3-2026".
fn figures(sentence: &Sentence<'_>, at: usize, context: &QuickContext, after_on: bool) -> Option<Found> {
    dotted(sentence, at, context, after_on).or_else(|| slashed(sentence, at, context))
}

fn dotted(sentence: &Sentence<'_>, at: usize, context: &QuickContext, after_on: bool) -> Option<Found> {
    let parts: Vec<u32> =
        sentence.number(at)?.split('.').map(|part| part.parse().ok()).collect::<Option<_>>()?;
    let dot = sentence.mark(at + 1, '.') && sentence.glued(at + 1);
    match parts[..] {
        [day, month, year] => Found::one(1, NaiveDate::from_ymd_opt(full_year(year)?, month, day)?),
        // "5.3" may be an amount; the dot of "5.3." may end the sentence, unless German writes it or "am" stands before.
        [day, month] if dot && (after_on || context.language == Language::De) => {
            if !(1..=12).contains(&month) || sentence.is(at + 2, Kind::Sign) {
                return None;
            }
            Some(Found { length: 2, days: recent(day, month, context.today)?, swaps: false })
        }
        [day, month] if after_on && context.language == Language::De && month <= 12 => {
            Some(Found { length: 1, days: recent(day, month, context.today)?, swaps: false })
        }
        _ => None,
    }
}

fn slashed(sentence: &Sentence<'_>, at: usize, context: &QuickContext) -> Option<Found> {
    let first = sentence.integer(at)?;
    let mark = ['/', '-'].into_iter().find(|mark| sentence.mark(at + 1, *mark))?;
    if !sentence.glued(at + 1) || !sentence.glued(at + 2) {
        return None;
    }
    let second = sentence.integer(at + 2)?;
    let third = if sentence.mark(at + 3, mark) && sentence.glued(at + 3) && sentence.glued(at + 4) {
        sentence.integer(at + 4)
    } else {
        None
    };
    match third {
        Some(day) if first >= 1000 => {
            Found::one(5, NaiveDate::from_ymd_opt(i32::try_from(first).ok()?, second, day)?)
        }
        Some(year) => {
            let year = full_year(year)?;
            let days =
                both_orders(first, second, context, |day, month| NaiveDate::from_ymd_opt(year, month, day));
            (!days.is_empty()).then_some(Found { length: 5, days, swaps: false })
        }
        // "12/3 €" and "12/3+1" are calculations, "2-3" is a range.
        None if mark == '/'
            && !sentence.is(at + 3, Kind::Sign)
            && !(sentence.glued(at + 3) && is_operator(sentence, at + 3)) =>
        {
            let latest =
                |day, month| recent(day, month, context.today).and_then(|days| days.into_iter().next());
            let days = both_orders(first, second, context, latest);
            (!days.is_empty()).then_some(Found { length: 3, days, swaps: false })
        }
        None => None,
    }
}

fn is_operator(sentence: &Sentence<'_>, at: usize) -> bool {
    ['+', '-', '*', '/', '×'].into_iter().any(|mark| sentence.mark(at, mark))
}

/// The days that "first/second" may mean: one when the locale or the figures decide, otherwise two.
fn both_orders(
    first: u32,
    second: u32,
    context: &QuickContext,
    make: impl Fn(u32, u32) -> Option<NaiveDate>,
) -> Vec<NaiveDate> {
    let day_first = make(first, second).filter(|day| check_date(*day).is_ok());
    let month_first = make(second, first).filter(|day| check_date(*day).is_ok());
    let (likely, other) = match context.day_first.unwrap_or(context.language != Language::En) {
        true => (day_first, month_first),
        false => (month_first, day_first),
    };
    let decided = context.day_first.is_some() && likely.is_some();
    likely.into_iter().chain(other.filter(|day| !decided && Some(*day) != likely)).collect()
}

fn full_year(year: u32) -> Option<i32> {
    match year {
        0..=99 => i32::try_from(2000 + year).ok(),
        1900..=2199 => i32::try_from(year).ok(),
        _ => None,
    }
}
