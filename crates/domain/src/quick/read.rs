//! Reads a quick sentence.

use crate::quick::{QuickContext, QuickReading};

/// Reads `sentence` in the person's world.
pub fn read(sentence: &str, _context: &QuickContext) -> QuickReading {
    QuickReading { chips: Vec::new(), note: sentence.to_owned(), count: 1 }
}
