//! Pictures for the window: `media://localhost/<blob>/<variant>` (on Windows and Android `http://media.localhost/…`).

use std::str::FromStr;

use app::Media;
use domain::BlobId;
use tauri::{
    AppHandle, Manager, Runtime, UriSchemeContext, UriSchemeResponder,
    http::{Method, Request, Response, StatusCode, header},
};
use wire::{Code, Fault, call::Variant};

use crate::opening::Core;

/// The scheme, as the content security policy of tauri.conf.json names it.
pub const SCHEME: &str = "media";
/// Types the window shows; anything else has no business in an `<img>`.
const SHOWN: &[&str] =
    &["image/jpeg", "image/png", "image/webp", "image/gif", "image/avif", "image/heic", "image/heif"];

/// Answers off the main thread: a picture that takes long must not hold up typing.
pub fn respond<R: Runtime>(
    context: UriSchemeContext<'_, R>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let handle = context.app_handle().clone();
    tauri::async_runtime::spawn(async move {
        responder.respond(answer(find(&handle, &request).await));
    });
}

/// The picture's bytes as the core has them.
pub async fn find<R: Runtime>(handle: &AppHandle<R>, request: &Request<Vec<u8>>) -> Result<Media, Fault> {
    let (blob, variant) = wanted(request).ok_or_else(|| Fault::new(Code::NotFound))?;
    let core = handle.try_state::<Core>().ok_or_else(|| Fault::new(Code::Unreachable))?;
    core.app.media(blob, variant).await
}

/// The picture a request asks for; the path may repeat the `media/` of `wire::call::media_path`.
fn wanted(request: &Request<Vec<u8>>) -> Option<(BlobId, Variant)> {
    if request.method() != Method::GET {
        return None;
    }
    let path = request.uri().path().trim_start_matches('/');
    let (blob, variant) = path.strip_prefix("media/").unwrap_or(path).split_once('/')?;
    let variant = match variant {
        "thumb" => Variant::Thumb,
        "screen" => Variant::Screen,
        "original" => Variant::Original,
        _ => return None,
    };
    Some((BlobId::from_str(blob).ok()?, variant))
}

/// A blob never changes, so its picture is kept for ever; and it may not be anything but a picture.
fn answer(found: Result<Media, Fault>) -> Response<Vec<u8>> {
    let response = Response::builder()
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox");
    let response = match found {
        Ok(media) => response
            .header(header::CONTENT_TYPE, shown(&media.mime))
            .header(header::CACHE_CONTROL, "private, max-age=31536000, immutable")
            .body(media.bytes),
        Err(fault) => response.status(status(fault.code)).body(Vec::new()),
    };
    response.expect("every header above is a constant")
}

fn shown(mime: &str) -> &'static str {
    SHOWN.iter().find(|known| **known == mime).copied().unwrap_or("application/octet-stream")
}

fn status(code: Code) -> StatusCode {
    if code == Code::NotFound { StatusCode::NOT_FOUND } else { StatusCode::INTERNAL_SERVER_ERROR }
}

#[cfg(test)]
mod tests {
    use super::*;

    const BLOB: &str = "0190a1b2-0000-7000-8000-000000000001";

    fn check(method: Method, url: &str, variant: Option<Variant>) {
        let request = Request::builder().method(method).uri(url).body(Vec::new()).unwrap();
        let found = wanted(&request);
        assert_eq!(found.map(|(_, variant)| variant), variant, "{url}");
        assert!(found.is_none_or(|(blob, _)| blob.to_string() == BLOB));
    }

    #[test]
    fn both_spellings_of_every_platform_are_understood() {
        check(Method::GET, &format!("media://localhost/{BLOB}/thumb"), Some(Variant::Thumb));
        check(Method::GET, &format!("http://media.localhost/{BLOB}/screen"), Some(Variant::Screen));
        check(Method::GET, &format!("media://localhost/media/{BLOB}/original"), Some(Variant::Original));
    }

    #[test]
    fn anything_else_is_not_a_picture() {
        check(Method::GET, &format!("media://localhost/{BLOB}/huge"), None);
        check(Method::GET, "media://localhost/../../etc/passwd", None);
        check(Method::GET, "media://localhost/", None);
        check(Method::POST, &format!("media://localhost/{BLOB}/thumb"), None);
    }

    #[test]
    fn a_document_is_never_shown_as_a_page() {
        for mime in ["text/html", "image/svg+xml", "application/pdf"] {
            let media = Media { mime: mime.into(), etag: String::new(), bytes: vec![1] };
            let response = answer(Ok(media));
            assert_eq!(response.headers()[header::CONTENT_TYPE], "application/octet-stream");
        }
        assert_eq!(answer(Err(Fault::new(Code::NotFound))).status(), StatusCode::NOT_FOUND);
    }
}
