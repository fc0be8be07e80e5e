//! A document a person sent, read against the description of its resource: the columns it means, or every field to mend at once.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};
use domain::fold::fold;
use serde_json::{Map, Value as Json};
use uuid::Uuid;
use wire::v1::FieldProblem;

use super::resource::{Access, Field, Form, Part, Resource};
use super::value::{self, Currencies, Wrong};

/// The columns of a row that are not null, as they travel.
pub(crate) type Columns = Map<String, Json>;

/// What a document means.
#[derive(Debug, Default)]
pub(crate) struct Draft {
    /// The columns of the row.
    pub columns: Columns,
    /// What hangs on it, by part; only parts that were spoken of.
    pub parts: BTreeMap<&'static str, Vec<PartDraft>>,
}

/// A row that hangs on the row of a draft.
#[derive(Debug)]
pub(crate) struct PartDraft {
    /// Its id, when it was there before or the writer made one.
    pub id: Option<Uuid>,
    /// Its columns, without the one that names the expense.
    pub columns: Columns,
}

/// Names every answer has beside its fields.
pub(crate) const ENVELOPE: &[&str] =
    &["id", "seq", "created_at", "created_by", "updated_at", "updated_by", "deleted_at", "masked"];

/// Fields to mend.
#[derive(Debug, Default)]
pub(crate) struct Problems(pub Vec<FieldProblem>);

impl Problems {
    /// One more.
    pub(crate) fn add(&mut self, path: String, wrong: impl Into<Wrong>) {
        let Wrong { code, limit } = wrong.into();
        self.0.push(FieldProblem { path, code: code.to_owned(), limit });
    }

    fn check<T>(self, value: T) -> Result<T, Self> {
        if self.0.is_empty() { Ok(value) } else { Err(self) }
    }
}

/// Reads a document as a whole row. `shown` is what the writer had been shown: values only the service sets may be sent back as they
/// were, and nothing else.
pub(crate) fn read(resource: &Resource, document: &Json, shown: Option<&Json>) -> Result<Draft, Problems> {
    let mut problems = Problems::default();
    let Some(object) = document.as_object() else {
        problems.add(String::new(), "malformed");
        return Err(problems);
    };
    let mut draft = Draft::default();
    for (key, json) in object {
        let is_as_shown = shown.and_then(|shown| shown.get(key)).is_some_and(|before| before == json);
        if let Some(field) = resource.field(key) {
            let may = match field.access {
                Access::Write => true,
                Access::Create => shown.is_none() || is_as_shown,
                Access::Read => is_as_shown,
            };
            if !may {
                problems.add(format!("/{key}"), "read_only");
            }
        } else if resource.part(key).is_none() && !(is_as_shown || (shown.is_none() && key == "id")) {
            let code = if is_shown_only(resource, key) { "read_only" } else { "unknown_field" };
            problems.add(pointer("", key), code);
        }
    }
    columns(resource.fields, object, "", None, &mut draft.columns, &mut problems);
    let currency = draft.columns.get("currency").and_then(Json::as_str).map(str::to_owned);
    for part in resource.parts {
        let Some(json) = object.get(part.name) else { continue };
        let rows = parts(part, json, currency.as_deref(), &mut problems);
        draft.parts.insert(part.name, rows);
    }
    derive(resource.kind, &mut draft.columns, &mut problems);
    problems.check(draft)
}

fn is_shown_only(resource: &Resource, key: &str) -> bool {
    ENVELOPE.contains(&key) || (resource.kind == "attachment" && super::render::OF_BLOB.contains(&key))
}

fn columns(
    fields: &'static [Field],
    object: &Map<String, Json>,
    path: &str,
    expense_currency: Option<&str>,
    into: &mut Columns,
    problems: &mut Problems,
) {
    for field in fields {
        let usual: Json = serde_json::from_str(field.default).expect("the defaults of fields are JSON");
        let json = object.get(field.name).filter(|json| !json.is_null());
        let json = match (json, field.access) {
            // What a row was made with is not sent again with a change of it.
            (Some(json), _) => json,
            (None, _) if !usual.is_null() => &usual,
            (None, _) => {
                if field.is_needed {
                    problems.add(format!("{path}/{}", field.name), "missing");
                }
                continue;
            }
        };
        match value::read(field, json) {
            Err(code) => problems.add(format!("{path}/{}", field.name), code),
            Ok(Json::Null) if field.is_needed => problems.add(format!("{path}/{}", field.name), "missing"),
            Ok(Json::Null) => {}
            Ok(column) => {
                into.insert(field.column.to_owned(), column);
                currency(field, json, path, expense_currency, into, problems);
            }
        }
    }
}

/// The currency of money belongs to the row, or is that of the expense: one row never mixes two.
fn currency(
    field: &Field,
    json: &Json,
    path: &str,
    expense_currency: Option<&str>,
    into: &mut Columns,
    problems: &mut Problems,
) {
    let Some(code) = value::currency_of(json) else { return };
    let differs = |known: &str| known != code.as_str();
    let is_other = match field.form {
        Form::MoneyOfExpense => expense_currency.is_some_and(differs),
        Form::Money => match into.get("currency").and_then(Json::as_str) {
            Some(known) => differs(known),
            None => {
                into.insert("currency".to_owned(), Json::from(code.as_str()));
                false
            }
        },
        _ => false,
    };
    if is_other {
        problems.add(format!("{path}/{}/currency", field.name), "currency_differs");
    }
}

fn parts(
    part: &'static Part,
    json: &Json,
    currency: Option<&str>,
    problems: &mut Problems,
) -> Vec<PartDraft> {
    let Some(items) = json.as_array() else {
        problems.add(format!("/{}", part.name), "malformed");
        return Vec::new();
    };
    if items.len() > part.most {
        let most = i64::try_from(part.most).unwrap_or(i64::MAX);
        problems.add(format!("/{}", part.name), Wrong { code: "too_many", limit: Some(most) });
        return Vec::new();
    }
    let mut rows: Vec<PartDraft> = Vec::with_capacity(items.len());
    for (at, item) in items.iter().enumerate() {
        let path = format!("/{}/{at}", part.name);
        let Some(object) = item.as_object() else {
            problems.add(path, "malformed");
            continue;
        };
        for key in object.keys() {
            let is_known = key == "id"
                || part.fields.iter().any(|field| field.name == key)
                || (part.kind == "attachment" && super::render::OF_BLOB.contains(&key.as_str()));
            if !is_known {
                problems.add(pointer(&path, key), "unknown_field");
            }
        }
        let id = match object.get("id") {
            None | Some(Json::Null) => None,
            Some(json) => match json.as_str().and_then(|text| text.parse::<Uuid>().ok()) {
                Some(id) => Some(id),
                None => {
                    problems.add(format!("{path}/id"), "malformed");
                    None
                }
            },
        };
        let mut row = PartDraft { id, columns: Columns::new() };
        columns(part.fields, object, &path, currency, &mut row.columns, problems);
        if part.table().column("position").is_some() {
            row.columns.insert("position".to_owned(), Json::from(at));
        }
        let is_twice = |other: &PartDraft| match part.member {
            Some(column) => other.columns.get(column) == row.columns.get(column),
            None => row.id.is_some() && other.id == row.id,
        };
        if rows.iter().any(is_twice) {
            problems.add(path, "twice");
        }
        rows.push(row);
    }
    rows
}

/// `/a~1b`: a key in a JSON pointer.
pub(crate) fn pointer(path: &str, key: &str) -> String {
    let key: String = key.chars().take(domain::expense::NAME_CHARS_MAX).collect();
    format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"))
}

/// Columns that follow from others.
fn derive(kind: &str, columns: &mut Columns, problems: &mut Problems) {
    for name in ["name", "display_name"] {
        if let Some(text) = columns.get(name).and_then(Json::as_str) {
            let folded = fold(text);
            if folded.is_empty() {
                problems.add("/name".to_owned(), "malformed");
            }
            columns.insert("name_fold".to_owned(), Json::from(folded));
        }
    }
    if kind == "expense" {
        derive_when(columns);
        refuse_negative(columns, problems);
    }
}

fn derive_when(columns: &mut Columns) {
    let text = |name: &str| columns.get(name).and_then(Json::as_str);
    let Some(day) = text("occurred_on").and_then(|text| text.parse::<NaiveDate>().ok()) else { return };
    let time = text("occurred_time").and_then(|text| text.parse::<NaiveTime>().ok());
    let hint = columns.get("utc_offset_min").and_then(Json::as_i64).and_then(|min| i32::try_from(min).ok());
    let when = domain::civil::resolve(day, time, text("tz"), hint);
    let has_zone = text("tz").is_some();
    columns.insert("occurred_at".to_owned(), Json::from(when.at.timestamp_millis()));
    if has_zone {
        columns.insert("utc_offset_min".to_owned(), Json::from(when.utc_offset_min));
    }
    columns.entry("reporting_date").or_insert_with(|| Json::from(day.to_string()));
}

/// The kind says which way the money went; only a correction may be negative.
fn refuse_negative(columns: &Columns, problems: &mut Problems) {
    if columns.get("kind").and_then(Json::as_str) == Some("adjustment") {
        return;
    }
    for name in ["total", "subtotal", "tax", "tip", "other"] {
        if columns.get(&format!("{name}_minor")).and_then(Json::as_i64).is_some_and(|minor| minor < 0) {
            problems.add(format!("/{name}"), "negative");
        }
    }
}

/// The document after a merge patch (RFC 7396).
pub(crate) fn merge(target: &mut Json, patch: &Json) {
    let Json::Object(changes) = patch else {
        *target = patch.clone();
        return;
    };
    if !target.is_object() {
        *target = Json::Object(Map::new());
    }
    let Json::Object(object) = target else { return };
    for (key, change) in changes {
        if change.is_null() {
            object.remove(key);
        } else {
            merge(object.entry(key.clone()).or_insert(Json::Null), change);
        }
    }
}

/// The currencies values of a row are shown with.
pub(crate) fn currencies<'a>(own: &'a Columns, expense: Option<&'a Columns>) -> Currencies<'a> {
    let code = |columns: &'a Columns| columns.get("currency").and_then(Json::as_str);
    Currencies { own: code(own), expense: expense.and_then(code) }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::fields::RESOURCES;
    use super::*;

    fn expenses() -> &'static Resource {
        RESOURCES.iter().find(|resource| resource.path == "expenses").unwrap()
    }

    fn codes(document: Json) -> Vec<(String, String)> {
        let problems = read(expenses(), &document, None).unwrap_err();
        problems.0.into_iter().map(|problem| (problem.path, problem.code)).collect()
    }

    #[test]
    fn a_short_document_becomes_a_whole_row() {
        let document = json!({
            "occurred_on": "2026-11-20",
            "occurred_time": "13:45",
            "tz": "Europe/Madrid",
            "total": { "amount_minor": 4850, "currency": "EUR" },
            "lines": [{ "amount": { "amount_minor": 1200, "currency": "EUR" } }],
        });
        let draft = read(expenses(), &document, None).unwrap();
        let mut missing = Vec::new();
        for column in expenses().table().columns.iter().filter(|column| !column.nullable) {
            if !draft.columns.contains_key(column.name) {
                missing.push(column.name);
            }
        }
        assert_eq!(missing, Vec::<&str>::new());
        assert_eq!(draft.columns["occurred_at"], json!(1_795_178_700_000_i64));
        assert_eq!(draft.columns["utc_offset_min"], json!(60));
        assert_eq!(draft.parts["lines"][0].columns["position"], json!(0));
    }

    #[test]
    fn every_field_to_mend_is_named_at_once() {
        let found = codes(json!({
            "total": { "amount_minor": -1, "currency": "EUR" },
            "tax": { "amount_minor": 1, "currency": "USD" },
            "lines": [{ "amount": { "amount_minor": 1, "currency": "USD" } }, 7],
            "tags": [
                { "tag_id": "019aa000-0000-7000-8000-000000000003" },
                { "tag_id": "019aa000-0000-7000-8000-000000000003" },
            ],
            "seq": 4,
            "a/b": 1,
        }));
        let has = |path: &str, code: &str| found.contains(&(path.to_owned(), code.to_owned()));
        assert!(has("/occurred_on", "missing"), "{found:?}");
        assert!(has("/total", "negative"), "{found:?}");
        assert!(has("/tax/currency", "currency_differs"), "{found:?}");
        assert!(has("/lines/0/amount/currency", "currency_differs"), "{found:?}");
        assert!(has("/lines/1", "malformed"), "{found:?}");
        assert!(has("/tags/1", "twice"), "{found:?}");
        assert!(has("/seq", "read_only"), "{found:?}");
        assert!(has("/a~1b", "unknown_field"), "{found:?}");
    }

    #[test]
    fn a_merge_patch_follows_the_examples_of_its_standard() {
        for (target, patch, merged) in [
            (json!({"a": "b"}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": "b"}), json!({"a": null}), json!({})),
            (json!({"a": ["b"]}), json!({"a": "c"}), json!({"a": "c"})),
            (json!({"a": {"b": "c"}}), json!({"a": {"b": "d", "c": null}}), json!({"a": {"b": "d"}})),
            (json!(["a"]), json!({"a": 1}), json!({"a": 1})),
        ] {
            let mut target = target;
            merge(&mut target, &patch);
            assert_eq!(target, merged);
        }
    }

    #[test]
    fn every_resource_sets_every_column_a_row_must_have() {
        for resource in RESOURCES {
            let set = |name: &str| {
                resource.fields.iter().any(|field| {
                    let follows = field.access == Access::Read && field.default == "null";
                    field.column == name && !follows && (field.is_needed || field.default != "null")
                }) || ["name_fold", "occurred_at", "reporting_date", "currency", "source"].contains(&name)
            };
            for column in resource.table().columns.iter().filter(|column| !column.nullable) {
                assert!(set(column.name), "{}.{}", resource.kind, column.name);
            }
        }
    }
}
