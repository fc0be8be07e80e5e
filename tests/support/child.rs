//! Child processes that never outlive a test, whatever they start themselves.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::wait::PATIENCE;

/// Every process of one test carries this variable, grandchildren too; that is how they are found again.
const MARK: &str = "MEALBOOK_TEST_SESSION";

/// All processes of one test; dropping it ends them, also when the test panics.
#[derive(Debug)]
pub struct Processes {
    mark: String,
    environment: Environment,
    children: Vec<Child>,
}

/// What programs are told by variables of the environment.
pub type Environment = Vec<(&'static str, String)>;

impl Default for Processes {
    fn default() -> Self {
        Self::with(Environment::new())
    }
}

impl Processes {
    /// No process yet; all that are started will be told this.
    pub fn with(environment: Environment) -> Self {
        Self { mark: uuid::Uuid::now_v7().to_string(), environment, children: Vec::new() }
    }

    /// Starts a program, its output being read line by line.
    pub fn start(&mut self, mut command: Command) -> Result<Lines> {
        let name = command.get_program().to_string_lossy().into_owned();
        command.envs(self.environment.iter().map(|(name, value)| (name, value)));
        command.env(MARK, &self.mark).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let lines = Lines::of(name, [pipe(child.stdout.take()), pipe(child.stderr.take())]);
        self.children.push(child);
        Ok(lines)
    }

    /// Ends every process of this test at once, as a power cut would.
    pub fn kill_all(&mut self) {
        for _ in 0..20 {
            let alive = self.alive();
            if alive.is_empty() {
                break;
            }
            let _ = Command::new("kill").arg("-9").args(&alive).stderr(Stdio::null()).status();
            for child in &mut self.children {
                let _ = child.try_wait();
            }
        }
        for mut child in self.children.drain(..) {
            let _ = child.kill();
            let _ = child.wait();
        }
    }

    /// Ends those processes of this test whose command line starts with this program.
    pub fn kill_program(&mut self, program: &Path) {
        let wanted = program.as_os_str().as_encoded_bytes();
        let named = |pid: &String| {
            std::fs::read(format!("/proc/{pid}/cmdline"))
                .is_ok_and(|line| line.split(|b| *b == 0).next() == Some(wanted))
        };
        let pids: Vec<String> = self.alive().into_iter().filter(named).collect();
        if !pids.is_empty() {
            let _ = Command::new("kill").arg("-9").args(&pids).stderr(Stdio::null()).status();
        }
    }

    /// Process ids that carry our mark and still run.
    fn alive(&self) -> Vec<String> {
        let Ok(entries) = std::fs::read_dir("/proc") else { return Vec::new() };
        let mark = format!("{MARK}={}", self.mark).into_bytes();
        entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.bytes().all(|byte| byte.is_ascii_digit()))
            .filter(|pid| {
                std::fs::read(format!("/proc/{pid}/environ")).is_ok_and(|environment| {
                    environment.split(|byte| *byte == 0).any(|variable| variable == mark)
                })
            })
            .collect()
    }
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.kill_all();
    }
}

fn pipe(end: Option<impl Read + Send + 'static>) -> Box<dyn Read + Send> {
    match end {
        Some(end) => Box::new(end),
        None => Box::new(std::io::empty()),
    }
}

/// The lines a program prints, on either stream.
#[derive(Debug)]
pub struct Lines {
    name: String,
    lines: Receiver<String>,
    seen: Vec<String>,
}

impl Lines {
    fn of(name: String, pipes: [Box<dyn Read + Send>; 2]) -> Self {
        let (sender, lines) = channel();
        for pipe in pipes {
            let sender = sender.clone();
            std::thread::spawn(move || {
                for line in BufReader::new(pipe).lines().map_while(Result::ok) {
                    if sender.send(line).is_err() {
                        // Nobody reads any more, but the program must not block on a full pipe.
                        continue;
                    }
                }
            });
        }
        Self { name, lines, seen: Vec::new() }
    }

    /// Waits for a line that `read` understands.
    pub fn wait_for<T>(&mut self, what: &str, mut read: impl FnMut(&str) -> Option<T>) -> Result<T> {
        let start = Instant::now();
        loop {
            match self.lines.recv_timeout(PATIENCE.saturating_sub(start.elapsed())) {
                Ok(line) => {
                    let value = read(&line);
                    self.seen.push(line);
                    if let Some(value) = value {
                        return Ok(value);
                    }
                }
                Err(RecvTimeoutError::Disconnected) => {
                    bail!("{} ended without {what}: {:?}", self.name, self.seen)
                }
                Err(RecvTimeoutError::Timeout) => bail!("{} did not say {what}: {:?}", self.name, self.seen),
            }
        }
    }

    /// Everything said so far that no `wait_for` has read.
    pub fn rest(&mut self) -> Vec<String> {
        self.lines.try_iter().collect()
    }
}
