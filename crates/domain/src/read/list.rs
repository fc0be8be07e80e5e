//! The list of expenses: rows, windows between cursors, group headers.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use super::CurrencyTotal;
use crate::{
    BlobId, CategoryId, CurrencyCode, ExpenseId, ExpenseKind, ExpenseStatus, MealType, MerchantId, OrderType,
    PlaceId, TripId,
};

/// One expense as the list shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExpenseRow {
    /// Its id.
    pub id: ExpenseId,
    /// Purchase, refund, …
    pub kind: ExpenseKind,
    /// Confirmed, planned, …
    pub status: ExpenseStatus,
    /// Civil day at the table.
    pub occurred_on: NaiveDate,
    /// Local time at the table.
    pub occurred_time: Option<NaiveTime>,
    /// Currency of the amounts.
    pub currency: CurrencyCode,
    /// What was paid, minor units, zero or more; `kind` says which way.
    pub total_minor: i64,
    /// The tip in it.
    pub tip_minor: Option<i64>,
    /// Whether the amount is a guess.
    pub amount_is_estimate: bool,
    /// The meal.
    pub meal_type: Option<MealType>,
    /// How it was ordered.
    pub order_type: Option<OrderType>,
    /// How many ate.
    pub party_size: Option<u16>,
    /// The place.
    pub place_id: Option<PlaceId>,
    /// The brand.
    pub merchant_id: Option<MerchantId>,
    /// The place's (or merchant's) name now, or the one it was recorded under when the row is gone.
    pub place_name: Option<String>,
    /// The category.
    pub category_id: Option<CategoryId>,
    /// Its name.
    pub category_name: Option<String>,
    /// Its colour, `#rrggbb`.
    pub category_color: Option<String>,
    /// The trip.
    pub trip_id: Option<TripId>,
    /// Its name.
    pub trip_name: Option<String>,
    /// Tag names in order.
    pub tags: Vec<String>,
    /// Names of those who ate along.
    pub people: Vec<String>,
    /// Start of the note, at most 120 characters.
    pub note_start: String,
    /// How many photographs.
    pub photo_count: u32,
    /// The first photograph, for a thumbnail.
    pub photo: Option<BlobId>,
    /// Whether it is voided.
    pub is_void: bool,
    /// Whether it is in the trash.
    pub is_deleted: bool,
    /// Whether the service has it as it is here.
    #[serde(default)]
    pub sync: SyncMark,
    /// Where this row stands, to page from it.
    pub cursor: Cursor,
}

/// Whether the service has a row as it is here. Rows of a book that does not sync are `Clean`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SyncMark {
    /// It has.
    #[default]
    Clean,
    /// A change waits to be sent.
    Pending,
    /// A conflict card is open.
    Conflict,
    /// A change was refused and waits for the person.
    Rejected,
}

impl SyncMark {
    /// As stored; a word of a newer version counts as waiting.
    pub fn of(text: &str) -> Self {
        match text {
            "clean" => Self::Clean,
            "conflict" => Self::Conflict,
            "rejected" => Self::Rejected,
            _ => Self::Pending,
        }
    }
}

/// A position in a list: opaque to everybody but `store`; stays valid while rows come and go.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Cursor(pub String);

/// Which way to page from a cursor.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Toward {
    /// On from the cursor, in sort order.
    #[default]
    After,
    /// Back from the cursor; rows are still answered in sort order.
    Before,
}

/// A window of the list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Window {
    /// Rows in sort order.
    pub rows: Vec<ExpenseRow>,
    /// Whether rows stand before the first.
    pub has_before: bool,
    /// Whether rows stand after the last.
    pub has_after: bool,
    /// One header for each group that has a row in this window, with the totals of the *whole* group.
    pub groups: Vec<GroupHeader>,
}

/// The header of a group.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupHeader {
    /// Which group.
    pub key: GroupKey,
    /// A name, for places and trips; days and months are formatted by the reader's locale.
    pub name: Option<String>,
    /// How many expenses the group has under the query.
    pub count: u64,
    /// Spending per currency.
    pub totals: Vec<CurrencyTotal>,
}

/// What a group has in common.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupKey {
    /// A civil day.
    Day(NaiveDate),
    /// A month, by its first day.
    Month(NaiveDate),
    /// A place; `None` = without one.
    Place(Option<PlaceId>),
    /// A trip; `None` = outside one.
    Trip(Option<TripId>),
}

impl GroupKey {
    /// The group `row` belongs to, under `group_by`.
    pub fn of(row: &ExpenseRow, group_by: crate::query::GroupBy) -> Option<Self> {
        use crate::query::GroupBy;
        match group_by {
            GroupBy::None => None,
            GroupBy::Day => Some(Self::Day(row.occurred_on)),
            GroupBy::Month => Some(Self::Month(crate::civil::month_start(row.occurred_on))),
            GroupBy::Place => Some(Self::Place(row.place_id)),
            GroupBy::Trip => Some(Self::Trip(row.trip_id)),
        }
    }
}
