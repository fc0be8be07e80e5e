//! The meals of one day, with its totals and a way to add another.

use chrono::NaiveDate;
use domain::ExpenseKind;
use domain::query::{Direction, GroupBy, Query, SortKey, Term};
use domain::read::{ExpenseRow, Toward, Window};
use wire::call::{FormSource, GetTotals, ListExpenses, QueryText};
use yew::prelude::*;

use super::marks::MealMark;
use super::sum::linked;
use crate::components::{FailedState, Icon, IconName};
use crate::format::{Format, use_format};
use crate::hooks::{Loaded, use_query};
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// The most meals of a day or week that are listed; a link leads to the rest.
pub const MEALS_MAX: u32 = 500;

/// The meals from `from` to `to`, earliest first.
pub fn meals_between(from: NaiveDate, to: NaiveDate) -> ListExpenses {
    ListExpenses {
        query: QueryText::Parsed(Query::of(Term::Dates { from: Some(from), to: to.succ_opt() })),
        sort: SortKey::Date,
        direction: Direction::Ascending,
        group_by: GroupBy::Day,
        cursor: None,
        toward: Toward::After,
        at_day: None,
        limit: MEALS_MAX,
    }
}

/// Properties of `Agenda`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The day.
    pub day: NaiveDate,
    /// Opens the day on a screen of its own; without it no such way is offered.
    #[prop_or_default]
    pub on_open: Option<Callback<NaiveDate>>,
}

/// A card with the day's meals.
#[component]
pub fn Agenda(props: &Props) -> Html {
    let words = use_words();
    let format = use_format();
    let query = use_query(meals_between(props.day, props.day));
    let add = Route::Add(FormSource::New { on: Some(props.day) });
    let add_label = words.with("calendar-add-on", &[("day", format.date_long(props.day).into())]);
    let meals = match &query.state {
        Loaded::Loading => Html::default(),
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={query.retry.clone()} /> }
        }
        Loaded::Ready(window) => meals(window, props.day, &words, &format),
    };
    let heading = match &props.on_open {
        Some(on_open) => {
            let (on_open, day) = (on_open.clone(), props.day);
            html! {
                <button type="button" class="agenda-open" onclick={Callback::from(move |_: MouseEvent| on_open.emit(day))}>
                    { format.day_header(props.day) }
                    <Icon name={IconName::ChevronEnd} />
                </button>
            }
        }
        None => html! { { format.day_header(props.day) } },
    };
    html! {
        <section class="card agenda" aria-label={format.date_long(props.day)}>
            <header class="agenda-head">
                <h2>{ heading }</h2>
                <Link to={add} class="button button-secondary" label={Some(AttrValue::from(add_label))}>
                    <Icon name={IconName::Plus} />{ words.t("calendar-add") }
                </Link>
            </header>
            { meals }
        </section>
    }
}

fn meals(window: &Window, day: NaiveDate, words: &Words, format: &Format) -> Html {
    // While the next day is fetched the old one's meals are still here; they are not this day's.
    let rows: Vec<&ExpenseRow> = window.rows.iter().filter(|row| row.occurred_on == day).collect();
    if rows.is_empty() {
        return html! { <p class="agenda-empty">{ words.t("calendar-nothing-eaten") }</p> };
    }
    let totals = window.groups.first().map(|group| group.totals.clone()).unwrap_or_default();
    html! {
        <>
            <p class="agenda-totals">{ linked(&totals, day, day) }</p>
            <ul class="meal-list">{ for rows.into_iter().map(|row| html! { <li>{ meal(row, words, format, Under::Everything) }</li> }) }</ul>
            if window.has_after {
                <Link to={Route::Search(format!("on:{day}"))} class="agenda-more">{ words.t("calendar-all") }</Link>
            }
        </>
    }
}

/// What is written under the name of a meal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Under {
    /// The time alone, where a seventh of the window is all there is.
    Time,
    /// Time, meal and people.
    Everything,
}

/// One meal as a link.
pub fn meal(row: &ExpenseRow, words: &Words, format: &Format, shown: Under) -> Html {
    let name = row.place_name.clone().or_else(|| row.category_name.clone());
    let name = name
        .unwrap_or_else(|| row.meal_type.map_or_else(|| words.t("slice-no-place"), |meal| words.meal(meal)));
    let meal_name = row.meal_type.map(|meal| words.meal(meal)).unwrap_or_default();
    let time = row.occurred_time.map(|time| format.time(time)).unwrap_or_default();
    // Money that came back is not a meal, and says so.
    let kind = if row.kind == ExpenseKind::Purchase { String::new() } else { words.kind(row.kind) };
    let under: Vec<String> = [time.clone(), kind.clone(), meal_name, row.people.join(", ")]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let written = match shown {
        Under::Time if kind.is_empty() => time,
        Under::Time => kind,
        Under::Everything => under.join(" · "),
    };
    let class = classes!("meal-row", row.is_void.then_some("is-void"));
    let spoken = format.money_spoken(row.kind, row.total_minor, row.currency);
    html! {
        <Link to={Route::Expense(row.id)} {class}>
            <span class="visually-hidden">{ format!("{}, {}, {spoken}", name, under.join(", ")) }</span>
            <MealMark meal={row.meal_type} />
            <span class="meal-text" aria-hidden="true">
                <span class="meal-place"><bdi>{ name }</bdi></span>
                <span class="meal-under">{ written }</span>
            </span>
            <span class="amount" aria-hidden="true">{ format.money_of(row.kind, row.total_minor, row.currency) }</span>
        </Link>
    }
}

/// What the totals of a day are asked with.
pub fn totals_of(day: NaiveDate) -> GetTotals {
    let query = Query::of(Term::Dates { from: Some(day), to: day.succ_opt() });
    GetTotals { query: QueryText::Parsed(query), by: domain::read::TotalsBy::Meal, ids: Vec::new() }
}
