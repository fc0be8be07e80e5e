//! The meal command.
