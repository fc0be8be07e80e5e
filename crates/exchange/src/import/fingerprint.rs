//! How a row is recognised when the same file, or another that overlaps it, is imported again (E-136, E-137).

use std::collections::HashMap;

use domain::fold::fold;

use crate::import::ImportRow;

/// Counts equal rows of one file, so that two identical coffees stay two.
#[derive(Default)]
pub(crate) struct Fingerprints {
    seen: HashMap<[u8; 16], u32>,
    text: String,
}

impl Fingerprints {
    /// The fingerprint of `row`: a hash of what it says and how many rows said it before.
    pub(crate) fn next(&mut self, row: &ImportRow) -> String {
        use std::fmt::Write as _;
        self.text.clear();
        let payee = row.place_name.as_deref().or(row.merchant_name.as_deref()).unwrap_or_default();
        // Writing to a `String` cannot fail.
        let _ = write!(
            self.text,
            "{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}",
            row.occurred_on,
            row.kind.as_str(),
            row.total_minor,
            row.currency
        );
        self.text.push_str(&fold(payee));
        self.text.push('\u{1f}');
        self.text.push_str(&fold(&row.notes));
        let mut key = [0; 16];
        key.copy_from_slice(&blake3::hash(self.text.as_bytes()).as_bytes()[..16]);
        let count = self.seen.entry(key).or_insert(0);
        *count += 1;
        format!("{:032x}-{count}", u128::from_be_bytes(key))
    }
}
