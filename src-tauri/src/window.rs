//! The one window: made after the book is open, so its first question finds an answer.

#[cfg(desktop)]
use tauri::Manager;
use tauri::{AppHandle, Runtime, WebviewWindowBuilder, webview::DownloadEvent};
use tauri_plugin_opener::OpenerExt;

/// The label that tauri.conf.json and the capability file use.
pub const MAIN: &str = "main";

/// Makes the main window from its description in tauri.conf.json.
pub fn open<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let config = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let config = config.ok_or(tauri::Error::WindowNotFound)?.clone();
    WebviewWindowBuilder::from_config(app, &config)?
        .on_download(|webview, event| {
            if let DownloadEvent::Finished { path: Some(path), success: true, .. } = event {
                let _ = webview.opener().reveal_item_in_dir(path);
            }
            true
        })
        .build()?;
    Ok(())
}

/// Brings the window to the front, from the tray or from behind.
#[cfg(desktop)]
pub fn show<R: Runtime>(app: &AppHandle<R>) {
    let Some(window) = app.get_webview_window(MAIN) else { return };
    let _ = window.show();
    let _ = window.unminimize();
    let _ = window.set_focus();
}
