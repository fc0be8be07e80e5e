//! The document says what the service does, and the repository keeps it.

use std::collections::BTreeSet;

use super::*;

/// Where the repository keeps it.
const KEPT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/openapi.json");

#[test]
fn the_kept_document_is_what_the_code_says() {
    let said = text();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(KEPT, &said).unwrap();
    }
    let kept = std::fs::read_to_string(KEPT).unwrap_or_default();
    assert!(
        kept == said,
        "docs/openapi.json is not what the code says: run the tests of api with UPDATE_OPENAPI=1"
    );
}

fn operations(document: &Json) -> Vec<(String, String, &Json)> {
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            operations.push((path.clone(), method.clone(), operation));
        }
    }
    operations
}

#[test]
fn every_operation_has_a_name_of_its_own_a_tag_and_failures() {
    let document = document();
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let name =
            operation["operationId"].as_str().unwrap_or_else(|| panic!("{method} {path} has no operationId"));
        assert!(names.insert(name.to_owned()), "{name} twice");
        assert!(operation["tags"].as_array().is_some_and(|tags| !tags.is_empty()), "{method} {path}");
        assert!(operation["responses"].get("500").is_some(), "{method} {path}");
        for (status, response) in operation["responses"].as_object().unwrap() {
            let is_told = response.get("$ref").is_some() || response["description"].is_string();
            assert!(is_told, "{method} {path} {status}");
        }
    }
}

#[test]
fn every_body_has_an_example() {
    let document = document();
    for (path, method, operation) in operations(&document) {
        for (kind, content) in operation["requestBody"]["content"].as_object().into_iter().flatten() {
            let is_bytes = kind == crate::limits::body::BYTES_TYPE;
            let schema =
                content["schema"]["$ref"].as_str().and_then(|r| r.rsplit('/').next()).unwrap_or_default();
            let has = content.get("example").is_some()
                || content.get("examples").is_some()
                || document["components"]["schemas"][schema].get("example").is_some();
            assert!(is_bytes || has, "{method} {path}");
        }
    }
}

#[test]
fn every_reference_leads_somewhere() {
    fn references(json: &Json, into: &mut BTreeSet<String>) {
        match json {
            Json::Object(map) => map.iter().for_each(|(name, value)| match (name.as_str(), value) {
                ("$ref", Json::String(target)) => {
                    into.insert(target.clone());
                }
                _ => references(value, into),
            }),
            Json::Array(items) => items.iter().for_each(|item| references(item, into)),
            _ => {}
        }
    }
    let document = document();
    let mut found = BTreeSet::new();
    references(&document, &mut found);
    for target in found {
        assert!(document.pointer(&target[1..]).is_some(), "{target}");
    }
}

/// axum tells its routes only to a debugger, which is enough to compare.
#[test]
fn every_route_of_the_service_is_in_the_document() {
    let (router, _) = server::routes().split_for_parts();
    let debugged = format!("{router:?}");
    let routes: BTreeSet<&str> = debugged
        .split('"')
        .filter(|part| part.starts_with("/") && !["/", "/{*__private__axum_fallback}"].contains(part))
        .collect();
    let document = document();
    let described = document["paths"].as_object().unwrap();
    assert!(routes.len() > 20, "{routes:?}");
    for route in routes {
        assert!(described.contains_key(route), "{route} is not described");
    }
}
