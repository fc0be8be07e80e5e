//! Texts that lie beside the page as files of their own, so that nobody loads the words of a language they do not read.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use wire::{Code, Fault};

/// The text of a name, `words-es`. The page says in a `meta` element which file it is, as file names carry a hash of their content.
pub async fn page_text(name: &str) -> Result<String, Fault> {
    load(name).await.ok_or_else(|| Fault::new(Code::Unreachable))
}

async fn load(name: &str) -> Option<String> {
    let window = web_sys::window()?;
    let meta = window.document()?.query_selector(&format!("meta[name=\"{name}\"]")).ok()??;
    let response = JsFuture::from(window.fetch_with_str(&meta.get_attribute("content")?)).await.ok()?;
    let response: web_sys::Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
