//! The built interface: where it is, and its files with their caching.

mod mime;

use std::path::{Component, Path, PathBuf};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use percent_encoding::percent_decode_str;

use crate::Error;

/// The longest path asked for, in bytes.
const PATH_BYTES_MAX: usize = 512;
/// Digits of the hash in a file name (`cargo xtask ui`).
const HASH_DIGITS: usize = 16;
/// How many folders above the program are looked through for `ui/dist`.
#[cfg(not(feature = "embed-ui"))]
const ANCESTORS_MAX: usize = 3;
const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";

/// Where the built interface is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum UiSource {
    /// A folder with `index.html`.
    Folder(PathBuf),
    /// In the program itself.
    #[cfg(feature = "embed-ui")]
    Embedded,
}

#[cfg(feature = "embed-ui")]
static EMBEDDED: include_dir::Dir<'static> = include_dir::include_dir!("$CARGO_MANIFEST_DIR/../../ui/dist");

/// A file of the interface.
pub struct UiFile {
    bytes: Vec<u8>,
    name: String,
    /// `br` or `gzip` when a compressed twin is sent.
    encoding: Option<&'static str>,
}

impl UiSource {
    /// The named folder; else the interface in the program, beside the program, or (in a development build) of the workspace.
    pub fn find_built(named: Option<&Path>) -> Result<Self, Error> {
        if let Some(folder) = named {
            return folder_with_page(folder).ok_or_else(|| Error::UiEmpty(folder.to_owned()));
        }
        #[cfg(feature = "embed-ui")]
        return Ok(Self::Embedded);
        #[cfg(not(feature = "embed-ui"))]
        places().iter().find_map(|folder| folder_with_page(folder)).ok_or(Error::UiMissing)
    }

    /// The file at a request's path; `/` is none, since pages need a session.
    pub(crate) async fn find(&self, path: &str, headers: &HeaderMap) -> Option<UiFile> {
        let name = safe_name(path)?;
        for (encoding, ending) in [("br", ".br"), ("gzip", ".gz")] {
            if accepts(headers, encoding)
                && let Some(bytes) = self.read(&format!("{name}{ending}")).await
            {
                return Some(UiFile { bytes, name, encoding: Some(encoding) });
            }
        }
        let bytes = self.read(&name).await?;
        Some(UiFile { bytes, name, encoding: None })
    }

    async fn read(&self, name: &str) -> Option<Vec<u8>> {
        match self {
            Self::Folder(folder) => {
                let file = tokio::fs::canonicalize(folder.join(name)).await.ok()?;
                // A link inside the folder must not lead out of it.
                let is_inside = file.starts_with(tokio::fs::canonicalize(folder).await.ok()?);
                if is_inside && file.is_file() { tokio::fs::read(file).await.ok() } else { None }
            }
            #[cfg(feature = "embed-ui")]
            Self::Embedded => EMBEDDED.get_file(name).map(|file| file.contents().to_vec()),
        }
    }
}

/// A file as an answer: names with a hash are kept for ever, others are asked for again and answered with 304.
pub(crate) fn answer(file: UiFile, headers: &HeaderMap) -> Response {
    let hash = blake3::hash(&file.bytes).to_hex();
    let etag = format!("\"{}\"", &hash[..32]);
    let keep = if has_hash(&file.name) { FOR_EVER } else { ASK_AGAIN };
    let mut response = if is_known(headers, &etag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        ([(header::CONTENT_TYPE, mime::of(&file.name))], Body::from(file.bytes)).into_response()
    };
    let all = response.headers_mut();
    all.insert(header::CACHE_CONTROL, HeaderValue::from_static(keep));
    all.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
    all.insert(header::ETAG, HeaderValue::from_str(&etag).expect("a hash in hex is ASCII"));
    if let Some(encoding) = file.encoding {
        all.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
    }
    response
}

/// Whether the browser has this version already (`If-None-Match`).
pub(crate) fn is_known(headers: &HeaderMap, etag: &str) -> bool {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok()).unwrap_or_default();
    known.split(',').any(|one| one.trim().trim_start_matches("W/") == etag)
}

/// The path as a name below the folder; `None` for anything that could mean something else to a file system.
fn safe_name(path: &str) -> Option<String> {
    if path.len() > PATH_BYTES_MAX {
        return None;
    }
    let decoded = percent_decode_str(path.strip_prefix('/')?).decode_utf8().ok()?.into_owned();
    let is_plain = Path::new(&decoded).components().all(|part| match part {
        Component::Normal(name) => !name.as_encoded_bytes().starts_with(b"."),
        _ => false,
    });
    let has_oddity = decoded.is_empty() || decoded.contains(['\\', '\0', ':']) || decoded.ends_with('/');
    (is_plain && !has_oddity).then_some(decoded)
}

fn has_hash(name: &str) -> bool {
    let stem = name.rsplit('/').next().and_then(|file| file.split('.').next()).unwrap_or_default();
    let hash = stem.rsplit_once('-').map_or("", |(_, hash)| hash);
    hash.len() == HASH_DIGITS && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let accepted =
        headers.get(header::ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or_default();
    accepted.split(',').any(|one| {
        let mut parts = one.split(';').map(str::trim);
        parts.next() == Some(encoding)
            && !parts.any(|part| matches!(part, "q=0" | "q=0.0" | "q=0.00" | "q=0.000"))
    })
}

fn folder_with_page(folder: &Path) -> Option<UiSource> {
    folder.join("index.html").is_file().then(|| UiSource::Folder(folder.to_owned()))
}

#[cfg(not(feature = "embed-ui"))]
fn places() -> Vec<PathBuf> {
    let program = std::env::current_exe().ok().and_then(|program| program.canonicalize().ok());
    let mut places = Vec::new();
    if let Some(folder) = program.as_deref().and_then(Path::parent) {
        places.extend([folder.join("ui"), folder.join("../share/mealbook/ui")]);
        // Built from source: `target/release/meal` lies below the workspace.
        places.extend(folder.ancestors().skip(1).take(ANCESTORS_MAX).map(|folder| folder.join("ui/dist")));
    }
    #[cfg(debug_assertions)]
    places.push(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/dist"));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_that_leaves_the_folder_is_no_name() {
        for path in [
            "/../secret",
            "/a/../../secret",
            "/%2e%2e/secret",
            "/..%2fsecret",
            "/%2fetc/passwd",
            "/a//../b",
            "/./a",
            "/.env",
            "/assets/.hidden",
            "/a%00.js",
            "/C:/windows",
            "/..%5csecret",
            "/",
            "/assets/",
            "a.js",
            "/%ff",
        ] {
            assert_eq!(safe_name(path), None, "{path}");
        }
        assert_eq!(safe_name("/assets/a%20b.svg").as_deref(), Some("assets/a b.svg"));
    }

    #[test]
    fn only_names_with_a_whole_hash_are_kept_for_ever() {
        assert!(has_hash("ui-66d2cc30937eaa1d.wasm"));
        assert!(has_hash("assets/logo-66d2cc30937eaa1d.svg"));
        assert!(
            !has_hash("index.html") && !has_hash("ui-66d2.wasm") && !has_hash("very-nice-illustration1.png")
        );
    }

    #[test]
    fn an_encoding_with_weight_zero_is_not_accepted() {
        let headers = |text: &str| HeaderMap::from_iter([(header::ACCEPT_ENCODING, text.parse().unwrap())]);
        assert!(accepts(&headers("gzip, deflate, br"), "br"));
        assert!(!accepts(&headers("gzip, br;q=0"), "br"));
        assert!(!accepts(&headers("gzip"), "br"));
    }
}
