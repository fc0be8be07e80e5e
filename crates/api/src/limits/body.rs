//! Bodies on their way in: unpacked, measured, and looked at before any handler reads them.
//!
//! A body that claims to be small and unpacks to much, nests without end, or is of a type nobody reads, is refused here once for all
//! routes, with the limit it passed.

use std::io::Read;

use axum::body::Body;
use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use http::{HeaderMap, HeaderValue, Method, header};
use wire::v1;

use crate::Error;
use crate::extract::read;

/// The most a body may grow when it is unpacked.
pub const RATIO_MAX: usize = 100;
/// Bodies that unpack to less than this may grow as they like: a short repetitive text packs well.
const RATIO_FROM_BYTES: usize = 64 * 1024;
/// The deepest JSON read.
pub const JSON_DEPTH_MAX: usize = 32;
/// The most memory unpacking may look back on: 2^23 bytes.
const ZSTD_WINDOW_LOG_MAX: u32 = 23;

/// The type of a merge patch (RFC 7396).
pub const MERGE_PATCH_TYPE: &str = "application/merge-patch+json";
/// The type of a chunk of a photograph.
pub const BYTES_TYPE: &str = "application/octet-stream";

/// Reads, checks and unpacks the body of every request that has one.
pub async fn unpack(request: Request, next: Next) -> Response {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return next.run(request).await;
    }
    match unpacked(request).await {
        Ok(request) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

async fn unpacked(request: Request) -> Result<Request, Error> {
    let (mut parts, body) = request.into_parts();
    let kind = essence(&parts.headers);
    let is_bytes = kind.as_deref() == Some(BYTES_TYPE);
    let packing = Packing::of(&parts.headers)?;
    let limit = match packing {
        _ if is_bytes => v1::CHUNK_BYTES,
        Packing::None => v1::BODY_BYTES_MAX,
        Packing::Gzip | Packing::Zstd => v1::PACKED_BYTES_MAX,
    };
    if said_length(&parts.headers)?.is_some_and(|length| length > limit as u64) {
        return Err(Error::TooLarge { limit: limit as u64 });
    }
    let bytes = read(body, limit).await?;
    if bytes.is_empty() {
        return Ok(Request::from_parts(parts, Body::empty()));
    }
    if is_bytes {
        let is_packed = !matches!(packing, Packing::None);
        return if is_packed {
            Err(Error::UnsupportedMedia)
        } else {
            Ok(Request::from_parts(parts, Body::from(bytes)))
        };
    }
    if !kind
        .is_some_and(|kind| ["application/json", v1::CONTENT_TYPE, MERGE_PATCH_TYPE].contains(&kind.as_str()))
    {
        return Err(Error::UnsupportedMedia);
    }
    let bytes = packing.unpack(bytes)?;
    check_depth(&bytes)?;
    parts.headers.remove(header::CONTENT_ENCODING);
    parts.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    Ok(Request::from_parts(parts, Body::from(bytes)))
}

/// The content type without its parameters.
fn essence(headers: &HeaderMap) -> Option<String> {
    let kind = headers.get(header::CONTENT_TYPE)?.to_str().ok()?;
    Some(kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase())
}

fn said_length(headers: &HeaderMap) -> Result<Option<u64>, Error> {
    let Some(value) = headers.get(header::CONTENT_LENGTH) else { return Ok(None) };
    let length = value.to_str().ok().and_then(|text| text.parse().ok());
    length.map(Some).ok_or(Error::Malformed("content-length is not a number"))
}

/// How a body is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstd,
}

impl Packing {
    fn of(headers: &HeaderMap) -> Result<Self, Error> {
        let Some(value) = headers.get(header::CONTENT_ENCODING) else { return Ok(Self::None) };
        match value.to_str().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "" | "identity" => Ok(Self::None),
            "gzip" | "x-gzip" => Ok(Self::Gzip),
            "zstd" => Ok(Self::Zstd),
            _ => Err(Error::UnsupportedMedia),
        }
    }

    fn unpack(self, packed: bytes::Bytes) -> Result<bytes::Bytes, Error> {
        let not_packed = |_| Error::Malformed("the body is not packed as it says");
        match self {
            Self::None => Ok(packed),
            Self::Gzip => limited(flate2::read::MultiGzDecoder::new(&packed[..]), packed.len()),
            Self::Zstd => {
                let mut decoder =
                    zstd::stream::read::Decoder::with_buffer(&packed[..]).map_err(not_packed)?;
                decoder.window_log_max(ZSTD_WINDOW_LOG_MAX).map_err(not_packed)?;
                limited(decoder, packed.len())
            }
        }
    }
}

/// What `reader` unpacks, as long as it stays within the limits; no more than they allow is ever held.
fn limited(reader: impl Read, packed: usize) -> Result<bytes::Bytes, Error> {
    let by_ratio = packed.saturating_mul(RATIO_MAX).max(RATIO_FROM_BYTES);
    let most = by_ratio.min(v1::BODY_BYTES_MAX);
    let mut bytes = Vec::new();
    let read = reader.take(most as u64 + 1).read_to_end(&mut bytes);
    if bytes.len() > most {
        let limit = if by_ratio < v1::BODY_BYTES_MAX { RATIO_MAX } else { v1::BODY_BYTES_MAX };
        return Err(Error::TooLarge { limit: limit as u64 });
    }
    read.map_err(|_| Error::Malformed("the body is not packed as it says"))?;
    Ok(bytes.into())
}

/// Refuses JSON that nests deeper than anybody writes.
fn check_depth(json: &[u8]) -> Result<(), Error> {
    let (mut depth, mut in_text, mut escaped) = (0usize, false, false);
    for byte in json {
        match (in_text, byte) {
            (true, _) if escaped => escaped = false,
            (true, b'\\') => escaped = true,
            (true, b'"') => in_text = false,
            (true, _) => {}
            (false, b'"') => in_text = true,
            (false, b'{' | b'[') => {
                depth += 1;
                if depth > JSON_DEPTH_MAX {
                    return Err(Error::TooLarge { limit: JSON_DEPTH_MAX as u64 });
                }
            }
            (false, b'}' | b']') => depth = depth.saturating_sub(1),
            (false, _) => {}
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use axum::Router;
    use axum::extract::DefaultBodyLimit;
    use axum::middleware::from_fn;
    use axum::routing::post;
    use proptest::prelude::*;
    use tower::ServiceExt;

    use super::*;

    fn service() -> Router {
        let echo = |bytes: bytes::Bytes| async move { bytes };
        Router::new().route("/", post(echo)).layer(DefaultBodyLimit::disable()).layer(from_fn(unpack))
    }

    async fn answer(kind: &str, packing: Option<&str>, body: Vec<u8>) -> (u16, bytes::Bytes) {
        let mut request = http::Request::post("/").header(header::CONTENT_TYPE, kind);
        if let Some(packing) = packing {
            request = request.header(header::CONTENT_ENCODING, packing);
        }
        let response = service().oneshot(request.body(Body::from(body)).unwrap()).await.unwrap();
        let status = response.status().as_u16();
        (status, axum::body::to_bytes(response.into_body(), usize::MAX).await.unwrap())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(bytes).unwrap();
        encoder.finish().unwrap()
    }

    fn limit(body: &[u8]) -> Option<u64> {
        serde_json::from_slice::<v1::Problem>(body).unwrap().limit
    }

    /// Text that hardly packs, as long as asked.
    fn noise(length: usize) -> Vec<u8> {
        let mut state = 7u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            b' ' + u8::try_from(state >> 58).unwrap()
        };
        let mut text: Vec<u8> =
            (0..length - 2).map(|_| next()).filter(|b| *b != b'"' && *b != b'\\').collect();
        text.resize(length - 2, b'x');
        [&b"\""[..], &text, b"\""].concat()
    }

    #[tokio::test]
    async fn a_body_is_read_packed_or_not() {
        for (packing, body) in [
            (None, b"{\"a\":1}".to_vec()),
            (Some("gzip"), gzip(b"{\"a\":1}")),
            (Some("zstd"), zstd::encode_all(&b"{\"a\":1}"[..], 3).unwrap()),
        ] {
            let (status, body) = answer("application/json; charset=utf-8", packing, body).await;
            assert_eq!((status, &body[..]), (200, &b"{\"a\":1}"[..]));
        }
    }

    #[tokio::test]
    async fn each_size_is_refused_one_byte_above_its_limit_by_name() {
        let at_limit = noise(v1::BODY_BYTES_MAX);
        assert_eq!(answer("application/json", None, at_limit).await.0, 200);
        let (status, body) = answer("application/json", None, noise(v1::BODY_BYTES_MAX + 1)).await;
        assert_eq!((status, limit(&body)), (413, Some(v1::BODY_BYTES_MAX as u64)));
        let (status, body) =
            answer("application/json", Some("zstd"), vec![1; v1::PACKED_BYTES_MAX + 1]).await;
        assert_eq!((status, limit(&body)), (413, Some(v1::PACKED_BYTES_MAX as u64)));
        assert_eq!(answer(BYTES_TYPE, None, vec![1; v1::CHUNK_BYTES]).await.0, 200);
        let (status, body) = answer(BYTES_TYPE, None, vec![1; v1::CHUNK_BYTES + 1]).await;
        assert_eq!((status, limit(&body)), (413, Some(v1::CHUNK_BYTES as u64)));
    }

    #[tokio::test]
    async fn a_bomb_is_refused_by_its_ratio_and_by_its_size() {
        let (status, body) = answer("application/json", Some("gzip"), gzip(&vec![b' '; 1 << 20])).await;
        assert_eq!((status, limit(&body)), (413, Some(RATIO_MAX as u64)));
        let zeros = zstd::encode_all(&vec![b' '; 64 << 20][..], 19).unwrap();
        let (status, body) = answer("application/json", Some("zstd"), zeros).await;
        assert_eq!((status, limit(&body)), (413, Some(RATIO_MAX as u64)));
        let large = noise(v1::BODY_BYTES_MAX + 1);
        let packed =
            zstd::encode_all(&[&large[..1 << 18], &vec![b' '; v1::BODY_BYTES_MAX]].concat()[..], 3).unwrap();
        let (status, body) = answer("application/json", Some("zstd"), packed).await;
        assert_eq!((status, limit(&body)), (413, Some(v1::BODY_BYTES_MAX as u64)));
    }

    #[tokio::test]
    async fn depth_types_and_encodings_are_checked() {
        let nested = |depth: usize| [b"[".repeat(depth), b"]".repeat(depth)].concat();
        assert_eq!(answer("application/json", None, nested(JSON_DEPTH_MAX)).await.0, 200);
        let (status, body) = answer("application/json", None, nested(JSON_DEPTH_MAX + 1)).await;
        assert_eq!((status, limit(&body)), (413, Some(JSON_DEPTH_MAX as u64)));
        assert_eq!(
            answer("application/json", None, b"\"[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[\"".to_vec()).await.0,
            200
        );
        assert_eq!(answer("text/plain", None, b"x".to_vec()).await.0, 415);
        assert_eq!(answer("application/json", Some("br"), b"x".to_vec()).await.0, 415);
        assert_eq!(answer(BYTES_TYPE, Some("gzip"), gzip(b"x")).await.0, 415);
        assert_eq!(answer("application/json", Some("gzip"), b"x".to_vec()).await.0, 400);
    }

    proptest! {
        #[test]
        fn no_packed_bytes_at_all_are_a_mistake_of_the_service(
            bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
            packing in prop_oneof![Just("gzip"), Just("zstd"), Just("identity")],
        ) {
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let (status, _) = runtime.block_on(answer("application/json", Some(packing), bytes));
            prop_assert!(status < 500);
        }
    }
}
