//! The device's sync engine.

pub mod service;
