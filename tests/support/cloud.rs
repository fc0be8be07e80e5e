//! The service of one test: a database of its own, a folder of mails, an address that stays while it comes and goes.

use std::io::ErrorKind;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result};
use api::config::Config;
use api::retention::forget_old;
use api::server;
use api::state::{Clock, State};
use api::testing::{SERVICE, TestDatabase};
use sqlx::PgPool;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;

use crate::wait;

/// A service that runs until it is stopped.
pub struct Cloud {
    database: TestDatabase,
    folder: TempDir,
    address: SocketAddr,
    /// What the service runs on: all of it ends with this.
    running: Mutex<Option<Runtime>>,
    /// The database that took the place of the first one.
    restored: Mutex<Option<String>>,
}

/// What the runbook has done after a restore.
const RESTORED: &str =
    "update workspace_clock set floor_seq = head_seq, head_seq = head_seq + 1000000, epoch = epoch + 1";

impl Cloud {
    /// A service with an empty database.
    pub async fn start() -> Result<Self> {
        Self::over(TestDatabase::new().await?).await
    }

    /// A service over this database.
    pub async fn over(database: TestDatabase) -> Result<Self> {
        // A second installation in the same process changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let cloud = Self {
            database,
            folder: tempfile::tempdir()?,
            address,
            running: Mutex::new(None),
            restored: Mutex::new(None),
        };
        cloud.run(listener)?;
        Ok(cloud)
    }

    fn config(&self) -> Config {
        Config { shutdown_s: 1, ..Config::for_tests(self.folder.path(), &self.database.url()) }
    }

    fn run(&self, listener: TcpListener) -> Result<()> {
        let config = self.config();
        // `serve` closes its connections at the end, so every run has its own.
        let restored = self.restored.lock().expect("no test panicked here").clone();
        let pool = match restored {
            None => self.database.another_pool(8, Duration::from_secs(10)),
            Some(name) => PgPool::connect_lazy_with(self.database.cluster().connect(SERVICE, &name)),
        };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
        let listener = listener.into_std()?;
        runtime.spawn(async move {
            let state = State::new(config, pool, Clock::system()).expect("the settings are right");
            let listener = TcpListener::from_std(listener).expect("the listener is one");
            server::serve(state, listener, std::future::pending()).await.expect("it is served");
        });
        *self.running.lock().expect("no test panicked here") = Some(runtime);
        Ok(())
    }

    /// Where it listens.
    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The machine goes away in the middle of whatever it does.
    pub fn kill(&self) {
        let running = self.running.lock().expect("no test panicked here").take();
        if let Some(runtime) = running {
            runtime.shutdown_background();
        }
    }

    /// It is there again at the same address, over the same database.
    pub async fn start_again(&self) -> Result<()> {
        self.kill();
        loop {
            // The listener of what was killed may still be on its way out.
            match TcpListener::bind(self.address).await {
                Ok(listener) => return self.run(listener),
                Err(error) if error.kind() == ErrorKind::AddrInUse => tokio::task::yield_now().await,
                Err(error) => return Err(error).context("the address"),
            }
        }
    }

    /// The whole number a statement finds in its database, past every wall between workspaces.
    pub fn number(&self, statement: &str) -> Result<i64> {
        let restored = self.restored.lock().expect("no test panicked here").clone();
        let name = restored.as_ref().unwrap_or(&self.database.name);
        let answer = self.database.cluster().psql(name, statement)?;
        answer.trim().parse().with_context(|| format!("{statement}: {answer}"))
    }

    /// What the service forgets at night, as if so many days had passed since all it heard.
    pub async fn forget_after(&self, days: i64) -> Result<()> {
        let state = State::new(self.config(), self.database.pool.clone(), Clock::system())?;
        let now_ms = state.now_ms() + days * 24 * 60 * 60 * 1_000;
        forget_old(&self.database.owner, &*state.blobs, now_ms).await?;
        Ok(())
    }

    /// The newest mail to this address, once it is there.
    pub async fn mail_to(&self, address: &str) -> Result<String> {
        self.mail_after(address, 0).await
    }

    /// The newest mail to this address, once there are more than so many.
    pub async fn mail_after(&self, address: &str, known: usize) -> Result<String> {
        wait::until("a mail", async || {
            let mut mails = self.mails_to(address)?;
            Ok(if mails.len() > known { mails.pop() } else { None })
        })
        .await
    }

    /// All mails to this address, oldest first.
    pub fn mails_to(&self, address: &str) -> Result<Vec<String>> {
        let folder = self.folder.path().join("mail");
        let mut mails: Vec<PathBuf> = std::fs::read_dir(folder)?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "eml"))
            .collect();
        mails.sort_by_key(|path| path.metadata().and_then(|facts| facts.modified()).ok());
        let mails = mails.iter().filter_map(|path| std::fs::read_to_string(path).ok());
        Ok(mails.filter(|mail| mail.contains(address)).collect())
    }

    /// Asks the database itself, as its superuser.
    pub fn sql(&self, statement: &str) -> Result<String> {
        Ok(self.database.cluster().psql(&self.database.name, statement)?.trim().to_owned())
    }

    /// Takes a copy of the database as it is.
    pub async fn back_up(&self) -> Result<()> {
        self.kill();
        let name = &self.database.name;
        let cluster = self.database.cluster();
        let end = "select pg_terminate_backend(pid) from pg_stat_activity where datname = ";
        loop {
            // Connections of what was killed may still be on their way out.
            cluster.psql("postgres", &format!("{end}'{name}'"))?;
            if cluster.psql("postgres", &format!("create database {name}_backup template {name}")).is_ok() {
                return self.start_again().await;
            }
            tokio::task::yield_now().await;
        }
    }

    /// Goes back to the copy, as the runbook says: every workspace begins a new epoch far beyond what was lost.
    pub async fn restore(&self) -> Result<()> {
        self.kill();
        let backup = format!("{}_backup", self.database.name);
        self.database.cluster().psql(&backup, RESTORED)?;
        *self.restored.lock().expect("no test panicked here") = Some(backup);
        self.start_again().await
    }
}

impl Drop for Cloud {
    fn drop(&mut self) {
        self.kill();
    }
}

/// The code of a mail: it stands on a line of its own, set in.
pub fn code_in(mail: &str) -> Result<String> {
    let code = mail.lines().find_map(|line| line.strip_prefix("    "));
    code.map(|code| code.trim().to_owned()).context("the mail holds no code")
}
