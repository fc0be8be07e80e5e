//! A stored row of a catalogue as what a person may edit.

use chrono::NaiveDate;
use domain::read::{
    CatalogueDetails, CatalogueInput, CatalogueKind, CategoryDetails, MerchantDetails, PaymentMethodDetails,
    PersonDetails, PlaceDetails, TagDetails, TripDetails,
};
use domain::schema::Value;
use domain::{CategoryId, CurrencyCode, MerchantId, PaymentKind, PersonKind, ServiceLevel};
use uuid::Uuid;

use crate::write::StoredRow;

/// What a person may edit on `row`.
pub(in crate::read) fn input(row: &StoredRow, kind: CatalogueKind, aliases: Vec<String>) -> CatalogueInput {
    let name = text(row, if kind == CatalogueKind::Person { "display_name" } else { "name" });
    let details = match kind {
        CatalogueKind::Place => CatalogueDetails::Place(Box::new(place(row))),
        CatalogueKind::Merchant => CatalogueDetails::Merchant(merchant(row, aliases)),
        CatalogueKind::Category => CatalogueDetails::Category(CategoryDetails {
            parent: id(row, "parent_id").map(CategoryId),
            description: text(row, "description"),
            color: some(row, "color"),
            icon: some(row, "icon"),
            position: int(row, "position").unwrap_or(0),
        }),
        CatalogueKind::Tag => CatalogueDetails::Tag(TagDetails {
            color: some(row, "color"),
            description: text(row, "description"),
        }),
        CatalogueKind::Person => CatalogueDetails::Person(PersonDetails {
            kind: some(row, "kind").map(|kind| PersonKind::of(&kind)),
            company: text(row, "company"),
            email: text(row, "email"),
        }),
        CatalogueKind::PaymentMethod => CatalogueDetails::PaymentMethod(PaymentMethodDetails {
            kind: PaymentKind::of(&text(row, "kind")),
            currency: currency(row, "currency"),
            last4: some(row, "last4"),
        }),
        CatalogueKind::Trip => CatalogueDetails::Trip(TripDetails {
            purpose: text(row, "purpose"),
            starts_on: date(row, "starts_on"),
            ends_on: date(row, "ends_on"),
        }),
    };
    CatalogueInput { name, details }
}

fn place(row: &StoredRow) -> PlaceDetails {
    PlaceDetails {
        merchant: id(row, "merchant_id").map(MerchantId),
        branch_name: text(row, "branch_name"),
        located_within: text(row, "located_within"),
        description: text(row, "description"),
        address_line_1: text(row, "address_line_1"),
        address_line_2: text(row, "address_line_2"),
        locality: text(row, "locality"),
        region: text(row, "region"),
        postal_code: text(row, "postal_code"),
        country: text(row, "country"),
        phone: text(row, "phone_e164"),
        website: text(row, "website"),
        email: text(row, "email"),
        cuisine: text(row, "cuisine_code"),
        service_level: some(row, "service_level").map(|level| ServiceLevel::of(&level)),
        price_level: small(row, "price_level"),
        rating_halfstars: small(row, "rating_halfstars"),
        notes: text(row, "notes"),
        default_category: id(row, "default_category_id").map(CategoryId),
        default_currency: currency(row, "default_currency"),
        default_tip_bp: int(row, "default_tip_bp"),
        tz: some(row, "tz"),
        is_favorite: int(row, "is_favorite") == Some(1),
        wish_list: int(row, "wish_list") == Some(1),
    }
}

fn merchant(row: &StoredRow, aliases: Vec<String>) -> MerchantDetails {
    MerchantDetails {
        short_name: text(row, "short_name"),
        website: text(row, "website"),
        description: text(row, "description"),
        format: text(row, "format"),
        menu_focus: text(row, "menu_focus"),
        cuisine: text(row, "cuisine_code"),
        service_level: some(row, "service_level").map(|level| ServiceLevel::of(&level)),
        is_chain: int(row, "is_chain") == Some(1),
        aliases,
    }
}

fn some(row: &StoredRow, column: &str) -> Option<String> {
    match row.values.get(column) {
        Some(Value::Text(text)) => Some(text.clone()),
        _ => None,
    }
}

fn text(row: &StoredRow, column: &str) -> String {
    some(row, column).unwrap_or_default()
}

/// A number of a row.
pub(super) fn int(row: &StoredRow, column: &str) -> Option<i64> {
    match row.values.get(column) {
        Some(Value::Int(number)) => Some(*number),
        _ => None,
    }
}

/// An id of a row.
pub(super) fn id(row: &StoredRow, column: &str) -> Option<Uuid> {
    match row.values.get(column) {
        Some(Value::Id(id)) => Some(*id),
        _ => None,
    }
}

fn small(row: &StoredRow, column: &str) -> Option<u16> {
    int(row, column).and_then(|number| u16::try_from(number).ok())
}

fn date(row: &StoredRow, column: &str) -> Option<NaiveDate> {
    some(row, column).and_then(|day| day.parse().ok())
}

fn currency(row: &StoredRow, column: &str) -> Option<CurrencyCode> {
    some(row, column).and_then(|code| code.parse().ok())
}
