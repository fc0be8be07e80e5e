//! The desktop and mobile shell: windows, tray, commands and events around the core. No SQL, no HTTP, no rules.

mod commands;
#[cfg(desktop)]
mod desktop;
mod events;
mod logging;
mod media;
mod opening;
#[cfg(test)]
mod tests;
mod window;

use tauri::{Builder, Context, Runtime};

/// Starts the program and returns when it has been quit.
#[cfg_attr(mobile, tauri::mobile_entry_point)]
pub fn run() {
    logging::start();
    #[cfg(target_os = "linux")]
    if gtk::init().is_err() {
        // A display that is not there, or one that this account may not use, as after `sudo`.
        eprintln!(
            "Mealbook cannot open a window: the display cannot be used. `meal serve --open` shows the same book in a browser."
        );
        std::process::exit(1);
    }
    let builder = Builder::default();
    #[cfg(desktop)]
    let builder = desktop::with_plugins(builder);
    let builder = with_core(builder).setup(|app| {
        opening::open(app.handle());
        Ok(())
    });
    match builder.build(context()) {
        Ok(app) => app.run(|handle, event| opening::on_event(handle, &event)),
        Err(error) => {
            eprintln!("Mealbook could not start: {error}");
            std::process::exit(1);
        }
    }
}

/// What every platform has: the commands, the pictures, and plugins. None of the plugins' commands is open to the
/// window, but for opening a place on a map.
fn with_core<R: Runtime>(builder: Builder<R>) -> Builder<R> {
    builder
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_opener::init())
        .plugin(tauri_plugin_sql::Builder::new().build())
        .invoke_handler(tauri::generate_handler![commands::call, commands::upload])
        .register_asynchronous_uri_scheme_protocol(media::SCHEME, media::respond)
}

/// tauri.conf.json, the capabilities, the icons and the built interface, read when this was compiled.
fn context<R: Runtime>() -> Context<R> {
    tauri::generate_context!()
}
