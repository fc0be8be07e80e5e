//! The account of a book, the service, and the other copies. A book without an account never opens a socket: the service's client is
//! made when somebody asks for it, and background sync starts only for a book that is tied to an account.

mod account;
mod attach;
mod background;
mod conflicts;
mod copied;
mod devices;
mod duplicates;
mod history;
mod login;
mod notices;
mod options;
mod parked;
mod password;
mod show;
mod status;
mod tie;
mod totp;
mod wipe;

use std::path::{Path, PathBuf};
use std::sync::{PoisonError, RwLock};

use domain::UserId;
use store::Store;
use sync::service::{Service, Vault};

use crate::{App, Error, Result};

pub use options::CloudOptions;

pub(crate) use attach::add_books;
pub(crate) use login::{code, email};

use background::Background;
use tie::Tie;

/// The key of the address the person chose.
const SERVER: &str = "server";

/// What an open book knows of the service.
#[derive(Debug)]
pub(crate) struct Cloud {
    options: CloudOptions,
    session_file: PathBuf,
    line: RwLock<Line>,
    tie: RwLock<Option<Tie>>,
    background: Background,
}

/// The address, and the client once somebody needs it.
#[derive(Debug, Default)]
struct Line {
    address: String,
    service: Option<Service>,
}

impl Cloud {
    /// As the book remembers it; nothing is sent, and no client is made.
    pub async fn open(store: &Store, book: &Path, options: CloudOptions) -> Result<Self> {
        let mut session_file = book.as_os_str().to_owned();
        session_file.push(".session");
        let chosen = store.local_meta(SERVER).await?.unwrap_or_default();
        let cloud = Self {
            options,
            session_file: session_file.into(),
            line: RwLock::default(),
            tie: RwLock::new(tie::load(store).await?),
            background: Background::default(),
        };
        cloud.set_address(&chosen);
        Ok(cloud)
    }

    /// The client for an address, if it is one of a service.
    fn client(&self, address: &str) -> Result<Service> {
        let (file, keys) = (self.session_file.clone(), self.options.keys.clone());
        let vault =
            if self.options.has_keychain { Vault::best(file, keys) } else { Vault::sealed(file, keys) };
        Ok(Service::new(address, vault)?)
    }

    /// From now on that address, or the one of the environment.
    fn set_address(&self, chosen: &str) {
        let usual = self.options.server.as_deref().unwrap_or_default();
        let address = if chosen.is_empty() { usual } else { chosen }.to_owned();
        *self.line.write().unwrap_or_else(PoisonError::into_inner) = Line { address, service: None };
    }

    /// The address; empty when there is none.
    fn address(&self) -> String {
        self.line.read().unwrap_or_else(PoisonError::into_inner).address.clone()
    }

    /// The service, if there is one to talk to.
    pub fn find_service(&self) -> Option<Service> {
        let mut line = self.line.write().unwrap_or_else(PoisonError::into_inner);
        if line.service.is_none() && !line.address.is_empty() {
            line.service = self
                .client(&line.address)
                .inspect_err(|error| tracing::warn!(%error, "the service's address cannot be used"))
                .ok();
        }
        line.service.clone()
    }

    /// The service, to log in or to register.
    pub fn service(&self) -> Result<Service> {
        self.find_service().ok_or(Error::NoServer)
    }

    /// The account of this book.
    pub fn tie(&self) -> Option<Tie> {
        self.tie.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// The service, for a book with an account that is logged in.
    pub fn session(&self) -> Result<Service> {
        if self.tie().is_none() {
            return Err(Error::NoAccount);
        }
        let service = self.service()?;
        if service.is_signed_in() { Ok(service) } else { Err(Error::SignedOut) }
    }

    /// The person, if there is an account.
    pub fn me(&self) -> Option<UserId> {
        self.tie().map(|tie| tie.account.id)
    }

    /// What others see this device called.
    pub fn device_name(&self) -> &str {
        &self.options.device_name
    }

    /// The person changed something.
    pub fn committed(&self) {
        self.background.committed();
    }

    /// Ends background sync.
    pub async fn stop(&self) {
        self.background.stop().await;
    }
}

impl App {
    /// Keeps this book and its other copies the same from now on, as long as there is an account. Hosts that stay call it; a short
    /// command does not.
    pub async fn start_sync(&self) {
        self.cloud().background.want();
        if let Err(error) = attach::settle_if_open(self).await {
            tracing::debug!(%error, "the workspaces of the account were not looked up");
        }
        background::begin(self).await;
    }
}

/// Workspaces other than the first are the account's.
pub(crate) fn must_be_attached(app: &App) -> Result<()> {
    match app.cloud().tie() {
        Some(tie) if tie.is_attached() => Ok(()),
        Some(_) => Err(Error::ChooseFirst),
        None => Err(Error::NoAccount),
    }
}

/// There is a workspace more to sync, or one less.
pub(crate) async fn books_changed(app: &App) {
    background::begin(app).await;
}

/// A workspace is about to be removed from this device: until `books_changed` nothing is sent or applied.
pub(crate) async fn forgetting(app: &App) {
    background::pause(app).await;
}
