//! The table twin of a chart: the same figures for those who would rather read them, or hear them.

use yew::prelude::*;

use super::Point;
use crate::words::use_words;

/// Properties of `ChartTable`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the chart shows.
    pub title: AttrValue,
    /// Heading of the first column: "Month", "Meal".
    pub label_heading: AttrValue,
    /// Its points.
    pub points: Vec<Point>,
    /// Whether it is on screen; off screen it is for screen readers only, and its figures are no second set of links.
    pub is_visible: bool,
}

/// The figures of a chart as a table.
#[component]
pub fn ChartTable(props: &Props) -> Html {
    let words = use_words();
    let row = |point: &Point| {
        let name = if props.is_visible {
            html! { <a href={point.href.clone()}>{ &point.label }</a> }
        } else {
            html! { &point.label }
        };
        html! {
            <tr>
                <th scope="row">{ name }</th>
                <td class="chart-table-amount">{ &point.text }</td>
                <td class="chart-table-detail">{ &point.detail }</td>
            </tr>
        }
    };
    html! {
        // A table cannot be narrower than its content, so what hides it stands around it.
        <div class={if props.is_visible { "chart-table-box" } else { "visually-hidden" }}>
        <table class="chart-table">
            <caption class="visually-hidden">{ &props.title }</caption>
            <thead>
                <tr>
                    <th scope="col">{ &props.label_heading }</th>
                    <th scope="col" class="chart-table-amount">{ words.t("chart-amount") }</th>
                    <th scope="col" class="chart-table-detail">{ words.t("chart-expenses") }</th>
                </tr>
            </thead>
            <tbody>{ for props.points.iter().map(row) }</tbody>
        </table>
        </div>
    }
}
