//! The `meal` command: the same use cases as the window, for a terminal and for programs. Each command answers one JSON document
//! with `--json` (docs/CLI.md) or text for people, and ends with a code that says how it went.

use std::ffi::OsString;
use std::io::{ErrorKind, Write};

use clap::Parser;

mod args;
mod book;
mod commands;
mod error;
mod fields;
mod ids;
mod names;
mod output;
mod place;
mod secrets;
mod text;

use args::Cli;
use error::{Error, Result};
use output::Output;

/// All went well.
const OK: u8 = 0;
/// The program is refused by the command line itself.
const BAD_INPUT: u8 = 2;

/// Runs one command line and returns its exit code: 0 ok, 2 bad input, 3 not found, 1 anything else.
pub fn run(args: impl IntoIterator<Item = OsString>, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let cli = match Cli::try_parse_from(&args) {
        Ok(cli) => cli,
        Err(usage) => return refuse_usage(&usage, args.iter().any(|arg| arg == "--json"), out, err),
    };
    let mut output = Output::new(cli.json, out, err);
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&Error::Output(error), &mut output),
    };
    match runtime.block_on(commands::run(cli, &mut output)) {
        Ok(code) => code,
        // The reader has gone away, as `head` does: it has what it wanted.
        Err(Error::Output(error)) if error.kind() == ErrorKind::BrokenPipe => OK,
        Err(error) => failed(&error, &mut output),
    }
}

fn failed(error: &Error, output: &mut Output<'_>) -> u8 {
    // Nobody is left to tell when even this cannot be written.
    let _ = output.error(error);
    error.exit_code()
}

/// Help and version go to standard output; a mistake goes to standard error, and to programs as a document.
fn refuse_usage(usage: &clap::Error, json: bool, out: &mut dyn Write, err: &mut dyn Write) -> u8 {
    if !usage.use_stderr() {
        let _ = write!(out, "{usage}");
        return OK;
    }
    if json {
        let text = usage.to_string();
        let message = text.lines().next().unwrap_or_default().trim_start_matches("error: ");
        let document = serde_json::json!({ "error": { "code": "usage", "message": message, "hint": "run `meal --help`" } });
        let _ = writeln!(out, "{document}");
    }
    let _ = write!(err, "{usage}");
    BAD_INPUT
}
