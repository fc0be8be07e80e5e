//! What a device says of itself.

use uuid::Uuid;
use wire::v1;

use crate::{Error, Result};

/// The longest name of a device, platform or version, in characters; what is longer is cut.
const TEXT_CHARS_MAX: usize = 100;

/// A device's own words, cut to size.
pub(crate) fn check_device(device: &v1::DeviceInfo) -> Result<v1::DeviceInfo> {
    if device.id == Uuid::nil() {
        return Err(Error::field("/device/id", "required"));
    }
    Ok(v1::DeviceInfo {
        id: device.id,
        name: cut(&device.name),
        platform: cut(&device.platform),
        app_version: cut(&device.app_version),
    })
}

fn cut(text: &str) -> String {
    text.trim().chars().filter(|letter| !letter.is_control()).take(TEXT_CHARS_MAX).collect()
}
