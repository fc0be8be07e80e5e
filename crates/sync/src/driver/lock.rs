//! One process syncs a book: the window and the command line may have it open at once.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// The file whose lock says who syncs the book.
pub fn lock_path(book: &Path) -> PathBuf {
    let mut name = book.file_name().unwrap_or_default().to_owned();
    name.push(".sync-lock");
    book.with_file_name(name)
}

/// Held as long as this lives; the system lets go of it when the process ends, however it ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the lock; `None` while another process has it.
    pub fn take(book: &Path) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(lock_path(book))?;
        match file.try_lock() {
            Ok(()) => Ok(Some(Self { _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_book_is_synced_once_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("book.sqlite3");
        let first = Lock::take(&book).unwrap();
        assert!(first.is_some());
        assert!(Lock::take(&book).unwrap().is_none());
        drop(first);
        assert!(Lock::take(&book).unwrap().is_some());
    }
}
