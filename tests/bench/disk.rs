//! What the disk itself needs to make something durable.

use std::fs::File;
use std::io::{Seek, SeekFrom, Write};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::Result;

/// About what one commit appends to the write-ahead log.
const COMMIT_BYTES: usize = 64 * 1024;

/// A file that is appended to and synced, as SQLite does with its log.
pub struct Probe {
    file: File,
}

impl Probe {
    /// A new file in this folder.
    pub fn new(folder: &Path) -> Result<Self> {
        let mut file = File::create(folder.join("fsync.probe"))?;
        // The log is written over again and again and does not grow: neither does this.
        file.write_all(&vec![0; 64 * COMMIT_BYTES])?;
        file.sync_all()?;
        Ok(Self { file })
    }

    /// One write and its fsync.
    pub fn sync(&mut self, turn: usize) -> Result<Duration> {
        self.file.seek(SeekFrom::Start(((turn % 64) * COMMIT_BYTES) as u64))?;
        let start = Instant::now();
        self.file.write_all(&[7; COMMIT_BYTES])?;
        self.file.sync_data()?;
        Ok(start.elapsed())
    }
}
