//! Events from outside a component: the window's own, media queries, and the host telling which topics were touched elsewhere.

use std::cell::Cell;

use wasm_bindgen::{JsCast, prelude::Closure};
use wire::Topic;

use super::{json, tauri};

/// A listener; dropping it stops listening.
pub struct Listener {
    target: web_sys::EventTarget,
    name: &'static str,
    closure: Closure<dyn Fn(web_sys::Event)>,
    capture: bool,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let function = self.closure.as_ref().unchecked_ref();
        let _ = self.target.remove_event_listener_with_callback_and_bool(self.name, function, self.capture);
    }
}

fn listen(
    target: web_sys::EventTarget,
    name: &'static str,
    capture: bool,
    handler: impl Fn(web_sys::Event) + 'static,
) -> Listener {
    let closure = Closure::<dyn Fn(web_sys::Event)>::new(handler);
    let _ = target.add_event_listener_with_callback_and_bool(name, closure.as_ref().unchecked_ref(), capture);
    Listener { target, name, closure, capture }
}

/// Listens on the window for as long as the answer lives; `E` must be the event's own type.
pub fn on_window<E: JsCast + 'static>(name: &'static str, handler: impl Fn(E) + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    Some(listen(window.into(), name, false, move |event| handler(event.unchecked_into())))
}

/// Calls `handler` with whether a media query holds, whenever that changes.
pub fn on_media_change(query: &str, handler: impl Fn(bool) + 'static) -> Option<Listener> {
    let list = web_sys::window()?.match_media(query).ok()??;
    let asked = list.clone();
    Some(listen(list.into(), "change", false, move |_| handler(asked.matches())))
}

/// Starts hearing of changes made in other windows, by the command line's server or from the tray.
pub fn start_events(touched: impl Fn(Vec<Topic>) + 'static, quick_add: impl Fn() + 'static) {
    if tauri::is_here() {
        tauri::listen("touched", move |text| touched(json::from_str(&text).unwrap_or_default()));
        tauri::listen("quick-add", move |_| quick_add());
    } else if let Ok(source) = web_sys::EventSource::new("/events") {
        let was_open = Cell::new(false);
        let closure = Closure::<dyn Fn(web_sys::MessageEvent)>::new(move |event: web_sys::MessageEvent| {
            let topics = event.data().as_string().map(|data| topics_of(&data)).unwrap_or_default();
            if !topics.is_empty() {
                touched(topics);
            } else if was_open.replace(true) {
                // An empty list opens a stream; a second one means that notices may have been missed in between.
                touched(Topic::ALL.to_vec());
            }
        });
        source.set_onmessage(Some(closure.as_ref().unchecked_ref()));
        let _ = source.add_event_listener_with_callback("touched", closure.as_ref().unchecked_ref());
        closure.forget();
        // The source is closed by the browser with the page.
        std::mem::forget(source);
    }
}

/// Topics as a JSON list or as comma-separated names.
fn topics_of(data: &str) -> Vec<Topic> {
    json::from_str(data).unwrap_or_else(|_| {
        data.split(',').filter_map(|name| json::from_str(&format!("\"{}\"", name.trim())).ok()).collect()
    })
}
