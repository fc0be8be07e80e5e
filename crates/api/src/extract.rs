//! What handlers take from a request: as axum's own, but what cannot be read is answered with a problem document, and limits are named.

use axum::body::{Body, to_bytes};
use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{HeaderMap, header, request::Parts};
use serde::{Serialize, de::DeserializeOwned};
use wire::v1;

use crate::{Error, State};

/// A JSON body, both ways. Read up to `v1::BODY_BYTES_MAX` bytes, unpacked.
#[derive(Debug, Clone, Copy)]
pub struct Json<T>(pub T);

impl<T: DeserializeOwned> FromRequest<State> for Json<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &State) -> Result<Self, Error> {
        if !is_json(request.headers()) {
            return Err(Error::UnsupportedMedia);
        }
        let bytes = read(request.into_body(), v1::BODY_BYTES_MAX).await?;
        parse(&bytes).map(Json)
    }
}

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

/// JSON from bytes. What was wrong is said by place, never by quoting the value.
pub fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, Error> {
    serde_json::from_slice(bytes).map_err(|error| match error.classify() {
        serde_json::error::Category::Data => {
            Error::Malformed("the JSON document does not have the shape of this request")
        }
        serde_json::error::Category::Eof
        | serde_json::error::Category::Syntax
        | serde_json::error::Category::Io => Error::Malformed("the body is not a JSON document"),
    })
}

/// Whether the body is said to be JSON, ours or anybody's.
fn is_json(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    essence == "application/json" || essence == v1::CONTENT_TYPE
}

/// A body's bytes, or the limit it passed.
pub async fn read(body: Body, bytes_max: usize) -> Result<Bytes, Error> {
    to_bytes(body, bytes_max).await.map_err(|error| {
        let mut source: Option<&dyn std::error::Error> = Some(&error);
        while let Some(error) = source {
            // Both the reader's own limit and that of the packed body say so in these words.
            if error.to_string() == "length limit exceeded" {
                return Error::TooLarge { limit: bytes_max as u64 };
            }
            source = error.source();
        }
        Error::Malformed("the body cannot be read to its end")
    })
}

/// Parts of the address.
#[derive(Debug, Clone, Copy)]
pub struct Path<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<State> for Path<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        // An id that is no id names nothing.
        let path = axum::extract::Path::<T>::from_request_parts(parts, state).await;
        path.map(|axum::extract::Path(value)| Self(value)).map_err(|_| Error::NotFound)
    }
}

/// The question behind the address.
#[derive(Debug, Clone, Copy)]
pub struct Query<T>(pub T);

impl<T: DeserializeOwned> FromRequestParts<State> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &State) -> Result<Self, Error> {
        let query = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        query
            .map(|axum::extract::Query(value)| Self(value))
            .map_err(|_| Error::Malformed("the query cannot be read"))
    }
}
