//! Writes a query in the typed language, so that filters made by clicking can be read, edited and saved as text.

use chrono::{Datelike, NaiveDate};

use crate::civil::next_month_start;
use crate::money::decimal_text;
use crate::query::{Clause, DecimalBound, DecimalRange, Has, IntRange, Is, Name, Query, Term};

impl Query {
    /// The text that `parse` reads back as this query.
    pub fn to_text(&self) -> String {
        self.clauses.iter().map(clause_text).filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
    }
}

/// One condition as text, as it stands on a filter chip.
pub fn clause_text(clause: &Clause) -> String {
    let text = term_text(&clause.term);
    if clause.negated && !text.is_empty() { format!("-{text}") } else { text }
}

fn term_text(term: &Term) -> String {
    match term {
        Term::Text(words) => words.clone(),
        Term::Phrase(text) => quoted(text),
        Term::Meal(values) => list("meal", values, |value| plain(value.as_str())),
        Term::Order(values) => list("order", values, |value| plain(value.as_str())),
        Term::Kind(values) => list("kind", values, |value| plain(value.as_str())),
        Term::Status(values) => list("status", values, |value| plain(value.as_str())),
        Term::PaymentKind(values) => list("paid", values, |value| plain(value.as_str())),
        Term::Currency(values) => list("currency", values, |value| value.as_str().to_owned()),
        Term::Category(names) => list("category", names, name_text),
        Term::Tag(names) => list("tag", names, name_text),
        Term::Place(names) => list("place", names, name_text),
        Term::Merchant(names) => list("merchant", names, name_text),
        Term::Person(names) => list("person", names, name_text),
        Term::Trip(names) => list("trip", names, name_text),
        Term::Payment(names) => list("payment", names, name_text),
        Term::Amount(range) => amount_text(range),
        Term::TipPercent(range) => int_text("tip", *range, |points| format!("{}%", percent_text(points))),
        Term::Party(range) => int_text("party", *range, |count| count.to_string()),
        Term::Dates { from, to } => dates_text(*from, *to),
        Term::Has(has) => format!("has:{}", has_text(*has)),
        Term::Is(is) => format!("is:{}", is_text(*is)),
    }
}

fn list<T>(field: &str, values: &[T], text: impl Fn(&T) -> String) -> String {
    if values.is_empty() {
        return String::new();
    }
    format!("{field}:{}", values.iter().map(text).collect::<Vec<_>>().join(","))
}

fn name_text(name: &Name) -> String {
    match name {
        Name::Folded(text) => plain(text),
        Name::Id(id) => format!("#{id}"),
        Name::None => "none".to_owned(),
    }
}

/// A value without quotes where it can do without.
fn plain(text: &str) -> String {
    let special = |c: char| c.is_whitespace() || matches!(c, ',' | '"' | '“' | '”' | '„' | '«' | '»' | '\\');
    if text.is_empty() || text.contains(special) || text.starts_with('#') || text.eq_ignore_ascii_case("none")
    {
        quoted(text)
    } else {
        text.to_owned()
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn amount_text(range: &DecimalRange) -> String {
    let number = |bound: DecimalBound| decimal_text(bound.mantissa, bound.scale);
    match (range.from, range.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to && from.inclusive => format!("amount:{}", number(from)),
        (Some(from), None) => format!("amount:{}{}", if from.inclusive { ">=" } else { ">" }, number(from)),
        (None, Some(to)) => format!("amount:{}{}", if to.inclusive { "<=" } else { "<" }, number(to)),
        (Some(from), Some(to)) => {
            let (above, below) = (if from.inclusive { "" } else { ">" }, if to.inclusive { "" } else { "<" });
            format!("amount:{above}{}..{below}{}", number(from), number(to))
        }
    }
}

fn int_text(field: &str, range: IntRange, number: impl Fn(i64) -> String) -> String {
    match (range.from, range.to) {
        (None, None) => String::new(),
        (Some(from), Some(to)) if from == to => format!("{field}:{}", number(from)),
        (Some(from), Some(to)) => format!("{field}:{}..{}", number(from), number(to)),
        (Some(from), None) => format!("{field}:>={}", number(from)),
        (None, Some(to)) => format!("{field}:<={}", number(to)),
    }
}

fn percent_text(basis_points: i64) -> String {
    if basis_points % 100 == 0 { (basis_points / 100).to_string() } else { decimal_text(basis_points, 2) }
}

fn dates_text(from: Option<NaiveDate>, to: Option<NaiveDate>) -> String {
    match (from, to) {
        (None, None) => String::new(),
        (Some(from), None) => format!("after:{from}"),
        (None, Some(to)) => format!("before:{to}"),
        (Some(from), Some(to)) => match period_text(from, to) {
            Some(period) => format!("on:{period}"),
            None => format!("on:{from}..{}", to.pred_opt().unwrap_or(to)),
        },
    }
}

/// A day, a month or a year, when the range is one.
fn period_text(from: NaiveDate, to: NaiveDate) -> Option<String> {
    if from.succ_opt() == Some(to) {
        Some(from.to_string())
    } else if from.ordinal() == 1 && to.ordinal() == 1 && to.year() == from.year() + 1 {
        Some(format!("{:04}", from.year()))
    } else if from.day() == 1 && next_month_start(from) == to {
        Some(format!("{:04}-{:02}", from.year(), from.month()))
    } else {
        None
    }
}

fn has_text(has: Has) -> &'static str {
    match has {
        Has::Photo => "photo",
        Has::Receipt => "receipt",
        Has::Note => "note",
        Has::Tip => "tip",
        Has::Place => "place",
        Has::Category => "category",
        Has::Tag => "tag",
        Has::Person => "person",
        Has::Lines => "lines",
    }
}

fn is_text(is: Is) -> &'static str {
    match is {
        Is::Deleted => "deleted",
        Is::Void => "void",
        Is::Business => "business",
        Is::Free => "free",
        Is::Estimate => "estimate",
    }
}
