//! The addresses of the resources. Each is registered together with its description, from one table.

use axum::body::Bytes;
use axum::response::{IntoResponse, Response};
use axum::routing::{MethodRouter, get, post};
use http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};
use serde::Deserialize;
use serde_json::{Value as Json, json};
use utoipa_axum::router::OpenApiRouter;
use uuid::Uuid;

use super::answer::{Answer, IDEMPOTENCY_KEY, Key};
use super::document;
use super::fields::RESOURCES;
use super::list::{Asked, Listing, wanted};
use super::load::{self, Reader};
use super::render::{self, Wanted};
use super::resource::Resource;
use super::write::{Action, Request, run};
use crate::auth::Caller;
use crate::extract::{Path, Query, parse};
use crate::{Error, Result, State, desk};

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    RESOURCES.iter().fold(OpenApiRouter::new(), |router, resource| {
        let all = format!("/v1/workspaces/{{ws}}/{}", resource.path);
        let one = format!("{all}/{{id}}");
        let restore = format!("{one}/restore");
        router
            .routes(document::described(resource, &all, all_of(resource)))
            .routes(document::described(resource, &one, one_of(resource)))
            .routes(document::described(resource, &restore, restore_of(resource)))
    })
}

fn all_of(resource: &'static Resource) -> MethodRouter<State> {
    get(move |state: State, caller: Caller, Path(ws): Path<Uuid>, Query(asked): Query<Asked>| {
        list(state, caller, ws, resource, asked)
    })
    .post(move |state: State, caller: Caller, Path(ws): Path<Uuid>, headers: HeaderMap, body: Bytes| async move {
        let document = read_body(&body)?;
        let request = Written { method: "POST", headers: &headers, body: &body };
        write(state, caller, ws, resource, "", &request, Action::Create(document)).await
    })
}

fn one_of(resource: &'static Resource) -> MethodRouter<State> {
    get(move |state: State, caller: Caller, Path((ws, id)): Path<(Uuid, Uuid)>, Query(asked): Query<AskedOne>, headers: HeaderMap| {
        get_one(state, caller, ws, id, resource, asked, headers)
    })
    .patch(move |state: State, caller: Caller, Path((ws, id)): Path<(Uuid, Uuid)>, headers: HeaderMap, body: Bytes| async move {
        caller.may_write(ws)?;
        let base = if_match(&headers)?.ok_or(Error::PreconditionRequired)?;
        let patch = read_body(&body)?;
        let request = Written { method: "PATCH", headers: &headers, body: &body };
        write(state, caller, ws, resource, &id.to_string(), &request, Action::Change(id, base, patch)).await
    })
    .delete(move |state: State, caller: Caller, Path((ws, id)): Path<(Uuid, Uuid)>, headers: HeaderMap| async move {
        let base = if_match(&headers)?;
        let request = Written { method: "DELETE", headers: &headers, body: &[] };
        write(state, caller, ws, resource, &id.to_string(), &request, Action::Delete(id, base)).await
    })
}

fn restore_of(resource: &'static Resource) -> MethodRouter<State> {
    post(
        move |state: State, caller: Caller, Path((ws, id)): Path<(Uuid, Uuid)>, headers: HeaderMap| async move {
            let request = Written { method: "POST", headers: &headers, body: &[] };
            write(state, caller, ws, resource, &format!("{id}/restore"), &request, Action::Restore(id)).await
        },
    )
}

/// What stands behind the `?` of one row.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AskedOne {
    fields: Option<String>,
}

async fn list(
    state: State,
    caller: Caller,
    workspace: Uuid,
    resource: &'static Resource,
    asked: Asked,
) -> Result<Response> {
    let mut desk = desk::open(&state, &caller, workspace).await?;
    let reader = Reader { workspace, member: desk.member() };
    let listing = Listing::read(resource, workspace, &asked, state.now_ms())?;
    let found = listing.find(desk.connection(), &reader, resource).await?;
    let with_parts = resource.parts.iter().any(|part| listing.wanted.has(part.name));
    let (wholes, _) = load::whole(desk.connection(), &reader, resource, &found.ids, with_parts).await?;
    let blobs = load::blobs(desk.connection(), &reader, &wholes).await?;
    desk.close().await?;
    let items: Vec<Json> = wholes
        .iter()
        .map(|whole| render::document(resource, whole, &blobs, workspace, &listing.wanted))
        .collect();
    Ok(axum::Json(json!({ "items": items, "next_cursor": found.next })).into_response())
}

async fn get_one(
    state: State,
    caller: Caller,
    workspace: Uuid,
    id: Uuid,
    resource: &'static Resource,
    asked: AskedOne,
    headers: HeaderMap,
) -> Result<Response> {
    let mut faults = Vec::new();
    let mut fault = |path: String, code: &str| {
        faults.push(wire::v1::FieldProblem { path, code: code.to_owned(), limit: None });
    };
    let wanted: Wanted = wanted(resource, asked.fields.as_deref(), &mut fault);
    if !faults.is_empty() {
        return Err(Error::Invalid(faults));
    }
    let mut desk = desk::open(&state, &caller, workspace).await?;
    let reader = Reader { workspace, member: desk.member() };
    let (wholes, _) = load::whole(desk.connection(), &reader, resource, &[id], true).await?;
    let blobs = load::blobs(desk.connection(), &reader, &wholes).await?;
    desk.close().await?;
    let whole = wholes.first().ok_or(Error::NotFound)?;
    let tag = format!("\"{}\"", whole.seq);
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok());
    let mut response =
        if known.is_some_and(|known| known == "*" || known.split(',').any(|one| one.trim() == tag)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            axum::Json(render::document(resource, whole, &blobs, workspace, &wanted)).into_response()
        };
    put(response.headers_mut(), header::ETAG, &tag);
    put(response.headers_mut(), header::CACHE_CONTROL, "private, no-cache");
    Ok(response)
}

/// A request that writes, as it came.
struct Written<'a> {
    method: &'static str,
    headers: &'a HeaderMap,
    body: &'a [u8],
}

async fn write(
    state: State,
    caller: Caller,
    workspace: Uuid,
    resource: &'static Resource,
    address: &str,
    written: &Written<'_>,
    action: Action,
) -> Result<Response> {
    caller.may_write(workspace)?;
    let seen = written.headers.get(header::IF_MATCH).map_or(&[][..], HeaderValue::as_bytes);
    let parts: [&[u8]; 5] =
        [written.method.as_bytes(), resource.path.as_bytes(), address.as_bytes(), seen, written.body];
    let key = Key::read(written.headers, workspace, caller.user, &parts)?;
    let is_keyed = key.is_some();
    let answer = run(state, Request { resource, caller, workspace, key, action }).await?;
    let mut response = respond(&answer);
    if let (true, Some(key)) = (is_keyed, written.headers.get(&IDEMPOTENCY_KEY)) {
        response.headers_mut().insert(IDEMPOTENCY_KEY, key.clone());
    }
    Ok(response)
}

fn respond(answer: &Answer) -> Response {
    let mut response = match &answer.body {
        None => answer.status.into_response(),
        Some(body) => {
            let mut response = (answer.status, body.clone()).into_response();
            put(response.headers_mut(), header::CONTENT_TYPE, "application/json");
            response
        }
    };
    let headers = response.headers_mut();
    if let Some(location) = &answer.location {
        put(headers, header::LOCATION, location);
    }
    if let Some(etag) = &answer.etag {
        put(headers, header::ETAG, etag);
    }
    response
}

fn put(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// A document; what is empty is none.
fn read_body(body: &[u8]) -> Result<Json> {
    if body.is_empty() {
        return Err(Error::Malformed("the body is empty"));
    }
    parse(body)
}

/// The version the writer saw. A list of versions, or a weak one, names none of ours.
fn if_match(headers: &HeaderMap) -> Result<Option<i64>> {
    let Some(value) = headers.get(header::IF_MATCH) else { return Ok(None) };
    let text = value.to_str().unwrap_or_default().trim();
    let seq =
        text.strip_prefix('"').and_then(|text| text.strip_suffix('"')).and_then(|text| text.parse().ok());
    match seq {
        Some(seq) if seq > 0 => Ok(Some(seq)),
        Some(_) | None => Err(Error::PreconditionFailed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_a_quoted_number() {
        let check = |text: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::IF_MATCH, HeaderValue::from_static(text));
            if_match(&headers).ok().flatten()
        };
        assert_eq!(check("\"7\""), Some(7));
        for other in ["7", "*", "W/\"7\"", "\"-7\"", "\"\"", "\"7\", \"8\""] {
            assert_eq!(check(other), None, "{other}");
        }
    }
}
