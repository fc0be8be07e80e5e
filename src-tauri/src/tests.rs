//! The shell on Tauri's mock runtime over a real book: no display is needed.

mod calls;
mod permissions;

use app::{App, Env, OpenApp};
use serde_json::Value;
use tauri::{
    Manager, WebviewWindow, WebviewWindowBuilder,
    http::{HeaderMap, HeaderName, HeaderValue},
    ipc::{CallbackFn, InvokeBody},
    test::{INVOKE_KEY, MockRuntime, get_ipc_response, mock_builder},
    webview::InvokeRequest,
};

use crate::{opening, window::MAIN};

/// Where Tauri says our own pages come from.
const OWN: &str =
    if cfg!(any(windows, target_os = "android")) { "http://tauri.localhost" } else { "tauri://localhost" };

/// A window over a new book in a folder of its own.
struct Shell {
    window: WebviewWindow<MockRuntime>,
    _app: tauri::App<MockRuntime>,
    _folder: tempfile::TempDir,
}

impl Shell {
    fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let tauri = crate::with_core(mock_builder()).build(crate::context()).unwrap();
        let env = Env::fixed("2026-11-20T12:00:00Z".parse().unwrap(), "Europe/Zurich");
        tauri::async_runtime::block_on(async {
            let book = App::open(OpenApp { path: folder.path().join("mealbook.db"), env }).await.unwrap();
            opening::install(tauri.handle(), book).await;
        });
        let window = WebviewWindowBuilder::new(&tauri, MAIN, Default::default()).build().unwrap();
        Self { window, _app: tauri, _folder: folder }
    }

    fn state<T: Send + Sync + 'static>(&self) -> tauri::State<'_, T> {
        self.window.state()
    }

    /// Sends a message as the page at `origin` would.
    fn send(
        &self,
        command: &str,
        origin: &str,
        body: InvokeBody,
        headers: HeaderMap,
    ) -> Result<Value, Value> {
        let request = InvokeRequest {
            cmd: command.into(),
            callback: CallbackFn(0),
            error: CallbackFn(1),
            url: origin.parse().unwrap(),
            body,
            headers,
            invoke_key: INVOKE_KEY.to_string(),
        };
        get_ipc_response(&self.window, request).map(|reply| reply.deserialize().unwrap())
    }

    /// One of the declared calls.
    fn call(&self, name: &str, body: Value) -> Result<Value, Value> {
        let body = Value::Object(
            [("name".to_owned(), name.into()), ("body".to_owned(), body)].into_iter().collect(),
        );
        self.send("call", OWN, InvokeBody::Json(body), HeaderMap::new())
    }

    /// Bytes with their description in the header, as the interface encodes it.
    fn upload(&self, what: &Value, body: InvokeBody) -> Result<Value, Value> {
        let json = what.to_string();
        let encoded = percent_encoding::utf8_percent_encode(&json, percent_encoding::NON_ALPHANUMERIC);
        let header = HeaderValue::from_str(&encoded.to_string()).unwrap();
        let headers =
            HeaderMap::from_iter([(HeaderName::from_static(crate::commands::UPLOAD_HEADER), header)]);
        self.send("upload", OWN, body, headers)
    }
}
