//! The mailbox of files: what came since the last look, in one line each.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// A folder of `.eml` files.
pub struct Mailbox {
    folder: PathBuf,
    seen: BTreeSet<PathBuf>,
}

impl Mailbox {
    /// Opens it; what is there already is no news.
    pub fn open(folder: PathBuf) -> Result<Self> {
        fs::create_dir_all(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        let mut mailbox = Self { folder, seen: BTreeSet::new() };
        mailbox.seen = mailbox.list()?;
        Ok(mailbox)
    }

    /// Where it is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Mails that came: to whom, and about what.
    pub fn news(&mut self) -> Result<Vec<String>> {
        let now = self.list()?;
        let news = now.difference(&self.seen).filter_map(|path| fs::read_to_string(path).ok());
        let news = news.map(|mail| line(&mail)).collect();
        self.seen = now;
        Ok(news)
    }

    fn list(&self) -> Result<BTreeSet<PathBuf>> {
        let entries = fs::read_dir(&self.folder)?.flatten().map(|entry| entry.path());
        Ok(entries.filter(|path| path.extension().is_some_and(|ending| ending == "eml")).collect())
    }
}

fn line(mail: &str) -> String {
    let header =
        |name: &str| mail.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default().trim();
    format!("{}: {}", header("To:"), header("Subject:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mail_is_news_once() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("old.eml"), "To: a@b.c\nSubject: old\n\n").unwrap();
        let mut mailbox = Mailbox::open(folder.path().to_owned()).unwrap();
        fs::write(folder.path().join("new.eml"), "To: a@b.c\nSubject: ABCD-2345\n\ntext").unwrap();
        assert_eq!(mailbox.news().unwrap(), ["a@b.c: ABCD-2345"]);
        assert!(mailbox.news().unwrap().is_empty());
    }
}
