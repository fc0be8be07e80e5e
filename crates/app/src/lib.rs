//! The use cases of Mealbook: what a person can do with their book, one file for each. Hosts (window, browser, command line) call
//! these and nothing else; every write is one transaction, and the clock and new ids come from `Env` alone.

mod app;
mod catalogue;
mod cloud;
mod dashboard;
mod demo;
mod dispatch;
mod doctor;
mod drafts;
mod env;
mod error;
mod expenses;
mod filters;
mod import;
mod photos;
mod settings;
mod start;
mod templates;
mod undo;
mod workspaces;

#[cfg(test)]
mod tests;

pub use app::{App, OpenApp};
pub use cloud::CloudOptions;
pub use dispatch::{Answer, Handle, dispatch};
pub use env::Env;
pub use error::{Error, Result};
pub use photos::{Media, Uploaded};
