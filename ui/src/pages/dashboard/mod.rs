//! The dashboard: one month at a glance, in each currency by itself. Every figure leads to its expenses.

mod change;
mod headline;
mod points;
mod section;

use chrono::{Datelike, NaiveDate};
use domain::civil::{month_start, next_month_start};
use domain::read::Dashboard;
use wire::call::GetDashboard;
use yew::prelude::*;

use crate::components::{Button, ButtonKind, EmptyState, FailedState, IconButton, IconName, Skeleton};
use crate::format::use_format;
use crate::hooks::{Loaded, use_query, use_session};
use crate::pages::calendar::days;
use crate::route::{Link, Route};
use crate::words::use_words;
pub(crate) use points::{Writer, meal_class};
use section::CurrencySections;

/// The dashboard page.
#[component]
pub fn DashboardPage() -> Html {
    let session = use_session();
    let words = use_words();
    let shown = use_state_eq(|| month_start(session.today()));
    let query = use_query(GetDashboard { day: Some(*shown) });
    let on_month = {
        let shown = shown.clone();
        Callback::from(move |month| shown.set(month))
    };
    let body = match &query.state {
        Loaded::Loading => html! { <Skeleton rows={8} /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={query.retry.clone()} /> }
        }
        Loaded::Ready(dashboard) => html! { <Content dashboard={(**dashboard).clone()} /> },
    };
    html! {
        <div class="page dash">
            <header class="page-head">
                <h1 class="page-title">{ words.t("dash-title") }</h1>
                <MonthSwitcher month={*shown} today={session.today()} {on_month} />
            </header>
            { body }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct SwitcherProps {
    month: NaiveDate,
    today: NaiveDate,
    on_month: Callback<NaiveDate>,
}

#[component]
fn MonthSwitcher(props: &SwitcherProps) -> Html {
    let words = use_words();
    let format = use_format();
    let this_month = month_start(props.today);
    let go = |to: NaiveDate| {
        let on_month = props.on_month.clone();
        Callback::from(move |_: MouseEvent| on_month.emit(to))
    };
    let previous = days::step(days::Span::Month, props.month, -1);
    let is_last = props.month >= this_month;
    html! {
        <div class="month-switcher" role="group" aria-label={words.t("pages-month-choose")}>
            <IconButton icon={IconName::ChevronStart} label={words.t("pages-month-previous")} onclick={go(previous)} />
            <p class="month-name" aria-live="polite">{ format.month(props.month) }</p>
            <IconButton icon={IconName::ChevronEnd} label={words.t("pages-month-next")} disabled={is_last}
                onclick={go(next_month_start(props.month))} />
            if props.month != this_month {
                <Button kind={ButtonKind::Quiet} onclick={go(this_month)}>{ words.t("pages-month-this") }</Button>
            }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ContentProps {
    dashboard: Dashboard,
}

#[component]
fn Content(props: &ContentProps) -> Html {
    let words = use_words();
    let dashboard = &props.dashboard;
    if dashboard.expense_count == 0 {
        return html! {
            <EmptyState icon={IconName::Chart} title={words.t("dash-empty-title")} text={words.t("dash-empty-text")}>
                <Link to={Route::add()} class="button button-primary">{ words.t("dash-add-first") }</Link>
                <Link to={Route::Import} class="button button-secondary">{ words.t("dash-import") }</Link>
            </EmptyState>
        };
    }
    if dashboard.currencies.is_empty() {
        return html! {
            <EmptyState icon={IconName::Chart} title={words.t("dash-quiet-title")}
                text={words.with("dash-quiet-text", &[("year", dashboard.month.year().to_string().into())])}>
                <Link to={Route::Timeline} class="button button-secondary">{ words.t("pages-see-all") }</Link>
            </EmptyState>
        };
    }
    html! { <CurrencySections dashboard={dashboard.clone()} /> }
}
