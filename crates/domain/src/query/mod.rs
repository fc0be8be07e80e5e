//! What a person asks of the list: filters, sort order, grouping. One type serves the search field, `meal --query`, saved
//! filters, totals and the calendar; `parse` reads the typed language and `Query::to_text` writes it back.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{CurrencyCode, ExpenseKind, ExpenseStatus, MealType, OrderType, PaymentKind};

mod bound;
mod parse;
mod text;

#[cfg(test)]
mod tests;

pub use parse::{QueryError, QueryProblem, parse};
pub use text::clause_text;

/// The most terms one query may have.
pub const QUERY_TERMS_MAX: usize = 64;
/// The longest query text, in characters.
pub const QUERY_CHARS_MAX: usize = 2_000;

/// A search: every clause must hold.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Query {
    /// All of these hold.
    pub clauses: Vec<Clause>,
}

/// One condition, possibly negated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clause {
    /// `-meal:lunch`, `NOT tag:acme`.
    pub negated: bool,
    /// What is asked.
    pub term: Term,
}

/// What one clause asks. Several values of one term are alternatives: `meal:lunch,dinner`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// Every word occurs (folded; the last word may be a prefix) in place, merchant, note, purpose, tag, person or line.
    Text(String),
    /// The folded words stand next to each other: `"casa lola"`.
    Phrase(String),
    /// `meal:lunch`.
    Meal(Vec<MealType>),
    /// `order:takeout`.
    Order(Vec<OrderType>),
    /// `kind:refund`.
    Kind(Vec<ExpenseKind>),
    /// `status:planned`.
    Status(Vec<ExpenseStatus>),
    /// `category:"Eating out"`: the category of that folded name and everything below it; `category:none`.
    Category(Vec<Name>),
    /// `tag:acme`; several in one term are OR, several terms are AND, `-tag:x` is NOT; `tag:none`.
    Tag(Vec<Name>),
    /// `place:"Casa Lola"`.
    Place(Vec<Name>),
    /// `merchant:tacos`.
    Merchant(Vec<Name>),
    /// `person:ana` or `with:ana`.
    Person(Vec<Name>),
    /// `trip:Lisbon`.
    Trip(Vec<Name>),
    /// `payment:visa`, by name.
    Payment(Vec<Name>),
    /// `paid:cash`, by kind.
    PaymentKind(Vec<PaymentKind>),
    /// `currency:EUR`.
    Currency(Vec<CurrencyCode>),
    /// `amount:>20`, `amount:10..20`, in the amount's own currency.
    Amount(DecimalRange),
    /// `tip:>20%`: tip against its base, in basis points.
    TipPercent(IntRange),
    /// `party:>2`.
    Party(IntRange),
    /// `after:2026-01-01` (inclusive), `before:2026-02-01` (exclusive), `on:2026-01`, `on:today`: `from <= day < to`.
    Dates {
        /// First day.
        from: Option<NaiveDate>,
        /// The day after the last.
        to: Option<NaiveDate>,
    },
    /// `has:photo`, `has:note`, `has:tip`, …
    Has(Has),
    /// `is:deleted`, `is:void`, …; without it deleted rows are never shown.
    Is(Is),
}

/// How a term names a row of a catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Name {
    /// By folded name (`fold::fold`).
    Folded(String),
    /// By id, as the filter chips do: `place:#018f…`.
    Id(uuid::Uuid),
    /// The expense has none.
    None,
}

/// What an expense may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Has {
    /// A photograph of any kind.
    Photo,
    /// A photograph of the receipt.
    Receipt,
    /// A note.
    Note,
    /// A tip.
    Tip,
    /// A place.
    Place,
    /// A category.
    Category,
    /// A tag.
    Tag,
    /// Somebody who ate along.
    Person,
    /// Lines.
    Lines,
}

/// What an expense may be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Is {
    /// In the trash.
    Deleted,
    /// Voided.
    Void,
    /// Business.
    Business,
    /// Free of charge.
    Free,
    /// An estimate.
    Estimate,
}

/// A range of decimal amounts in thousandths-of-a-unit-free form: each bound is mantissa and scale, so it fits any exponent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecimalRange {
    /// Lower bound.
    pub from: Option<DecimalBound>,
    /// Upper bound.
    pub to: Option<DecimalBound>,
}

/// `mantissa / 10^scale`, inclusive or not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DecimalBound {
    /// All digits.
    pub mantissa: i64,
    /// How many of them are decimals (0-8).
    pub scale: u8,
    /// Whether the bound itself is in.
    pub inclusive: bool,
}

/// A range of whole numbers, both ends inclusive.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IntRange {
    /// Lower bound.
    pub from: Option<i64>,
    /// Upper bound.
    pub to: Option<i64>,
}

/// The six sort keys.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SortKey {
    /// The meal's own date and time.
    #[default]
    Date,
    /// The amount in minor units.
    Amount,
    /// The folded place name.
    Place,
    /// The folded category name.
    Category,
    /// The meal type.
    Meal,
    /// When it was recorded.
    Created,
}

/// Sort direction.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// Largest, newest, Z first.
    #[default]
    Descending,
    /// Smallest, oldest, A first.
    Ascending,
}

/// How the list is grouped.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupBy {
    /// Not at all.
    None,
    /// By civil day.
    #[default]
    Day,
    /// By calendar month.
    Month,
    /// By place.
    Place,
    /// By trip.
    Trip,
}

impl Query {
    /// A query of one clause.
    pub fn of(term: Term) -> Self {
        Self { clauses: vec![Clause { negated: false, term }] }
    }

    /// This query and one more condition.
    #[must_use]
    pub fn and(mut self, term: Term) -> Self {
        self.clauses.push(Clause { negated: false, term });
        self
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.clauses.is_empty()
    }
}
