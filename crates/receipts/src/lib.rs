//! Photographs: from untrusted bytes to pictures that are safe to show and to share. Pure functions from bytes to bytes; no
//! database, no network, no clock.
//!
//! `identify` says what the bytes are before anything is decoded, `pictures` makes the small variants, `strip_location` makes the
//! copy that may leave the device.

mod error;
mod exif_data;
mod format;
mod picture;
mod strip;

#[cfg(test)]
mod tests;

pub use error::{ImageError, Refusal};
pub use exif_data::Orientation;
pub use format::{Format, ImageKind, PIXELS_MAX, SIDE_MAX, identify};
pub use picture::{JPEG_QUALITY, Picture, SCREEN_SIDE, THUMB_SIDE, pictures};
pub use strip::strip_location;
