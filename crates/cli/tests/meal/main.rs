//! The real `meal` binary over real books.

mod catalogue;
mod errors;
mod expenses;
mod import;
mod lists;
mod photos;
mod sentences;
mod serving;
mod support;
mod undoing;
