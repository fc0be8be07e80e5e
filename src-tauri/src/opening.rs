//! Opening the book when the program starts, and saying why when it cannot be opened.

use std::{env, fs, path::PathBuf};

use app::{App, Env, OpenApp};
use tauri::{AppHandle, Manager, RunEvent, Runtime, WindowEvent};
use tauri_plugin_dialog::{DialogExt, MessageDialogKind};
use tauri_plugin_sql::{DbInstances, DbPool};
use wire::{Code, Fault, call::SetForeground};

use crate::{events, window};

/// The book in the program's data folder; `meal` looks for the same file.
const BOOK: &str = "mealbook.db";
/// The name under which the SQL plugin knows our pool.
const LENT_AS: &str = "sqlite:mealbook.db";

/// The open book, managed by Tauri.
pub struct Core {
    pub app: App,
}

/// Why there will be no window.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The system has no place for the person's data, or no window.
    #[error(transparent)]
    System(#[from] tauri::Error),
    /// The folder of the book cannot be made.
    #[error("{}: {source}", folder.display())]
    Folder {
        /// Where it should be.
        folder: PathBuf,
        /// Why it is not.
        source: std::io::Error,
    },
    /// The book cannot be opened.
    #[error("{}: {source}", book.display())]
    Book {
        /// Its file.
        book: PathBuf,
        /// Why.
        source: app::Error,
    },
}

/// The book somebody chose by `MEALBOOK_DB`; otherwise it is in the person's data folder.
pub fn chosen_book() -> Option<PathBuf> {
    env::var_os("MEALBOOK_DB").filter(|path| !path.is_empty()).map(PathBuf::from)
}

/// Opens the book and the window, or a message and then nothing more.
pub fn open<R: Runtime>(handle: &AppHandle<R>) {
    match tauri::async_runtime::block_on(start(handle)) {
        Ok(()) => {
            #[cfg(desktop)]
            crate::desktop::add_comforts(handle);
        }
        Err(error) => refuse(handle, &words(error)),
    }
}

/// Closes the book when the program is about to end, before the plugin closes the pool we lent it.
pub fn on_event<R: Runtime>(handle: &AppHandle<R>, event: &RunEvent) {
    let Some(core) = handle.try_state::<Core>() else { return };
    match event {
        RunEvent::ExitRequested { .. } => tauri::async_runtime::block_on(core.app.close()),
        RunEvent::WindowEvent { event: WindowEvent::Focused(is_foreground), .. } => {
            look(&core.app, *is_foreground);
        }
        #[cfg(mobile)]
        RunEvent::Resumed => look(&core.app, true),
        _ => {}
    }
}

/// Sync asks more often while somebody looks.
fn look(app: &App, is_foreground: bool) {
    let app = app.clone();
    tauri::async_runtime::spawn(async move { app.call(SetForeground { is_foreground }).await });
}

async fn start<R: Runtime>(handle: &AppHandle<R>) -> Result<(), Error> {
    let app = open_book(handle).await?;
    install(handle, app).await;
    window::open(handle)?;
    Ok(())
}

async fn open_book<R: Runtime>(handle: &AppHandle<R>) -> Result<App, Error> {
    let book = match chosen_book() {
        Some(chosen) => chosen,
        None => handle.path().app_data_dir()?.join(BOOK),
    };
    if let Some(folder) = book.parent() {
        fs::create_dir_all(folder).map_err(|source| Error::Folder { folder: folder.to_owned(), source })?;
    }
    App::open(OpenApp { path: book.clone(), env: Env::device() })
        .await
        .map_err(|source| Error::Book { book, source })
}

/// Hands the open book to the commands, its changes to the windows and its pool to the SQL plugin.
pub async fn install<R: Runtime>(handle: &AppHandle<R>, app: App) {
    let pool = DbPool::Sqlite(app.store().writer_pool().clone());
    handle.state::<DbInstances>().0.write().await.insert(LENT_AS.to_owned(), pool);
    tauri::async_runtime::spawn(events::forward(handle.clone(), app.subscribe()));
    let syncing = app.clone();
    tauri::async_runtime::spawn(async move { syncing.start_sync().await });
    handle.manage(Core { app });
}

/// For the one moment when there is no interface that could find the words.
fn words(error: Error) -> String {
    let reason = error.to_string();
    let advice = match error {
        Error::Book { source, .. } => match Fault::from(source).code {
            Code::NewerSchema => {
                "Your meals were saved by a newer Mealbook. Please install that version; nothing was changed."
            }
            Code::DiskFull => {
                "The disk is full. Please free some space and start again; nothing was changed."
            }
            Code::Busy => "Another program is using your meals. Please close it and start again.",
            _ => "Your meals could not be opened. Nothing was changed.",
        },
        Error::System(_) | Error::Folder { .. } => "Mealbook could not start. Nothing was changed.",
    };
    format!("{advice}\n\n{reason}")
}

/// Says why there will be no window, then ends the program.
fn refuse<R: Runtime>(handle: &AppHandle<R>, words: &str) {
    eprintln!("{words}");
    let ending = handle.clone();
    handle
        .dialog()
        .message(words)
        .title("Mealbook")
        .kind(MessageDialogKind::Error)
        .show(move |_| ending.exit(1));
}
