//! Screens: each loads what it shows and runs the commands.

pub mod drill;
pub mod parts;
