//! `--set field=value` on a row of a catalogue. The fields are those of `domain::read::CatalogueDetails`: what can be set follows
//! from that declaration, and so do the values each takes.

use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind};
use serde_json::{Map, Value};

use crate::book::Book;
use crate::{Error, Result, names};

/// Sets fields; `name` is one of them.
pub async fn set(book: &Book, input: &mut CatalogueInput, assignments: &[String]) -> Result<()> {
    for assignment in assignments {
        let (field, value) =
            assignment.split_once('=').ok_or_else(|| Error::bad("--set", assignment, "field=value"))?;
        let (field, value) = (field.trim().to_lowercase().replace('-', "_"), value.trim());
        match field.as_str() {
            "name" => value.clone_into(&mut input.name),
            _ => input.details = with(&input.details, &field, &named(book, &field, value).await?)?,
        }
    }
    Ok(())
}

/// Fields that refer to other rows take their names.
async fn named(book: &Book, field: &str, value: &str) -> Result<String> {
    let kind = match field {
        "parent" | "default_category" => CatalogueKind::Category,
        "merchant" => CatalogueKind::Merchant,
        _ => return Ok(value.to_owned()),
    };
    if value.is_empty() {
        return Ok(String::new());
    }
    Ok(names::get(book, kind, value).await?.id.to_string())
}

fn with(details: &CatalogueDetails, field: &str, value: &str) -> Result<CatalogueDetails> {
    let kind = details.kind().table();
    let mut document = serde_json::json!(details);
    let fields = document.get_mut(kind).and_then(Value::as_object_mut);
    let fields = fields.ok_or_else(|| Error::bad("--set", field, "a field of this kind"))?;
    if !fields.contains_key(field) {
        return Err(Error::bad("--set", field, &format!("one of name, {}", names_of(fields))));
    }
    let candidates = candidates(&fields[field], value);
    for candidate in candidates {
        document[kind][field] = candidate;
        match serde_json::from_value::<CatalogueDetails>(document.clone()) {
            // An enum keeps words it does not know for newer versions; a person's slip is not one.
            Ok(read) if !is_unknown_word(&read, field) => return Ok(read),
            _ => {}
        }
    }
    Err(Error::bad(field, value, "a value of this field"))
}

/// The JSON values that a text may stand for, the likeliest first.
fn candidates(present: &Value, text: &str) -> Vec<Value> {
    if text.is_empty() {
        return vec![Value::Null, Value::from(""), Value::from(Vec::<Value>::new()), Value::from(false)];
    }
    match present {
        Value::Bool(_) => match text.to_lowercase().as_str() {
            "yes" | "true" | "1" => vec![Value::from(true)],
            "no" | "false" | "0" => vec![Value::from(false)],
            _ => Vec::new(),
        },
        Value::Array(_) => vec![text.split(',').map(|one| Value::from(one.trim())).collect()],
        _ => text.parse::<i64>().map(Value::from).into_iter().chain([Value::from(text)]).collect(),
    }
}

fn is_unknown_word(details: &CatalogueDetails, field: &str) -> bool {
    use domain::{PaymentKind, PersonKind, ServiceLevel};
    match details {
        CatalogueDetails::Place(place) => {
            field == "service_level" && matches!(place.service_level, Some(ServiceLevel::Unknown(_)))
        }
        CatalogueDetails::Merchant(merchant) => {
            field == "service_level" && matches!(merchant.service_level, Some(ServiceLevel::Unknown(_)))
        }
        CatalogueDetails::Person(person) => {
            field == "kind" && matches!(person.kind, Some(PersonKind::Unknown(_)))
        }
        CatalogueDetails::PaymentMethod(method) => {
            field == "kind" && matches!(method.kind, PaymentKind::Unknown(_))
        }
        CatalogueDetails::Category(_) | CatalogueDetails::Tag(_) | CatalogueDetails::Trip(_) => false,
    }
}

fn names_of(fields: &Map<String, Value>) -> String {
    fields.keys().map(String::as_str).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(field: &str, value: &str) -> Result<CatalogueDetails> {
        with(&CatalogueDetails::blank(CatalogueKind::Place), field, value)
    }

    #[test]
    fn fields_take_the_values_of_their_type() {
        let Ok(CatalogueDetails::Place(details)) = place("price_level", "3") else { panic!("a number") };
        assert_eq!(details.price_level, Some(3));
        let Ok(CatalogueDetails::Place(details)) = place("is_favorite", "yes") else { panic!("a flag") };
        assert!(details.is_favorite);
        let Ok(CatalogueDetails::Place(details)) = place("postal_code", "08001") else {
            panic!("a text of digits")
        };
        assert_eq!(details.postal_code, "08001");
        let Ok(CatalogueDetails::Place(details)) = place("default_currency", "CHF") else {
            panic!("a currency")
        };
        assert_eq!(details.default_currency.map(|code| code.to_string()).as_deref(), Some("CHF"));
    }

    #[test]
    fn what_a_field_cannot_be_is_refused() {
        for (field, value) in [
            ("price_level", "dear"),
            ("default_currency", "EURO"),
            ("service_level", "palace"),
            ("colour", "red"),
            ("is_favorite", "maybe"),
        ] {
            assert!(place(field, value).is_err(), "{field}={value}");
        }
    }

    #[test]
    fn an_empty_value_clears() {
        let Ok(CatalogueDetails::Merchant(details)) =
            with(&CatalogueDetails::blank(CatalogueKind::Merchant), "aliases", "SQ *TACOS, TACOS 12")
        else {
            panic!("a list")
        };
        assert_eq!(details.aliases, ["SQ *TACOS", "TACOS 12"]);
        let Ok(CatalogueDetails::Merchant(details)) =
            with(&CatalogueDetails::Merchant(details), "aliases", "")
        else {
            panic!("cleared")
        };
        assert!(details.aliases.is_empty());
    }
}
