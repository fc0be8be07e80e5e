//! Photographs: their bytes by SHA-256, in chunks that survive a bad line (SYNC.md 8).
//!
//! A photograph is one object of a workspace, written once and never changed. It arrives as chunks in any order, each as often as it
//! likes; `complete` reads them through, and only what hashes to its name and is a picture by its bytes becomes an object. Nothing is
//! ever held in memory whole.

mod complete;
mod download;
mod expire;
mod key;
mod kind;
mod range;
mod upload;

use utoipa_axum::{router::OpenApiRouter, routes};

pub use expire::{expire_uploads, remove_all};
pub use key::Sha256;
pub(crate) use upload::find_stored;

use crate::State;

/// The most bytes of photographs one workspace may keep: 50 GiB.
pub const WORKSPACE_BYTES_MAX: u64 = 50 * 1024 * 1024 * 1024;
/// How long an upload nobody goes on with is kept, in days.
pub const UPLOAD_DAYS: i64 = 7;

/// Where these are found.
pub fn routes() -> OpenApiRouter<State> {
    OpenApiRouter::new()
        .routes(routes!(upload::begin, download::get))
        .routes(routes!(upload::status))
        .routes(routes!(upload::put_chunk))
        .routes(routes!(upload::complete))
}

#[cfg(test)]
mod tests;
