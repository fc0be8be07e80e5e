//! The log of a test program: kept in memory, where a test reads what was said of people; warnings are printed as well.

use std::io::{self, Write};
use std::sync::{Mutex, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

use crate::logging;

/// What is kept at most, in bytes; beyond that the older half goes.
const KEPT_MAX: usize = 64 * 1024 * 1024;

static KEPT: Mutex<Vec<u8>> = Mutex::new(Vec::new());

/// Keeps everything that is logged from now on; once for the whole program.
pub fn keep() {
    let _ = tracing::subscriber::set_global_default(logging::subscriber("trace", Keeper));
}

/// What was logged so far.
pub fn read() -> String {
    String::from_utf8_lossy(&KEPT.lock().unwrap_or_else(PoisonError::into_inner)).into_owned()
}

struct Keeper;

impl Write for Keeper {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() > KEPT_MAX {
            kept.drain(..KEPT_MAX / 2);
        }
        kept.extend_from_slice(bytes);
        let line = String::from_utf8_lossy(bytes);
        if line.contains("\"level\":\"WARN\"") || line.contains("\"level\":\"ERROR\"") {
            // By this macro it reaches the output of the test it belongs to.
            eprint!("{line}");
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for Keeper {
    type Writer = Self;

    fn make_writer(&self) -> Self {
        Self
    }
}
