//! What every chart owes to those who do not see it or do not point: drawn on the server, where no browser helps (E-158).

use yew::prelude::*;
use yew::{AttrValue, LocalServerRenderer};

use super::{BarList, ChartFrame, Point, RingChart, Sparkline, TrendChart};
use crate::words::Words;

fn point(label: &str, value: i64) -> Point {
    Point {
        label: label.to_owned().into(),
        short: label.chars().take(3).collect::<String>().into(),
        narrow: label.chars().take(1).collect::<String>().into(),
        value,
        text: format!("€{value}").into(),
        spoken: format!("{value} euros").into(),
        detail: "2 expenses".into(),
        href: format!("#/search?q={label}").into(),
        color: (value == 3).then(|| "#c2410c".into()),
        class: None,
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Trend,
    Bars,
    Ring,
    Line,
}

#[derive(Properties, PartialEq)]
struct StageProps {
    kind: Kind,
    points: Vec<Point>,
}

#[component]
fn Stage(props: &StageProps) -> Html {
    let (points, title, description) =
        (props.points.clone(), AttrValue::from("Spending"), AttrValue::from("How to read it"));
    let percent = Callback::from(|share: u32| AttrValue::from(format!("{share}%")));
    let chart = match props.kind {
        Kind::Trend => {
            let tick = Callback::from(|minor: i64| AttrValue::from(minor.to_string()));
            html! { <TrendChart id="c" {title} {description} points={points.clone()} {tick} unit_minor=100 current={Some(0)} /> }
        }
        Kind::Bars => {
            html! { <BarList id="c" {title} {description} points={points.clone()} percent={Some(percent)} is_ranked=true /> }
        }
        Kind::Ring => {
            html! { <RingChart id="c" {title} {description} points={points.clone()} whole="€9" whole_label="November" {percent} /> }
        }
        Kind::Line => {
            let values: Vec<i64> = points.iter().map(|point| point.value).collect();
            html! { <Sparkline label="Spending of a year" {values} /> }
        }
    };
    html! {
        <ContextProvider<Words> context={Words::built_in("en")}>
            <ChartFrame id="c" title="Spending" label_heading="Month" {points} empty="Nothing">{ chart }</ChartFrame>
        </ContextProvider<Words>>
    }
}

fn drawn(kind: Kind, points: Vec<Point>) -> String {
    let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
    let renderer = LocalServerRenderer::<Stage>::with_props(StageProps { kind, points }).hydratable(false);
    runtime.block_on(renderer.render())
}

fn months() -> Vec<Point> {
    vec![point("September", 5), point("October", -2), point("November", 3), point("December", 0)]
}

#[test]
fn e158_every_chart_has_a_title_a_description_and_a_table_twin() {
    for kind in [Kind::Trend, Kind::Bars, Kind::Ring] {
        let html = drawn(kind, months());
        assert!(html.contains("<title id=\"c-title\">Spending</title>"), "{html}");
        assert!(html.contains("<desc id=\"c-desc\">How to read it</desc>"), "{html}");
        assert_eq!(html.matches("<th scope=\"row\">").count(), 4, "one row a point: {html}");
        assert!(html.contains("aria-label=\"Show as table: Spending\""), "{html}");
    }
    assert!(drawn(Kind::Line, months()).contains("role=\"img\" aria-label=\"Spending of a year\""));
}

#[test]
fn every_point_is_a_link_that_says_its_figure() {
    for kind in [Kind::Trend, Kind::Bars, Kind::Ring] {
        let html = drawn(kind, months());
        assert_eq!(html.matches("href=\"#/search?q=").count(), 4, "{html}");
        assert!(html.contains(">October: -2 euros, 2 expenses</"), "{html}");
    }
}

#[test]
fn e159_columns_are_one_stop_of_the_tab_key() {
    let html = drawn(Kind::Trend, months());
    assert_eq!(html.matches("tabindex=\"0\"").count(), 1, "{html}");
    assert_eq!(html.matches("tabindex=\"-1\"").count(), 3, "{html}");
}

#[test]
fn no_chart_needs_a_style_attribute_or_a_script() {
    for kind in [Kind::Trend, Kind::Bars, Kind::Ring, Kind::Line] {
        let html = drawn(kind, months());
        assert!(!html.contains("style=") && !html.contains("<script") && !html.contains("NaN"), "{html}");
    }
}

#[test]
fn nothing_one_point_and_huge_amounts_are_drawn() {
    assert!(drawn(Kind::Trend, Vec::new()).contains("Nothing"));
    for kind in [Kind::Trend, Kind::Bars, Kind::Ring, Kind::Line] {
        for points in [vec![point("May", 0)], vec![point("May", i64::MAX), point("June", i64::MIN)]] {
            let html = drawn(kind, points);
            assert!(!html.contains("NaN") && !html.contains("inf"), "{html}");
        }
    }
}

#[test]
fn e172_a_place_named_like_a_script_is_text() {
    let html = drawn(Kind::Bars, vec![point("<script>alert(1)</script>", 5)]);
    assert!(!html.contains("<script>"), "{html}");
    assert!(html.contains("&lt;script&gt;"), "{html}");
}
