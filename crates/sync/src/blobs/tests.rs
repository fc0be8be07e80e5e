//! Uploads and downloads over a line that is cut.
