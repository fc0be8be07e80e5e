//! What every suite needs: books on a real file, a service with devices, photographs and random choices that can be repeated, child processes that never
//! outlive a test, and (feature `e2e`) a person at a browser or at the desktop window.

pub mod book;
pub mod child;
pub mod cloud;
pub mod device;
pub mod paths;
pub mod photo;
pub mod random;
pub mod wait;
pub mod words;

#[cfg(feature = "e2e")]
pub mod browser;
#[cfg(feature = "e2e")]
pub mod person;
#[cfg(feature = "e2e")]
pub mod screens;
#[cfg(feature = "e2e")]
pub mod stage;
