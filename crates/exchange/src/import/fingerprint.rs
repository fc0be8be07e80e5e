//! How a row is recognised when the same file, or another that overlaps it, is imported again (E-136, E-137).

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use chrono::Datelike;
use domain::fold::fold;

use crate::import::ImportRow;

/// What parts the pieces that are hashed; it occurs in none of them.
const END: u8 = 0x1f;

/// Counts equal rows of one file, so that two identical coffees stay two.
#[derive(Default)]
pub(crate) struct Fingerprints {
    seen: HashMap<u128, u32, BuildHasherDefault<FirstBytes>>,
    bytes: Vec<u8>,
}

impl Fingerprints {
    /// The fingerprint of `row`: a hash of what it says and how many rows said it before.
    pub(crate) fn next(&mut self, row: &ImportRow) -> String {
        let payee = row.place_name.as_deref().or(row.merchant_name.as_deref()).unwrap_or_default();
        let bytes = &mut self.bytes;
        bytes.clear();
        bytes.extend_from_slice(&row.occurred_on.num_days_from_ce().to_be_bytes());
        bytes.extend_from_slice(&row.total_minor.to_be_bytes());
        for piece in [row.kind.as_str(), row.currency.as_str(), &fold(payee), &fold(&row.notes)] {
            bytes.extend_from_slice(piece.as_bytes());
            bytes.push(END);
        }
        let hash = blake3::hash(bytes);
        let half = hash.as_bytes().first_chunk::<16>().map_or(0, |half| u128::from_be_bytes(*half));
        let count = self.seen.entry(half).or_insert(0);
        *count += 1;
        text_of(half, *count)
    }
}

/// 32 hexadecimal digits, a dash and the count.
fn text_of(half: u128, count: u32) -> String {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    let mut text = String::with_capacity(36);
    for byte in half.to_be_bytes() {
        text.push(DIGITS[usize::from(byte >> 4)]);
        text.push(DIGITS[usize::from(byte & 0xF)]);
    }
    text.push('-');
    text.push_str(&count.to_string());
    text
}

/// The keys are hashes already: their first bytes are as good as any.
#[derive(Default)]
struct FirstBytes(u64);

impl Hasher for FirstBytes {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = bytes.first_chunk::<8>().map_or(0, |first| u64::from_ne_bytes(*first));
    }
}
