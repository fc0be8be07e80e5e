//! Seven days side by side (below each other on a phone), each with its meals.

use chrono::{Datelike, NaiveDate, Weekday};
use domain::read::{ExpenseRow, GroupKey, Window};
use wire::call::FormSource;
use yew::prelude::*;

use super::agenda::{Under, meal, meals_between};
use super::days::{Span, bounds};
use super::sum::linked;
use crate::components::{FailedState, Icon, IconName};
use crate::format::{Format, use_format};
use crate::hooks::{Loaded, use_query};
use crate::pages::drill::Drill;
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// Properties of `WeekView`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// A day of the week.
    pub day: NaiveDate,
    /// Today.
    pub today: NaiveDate,
    /// First day of the week.
    pub first: Weekday,
    /// A day is opened.
    pub on_open: Callback<NaiveDate>,
}

/// A week in columns.
#[component]
pub fn WeekView(props: &Props) -> Html {
    let words = use_words();
    let format = use_format();
    let (from, to) = bounds(Span::Week, props.day, props.first);
    let query = use_query(meals_between(from, to));
    let window = match &query.state {
        Loaded::Failed(fault) => {
            return html! { <FailedState fault={fault.clone()} on_retry={query.retry.clone()} /> };
        }
        Loaded::Loading => None,
        Loaded::Ready(window) => Some(window.clone()),
    };
    let window = window.as_deref();
    let column = |day: NaiveDate| column(props, day, window, &words, &format);
    html! {
        <>
            <div class="week">{ for from.iter_days().take(7).map(column) }</div>
            if window.is_some_and(|window| window.has_after) {
                <Link to={Drill::default().between(from, to).route()} class="agenda-more">{ words.t("calendar-all") }</Link>
            }
        </>
    }
}

fn column(props: &Props, day: NaiveDate, window: Option<&Window>, words: &Words, format: &Format) -> Html {
    let rows: Vec<&ExpenseRow> = window
        .map(|window| window.rows.iter().filter(|row| row.occurred_on == day).collect())
        .unwrap_or_default();
    let group = window.and_then(|window| window.groups.iter().find(|group| group.key == GroupKey::Day(day)));
    let totals = group.map(|group| group.totals.clone()).unwrap_or_default();
    let open = {
        let on_open = props.on_open.clone();
        Callback::from(move |_: MouseEvent| on_open.emit(day))
    };
    let add_label = words.with("calendar-add-on", &[("day", format.date_long(day).into())]);
    html! {
        <section class={classes!("week-day", (day == props.today).then_some("is-today"))} aria-label={format.date_long(day)}>
            <header class="week-day-head">
                <button type="button" class="week-day-open" onclick={open}>
                    <span class="visually-hidden">{ format.date_long(day) }</span>
                    <span class="week-day-name" aria-hidden="true">{ format.weekday_short(day) }</span>
                    <span class="week-day-number" aria-hidden="true">{ day.day() }</span>
                </button>
                <span class="week-day-total">{ linked(&totals, day, day) }</span>
            </header>
            <ul class="meal-list">{ for rows.into_iter().map(|row| html! { <li>{ meal(row, words, format, Under::Time) }</li> }) }</ul>
            <Link to={Route::Add(FormSource::New { on: Some(day) })} class="week-day-add" label={Some(AttrValue::from(add_label))}>
                <Icon name={IconName::Plus} />
            </Link>
        </section>
    }
}
