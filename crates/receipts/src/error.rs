//! What can be wrong with bytes that claim to be a photograph.

use thiserror::Error;

/// Why an image was refused or could not be worked on.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ImageError {
    /// The bytes are not an image or a document this program keeps.
    #[error("not an image: {0}")]
    NotAnImage(Refusal),
    /// There are more pixels than `PIXELS_MAX`.
    #[error("the image has {pixels} pixels; the limit is {limit}")]
    TooLarge {
        /// Pixels of the image.
        pixels: u64,
        /// The limit that was passed, in pixels.
        limit: u64,
    },
    /// One side is longer than `SIDE_MAX`.
    #[error("a side of the image has {side} pixels; the limit is {limit}")]
    TooLong {
        /// The longer side, in pixels.
        side: u32,
        /// The limit that was passed, in pixels.
        limit: u32,
    },
    /// The format is kept as it came, and this program cannot decode or rewrite it (HEIC, GIF, TIFF, PDF).
    #[error("this format is kept as it came")]
    KeptAsItCame,
    /// The header was fine, the rest is not.
    #[error("the image cannot be decoded: {0}")]
    Damaged(String),
}

/// Why bytes are not taken as a photograph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum Refusal {
    /// Zero bytes.
    #[error("the file is empty")]
    Empty,
    /// It ends before its format says it does.
    #[error("the file is cut off")]
    Truncated,
    /// Its structure or its checksums are wrong.
    #[error("the file is damaged")]
    Corrupt,
    /// A program or a script.
    #[error("the file is a program")]
    Executable,
    /// A web page or a drawing that may carry scripts.
    #[error("the file is a web page")]
    Markup,
    /// None of the formats known here.
    #[error("the format is not known")]
    UnknownFormat,
}
