//! The calendar: a month, a week or a day of meals, with the day's figures and a way to add what is missing.

mod agenda;
mod day;
pub(crate) mod days;
mod grid;
mod marks;
mod sum;
mod week;

use chrono::{NaiveDate, Weekday};
use yew::prelude::*;

use crate::backend;
use crate::components::{Button, ButtonKind, IconButton, IconName, Segmented};
use crate::format::{Format, use_format};
use crate::hooks::use_session;
use crate::words::use_words;
use day::DayView;
use days::{Span, bounds, step};
use grid::MonthView;
use week::WeekView;

/// What the calendar shows.
#[derive(Debug, Clone, Copy, PartialEq)]
struct View {
    span: Span,
    day: NaiveDate,
    /// Whether the day is to get the focus: after a key moved it, not after a click elsewhere.
    takes_focus: bool,
}

/// The calendar page.
#[component]
pub fn CalendarPage() -> Html {
    let session = use_session();
    let format = use_format();
    let view = use_state_eq(|| View { span: Span::Month, day: session.today(), takes_focus: false });
    let first = first_weekday(format.week_start);
    use_effect_with(*view, |view| {
        if view.takes_focus {
            backend::focus_id(&day_id(view.day));
        }
    });
    let set = |change: fn(View, NaiveDate) -> View| {
        let view = view.clone();
        Callback::from(move |day: NaiveDate| view.set(change(*view, day)))
    };
    let on_select = set(|view, day| View { day, takes_focus: false, ..view });
    let on_move = set(|view, day| View { day, takes_focus: true, ..view });
    let on_open = set(|_, day| View { span: Span::Day, day, takes_focus: false });
    let on_span = {
        let view = view.clone();
        Callback::from(move |span| view.set(View { span, takes_focus: false, ..*view }))
    };
    let today = session.today();
    let body = match view.span {
        Span::Month => {
            html! { <MonthView day={view.day} {today} {first} on_select={on_select.clone()} {on_move} {on_open} /> }
        }
        Span::Week => html! { <WeekView day={view.day} {today} {first} {on_open} /> },
        Span::Day => html! { <DayView day={view.day} /> },
    };
    html! {
        <div class="page calendar">
            <CalendarHead span={view.span} day={view.day} {today} {first} {on_span} on_day={on_select} />
            { body }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct HeadProps {
    span: Span,
    day: NaiveDate,
    today: NaiveDate,
    first: Weekday,
    on_span: Callback<Span>,
    on_day: Callback<NaiveDate>,
}

#[component]
fn CalendarHead(props: &HeadProps) -> Html {
    let words = use_words();
    let format = use_format();
    let go = |to: NaiveDate| {
        let on_day = props.on_day.clone();
        Callback::from(move |_: MouseEvent| on_day.emit(to))
    };
    let (back, on) = match props.span {
        Span::Month => ("pages-month-previous", "pages-month-next"),
        Span::Week => ("pages-week-previous", "pages-week-next"),
        Span::Day => ("pages-day-previous", "pages-day-next"),
    };
    let options =
        [(Span::Month, "calendar-month"), (Span::Week, "calendar-week"), (Span::Day, "calendar-day")]
            .map(|(span, key)| (AttrValue::from(span_name(span)), AttrValue::from(words.t(key))))
            .to_vec();
    let on_change = {
        let on_span = props.on_span.clone();
        Callback::from(move |name: String| on_span.emit(span_of(&name)))
    };
    let (from, to) = bounds(props.span, props.today, props.first);
    let shows_today = (from..=to).contains(&props.day) && span_holds(props.span, props.day, props.today);
    html! {
        <header class="page-head calendar-head">
            <h1 class="page-title">{ words.t("calendar-title") }</h1>
            <div class="month-switcher" role="group" aria-label={words.t("calendar-choose")}>
                <IconButton icon={IconName::ChevronStart} label={words.t(back)}
                    onclick={go(step(props.span, props.day, -1))} />
                <p class="month-name" aria-live="polite">{ title(&format, props.span, props.day, props.first) }</p>
                <IconButton icon={IconName::ChevronEnd} label={words.t(on)}
                    onclick={go(step(props.span, props.day, 1))} />
                if !shows_today {
                    <Button kind={ButtonKind::Quiet} onclick={go(props.today)}>{ words.t("today") }</Button>
                }
            </div>
            <Segmented name="calendar-span" label={words.t("calendar-span")} {options} value={span_name(props.span)} {on_change} />
        </header>
    }
}

fn title(format: &Format, span: Span, day: NaiveDate, first: Weekday) -> String {
    match span {
        Span::Month => format.month(day),
        Span::Week => {
            let (from, to) = bounds(Span::Week, day, first);
            format!("{} – {}", format.day_month(from), format.date_short(to))
        }
        Span::Day => format.date_long(day),
    }
}

fn span_holds(span: Span, day: NaiveDate, today: NaiveDate) -> bool {
    match span {
        Span::Month => domain::civil::month_start(day) == domain::civil::month_start(today),
        Span::Week => true,
        Span::Day => day == today,
    }
}

fn span_name(span: Span) -> &'static str {
    match span {
        Span::Month => "month",
        Span::Week => "week",
        Span::Day => "day",
    }
}

fn span_of(name: &str) -> Span {
    match name {
        "week" => Span::Week,
        "day" => Span::Day,
        _ => Span::Month,
    }
}

fn day_id(day: NaiveDate) -> String {
    format!("day-{day}")
}

/// 1 Monday … 7 Sunday.
fn first_weekday(number: u8) -> Weekday {
    Weekday::try_from(number.clamp(1, 7) - 1).unwrap_or(Weekday::Mon)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weekdays_are_numbered_from_monday() {
        assert_eq!(first_weekday(1), Weekday::Mon);
        assert_eq!(first_weekday(6), Weekday::Sat);
        assert_eq!(first_weekday(7), Weekday::Sun);
        assert_eq!(first_weekday(0), Weekday::Mon);
    }

    #[test]
    fn every_span_has_a_name_of_its_own() {
        for span in [Span::Month, Span::Week, Span::Day] {
            assert_eq!(span_of(span_name(span)), span);
        }
    }
}
