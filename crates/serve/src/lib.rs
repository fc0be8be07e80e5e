//! The app behind HTTP.
