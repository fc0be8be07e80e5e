//! What a run did, line by line: two runs of one seed must leave the same trace.

use std::fmt;

/// Lines kept to be shown when a run fails.
const LINES_KEPT: usize = 400;

/// A hash of every line, and the last lines themselves.
#[derive(Debug, Clone)]
pub struct Trace {
    hash: u64,
    count: u64,
    lines: std::collections::VecDeque<String>,
}

impl Default for Trace {
    fn default() -> Self {
        Self { hash: 0xcbf2_9ce4_8422_2325, count: 0, lines: std::collections::VecDeque::new() }
    }
}

impl Trace {
    /// Enters a line.
    pub fn line(&mut self, at_ms: i64, line: fmt::Arguments<'_>) {
        let line = format!("{at_ms:>10} {line}");
        self.hash = fold(self.hash, line.as_bytes());
        self.count += 1;
        if self.lines.len() == LINES_KEPT {
            self.lines.pop_front();
        }
        self.lines.push_back(line);
    }

    /// What two equal runs have in common.
    pub fn print(&self) -> (u64, u64) {
        (self.count, self.hash)
    }

    /// The last lines.
    pub fn tail(&self) -> String {
        self.lines.iter().fold(String::new(), |text, line| text + line + "\n")
    }
}

/// FNV-1a, continued: the same on every machine and in every build.
pub fn fold(start: u64, bytes: &[u8]) -> u64 {
    bytes.iter().fold(start, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

/// The hash of some bytes.
pub fn hash(bytes: &[u8]) -> u64 {
    fold(0xcbf2_9ce4_8422_2325, bytes)
}
