//! Columns and their values in words: for the history, for what two people changed at once, and for what was refused.

use chrono::NaiveDate;
use domain::CurrencyCode;

use crate::format::Format;
use crate::pages::form::{quantity_text, zone_text};
use crate::words::Words;

/// The words of a column; one without words is shown as it is called.
pub fn column_name(name: &str, words: &Words) -> String {
    let key = format!(
        "column-{}",
        name.trim_end_matches("_minor").trim_end_matches("_milli").trim_end_matches("_id").replace('_', "-")
    );
    words.find(&key, &[]).unwrap_or_else(|| name.replace('_', " "))
}

/// A value of a column as people read it; "–" for none.
pub fn value_text(
    table: &str,
    column: &str,
    text: Option<&str>,
    currency: CurrencyCode,
    words: &Words,
    format: &Format,
) -> String {
    let Some(text) = text.filter(|text| !text.is_empty()) else { return "–".to_owned() };
    if column.ends_with("_minor")
        && let Ok(minor) = text.parse::<i64>()
    {
        return format.money(minor, currency);
    }
    if (column.ends_with("_on") || column == "day")
        && let Ok(day) = text.parse::<NaiveDate>()
    {
        return format.date_short(day);
    }
    match column {
        "amount_is_estimate" | "is_business" | "is_billable" | "reimbursable" | "tax_included" => {
            match text {
                "1" | "true" => words.t("yes"),
                _ => words.t("no"),
            }
        }
        "meal_type" => words.meal(domain::MealType::of(text)),
        "order_type" => words.order(domain::OrderType::of(text)),
        "kind" if table == "attachment" => words.photo_kind(domain::AttachmentKind::of(text)),
        "kind" => words.kind(domain::ExpenseKind::of(text)),
        "status" => words.status(domain::ExpenseStatus::of(text)),
        "line_kind" => words.line_kind(domain::LineKind::of(text)),
        "tip_base" => words.tip_base(domain::TipBase::of(text)),
        "receipt_state" => {
            words.find(&format!("receipt-{}", text.replace('_', "-")), &[]).unwrap_or_else(|| text.to_owned())
        }
        "tz" => zone_text(text),
        "quantity_milli" => {
            text.parse().map_or_else(|_| text.to_owned(), |milli| quantity_text(milli, format.numbers))
        }
        _ => match text {
            "true" => words.t("yes"),
            "false" => words.t("no"),
            _ => text.to_owned(),
        },
    }
}
