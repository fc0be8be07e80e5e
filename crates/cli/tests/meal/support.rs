//! A book of its own for each test, and the binary run on it.

use std::path::PathBuf;
use std::process::{Command, Output};

use serde_json::Value;
use tempfile::TempDir;

pub struct Book {
    pub folder: TempDir,
}

/// What one run answered.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Book {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().join("book.db")
    }

    /// The command, ready to run: same language and zone everywhere.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_meal"));
        command.env_clear().env("LANG", "C").env("TZ", "UTC").env("HOME", self.folder.path());
        command.arg("--db").arg(self.path());
        command
    }

    pub fn meal(&self, args: &[&str]) -> Run {
        Run::of(&self.command().args(args).output().unwrap())
    }

    /// Runs with `--json` and answers the document; it must be one document and go well.
    pub fn json(&self, args: &[&str]) -> Value {
        let run = self.meal(&[&["--json"], args].concat());
        assert_eq!(run.code, 0, "{args:?}: {}{}", run.out, run.err);
        run.document()
    }

    /// Runs with `--json`, expects that exit code and answers the error.
    pub fn refused(&self, code: i32, args: &[&str]) -> Value {
        let run = self.meal(&[&["--json"], args].concat());
        assert_eq!(run.code, code, "{args:?}: {}{}", run.out, run.err);
        assert_eq!(run.err.lines().count(), 1, "one line on standard error: {}", run.err);
        run.document()["error"].clone()
    }

    /// Adds an expense and answers its id.
    pub fn add(&self, args: &[&str]) -> String {
        let document = self.json(&[&["add"], args].concat());
        document["expense"]["id"].as_str().unwrap().to_owned()
    }

    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// How many expenses a query finds.
    pub fn count(&self, query: &str) -> usize {
        self.json(&["list", "--limit", "1000", "--query", query])["expenses"].as_array().unwrap().len()
    }
}

impl Run {
    pub fn of(output: &Output) -> Self {
        let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
        Self {
            code: output.status.code().unwrap_or(-1),
            out: text(&output.stdout),
            err: text(&output.stderr),
        }
    }

    /// The one document on standard output.
    pub fn document(&self) -> Value {
        assert_eq!(self.out.lines().count(), 1, "one document: {}", self.out);
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.out))
    }
}

/// The keys of a document, in its order: the promise of docs/CLI.md.
pub fn keys(document: &Value) -> Vec<&str> {
    document.as_object().unwrap().keys().map(String::as_str).collect()
}
