//! The core in the same process, behind the shell's IPC.

use js_sys::{JSON, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wire::{Code, Fault};

use super::json;

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    fn invoke(command: &str, arguments: &JsValue) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "core"], js_name = invoke, catch)]
    fn invoke_raw(command: &str, body: &JsValue, options: &JsValue) -> Result<js_sys::Promise, JsValue>;

    #[wasm_bindgen(js_namespace = ["window", "__TAURI__", "event"], js_name = listen, catch)]
    fn listen_raw(event: &str, handler: &JsValue) -> Result<js_sys::Promise, JsValue>;
}

/// Whether the shell hosts this page.
pub fn is_here() -> bool {
    thread_local! {
        static HERE: bool = web_sys::window()
            .and_then(|window| Reflect::get(&window, &"__TAURI__".into()).ok())
            .is_some_and(|object| !object.is_undefined());
    }
    HERE.with(|here| *here)
}

/// Asks one call and returns the reply's JSON.
pub async fn call(name: &str, body: &str) -> Result<String, Fault> {
    let body = JSON::parse(body).map_err(|_| Fault::new(Code::Internal))?;
    let arguments = object(&[("name", name.into()), ("body", body)]);
    finish(invoke("call", &arguments)).await
}

/// Sends a file as the raw body; `what`, the JSON of `Upload`, travels URI-encoded in a header.
pub async fn upload(what: &str, file: &web_sys::File) -> Result<String, Fault> {
    let unreadable = |_| Fault::new(Code::Storage);
    let buffer = JsFuture::from(file.array_buffer()).await.map_err(unreadable)?;
    let what = String::from(js_sys::encode_uri_component(what));
    let headers = object(&[("what", what.into())]);
    let options = object(&[("headers", headers)]);
    finish(invoke_raw("upload", &Uint8Array::new(&buffer), &options)).await
}

/// Where the shell serves pictures: a scheme of its own, which Windows and Android can only reach as a host name.
pub fn media_url(path: &str) -> String {
    let rest = path.strip_prefix("media/").unwrap_or(path);
    let agent = web_sys::window().and_then(|window| window.navigator().user_agent().ok()).unwrap_or_default();
    if agent.contains("Windows") || agent.contains("Android") {
        format!("http://media.localhost/{rest}")
    } else {
        format!("media://localhost/{rest}")
    }
}

/// Calls `handler` with the JSON of every event's payload, for the life of the page.
pub fn listen(event: &str, handler: impl Fn(String) + 'static) {
    let closure = Closure::<dyn Fn(JsValue)>::new(move |event: JsValue| {
        let payload = Reflect::get(&event, &"payload".into()).unwrap_or(JsValue::NULL);
        handler(to_json(&payload));
    });
    let _ = listen_raw(event, closure.as_ref());
    closure.forget();
}

async fn finish(promise: Result<js_sys::Promise, JsValue>) -> Result<String, Fault> {
    let promise = promise.map_err(|_| Fault::new(Code::Unreachable))?;
    match JsFuture::from(promise).await {
        Ok(reply) => Ok(to_json(&reply)),
        Err(refused) => {
            Err(json::from_str(&to_json(&refused)).unwrap_or_else(|_| Fault::new(Code::Internal)))
        }
    }
}

fn to_json(value: &JsValue) -> String {
    JSON::stringify(value).ok().and_then(|text| text.as_string()).unwrap_or_else(|| "null".to_owned())
}

fn object(fields: &[(&str, JsValue)]) -> JsValue {
    let object = Object::new();
    for (name, value) in fields {
        let _ = Reflect::set(&object, &(*name).into(), value);
    }
    object.into()
}
