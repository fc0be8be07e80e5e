//! The server over real connections.
#![allow(clippy::unwrap_used, reason = "these are tests, and so are their helpers")]

mod access;
mod content;
mod site;
