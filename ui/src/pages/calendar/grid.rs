//! The month as a grid of days. One stop of the Tab key; inside, the keys of a calendar move (see `days::moved`).

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate, Weekday};
use domain::CurrencyCode;
use domain::civil::month_start;
use domain::read::CalendarDay;
use wire::call::{GetCalendar, QueryText};
use yew::prelude::*;

use super::agenda::Agenda;
use super::day_id;
use super::days::{HEAT_LEVELS, Span, bounds, heat, month_end, moved, weeks};
use super::marks::{heat_currency, meal_marks, meals_spoken, totals_spoken};
use super::sum::{added, linked};
use crate::components::FailedState;
use crate::format::use_format;
use crate::hooks::{Loaded, use_query, use_session};
use crate::pages::parts::expenses_count;
use crate::words::use_words;

/// Properties of `MonthView`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The day that is chosen.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// First day of the week.
    pub first: Weekday,
    /// Another day is chosen with the pointer.
    pub on_select: Callback<NaiveDate>,
    /// Another day is chosen with the keyboard.
    pub on_move: Callback<NaiveDate>,
    /// A day is opened.
    pub on_open: Callback<NaiveDate>,
}

/// What the cells need to know.
struct Shown<'a> {
    days: HashMap<NaiveDate, &'a CalendarDay>,
    currency: CurrencyCode,
    /// What the days cost, cheapest first, in that currency.
    ascending: Vec<i64>,
}

/// A month and the chosen day beside it.
#[component]
pub fn MonthView(props: &Props) -> Html {
    let (from, to) = bounds(Span::Month, props.day, props.first);
    let query = use_query(GetCalendar { from, to, query: QueryText::default() });
    let words = use_words();
    let format = use_format();
    let home = use_session().settings().home_currency;
    if let Loaded::Failed(fault) = &query.state {
        return html! { <FailedState fault={fault.clone()} on_retry={query.retry.clone()} /> };
    }
    let days: &[CalendarDay] = query.ready().map_or(&[], |days| days.as_slice());
    let currency = heat_currency(days.iter().map(|day| day.totals.as_slice()), home);
    let mut ascending: Vec<i64> =
        days.iter().map(|day| amount_of(day, currency)).filter(|amount| *amount > 0).collect();
    ascending.sort_unstable();
    let shown = Shown { ascending, days: days.iter().map(|day| (day.day, day)).collect(), currency };
    let onkeydown = {
        let (day, first, mirrored) = (props.day, props.first, words.is_rtl());
        let (on_move, on_open) = (props.on_move.clone(), props.on_open.clone());
        Callback::from(move |event: KeyboardEvent| {
            if event.ctrl_key() || event.meta_key() || event.alt_key() {
                return;
            }
            if matches!(event.key().as_str(), "Enter" | " ") {
                event.prevent_default();
                on_open.emit(day);
            } else if let Some(to) = moved(day, &event.key(), event.shift_key(), first, mirrored) {
                event.prevent_default();
                on_move.emit(to);
            }
        })
    };
    let rows = weeks(from, to);
    let head = rows.first().into_iter().flatten().map(|day| {
        html! { <th scope="col" abbr={format.weekday(*day)}>{ format.weekday_short(*day) }</th> }
    });
    let row = |week: &Vec<NaiveDate>| html! { <tr>{ for week.iter().map(|day| cell(props, &shown, *day, &words, &format)) }</tr> };
    html! {
        <div class="calendar-month">
            <div class="card calendar-card">
                <table class="month-grid" role="grid" aria-label={format.month(props.day)} {onkeydown}>
                    <thead><tr>{ for head }</tr></thead>
                    <tbody>{ for rows.iter().map(row) }</tbody>
                </table>
                <div class="calendar-foot">
                    { month_sum(days, props.day, &words) }
                    { legend(&words.t("calendar-less"), &words.t("calendar-more"), &words.with("calendar-heat", &[("currency", currency.to_string().into())])) }
                </div>
            </div>
            <Agenda day={props.day} on_open={props.on_open.clone()} />
        </div>
    }
}

/// What the month comes to; the days of its neighbours that fill the first and last week do not count.
fn month_sum(days: &[CalendarDay], day: NaiveDate, words: &crate::words::Words) -> Html {
    let (from, to) = (month_start(day), month_end(day));
    let totals = added(days.iter(), from, to);
    if totals.is_empty() {
        return Html::default();
    }
    let count = totals.iter().map(|total| total.count).sum();
    html! { <p class="calendar-sum">{ linked(&totals, from, to) }<span class="hint">{ expenses_count(words, count) }</span></p> }
}

fn amount_of(day: &CalendarDay, currency: CurrencyCode) -> i64 {
    day.totals.iter().find(|total| total.currency == currency).map_or(0, |total| total.total_minor)
}

fn cell(
    props: &Props,
    shown: &Shown<'_>,
    day: NaiveDate,
    words: &crate::words::Words,
    format: &crate::format::Format,
) -> Html {
    let found = shown.days.get(&day).copied();
    let is_chosen = day == props.day;
    let level = found.map_or(0, |found| heat(amount_of(found, shown.currency), &shown.ascending));
    let class = classes!(
        "month-day",
        format!("heat-{level}"),
        (month_start(day) != month_start(props.day)).then_some("is-outside"),
        (day == props.today).then_some("is-today"),
        is_chosen.then_some("is-chosen"),
    );
    let label = match found {
        Some(found) if found.count > 0 => format!(
            "{}: {}, {}. {}",
            format.date_long(day),
            expenses_count(words, found.count),
            totals_spoken(format, &found.totals),
            meals_spoken(words, &found.meals),
        ),
        _ => format!("{}: {}", format.date_long(day), words.t("calendar-nothing")),
    };
    let onclick = {
        let on_select = props.on_select.clone();
        Callback::from(move |_: MouseEvent| on_select.emit(day))
    };
    let ondblclick = {
        let on_open = props.on_open.clone();
        Callback::from(move |_: MouseEvent| on_open.emit(day))
    };
    html! {
        <td {class} id={day_id(day)} role="gridcell" tabindex={if is_chosen { "0" } else { "-1" }}
            aria-selected={is_chosen.to_string()} aria-current={(day == props.today).then_some("date")}
            {onclick} {ondblclick}>
            <span class="visually-hidden">{ label }</span>
            <span class="month-day-number" aria-hidden="true">{ day.day() }</span>
            if let Some(found) = found {
                <span class="month-day-body" aria-hidden="true">
                    { amounts(found, format) }
                    { meal_marks(&found.meals) }
                </span>
            }
        </td>
    }
}

/// The longest amount a cell writes in full: "12.345,67 €" is written short, for an amount that is cut off would be a wrong one.
const FULL_CHARS_MAX: usize = 10;
/// The longest short amount a phone's cell writes in one line.
const COMPACT_CHARS_MAX: usize = 7;

/// The amount of the first currency, short where there is little room; more currencies are counted.
fn amounts(day: &CalendarDay, format: &crate::format::Format) -> Html {
    let Some(total) = day.totals.first() else { return Html::default() };
    let rest = day.totals.len() - 1;
    let short = format.money_compact(whole_units(total.total_minor, total.currency), total.currency);
    // What a cell cannot hold in one line is broken at its spaces.
    let is_long = short.chars().count() > COMPACT_CHARS_MAX;
    let short = if is_long { short.replace(['\u{a0}', '\u{202f}'], " ") } else { short };
    let full = format.money(total.total_minor, total.currency);
    let full = if full.chars().count() > FULL_CHARS_MAX { short.clone() } else { full };
    html! {
        <span class="month-day-amount">
            <span class="is-full amount">{ full }</span>
            <span class={classes!("is-compact", "amount", is_long.then_some("is-long"))}>{ short }</span>
            if rest > 0 { <span class="month-day-rest">{ format!("+{rest}") }</span> }
        </span>
    }
}

/// An amount of one unit or more without its decimals, for cells where every letter counts.
fn whole_units(minor: i64, currency: CurrencyCode) -> i64 {
    let unit = 10i64.pow(u32::from(currency.exponent()));
    if minor.unsigned_abs() < unit.unsigned_abs() {
        return minor;
    }
    domain::money::divide_rounded(minor, unit).and_then(|units| units.checked_mul(unit)).unwrap_or(minor)
}

fn legend(less: &str, more: &str, title: &str) -> Html {
    html! {
        <p class="heat-legend">
            <span class="visually-hidden">{ title }</span>
            <span aria-hidden="true">{ less }</span>
            { for (0..HEAT_LEVELS).map(|level| html! { <span class={format!("heat-step heat-{level}")} aria-hidden="true"></span> }) }
            <span aria-hidden="true">{ more }</span>
        </p>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn small_cells_round_to_whole_units_but_never_to_nothing() {
        let (eur, jpy) = ("EUR".parse().unwrap(), "JPY".parse().unwrap());
        assert_eq!(whole_units(12_350, eur), 12_400);
        assert_eq!(whole_units(-12_350, eur), -12_400);
        assert_eq!(whole_units(45, eur), 45);
        assert_eq!(whole_units(45, jpy), 45);
        assert_eq!(whole_units(i64::MAX, eur), 9_223_372_036_854_775_800);
    }
}
