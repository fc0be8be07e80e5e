//! What stands beside a list when nothing is open: this month so far, and the meals one has again and again.

use wire::call::{FormSource, GetDashboard, ListTemplates};
use yew::prelude::*;

use crate::components::{AmountText, Icon, IconName};
use crate::format::use_format;
use crate::hooks::use_query;
use crate::pages::drill::Drill;
use crate::route::{Link, Route};
use crate::words::use_words;

/// How many templates are offered.
const TEMPLATES_MAX: usize = 6;

/// The quiet side of the window.
#[component]
pub fn Beside() -> Html {
    let words = use_words();
    let format = use_format();
    let dashboard = use_query(GetDashboard { day: None });
    let templates = use_query(ListTemplates {});
    let templates =
        templates.ready().map(|rows| rows[..rows.len().min(TEMPLATES_MAX)].to_vec()).unwrap_or_default();
    html! {
        <div class="beside">
            if let Some(dashboard) = dashboard.ready() {
                <section class="beside-card">
                    <h2 class="part-title">{ format.month(dashboard.month) }</h2>
                    { for dashboard.currencies.iter().enumerate().filter(|(at, c)| *at == 0 || c.month_to_date.count > 0).take(3).map(|(_, c)| {
                        let month = Drill::currency(c.currency).month(dashboard.month);
                        html! {
                            <div class="beside-total" key={c.currency.to_string()}>
                                <Link to={month.route()} class="beside-amount plain-link">
                                    <AmountText minor={c.month_to_date.total_minor} currency={c.currency} />
                                </Link>
                                <p class="hint">
                                    { words.with("meals-count", &[("n", c.month_to_date.count.into())]) }
                                    { " · " }
                                    { words.with("last-month-was", &[("amount", format.money(c.last_month_to_date.total_minor, c.currency).into())]) }
                                </p>
                            </div>
                        }
                    }) }
                    <Link to={Route::Dashboard} class="beside-more">{ words.t("nav-dashboard") }<Icon name={IconName::ChevronEnd} /></Link>
                </section>
            }
            // In an empty book there is nothing to have again.
            if dashboard.ready().is_some_and(|dashboard| dashboard.expense_count > 0) || !templates.is_empty() {
                <section class="beside-card">
                    <h2 class="part-title">{ words.t("again") }</h2>
                    <ul class="beside-list">
                        <li><Link to={Route::Add(FormSource::Last)} class="beside-item"><Icon name={IconName::Copy} /><span>{ words.t("same-as-last") }</span></Link></li>
                        { for templates.iter().map(|template| html! {
                            <li key={template.id.to_string()}>
                                <Link to={Route::Add(FormSource::Template(template.id))} class="beside-item">
                                    <Icon name={template.input.meal_type.map_or(IconName::Note, IconName::of_meal)} />
                                    <bdi>{ &template.name }</bdi>
                                    <AmountText minor={template.input.total_minor} currency={template.input.currency} />
                                </Link>
                            </li>
                        }) }
                    </ul>
                </section>
            }
            <p class="beside-keys hint">
                <span><kbd>{ "J" }</kbd><kbd>{ "K" }</kbd>{ words.t("keys-move") }</span>
                <span><kbd>{ "E" }</kbd>{ words.t("edit") }</span>
                <span><kbd>{ "X" }</kbd>{ words.t("keys-select") }</span>
                <span><kbd>{ "Ctrl" }</kbd><kbd>{ "K" }</kbd>{ words.t("palette-title") }</span>
            </p>
        </div>
    }
}
