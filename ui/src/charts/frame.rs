//! What stands around every chart: its heading, a line of reading, the switch to the table and the table itself.

use yew::prelude::*;

use super::Point;
use super::table::ChartTable;
use crate::words::use_words;

/// Properties of `ChartFrame`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the chart shows.
    pub title: AttrValue,
    /// Heading of the table's first column.
    pub label_heading: AttrValue,
    /// The same points as in the chart.
    pub points: Vec<Point>,
    /// A line under the heading.
    #[prop_or_default]
    pub note: AttrValue,
    /// Shown when there is no point at all.
    #[prop_or_default]
    pub empty: AttrValue,
    /// More classes of the card.
    #[prop_or_default]
    pub class: Classes,
    /// The chart.
    pub children: Html,
}

/// A card with a chart and its table twin; one of the two is on screen.
#[component]
pub fn ChartFrame(props: &Props) -> Html {
    let words = use_words();
    let as_table = use_state(|| false);
    let onclick = {
        let as_table = as_table.clone();
        Callback::from(move |_: MouseEvent| as_table.set(!*as_table))
    };
    let heading = format!("{}-heading", props.id);
    let is_empty = props.points.is_empty();
    let toggle = if *as_table { "chart-as-chart" } else { "chart-as-table" };
    html! {
        <section class={classes!("card", "chart", props.class.clone())} aria-labelledby={heading.clone()}>
            <header class="chart-head">
                <div>
                    <h2 id={heading} class="chart-title">{ &props.title }</h2>
                    if !props.note.is_empty() {
                        <p class="chart-note">{ &props.note }</p>
                    }
                </div>
                if !is_empty {
                    <button type="button" class="chart-toggle" {onclick}
                        aria-label={words.with(&format!("{toggle}-of"), &[("title", props.title.to_string().into())])}>
                        { words.t(toggle) }
                    </button>
                }
            </header>
            if is_empty {
                <p class="chart-empty">{ &props.empty }</p>
            } else {
                if !*as_table { { props.children.clone() } }
                <ChartTable title={props.title.clone()} label_heading={props.label_heading.clone()}
                    points={props.points.clone()} is_visible={*as_table} />
            }
        </section>
    }
}
