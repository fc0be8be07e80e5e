//! Passwords and codes: from a prompt without echo, from a file, or from standard input; never from the command line, where every
//! program of the machine can read them.

use std::io::{BufRead, IsTerminal};
use std::path::{Path, PathBuf};

use wire::call::Secret;

use crate::{Error, Result};

/// The largest file read for a password, in bytes.
const FILE_BYTES_MAX: u64 = 4_096;
/// The name that means standard input.
const STDIN: &str = "-";

/// Where a password comes from.
#[derive(Debug, Clone, clap::Args)]
pub struct Password {
    /// A file whose first line is the password, `-` for standard input; without it the terminal is asked.
    #[arg(long, value_name = "FILE")]
    password_file: Option<PathBuf>,
}

/// Where a new password comes from.
#[derive(Debug, Clone, clap::Args)]
pub struct NewPassword {
    /// A file whose first line is the new password, `-` for standard input; without it the terminal is asked.
    #[arg(long, value_name = "FILE")]
    new_password_file: Option<PathBuf>,
}

impl Password {
    /// The password.
    pub fn read(&self) -> Result<Secret> {
        read(self.password_file.as_deref(), "password", "say --password-file FILE, or - for standard input")
    }

    /// A password that is being chosen: a terminal asks twice.
    pub fn choose(&self) -> Result<Secret> {
        let password = self.read()?;
        if self.password_file.is_none() {
            twice(&password)?;
        }
        Ok(password)
    }
}

impl NewPassword {
    /// The new password; a terminal asks twice.
    pub fn choose(&self) -> Result<Secret> {
        let file = self.new_password_file.as_deref();
        let hint = "say --new-password-file FILE, or - for standard input";
        let password = read(file, "new password", hint)?;
        if file.is_none() {
            twice(&password)?;
        }
        Ok(password)
    }
}

fn twice(password: &Secret) -> Result<()> {
    let again = prompt("once more")?;
    if again == *password { Ok(()) } else { Err(Error::bad("the password", "…", "twice the same")) }
}

/// A code that came by mail: as given, else the terminal is asked.
pub fn code(given: Option<&str>) -> Result<Secret> {
    match given {
        Some(code) => Ok(Secret::from(code)),
        None => {
            if !std::io::stdin().is_terminal() {
                return Err(Error::Missing { what: "the code", hint: "say --code CODE" });
            }
            prompt("code")
        }
    }
}

fn read(file: Option<&Path>, what: &'static str, hint: &'static str) -> Result<Secret> {
    match file {
        Some(path) if path == Path::new(STDIN) => {
            let mut line = String::new();
            std::io::stdin().lock().read_line(&mut line)?;
            Ok(first_line(&line))
        }
        Some(path) => {
            let in_file = |source| Error::File { path: path.to_owned(), source };
            if std::fs::metadata(path).map_err(in_file)?.len() > FILE_BYTES_MAX {
                return Err(Error::FileTooLarge { path: path.to_owned(), limit: FILE_BYTES_MAX });
            }
            Ok(first_line(&std::fs::read_to_string(path).map_err(in_file)?))
        }
        None if std::io::stdin().is_terminal() => prompt(what),
        None => Err(Error::Missing { what, hint }),
    }
}

fn prompt(what: &str) -> Result<Secret> {
    Ok(Secret(rpassword::prompt_password(format!("{what}: "))?))
}

fn first_line(text: &str) -> Secret {
    Secret::from(text.lines().next().unwrap_or_default())
}
