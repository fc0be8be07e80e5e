//! SQLite on the device.
