//! The service as people run it, under what happens to it: the real program over a real cluster, killed, cut off, restored; and what
//! real devices and PostgreSQL hold afterwards.

mod cloud;
mod drill;
mod held;
mod killed;
mod person;
mod proxy;
mod recorded;
mod soak;
mod typed;
mod wire;
