//! The desktop program. Everything is in the library, which the mobile entry points share.
#![cfg_attr(all(not(debug_assertions), windows), windows_subsystem = "windows")]

fn main() {
    mealbook_lib::run();
}
