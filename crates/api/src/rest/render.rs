//! Rows as the documents people and programs read.

use std::collections::{BTreeMap, HashMap};

use serde_json::{Map, Value as Json};
use uuid::Uuid;
use wire::v1::Row;

use super::draft::currencies;
use super::resource::{Field, Form, Part, Resource};
use super::value::{Currencies, moment, show};

/// What an attachment shows of its bytes.
pub(crate) const OF_BLOB: &[&str] = &["size", "mime", "width", "height", "is_uploaded", "href"];

/// A row with what hangs on it.
#[derive(Debug, Clone, Default)]
pub(crate) struct Whole {
    /// The row.
    pub row: Row,
    /// What hangs on it, by part, in order; deleted ones are only counted in `seq`.
    pub parts: BTreeMap<&'static str, Vec<Row>>,
    /// The newest sequence of the row and of everything that hangs on it: its version.
    pub seq: i64,
}

/// The bytes attachments name, by the id of the blob.
pub(crate) type Blobs = HashMap<Uuid, Map<String, Json>>;

/// Which fields a reader asked for; everything without.
#[derive(Debug, Clone, Default)]
pub(crate) struct Wanted(pub Option<Vec<String>>);

impl Wanted {
    /// Whether a field is wanted.
    pub(crate) fn has(&self, name: &str) -> bool {
        name == "id" || self.0.as_ref().is_none_or(|names| names.iter().any(|wanted| wanted == name))
    }
}

/// The document of a row.
pub(crate) fn document(
    resource: &Resource,
    whole: &Whole,
    blobs: &Blobs,
    workspace: Uuid,
    wanted: &Wanted,
) -> Json {
    let row = &whole.row;
    let mut document = Map::new();
    document.insert("id".to_owned(), Json::from(row.id.to_string()));
    fields(resource.fields, &row.d, currencies(&row.d, None), &mut document);
    if resource.kind == "attachment" {
        of_blob(&row.d, blobs, workspace, &mut document);
    }
    for part in resource.parts {
        let rows = whole.parts.get(part.name).map_or(&[][..], Vec::as_slice);
        let items = rows.iter().map(|item| part_document(part, item, row, blobs, workspace)).collect();
        document.insert(part.name.to_owned(), Json::Array(items));
    }
    document.insert("seq".to_owned(), Json::from(whole.seq));
    document.insert("masked".to_owned(), Json::Bool(row.masked));
    document.insert("created_at".to_owned(), moment(row.ct));
    document.insert("created_by".to_owned(), row.cb.map_or(Json::Null, |by| Json::from(by.to_string())));
    document.insert("updated_at".to_owned(), moment(row.mt));
    document.insert("updated_by".to_owned(), row.by.map_or(Json::Null, |by| Json::from(by.to_string())));
    let deleted = row.d.get("deleted_at").and_then(Json::as_i64);
    document.insert("deleted_at".to_owned(), deleted.map_or(Json::Null, moment));
    document.retain(|name, _| wanted.has(name));
    Json::Object(document)
}

fn fields(
    fields: &[Field],
    columns: &Map<String, Json>,
    currencies: Currencies<'_>,
    into: &mut Map<String, Json>,
) {
    for field in fields.iter().filter(|field| !matches!(field.form, Form::Sha256)) {
        into.insert(field.name.to_owned(), show(field, columns, currencies));
    }
}

fn part_document(part: &Part, item: &Row, expense: &Row, blobs: &Blobs, workspace: Uuid) -> Json {
    let mut document = Map::new();
    if part.member.is_none() {
        document.insert("id".to_owned(), Json::from(item.id.to_string()));
    }
    fields(part.fields, &item.d, currencies(&item.d, Some(&expense.d)), &mut document);
    if part.kind == "attachment" {
        of_blob(&item.d, blobs, workspace, &mut document);
    }
    Json::Object(document)
}

fn of_blob(columns: &Map<String, Json>, blobs: &Blobs, workspace: Uuid, into: &mut Map<String, Json>) {
    let id = columns.get("blob_id").and_then(Json::as_str).and_then(|text| text.parse::<Uuid>().ok());
    let blob = id.and_then(|id| blobs.get(&id));
    let column = |name: &str| blob.and_then(|blob| blob.get(name)).cloned().unwrap_or(Json::Null);
    let sha256 = column("sha256");
    let href = sha256.as_str().map(|sha256| format!("/v1/workspaces/{workspace}/blobs/{sha256}"));
    into.insert("sha256".to_owned(), sha256);
    for name in ["size", "mime", "width", "height"] {
        into.insert(name.to_owned(), column(name));
    }
    into.insert("is_uploaded".to_owned(), Json::Bool(column("cloud_state") == "present"));
    into.insert("href".to_owned(), href.map_or(Json::Null, Json::from));
}
