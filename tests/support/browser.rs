//! The three places a person meets Mealbook in: a desktop browser, a phone's browser, and the desktop window. Each session starts
//! its own driver, server and display, on free ports and in a new folder, and takes all of it down again.

mod axe;
mod chromium;
mod media;
mod picture;
mod window;

use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Map, Value};

pub use axe::{Violation, violations};

use crate::child::{Environment, Processes};

/// Where the interface runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Target {
    /// Chromium, 1280 x 800, with a mouse.
    Desktop,
    /// Chromium as a phone of 390 x 844, with touch.
    Phone,
    /// Chromium as the narrowest phone there is, 320 x 640, with touch (E-157).
    Narrow,
    /// Chromium, 1280 x 800 at a zoom of 200 %: 640 x 400, with a mouse.
    Zoomed,
    /// The desktop window: Tauri on WebKitGTK under a virtual display.
    Window,
}

/// A running interface over one book.
#[derive(Debug)]
pub struct Session {
    /// The WebDriver client.
    pub client: Client,
    /// Where it runs.
    pub target: Target,
    /// The folder of this session; the book is `book` in it.
    folder: tempfile::TempDir,
    processes: Processes,
    address: Option<String>,
}

impl Session {
    /// Opens the interface over a book; the folder `book` of `folder` holds it.
    pub async fn start(target: Target, folder: tempfile::TempDir) -> Result<Self> {
        Self::start_with(target, folder, Environment::new()).await
    }

    /// The same with programs that are told something by the environment.
    pub async fn start_with(
        target: Target,
        folder: tempfile::TempDir,
        environment: Environment,
    ) -> Result<Self> {
        let mut processes = Processes::with(environment);
        let (client, address) = open(target, folder.path(), &mut processes).await?;
        Ok(Self { client, target, folder, processes, address })
    }

    /// Kills everything as a power cut would, and opens the same book again.
    pub async fn kill_and_reopen(&mut self) -> Result<()> {
        self.processes.kill_all();
        (self.client, self.address) = open(self.target, self.folder.path(), &mut self.processes).await?;
        Ok(())
    }

    /// The database of this session.
    pub fn database(&self) -> PathBuf {
        database(self.folder.path())
    }

    /// A file for the person to choose, in the folder of this session.
    pub fn file(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }

    /// The address of the page, if it is in a browser.
    pub fn address(&self) -> Option<&str> {
        self.address.as_deref()
    }

    /// Ends the session in an orderly way.
    pub async fn close(mut self) {
        // The window's driver does not always answer this; everything is killed below in any case.
        let _ = tokio::time::timeout(std::time::Duration::from_secs(2), self.client.clone().close()).await;
        self.processes.kill_all();
    }
}

async fn open(target: Target, folder: &Path, processes: &mut Processes) -> Result<(Client, Option<String>)> {
    let database = database(folder);
    match target {
        Target::Desktop | Target::Phone | Target::Narrow | Target::Zoomed => {
            let address = chromium::serve(processes, &database)?;
            let client = chromium::open(processes, target, folder, &address).await?;
            Ok((client, Some(address)))
        }
        Target::Window => Ok((window::open(processes, folder, &database).await?, None)),
    }
}

/// Where the book of a session is.
pub fn database(folder: &Path) -> PathBuf {
    folder.join("book").join("mealbook.db")
}

async fn connect(driver: &str, capabilities: Value) -> Result<Client> {
    let capabilities: Map<String, Value> = match capabilities {
        Value::Object(map) => map,
        other => anyhow::bail!("capabilities are an object, not {other}"),
    };
    let mut builder = ClientBuilder::new(HttpConnector::new());
    builder
        .capabilities(capabilities)
        .connect(driver)
        .await
        .with_context(|| format!("no session at {driver}"))
}
