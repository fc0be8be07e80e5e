//! The core behind HTTP: `meal serve` on this computer or on the same network.

use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use wire::{Code, Fault};

use super::json;

/// The longest body of a request that outlives its page; the Fetch standard allows 64 KiB in all.
const KEEPALIVE_BYTES_MAX: usize = 60 * 1024;

/// Asks one call and returns the reply's JSON.
pub async fn call(name: &str, body: &str) -> Result<String, Fault> {
    post(&format!("/call/{name}"), &JsValue::from_str(body), "application/json", false).await
}

/// The same for a page that may be gone before the answer comes. Browsers refuse this for long bodies, which go the usual way.
pub async fn call_to_the_end(name: &str, body: &str) -> Result<String, Fault> {
    let outlives = body.len() <= KEEPALIVE_BYTES_MAX;
    post(&format!("/call/{name}"), &JsValue::from_str(body), "application/json", outlives).await
}

/// Sends a file; `what` is the JSON of `Upload`.
pub async fn upload(what: &str, file: &web_sys::File) -> Result<String, Fault> {
    let what = js_sys::encode_uri_component(what);
    post(&format!("/upload?what={what}"), file.as_ref(), "application/octet-stream", false).await
}

async fn post(url: &str, body: &JsValue, media_type: &str, outlives: bool) -> Result<String, Fault> {
    let unreachable = |_| Fault::new(Code::Unreachable);
    let options = web_sys::RequestInit::new();
    options.set_method("POST");
    options.set_body(body);
    if outlives {
        // web-sys has no setter for it.
        let _ = js_sys::Reflect::set(&options, &"keepalive".into(), &JsValue::TRUE);
    }
    let request = web_sys::Request::new_with_str_and_init(url, &options).map_err(unreachable)?;
    request.headers().set("content-type", media_type).map_err(unreachable)?;
    let window = web_sys::window().ok_or_else(|| Fault::new(Code::Unreachable))?;
    let response = JsFuture::from(window.fetch_with_request(&request)).await.map_err(unreachable)?;
    let response: web_sys::Response = response.dyn_into().map_err(unreachable)?;
    let text = JsFuture::from(response.text().map_err(unreachable)?).await.map_err(unreachable)?;
    let text = text.as_string().unwrap_or_default();
    if response.ok() {
        return Ok(if text.is_empty() { "null".to_owned() } else { text });
    }
    Err(json::from_str(&text).unwrap_or_else(|_| Fault::new(code_of(response.status()))))
}

/// What a reply without a fault in it means: it came from something between us and the core.
fn code_of(status: u16) -> Code {
    match status {
        401 | 403 => Code::NotPaired,
        413 => Code::FileTooLarge,
        429 => Code::TooMany,
        _ => Code::Unreachable,
    }
}
