//! The time of the meal: "13:30", "1pm", "a las 14:00", "um 13 Uhr", "halb acht".

use chrono::NaiveTime;

use crate::MealType;
use crate::quick::ChipValue;
use crate::quick::lexicon::Half;
use crate::quick::read::sentence::{Kind, Sentence};

/// A time as it was written.
struct Written {
    length: usize,
    hour: u32,
    minute: u32,
    half: Option<Half>,
    /// Whether nobody would write the evening like this: "07:30", "19:30", "13 Uhr".
    exact: bool,
}

/// Finds the time; `meal` tells eight in the morning from eight in the evening.
pub(super) fn read(sentence: &mut Sentence<'_>, meal: Option<MealType>) {
    for at in 0..sentence.len() {
        if let Some((length, minutes)) = sentence.meaning(at, |lexicon| lexicon.moments)
            && let Some(time) = NaiveTime::from_hms_opt(minutes / 60, minutes % 60, 0)
        {
            sentence.chip(at, at + length, ChipValue::Time(time), Vec::new());
            return;
        }
        let prefix = sentence
            .words(at, |lexicon| lexicon.time_before)
            .or_else(|| sentence.mark(at, '@').then_some(1))
            .unwrap_or(0);
        let written = spoken(sentence, at)
            .or_else(|| minutes_first(sentence, at, prefix))
            .or_else(|| clock(sentence, at + prefix, prefix > 0).map(|found| longer(found, prefix)));
        let Some(written) = written else { continue };
        let times = times_of(&written, meal);
        if let Some((value, others)) = times.split_first() {
            sentence.chip(at, at + written.length, value.clone(), others.to_vec());
            return;
        }
    }
}

fn longer(written: Written, by: usize) -> Written {
    Written { length: written.length + by, ..written }
}

fn clock(sentence: &Sentence<'_>, at: usize, after_at: bool) -> Option<Written> {
    let mut written = figures(sentence, at).or_else(|| hour_word(sentence, at, after_at))?;
    let half_after =
        sentence.words(at + written.length, |lexicon| lexicon.half_after).filter(|_| written.minute == 0);
    if let Some(length) = half_after {
        written.minute = 30;
        written.length += length;
    }
    minutes_after(sentence, at, &mut written, after_at);
    let clock = sentence.words(at + written.length, |lexicon| lexicon.clock);
    written.length += clock.unwrap_or(0);
    if clock.is_some() && written.minute == 0 {
        minutes_after_clock(sentence, at, &mut written);
    }
    let half = half_of_day(sentence, at + written.length);
    written.half = half.map(|(_, half)| half);
    written.length += half.map_or(0, |(length, _)| length);
    let bare = !written.exact
        && written.minute == 0
        && clock.is_none()
        && written.half.is_none()
        && half_after.is_none();
    // A bare number is a time only after "at", and never with a currency or a percent sign.
    let next = at + written.length;
    let money = sentence.is(next, Kind::Sign)
        || sentence.mark(next, '%')
        || sentence.meaning(next, |lexicon| lexicon.currencies).is_some();
    let hyphen = sentence.mark(next, '-') && sentence.glued(next) && sentence.glued(next + 1);
    let colon = written.length > 1 && sentence.mark(at + 1, ':');
    // "at 7 Eleven" and "at Four Seasons" are places, "at 7 with Ana" and "um 7 Essen" are times.
    let name = sentence.words_before(at, |lexicon| lexicon.at) > 0
        && (sentence.integer(at).is_some() || sentence.capital(at))
        && sentence.capital(next)
        && !is_keyword(sentence, next);
    (colon || !bare || (after_at && !money && !hyphen && !name && written.hour <= 24)).then_some(written)
}

/// A word that leads to a field of its own, however it is written.
fn is_keyword(sentence: &Sentence<'_>, at: usize) -> bool {
    sentence.meaning(at, |lexicon| lexicon.meals).is_some()
        || sentence.meaning(at, |lexicon| lexicon.days).is_some()
        || sentence.meaning(at, |lexicon| lexicon.weekdays).is_some()
        || sentence.meaning(at, |lexicon| lexicon.months).is_some()
        || [
            sentence.words(at, |lexicon| lexicon.at),
            sentence.words(at, |lexicon| lexicon.with),
            sentence.words(at, |lexicon| lexicon.on),
            sentence.words(at, |lexicon| lexicon.tip),
            sentence.words(at, |lexicon| lexicon.fillers),
        ]
        .iter()
        .any(Option::is_some)
}

/// "am", "p.m.", "in the evening", "abends".
fn half_of_day(sentence: &Sentence<'_>, at: usize) -> Option<(usize, Half)> {
    let half = match sentence.word(at) {
        Some("a") => Half::Morning,
        Some("p") => Half::Evening,
        _ => return sentence.meaning(at, |lexicon| lexicon.halves),
    };
    let dotted = sentence.mark(at + 1, '.') && sentence.word(at + 2) == Some("m") && sentence.glued(at + 2);
    let dot = usize::from(sentence.mark(at + 3, '.') && sentence.glued(at + 3));
    if dotted { Some((3 + dot, half)) } else { sentence.meaning(at, |lexicon| lexicon.halves) }
}

/// "13:30", "13", "13h30", "1.30" before "pm".
fn figures(sentence: &Sentence<'_>, at: usize) -> Option<Written> {
    let text = sentence.number(at)?;
    if let Some((hour, minute)) = text.split_once('.') {
        let time = Written {
            length: 1,
            hour: hour.parse().ok()?,
            minute: minute.parse().ok()?,
            half: None,
            exact: false,
        };
        let marked = half_of_day(sentence, at + 1).is_some() || sentence.word(at + 1) == Some("uhr");
        return (marked && minute.len() == 2 && time.hour < 25 && time.minute < 60).then_some(time);
    }
    let hour = sentence.integer(at).filter(|hour| *hour <= 24 && text.len() <= 2)?;
    let exact = text.starts_with('0') || hour > 12 || hour == 0;
    if sentence.mark(at + 1, ':') && sentence.glued(at + 1) && sentence.glued(at + 2) {
        let minute = sentence
            .integer(at + 2)
            .filter(|minute| *minute < 60 && sentence.number(at + 2).is_some_and(|m| m.len() == 2))?;
        return Some(Written { length: 3, hour, minute, half: None, exact });
    }
    if let Some(minute) =
        sentence.word(at + 1).filter(|_| sentence.glued(at + 1)).and_then(|word| word.strip_prefix('h'))
    {
        match minute.parse::<u32>() {
            Ok(minute) if minute < 60 => {
                return Some(Written { length: 2, hour, minute, half: None, exact: true });
            }
            _ if !minute.is_empty() => return None,
            _ => {}
        }
    }
    let unmarked = exact && sentence.words(at + 1, |lexicon| lexicon.clock).is_none();
    Some(Written { length: 1, hour, minute: 0, half: None, exact: exact && !unmarked })
}

/// "at seven", "a las dos": only after such a word.
fn hour_word(sentence: &Sentence<'_>, at: usize, after_at: bool) -> Option<Written> {
    let (length, hour) = sentence.meaning(at, |lexicon| lexicon.numbers).filter(|_| after_at)?;
    // "at a place" has no hour in it.
    let article =
        matches!(sentence.word(at), Some("a" | "an" | "un" | "una" | "ein" | "eine" | "einem" | "einer"));
    let one = sentence.word(at) == Some("una") && at > 0 && sentence.word(at - 1) == Some("la");
    (!article || one).then_some(Written { length, hour, minute: 0, half: None, exact: false })
}

/// "half past seven", "halb acht".
fn spoken(sentence: &Sentence<'_>, at: usize) -> Option<Written> {
    let past = sentence.words(at, |lexicon| lexicon.half_past);
    let to = sentence.words(at, |lexicon| lexicon.half_to);
    let prefix = past.or(to)?;
    let (length, hour) = sentence.count(at + prefix).filter(|(_, hour)| (1..=12).contains(hour))?;
    let hour = if past.is_some() { hour } else { (hour + 11) % 12 };
    let half = half_of_day(sentence, at + prefix + length);
    let length = prefix + length + half.map_or(0, |(length, _)| length);
    Some(Written { length, hour, minute: 30, half: half.map(|(_, half)| half), exact: false })
}

/// "quarter past three", "um zehn vor acht", "fünf nach halb acht". Minutes other than a quarter only after "at".
fn minutes_first(sentence: &Sentence<'_>, at: usize, prefix: usize) -> Option<Written> {
    let start = at + prefix;
    if sentence.word(start) == Some("dreiviertel") {
        let (length, hour) = sentence.count(start + 1).filter(|(_, hour)| (1..=12).contains(hour))?;
        return Some(spoken_at(sentence, prefix + 1 + length, at, (hour + 11) % 12, 45));
    }
    let quarter = sentence.meaning(start, |lexicon| lexicon.quarters);
    let counted = || sentence.count(start).filter(|(_, minutes)| prefix > 0 && (1..30).contains(minutes));
    let (length, minutes) = quarter.or_else(counted)?;
    let unit = start + length;
    let relation = unit + sentence.words(unit, |lexicon| lexicon.minutes).unwrap_or(0);
    let past = sentence.words(relation, |lexicon| lexicon.past);
    let to = sentence.words(relation, |lexicon| lexicon.to);
    let hour_at = relation + past.or(to)?;
    let half = sentence.words(hour_at, |lexicon| lexicon.half_to).unwrap_or(0);
    let (length, hour) = sentence.count(hour_at + half).filter(|(_, hour)| (1..=24).contains(hour))?;
    let base = hour * 60 + 24 * 60 - if half > 0 { 30 } else { 0 };
    let total = (if past.is_some() { base + minutes } else { base - minutes }) % (24 * 60);
    Some(spoken_at(sentence, hour_at + half + length - at, at, total / 60, total % 60))
}

/// A time in words, with the half of the day that may follow it.
fn spoken_at(sentence: &Sentence<'_>, length: usize, at: usize, hour: u32, minute: u32) -> Written {
    let clock = sentence.words(at + length, |lexicon| lexicon.clock).unwrap_or(0);
    let half = half_of_day(sentence, at + length + clock);
    let length = length + clock + half.map_or(0, |(length, _)| length);
    Written { length, hour, minute, half: half.map(|(_, half)| half), exact: hour > 12 }
}

/// "a las nueve y cuarto", "a las 9 menos diez".
fn minutes_after(sentence: &Sentence<'_>, at: usize, written: &mut Written, after_at: bool) {
    if !after_at || written.minute != 0 {
        return;
    }
    let joint = at + written.length;
    let and = sentence.words(joint, |lexicon| lexicon.and_minutes);
    let less = sentence.words(joint, |lexicon| lexicon.less_minutes);
    let Some(length) = and.or(less) else { return };
    let quarter = sentence.meaning(joint + length, |lexicon| lexicon.quarters);
    let counted = sentence.count(joint + length).filter(|(_, minutes)| (1..60).contains(minutes));
    let Some((digits, minutes)) = quarter.or(counted) else { return };
    if and.is_some() {
        written.minute = minutes;
    } else {
        (written.hour, written.minute) = ((written.hour + 23) % 24, 60 - minutes);
    }
    written.length += length + digits;
    written.length += sentence.words(at + written.length, |lexicon| lexicon.minutes).unwrap_or(0);
}

/// "20 Uhr 15", unless the 15 is the only number left, which is then the price.
fn minutes_after_clock(sentence: &Sentence<'_>, at: usize, written: &mut Written) {
    let next = at + written.length;
    let Some(minute) = sentence.integer(next).filter(|minute| *minute < 60) else { return };
    let is_two_digits = sentence.number(next).is_some_and(|digits| digits.len() == 2);
    let is_dashed = sentence.glued(next + 1) && sentence.mark(next + 1, ',');
    let is_money = sentence.is(next + 1, Kind::Sign)
        || sentence.mark(next + 1, '%')
        || sentence.meaning(next + 1, |lexicon| lexicon.currencies).is_some();
    let another =
        (0..sentence.len()).any(|other| !(at..=next).contains(&other) && sentence.is(other, Kind::Number));
    if is_two_digits && !is_dashed && !is_money && another {
        written.minute = minute;
        written.length += 1;
    }
}

/// The times it may be, likeliest first.
fn times_of(written: &Written, meal: Option<MealType>) -> Vec<ChipValue> {
    let time = |hour: u32| NaiveTime::from_hms_opt(hour % 24, written.minute, 0).map(ChipValue::Time);
    let twelve = written.hour % 12;
    let hours: Vec<u32> = match written.half {
        Some(_) if written.hour > 12 => vec![written.hour],
        Some(Half::Morning) => vec![twelve],
        Some(Half::Evening) => vec![twelve + 12],
        None if written.exact || written.hour >= 12 => vec![written.hour],
        None => match meal.and_then(|meal| usual_half(meal, written.hour)) {
            Some(Half::Morning) => vec![written.hour],
            Some(Half::Evening) => vec![written.hour + 12],
            None => vec![written.hour, written.hour + 12],
        },
    };
    hours.into_iter().filter_map(time).collect()
}

/// The half of the day in which this meal is eaten at `hour`, when it can only be one.
fn usual_half(meal: MealType, hour: u32) -> Option<Half> {
    match (meal, hour) {
        (MealType::Breakfast, 4..=11) | (MealType::Brunch, 9..=11) | (MealType::Lunch, 10..=11) => {
            Some(Half::Morning)
        }
        (MealType::Brunch | MealType::Lunch, 1..=5)
        | (MealType::Dinner, 4..=11)
        | (MealType::Drinks, 5..=10) => Some(Half::Evening),
        _ => None,
    }
}
