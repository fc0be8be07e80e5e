//! Places, merchants, categories, tags, people, payment methods and trips: what expenses are filed under.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::CurrencyTotal;
use crate::{CategoryId, CurrencyCode, MerchantId, PaymentKind, PersonKind, ServiceLevel};

/// Which catalogue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CatalogueKind {
    Place,
    Merchant,
    Category,
    Tag,
    Person,
    PaymentMethod,
    Trip,
}

impl CatalogueKind {
    /// Every catalogue.
    pub const ALL: &'static [Self] = &[
        Self::Place,
        Self::Merchant,
        Self::Category,
        Self::Tag,
        Self::Person,
        Self::PaymentMethod,
        Self::Trip,
    ];

    /// Its table.
    pub fn table(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Merchant => "merchant",
            Self::Category => "category",
            Self::Tag => "tag",
            Self::Person => "person",
            Self::PaymentMethod => "payment_method",
            Self::Trip => "trip",
        }
    }
}

/// A row of a catalogue, short: for pickers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueRef {
    /// Its id.
    pub id: Uuid,
    /// Its name.
    pub name: String,
    /// Parent category's name, branch, company: what tells two of one name apart.
    pub detail: Option<String>,
    /// Colour, `#rrggbb`.
    pub color: Option<String>,
    /// Icon name.
    pub icon: Option<String>,
    /// Parent category.
    pub parent: Option<Uuid>,
}

/// A row of a catalogue with its figures.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueEntry {
    /// Its id.
    pub id: Uuid,
    /// What a person may edit.
    pub input: CatalogueInput,
    /// Whether it is hidden from pickers.
    pub is_archived: bool,
    /// Whether it was merged into another.
    pub merged_into: Option<Uuid>,
    /// How many live expenses use it.
    pub uses: u64,
    /// Spending per currency.
    pub totals: Vec<CurrencyTotal>,
    /// The last day it was used.
    pub last_used_on: Option<NaiveDate>,
    /// Names of rows this one refers to (a place's merchant, a category's parent), for reading.
    pub parent_name: Option<String>,
    /// Aliases, for merchants.
    pub aliases: Vec<AliasRow>,
}

/// A name a merchant has on statements.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AliasRow {
    /// The text.
    pub pattern: String,
    /// `exact`, `prefix`.
    pub matching: String,
}

/// What a person may edit on a catalogue row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CatalogueInput {
    /// Its name.
    pub name: String,
    /// The rest.
    pub details: CatalogueDetails,
}

/// The fields of each catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs, reason = "the names say it")]
pub enum CatalogueDetails {
    Place(Box<PlaceDetails>),
    Merchant(MerchantDetails),
    Category(CategoryDetails),
    Tag(TagDetails),
    Person(PersonDetails),
    PaymentMethod(PaymentMethodDetails),
    Trip(TripDetails),
}

impl CatalogueDetails {
    /// Which catalogue these belong to.
    pub fn kind(&self) -> CatalogueKind {
        match self {
            Self::Place(_) => CatalogueKind::Place,
            Self::Merchant(_) => CatalogueKind::Merchant,
            Self::Category(_) => CatalogueKind::Category,
            Self::Tag(_) => CatalogueKind::Tag,
            Self::Person(_) => CatalogueKind::Person,
            Self::PaymentMethod(_) => CatalogueKind::PaymentMethod,
            Self::Trip(_) => CatalogueKind::Trip,
        }
    }

    /// Empty details of `kind`.
    pub fn blank(kind: CatalogueKind) -> Self {
        match kind {
            CatalogueKind::Place => Self::Place(Box::default()),
            CatalogueKind::Merchant => Self::Merchant(MerchantDetails::default()),
            CatalogueKind::Category => Self::Category(CategoryDetails::default()),
            CatalogueKind::Tag => Self::Tag(TagDetails::default()),
            CatalogueKind::Person => Self::Person(PersonDetails::default()),
            CatalogueKind::PaymentMethod => Self::PaymentMethod(PaymentMethodDetails {
                kind: PaymentKind::Card,
                currency: None,
                last4: None,
            }),
            CatalogueKind::Trip => Self::Trip(TripDetails::default()),
        }
    }
}

/// A restaurant, shop or canteen. Empty text means unknown.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "columns of `place`, DATA_MODEL 5.4")]
pub struct PlaceDetails {
    pub merchant: Option<MerchantId>,
    pub branch_name: String,
    pub located_within: String,
    pub description: String,
    pub address_line_1: String,
    pub address_line_2: String,
    pub locality: String,
    pub region: String,
    pub postal_code: String,
    pub country: String,
    pub phone: String,
    pub website: String,
    pub email: String,
    pub cuisine: String,
    pub service_level: Option<ServiceLevel>,
    /// 0 (free) to 4 (very expensive).
    pub price_level: Option<u16>,
    /// 1-10 half stars.
    pub rating_halfstars: Option<u16>,
    pub notes: String,
    pub default_category: Option<CategoryId>,
    pub default_currency: Option<CurrencyCode>,
    /// Usual tip in basis points.
    pub default_tip_bp: Option<i64>,
    pub tz: Option<String>,
    pub is_favorite: bool,
    pub wish_list: bool,
}

/// A brand or chain.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "columns of `merchant`, DATA_MODEL 5.4")]
pub struct MerchantDetails {
    pub short_name: String,
    pub website: String,
    pub description: String,
    pub format: String,
    pub menu_focus: String,
    pub cuisine: String,
    pub service_level: Option<ServiceLevel>,
    pub is_chain: bool,
    /// Names it has on statements: matched exactly, folded.
    pub aliases: Vec<String>,
}

/// A category of either level.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "columns of `category`, DATA_MODEL 5.5")]
pub struct CategoryDetails {
    pub parent: Option<CategoryId>,
    pub description: String,
    pub color: Option<String>,
    pub icon: Option<String>,
    pub position: i64,
}

/// A tag.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "columns of `tag`, DATA_MODEL 5.5")]
pub struct TagDetails {
    pub color: Option<String>,
    pub description: String,
}

/// Somebody who eats along.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "columns of `person`, DATA_MODEL 5.5")]
pub struct PersonDetails {
    pub kind: Option<PersonKind>,
    pub company: String,
    pub email: String,
}

/// A card, cash, a voucher.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs, reason = "columns of `payment_method`, DATA_MODEL 5.5")]
pub struct PaymentMethodDetails {
    pub kind: PaymentKind,
    pub currency: Option<CurrencyCode>,
    pub last4: Option<String>,
}

/// A trip.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[allow(missing_docs, reason = "columns of `trip`, DATA_MODEL 5.8")]
pub struct TripDetails {
    pub purpose: String,
    pub starts_on: Option<NaiveDate>,
    pub ends_on: Option<NaiveDate>,
}
