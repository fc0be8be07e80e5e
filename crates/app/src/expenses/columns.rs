//! The columns of an expense row that follow from what a person filled in.

use chrono::Timelike;
use domain::civil::{reporting_date, resolve};
use domain::expense::ExpenseInput;
use domain::schema::Patch;
use uuid::Uuid;

/// The rows an expense names, found or made.
#[derive(Debug, Clone, Default)]
pub(crate) struct Resolved {
    /// The place.
    pub place: Option<Uuid>,
    /// The brand.
    pub merchant: Option<Uuid>,
    /// The name the place, or else the brand, has at this moment.
    pub place_name: Option<String>,
}

/// The columns of `input`. Times derive from the civil date (E-001); `day_end_minutes` moves the reporting date only (E-013).
pub(crate) fn columns(input: &ExpenseInput, names: &Resolved, day_end_minutes: u32) -> Patch {
    let zone = input.tz.as_deref();
    let when = resolve(input.occurred_on, input.occurred_time, zone, input.utc_offset_min);
    let offset = if zone.is_some() { Some(when.utc_offset_min) } else { input.utc_offset_min };
    let minutes = input.occurred_time.map(|time| time.hour() * 60 + time.minute());
    Patch::new()
        .set("kind", input.kind)
        .set("status", input.status)
        .set("occurred_on", input.occurred_on)
        .set("occurred_time", input.occurred_time)
        .set("tz", input.tz.clone())
        .set("utc_offset_min", offset)
        .set("occurred_at", when.at.timestamp_millis())
        .set("reporting_date", reporting_date(input.occurred_on, minutes, day_end_minutes))
        .set("currency", input.currency)
        .set("total_minor", input.total_minor)
        .set("subtotal_minor", input.subtotal_minor)
        .set("tax_minor", input.tax_minor)
        .set("tip_minor", input.tip_minor)
        .set("tip_base", input.tip_base)
        .set("amount_is_estimate", input.amount_is_estimate)
        .set("meal_type", input.meal_type)
        .set("order_type", input.order_type)
        .set("party_size", input.party_size)
        .set("purpose", text(&input.purpose))
        .set("notes", text(&input.notes))
        .set("place_id", names.place)
        .set("merchant_id", names.merchant)
        .set("place_name_snapshot", names.place_name.clone())
        .set("category_id", input.category)
        .set("trip_id", input.trip)
        .set("is_business", input.is_business)
        .set("reimbursable", input.reimbursable)
        .set("cleared_on", input.cleared_on)
        .set("dish_rating", input.dish_rating)
}

/// The columns a new row has beside those of `columns`.
pub(crate) fn with_origin(
    patch: Patch,
    source: domain::ExpenseSource,
    receipt: domain::ReceiptState,
) -> Patch {
    patch
        .set("visibility", "workspace")
        .set("is_billable", false)
        .set("receipt_state", receipt)
        .set("source", source)
}

/// Empty text is stored as nothing.
pub(crate) fn text(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| text.to_owned())
}

/// `input` as it will be read back: trimmed, so that saving what was read changes nothing.
pub(crate) fn tidy(mut input: ExpenseInput) -> ExpenseInput {
    input.purpose = cleaned(&input.purpose);
    input.notes = cleaned(&input.notes);
    input.tz = input.tz.map(|zone| zone.trim().to_owned()).filter(|zone| !zone.is_empty());
    // Seconds are not typed by anybody and the column keeps none of a fraction.
    input.occurred_time = input.occurred_time.and_then(|time| time.with_nanosecond(0));
    let is_named = |name: &str, has_id: bool| has_id || !name.trim().is_empty();
    input.place = input.place.filter(|place| is_named(&place.name, place.id.is_some()));
    input.merchant = input.merchant.filter(|merchant| is_named(&merchant.name, merchant.id.is_some()));
    for line in &mut input.lines {
        line.description = cleaned(&line.description);
    }
    input
}

/// Without white space at both ends and without NUL, which ends a text for some of its readers (E-143).
pub(crate) fn cleaned(text: &str) -> String {
    text.replace('\0', "").trim().to_owned()
}
