//! A sparkline: the shape of a series in the space of a word.

use yew::prelude::*;

use super::Scale;
use super::scale::figure;

/// Width of the drawing in its own units.
const WIDTH: f64 = 120.0;
/// Height of the drawing in its own units.
const HEIGHT: f64 = 32.0;
/// Room for the stroke above and below.
const MARGIN: f64 = 2.0;

/// Properties of `Sparkline`.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the line shows and its figures, in words.
    pub label: AttrValue,
    /// The series in minor units.
    pub values: Vec<i64>,
    /// Whether the writing runs right to left.
    #[prop_or_default]
    pub mirrored: bool,
}

/// A line without axes; its figures stand beside it or in its label.
#[component]
pub fn Sparkline(props: &Props) -> Html {
    html! {
        <svg class="sparkline" role="img" aria-label={props.label.clone()} viewBox={format!("0 0 {} {}", figure(WIDTH, 0), figure(HEIGHT, 0))}
            preserveAspectRatio="none">
            <title>{ &props.label }</title>
            <polyline points={points(&props.values, props.mirrored)} vector-effect="non-scaling-stroke" />
        </svg>
    }
}

/// The points of a line through `values`, as the `points` of a polyline; a single value is a level line.
fn points(values: &[i64], mirrored: bool) -> String {
    let scale = Scale::covering(values.iter().copied(), 1);
    let level = |value: i64| HEIGHT - MARGIN - scale.fraction(value) * (HEIGHT - 2.0 * MARGIN);
    match values {
        [] => String::new(),
        [only] => format!("0,{0} {1},{0}", figure(level(*only), 1), figure(WIDTH, 0)),
        _ => {
            let gap = WIDTH / (values.len() - 1) as f64;
            let across = |at: usize| if mirrored { WIDTH - gap * at as f64 } else { gap * at as f64 };
            let point = |(at, value): (usize, &i64)| {
                format!("{},{}", figure(across(at), 1), figure(level(*value), 1))
            };
            values.iter().enumerate().map(point).collect::<Vec<_>>().join(" ")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_runs_from_edge_to_edge() {
        assert_eq!(points(&[0, 8], false), "0.0,30.0 120.0,2.0");
        assert_eq!(points(&[0, 8], true), "120.0,30.0 0.0,2.0");
    }

    #[test]
    fn nothing_one_value_and_zeros_are_drawn_without_fault() {
        assert_eq!(points(&[], false), "");
        assert_eq!(points(&[7], false).matches(' ').count(), 1);
        assert!(!points(&[0, 0, 0], false).contains("NaN"));
        assert!(!points(&[i64::MAX, i64::MIN], false).contains("inf"));
    }
}
