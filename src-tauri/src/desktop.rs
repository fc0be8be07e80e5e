//! What only a desktop has: one running instance, a remembered window, a tray and a shortcut from anywhere.

mod shortcut;
mod tray;

use tauri::{AppHandle, Builder, Runtime};
use tauri_plugin_window_state::StateFlags;

use crate::{events, opening, window};

/// Asks a running Mealbook for a new meal instead of opening another window.
const QUICK_ADD_ARGUMENT: &str = "--quick-add";

/// Single instance comes first, so that a second start ends before it touches the book. A start that names its own
/// book is not a second start of this one.
pub fn with_plugins<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    let remembered = StateFlags::SIZE | StateFlags::POSITION | StateFlags::MAXIMIZED | StateFlags::FULLSCREEN;
    let builder = match opening::chosen_book() {
        None => {
            builder.plugin(tauri_plugin_single_instance::init(|app, arguments, _| again(app, &arguments)))
        }
        Some(_) => builder,
    };
    builder.plugin(tauri_plugin_window_state::Builder::new().with_state_flags(remembered).build())
}

/// Comforts that a desktop may refuse: none of them may keep Mealbook from starting.
pub fn add_comforts<R: Runtime>(app: &AppHandle<R>) {
    if let Err(reason) = tray::add(app) {
        tracing::info!(%reason, "no tray icon");
    }
    if let Err(reason) = shortcut::add(app) {
        tracing::info!(%reason, "no shortcut from other programs");
    }
}

fn again<R: Runtime>(app: &AppHandle<R>, arguments: &[String]) {
    if arguments.iter().any(|argument| argument == QUICK_ADD_ARGUMENT) {
        quick_add(app);
    } else {
        window::show(app);
    }
}

fn quick_add<R: Runtime>(app: &AppHandle<R>) {
    window::show(app);
    events::quick_add(app);
}
