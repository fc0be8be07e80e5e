//! The documents of `--json`. They are a promise (docs/CLI.md): fields are added, never renamed or reused, so they are written down
//! here and not derived from what the interface and the core say to each other.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use domain::CurrencyCode;
use domain::expense::{LineInput, Named, Warning};
use domain::read::{
    AttachmentRow, CatalogueEntry, CurrencyTotal, ExpenseDetail, ExpenseRow, HistoryEntry, Slice, SliceKey,
};
use serde::Serialize;
use serde_json::Value;

use crate::error::{Choice, Error};

/// An amount: whole minor units, and the same as decimal text.
#[derive(Debug, Serialize)]
pub struct Money {
    pub minor: i64,
    pub currency: CurrencyCode,
    pub decimal: String,
}

impl Money {
    pub fn new(minor: i64, currency: CurrencyCode) -> Self {
        Self { minor, currency, decimal: domain::money::decimal_text(minor, currency.exponent()) }
    }
}

/// A row of a catalogue beside an expense. Without an id it is the name it was recorded under.
#[derive(Debug, Serialize)]
pub struct Name {
    pub id: Option<String>,
    pub name: String,
}

impl Name {
    fn of<Id: ToString + Copy>(id: Option<Id>, name: Option<&String>) -> Option<Self> {
        (id.is_some() || name.is_some())
            .then(|| Self { id: id.map(|id| id.to_string()), name: name.cloned().unwrap_or_default() })
    }

    fn named<Id: ToString + Copy>(named: &Named<Id>) -> Self {
        Self { id: named.id.map(|id| id.to_string()), name: named.name.clone() }
    }
}

/// `2026-11-20T12:05:30.123Z`.
pub fn instant(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

fn clock(time: NaiveTime) -> String {
    time.format("%H:%M").to_string()
}

/// An expense in a list.
#[derive(Debug, Serialize)]
pub struct Row {
    pub id: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub occurred_on: NaiveDate,
    pub occurred_time: Option<String>,
    pub total: Money,
    pub tip: Option<Money>,
    pub amount_is_estimate: bool,
    pub meal: Option<&'static str>,
    pub order: Option<&'static str>,
    pub party_size: Option<u16>,
    pub place: Option<Name>,
    pub category: Option<Name>,
    pub trip: Option<Name>,
    pub tags: Vec<String>,
    pub people: Vec<String>,
    pub note_start: String,
    pub photo_count: u32,
    pub is_void: bool,
    pub is_deleted: bool,
    pub cursor: String,
}

impl From<&ExpenseRow> for Row {
    fn from(row: &ExpenseRow) -> Self {
        Self {
            id: row.id.to_string(),
            kind: row.kind.as_str(),
            status: row.status.as_str(),
            occurred_on: row.occurred_on,
            occurred_time: row.occurred_time.map(clock),
            total: Money::new(row.total_minor, row.currency),
            tip: row.tip_minor.map(|minor| Money::new(minor, row.currency)),
            amount_is_estimate: row.amount_is_estimate,
            meal: row.meal_type.map(|meal| meal.as_str()),
            order: row.order_type.map(|order| order.as_str()),
            party_size: row.party_size,
            place: Name::of(row.place_id, row.place_name.as_ref()),
            category: Name::of(row.category_id, row.category_name.as_ref()),
            trip: Name::of(row.trip_id, row.trip_name.as_ref()),
            tags: row.tags.clone(),
            people: row.people.clone(),
            note_start: row.note_start.clone(),
            photo_count: row.photo_count,
            is_void: row.is_void,
            is_deleted: row.is_deleted,
            cursor: row.cursor.0.clone(),
        }
    }
}

/// One expense in full.
#[derive(Debug, Serialize)]
pub struct Expense {
    pub id: String,
    pub kind: &'static str,
    pub status: &'static str,
    pub occurred_on: NaiveDate,
    pub occurred_time: Option<String>,
    pub tz: Option<String>,
    pub utc_offset_min: Option<i32>,
    pub occurred_at: String,
    pub total: Money,
    pub subtotal: Option<Money>,
    pub tax: Option<Money>,
    pub tip: Option<Money>,
    pub tip_base: &'static str,
    pub amount_is_estimate: bool,
    pub per_person: Option<Money>,
    pub meal: Option<&'static str>,
    pub order: Option<&'static str>,
    pub party_size: Option<u16>,
    pub place: Option<Name>,
    pub merchant: Option<Name>,
    pub category: Option<Name>,
    pub trip: Option<Name>,
    pub payment: Option<Name>,
    pub purpose: String,
    pub note: String,
    pub is_business: bool,
    pub reimbursable: bool,
    pub cleared_on: Option<NaiveDate>,
    pub rating_halfstars: Option<u16>,
    pub lines: Vec<Line>,
    pub lines_difference: Option<Money>,
    pub tags: Vec<Name>,
    pub people: Vec<Name>,
    pub photos: Vec<Photo>,
    pub links: Vec<Link>,
    pub voided_at: Option<String>,
    pub void_reason: Option<String>,
    pub deleted_at: Option<String>,
    pub created_at: String,
    pub updated_at: String,
}

/// A line of an expense.
#[derive(Debug, Serialize)]
pub struct Line {
    pub kind: &'static str,
    pub description: String,
    pub quantity_milli: Option<i64>,
    pub amount: Money,
    pub tax_rate_bp: Option<i64>,
    pub tax_included: bool,
}

/// A related expense.
#[derive(Debug, Serialize)]
pub struct Link {
    pub relation: &'static str,
    pub is_from: bool,
    pub expense: String,
    pub occurred_on: NaiveDate,
    pub total: Money,
    pub place: Option<String>,
}

impl From<&ExpenseDetail> for Expense {
    fn from(detail: &ExpenseDetail) -> Self {
        let input = &detail.input;
        let money = |minor| Money::new(minor, input.currency);
        let line = |line: &LineInput| Line {
            kind: line.kind.as_str(),
            description: line.description.clone(),
            quantity_milli: line.quantity_milli,
            amount: money(line.amount_minor),
            tax_rate_bp: line.tax_rate_bp,
            tax_included: line.tax_included,
        };
        Self {
            id: detail.id.to_string(),
            kind: input.kind.as_str(),
            status: input.status.as_str(),
            occurred_on: input.occurred_on,
            occurred_time: input.occurred_time.map(clock),
            tz: input.tz.clone(),
            utc_offset_min: detail.utc_offset_min,
            occurred_at: instant(detail.occurred_at),
            total: money(input.total_minor),
            subtotal: input.subtotal_minor.map(money),
            tax: input.tax_minor.map(money),
            tip: input.tip_minor.map(money),
            tip_base: input.tip_base.as_str(),
            amount_is_estimate: input.amount_is_estimate,
            per_person: input.per_person_minor().map(money),
            meal: input.meal_type.map(|meal| meal.as_str()),
            order: input.order_type.map(|order| order.as_str()),
            party_size: input.party_size,
            place: input.place.as_ref().map(Name::named),
            merchant: input.merchant.as_ref().map(Name::named),
            category: Name::of(input.category, detail.category_name.as_ref()),
            trip: Name::of(input.trip, detail.trip_name.as_ref()),
            payment: Name::of(input.payment_method, detail.payment_name.as_ref()),
            purpose: input.purpose.clone(),
            note: input.notes.clone(),
            is_business: input.is_business,
            reimbursable: input.reimbursable,
            cleared_on: input.cleared_on,
            rating_halfstars: input.dish_rating,
            lines: input.lines.iter().map(line).collect(),
            lines_difference: input.lines_difference().map(money),
            tags: input.tags.iter().map(Name::named).collect(),
            people: input.people.iter().map(Name::named).collect(),
            photos: detail.attachments.iter().map(Photo::from).collect(),
            links: detail
                .links
                .iter()
                .map(|link| Link {
                    relation: link.relation.as_str(),
                    is_from: link.is_from,
                    expense: link.other.to_string(),
                    occurred_on: link.occurred_on,
                    total: Money::new(link.total_minor, link.currency),
                    place: link.place_name.clone(),
                })
                .collect(),
            voided_at: detail.voided_at.map(instant),
            void_reason: detail.void_reason.clone(),
            deleted_at: detail.deleted_at.map(instant),
            created_at: instant(detail.created_at),
            updated_at: instant(detail.updated_at),
        }
    }
}

/// A photograph on an expense.
#[derive(Debug, Serialize)]
pub struct Photo {
    pub id: String,
    pub blob: String,
    pub kind: &'static str,
    pub caption: String,
    pub size: u64,
    pub mime: String,
    pub width: Option<u32>,
    pub height: Option<u32>,
    pub sha256: String,
    pub file_name: Option<String>,
}

impl From<&AttachmentRow> for Photo {
    fn from(row: &AttachmentRow) -> Self {
        Self {
            id: row.id.to_string(),
            blob: row.blob.to_string(),
            kind: row.kind.as_str(),
            caption: row.caption.clone(),
            size: row.size,
            mime: row.mime.clone(),
            width: row.width,
            height: row.height,
            sha256: row.sha256.clone(),
            file_name: row.file_name.clone(),
        }
    }
}

/// Something odd that was saved all the same.
#[derive(Debug, Serialize)]
pub struct Odd {
    pub warning: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub difference: Option<Money>,
}

impl Odd {
    pub fn of(warning: &Warning, currency: CurrencyCode) -> Self {
        let (warning, difference) = match warning {
            Warning::FutureDate => ("future_date", None),
            Warning::LongAgo => ("long_ago", None),
            Warning::LargeTip => ("large_tip", None),
            Warning::PartsDiffer { difference_minor } => ("parts_differ", Some(*difference_minor)),
            Warning::LinesDiffer { difference_minor } => ("lines_differ", Some(*difference_minor)),
        };
        Self { warning, difference: difference.map(|minor| Money::new(minor, currency)) }
    }
}

/// The spending of one currency.
#[derive(Debug, Serialize)]
pub struct Total {
    pub total: Money,
    pub count: u64,
    pub tip: Money,
    pub per_person: Option<Money>,
}

impl From<&CurrencyTotal> for Total {
    fn from(total: &CurrencyTotal) -> Self {
        let money = |minor| Money::new(minor, total.currency);
        Self {
            total: money(total.total_minor),
            count: total.count,
            tip: money(total.tip_minor),
            per_person: total.per_person_minor().map(money),
        }
    }
}

/// A slice of a breakdown. `key` is the id, the meal, the month or the currency; none for expenses without one.
#[derive(Debug, Serialize)]
pub struct Part {
    pub key: Option<String>,
    pub name: Option<String>,
    #[serde(flatten)]
    pub figures: Total,
}

impl From<&Slice> for Part {
    fn from(slice: &Slice) -> Self {
        let key = match &slice.key {
            SliceKey::Currency(code) => Some(code.to_string()),
            SliceKey::Category(id) => id.map(|id| id.to_string()),
            SliceKey::Meal(meal) => meal.map(|meal| meal.as_str().to_owned()),
            SliceKey::Place(id) => id.map(|id| id.to_string()),
            SliceKey::Tag(id) => id.map(|id| id.to_string()),
            SliceKey::Month(month) => Some(month.format("%Y-%m").to_string()),
        };
        let name = slice.name.clone().or_else(|| match slice.key {
            SliceKey::Currency(_) | SliceKey::Meal(Some(_)) | SliceKey::Month(_) => key.clone(),
            SliceKey::Category(_) | SliceKey::Meal(None) | SliceKey::Place(_) | SliceKey::Tag(_) => None,
        });
        Self { key, name, figures: (&slice.total).into() }
    }
}

/// One entry of the history.
#[derive(Debug, Serialize)]
pub struct Change {
    pub id: String,
    pub group: String,
    pub at: String,
    pub device: String,
    pub by: Option<String>,
    pub reason: String,
    pub table: String,
    pub operation: Value,
    pub changes: Vec<Value>,
}

impl From<&HistoryEntry> for Change {
    fn from(entry: &HistoryEntry) -> Self {
        Self {
            id: entry.id.to_string(),
            group: entry.group.to_string(),
            at: instant(entry.at),
            device: entry.device.to_string(),
            by: entry.by_name.clone().or(entry.by.map(|by| by.to_string())),
            reason: entry.reason.clone(),
            table: entry.table.clone(),
            operation: serde_json::json!(entry.operation),
            changes: entry
                .changes
                .iter()
                .map(|change| serde_json::json!({ "column": change.column, "before": change.before, "after": change.after }))
                .collect(),
        }
    }
}

/// A row of a catalogue.
#[derive(Debug, Serialize)]
pub struct Entry {
    pub id: String,
    pub name: String,
    pub parent: Option<String>,
    pub is_archived: bool,
    pub merged_into: Option<String>,
    pub uses: u64,
    pub last_used_on: Option<NaiveDate>,
    pub totals: Vec<Total>,
    pub details: Value,
}

impl From<&CatalogueEntry> for Entry {
    fn from(entry: &CatalogueEntry) -> Self {
        let details = serde_json::json!(entry.input.details);
        Self {
            id: entry.id.to_string(),
            name: entry.input.name.clone(),
            parent: entry.parent_name.clone(),
            is_archived: entry.is_archived,
            merged_into: entry.merged_into.map(|id| id.to_string()),
            uses: entry.uses,
            last_used_on: entry.last_used_on,
            totals: entry.totals.iter().map(Total::from).collect(),
            // The kind is known from the command; only its fields are of interest.
            details: details
                .as_object()
                .and_then(|kinds| kinds.values().next().cloned())
                .unwrap_or(Value::Null),
        }
    }
}

/// A failure.
#[derive(Debug, Serialize)]
pub struct ErrorDocument {
    error: ErrorBody,
}

#[derive(Debug, Serialize)]
struct ErrorBody {
    code: String,
    message: String,
    hint: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fields: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    number: Option<i64>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    choices: Vec<Choice>,
}

impl From<&Error> for ErrorDocument {
    fn from(error: &Error) -> Self {
        let fault = error.fault();
        let choices = match error {
            Error::Ambiguous { choices, .. } => choices.clone(),
            _ => Vec::new(),
        };
        Self {
            error: ErrorBody {
                code: error.code(),
                message: error.to_string(),
                hint: error.hint(),
                fields: fault
                    .map(|fault| fault.invalid.iter().map(|invalid| serde_json::json!(invalid)).collect())
                    .unwrap_or_default(),
                number: fault.and_then(|fault| fault.number),
                choices,
            },
        }
    }
}
