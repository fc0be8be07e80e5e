//! `GET /media/{blob}/{variant}`: a photograph or one of its smaller pictures. A blob never changes, so it is kept for ever.

use std::str::FromStr;

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use domain::BlobId;
use wire::call::Variant;
use wire::{Code, Fault};

use crate::headers::MEDIA_POLICY;
use crate::state::Host;
use crate::status::refuse;
use crate::ui::is_known;

const KEEP: &str = "private, max-age=31536000, immutable";
/// Types a browser shows in place; anything else is offered as a file.
const SHOWN: &[(&str, &str)] = &[
    ("image/jpeg", "jpg"),
    ("image/png", "png"),
    ("image/webp", "webp"),
    ("image/gif", "gif"),
    ("image/avif", "avif"),
    ("image/heic", "heic"),
    ("image/heif", "heif"),
];

pub async fn picture(
    State(host): State<Host>,
    Path((blob, variant)): Path<(String, String)>,
    headers: HeaderMap,
) -> Response {
    let (Ok(blob), Some(variant)) = (BlobId::from_str(&blob), variant_of(&variant)) else {
        return refuse(Fault::new(Code::NotFound));
    };
    let media = match host.app.media(blob, variant).await {
        Ok(media) => media,
        Err(fault) => return refuse(fault),
    };
    let etag = format!("\"{}\"", media.etag.trim_matches('"'));
    let mut response = if is_known(&headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        shown(&media.mime, blob, media.bytes)
    };
    let all = response.headers_mut();
    all.insert(header::CACHE_CONTROL, HeaderValue::from_static(KEEP));
    all.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(MEDIA_POLICY));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        all.insert(header::ETAG, etag);
    }
    response
}

fn shown(mime: &str, blob: BlobId, bytes: Vec<u8>) -> Response {
    let known = SHOWN.iter().find(|(kind, _)| *kind == mime);
    let (kind, disposition) = match known {
        Some((kind, ending)) => (*kind, format!("inline; filename=\"{blob}.{ending}\"")),
        None if mime == "application/pdf" => (mime, format!("attachment; filename=\"{blob}.pdf\"")),
        None => ("application/octet-stream", format!("attachment; filename=\"{blob}.bin\"")),
    };
    let headers = [(header::CONTENT_TYPE, kind.to_owned()), (header::CONTENT_DISPOSITION, disposition)];
    (headers, Body::from(bytes)).into_response()
}

fn variant_of(text: &str) -> Option<Variant> {
    match text {
        "thumb" => Some(Variant::Thumb),
        "screen" => Some(Variant::Screen),
        "original" => Some(Variant::Original),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_a_known_image_is_offered_as_a_file() {
        let blob =
            BlobId::from(domain::ExpenseId::from_str("018f0000-0000-7000-8000-000000000001").unwrap().0);
        for (mime, kind, shows) in [
            ("image/jpeg", "image/jpeg", true),
            ("image/svg+xml", "application/octet-stream", false),
            ("text/html", "application/octet-stream", false),
            ("application/pdf", "application/pdf", false),
        ] {
            let response = shown(mime, blob, vec![1]);
            assert_eq!(response.headers()[header::CONTENT_TYPE], kind);
            let disposition = response.headers()[header::CONTENT_DISPOSITION].to_str().unwrap();
            assert_eq!(disposition.starts_with("inline"), shows, "{mime}: {disposition}");
        }
    }
}
