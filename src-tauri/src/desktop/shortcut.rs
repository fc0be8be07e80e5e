//! A new meal from any program by one key combination. Wayland has no such thing, and another program may hold it.

use tauri::{AppHandle, Runtime};
use tauri_plugin_global_shortcut::{Builder, Code, GlobalShortcutExt, Modifiers, Shortcut, ShortcutState};

use super::quick_add;

/// Why there is no shortcut.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// This desktop has no shortcuts for programs in the background.
    #[error(transparent)]
    Unsupported(#[from] tauri::Error),
    /// The combination is taken.
    #[error(transparent)]
    Taken(#[from] tauri_plugin_global_shortcut::Error),
}

/// Registers Ctrl+Alt+M (Cmd+Option+M on a Mac).
pub fn add<R: Runtime>(app: &AppHandle<R>) -> Result<(), Error> {
    app.plugin(Builder::new().build())?;
    let control = if cfg!(target_os = "macos") { Modifiers::SUPER } else { Modifiers::CONTROL };
    let combination = Shortcut::new(Some(control | Modifiers::ALT), Code::KeyM);
    app.global_shortcut().on_shortcut(combination, |app, _, event| {
        if event.state() == ShortcutState::Pressed {
            quick_add(app);
        }
    })?;
    Ok(())
}
