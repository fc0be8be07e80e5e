//! The description of the service (OpenAPI 3.1), made of the code that answers, and the pages that show it.

mod common;

use axum::Router;
use axum::extract::Request;
use axum::middleware::{Next, from_fn};
use axum::response::Response;
use http::{HeaderValue, header};
use serde_json::Value as Json;
use utoipa_swagger_ui::SwaggerUi;

use crate::{State, server};

/// What the pages of the documentation may load: their own files, and nothing written into a page.
const DOCS_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; \
                           connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The document.
pub fn document() -> Json {
    common::completed(server::description())
}

/// The document as the repository keeps it in docs/openapi.json.
pub fn text() -> String {
    let mut text = serde_json::to_string_pretty(&document()).expect("a JSON value is written");
    text.push('\n');
    text
}

/// `/openapi.json`, and `/docs` to read it in.
pub fn pages() -> Router<State> {
    let pages: Router<State> =
        SwaggerUi::new("/docs").external_url_unchecked("/openapi.json", document()).into();
    pages.layer(from_fn(with_policy))
}

async fn with_policy(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(DOCS_POLICY));
    response
}

#[cfg(test)]
mod tests;
