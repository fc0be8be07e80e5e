//! What all operations have in common: who may ask, how failures look, which headers come with every answer.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json, json};
use utoipa::PartialSchema;
use utoipa::openapi::OpenApi;
use wire::v1::{FieldProblem, PROBLEM_TYPE, Problem, ProblemCode};

/// Failures any operation may answer with: status, stable word, what it means.
const FAILURES: &[(&str, &str, &str)] = &[
    ("400", "malformed", "The request cannot be read"),
    ("401", "unauthenticated", "No or no valid token"),
    ("403", "forbidden", "Not allowed with this role or token"),
    ("404", "not_found", "Not there, or not for these eyes"),
    ("405", "method_not_allowed", "The method is not for this address"),
    ("409", "conflict", "Something stands in the way"),
    ("410", "workspace_deleted", "It was there and is gone"),
    ("412", "precondition_failed", "The row changed since it was seen"),
    ("413", "too_large", "More than the limit named in `limit`"),
    ("415", "unsupported_media", "Not a content type or encoding that is read"),
    ("422", "invalid", "Values break rules; see `fields`"),
    ("426", "protocol", "The program is too old"),
    ("428", "precondition_required", "An If-Match header is needed"),
    ("429", "rate_limited", "Too many requests: wait as `Retry-After` says"),
    ("500", "internal", "A mistake of the service"),
    ("503", "unavailable", "Try again in a moment"),
];

/// Failures only writing has.
const OF_WRITES: &[&str] = &["409", "412", "413", "415", "428"];

/// The document with everything all operations share.
pub(super) fn completed(api: OpenApi) -> Json {
    let mut document = serde_json::to_value(api).expect("a description is written as JSON");
    document["info"] = json!({
        "title": "Mealbook",
        "version": env!("CARGO_PKG_VERSION"),
        "description": "Accounts, workspaces, sync and plain REST. The guide is docs/API.md.",
        "license": { "name": "MIT", "identifier": "MIT" },
    });
    document["servers"] = json!([{ "url": "/" }]);
    let components = &mut document["components"];
    components["securitySchemes"] = json!({
        "bearer": { "type": "http", "scheme": "bearer", "description": "An access token of a device, or a personal access token" },
    });
    for (name, schema) in [
        ("Problem", Problem::schema()),
        ("FieldProblem", FieldProblem::schema()),
        ("ProblemCode", ProblemCode::schema()),
    ] {
        components["schemas"][name] = serde_json::to_value(schema).expect("a schema is written as JSON");
    }
    components["responses"] = failures();
    let schemas = document["components"]["schemas"].clone();
    let mut names = BTreeSet::new();
    for (path, item) in document["paths"].as_object_mut().into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            complete(path, method, operation);
            give_examples(&schemas, operation);
            name(&mut names, operation);
        }
    }
    document
}

fn failures() -> Json {
    let response = |(status, code, text): &(&str, &str, &str)| {
        let example = json!({
            "type": format!("https://mealbook.app/problems/{code}"),
            "status": status.parse::<u16>().unwrap_or_default(),
            "title": text,
            "code": code,
            "request_id": "019aa000-0000-7000-8000-00000000000a",
        });
        let content = json!({ PROBLEM_TYPE: { "schema": { "$ref": "#/components/schemas/Problem" }, "example": example } });
        (name_of(status), json!({ "description": text, "content": content }))
    };
    Json::Object(FAILURES.iter().map(response).collect::<Map<_, _>>())
}

fn name_of(status: &str) -> String {
    format!("Failure{status}")
}

fn reference(status: &str) -> Json {
    json!({ "$ref": format!("#/components/responses/{}", name_of(status)) })
}

fn complete(path: &str, method: &str, operation: &mut Json) {
    let Some(operation) = operation.as_object_mut() else { return };
    let is_api = path.starts_with("/v1/");
    let writes = method != "get";
    let responses = operation.entry("responses").or_insert_with(|| json!({}));
    for (status, response) in responses.as_object_mut().into_iter().flatten() {
        let schema = response.pointer("/content/application~1json/schema/$ref").and_then(Json::as_str);
        let is_known = FAILURES.iter().any(|(known, ..)| known == status);
        if is_known && schema == Some("#/components/schemas/Problem") {
            *response = reference(status);
        }
        if response.get("$ref").is_none() && response.get("description").is_none() {
            response["description"] = Json::from("Done");
        }
    }
    for (status, ..) in FAILURES {
        let fits = (is_api
            || !OF_WRITES.contains(status) && !["401", "403", "410", "426", "429"].contains(status))
            && (writes || !OF_WRITES.contains(status));
        if fits && responses.get(*status).is_none() {
            responses[*status] = reference(status);
        }
    }
}

/// Two modules may call a function alike: the second operation of a name says whose it is.
fn name(names: &mut BTreeSet<String>, operation: &mut Json) {
    let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
    if !names.insert(id.clone()) {
        let name = format!("{id}_{}", operation["tags"][0].as_str().unwrap_or_default());
        names.insert(name.clone());
        operation["operationId"] = Json::from(name);
    }
}

/// Bodies nobody wrote an example for show one made of their schema.
fn give_examples(schemas: &Json, operation: &mut Json) {
    let Some(kinds) = operation.pointer_mut("/requestBody/content").and_then(Json::as_object_mut) else {
        return;
    };
    for content in kinds.values_mut() {
        if content.get("schema").is_some()
            && content.get("example").is_none()
            && content.get("examples").is_none()
        {
            content["example"] = sample(schemas, &content["schema"], SAMPLE_DEPTH_MAX);
        }
    }
}

/// How deep examples go: schemas may hold themselves.
const SAMPLE_DEPTH_MAX: usize = 6;

/// A value of a schema.
fn sample(schemas: &Json, schema: &Json, depth: usize) -> Json {
    if let Some(example) = schema.get("example").or_else(|| schema.pointer("/examples/0")) {
        return example.clone();
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.rsplit('/').next()) {
        return if depth == 0 { Json::Null } else { sample(schemas, &schemas[name], depth - 1) };
    }
    if let Some(first) = schema.pointer("/enum/0") {
        return first.clone();
    }
    for any in ["oneOf", "anyOf", "allOf"] {
        let real = |one: &&Json| one["type"] != "null";
        if let Some(one) = schema[any].as_array().and_then(|all| all.iter().find(real)) {
            return sample(schemas, one, depth);
        }
    }
    let kind = schema["type"].as_str().or_else(|| schema.pointer("/type/0").and_then(Json::as_str));
    match (kind, schema["format"].as_str()) {
        (Some("object"), _) | (None, _) => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            Json::Object(properties.map(|(name, one)| (name.clone(), sample(schemas, one, depth))).collect())
        }
        (Some("array"), _) => json!([sample(schemas, &schema["items"], depth)]),
        (Some("integer" | "number"), _) => json!(1),
        (Some("boolean"), _) => json!(true),
        (Some("string"), Some("uuid")) => json!("019aa000-0000-7000-8000-000000000001"),
        (Some("string"), _) => json!("text"),
        (Some(_), _) => Json::Null,
    }
}
