//! Opening the book when the program starts, and saying why when it cannot be opened.

#[cfg(desktop)]
use std::path::PathBuf;

use tauri::{AppHandle, Runtime};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};

use crate::window;

/// The book somebody chose by `MEALBOOK_DB`; otherwise it is in the person's data folder.
#[cfg(desktop)]
pub fn chosen_book() -> Option<PathBuf> {
    std::env::var_os("MEALBOOK_DB").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Opens the window, or a message and then nothing more.
pub fn open<R: Runtime>(app: &AppHandle<R>) {
    if let Err(reason) = window::open(app) {
        refuse(app, &format!("Mealbook could not open its window.\n\n{reason}"));
        return;
    }
    #[cfg(desktop)]
    crate::desktop::add_comforts(app);
}

/// Says why there will be no window, then ends the program.
fn refuse<R: Runtime>(app: &AppHandle<R>, words: &str) {
    eprintln!("{words}");
    let handle = app.clone();
    app.dialog()
        .message(words)
        .title("Mealbook")
        .kind(MessageDialogKind::Error)
        .show(move |_| handle.exit(1));
}
