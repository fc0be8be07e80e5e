//! The rules of a push, each by name, against a workspace in memory.

mod merging;
mod names;
mod rights;
mod values;
mod world;
