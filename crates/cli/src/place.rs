//! Where the book is when nobody says.

use std::path::PathBuf;

/// The identifier of the desktop program, which names its folder (tauri.conf.json).
const FOLDER: &str = "app.mealbook";
/// The file's name in it.
const FILE: &str = "mealbook.db";

/// The book of the desktop window: `mealbook.db` in the program's folder of the person's data folder
/// (`~/.local/share`, `~/Library/Application Support`, `%APPDATA%`).
pub fn default_book() -> Option<PathBuf> {
    Some(dirs::data_dir()?.join(FOLDER).join(FILE))
}
