//! Small things several pages write the same way.

use crate::words::Words;

/// "24 expenses".
pub fn expenses_count(words: &Words, count: u64) -> String {
    words.with("pages-expenses", &[("n", count.into())])
}
