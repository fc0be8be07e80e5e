//! The service as a whole, over HTTP requests and a real PostgreSQL.

mod authenticator;
mod devices;
mod erasing;
mod keys;
mod logins;
mod logs;
mod mails;
mod outside;
mod passwords;
mod refreshing;
mod registering;
pub(crate) mod service;
mod serving;
mod tokens;
mod workspaces;
