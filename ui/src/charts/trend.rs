//! Twelve months as columns. One stop of the Tab key; inside, the arrow keys go from month to month and Enter opens it.

use yew::prelude::*;

use super::columns::{Column, columns};
use super::scale::figure;
use super::{Point, Scale};
use crate::backend;

/// Height of the drawing, in pixels.
const HEIGHT: f64 = 216.0;
/// Where the highest tick lies.
const TOP: f64 = 28.0;
/// Where the lowest tick lies; the month names stand below.
const BOTTOM: f64 = 186.0;

/// Properties of `TrendChart`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Unique on the page.
    pub id: AttrValue,
    /// What the chart shows, for screen readers.
    pub title: AttrValue,
    /// How to read it, for screen readers.
    pub description: AttrValue,
    /// The months, oldest first.
    pub points: Vec<Point>,
    /// One unit of the currency in minor units: the axis of an empty chart.
    pub unit_minor: i64,
    /// Writes an amount on the axis.
    pub tick: Callback<i64, AttrValue>,
    /// The column that stands out: the month shown.
    #[prop_or_default]
    pub current: Option<usize>,
    /// What the other months come to on average, drawn as a line; its words stand beside the reading.
    #[prop_or_default]
    pub average: Option<(i64, AttrValue)>,
    /// Whether the writing runs right to left.
    #[prop_or_default]
    pub mirrored: bool,
}

/// Columns above and below the zero line.
#[component]
pub fn TrendChart(props: &Props) -> Html {
    let last = props.points.len().saturating_sub(1);
    let active = use_state(|| props.current.unwrap_or(last));
    let pointed = use_state(|| None::<usize>);
    let values: Vec<i64> = props.points.iter().map(|point| point.value).collect();
    let scale = Scale::covering(values.iter().copied(), props.unit_minor);
    let laid_out = columns(&values, scale, TOP, BOTTOM, props.mirrored);
    let shown = pointed.unwrap_or((*active).min(last));
    let onkeydown = {
        let (active, id, mirrored, last) = (active.clone(), props.id.clone(), props.mirrored, last);
        Callback::from(move |event: KeyboardEvent| {
            if let Some(to) = moved((*active).min(last), &event.key(), last, mirrored) {
                event.prevent_default();
                active.set(to);
                backend::focus_id(&point_id(&id, to));
            }
        })
    };
    let onpointerleave = {
        let pointed = pointed.clone();
        Callback::from(move |_: PointerEvent| pointed.set(None))
    };
    let column = |(at, point): (usize, &Point)| {
        let onpointerenter = {
            let pointed = pointed.clone();
            Callback::from(move |_: PointerEvent| pointed.set(Some(at)))
        };
        let onfocus = {
            let active = active.clone();
            Callback::from(move |_: FocusEvent| active.set(at))
        };
        let class = classes!(
            "trend-point",
            (Some(at) == props.current).then_some("is-current"),
            (at == shown).then_some("is-shown"),
            (point.value < 0).then_some("is-negative"),
        );
        let tabindex = if at == (*active).min(last) { "0" } else { "-1" };
        html! {
            <a {class} id={point_id(&props.id, at)} href={point.href.clone()} {tabindex}
                {onpointerenter} {onfocus}>
                <title>{ point.sentence() }</title>
                { drawn(point, &laid_out[at]) }
            </a>
        }
    };
    let (title, desc) = (format!("{}-title", props.id), format!("{}-desc", props.id));
    html! {
        <div class="trend">
            <div class="trend-head">
                if let Some(point) = props.points.get(shown) {
                    <p class="trend-reading" aria-hidden="true">
                        <span class="trend-reading-label">{ &point.label }</span>
                        <span class="trend-reading-figure amount">{ &point.text }</span>
                        <span class="trend-reading-detail">{ &point.detail }</span>
                    </p>
                }
                if let Some((_, words)) = &props.average {
                    <p class="trend-average-words">{ words }</p>
                }
            </div>
            <div class="trend-drawing">
                { axis(scale, &props.tick) }
                <svg class="trend-plot" width="100%" height={figure(HEIGHT, 0)} role="group"
                    aria-labelledby={title.clone()} aria-describedby={desc.clone()} {onkeydown} {onpointerleave}>
                    <title id={title}>{ &props.title }</title>
                    <desc id={desc}>{ &props.description }</desc>
                    { for scale.ticks().into_iter().map(|tick| grid_line(scale, tick)) }
                    { for props.points.iter().enumerate().map(column) }
                    { for props.average.iter().map(|(value, _)| line("trend-average", scale, *value)) }
                </svg>
            </div>
        </div>
    }
}

fn point_id(chart: &str, at: usize) -> String {
    format!("{chart}-point-{at}")
}

/// Where a key takes the focus; `None` = the key is not ours or there is nowhere to go.
fn moved(at: usize, key: &str, last: usize, mirrored: bool) -> Option<usize> {
    let (forward, back) = if mirrored { ("ArrowLeft", "ArrowRight") } else { ("ArrowRight", "ArrowLeft") };
    let to = match key {
        "Home" => 0,
        "End" => last,
        key if key == forward => at + 1,
        key if key == back => at.checked_sub(1)?,
        _ => return None,
    };
    (to <= last).then_some(to)
}

fn height_of(scale: Scale, value: i64) -> f64 {
    BOTTOM - scale.fraction(value) * (BOTTOM - TOP)
}

fn axis(scale: Scale, tick: &Callback<i64, AttrValue>) -> Html {
    let label = |value: i64| {
        html! { <text x="100%" y={figure(height_of(scale, value) + 4.0, 1)}>{ tick.emit(value) }</text> }
    };
    html! {
        <svg class="trend-axis" height={figure(HEIGHT, 0)} aria-hidden="true" focusable="false">
            { for scale.ticks().into_iter().map(label) }
        </svg>
    }
}

fn grid_line(scale: Scale, tick: i64) -> Html {
    line(if tick == 0 { "trend-zero" } else { "trend-grid" }, scale, tick)
}

fn line(class: &'static str, scale: Scale, value: i64) -> Html {
    let y = figure(height_of(scale, value), 1);
    html! { <line {class} x1="0" x2="100%" y1={y.clone()} y2={y} /> }
}

fn drawn(point: &Point, column: &Column) -> Html {
    let percent = |number: f64| format!("{}%", figure(number, 3));
    let pixels = |number: f64| figure(number, 1);
    let middle = percent(column.middle);
    html! {
        <>
            <rect class="trend-slot" x={percent(column.slot_x)} width={percent(column.slot_width)} y="0"
                height={figure(HEIGHT, 0)} rx="6" />
            if column.height > 0.0 {
                <rect class="trend-bar" x={percent(column.x)} width={percent(column.width)} y={pixels(column.y)}
                    height={pixels(column.height)} rx="3" />
            }
            <text class="trend-label is-short" x={middle.clone()} y="206">{ &point.short }</text>
            <text class="trend-label is-narrow" x={middle} y="206">{ &point.narrow }</text>
        </>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_go_from_month_to_month_and_stop_at_the_ends() {
        assert_eq!(moved(3, "ArrowRight", 11, false), Some(4));
        assert_eq!(moved(11, "ArrowRight", 11, false), None);
        assert_eq!(moved(0, "ArrowLeft", 11, false), None);
        assert_eq!(moved(3, "Home", 11, false), Some(0));
        assert_eq!(moved(3, "End", 11, false), Some(11));
        assert_eq!(moved(3, "a", 11, false), None);
    }

    #[test]
    fn e156_keys_follow_the_eye_in_right_to_left() {
        assert_eq!(moved(3, "ArrowLeft", 11, true), Some(4));
        assert_eq!(moved(3, "ArrowRight", 11, true), Some(2));
    }
}
