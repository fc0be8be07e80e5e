//! What crosses a process boundary: the calls the interface makes of the core, and the one shape of failure.

pub mod call;
pub mod fault;

pub use call::{Call, Topic};
pub use fault::{Code, Fault};
