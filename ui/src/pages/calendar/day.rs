//! One day: its meals and how its spending divides by meal.

use chrono::NaiveDate;
use domain::read::{SliceKey, TotalsReport};
use yew::prelude::*;

use super::agenda::{Agenda, totals_of};
use crate::charts::{BarList, ChartFrame, Point};
use crate::format::use_format;
use crate::hooks::use_query;
use crate::pages::dashboard::Writer;
use crate::pages::drill::Drill;
use crate::words::use_words;

/// Properties of `DayView`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The day.
    pub day: NaiveDate,
}

/// A day with its list and its chart.
#[component]
pub fn DayView(props: &Props) -> Html {
    let report = use_query(totals_of(props.day));
    let charts =
        report.ready().map(|report| html! { <Charts day={props.day} report={(**report).clone()} /> });
    html! {
        <div class="calendar-day-view">
            <Agenda day={props.day} />
            { charts.unwrap_or_default() }
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct ChartsProps {
    day: NaiveDate,
    report: TotalsReport,
}

#[component]
fn Charts(props: &ChartsProps) -> Html {
    let words = use_words();
    let format = use_format();
    let chart = |total: &domain::read::CurrencyTotal| {
        let writer = Writer { words: words.clone(), format: format.clone(), currency: total.currency };
        let within = Drill::currency(total.currency).between(props.day, props.day);
        let of_currency = props.report.slices.iter().filter(|slice| slice.total.currency == total.currency);
        let points: Vec<Point> = of_currency
            .filter(|slice| matches!(slice.key, SliceKey::Meal(_)))
            .map(|slice| writer.slice(slice, &within))
            .collect();
        let id = format!("day-{}", total.currency);
        let title = words.with("calendar-by-meal", &[("currency", total.currency.to_string().into())]);
        html! {
            <ChartFrame id={id.clone()} title={title.clone()} label_heading={words.t("dash-meal")} points={points.clone()}
                empty={words.t("calendar-nothing-eaten")}>
                <BarList {id} {title} description={words.t("dash-bars-description")} {points} percent={Some(writer.percent())} />
            </ChartFrame>
        }
    };
    html! { <div class="calendar-day-charts">{ for props.report.totals.iter().map(chart) }</div> }
}
