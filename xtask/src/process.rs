//! Starting other programs: always from the repository's root, always shown, never waiting for input.

use std::{
    env,
    ffi::OsStr,
    io::{BufRead, BufReader, Read, Write},
    process::{Command, ExitStatus, Stdio},
    sync::mpsc,
    thread,
};

use anyhow::{Context, Result, bail};

use crate::workspace;

/// A command that starts in the repository's root.
pub fn command<S: AsRef<OsStr>>(program: S) -> Command {
    let mut command = Command::new(program);
    command.current_dir(workspace::root());
    command
}

/// A command with its arguments, started in the repository's root.
pub fn command_with<I, S>(program: &str, arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = command(program);
    command.args(arguments);
    command
}

/// Cargo with xtask's target directory and without the variables Cargo set for xtask itself, which would otherwise
/// make build scripts that watch them run again.
pub fn cargo<I, S>(arguments: I) -> Command
where
    I: IntoIterator<Item = S>,
    S: AsRef<OsStr>,
{
    let mut command = command(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    command.args(arguments);
    for (name, _) in env::vars_os() {
        let name = name.to_string_lossy();
        if name.starts_with("CARGO_PKG_") || name.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&*name);
        }
    }
    command.env("CARGO_TARGET_DIR", workspace::target_dir());
    command
}

/// Shows and runs a command; anything but success is an error.
pub fn run(mut command: Command) -> Result<()> {
    println!("$ {}", show(&command));
    let status =
        command.stdin(Stdio::null()).status().with_context(|| format!("cannot start {}", show(&command)))?;
    if !status.success() {
        bail!("{} failed: {status}", show(&command));
    }
    Ok(())
}

/// Runs a command quietly and returns what it printed; anything but success is an error.
pub fn capture(mut command: Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start {}", show(&command)))?;
    if !output.status.success() {
        bail!("{} failed: {}\n{}", show(&command), output.status, String::from_utf8_lossy(&output.stderr));
    }
    String::from_utf8(output.stdout).with_context(|| format!("{} did not print text", show(&command)))
}

/// True when a command starts and succeeds; its output is dropped.
pub fn succeeds(mut command: Command) -> bool {
    let quiet = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}

/// Runs a command, passing on what it prints line by line and keeping a copy.
pub fn tee(mut command: Command) -> Result<(ExitStatus, String)> {
    println!("$ {}", show(&command));
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .with_context(|| format!("cannot start {}", show(&command)))?;
    let (sender, lines) = mpsc::channel();
    let readers = [
        child.stdout.take().map(|pipe| forward(pipe, sender.clone())),
        child.stderr.take().map(|pipe| forward(pipe, sender.clone())),
    ];
    drop(sender);
    let mut copy = String::new();
    for line in lines {
        println!("{line}");
        copy.push_str(&line);
        copy.push('\n');
    }
    for reader in readers.into_iter().flatten() {
        let _ = reader.join();
    }
    std::io::stdout().flush()?;
    Ok((child.wait()?, copy))
}

fn forward(pipe: impl Read + Send + 'static, lines: mpsc::Sender<String>) -> thread::JoinHandle<()> {
    thread::spawn(move || {
        for line in BufReader::new(pipe).split(b'\n').map_while(Result::ok) {
            let line = String::from_utf8_lossy(&line).trim_end_matches('\r').to_owned();
            if lines.send(line).is_err() {
                return;
            }
        }
    })
}

/// True when a program of this name is on the PATH.
pub fn on_path(program: &str) -> bool {
    let Some(path) = env::var_os("PATH") else { return false };
    env::split_paths(&path)
        .any(|folder| folder.join(program).is_file() || folder.join(format!("{program}.exe")).is_file())
}

/// The command as one would type it.
pub fn show(command: &Command) -> String {
    let mut text = command.get_program().to_string_lossy().into_owned();
    if let Some(name) = std::path::Path::new(&text).file_name().filter(|name| *name == "cargo") {
        text = name.to_string_lossy().into_owned();
    }
    for argument in command.get_args() {
        text.push(' ');
        text.push_str(&argument.to_string_lossy());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tee_keeps_both_streams_and_the_status() {
        let mut shell = command("sh");
        shell.args(["-c", "echo out; echo err >&2; exit 3"]);
        let (status, copy) = tee(shell).unwrap();
        assert_eq!(status.code(), Some(3));
        assert!(copy.contains("out\n") && copy.contains("err\n"), "{copy}");
    }

    #[test]
    fn a_command_reads_as_one_would_type_it() {
        let mut list = command("ls");
        list.args(["-l", "ui"]);
        assert_eq!(show(&list), "ls -l ui");
    }

    #[test]
    fn a_missing_program_is_not_on_the_path() {
        assert!(!on_path("no-such-program-anywhere"));
        assert!(on_path("sh"));
    }
}
