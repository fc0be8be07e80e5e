//! Charts: small SVG drawings whose every point is a link to its expenses, can be reached with the keyboard, and stands in a table
//! as well. Geometry is pure (`scale`, `columns`, `share`, `spark`); the components only draw it.

mod bars;
mod columns;
mod frame;
mod ring;
mod scale;
mod share;
mod spark;
mod table;
mod trend;

#[cfg(test)]
mod tests;

use yew::AttrValue;

pub use bars::BarList;
pub use frame::ChartFrame;
pub use ring::RingChart;
pub use scale::Scale;
pub use spark::Sparkline;
pub use trend::TrendChart;

/// One figure of a chart, words and link included, so that a chart needs to know nothing but geometry.
#[derive(Debug, Clone, PartialEq)]
pub struct Point {
    /// What it is the figure of: "November 2026", "Lunch", "Casa Lola".
    pub label: AttrValue,
    /// The label where there is little room: "Nov".
    pub short: AttrValue,
    /// The label where there is next to none: "N".
    pub narrow: AttrValue,
    /// The figure in minor units.
    pub value: i64,
    /// The figure as written: "€312.40".
    pub text: AttrValue,
    /// The figure as spoken: "312.40 euros".
    pub spoken: AttrValue,
    /// What else belongs to it: "24 expenses".
    pub detail: AttrValue,
    /// Where its expenses are.
    pub href: AttrValue,
    /// Its own colour, `#rrggbb`, if it has one.
    pub color: Option<AttrValue>,
    /// A style class that gives it a colour: `meal-lunch`.
    pub class: Option<AttrValue>,
}

impl Point {
    /// What a screen reader says at the point.
    pub fn sentence(&self) -> String {
        format!("{}: {}, {}", self.label, self.spoken, self.detail)
    }
}
