//! The fields of the query language and what their values mean.

use chrono::NaiveDate;

use crate::fold::fold;
use crate::query::parse::scan::Value;
use crate::query::parse::{QueryProblem, period, range};
use crate::query::{Has, Is, Name, Term};
use crate::{CurrencyCode, ExpenseKind, ExpenseStatus, MealType, OrderType, PaymentKind};

/// A field of the query language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Meal,
    Order,
    Kind,
    Status,
    Category,
    Tag,
    Place,
    Merchant,
    Person,
    Trip,
    Payment,
    Paid,
    Currency,
    Amount,
    Tip,
    Party,
    After,
    Before,
    Until,
    On,
    Has,
    Is,
}

/// Every name of every field; the first of a field is the one `to_text` writes.
const NAMES: &[(&str, Field)] = &[
    ("meal", Field::Meal),
    ("order", Field::Order),
    ("kind", Field::Kind),
    ("status", Field::Status),
    ("category", Field::Category),
    ("cat", Field::Category),
    ("tag", Field::Tag),
    ("place", Field::Place),
    ("at", Field::Place),
    ("restaurant", Field::Place),
    ("merchant", Field::Merchant),
    ("person", Field::Person),
    ("with", Field::Person),
    ("trip", Field::Trip),
    ("payment", Field::Payment),
    ("paid", Field::Paid),
    ("currency", Field::Currency),
    ("cur", Field::Currency),
    ("amount", Field::Amount),
    ("tip", Field::Tip),
    ("party", Field::Party),
    ("after", Field::After),
    ("since", Field::After),
    ("before", Field::Before),
    ("until", Field::Until),
    ("on", Field::On),
    ("date", Field::On),
    ("has", Field::Has),
    ("is", Field::Is),
];

/// Names shorter than this are not suggested: too many words are one letter away from them.
const SUGGESTED_CHARS_MIN: usize = 4;

impl Field {
    /// The field of a lower-case name.
    pub(super) fn find(name: &str) -> Option<Self> {
        NAMES.iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }

    /// The field name that is one typing error away.
    pub(super) fn nearest(name: &str) -> Option<&'static str> {
        NAMES
            .iter()
            .map(|(known, _)| *known)
            .find(|known| known.len() >= SUGGESTED_CHARS_MIN && is_one_error_away(name, known))
    }

    /// Whether a comma belongs to the value (`amount:12,50`) instead of parting two.
    pub(super) fn has_commas_in_values(self) -> bool {
        matches!(self, Self::Amount | Self::Tip)
    }

    /// The condition that `name:values` asks.
    pub(super) fn term(self, name: &str, values: &[Value], today: NaiveDate) -> Result<Term, QueryProblem> {
        let Some(first) = values.first() else {
            return Err(QueryProblem::MissingValue { field: name.to_owned() });
        };
        let single = || match values {
            [only] => Ok(only.text.as_str()),
            _ => Err(QueryProblem::OneValueOnly { field: name.to_owned() }),
        };
        match self {
            Self::Meal => known(name, values, meal_of).map(Term::Meal),
            Self::Order => known(name, values, order_of).map(Term::Order),
            Self::Kind => known(name, values, kind_of).map(Term::Kind),
            Self::Status => known(name, values, ExpenseStatus::known).map(Term::Status),
            Self::Paid => known(name, values, PaymentKind::known).map(Term::PaymentKind),
            Self::Currency => {
                known(name, values, |text| text.parse::<CurrencyCode>().ok()).map(Term::Currency)
            }
            Self::Category => names(name, values).map(Term::Category),
            Self::Tag => names(name, values).map(Term::Tag),
            Self::Place => names(name, values).map(Term::Place),
            Self::Merchant => names(name, values).map(Term::Merchant),
            Self::Person => names(name, values).map(Term::Person),
            Self::Trip => names(name, values).map(Term::Trip),
            Self::Payment => names(name, values).map(Term::Payment),
            Self::Amount => range::amounts(name, &first.text).map(Term::Amount),
            Self::Tip => range::percents(name, &first.text).map(Term::TipPercent),
            Self::Party => range::counts(name, single()?).map(Term::Party),
            Self::After => Ok(Term::Dates { from: Some(period::read(name, single()?, today)?.0), to: None }),
            Self::Before => Ok(Term::Dates { from: None, to: Some(period::read(name, single()?, today)?.0) }),
            Self::Until => Ok(Term::Dates { from: None, to: Some(period::read(name, single()?, today)?.1) }),
            Self::On => period::read_range(name, single()?, today),
            Self::Has => single().and_then(|text| has_of(text).ok_or_else(|| bad(name, text))).map(Term::Has),
            Self::Is => single().and_then(|text| is_of(text).ok_or_else(|| bad(name, text))).map(Term::Is),
        }
    }
}

/// A row named by `text`, folded.
pub(super) fn name_of(field: &str, text: &str) -> Result<Name, QueryProblem> {
    let folded = fold(text);
    if folded.is_empty() { Err(bad(field, text)) } else { Ok(Name::Folded(folded)) }
}

/// The problem of a value that `field` does not know.
pub(super) fn bad(field: &str, value: &str) -> QueryProblem {
    QueryProblem::BadValue { field: field.to_owned(), value: value.to_owned() }
}

fn names(field: &str, values: &[Value]) -> Result<Vec<Name>, QueryProblem> {
    values.iter().map(|value| name_of_value(field, value)).collect()
}

fn name_of_value(field: &str, value: &Value) -> Result<Name, QueryProblem> {
    if value.quoted {
        return name_of(field, &value.text);
    }
    if value.text.eq_ignore_ascii_case("none") {
        return Ok(Name::None);
    }
    match value.text.strip_prefix('#') {
        Some(id) => match id.parse::<uuid::Uuid>() {
            Ok(id) => Ok(Name::Id(id)),
            Err(_) => name_of(field, id.trim_start_matches('#')),
        },
        None => name_of(field, &value.text),
    }
}

fn known<T>(field: &str, values: &[Value], find: impl Fn(&str) -> Option<T>) -> Result<Vec<T>, QueryProblem> {
    values.iter().map(|value| find(&value.text).ok_or_else(|| bad(field, &value.text))).collect()
}

fn meal_of(text: &str) -> Option<MealType> {
    MealType::known(text).or_else(|| match text.to_lowercase().as_str() {
        "snacks" | "coffee" => Some(MealType::Snack),
        "supper" => Some(MealType::Dinner),
        "drink" => Some(MealType::Drinks),
        "night" => Some(MealType::LateNight),
        _ => None,
    })
}

fn order_of(text: &str) -> Option<OrderType> {
    OrderType::known(text).or_else(|| match text.to_lowercase().as_str() {
        "takeaway" | "take-away" | "pickup" | "togo" => Some(OrderType::Takeout),
        "dinein" | "restaurant" => Some(OrderType::DineIn),
        "drive-through" | "drivethru" => Some(OrderType::DriveThru),
        _ => None,
    })
}

fn kind_of(text: &str) -> Option<ExpenseKind> {
    ExpenseKind::known(text)
        .or_else(|| text.eq_ignore_ascii_case("reimbursement").then_some(ExpenseKind::Reimbursement))
}

fn has_of(text: &str) -> Option<Has> {
    Some(match text.to_lowercase().as_str() {
        "photo" | "photos" => Has::Photo,
        "receipt" | "receipts" => Has::Receipt,
        "note" | "notes" => Has::Note,
        "tip" => Has::Tip,
        "place" => Has::Place,
        "category" => Has::Category,
        "tag" | "tags" => Has::Tag,
        "person" | "people" => Has::Person,
        "lines" | "items" => Has::Lines,
        _ => return None,
    })
}

fn is_of(text: &str) -> Option<Is> {
    Some(match text.to_lowercase().as_str() {
        "deleted" => Is::Deleted,
        "void" | "voided" => Is::Void,
        "business" => Is::Business,
        "free" => Is::Free,
        "estimate" | "estimated" => Is::Estimate,
        _ => return None,
    })
}

/// Damerau distance of exactly one: a letter too many, too few, wrong, or two neighbours swapped.
fn is_one_error_away(written: &str, known: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (written.chars().collect(), known.chars().collect());
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    match (a, b) {
        ([], []) => false,
        ([x, y, a_rest @ ..], [p, q, b_rest @ ..]) if x == q && y == p && a_rest == b_rest => true,
        ([_, a_rest @ ..], [_, b_rest @ ..]) if a_rest == b_rest => true,
        ([_, rest @ ..], _) if rest == b => true,
        (_, [_, rest @ ..]) => rest == a,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_typing_error_is_recognised() {
        for (written, known) in [
            ("mael", "meal"),
            ("meall", "meal"),
            ("mel", "meal"),
            ("neal", "meal"),
            ("afte", "after"),
            ("plcae", "place"),
        ] {
            assert!(is_one_error_away(written, known), "{written}");
        }
        for (written, known) in
            [("meal", "meal"), ("http", "has"), ("price", "place"), ("", "meal"), ("note", "meal")]
        {
            assert!(!is_one_error_away(written, known), "{written}");
        }
    }
}
