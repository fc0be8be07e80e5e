//! Horizontal bars with their names and figures: by category, top places. Every row is a link.

use yew::prelude::*;

use super::Point;
use super::share::{bar_lengths, percentages};

/// Properties of `BarList`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the bars show, for screen readers.
    pub title: AttrValue,
    /// How to read them, for screen readers.
    pub description: AttrValue,
    /// The bars, longest first.
    pub points: Vec<Point>,
    /// Whether rows are numbered.
    #[prop_or_default]
    pub is_ranked: bool,
    /// Writes the share of the whole, in per cent, beside the figure; without it no share is written.
    #[prop_or_default]
    pub percent: Option<Callback<u32, AttrValue>>,
}

/// Bars from the start of the line to the end; in right-to-left layouts the style sheet mirrors the drawing.
#[component]
pub fn BarList(props: &Props) -> Html {
    let values: Vec<i64> = props.points.iter().map(|point| point.value).collect();
    let (lengths, shares) = (bar_lengths(&values), percentages(&values));
    let row = |(at, point): (usize, &Point)| {
        let share =
            props.percent.as_ref().filter(|_| point.value > 0).map(|percent| percent.emit(shares[at]));
        html! {
            <li>
                <a class="bar-row" href={point.href.clone()}>
                    <span class="visually-hidden">{ point.sentence() }</span>
                    <span class="bar-name" aria-hidden="true">
                        if props.is_ranked { <span class="bar-rank">{ at + 1 }</span> }
                        <bdi>{ &point.label }</bdi>
                    </span>
                    <span class="bar-figure" aria-hidden="true">
                        if let Some(share) = share { <bdi class="bar-share">{ share }</bdi> }
                        <span class="amount">{ &point.text }</span>
                    </span>
                    { bar(point, lengths[at]) }
                </a>
            </li>
        }
    };
    let (title, desc) = (format!("{}-title", props.id), format!("{}-desc", props.id));
    html! {
        <>
            <svg class="visually-hidden" role="img" aria-labelledby={title.clone()} aria-describedby={desc.clone()}>
                <title id={title}>{ &props.title }</title>
                <desc id={desc}>{ &props.description }</desc>
            </svg>
            <ol class="bar-list">{ for props.points.iter().enumerate().map(row) }</ol>
        </>
    }
}

fn bar(point: &Point, length: u32) -> Html {
    let class = classes!("bar-fill", point.class.clone(), (point.value < 0).then_some("is-negative"));
    html! {
        <svg class="bar-track mirrored" aria-hidden="true" viewBox="0 0 1000 8" preserveAspectRatio="none" focusable="false">
            <rect class="bar-ground" x="0" y="0" width="1000" height="8" />
            <rect {class} x="0" y="0" width={length.to_string()} height="8" fill={point.color.clone()} />
        </svg>
    }
}
