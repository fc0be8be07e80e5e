//! The service as it runs elsewhere: the program `mealbook-api` over a cluster of its own, which can be killed, stopped and restored.

use std::fs::File;
use std::net::TcpStream;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::{Mutex, MutexGuard, PoisonError};

use anyhow::{Context, Result, bail, ensure};
use api::testing::{ADMIN, Cluster, OWNER, Options, SERVICE};
use sqlx::PgPool;
use sqlx::postgres::PgPoolOptions;
use tempfile::TempDir;
use tests::device::Host;
use tests::{paths, wait};

/// The database of the service.
pub const DATABASE: &str = "mealbook";
/// Requests a second that nobody in a test makes.
const NO_LIMIT: &str = "100000";

/// A cluster and the program over it.
pub struct Cloud {
    cluster: Mutex<Cluster>,
    folder: TempDir,
    program: PathBuf,
    port: u16,
    service: Mutex<Option<Child>>,
    /// What devices are told instead of the service's own address.
    front: Mutex<Option<String>>,
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Cloud {
    /// An empty database with its tables, made and served by the program's own commands.
    pub async fn start() -> Result<Self> {
        let program = paths::program("mealbook-api", "api", "MEALBOOK_API")?;
        let cluster = Cluster::start(&Options::default())?;
        cluster.psql("postgres", &format!("create database {DATABASE} owner {OWNER}"))?;
        let port = free_port()?;
        let cloud = Self {
            cluster: Mutex::new(cluster),
            folder: tempfile::tempdir()?,
            program,
            port,
            service: Mutex::new(None),
            front: Mutex::new(None),
        };
        cloud.command("migrate")?;
        cloud.serve().await?;
        Ok(cloud)
    }

    /// The port of the service itself.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Devices go through a proxy from now on.
    pub fn go_through(&self, port: u16) {
        *lock(&self.front) = Some(format!("http://127.0.0.1:{port}"));
    }

    /// Runs one of the program's commands and gives what it says; its failure is an error that holds it.
    pub fn command(&self, arguments: &str) -> Result<String> {
        let output = self.prepare(&arguments.split(' ').collect::<Vec<_>>()).output()?;
        let said = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
        ensure!(output.status.success(), "mealbook-api {arguments}: {said}");
        Ok(said.into_owned())
    }

    /// What the program is told.
    pub fn settings(&self) -> Vec<(&'static str, String)> {
        let path = |name: &str| self.folder.path().join(name).display().to_string();
        let cluster = lock(&self.cluster);
        vec![
            ("MEALBOOK_ENV", "development".into()),
            ("MEALBOOK_LISTEN", format!("127.0.0.1:{}", self.port)),
            ("MEALBOOK_PUBLIC_URL", format!("http://127.0.0.1:{}", self.port)),
            ("MEALBOOK_DATABASE_URL", cluster.url(SERVICE, DATABASE)),
            ("MEALBOOK_OWNER_DATABASE_URL", cluster.url(OWNER, DATABASE)),
            ("MEALBOOK_KEYS_DIR", path("keys")),
            ("MEALBOOK_MAIL", "folder".into()),
            ("MEALBOOK_MAIL_DIR", path("mail")),
            ("MEALBOOK_BLOBS", "folder".into()),
            ("MEALBOOK_BLOBS_DIR", path("blobs")),
            ("MEALBOOK_RATE_USER", NO_LIMIT.into()),
            ("MEALBOOK_RATE_WORKSPACE", NO_LIMIT.into()),
            ("MEALBOOK_RATE_ADDRESS", NO_LIMIT.into()),
            ("MEALBOOK_LOG", "warn".into()),
            ("MEALBOOK_SHUTDOWN_S", "1".into()),
        ]
    }

    fn prepare(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.program);
        command.args(arguments).envs(self.settings()).stdin(Stdio::null());
        command
    }

    fn log(&self) -> PathBuf {
        self.folder.path().join("service.log")
    }

    /// Starts the service and waits until it listens.
    pub async fn serve(&self) -> Result<()> {
        let log = File::options().create(true).append(true).open(self.log())?;
        let mut command = self.prepare(&["serve"]);
        let child = command.stdout(log.try_clone()?).stderr(log).spawn().context("the service")?;
        *lock(&self.service) = Some(child);
        let ended = wait::until("the service to listen", async || {
            let ended = lock(&self.service).as_mut().map(Child::try_wait).transpose()?.flatten();
            let listens = || TcpStream::connect(("127.0.0.1", self.port)).ok().map(|_| None);
            Ok(ended.map(Some).or_else(listens))
        });
        match ended.await? {
            None => Ok(()),
            Some(status) => bail!("the service ended, {status}: {}", self.said()),
        }
    }

    /// What the service wrote.
    pub fn said(&self) -> String {
        std::fs::read_to_string(self.log()).unwrap_or_default()
    }

    /// SIGKILL: nothing of it runs one instruction more.
    pub fn kill(&self) -> Result<()> {
        if let Some(mut child) = lock(&self.service).take() {
            child.kill()?;
            child.wait()?;
        }
        Ok(())
    }

    /// The cluster, to be stopped and started.
    pub fn cluster(&self) -> MutexGuard<'_, Cluster> {
        lock(&self.cluster)
    }

    /// Connections past row-level security, to look at everything.
    pub fn everything(&self) -> PgPool {
        let options = lock(&self.cluster).connect(ADMIN, DATABASE);
        PgPoolOptions::new().max_connections(2).connect_lazy_with(options)
    }
}

impl Host for Cloud {
    fn url(&self) -> String {
        lock(&self.front).clone().unwrap_or_else(|| format!("http://127.0.0.1:{}", self.port))
    }

    async fn mail_to(&self, address: &str) -> Result<String> {
        let folder = self.folder.path().join("mail");
        wait::until("a mail", async || {
            let mut mails: Vec<PathBuf> = std::fs::read_dir(&folder)?
                .filter_map(|entry| entry.ok().map(|entry| entry.path()))
                .filter(|path| path.extension().is_some_and(|end| end == "eml"))
                .collect();
            mails.sort_by_key(|path| path.metadata().and_then(|facts| facts.modified()).ok());
            let mails = mails.iter().rev().filter_map(|path| std::fs::read_to_string(path).ok());
            Ok(mails.into_iter().find(|mail| mail.contains(address)))
        })
        .await
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        let _ = self.kill();
    }
}

/// A port nobody listens on: the system does not give it again for a while.
pub fn free_port() -> Result<u16> {
    Ok(std::net::TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}
