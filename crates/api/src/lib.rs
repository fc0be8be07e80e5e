//! The cloud service: accounts, workspaces, sync and REST over PostgreSQL.

// What everything stands on.
pub mod config;
pub mod database;
pub mod extract;
pub mod limits;
pub mod logging;
pub mod mail;
pub mod problem;
pub mod state;

// What becomes of edits, and who sees what: pure.
pub mod push;
pub mod view;

// What the service does to workspaces in its own name.
pub mod commands;

// Push and pull.
pub mod epoch;
pub mod feed;
pub mod retention;
pub mod sync;
pub mod wake;

// Who is asking.
pub mod auth;

// Accounts.
pub mod accounts;
pub mod devices;
pub mod invitations;
pub mod sessions;
pub mod tokens;
pub mod totp;
pub mod workspaces;

// Photographs, and the plain interface for programs.
pub mod blobs;
mod desk;
pub mod rest;

// The service.
pub mod health;
pub mod openapi;
pub mod server;

// A database to try it on.
#[cfg(any(test, feature = "testing"))]
pub mod testing;

#[cfg(test)]
mod tests;

#[cfg(test)]
mod fuzz;

pub use problem::{Error, Result};
pub use state::State;
