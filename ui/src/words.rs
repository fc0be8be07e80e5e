//! Words for people: Fluent catalogues in English, Spanish and German, and a mirrored one made from the English at run time, to see
//! that right-to-left layouts hold. English is built in, so there are always words; the others are files beside the page that
//! `hooks::use_language` loads when somebody reads them. A key that a catalogue lacks falls back to English; a test sees that none does.

use std::borrow::Cow;
use std::cell::RefCell;
use std::rc::Rc;

use domain::expense::Field;
use wire::{Code, Fault};
use yew::prelude::*;

mod catalogue;
mod sync;
#[cfg(test)]
pub(crate) mod tests;

pub use catalogue::Value;
use catalogue::{Catalogue, Manner};
pub use sync::{Tone, first_percent, sync_look};

/// The English catalogue.
const ENGLISH: &[&str] = &[
    include_str!("../locales/en.ftl"),
    include_str!("../locales/en/pages.ftl"),
    include_str!("../locales/en/sync.ftl"),
];
/// Languages there are catalogues of.
const LANGUAGES: &[&str] = &["en", "es", "de"];

/// The mirrored catalogue.
pub const PSEUDO_RTL: &str = "en-XB";
/// Languages whose script runs from right to left.
const RTL_LANGUAGES: &[&str] = &["ar", "fa", "he", "ur", PSEUDO_RTL];

thread_local! {
    static NUMBER_LOCALE: RefCell<String> = RefCell::new("en".to_owned());
}

/// Sets the locale in which numbers inside messages are written.
pub fn set_number_locale(locale: &str) {
    NUMBER_LOCALE.with_borrow_mut(|kept| locale.clone_into(kept));
}

/// The words of one language.
#[derive(Clone)]
pub struct Words(Rc<Spoken>);

struct Spoken {
    language: String,
    catalogue: Catalogue,
    english: Option<Catalogue>,
}

impl PartialEq for Words {
    fn eq(&self, other: &Self) -> bool {
        self.0.language == other.0.language
    }
}

/// The chosen language, else the first one the device prefers and there is a catalogue of, else English.
pub fn choose(chosen: Option<&str>, device: &[String]) -> &'static str {
    let wanted = chosen.into_iter().chain(device.iter().map(String::as_str));
    wanted.filter_map(supported).next().unwrap_or("en")
}

/// Whether a language needs no file.
pub fn is_built_in(language: &str) -> bool {
    matches!(language, "en" | PSEUDO_RTL)
}

impl Words {
    /// The words that are built in: English, or the mirrored English.
    pub fn built_in(language: &str) -> Self {
        let language = if language == PSEUDO_RTL { PSEUDO_RTL } else { "en" };
        Self(Rc::new(Spoken {
            language: language.to_owned(),
            catalogue: catalogue(language, ENGLISH),
            english: None,
        }))
    }

    /// The words of a catalogue that was loaded.
    pub fn of_catalogue(language: &str, text: &str) -> Self {
        Self(Rc::new(Spoken {
            language: language.to_owned(),
            catalogue: catalogue(language, &[text]),
            english: Some(catalogue("en", ENGLISH)),
        }))
    }

    /// The language's tag: `en`, `es`, `de`, `en-XB`.
    pub fn language(&self) -> &str {
        &self.0.language
    }

    /// Whether its script runs from right to left.
    pub fn is_rtl(&self) -> bool {
        RTL_LANGUAGES.contains(&self.language())
    }

    /// The message of a key.
    pub fn t(&self, key: &str) -> String {
        self.with(key, &[])
    }

    /// The message of a key with its variables: `words.with("selected", &[("n", 3.into())])`.
    pub fn with(&self, key: &str, variables: &[(&str, Value<'_>)]) -> String {
        self.find(key, variables).unwrap_or_else(|| key.to_owned())
    }

    /// The message of a key, if there is one: for keys made from data.
    pub fn find(&self, key: &str, variables: &[(&str, Value<'_>)]) -> Option<String> {
        let catalogues = std::iter::once(&self.0.catalogue).chain(&self.0.english);
        catalogues.filter_map(|catalogue| catalogue.message(key, variables)).next()
    }

    /// A value of a closed vocabulary, `meal-lunch`; a value of a newer version reads as "other".
    fn named(&self, vocabulary: &str, value: &str) -> String {
        let key = format!("{vocabulary}-{}", value.replace('_', "-"));
        self.find(&key, &[]).unwrap_or_else(|| self.t("other"))
    }

    /// A catalogue's name, in the plural: "Places".
    pub fn catalogue(&self, kind: domain::read::CatalogueKind) -> String {
        self.t(&format!("catalogue-{}", kind.table().replace('_', "-")))
    }

    /// One row of a catalogue: "place".
    pub fn catalogue_one(&self, kind: domain::read::CatalogueKind) -> String {
        self.t(&format!("catalogue-one-{}", kind.table().replace('_', "-")))
    }

    /// What an action of the undo list was: "3 expenses deleted".
    pub fn action(&self, action: &str, rows: u64) -> String {
        let key = format!("action-{}", action.replace('_', "-"));
        let n = || [("n", Value::from(rows))];
        self.find(&key, &n()).unwrap_or_else(|| self.with("action-other", &n()))
    }

    /// Why a text is not an amount.
    pub fn amount_error(&self, error: domain::amount::AmountError) -> String {
        use domain::amount::AmountError;
        match error {
            AmountError::Empty => self.t("amount-empty"),
            AmountError::NotANumber => self.t("amount-not-a-number"),
            AmountError::TwoSeparators => self.t("amount-two-separators"),
            AmountError::TooManyDecimals { allowed } => {
                self.with("amount-too-many-decimals", &[("n", allowed.into())])
            }
            AmountError::TooLarge => self.t("amount-too-large"),
            AmountError::TooLong => self.t("amount-too-long"),
            AmountError::DivisionByZero => self.t("amount-division-by-zero"),
        }
    }

    /// Why a typed search cannot be read.
    pub fn query_error(&self, error: &domain::query::QueryError) -> String {
        use domain::query::QueryProblem;
        let text = |text: &String| Value::from(text.clone());
        match &error.problem {
            QueryProblem::TooLong => self.t("query-too-long"),
            QueryProblem::TooMany => self.t("query-too-many"),
            QueryProblem::UnknownField { field, suggestion } => {
                self.with("query-unknown-field", &[("field", text(field)), ("suggestion", text(suggestion))])
            }
            QueryProblem::MissingValue { field } => {
                self.with("query-missing-value", &[("field", text(field))])
            }
            QueryProblem::BadValue { field, value } => {
                self.with("query-bad-value", &[("field", text(field)), ("value", text(value))])
            }
            QueryProblem::OneValueOnly { field } => self.with("query-one-value", &[("field", text(field))]),
            QueryProblem::EmptyRange { field } => self.with("query-empty-range", &[("field", text(field))]),
            QueryProblem::UseCommas => self.t("query-use-commas"),
        }
    }

    /// What is wrong with a field.
    pub fn problem(&self, problem: domain::expense::FieldProblem) -> String {
        use domain::expense::FieldProblem;
        match problem {
            FieldProblem::Missing => self.t("problem-missing"),
            FieldProblem::Malformed => self.t("problem-malformed"),
            FieldProblem::TooLarge { limit } => self.with("problem-too-large", &[("limit", limit.into())]),
            FieldProblem::Negative => self.t("problem-negative"),
            FieldProblem::Year => self.t("problem-year"),
            FieldProblem::Unknown => self.t("problem-unknown"),
            FieldProblem::Circular => self.t("problem-circular"),
        }
    }

    /// What a failure means and what to do about it.
    pub fn fault(&self, fault: &Fault) -> String {
        let n = fault.number.unwrap_or(0);
        let n = if matches!(fault.code, Code::FileTooLarge) { n / (1024 * 1024) } else { n };
        let code = serde_json::to_string(&fault.code).unwrap_or_default();
        if fault.code == Code::UnknownFormat && !fault.invalid.is_empty() {
            let fields: Vec<String> =
                fault.invalid.iter().map(|missing| self.column(missing.field)).collect();
            return self.with("fault-missing-columns", &[("fields", fields.join(", ").into())]);
        }
        let key = format!("fault-{}", code.trim_matches('"').replace('_', "-"));
        self.find(&key, &[("n", n.into())]).unwrap_or_else(|| self.t("fault-unknown"))
    }

    /// What a column of an import file that everybody needs is called.
    fn column(&self, field: Field) -> String {
        self.t(if field == Field::OccurredOn { "import-field-date" } else { "import-field-amount" })
    }
}

macro_rules! vocabularies {
    ($($(#[$doc:meta])* $name:ident: $of:ty = $prefix:literal;)*) => {
        impl Words {
            $($(#[$doc])*
            pub fn $name(&self, value: $of) -> String {
                self.named($prefix, value.as_str())
            })*
        }

        /// Every key of the closed vocabularies.
        #[cfg(test)]
        fn vocabulary_keys() -> Vec<String> {
            let mut keys = Vec::new();
            $(keys.extend(<$of>::ALL.iter().map(|value| format!("{}-{}", $prefix, value.as_str().replace('_', "-"))));)*
            keys
        }
    };
}

vocabularies! {
    /// "Lunch".
    meal: domain::MealType = "meal";
    /// "Takeout".
    order: domain::OrderType = "order";
    /// "Refund".
    kind: domain::ExpenseKind = "kind";
    /// "Planned".
    status: domain::ExpenseStatus = "status";
    /// "Discount".
    line_kind: domain::LineKind = "line";
    /// "of the subtotal".
    tip_base: domain::TipBase = "tip-base";
    /// "Receipt".
    photo_kind: domain::AttachmentKind = "photo";
    /// "Colleague".
    person_kind: domain::PersonKind = "person-kind";
    /// "Card".
    payment_kind: domain::PaymentKind = "payment-kind";
    /// "Fine dining".
    service_level: domain::ServiceLevel = "service";
    /// "Refund of".
    relation: domain::LinkRelation = "relation";
}

/// The words of the screen.
#[hook]
pub fn use_words() -> Words {
    use_context::<Words>().expect("the screen is inside SessionProvider")
}

/// The catalogue for a language tag such as `de-CH`.
fn supported(tag: &str) -> Option<&'static str> {
    if tag == PSEUDO_RTL {
        return Some(PSEUDO_RTL);
    }
    let language = tag.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
    LANGUAGES.iter().copied().find(|name| *name == language)
}

fn catalogue(language: &str, files: &[&str]) -> Catalogue {
    let is_pseudo = language == PSEUDO_RTL;
    let manner = Manner {
        plural: match language {
            "es" => |n| plural("es", n),
            "de" => |n| plural("de", n),
            _ => |n| plural("en", n),
        },
        number: grouped,
        transform: if is_pseudo { mirrored } else { |text| text.into() },
        // Isolation marks would end up in copied text; only a mirrored layout needs them.
        isolates: is_pseudo,
    };
    Catalogue::read(files, manner)
}

#[cfg(target_arch = "wasm32")]
fn plural(language: &str, number: i64) -> String {
    crate::backend::intl_plural(language, number)
}

/// What `Intl` says of these three languages and small numbers, for native tests.
#[cfg(not(target_arch = "wasm32"))]
fn plural(_: &str, number: i64) -> String {
    if number == 1 { "one".to_owned() } else { "other".to_owned() }
}

/// Whole numbers in messages are grouped as the person's locale does.
#[cfg(target_arch = "wasm32")]
fn grouped(number: i64) -> String {
    NUMBER_LOCALE.with_borrow(|locale| crate::backend::intl_number(locale, &number.to_string(), 0))
}

#[cfg(not(target_arch = "wasm32"))]
fn grouped(number: i64) -> String {
    number.to_string()
}

/// Every word inside right-to-left override marks, so that English reads like a language written that way.
fn mirrored(text: &str) -> Cow<'_, str> {
    let mut mirrored = String::with_capacity(text.len() * 2);
    for (at, word) in text.split(' ').enumerate() {
        if at > 0 {
            mirrored.push(' ');
        }
        if !word.is_empty() {
            mirrored.extend(['\u{202e}']);
            mirrored.push_str(word);
            mirrored.push('\u{202c}');
        }
    }
    Cow::Owned(mirrored)
}
