//! What crosses a process boundary: the calls the interface makes of the core, the one shape of their failure, and what devices and
//! the cloud say to each other.

pub mod call;
pub mod fault;
pub mod v1;

pub use call::{Call, Topic};
pub use fault::{Code, Fault};
