//! A ring of shares with its legend; the whole stands in the middle.

use yew::prelude::*;

use super::Point;
use super::scale::figure;
use super::share::{percentages, ring};

const OUTER: f64 = 50.0;
const INNER: f64 = 34.0;

/// Properties of `RingChart`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the ring shows, for screen readers.
    pub title: AttrValue,
    /// How to read it, for screen readers.
    pub description: AttrValue,
    /// The parts, largest first.
    pub points: Vec<Point>,
    /// The whole as written, in the middle.
    pub whole: AttrValue,
    /// What the whole is, below it.
    pub whole_label: AttrValue,
    /// Writes a share, in per cent.
    pub percent: Callback<u32, AttrValue>,
    /// Whether the writing runs right to left.
    #[prop_or_default]
    pub mirrored: bool,
}

/// A ring and a legend whose rows are links; pointing at one marks the other.
#[component]
pub fn RingChart(props: &Props) -> Html {
    let marked = use_state(|| None::<usize>);
    let values: Vec<i64> = props.points.iter().map(|point| point.value).collect();
    let (paths, shares) = (ring(&values, OUTER, INNER, props.mirrored), percentages(&values));
    let is_alone = paths.iter().flatten().count() == 1;
    let mark = |at: Option<usize>| {
        let marked = marked.clone();
        move || marked.set(at)
    };
    let part = |(at, point): (usize, &Point)| {
        let path = paths[at].clone()?;
        let state = marked.map(|marked| if marked == at { "is-marked" } else { "is-dimmed" });
        let class = classes!("ring-part", is_alone.then_some("is-alone"), point.class.clone(), state);
        let (enter, leave) = (mark(Some(at)), mark(None));
        Some(html! {
            <path {class} d={path} fill={point.color.clone()}
                onpointerenter={Callback::from(move |_| enter())} onpointerleave={Callback::from(move |_| leave())} />
        })
    };
    let row = |(at, point): (usize, &Point)| {
        let (enter, leave, focus, blur) = (mark(Some(at)), mark(None), mark(Some(at)), mark(None));
        let class = classes!("ring-row", (*marked == Some(at)).then_some("is-marked"));
        html! {
            <li>
                <a {class} href={point.href.clone()}
                    onpointerenter={Callback::from(move |_| enter())} onpointerleave={Callback::from(move |_| leave())}
                    onfocus={Callback::from(move |_| focus())} onblur={Callback::from(move |_| blur())}>
                    <span class="visually-hidden">{ point.sentence() }</span>
                    { swatch(point) }
                    <span class="ring-name" aria-hidden="true"><bdi>{ &point.label }</bdi></span>
                    <bdi class="ring-share" aria-hidden="true">
                        if point.value > 0 { { props.percent.emit(shares[at]) } }
                    </bdi>
                    <span class="amount" aria-hidden="true">{ &point.text }</span>
                </a>
            </li>
        }
    };
    let (title, desc) = (format!("{}-title", props.id), format!("{}-desc", props.id));
    html! {
        <div class="ring">
            <div class="ring-figure">
                <svg viewBox="-51 -51 102 102" role="img" aria-labelledby={title.clone()} aria-describedby={desc.clone()}>
                    <title id={title}>{ &props.title }</title>
                    <desc id={desc}>{ &props.description }</desc>
                    <circle class="ring-ground" r={figure((OUTER + INNER) / 2.0, 0)} stroke-width={figure(OUTER - INNER, 0)} />
                    { for props.points.iter().enumerate().filter_map(part) }
                </svg>
                <p class="ring-whole" aria-hidden="true">
                    <span class="ring-whole-figure amount">{ &props.whole }</span>
                    <span class="ring-whole-label">{ &props.whole_label }</span>
                </p>
            </div>
            <ol class="ring-legend">{ for props.points.iter().enumerate().map(row) }</ol>
        </div>
    }
}

fn swatch(point: &Point) -> Html {
    html! {
        <svg class="swatch" viewBox="0 0 12 12" aria-hidden="true" focusable="false">
            <rect class={classes!("swatch-fill", point.class.clone())} width="12" height="12" rx="4" fill={point.color.clone()} />
        </svg>
    }
}
