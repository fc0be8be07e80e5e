//! A child process that is killed with SIGKILL.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};

/// Rows of the batches the child imports and undoes.
pub const BATCH_ROWS: u64 = 4_000;
/// The longest a child may take to open its book.
const OPENING_MAX: Duration = Duration::from_secs(60);

/// What the child is doing when it dies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Work {
    Save,
    Import,
    Undo,
    Open,
}

/// When it dies, in milliseconds.
#[derive(Debug, Clone, Copy)]
pub enum Moment {
    AfterStart(u64),
    AfterOpen(u64),
}

struct Victim {
    child: Child,
    lines: Receiver<String>,
}

impl Victim {
    fn start(work: Work, database: &Path, seed: u64) -> Result<Self> {
        let word = match work {
            Work::Save => "save",
            Work::Import => "import",
            Work::Undo => "undo",
            Work::Open => "open",
        };
        let mut child = Command::new(env!("CARGO_BIN_EXE_crash-child"))
            .arg(word)
            .arg(database)
            .arg(seed.to_string())
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()?;
        let out = BufReader::new(child.stdout.take().context("the child has an output")?);
        let (sender, lines) = channel();
        std::thread::spawn(move || out.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Ok(Self { child, lines })
    }

    fn wait_for_open(&mut self) -> Result<()> {
        let first = self.lines.recv_timeout(OPENING_MAX).context("the victim did not open the book")?;
        ensure!(first == "open", "the victim said {first:?} first");
        Ok(())
    }

    /// Kills it and answers everything it managed to say.
    fn kill(mut self) -> Result<Vec<String>> {
        ensure!(self.child.try_wait()?.is_none(), "the victim ended by itself");
        self.child.kill()?;
        self.child.wait()?;
        Ok(self.lines.iter().collect())
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Lets the child work until the moment has come; answers what it promised.
pub fn run_until_killed(work: Work, database: &Path, seed: u64, moment: Moment) -> Result<Vec<String>> {
    let mut victim = Victim::start(work, database, seed)?;
    let wait_ms = match moment {
        Moment::AfterStart(ms) => ms,
        Moment::AfterOpen(ms) => {
            victim.wait_for_open()?;
            ms
        }
    };
    // The moment of death is the input of this test, not a wait for something.
    std::thread::sleep(Duration::from_millis(wait_ms));
    victim.kill()
}

/// How long the child takes to open the book, in milliseconds, at least 20.
pub fn time_to_open(database: &Path) -> Result<u64> {
    let start = Instant::now();
    Victim::start(Work::Open, database, 1)?.wait_for_open()?;
    Ok(u64::try_from(start.elapsed().as_millis())?.max(20))
}

/// How long the child takes from open to its promise, in milliseconds, at least 20.
pub fn time_to_finish(work: Work) -> Result<u64> {
    let folder = tempfile::tempdir()?;
    let mut victim = Victim::start(work, &folder.path().join("book").join("mealbook.db"), 1)?;
    victim.wait_for_open()?;
    let start = Instant::now();
    victim.lines.recv_timeout(OPENING_MAX).context("the victim did not finish")?;
    Ok(u64::try_from(start.elapsed().as_millis())?.max(20))
}
