//! The cells of one row, by field.

use crate::import::header::{FIELDS, Field};

/// One row; a field the file does not have is an empty cell.
pub(crate) struct Cells<'a>([&'a str; FIELDS]);

impl<'a> Cells<'a> {
    pub(crate) fn new() -> Self {
        Self([""; FIELDS])
    }

    pub(crate) fn set(&mut self, field: Field, text: &'a str) {
        self.0[field as usize] = text.trim();
    }

    /// The text of a cell, without white space around it.
    pub(crate) fn get(&self, field: Field) -> &'a str {
        self.0[field as usize]
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.0.iter().all(|text| text.is_empty())
    }
}
