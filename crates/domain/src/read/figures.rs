//! Figures: totals per currency, the calendar, the dashboard. Sums count purchases, fees and adjustments, take refunds off, and
//! leave out reimbursements, voided, planned and deleted expenses (`ExpenseKind::spending_sign`). Two currencies are never added.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::CurrencyCode;

/// The spending of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CurrencyTotal {
    /// The currency.
    pub currency: CurrencyCode,
    /// Net spending in minor units.
    pub total_minor: i64,
    /// How many expenses.
    pub count: u64,
    /// Tips in it, minor units.
    pub tip_minor: i64,
    /// Spending of the expenses that name a party, and how many people those parties had: their quotient is the average per person.
    pub party_total_minor: i64,
    /// Sum of those party sizes.
    pub party_people: u64,
}

impl CurrencyTotal {
    /// Average per person in minor units, over the expenses that say how many ate.
    pub fn per_person_minor(&self) -> Option<i64> {
        crate::money::divide_rounded(self.party_total_minor, i64::try_from(self.party_people).ok()?)
    }
}

/// By what totals are broken down.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TotalsBy {
    /// Not at all: one slice a currency.
    Currency,
    /// Category (top level when the filter has none).
    Category,
    /// Meal.
    Meal,
    /// Place.
    Place,
    /// Tag; an expense with two tags stands in both slices.
    Tag,
    /// Calendar month.
    Month,
}

/// Totals of a selection.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TotalsReport {
    /// Per currency, largest count first.
    pub totals: Vec<CurrencyTotal>,
    /// The slices, largest first (months in order).
    pub slices: Vec<Slice>,
}

/// One slice of a breakdown, in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Slice {
    /// What it is a slice of, to drill down.
    pub key: SliceKey,
    /// Name to show; `None` where the reader has words of its own (meals, months, "none").
    pub name: Option<String>,
    /// Colour, `#rrggbb`.
    pub color: Option<String>,
    /// Its figures.
    pub total: CurrencyTotal,
}

/// What a slice stands for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SliceKey {
    /// A currency.
    Currency(CurrencyCode),
    /// A category.
    Category(Option<crate::CategoryId>),
    /// A meal.
    Meal(Option<crate::MealType>),
    /// A place.
    Place(Option<crate::PlaceId>),
    /// A tag.
    Tag(Option<crate::TagId>),
    /// A month, by its first day.
    Month(NaiveDate),
}

/// One day of the calendar.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarDay {
    /// The day.
    pub day: NaiveDate,
    /// How many expenses, planned ones included.
    pub count: u64,
    /// Spending per currency.
    pub totals: Vec<CurrencyTotal>,
    /// The meals eaten, for marks.
    pub meals: Vec<crate::MealType>,
}

/// The dashboard of one month.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dashboard {
    /// First day of the month shown.
    pub month: NaiveDate,
    /// The last day counted ("to date").
    pub to_date: NaiveDate,
    /// One section for each currency used in the last twelve months, the home currency first.
    pub currencies: Vec<DashboardCurrency>,
    /// Expenses in the book, deleted ones left out.
    pub expense_count: u64,
}

/// The dashboard in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DashboardCurrency {
    /// The currency.
    pub currency: CurrencyCode,
    /// From the first of the month to `to_date`.
    pub month_to_date: CurrencyTotal,
    /// The same number of days of the month before.
    pub last_month_to_date: CurrencyTotal,
    /// All of the month before.
    pub last_month: CurrencyTotal,
    /// This month by meal.
    pub by_meal: Vec<Slice>,
    /// This month by top-level category.
    pub by_category: Vec<Slice>,
    /// The ten places with most spending in the last twelve months.
    pub top_places: Vec<Slice>,
    /// The last twelve months, oldest first, months without spending included.
    pub trend: Vec<MonthPoint>,
}

/// One month of the trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct MonthPoint {
    /// First day of the month.
    pub month: NaiveDate,
    /// Its figures.
    pub total: CurrencyTotal,
}
