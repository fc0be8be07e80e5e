//! Where answers go: one JSON document, or text for people; errors in one line on standard error.

pub mod cloud;
pub mod json;
mod table;

use std::io::{self, Write};

use serde::Serialize;

pub use table::{Table, clean};

use crate::error::Error;

/// Standard output and standard error, and which of the two languages is spoken.
pub struct Output<'a> {
    pub json: bool,
    out: &'a mut dyn Write,
    err: &'a mut dyn Write,
}

impl<'a> Output<'a> {
    pub fn new(json: bool, out: &'a mut dyn Write, err: &'a mut dyn Write) -> Self {
        Self { json, out, err }
    }

    /// The command's one answer: the document, or what `people` writes.
    pub fn answer(
        &mut self,
        document: &impl Serialize,
        people: impl FnOnce(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        if !self.json {
            return people(self.out);
        }
        serde_json::to_writer(&mut *self.out, document).map_err(io::Error::from)?;
        writeln!(self.out)?;
        self.out.flush()
    }

    /// A word for the person beside the answer.
    pub fn note(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.err, "meal: {}", clean(text))
    }

    /// Text for the person as it is, control characters and all: QR codes.
    pub fn show(&mut self, text: &str) -> io::Result<()> {
        let to: &mut dyn Write = if self.json { self.err } else { self.out };
        to.write_all(text.as_bytes())?;
        to.flush()
    }

    /// The failure: one line for people, and a document for programs.
    pub fn error(&mut self, error: &Error) -> io::Result<()> {
        let hint = error.hint().map(|hint| format!("; {hint}")).unwrap_or_default();
        writeln!(self.err, "meal: {}{}", clean(&error.to_string()), hint)?;
        if self.json {
            serde_json::to_writer(&mut *self.out, &json::ErrorDocument::from(error))
                .map_err(io::Error::from)?;
            writeln!(self.out)?;
        }
        Ok(())
    }
}
