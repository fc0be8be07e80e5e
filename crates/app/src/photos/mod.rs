//! Photographs: taking them in, showing them, changing and removing them, and the copy that may leave the device.

mod attach;
mod edit;
mod media;
mod upload;
mod variants;

pub(crate) use attach::{attach, attach_pending, forget_bytes};
pub use media::Media;
pub use upload::Uploaded;
pub(crate) use upload::keep_bytes;
pub(crate) use variants::Pictures;
