//! A private PostgreSQL from the programs of this machine. It refuses to run as root: then another user's id is borrowed.

use std::env;
use std::fs;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::secrets::{password, write_private};
use crate::{process, setup};

/// The oldest version with views that keep row-level security.
const VERSION_MIN: u32 = 15;
/// The user id the server runs as when this is root's terminal: `nobody`.
const NOBODY: u32 = 65_534;
/// The database.
const DATABASE: &str = "mealbook";
/// Who owns the tables.
const OWNER: &str = "mealbook_owner";
/// Who serves people: owns nothing.
const API: &str = "mealbook_api";

/// Where else the server's programs are on a Mac.
const HOMES: &[&str] =
    &["/usr/local/opt", "/opt/homebrew/opt", "/Applications/Postgres.app/Contents/Versions"];

/// What to type when it is missing.
const ADVICE: &str = "PostgreSQL 15 or newer is not on this machine. It is not started as a service and not changed; only its programs \
    are used.\n\n\
    Debian, Ubuntu:   sudo apt-get install postgresql\n\
    Fedora:           sudo dnf install postgresql-server\n\
    macOS:            brew install postgresql@17\n\n\
    Elsewhere: set PG_BIN to the folder that holds `initdb` and `postgres`.";

/// The server.
pub struct Server {
    programs: PathBuf,
    secrets: PathBuf,
    data: PathBuf,
    log: PathBuf,
    port: u16,
    borrows_nobody: bool,
}

impl Server {
    /// Finds the programs and the place for the data.
    pub fn find(folder: &Path) -> Result<Self> {
        let programs = programs().context(ADVICE)?;
        let borrows_nobody =
            cfg!(unix) && process::capture(process::command_with("id", ["-u"]))?.trim() == "0";
        let home = if borrows_nobody { home_of_nobody(folder)? } else { folder.join("postgres") };
        fs::create_dir_all(&home).with_context(|| format!("cannot make {}", home.display()))?;
        if borrows_nobody {
            #[cfg(unix)]
            std::os::unix::fs::chown(&home, Some(NOBODY), Some(NOBODY))
                .with_context(|| format!("cannot give {} to nobody", home.display()))?;
        }
        let secrets = folder.join("secrets");
        fs::create_dir_all(&secrets)?;
        let (data, log) = (home.join("data"), home.join("server.log"));
        Ok(Self { programs, secrets, data, log, port: 0, borrows_nobody })
    }

    /// Throws the data away.
    pub fn forget(&mut self) -> Result<()> {
        self.stop()?;
        super::remove(&self.data)
    }

    /// Starts the server; at the first time makes the cluster, the roles and the database.
    pub fn start(&mut self) -> Result<()> {
        let superuser = password(&self.secrets, "postgres")?;
        let is_new = !self.data.join("PG_VERSION").is_file();
        if is_new {
            println!("Making a private PostgreSQL in {}", self.data.display());
            self.make(&superuser)?;
        }
        // Somebody's Ctrl+C may have come at a bad moment.
        self.stop()?;
        self.port = free_port()?;
        let settings = format!("-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories=", self.port);
        let mut start = self.program("pg_ctl");
        start.arg("--pgdata").arg(&self.data).arg("--log").arg(&self.log);
        start.args(["--wait", "--silent", "--options", &settings, "start"]);
        quiet(start).with_context(|| format!("PostgreSQL did not start; see {}", self.log.display()))?;
        if is_new || !self.has_database(&superuser)? {
            self.make_database(&superuser)?;
        }
        Ok(())
    }

    /// Stops the server when it runs.
    pub fn stop(&self) -> Result<()> {
        if !self.data.join("postmaster.pid").is_file() {
            return Ok(());
        }
        let mut stop = self.program("pg_ctl");
        stop.arg("--pgdata").arg(&self.data).args(["--wait", "--silent", "--mode", "fast", "stop"]);
        if quiet(stop).is_err() {
            // The file of a server that died: the machine was switched off.
            let mut status = self.program("pg_ctl");
            status.arg("--pgdata").arg(&self.data).arg("status");
            if process::succeeds(status) {
                bail!("PostgreSQL does not stop; see {}", self.log.display());
            }
        }
        Ok(())
    }

    /// The database in the role of the service.
    pub fn api_url(&self) -> Result<String> {
        self.url(API, &password(&self.secrets, API)?)
    }

    /// The database in the role that owns the tables.
    pub fn owner_url(&self) -> Result<String> {
        self.url(OWNER, &password(&self.secrets, OWNER)?)
    }

    fn url(&self, role: &str, password: &str) -> Result<String> {
        Ok(format!("postgres://{role}:{password}@127.0.0.1:{}/{DATABASE}", self.port))
    }

    fn make(&self, superuser: &str) -> Result<()> {
        let home = self.data.parent().context("the data has a folder")?;
        let file = home.join("initdb.password");
        write_private(&file, superuser)?;
        if self.borrows_nobody {
            #[cfg(unix)]
            std::os::unix::fs::chown(&file, Some(NOBODY), Some(NOBODY))?;
        }
        let mut initdb = self.program("initdb");
        initdb.arg("--pgdata").arg(&self.data).arg("--pwfile").arg(&file);
        initdb.args([
            "--username",
            "postgres",
            "--auth",
            "scram-sha-256",
            "--encoding",
            "UTF8",
            "--locale",
            "C",
        ]);
        let made = quiet(initdb);
        fs::remove_file(&file)?;
        made.context("initdb failed")
    }

    fn has_database(&self, superuser: &str) -> Result<bool> {
        let found = self.sql(
            superuser,
            "postgres",
            &format!("select 1 from pg_database where datname = '{DATABASE}'"),
        )?;
        Ok(found.trim() == "1")
    }

    fn make_database(&self, superuser: &str) -> Result<()> {
        for role in [OWNER, API] {
            let password = password(&self.secrets, role)?;
            let make = format!("create role {role} login nosuperuser nobypassrls password '{password}'");
            self.sql(superuser, "postgres", &make)?;
        }
        self.sql(superuser, "postgres", &format!("create database {DATABASE} owner {OWNER}"))?;
        self.sql(superuser, DATABASE, &format!("alter schema public owner to {OWNER}"))?;
        Ok(())
    }

    fn sql(&self, superuser: &str, database: &str, statement: &str) -> Result<String> {
        let mut psql = self.program("psql");
        psql.env("PGPASSWORD", superuser).args(["--no-psqlrc", "--quiet", "--tuples-only", "--no-align"]);
        psql.args(["--set", "ON_ERROR_STOP=1", "--host", "127.0.0.1", "--username", "postgres"]);
        psql.args(["--port", &self.port.to_string(), "--dbname", database, "--command", statement]);
        let output = psql.output().context("cannot start psql")?;
        if !output.status.success() {
            bail!("psql failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    }

    /// One of the server's programs, as the user the server runs as.
    fn program(&self, name: &str) -> Command {
        let mut command = Command::new(self.programs.join(name));
        // A folder this user may not enter would be complained about.
        command.current_dir(if self.borrows_nobody { Path::new("/") } else { self.programs.as_path() });
        if self.borrows_nobody {
            #[cfg(unix)]
            std::os::unix::process::CommandExt::uid(
                std::os::unix::process::CommandExt::gid(&mut command, NOBODY),
                NOBODY,
            );
        }
        command
    }
}

/// Runs a command whose words matter only when it fails. Its output goes to a file: a server it starts would hold a pipe open.
fn quiet(mut command: Command) -> Result<()> {
    let status = command
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .status()
        .with_context(|| format!("cannot start {}", process::show(&command)))?;
    if !status.success() {
        bail!("{} failed: {status}", process::show(&command));
    }
    Ok(())
}

/// A folder nobody can reach: below the repository when its folders let others through, else below the machine's own.
fn home_of_nobody(folder: &Path) -> Result<PathBuf> {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let lets_through =
            |path: &Path| fs::metadata(path).is_ok_and(|meta| meta.permissions().mode() & 0o001 != 0);
        if folder.ancestors().all(lets_through) {
            return Ok(folder.join("postgres"));
        }
    }
    let name = blake3::hash(folder.to_string_lossy().as_bytes()).to_hex();
    let home = env::temp_dir().join(format!("mealbook-cloud-{}", &name[..12]));
    println!("Nobody but root may enter {}; the database is in {}", folder.display(), home.display());
    Ok(home)
}

/// A port nobody listens on.
fn free_port() -> Result<u16> {
    Ok(TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port())
}

/// The folder of the server's programs.
fn programs() -> Result<PathBuf> {
    let brewed = HOMES.iter().flat_map(|home| versions(Path::new(home)));
    let mut found = setup::postgres_programs().into_iter().chain(brewed);
    let is_new_enough = |folder: &PathBuf| version(folder).is_some_and(|version| version >= VERSION_MIN);
    found.find(is_new_enough).context("no PostgreSQL")
}

/// The `bin` folders below a folder of versions.
fn versions(home: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(home).into_iter().flatten().flatten();
    entries.map(|entry| entry.path().join("bin")).filter(|folder| folder.is_dir()).collect()
}

fn version(folder: &Path) -> Option<u32> {
    let mut postgres = Command::new(folder.join("initdb"));
    postgres.arg("--version");
    major(&process::capture(postgres).ok()?)
}

/// The first number of `initdb (PostgreSQL) 15.18 (Debian …)`.
fn major(text: &str) -> Option<u32> {
    let number = text.split_whitespace().find(|word| word.starts_with(|c: char| c.is_ascii_digit()))?;
    number.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_read_however_it_is_packaged() {
        assert_eq!(major("initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"), Some(15));
        assert_eq!(major("initdb (PostgreSQL) 18beta2"), Some(18));
        assert_eq!(major("initdb"), None);
    }
}
