//! The device's half of sync (docs/SYNC.md 4): what to do next is decided by `engine`, which touches nothing; `runner` does what it
//! says to a book; `driver` adds the network, the clock and the tasks.

pub mod blobs;
pub mod clock;
pub mod driver;
pub mod engine;
pub mod newest;
pub mod runner;
pub mod service;
pub mod verify;
pub mod wake;

#[cfg(test)]
mod testing;
