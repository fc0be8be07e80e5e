//! The quick sentence: "lunch 12.50 at Tacos with Ana and Bo yesterday, 20% tip #acme" becomes an expense, offline, in English,
//! Spanish and German.
//!
//! `read` never guesses silently: every chip says which words it came from, a word it does not understand goes to the note, and
//! where two readings are possible both are given and the person chooses.

use chrono::{NaiveDate, NaiveTime};
use serde::{Deserialize, Serialize};

use crate::amount::NumberFormat;
use crate::{CurrencyCode, ExpenseKind, MealType, PersonId, PlaceId, TagId};

mod lexicon;
mod read;
mod settle;

#[cfg(test)]
mod tests;

pub use lexicon::{meal_named, month_named};
pub use read::read;

/// The longest sentence read, in characters.
pub const SENTENCE_CHARS_MAX: usize = 500;

/// Languages the sentence may be in. All three are tried; the interface language wins where a word exists in two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Language {
    /// English.
    En,
    /// Spanish.
    Es,
    /// German.
    De,
}

/// What the reader knows of the person's world.
#[derive(Debug, Clone)]
pub struct QuickContext {
    /// The civil day "today" means.
    pub today: NaiveDate,
    /// The local time now: tells lunch from dinner only as a default elsewhere, never here.
    pub now: NaiveTime,
    /// Language of the interface.
    pub language: Language,
    /// How the person writes numbers.
    pub number_format: NumberFormat,
    /// Whether 03/04 means the third of April; `None` when the locale does not say.
    pub day_first: Option<bool>,
    /// The currency meant when none is written.
    pub home_currency: CurrencyCode,
    /// Places the person has been to.
    pub places: Vec<Known<PlaceId>>,
    /// People they eat with.
    pub people: Vec<Known<PersonId>>,
    /// Their tags.
    pub tags: Vec<Known<TagId>>,
}

/// A row the sentence may name.
#[derive(Debug, Clone)]
pub struct Known<Id> {
    /// Its id.
    pub id: Id,
    /// Its name as written.
    pub name: String,
}

/// What was understood.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct QuickReading {
    /// One chip per field, in the order of the sentence.
    pub chips: Vec<Chip>,
    /// What was not understood, in the person's words.
    pub note: String,
    /// How many equal expenses the sentence asks for ("3x"), 1-50.
    pub count: u8,
    /// Whether the tip is part of the amount already ("incl. 3 € tip"); otherwise it comes on top.
    #[serde(default)]
    pub tip_included: bool,
    /// Decimals of the currency that `TipAmount` was read in.
    #[serde(default)]
    pub tip_exponent: u8,
}

/// One understood field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Chip {
    /// The value.
    pub value: ChipValue,
    /// Byte range of the words it came from in the sentence.
    pub from: (usize, usize),
    /// Those words.
    pub words: String,
    /// Other possible readings; not empty means the person must choose before it is saved.
    pub alternatives: Vec<ChipValue>,
}

/// What a chip says.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChipValue {
    /// The total in minor units of the currency (or of the home currency when no currency was written).
    Amount {
        /// Minor units.
        minor: i64,
        /// Its currency.
        currency: CurrencyCode,
        /// Whether the currency was written; false means the home currency was assumed.
        currency_written: bool,
    },
    /// The place: a known one, or a new name.
    Place {
        /// The known place.
        id: Option<PlaceId>,
        /// Its name.
        name: String,
    },
    /// The meal.
    Meal(MealType),
    /// Money that came back: a refund, a reimbursement.
    Kind(ExpenseKind),
    /// The civil day.
    Date(NaiveDate),
    /// The local time.
    Time(NaiveTime),
    /// Somebody who ate along.
    Person {
        /// The known person.
        id: Option<PersonId>,
        /// Their name.
        name: String,
    },
    /// How many people ate, the owner included.
    Party(u16),
    /// A tip as an amount in minor units, on top of or within the total as the person confirms.
    TipAmount(i64),
    /// A tip in basis points.
    TipPercent(i64),
    /// A tag.
    Tag {
        /// The known tag.
        id: Option<TagId>,
        /// Its name without `#`.
        name: String,
    },
}
