//! The real `meal` binary over real books.
#![allow(clippy::unwrap_used, reason = "these are tests, and so are their helpers")]

mod catalogue;
mod cloud;
mod documented;
mod errors;
mod expenses;
mod import;
mod lists;
mod photos;
mod sentences;
mod serving;
mod support;
mod undoing;
