//! What each field of an expense is called on the command line and how its text is read: one meaning for the options of `meal add`
//! and for `meal edit --set`.

mod money;
mod names;

use domain::expense::ExpenseInput;
use domain::{ExpenseKind, ExpenseStatus, MealType, OrderType, TipBase};

use crate::book::Book;
use crate::{Error, Result, ids, text};

/// What to do with a list field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum How {
    /// `tags=a,b`
    Set,
    /// `tags+=a`
    Add,
    /// `tags-=a`
    Remove,
}

/// One `field=value`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assignment {
    pub field: String,
    pub how: How,
    pub value: String,
}

impl Assignment {
    /// Sets a field, as an option of `meal add` does.
    pub fn set(field: &str, value: impl Into<String>) -> Self {
        Self { field: field.to_owned(), how: How::Set, value: value.into() }
    }

    /// Reads `field=value`, `field+=value`, `field-=value`.
    pub fn parse(text: &str) -> Result<Self> {
        let (field, value) = text.split_once('=').ok_or_else(|| Error::bad("--set", text, "field=value"))?;
        let (field, how) = match (field.strip_suffix('+'), field.strip_suffix('-')) {
            (Some(field), _) => (field, How::Add),
            (_, Some(field)) => (field, How::Remove),
            _ => (field, How::Set),
        };
        Ok(Self { field: field.trim().to_lowercase().replace('-', "_"), how, value: value.to_owned() })
    }
}

/// The fields there are, for messages.
const FIELDS: &str = "one of amount, currency, on, time, tz, meal, order, kind, status, place, merchant, category, trip, payment, \
    party, tip, tip_base, tax, subtotal, note, purpose, tags, people, business, reimbursable, estimate, rating, cleared, refund_of";

/// Applies assignments in an order in which each finds what it needs: the currency before amounts, amounts before the tip.
pub async fn apply(book: &Book, input: &mut ExpenseInput, mut assignments: Vec<Assignment>) -> Result<()> {
    assignments.sort_by_key(|assignment| match assignment.field.as_str() {
        "currency" => 0,
        "amount" | "total" | "tax" | "subtotal" | "tip_base" => 1,
        "tip" => 3,
        _ => 2,
    });
    let names_amount =
        assignments.iter().any(|assignment| matches!(assignment.field.as_str(), "amount" | "total"));
    for assignment in &assignments {
        one(book, input, assignment, names_amount).await?;
    }
    Ok(())
}

async fn one(
    book: &Book,
    input: &mut ExpenseInput,
    assignment: &Assignment,
    names_amount: bool,
) -> Result<()> {
    let Assignment { field, how, value } = assignment;
    let (field, value) = (field.as_str(), value.trim());
    if *how != How::Set && !matches!(field, "tag" | "tags" | "person" | "people" | "with") {
        return Err(Error::bad("--set", field, "tags or people: only lists know += and -="));
    }
    match field {
        "amount" | "total" | "currency" | "tax" | "subtotal" | "tip" => {
            money::set(book, input, field, value, names_amount)?
        }
        "tip_base" => {
            input.tip_base = TipBase::known(value)
                .ok_or_else(|| Error::bad(field, value, &one_of(TipBase::ALL, TipBase::as_str)))?
        }
        "on" | "date" | "occurred_on" => input.occurred_on = text::day(field, value, book.today())?,
        "time" | "occurred_time" => input.occurred_time = optional(value, |value| text::time(field, value))?,
        "tz" => {
            // The offset belonged to the zone it was recorded in.
            (input.tz, input.utc_offset_min) = (optional(value, |value| zone(field, value))?, None);
        }
        "meal" => {
            input.meal_type = optional(value, |value| {
                vocabulary(field, value, MealType::known, MealType::ALL, MealType::as_str)
            })?
        }
        "order" => {
            input.order_type = optional(value, |value| {
                vocabulary(field, value, OrderType::known, OrderType::ALL, OrderType::as_str)
            })?;
        }
        "kind" => input.kind = kind(field, value)?,
        "status" => {
            input.status =
                vocabulary(field, value, ExpenseStatus::known, ExpenseStatus::ALL, ExpenseStatus::as_str)?
        }
        "party" | "party_size" => input.party_size = optional(value, |value| whole(field, value))?,
        "rating" => input.dish_rating = optional(value, |value| whole(field, value))?,
        "note" | "notes" => assignment.value.clone_into(&mut input.notes),
        "purpose" => assignment.value.clone_into(&mut input.purpose),
        "business" => input.is_business = text::flag(field, value)?,
        "reimbursable" => input.reimbursable = text::flag(field, value)?,
        "estimate" => input.amount_is_estimate = text::flag(field, value)?,
        "cleared" | "cleared_on" => {
            input.cleared_on = optional(value, |value| text::day(field, value, book.today()))?
        }
        "refund_of" => {
            input.refund_of = if value.is_empty() { None } else { Some(ids::expense(book, value).await?) }
        }
        "place" | "merchant" | "category" | "trip" | "payment" | "tag" | "tags" | "person" | "people"
        | "with" => {
            names::set(book, input, assignment).await?;
        }
        _ => return Err(Error::bad("--set", field, FIELDS)),
    }
    Ok(())
}

/// An empty value clears a field that may be empty.
fn optional<T>(value: &str, read: impl FnOnce(&str) -> Result<T>) -> Result<Option<T>> {
    if value.is_empty() { Ok(None) } else { read(value).map(Some) }
}

fn vocabulary<T: Copy>(
    field: &str,
    value: &str,
    known: impl Fn(&str) -> Option<T>,
    all: &[T],
    as_str: impl Fn(T) -> &'static str,
) -> Result<T> {
    known(value).ok_or_else(|| Error::bad(field, value, &one_of(all, as_str)))
}

fn one_of<T: Copy>(all: &[T], as_str: impl Fn(T) -> &'static str) -> String {
    format!("one of {}", all.iter().map(|value| as_str(*value)).collect::<Vec<_>>().join(", "))
}

fn kind(field: &str, value: &str) -> Result<ExpenseKind> {
    // People say it without the direction.
    let value =
        if value.eq_ignore_ascii_case("reimbursement") { ExpenseKind::Reimbursement.as_str() } else { value };
    vocabulary(field, value, ExpenseKind::known, ExpenseKind::ALL, ExpenseKind::as_str)
}

fn whole(field: &str, value: &str) -> Result<u16> {
    value.parse().map_err(|_| Error::bad(field, value, "a whole number"))
}

fn zone(field: &str, value: &str) -> Result<String> {
    if domain::civil::zone_exists(value) {
        return Ok(value.to_owned());
    }
    Err(Error::bad(field, value, "a time zone such as Europe/Zurich"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_assignment_sets_adds_or_removes() {
        for (text, field, how, value) in [
            ("note=a=b", "note", How::Set, "a=b"),
            ("tags+=acme", "tags", How::Add, "acme"),
            ("people-=Ana", "people", How::Remove, "Ana"),
            ("Tip-Base=pre_tax", "tip_base", How::Set, "pre_tax"),
            ("place=", "place", How::Set, ""),
        ] {
            let read = Assignment::parse(text).unwrap();
            assert_eq!((read.field.as_str(), read.how, read.value.as_str()), (field, how, value), "{text}");
        }
        assert!(Assignment::parse("note").is_err());
    }
}
