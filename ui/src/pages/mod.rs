//! Screens: each loads what it shows and runs the commands.

pub mod account;
pub mod beside;
pub mod calendar;
pub mod catalogue;
pub mod conflicts;
pub mod dashboard;
pub mod devices;
pub mod drill;
pub mod duplicates;
pub mod entry_name;
pub mod expense;
pub mod form;
pub mod help;
pub mod import;
pub mod list;
pub mod parked;
pub mod parts;
pub mod pickers;
pub mod search;
pub mod selection;
pub mod settings;
pub mod timeline;
pub mod trash;
pub mod viewer;
pub mod workspaces;
