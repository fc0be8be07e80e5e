//! A cluster: made, started, stopped.

use std::io;
use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown};
use std::os::unix::process::CommandExt as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::postgres::PgConnectOptions;

/// The superuser of a private cluster.
pub const ADMIN: &str = "mealbook_admin";
/// The role that owns the tables.
pub const OWNER: &str = "mealbook_owner";
/// The role the service connects as: no superuser, owner of nothing, subject to row-level security.
pub const SERVICE: &str = "mealbook_api";

/// The user of a private cluster when the program runs as root, which PostgreSQL refuses: `nobody`.
const UNPRIVILEGED: u32 = 65_534;
/// Connections of a private cluster.
const CONNECTIONS_MAX: u32 = 400;

static MADE: AtomicU32 = AtomicU32::new(0);

/// How a private cluster is set up.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Whether commits reach the disk; tests that kill nothing do without.
    pub is_durable: bool,
    /// A folder that outlives the program; without it the cluster is in a temporary folder and removed at the end.
    pub folder: Option<PathBuf>,
    /// A loopback port to listen on beside the socket.
    pub port: Option<u16>,
    /// Further settings.
    pub settings: Vec<(String, String)>,
}

/// Why a private cluster is not there.
#[derive(Debug, thiserror::Error)]
pub enum ClusterError {
    /// No binaries.
    #[error("no PostgreSQL: set PG_BIN, or install it (apt-get install postgresql)")]
    NotInstalled,
    /// A program of PostgreSQL failed.
    #[error("{program} failed: {output}")]
    Failed {
        /// Which.
        program: String,
        /// What it said.
        output: String,
    },
    /// A folder or a process.
    #[error("private cluster: {0}")]
    Io(#[from] io::Error),
    /// A statement.
    #[error("private cluster: {0}")]
    Database(#[from] sqlx::Error),
    /// A migration.
    #[error("private cluster: {0}")]
    Migrate(#[from] sqlx::migrate::MigrateError),
}

/// A private cluster. It stops when this is dropped, and also when the program is killed: a shell waits for its pipe to close.
#[derive(Debug)]
pub struct Cluster {
    bin: PathBuf,
    folder: PathBuf,
    runs_as: Option<u32>,
    watcher: Option<(Child, ChildStdin)>,
}

impl Cluster {
    /// Makes a cluster, or takes the one in `options.folder`, and starts it.
    pub fn start(options: &Options) -> Result<Self, ClusterError> {
        let folder = options.folder.clone().unwrap_or_else(temporary_folder);
        std::fs::create_dir_all(&folder)?;
        let folder = folder.canonicalize()?;
        let mut cluster = Self { bin: find_bin()?, runs_as: other_user(&folder)?, folder, watcher: None };
        cluster.give(&cluster.folder)?;
        if !cluster.data().join("PG_VERSION").exists() {
            cluster.run("initdb", |command| {
                command
                    .args(["-A", "trust", "-U", ADMIN, "-E", "UTF8", "--locale=C", "--no-sync", "-D"])
                    .arg("data");
            })?;
        }
        cluster.launch(options)?;
        cluster.make_roles()?;
        Ok(cluster)
    }

    /// The folder of PostgreSQL's programs.
    pub fn bin(&self) -> &Path {
        &self.bin
    }

    /// The folder of its data.
    pub fn data(&self) -> PathBuf {
        self.folder.join("data")
    }

    /// The folder that holds its data and its socket.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// How to connect as a role.
    pub fn connect(&self, role: &str, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(&self.folder)
            .port(5432)
            .username(role)
            .database(database)
    }

    /// The same as an address.
    pub fn url(&self, role: &str, database: &str) -> String {
        format!("postgres:///{database}?host={}&port=5432&user={role}", self.folder.display())
    }

    /// Runs a program of PostgreSQL as the cluster's user, in its folder.
    pub fn run(&self, program: &str, set_up: impl FnOnce(&mut Command)) -> Result<String, ClusterError> {
        let mut command = self.command(&self.bin.join(program));
        set_up(&mut command);
        let output = command.stdin(Stdio::null()).output()?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        if output.status.success() {
            Ok(said.into_owned())
        } else {
            Err(ClusterError::Failed { program: program.to_owned(), output: said.into_owned() })
        }
    }

    /// Stops it and leaves its data. `how` is a mode of `pg_ctl`: `fast`, or `immediate` as if the machine had failed.
    pub fn stop(&mut self, how: &str) -> Result<(), ClusterError> {
        self.run("pg_ctl", |command| {
            command.args(["-D", "data", "-w", "-m", how, "stop"]);
        })?;
        if let Some((mut watcher, _)) = self.watcher.take() {
            watcher.kill()?;
            watcher.wait()?;
        }
        Ok(())
    }

    /// Starts it again after `stop`.
    pub fn launch(&mut self, options: &Options) -> Result<(), ClusterError> {
        let mut settings = vec![
            ("unix_socket_directories".to_owned(), self.folder.display().to_string()),
            ("listen_addresses".to_owned(), if options.port.is_some() { "127.0.0.1" } else { "" }.to_owned()),
            ("port".to_owned(), options.port.unwrap_or(5432).to_string()),
            ("max_connections".to_owned(), CONNECTIONS_MAX.to_string()),
            ("shared_buffers".to_owned(), "64MB".to_owned()),
        ];
        if !options.is_durable {
            settings.extend(
                [("fsync", "off"), ("synchronous_commit", "off"), ("full_page_writes", "off")]
                    .map(|(name, value)| (name.to_owned(), value.to_owned())),
            );
        }
        settings.extend(options.settings.iter().cloned());
        let arguments: Vec<String> =
            settings.iter().map(|(name, value)| format!("-c {name}='{value}'")).collect();
        self.run("pg_ctl", |command| {
            command
                .args(["-D", "data", "-w", "-t", "60", "-l", "log", "-o"])
                .arg(arguments.join(" "))
                .arg("start");
        })?;
        self.watch(options.folder.is_none())?;
        Ok(())
    }

    /// A shell that stops the cluster when the pipe to this program closes, however that comes about.
    fn watch(&mut self, is_temporary: bool) -> Result<(), ClusterError> {
        let pg_ctl = self.bin.join("pg_ctl");
        let mut script = format!("read _; '{}' -D data -m immediate stop", pg_ctl.display());
        if is_temporary {
            script.push_str(&format!("; cd /; rm -rf '{}'", self.folder.display()));
        }
        let mut command = self.command(Path::new("/bin/sh"));
        // A group of its own: Ctrl-C is for this program, which then closes the pipe.
        command.arg("-c").arg(script).process_group(0);
        let mut watcher =
            command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        if let Some(pipe) = watcher.stdin.take() {
            self.watcher = Some((watcher, pipe));
        }
        Ok(())
    }

    fn make_roles(&self) -> Result<(), ClusterError> {
        for role in [OWNER, SERVICE] {
            let statement = format!(
                "do $$ begin if not exists (select from pg_roles where rolname = '{role}') then \
                 create role {role} login nosuperuser nobypassrls nocreaterole; end if; end $$"
            );
            self.psql("postgres", &statement)?;
        }
        self.psql("postgres", &format!("alter role {OWNER} createdb"))?;
        Ok(())
    }

    /// Runs a statement as the superuser.
    pub fn psql(&self, database: &str, statement: &str) -> Result<String, ClusterError> {
        self.run("psql", |command| {
            command.args(["-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-p", "5432", "-U", ADMIN, "-h"]);
            command.arg(&self.folder).args(["-d", database, "-c", statement]);
        })
    }

    fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.folder).env_remove("PGDATA").env("LC_ALL", "C");
        if let Some(user) = self.runs_as {
            command.uid(user).gid(user);
        }
        command
    }

    /// Makes a folder the cluster user's.
    fn give(&self, folder: &Path) -> Result<(), ClusterError> {
        if let Some(user) = self.runs_as {
            chown(folder, Some(user), Some(user))?;
        }
        std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))?;
        Ok(())
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        if let Some((mut watcher, pipe)) = self.watcher.take() {
            drop(pipe);
            let _ = watcher.wait();
        }
    }
}

fn temporary_folder() -> PathBuf {
    let number = MADE.fetch_add(1, Ordering::Relaxed);
    std::env::temp_dir().join(format!("mealbook-pg-{}-{number}", std::process::id()))
}

/// Whom the cluster runs as when this program is root: who owns its folder already, else nobody.
fn other_user(folder: &Path) -> io::Result<Option<u32>> {
    let is_root = std::fs::metadata("/proc/self")?.uid() == 0;
    let owner = std::fs::metadata(folder)?.uid();
    Ok(is_root.then_some(if owner == 0 { UNPRIVILEGED } else { owner }))
}

fn find_bin() -> Result<PathBuf, ClusterError> {
    if let Some(bin) = std::env::var_os("PG_BIN") {
        return Ok(bin.into());
    }
    let versions = std::fs::read_dir("/usr/lib/postgresql").map_err(|_| ClusterError::NotInstalled)?;
    let number = |folder: &Path| folder.file_name()?.to_str()?.parse::<u32>().ok();
    versions
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(|folder| folder.join("bin/initdb").exists())
        .max_by_key(|folder| number(folder))
        .map(|folder| folder.join("bin"))
        .ok_or(ClusterError::NotInstalled)
}
