//! What the shell tells its windows without being asked.

use tauri::{AppHandle, Emitter, Runtime};
use wire::Topic;

/// Rows of these topics changed; every open query that reads one of them asks again.
pub const TOUCHED: &str = "touched";
/// The tray, the shortcut or a second start asks for a new meal.
pub const QUICK_ADD: &str = "quick-add";

/// Tells every window which topics changed. A window that cannot be told is closing and has nothing to refresh.
pub fn touched<R: Runtime>(app: &AppHandle<R>, topics: &[Topic]) {
    if !topics.is_empty() {
        let _ = app.emit(TOUCHED, topics);
    }
}

/// Asks the window to open the form for a new meal.
#[cfg(desktop)]
pub fn quick_add<R: Runtime>(app: &AppHandle<R>) {
    let _ = app.emit(QUICK_ADD, ());
}
