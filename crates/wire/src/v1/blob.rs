//! Photographs, by the SHA-256 of their bytes, in chunks of `CHUNK_BYTES`.

use serde::{Deserialize, Serialize};

/// `POST /v1/workspaces/{ws}/blobs/{sha256}`: asks to upload.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub struct BeginUpload {
    /// Size in bytes.
    pub size: u64,
    /// Media type, as found from the bytes.
    pub mime: String,
}

/// How far an upload is; also the answer to `GET …/blobs/{sha256}/chunks` and to `POST …/complete`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "snake_case")]
#[cfg_attr(feature = "openapi", derive(utoipa::ToSchema))]
pub enum UploadState {
    /// The service has the bytes, checked against their hash.
    Present,
    /// `PUT …/chunks/{i}` what is missing, in any order, then `POST …/complete`.
    Chunks {
        /// Size of a chunk in bytes.
        chunk: u32,
        /// How many there are.
        count: u32,
        /// Those the service has.
        have: Vec<u32>,
    },
}
