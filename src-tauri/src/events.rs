//! What the shell tells its windows without being asked.

use tauri::{AppHandle, Emitter, Runtime};
use tokio::sync::broadcast::{Receiver, error::RecvError};
use wire::Topic;

/// Rows of these topics changed; every open query that reads one of them asks again.
pub const TOUCHED: &str = "touched";
/// The tray, the shortcut or a second start asks for a new meal.
#[cfg(desktop)]
pub const QUICK_ADD: &str = "quick-add";

/// Passes on every change of the core to every window, until the core ends.
pub async fn forward<R: Runtime>(app: AppHandle<R>, mut changes: Receiver<&'static [Topic]>) {
    loop {
        let topics = match changes.recv().await {
            Ok(topics) => topics,
            // The windows fell behind: everything may have changed.
            Err(RecvError::Lagged(_)) => Topic::ALL,
            Err(RecvError::Closed) => return,
        };
        if !topics.is_empty() {
            // A window that cannot be told is closing and has nothing to refresh.
            let _ = app.emit(TOUCHED, topics);
        }
    }
}

/// Asks the window to open the form for a new meal.
#[cfg(desktop)]
pub fn quick_add<R: Runtime>(app: &AppHandle<R>) {
    let _ = app.emit(QUICK_ADD, ());
}
