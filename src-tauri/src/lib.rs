//! The desktop and mobile shell: windows, tray, commands and events around the core. No SQL, no HTTP, no rules.

#[cfg(desktop)]
mod desktop;
mod events;
mod opening;
#[cfg(test)]
mod permissions_tests;
mod window;

use tauri::{Builder, Context, Runtime};

/// Starts the program and returns when it has been quit.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    let builder = Builder::default();
    #[cfg(desktop)]
    let builder = desktop::with_plugins(builder);
    let builder = with_plugins(builder).setup(|app| {
        opening::open(app.handle());
        Ok(())
    });
    if let Err(error) = builder.run(context()) {
        eprintln!("Mealbook could not start: {error}");
        std::process::exit(1);
    }
}

/// Plugins of every platform. None of their commands is open to the window, but for opening a place on a map.
fn with_plugins<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_sql::Builder::new().build())
}

/// tauri.conf.json, the capabilities, the icons and the built interface, read when this was compiled.
fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}
