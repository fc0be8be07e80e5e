//! The only door to the core and to the browser. Two transports carry the same calls: Tauri's IPC inside the desktop and mobile
//! shell, HTTP everywhere else; which one is decided once, by whether the shell has put its object on the window.
//!
//! Nothing outside this folder names wasm-bindgen. What the interface needs of the browser is here as small functions.

mod clock;
mod dom;
mod events;
mod files;
mod http;
mod intl;
mod json;
mod tauri;
mod text;

use std::pin::Pin;

use domain::BlobId;
use wire::call::{Upload, UploadReply, Variant};
use wire::{Call, Fault};

pub use clock::{Timer, after_ms, now_ms, spawn};
pub use dom::*;
pub use events::{on_media_change, on_window, start_events};
pub use files::*;
pub use intl::*;
pub use text::page_text;

/// Asks the core. Every failure is a `Fault`; a core that cannot be reached is `Code::Unreachable`.
pub async fn call<C: Call>(request: C) -> Result<C::Reply, Fault> {
    let reply = ask(C::NAME, body_of(&request)?).await?;
    reply_of::<C>(&reply)
}

/// An answer on its way.
pub type Pending = Pin<Box<dyn Future<Output = Result<String, Fault>>>>;

/// Asks one call by name, JSON to JSON. Boxed, and apart from the types, because code that is made anew for every call is most of
/// what a browser would have to load.
pub fn ask(name: &'static str, body: String) -> Pending {
    Box::pin(async move {
        if tauri::is_here() { tauri::call(name, &body).await } else { http::call(name, &body).await }
    })
}

/// As `ask`, and a browser sends it even when the page goes away meanwhile.
pub fn ask_to_the_end(name: &'static str, body: String) -> Pending {
    Box::pin(async move {
        if tauri::is_here() {
            tauri::call(name, &body).await
        } else {
            http::call_to_the_end(name, &body).await
        }
    })
}

/// A request as JSON.
pub fn body_of<C: Call>(request: &C) -> Result<String, Fault> {
    serde_json::to_string(request).map_err(|_| Fault::new(wire::Code::Internal))
}

/// A reply from JSON.
pub fn reply_of<C: Call>(reply: &str) -> Result<C::Reply, Fault> {
    json::from_str(reply).map_err(|_| Fault::new(wire::Code::Internal))
}

/// Hands a file to the core; the answer means that its bytes are safe on the disk. A photograph above `PHOTO_BYTES_MAX` and an
/// import above `IMPORT_BYTES_MAX` are refused before a byte is sent.
pub async fn upload(what: &Upload, file: &File) -> Result<UploadReply, Fault> {
    let limit = match what {
        Upload::Photo { .. } => wire::call::PHOTO_BYTES_MAX,
        Upload::Import { .. } => wire::call::IMPORT_BYTES_MAX,
    };
    if file_size(file) > limit {
        return Err(Fault::with_number(wire::Code::FileTooLarge, i64::try_from(limit).unwrap_or(i64::MAX)));
    }
    let what = serde_json::to_string(what).map_err(|_| Fault::new(wire::Code::Internal))?;
    let reply =
        if tauri::is_here() { tauri::upload(&what, file).await? } else { http::upload(&what, file).await? };
    json::from_str(&reply).map_err(|_| Fault::new(wire::Code::Internal))
}

/// Where the picture of a blob can be loaded from.
pub fn media_url(blob: BlobId, variant: Variant) -> String {
    let path = wire::call::media_path(blob, variant);
    if tauri::is_here() { tauri::media_url(&path) } else { format!("/{path}") }
}
