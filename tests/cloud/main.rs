//! The service as people run it, under what happens to it: the real program over a real cluster, killed, cut off, restored; and what
//! real devices and PostgreSQL hold afterwards.

mod cloud;
#[path = "../flow/device.rs"]
#[allow(dead_code, reason = "the device of the other suite, which asks more of it")]
mod device;
mod held;
mod killed;
mod wire;
