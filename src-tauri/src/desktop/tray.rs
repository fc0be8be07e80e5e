//! The tray icon: a new meal from wherever one is.

use std::panic::{self, AssertUnwindSafe};

use tauri::{
    AppHandle, Runtime,
    menu::{MenuBuilder, MenuEvent, MenuItemBuilder},
    tray::{MouseButton, MouseButtonState, TrayIconBuilder, TrayIconEvent},
};

use super::quick_add;
use crate::window;

const QUICK_ADD: &str = "quick-add";
const OPEN: &str = "open";
const QUIT: &str = "quit";

/// Why there is no tray icon.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The desktop refused the icon or its menu.
    #[error(transparent)]
    Refused(#[from] tauri::Error),
    /// A system library is missing, which its binding reports by panicking.
    #[error("the tray's system library is missing")]
    NoLibrary,
}

/// Adds the icon and its menu.
pub fn add<R: Runtime>(app: &AppHandle<R>) -> Result<(), Error> {
    panic::catch_unwind(AssertUnwindSafe(|| build(app))).map_err(|_| Error::NoLibrary)?.map_err(Error::from)
}

fn build<R: Runtime>(app: &AppHandle<R>) -> tauri::Result<()> {
    let quick_add_item = MenuItemBuilder::with_id(QUICK_ADD, "Quick add").build(app)?;
    let open_item = MenuItemBuilder::with_id(OPEN, "Open Mealbook").build(app)?;
    let quit_item = MenuItemBuilder::with_id(QUIT, "Quit").build(app)?;
    let menu =
        MenuBuilder::new(app).items(&[&quick_add_item, &open_item]).separator().item(&quit_item).build()?;
    let tray =
        TrayIconBuilder::with_id("mealbook").menu(&menu).tooltip("Mealbook").show_menu_on_left_click(false);
    let tray = match app.default_window_icon() {
        Some(icon) => tray.icon(icon.clone()),
        None => tray,
    };
    tray.on_menu_event(|app, event| chosen(app, &event))
        .on_tray_icon_event(|tray, event| clicked(tray.app_handle(), &event))
        .build(app)?;
    Ok(())
}

fn chosen<R: Runtime>(app: &AppHandle<R>, event: &MenuEvent) {
    match event.id().as_ref() {
        QUICK_ADD => quick_add(app),
        OPEN => window::show(app),
        QUIT => app.exit(0),
        _ => {}
    }
}

fn clicked<R: Runtime>(app: &AppHandle<R>, event: &TrayIconEvent) {
    if let TrayIconEvent::Click { button: MouseButton::Left, button_state: MouseButtonState::Up, .. } = event
    {
        window::show(app);
    }
}
