//! The columns of a catalogue row that follow from what a person filled in, and the rules both must satisfy.

use domain::expense::{Field, FieldProblem, NAME_CHARS_MAX, NOTE_CHARS_MAX};
use domain::fold::fold;
use domain::read::{
    CatalogueDetails, CatalogueInput, CategoryDetails, MerchantDetails, PaymentMethodDetails, PersonDetails,
    PlaceDetails, TagDetails, TripDetails,
};
use domain::schema::Patch;

use crate::expenses::{cleaned, text};
use crate::{Error, Result};

/// Refuses names and texts that are empty or too long.
pub(crate) fn validate(input: &CatalogueInput) -> Result<()> {
    let refuse = |problem| Err(Error::field(Field::Name, problem));
    if cleaned(&input.name).is_empty() {
        return refuse(FieldProblem::Missing);
    }
    if input.name.chars().count() > NAME_CHARS_MAX {
        return refuse(FieldProblem::TooLarge { limit: NAME_CHARS_MAX as i64 });
    }
    let too_long = texts(&input.details).iter().any(|text| text.chars().count() > NOTE_CHARS_MAX);
    if too_long {
        return Err(Error::field(Field::Notes, FieldProblem::TooLarge { limit: NOTE_CHARS_MAX as i64 }));
    }
    match &input.details {
        CatalogueDetails::Place(place) => validate_place(place),
        CatalogueDetails::Trip(trip) => match (trip.starts_on, trip.ends_on) {
            (Some(start), Some(end)) if end < start => {
                Err(Error::field(Field::Trip, FieldProblem::Malformed))
            }
            _ => Ok(()),
        },
        CatalogueDetails::Merchant(_)
        | CatalogueDetails::Category(_)
        | CatalogueDetails::Tag(_)
        | CatalogueDetails::Person(_)
        | CatalogueDetails::PaymentMethod(_) => Ok(()),
    }
}

fn validate_place(place: &PlaceDetails) -> Result<()> {
    if place.price_level.is_some_and(|level| level > 4) {
        return Err(Error::field(Field::Place, FieldProblem::TooLarge { limit: 4 }));
    }
    if place.rating_halfstars.is_some_and(|stars| !(1..=10).contains(&stars)) {
        return Err(Error::field(Field::Rating, FieldProblem::TooLarge { limit: 10 }));
    }
    if place.default_tip_bp.is_some_and(|tip| !(0..=100_000).contains(&tip)) {
        return Err(Error::field(Field::Tip, FieldProblem::TooLarge { limit: 100_000 }));
    }
    Ok(())
}

fn texts(details: &CatalogueDetails) -> Vec<&str> {
    match details {
        CatalogueDetails::Place(p) => vec![
            &p.branch_name,
            &p.located_within,
            &p.description,
            &p.address_line_1,
            &p.address_line_2,
            &p.locality,
            &p.region,
            &p.postal_code,
            &p.country,
            &p.phone,
            &p.website,
            &p.email,
            &p.cuisine,
            &p.notes,
        ],
        CatalogueDetails::Merchant(m) => {
            vec![&m.short_name, &m.website, &m.description, &m.format, &m.menu_focus, &m.cuisine]
        }
        CatalogueDetails::Category(c) => vec![&c.description],
        CatalogueDetails::Tag(t) => vec![&t.description],
        CatalogueDetails::Person(p) => vec![&p.company, &p.email],
        CatalogueDetails::PaymentMethod(_) => Vec::new(),
        CatalogueDetails::Trip(t) => vec![&t.purpose],
    }
}

/// The columns of a row.
pub(crate) fn columns(input: &CatalogueInput) -> Patch {
    let name = cleaned(&input.name);
    let folded = fold(&name);
    let name_column =
        if matches!(input.details, CatalogueDetails::Person(_)) { "display_name" } else { "name" };
    let patch = Patch::new().set(name_column, name).set("name_fold", folded);
    match &input.details {
        CatalogueDetails::Place(place) => place_columns(patch, place),
        CatalogueDetails::Merchant(merchant) => merchant_columns(patch, merchant),
        CatalogueDetails::Category(category) => category_columns(patch, category),
        CatalogueDetails::Tag(TagDetails { color, description }) => {
            patch.set("color", color.clone()).set("description", tidy(description))
        }
        CatalogueDetails::Person(PersonDetails { kind, company, email }) => {
            patch.set("kind", *kind).set("company", tidy(company)).set("email", tidy(email))
        }
        CatalogueDetails::PaymentMethod(PaymentMethodDetails { kind, currency, last4 }) => {
            patch.set("kind", *kind).set("currency", *currency).set("last4", last4.as_deref().and_then(tidy))
        }
        CatalogueDetails::Trip(TripDetails { purpose, starts_on, ends_on }) => {
            patch.set("purpose", tidy(purpose)).set("starts_on", *starts_on).set("ends_on", *ends_on)
        }
    }
}

fn tidy(value: &str) -> Option<String> {
    text(&cleaned(value))
}

fn place_columns(patch: Patch, place: &PlaceDetails) -> Patch {
    patch
        .set("merchant_id", place.merchant)
        .set("branch_name", tidy(&place.branch_name))
        .set("located_within", tidy(&place.located_within))
        .set("description", tidy(&place.description))
        .set("address_line_1", tidy(&place.address_line_1))
        .set("address_line_2", tidy(&place.address_line_2))
        .set("locality", tidy(&place.locality))
        .set("region", tidy(&place.region))
        .set("postal_code", tidy(&place.postal_code))
        .set("country", tidy(&place.country))
        .set("phone_e164", tidy(&place.phone))
        .set("website", tidy(&place.website))
        .set("email", tidy(&place.email))
        .set("cuisine_code", tidy(&place.cuisine))
        .set("service_level", place.service_level)
        .set("price_level", place.price_level)
        .set("rating_halfstars", place.rating_halfstars)
        .set("notes", tidy(&place.notes))
        .set("default_category_id", place.default_category)
        .set("default_currency", place.default_currency)
        .set("default_tip_bp", place.default_tip_bp)
        .set("tz", place.tz.as_deref().and_then(tidy))
        .set("is_favorite", place.is_favorite)
        .set("wish_list", place.wish_list)
}

fn merchant_columns(patch: Patch, merchant: &MerchantDetails) -> Patch {
    patch
        .set("short_name", tidy(&merchant.short_name))
        .set("website", tidy(&merchant.website))
        .set("description", tidy(&merchant.description))
        .set("format", tidy(&merchant.format))
        .set("menu_focus", tidy(&merchant.menu_focus))
        .set("cuisine_code", tidy(&merchant.cuisine))
        .set("service_level", merchant.service_level)
        .set("is_chain", merchant.is_chain)
}

fn category_columns(patch: Patch, category: &CategoryDetails) -> Patch {
    patch
        .set("parent_id", category.parent)
        .set("description", tidy(&category.description))
        .set("color", category.color.clone())
        .set("icon", category.icon.clone())
        .set("position", category.position)
}

/// The columns a new row of a catalogue has beside those of `columns`.
pub(crate) fn for_new(patch: Patch, details: &CatalogueDetails) -> Patch {
    match details {
        CatalogueDetails::Category(_) => patch.set("is_default", false),
        CatalogueDetails::Place(_)
        | CatalogueDetails::Merchant(_)
        | CatalogueDetails::Tag(_)
        | CatalogueDetails::Person(_)
        | CatalogueDetails::PaymentMethod(_)
        | CatalogueDetails::Trip(_) => patch,
    }
}
