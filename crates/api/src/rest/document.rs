//! The description of the resources in OpenAPI, made of the same table as everything else.

use axum::routing::MethodRouter;
use domain::schema::Table;
use serde_json::{Map, Value as Json, json};
use utoipa::openapi::{Paths, RefOr, Schema, path::PathItem};
use utoipa_axum::router::UtoipaMethodRouter;

use super::answer::KEY_CHARS_MAX;
use super::draft::ENVELOPE;
use super::page::{PAGE_ROWS, PAGE_ROWS_MAX};
use super::render::OF_BLOB;
use super::resource::{Access, Field, Form, Part, Removal, Resource};
use crate::State;

/// An id in examples.
const AN_ID: &str = "019aa000-0000-7000-8000-000000000001";
/// A moment in examples.
const A_MOMENT: &str = "2026-11-20T12:45:00.000Z";

/// An address with its description.
pub(super) fn described(
    resource: &'static Resource,
    address: &str,
    methods: MethodRouter<State>,
) -> UtoipaMethodRouter<State> {
    let item = match address.rsplit('/').next() {
        Some("restore") => json!({ "post": restore(resource) }),
        Some("{id}") => json!({ "get": get(resource), "patch": patch(resource), "delete": delete(resource) }),
        _ => json!({ "get": list(resource), "post": create(resource) }),
    };
    let item: PathItem = serde_json::from_value(item).expect("the descriptions of resources are OpenAPI");
    let mut paths = Paths::new();
    paths.paths.insert(address.to_owned(), item);
    (schemas(resource), paths, methods)
}

fn operation(
    resource: &Resource,
    id: String,
    summary: String,
    parameters: Vec<Json>,
    responses: Json,
) -> Map<String, Json> {
    let mut all = vec![path_parameter("ws", "The workspace")];
    all.extend(parameters);
    let operation = json!({
        "operationId": id,
        "tags": [resource.path],
        "summary": summary,
        "security": [{ "bearer": [] }],
        "parameters": all,
        "responses": responses,
    });
    match operation {
        Json::Object(operation) => operation,
        _ => Map::new(),
    }
}

fn list(resource: &Resource) -> Json {
    let orders: Vec<String> = resource
        .orders
        .iter()
        .flat_map(|order| [order.name.to_owned(), format!("-{}", order.name)])
        .collect();
    let mut states = vec!["live", "deleted", "all"];
    if resource.can_archive() {
        states.push("archived");
    }
    let query = if resource.kind == "expense" {
        "The app's own query language: `meal:lunch tag:acme place:\"Casa Lola\" amount:>20 after:2026-01-01 has:photo free text`."
    } else {
        "Words of the name."
    };
    let example = if resource.kind == "expense" { "meal:lunch amount:>20" } else { "casa" };
    let text = |most: usize| json!({ "type": "string", "maxLength": most });
    let parameters = vec![
        query_parameter("q", query, text(domain::query::QUERY_CHARS_MAX), Json::from(example)),
        query_parameter(
            "order",
            "The order; `-` in front turns it round.",
            json!({ "type": "string", "enum": orders }),
            Json::from(orders[0].as_str()),
        ),
        query_parameter(
            "limit",
            "Rows of a page.",
            json!({ "type": "integer", "format": "int32", "minimum": 1, "maximum": PAGE_ROWS_MAX, "default": PAGE_ROWS }),
            Json::from(PAGE_ROWS),
        ),
        query_parameter(
            "cursor",
            "`next_cursor` of the page before; opaque.",
            json!({ "type": "string" }),
            Json::Null,
        ),
        query_parameter(
            "fields",
            "The fields wanted, with commas; all without it.",
            json!({ "type": "string" }),
            Json::from("id,seq"),
        ),
        query_parameter(
            "state",
            "Which rows.",
            json!({ "type": "string", "enum": states, "default": "live" }),
            Json::from("live"),
        ),
        query_parameter(
            "today",
            "The day `today` means in `q`; today in UTC without it.",
            json!({ "type": "string", "format": "date" }),
            Json::from("2026-11-20"),
        ),
    ];
    let page = json!({ "items": [example_of(resource)], "next_cursor": null });
    let responses =
        json!({ "200": answer("A page", reference(&format!("{}Page", resource.name)), page, &[]) });
    let summary = format!("List {}", resource.path.replace('-', " "));
    Json::Object(operation(resource, format!("list{}s", resource.name), summary, parameters, responses))
}

fn create(resource: &Resource) -> Json {
    let created =
        |text: &str| answer(text, reference(resource.name), example_of(resource), &["ETag", "Location"]);
    let responses = json!({
        "200": created("Another of this name was there: it is given instead"),
        "201": created("Made"),
    });
    let summary = format!("Make {}", resource.one);
    let mut operation =
        operation(resource, format!("create{}", resource.name), summary, vec![idempotency()], responses);
    operation.insert(
        "requestBody".to_owned(),
        body(&format!("New{}", resource.name), "application/json", new_example(resource)),
    );
    Json::Object(operation)
}

fn get(resource: &Resource) -> Json {
    let parameters = vec![
        path_parameter("id", "The row"),
        query_parameter(
            "fields",
            "The fields wanted, with commas; all without it.",
            json!({ "type": "string" }),
            Json::from("id,seq"),
        ),
        header_parameter(
            "If-None-Match",
            "The version the reader has.",
            false,
            json!({ "type": "string" }),
            "\"902\"",
        ),
    ];
    let responses = json!({
        "200": answer("The row", reference(&format!("{}Sparse", resource.name)), example_of(resource), &["ETag"]),
        "304": { "description": "The reader has this version" },
    });
    let summary = format!("Read {}", resource.one);
    Json::Object(operation(resource, format!("get{}", resource.name), summary, parameters, responses))
}

fn patch(resource: &Resource) -> Json {
    let parameters = vec![
        path_parameter("id", "The row"),
        header_parameter(
            "If-Match",
            "The version that was seen, as `ETag` gave it.",
            true,
            json!({ "type": "string" }),
            "\"902\"",
        ),
        idempotency(),
    ];
    let responses =
        json!({ "200": answer("Changed", reference(resource.name), example_of(resource), &["ETag"]) });
    let summary = format!("Change {}", resource.one);
    let mut operation =
        operation(resource, format!("update{}", resource.name), summary, parameters, responses);
    operation.insert(
        "description".to_owned(),
        Json::from(
            "A merge patch (RFC 7396): what is not named stays, null removes. What hangs on the row is replaced whole: \
             items with an `id` are changed, others are made, missing ones are removed.",
        ),
    );
    let example = patch_example(resource);
    operation.insert(
        "requestBody".to_owned(),
        body(&format!("{}Patch", resource.name), "application/merge-patch+json", example),
    );
    Json::Object(operation)
}

fn delete(resource: &Resource) -> Json {
    let parameters = vec![
        path_parameter("id", "The row"),
        header_parameter(
            "If-Match",
            "Only if it is as it was seen.",
            false,
            json!({ "type": "string" }),
            "\"902\"",
        ),
        idempotency(),
    ];
    let what = match resource.removal {
        Removal::Tombstone => "In the trash, for 30 days",
        Removal::Archive => "Hidden; what refers to it stays whole",
    };
    let responses = json!({ "204": { "description": what } });
    let summary = format!("Delete {}", resource.one);
    Json::Object(operation(resource, format!("delete{}", resource.name), summary, parameters, responses))
}

fn restore(resource: &Resource) -> Json {
    let parameters = vec![path_parameter("id", "The row"), idempotency()];
    let responses =
        json!({ "200": answer("Back", reference(resource.name), example_of(resource), &["ETag"]) });
    let summary = format!("Bring back {}", resource.one);
    Json::Object(operation(resource, format!("restore{}", resource.name), summary, parameters, responses))
}

fn answer(description: &str, schema: Json, example: Json, headers: &[&str]) -> Json {
    let headers: Map<String, Json> =
        headers.iter().map(|name| ((*name).to_owned(), json!({ "schema": { "type": "string" } }))).collect();
    json!({
        "description": description,
        "headers": headers,
        "content": { "application/json": { "schema": schema, "example": example } },
    })
}

fn body(schema: &str, kind: &str, example: Json) -> Json {
    json!({ "required": true, "content": { kind: { "schema": reference(schema), "example": example } } })
}

fn reference(schema: &str) -> Json {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn path_parameter(name: &str, description: &str) -> Json {
    json!({
        "name": name, "in": "path", "required": true, "description": description,
        "schema": { "type": "string", "format": "uuid" }, "example": AN_ID,
    })
}

fn query_parameter(name: &str, description: &str, schema: Json, example: Json) -> Json {
    let mut parameter = json!({ "name": name, "in": "query", "required": false, "description": description, "schema": schema });
    if !example.is_null() {
        parameter["example"] = example;
    }
    parameter
}

fn header_parameter(name: &str, description: &str, is_needed: bool, schema: Json, example: &str) -> Json {
    json!({ "name": name, "in": "header", "required": is_needed, "description": description, "schema": schema, "example": example })
}

fn idempotency() -> Json {
    header_parameter(
        "Idempotency-Key",
        "The same request with the same key is done once and answered alike.",
        false,
        json!({ "type": "string", "minLength": 1, "maxLength": KEY_CHARS_MAX, "pattern": "^[!-~]+$" }),
        "4f7d0c1e",
    )
}

type Named = (String, RefOr<Schema>);

/// The schemas of a resource: as it is read, sparsely read, made, changed, and a page of them.
fn schemas(resource: &'static Resource) -> Vec<Named> {
    let mut schemas = vec![
        (resource.name.to_owned(), shown(resource, true)),
        (format!("{}Sparse", resource.name), shown(resource, false)),
        (format!("New{}", resource.name), given(resource, true)),
        (format!("{}Patch", resource.name), given(resource, false)),
        (
            format!("{}Page", resource.name),
            json!({
                "type": "object",
                "required": ["items", "next_cursor"],
                "properties": {
                    "items": { "type": "array", "items": reference(&format!("{}Sparse", resource.name)) },
                    "next_cursor": { "type": ["string", "null"], "description": "Where the next page begins; null at the end." },
                },
            }),
        ),
        ("Money".to_owned(), money()),
    ];
    for part in resource.parts {
        schemas.push((part.schema.to_owned(), shown_part(part)));
        schemas.push((format!("New{}", part.schema), given_part(part)));
    }
    schemas
        .into_iter()
        .map(|(name, schema)| {
            (name, serde_json::from_value(schema).expect("the schemas of resources are OpenAPI"))
        })
        .collect()
}

fn money() -> Json {
    json!({
        "type": "object",
        "description": "An amount: whole minor units (cents, yen, fils) and a currency.",
        "required": ["amount_minor", "currency"],
        "properties": {
            "amount_minor": {
                "type": "integer", "format": "int64",
                "minimum": -domain::AMOUNT_MINOR_MAX, "maximum": domain::AMOUNT_MINOR_MAX,
            },
            "currency": { "type": "string", "pattern": "^[A-Z0-9]{3}$", "description": "ISO 4217" },
        },
        "additionalProperties": false,
        "example": { "amount_minor": 4850, "currency": "EUR" },
    })
}

fn shown(resource: &'static Resource, is_whole: bool) -> Json {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), id_schema(false));
    for field in resource.fields {
        properties.insert(field.name.to_owned(), shown_field(field, resource.table()));
    }
    if resource.kind == "attachment" {
        properties.extend(blob_fields());
    }
    for part in resource.parts {
        let items = json!({ "type": "array", "items": reference(part.schema) });
        properties.insert(part.name.to_owned(), items);
    }
    properties.extend(envelope());
    let required: Vec<String> =
        if is_whole { properties.keys().cloned().collect() } else { vec!["id".to_owned()] };
    json!({ "type": "object", "required": required, "properties": properties })
}

fn shown_part(part: &'static Part) -> Json {
    let mut properties = Map::new();
    if part.member.is_none() {
        properties.insert("id".to_owned(), id_schema(false));
    }
    for field in part.fields {
        properties.insert(field.name.to_owned(), shown_field(field, part.table()));
    }
    if part.kind == "attachment" {
        properties.extend(blob_fields());
    }
    let required: Vec<String> = properties.keys().cloned().collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

fn given(resource: &'static Resource, is_new: bool) -> Json {
    let mut properties = Map::new();
    if is_new {
        properties.insert("id".to_owned(), id_schema(true));
    }
    let may = |access: Access| access == Access::Write || (is_new && access == Access::Create);
    for field in resource.fields.iter().filter(|field| may(field.access)) {
        properties.insert(field.name.to_owned(), given_field(field));
    }
    for part in resource.parts.iter().filter(|part| may(part.access)) {
        let mut items = json!({ "type": "array", "maxItems": part.most, "items": reference(&format!("New{}", part.schema)) });
        if !is_new {
            items["type"] = json!(["array", "null"]);
        }
        properties.insert(part.name.to_owned(), items);
    }
    let required: Vec<&str> = if is_new { needed(resource.fields) } else { Vec::new() };
    json!({ "type": "object", "required": required, "properties": properties, "additionalProperties": false })
}

fn given_part(part: &'static Part) -> Json {
    let mut properties = Map::new();
    properties.insert("id".to_owned(), id_schema(true));
    for field in part.fields.iter().filter(|field| field.access != Access::Read) {
        properties.insert(field.name.to_owned(), given_field(field));
    }
    let mut schema = json!({
        "type": "object", "required": needed(part.fields), "properties": properties, "additionalProperties": false,
    });
    if part.kind == "attachment" {
        // What is shown of the bytes may be sent back with them.
        for (name, shown) in blob_fields() {
            schema["properties"][name] = shown;
        }
    }
    schema
}

fn needed(fields: &[Field]) -> Vec<&'static str> {
    fields.iter().filter(|field| field.is_needed).map(|field| field.name).collect()
}

fn id_schema(may_be_null: bool) -> Json {
    let kind = if may_be_null { json!(["string", "null"]) } else { json!("string") };
    json!({ "type": kind, "format": "uuid" })
}

fn envelope() -> Map<String, Json> {
    let schema = |name: &str| match name {
        "id" => id_schema(false),
        "seq" => {
            json!({ "type": "integer", "format": "int64", "description": "Its version: what `ETag` and `If-Match` carry." })
        }
        "masked" => {
            json!({ "type": "boolean", "description": "Whether parts are held back from this reader." })
        }
        "created_by" | "updated_by" => id_schema(true),
        "deleted_at" => json!({ "type": ["string", "null"], "format": "date-time" }),
        _ => json!({ "type": "string", "format": "date-time" }),
    };
    ENVELOPE.iter().map(|name| ((*name).to_owned(), schema(name))).collect()
}

fn blob_fields() -> Map<String, Json> {
    let schema = |name: &str| match name {
        "mime" | "href" => json!({ "type": ["string", "null"] }),
        "is_uploaded" => json!({ "type": "boolean", "description": "Whether the service has the bytes." }),
        _ => json!({ "type": ["integer", "null"], "format": "int64" }),
    };
    OF_BLOB.iter().map(|name| ((*name).to_owned(), schema(name))).collect()
}

/// A field as it is read: words of newer versions may come, so they are not listed as the only ones.
fn shown_field(field: &Field, table: &'static Table) -> Json {
    let may_be_null =
        field.column_of(table).is_none_or(|column| column.nullable) || matches!(field.form, Form::Sha256);
    let schema = match field.form {
        Form::Text(_) | Form::Word(_) | Form::Currency | Form::Zone | Form::Sha256 => {
            json!({ "type": "string" })
        }
        Form::Whole(..) => json!({ "type": "integer", "format": "int64" }),
        Form::Flag => json!({ "type": "boolean" }),
        Form::Date => json!({ "type": "string", "format": "date" }),
        Form::Time => json!({ "type": "string" }),
        Form::Moment => json!({ "type": "string", "format": "date-time" }),
        Form::Reference => json!({ "type": "string", "format": "uuid" }),
        Form::Money | Form::MoneyOfExpense => return money_field(field, may_be_null),
        Form::Document(_) => json!({ "type": "object" }),
    };
    finish(field, schema, may_be_null)
}

/// A field as it is sent.
fn given_field(field: &Field) -> Json {
    let schema = match field.form {
        Form::Text(most) => json!({ "type": "string", "maxLength": most }),
        Form::Word(words) => {
            let mut all: Vec<Json> = words().into_iter().map(Json::from).collect();
            if !field.is_needed {
                all.push(Json::Null);
            }
            json!({ "type": "string", "enum": all })
        }
        Form::Currency => json!({ "type": "string", "pattern": "^[A-Z0-9]{3}$" }),
        Form::Zone => json!({ "type": "string", "maxLength": 64 }),
        Form::Whole(least, most) => {
            json!({ "type": "integer", "format": "int64", "minimum": least, "maximum": most })
        }
        Form::Flag => json!({ "type": "boolean" }),
        Form::Date => json!({ "type": "string", "format": "date" }),
        Form::Time => json!({ "type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$" }),
        Form::Moment => json!({ "type": "string", "format": "date-time" }),
        Form::Reference => json!({ "type": "string", "format": "uuid" }),
        Form::Money | Form::MoneyOfExpense => return money_field(field, !field.is_needed),
        Form::Document(_) => json!({ "type": "object" }),
        Form::Sha256 => json!({ "type": "string", "pattern": "^[0-9a-f]{64}$" }),
    };
    finish(field, schema, !field.is_needed)
}

fn money_field(field: &Field, may_be_null: bool) -> Json {
    if may_be_null {
        return json!({ "description": field.doc, "oneOf": [{ "type": "null" }, reference("Money")] });
    }
    json!({ "$ref": "#/components/schemas/Money", "description": field.doc })
}

fn finish(field: &Field, mut schema: Json, may_be_null: bool) -> Json {
    if may_be_null {
        schema["type"] = json!([schema["type"], "null"]);
    }
    schema["description"] = Json::from(field.doc);
    let example = example(field);
    if !example.is_null() {
        schema["example"] = example;
    }
    schema
}

fn example(field: &Field) -> Json {
    serde_json::from_str(field.example).expect("the examples of fields are JSON")
}

fn new_example(resource: &Resource) -> Json {
    let mut document = Map::new();
    let told = |field: &&Field| field.access != Access::Read && !example(field).is_null();
    for field in resource.fields.iter().filter(told) {
        document.insert(field.name.to_owned(), example(field));
    }
    for part in resource.parts.iter().filter(|part| part.name == "lines") {
        let line: Map<String, Json> = part
            .fields
            .iter()
            .map(|field| (field.name.to_owned(), example(field)))
            .filter(|(_, value)| !value.is_null())
            .collect();
        document.insert(part.name.to_owned(), json!([line]));
    }
    Json::Object(document)
}

fn patch_example(resource: &Resource) -> Json {
    let field = resource.fields.iter().find(|field| ["notes", "name", "caption"].contains(&field.name));
    field.map_or_else(|| json!({}), |field| json!({ field.name: "Casa Lola" }))
}

fn example_of(resource: &Resource) -> Json {
    let mut document = Map::new();
    document.insert("id".to_owned(), Json::from(AN_ID));
    for field in resource.fields {
        document.insert(field.name.to_owned(), example(field));
    }
    if resource.kind == "attachment" {
        let blob = json!({ "size": 412_345, "mime": "image/jpeg", "width": 1536, "height": 2048, "is_uploaded": true,
            "href": format!("/v1/workspaces/{AN_ID}/blobs/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08") });
        document.extend(blob.as_object().cloned().unwrap_or_default());
    }
    for part in resource.parts {
        document.insert(part.name.to_owned(), json!([]));
    }
    document.insert("seq".to_owned(), Json::from(902));
    document.insert("masked".to_owned(), Json::Bool(false));
    for name in ["created_at", "updated_at"] {
        document.insert(name.to_owned(), Json::from(A_MOMENT));
    }
    for name in ["created_by", "updated_by"] {
        document.insert(name.to_owned(), Json::from(AN_ID));
    }
    document.insert("deleted_at".to_owned(), Json::Null);
    Json::Object(document)
}
