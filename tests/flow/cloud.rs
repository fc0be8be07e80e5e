//! The service of one test: a database of its own, a folder of mails, an address that stays while it comes and goes.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Duration;

use anyhow::{Context, Result};
use api::config::Config;
use api::server;
use api::state::{Clock, State};
use api::testing::TestDatabase;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

/// A service that runs until it is stopped.
pub struct Cloud {
    database: TestDatabase,
    folder: TempDir,
    address: SocketAddr,
    running: Mutex<Option<(oneshot::Sender<()>, JoinHandle<()>)>>,
}

impl Cloud {
    /// A service with an empty database.
    pub async fn start() -> Result<Self> {
        // A second installation in the same process changes nothing.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let database = TestDatabase::new().await?;
        let listener = TcpListener::bind("127.0.0.1:0").await?;
        let address = listener.local_addr()?;
        let cloud = Self { database, folder: tempfile::tempdir()?, address, running: Mutex::new(None) };
        cloud.run(listener)?;
        Ok(cloud)
    }

    fn run(&self, listener: TcpListener) -> Result<()> {
        let config = Config { shutdown_s: 1, ..Config::for_tests(self.folder.path(), &self.database.url()) };
        // `serve` closes its connections at the end, so every run has its own.
        let pool = self.database.another_pool(8, Duration::from_secs(10));
        let state = State::new(config, pool, Clock::system())?;
        let (stop, stopped) = oneshot::channel::<()>();
        let served = server::serve(state, listener, async move {
            let _ = stopped.await;
        });
        let task = tokio::spawn(async move { served.await.expect("the service ended well") });
        *self.running.lock().expect("no test panicked here") = Some((stop, task));
        Ok(())
    }

    /// Its address.
    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The machine goes away in the middle of whatever it does.
    pub async fn kill(&self) {
        let running = self.running.lock().expect("no test panicked here").take();
        if let Some((_stop, task)) = running {
            task.abort();
            let _ = task.await;
        }
    }

    /// It is there again at the same address, over the same database.
    pub async fn start_again(&self) -> Result<()> {
        self.kill().await;
        let listener = TcpListener::bind(self.address).await.context("the address is taken")?;
        self.run(listener)
    }

    /// The newest mail to this address, once it is there.
    pub async fn mail_to(&self, address: &str) -> Result<String> {
        for _ in 0..600 {
            if let Some(mail) = self.newest_mail(address)? {
                return Ok(mail);
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        anyhow::bail!("no mail came")
    }

    fn newest_mail(&self, address: &str) -> Result<Option<String>> {
        let mut mails: Vec<PathBuf> = std::fs::read_dir(self.folder.path().join("mail"))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.extension().is_some_and(|end| end == "eml"))
            .collect();
        mails.sort_by_key(|path| path.metadata().and_then(|facts| facts.modified()).ok());
        let mails = mails.iter().rev().filter_map(|path| std::fs::read_to_string(path).ok());
        Ok(mails.into_iter().find(|mail| mail.contains(address)))
    }
}
