//! The files of the repository as Git sees them: what is tracked, and what would be.

use std::fs;

use anyhow::Result;

use crate::{process, workspace};

/// A file by its path from the root, with `/` between folders. Bytes that are not UTF-8 have no text.
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
}

impl File {
    /// The file's text, unless it is a picture or the like.
    pub fn text(&self) -> Option<&str> {
        std::str::from_utf8(&self.bytes).ok()
    }

    /// True for a path that ends in `.` and this extension.
    pub fn is(&self, extension: &str) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, end)| end == extension)
    }

    /// True when the file lies below this folder.
    pub fn below(&self, folder: &str) -> bool {
        self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))
    }
}

/// Every tracked or addable file that exists.
pub fn tracked() -> Result<Vec<File>> {
    let mut git = process::command("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]);
    let list = process::capture(git)?;
    let paths = list.split('\0').filter(|path| !path.is_empty());
    Ok(paths
        .filter_map(|path| {
            Some(File { path: path.to_owned(), bytes: fs::read(workspace::root().join(path)).ok()? })
        })
        .collect())
}

#[cfg(test)]
pub fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_is_not_a_prefix_of_a_name() {
        assert!(file("ui/src/main.rs", "").below("ui"));
        assert!(!file("uiology/main.rs", "").below("ui"));
        assert!(file("a/b.sql", "").is("sql"));
        assert!(!file("a/sql", "").is("sql"));
    }
}
