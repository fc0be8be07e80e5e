//! An expense as a person fills it in, and the rules both ends check before it is saved.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::civil::check_date;
use crate::money::checked_minor;
use crate::{
    CategoryId, CurrencyCode, ExpenseId, ExpenseKind, ExpenseStatus, LineKind, MealType, MerchantId,
    OrderType, PaymentMethodId, PersonId, PlaceId, TagId, TipBase, TripId,
};

/// The longest note or purpose, in characters.
pub const NOTE_CHARS_MAX: usize = 10_000;
/// The longest name of a place, tag, person, …, in characters.
pub const NAME_CHARS_MAX: usize = 200;
/// The most lines on one expense.
pub const LINES_MAX: usize = 500;
/// The most tags, and the most people, on one expense.
pub const LINKS_MAX: usize = 100;
/// The largest party.
pub const PARTY_MAX: u16 = 1_000;

/// The best rating, in half stars.
pub const RATING_MAX: u16 = 10;

/// Everything a person may say about one expense: what the form edits and a use case saves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseInput {
    /// Purchase, refund, fee, reimbursement.
    pub kind: ExpenseKind,
    /// Confirmed unless said otherwise; `planned` keeps it out of actual totals.
    pub status: ExpenseStatus,
    /// The civil day at the table.
    pub occurred_on: NaiveDate,
    /// The local time at the table.
    pub occurred_time: Option<NaiveTime>,
    /// IANA zone of the table.
    pub tz: Option<String>,
    /// Which of the two repeated hours in autumn: minutes east of UTC, if known.
    pub utc_offset_min: Option<i32>,
    /// The currency of every amount below.
    pub currency: CurrencyCode,
    /// What was paid in all, tip and tax included, in minor units, zero or more.
    pub total_minor: i64,
    /// Before tax and tip, if known.
    pub subtotal_minor: Option<i64>,
    /// Tax, if known.
    pub tax_minor: Option<i64>,
    /// Tip, if known.
    pub tip_minor: Option<i64>,
    /// What the tip percentage refers to.
    pub tip_base: TipBase,
    /// Whether the amount is a guess to be corrected later.
    pub amount_is_estimate: bool,
    /// Breakfast, lunch, …
    pub meal_type: Option<MealType>,
    /// Dine in, takeout, …
    pub order_type: Option<OrderType>,
    /// How many people ate, the owner included.
    pub party_size: Option<u16>,
    /// Business purpose.
    pub purpose: String,
    /// Free text.
    pub notes: String,
    /// The place.
    pub place: Option<Named<PlaceId>>,
    /// The brand, when it is known without the place.
    pub merchant: Option<Named<MerchantId>>,
    /// The category.
    pub category: Option<CategoryId>,
    /// The trip.
    pub trip: Option<TripId>,
    /// What it was paid with.
    pub payment_method: Option<PaymentMethodId>,
    /// Whether it is a business meal.
    pub is_business: bool,
    /// Whether somebody is expected to pay it back.
    pub reimbursable: bool,
    /// The day it showed on the statement.
    pub cleared_on: Option<NaiveDate>,
    /// How good it was, in half stars (1-10).
    pub dish_rating: Option<u16>,
    /// Its lines, in order. They need not add up to the total.
    pub lines: Vec<LineInput>,
    /// Its tags, in order.
    pub tags: Vec<Named<TagId>>,
    /// Who ate along.
    pub people: Vec<Named<PersonId>>,
    /// The purchase this refund or reimbursement belongs to.
    pub refund_of: Option<ExpenseId>,
}

/// A row of a catalogue by id, or a new one by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Named<Id> {
    /// The existing row; `None` makes a new one, unless one of that folded name exists.
    pub id: Option<Id>,
    /// Its name.
    pub name: String,
}

/// One line of an expense.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineInput {
    /// The existing line, when it is an edit.
    pub id: Option<crate::LineId>,
    /// Item, discount, tax, …
    pub kind: LineKind,
    /// "2 tacos".
    pub description: String,
    /// Quantity in thousandths.
    pub quantity_milli: Option<i64>,
    /// Amount of the whole line in minor units; negative for a discount.
    pub amount_minor: i64,
    /// Tax rate in basis points.
    pub tax_rate_bp: Option<i64>,
    /// Whether the tax is inside the other lines already (VAT).
    pub tax_included: bool,
    /// Its own category.
    pub category: Option<CategoryId>,
    /// Who had it.
    pub person: Option<PersonId>,
}

/// A field of `ExpenseInput`, to tie a message to the control that needs mending.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names are those of the fields")]
pub enum Field {
    Kind,
    Status,
    OccurredOn,
    OccurredTime,
    Tz,
    Currency,
    Total,
    Subtotal,
    Tax,
    Tip,
    Meal,
    Order,
    Party,
    Purpose,
    Notes,
    Place,
    Merchant,
    Category,
    Trip,
    Payment,
    Cleared,
    Rating,
    Lines,
    Tags,
    People,
    RefundOf,
    Name,
    Parent,
    Query,
    File,
    Sentence,
    Photo,
    Code,
    Setting,
    Email,
    Password,
    NewPassword,
    Server,
}

/// What is wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldProblem {
    /// Needed and empty.
    Missing,
    /// Not of the right form.
    Malformed,
    /// Longer or larger than the limit.
    TooLarge {
        /// The limit, in the unit of the field.
        limit: i64,
    },
    /// Below zero where that has no meaning; the kind says which way money went.
    Negative,
    /// A year outside the accepted range.
    Year,
    /// Names a row that does not exist.
    Unknown,
    /// A row cannot be its own parent or merge target.
    Circular,
}

/// One thing that must be mended before saving.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invalid {
    /// Where.
    pub field: Field,
    /// What.
    pub problem: FieldProblem,
}

/// Something odd that does not stop a save.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Warning {
    /// The day lies in the future.
    FutureDate,
    /// The day lies more than ten years back.
    LongAgo,
    /// The tip is larger than the rest of the bill (E-041).
    LargeTip,
    /// Subtotal, tax and tip do not make the total; the difference in minor units is shown (E-042, E-043).
    PartsDiffer {
        /// Total less the parts.
        difference_minor: i64,
    },
    /// The lines do not make the total (E-044).
    LinesDiffer {
        /// Total less the lines.
        difference_minor: i64,
    },
}

impl ExpenseInput {
    /// An empty purchase of that day and currency.
    pub fn blank(occurred_on: NaiveDate, currency: CurrencyCode) -> Self {
        Self {
            kind: ExpenseKind::Purchase,
            status: ExpenseStatus::Confirmed,
            occurred_on,
            occurred_time: None,
            tz: None,
            utc_offset_min: None,
            currency,
            total_minor: 0,
            subtotal_minor: None,
            tax_minor: None,
            tip_minor: None,
            tip_base: TipBase::None,
            amount_is_estimate: false,
            meal_type: None,
            order_type: None,
            party_size: None,
            purpose: String::new(),
            notes: String::new(),
            place: None,
            merchant: None,
            category: None,
            trip: None,
            payment_method: None,
            is_business: false,
            reimbursable: false,
            cleared_on: None,
            dish_rating: None,
            lines: Vec::new(),
            tags: Vec::new(),
            people: Vec::new(),
            refund_of: None,
        }
    }

    /// Every rule that must hold before this is saved; all failures at once, in form order.
    pub fn validate(&self) -> Result<(), Vec<Invalid>> {
        let mut invalid = Vec::new();
        let mut refuse = |field, problem| invalid.push(Invalid { field, problem });
        if check_date(self.occurred_on).is_err() {
            refuse(Field::OccurredOn, FieldProblem::Year);
        }
        for (field, minor) in [
            (Field::Total, Some(self.total_minor)),
            (Field::Subtotal, self.subtotal_minor),
            (Field::Tax, self.tax_minor),
            (Field::Tip, self.tip_minor),
        ] {
            match minor {
                Some(minor) if checked_minor(minor).is_err() => {
                    refuse(field, FieldProblem::TooLarge { limit: crate::AMOUNT_MINOR_MAX });
                }
                Some(minor) if minor < 0 && self.kind != ExpenseKind::Adjustment => {
                    refuse(field, FieldProblem::Negative)
                }
                _ => {}
            }
        }
        for (field, text, limit) in [
            (Field::Notes, self.notes.as_str(), NOTE_CHARS_MAX),
            (Field::Purpose, self.purpose.as_str(), NOTE_CHARS_MAX),
            (Field::Place, self.place.as_ref().map_or("", |p| p.name.as_str()), NAME_CHARS_MAX),
            (Field::Merchant, self.merchant.as_ref().map_or("", |m| m.name.as_str()), NAME_CHARS_MAX),
            (Field::Tz, self.tz.as_deref().unwrap_or(""), crate::civil::ZONE_LENGTH_MAX),
        ] {
            if text.chars().count() > limit {
                refuse(field, FieldProblem::TooLarge { limit: i64::try_from(limit).unwrap_or(i64::MAX) });
            }
        }
        for (field, count, limit) in
            [(Field::Party, self.party_size, PARTY_MAX), (Field::Rating, self.dish_rating, RATING_MAX)]
        {
            match count {
                Some(0) => refuse(field, FieldProblem::Malformed),
                Some(count) if count > limit => {
                    refuse(field, FieldProblem::TooLarge { limit: i64::from(limit) })
                }
                _ => {}
            }
        }
        if self.lines.len() > LINES_MAX {
            refuse(Field::Lines, FieldProblem::TooLarge { limit: LINES_MAX as i64 });
        }
        if self.lines.iter().any(|line| checked_minor(line.amount_minor).is_err()) {
            refuse(Field::Lines, FieldProblem::TooLarge { limit: crate::AMOUNT_MINOR_MAX });
        }
        names(&self.tags, Field::Tags, &mut refuse);
        names(&self.people, Field::People, &mut refuse);
        if invalid.is_empty() { Ok(()) } else { Err(invalid) }
    }

    /// What is odd about it; nothing here stops a save.
    pub fn warnings(&self, today: NaiveDate) -> Vec<Warning> {
        let mut warnings = Vec::new();
        match crate::civil::doubt(self.occurred_on, today) {
            Some(crate::civil::DateDoubt::Future) if self.status != ExpenseStatus::Planned => {
                warnings.push(Warning::FutureDate)
            }
            Some(crate::civil::DateDoubt::LongAgo) => warnings.push(Warning::LongAgo),
            _ => {}
        }
        if self.tip_minor.is_some_and(|tip| tip > 0 && tip.saturating_mul(2) > self.total_minor) {
            warnings.push(Warning::LargeTip);
        }
        if let Some(difference_minor) = self.parts_difference().filter(|d| *d != 0) {
            warnings.push(Warning::PartsDiffer { difference_minor });
        }
        if let Some(difference_minor) = self.lines_difference().filter(|d| *d != 0) {
            warnings.push(Warning::LinesDiffer { difference_minor });
        }
        warnings
    }

    /// Total less subtotal, tax and tip; `None` unless a subtotal was given.
    pub fn parts_difference(&self) -> Option<i64> {
        let subtotal = self.subtotal_minor?;
        let parts =
            subtotal.checked_add(self.tax_minor.unwrap_or(0))?.checked_add(self.tip_minor.unwrap_or(0))?;
        self.total_minor.checked_sub(parts)
    }

    /// Total less the lines (included taxes and an explicit difference line left out); `None` without lines.
    pub fn lines_difference(&self) -> Option<i64> {
        if self.lines.is_empty() {
            return None;
        }
        let counted = self.lines.iter().filter(|line| {
            line.kind != LineKind::Difference && !(line.kind == LineKind::Tax && line.tax_included)
        });
        let sum = counted.map(|line| i128::from(line.amount_minor)).sum::<i128>();
        let has = |kind| self.lines.iter().any(|line| line.kind == kind);
        // Tax and tip typed in their own fields explain part of the total unless lines say the same again.
        let tax = if has(LineKind::Tax) { 0 } else { self.tax_minor.unwrap_or(0) };
        let tip = if has(LineKind::Tip) { 0 } else { self.tip_minor.unwrap_or(0) };
        let difference = i128::from(self.total_minor) - sum - i128::from(tax) - i128::from(tip);
        i64::try_from(difference).ok()
    }

    /// What each person's share is, rounded half up; `None` without a party.
    pub fn per_person_minor(&self) -> Option<i64> {
        crate::money::divide_rounded(self.total_minor, i64::from(self.party_size?))
    }
}

fn names<Id>(list: &[Named<Id>], field: Field, refuse: &mut impl FnMut(Field, FieldProblem)) {
    if list.len() > LINKS_MAX {
        refuse(field, FieldProblem::TooLarge { limit: LINKS_MAX as i64 });
    }
    if list.iter().any(|named| named.id.is_none() && named.name.trim().is_empty()) {
        refuse(field, FieldProblem::Missing);
    }
    if list.iter().any(|named| named.name.chars().count() > NAME_CHARS_MAX) {
        refuse(field, FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lunch(total_minor: i64) -> ExpenseInput {
        let mut input = ExpenseInput::blank("2026-11-20".parse().unwrap(), CurrencyCode::of(*b"EUR"));
        input.total_minor = total_minor;
        input
    }

    fn line(kind: LineKind, amount_minor: i64) -> LineInput {
        LineInput {
            id: None,
            kind,
            description: String::new(),
            quantity_milli: None,
            amount_minor,
            tax_rate_bp: None,
            tax_included: false,
            category: None,
            person: None,
        }
    }

    #[test]
    fn a_free_meal_is_allowed() {
        assert_eq!(lunch(0).validate(), Ok(()));
    }

    #[test]
    fn e056_an_amount_beyond_the_limit_is_refused_by_name() {
        let refused = lunch(crate::AMOUNT_MINOR_MAX + 1).validate().unwrap_err();
        assert_eq!(refused[0].field, Field::Total);
        assert_eq!(refused[0].problem, FieldProblem::TooLarge { limit: crate::AMOUNT_MINOR_MAX });
    }

    #[test]
    fn nobody_at_the_table_is_not_too_many() {
        let mut input = lunch(1);
        input.party_size = Some(0);
        assert_eq!(input.validate().unwrap_err()[0].problem, FieldProblem::Malformed);
        input.party_size = Some(PARTY_MAX + 1);
        assert_eq!(input.validate().unwrap_err()[0].problem, FieldProblem::TooLarge { limit: 1_000 });
    }

    #[test]
    fn a_negative_total_is_refused_because_the_kind_says_the_direction() {
        assert_eq!(lunch(-1).validate().unwrap_err()[0].problem, FieldProblem::Negative);
    }

    #[test]
    fn e041_a_tip_larger_than_the_bill_is_only_a_warning() {
        let mut input = lunch(1000);
        input.tip_minor = Some(600);
        assert!(input.validate().is_ok());
        assert!(input.warnings(input.occurred_on).contains(&Warning::LargeTip));
    }

    #[test]
    fn e042_added_and_included_tax_both_make_the_total() {
        let mut added = lunch(1100);
        (added.subtotal_minor, added.tax_minor) = (Some(1000), Some(100));
        assert_eq!(added.parts_difference(), Some(0));
        let mut included = lunch(1100);
        included.lines =
            vec![line(LineKind::Item, 1100), LineInput { tax_included: true, ..line(LineKind::Tax, 100) }];
        assert_eq!(included.lines_difference(), Some(0));
    }

    #[test]
    fn e043_a_cent_of_rounding_shows_as_a_difference() {
        let mut input = lunch(1001);
        input.lines = vec![line(LineKind::Item, 900), line(LineKind::Tax, 100)];
        assert_eq!(input.warnings(input.occurred_on), vec![Warning::LinesDiffer { difference_minor: 1 }]);
    }

    #[test]
    fn e044_items_beyond_the_total_do_not_stop_a_save() {
        let mut input = lunch(1000);
        input.lines = vec![line(LineKind::Item, 1200)];
        assert!(input.validate().is_ok());
        assert_eq!(input.lines_difference(), Some(-200));
    }

    #[test]
    fn e047_cash_rounding_explains_two_rappen() {
        let mut input = lunch(1000);
        input.lines = vec![line(LineKind::Item, 998), line(LineKind::CashRounding, 2)];
        assert_eq!(input.lines_difference(), Some(0));
    }

    #[test]
    fn tax_and_tip_fields_count_beside_item_lines() {
        let mut input = lunch(1300);
        (input.tax_minor, input.tip_minor) = (Some(100), Some(200));
        input.lines = vec![line(LineKind::Item, 1000)];
        assert_eq!(input.lines_difference(), Some(0));
    }

    #[test]
    fn shares_are_rounded_to_the_minor_unit() {
        let mut input = lunch(1000);
        input.party_size = Some(3);
        assert_eq!(input.per_person_minor(), Some(333));
    }

    #[test]
    fn a_nameless_tag_and_a_long_note_are_both_reported() {
        let mut input = lunch(1);
        input.tags.push(Named { id: None, name: " ".into() });
        input.notes = "x".repeat(NOTE_CHARS_MAX + 1);
        let fields: Vec<_> = input.validate().unwrap_err().iter().map(|i| i.field).collect();
        assert_eq!(fields, [Field::Notes, Field::Tags]);
    }
}
