//! Finds what a machine lacks to build, open or test Mealbook, and installs it where that needs no question asked.

mod debian;
mod rust;
mod tools;

use anyhow::Result;

pub use debian::postgres_programs;
pub use rust::ANDROID;
pub use tools::{test_tools, wasm_opt};

/// What a task needs of the machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// The interface only: Rust for wasm32 and, for a small file, npm.
    Interface,
    /// The desktop window too.
    Window,
    /// PostgreSQL, for the cloud service and its tests.
    Cloud,
    /// Browsers, a virtual display and the Android type check too.
    Tests,
}

/// Makes the machine ready, or says exactly what to type and fails. Quick and silent when nothing is missing.
pub fn ensure(need: Need) -> Result<()> {
    debian::ensure(need)?;
    rust::ensure(need)
}
