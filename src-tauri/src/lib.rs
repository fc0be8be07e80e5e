//! The desktop and mobile shell.

/// Starts the program and returns when the last window has closed.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    tauri::Builder::default().run(tauri::generate_context!()).expect("x");
}
