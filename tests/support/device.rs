//! A device of one test: a book on a real file, asked the way a host asks.

use std::ops::Deref;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, Result};
use app::{App, CloudOptions, Env, OpenApp};
use domain::ExpenseId;
use domain::expense::ExpenseInput;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection};
use tempfile::TempDir;
use wire::call::{
    AccountReply, FormSource, LoadDemo, Login, OpenForm, Register, Secret, Start, StartEmpty, SyncNow,
    SyncReply, SyncState, VerifyEmail,
};

use crate::book::{Book, HOME};
use crate::cloud::{Cloud, code_in};

/// The password of every test.
pub const PASSWORD: &str = "correct horse battery";

/// A service of one test.
pub trait Host {
    /// Its address.
    fn url(&self) -> String;
    /// The newest mail to this address, once it is there.
    fn mail_to(&self, address: &str) -> impl Future<Output = Result<String>>;
}

impl Host for Cloud {
    fn url(&self) -> String {
        Self::url(self)
    }

    fn mail_to(&self, address: &str) -> impl Future<Output = Result<String>> {
        Self::mail_to(self, address)
    }
}

/// Tries to sync before a test gives up.
const SYNCS_MAX: usize = 5;

/// The file of the book of most tests.
const FILE: &str = "mealbook.db";

/// A book and its folder.
pub struct Device {
    book: Book,
    folder: Arc<TempDir>,
    url: String,
    env: Env,
}

impl Deref for Device {
    type Target = Book;

    fn deref(&self) -> &Book {
        &self.book
    }
}

impl Device {
    /// A device whose book is past its first start and has no account.
    pub async fn new(cloud: &impl Host) -> Result<Self> {
        Self::at(cloud.url()).await
    }

    /// The same, reaching the service at another address than its own.
    pub async fn at(url: String) -> Result<Self> {
        Self::with_clock(url, Env::device()).await
    }

    /// The same with a clock of its own.
    pub async fn with_clock(url: String, env: Env) -> Result<Self> {
        Self::in_folder(Arc::new(tempfile::tempdir()?), FILE, url, env).await
    }

    /// Another book on the same device.
    pub async fn beside(&self) -> Result<Self> {
        Self::in_folder(self.folder.clone(), "other.db", self.url.clone(), self.env.clone()).await
    }

    async fn in_folder(folder: Arc<TempDir>, file: &str, url: String, env: Env) -> Result<Self> {
        let book = open(folder.path(), file, &url, &env).await?;
        if book.ask(Start {}).await?.is_first_start {
            book.ask(StartEmpty { home_currency: HOME, language: Some("en".into()) }).await?;
        }
        Ok(Self { book, folder, url, env })
    }

    /// A device with so many made-up expenses and no account.
    pub async fn with_demo(url: String, expenses: u32, seed: u64) -> Result<Self> {
        let (folder, env) = (Arc::new(tempfile::tempdir()?), Env::device());
        let book = open(folder.path(), FILE, &url, &env).await?;
        book.ask(LoadDemo { expenses, seed, home_currency: HOME, language: Some("en".into()) }).await?;
        Ok(Self { book, folder, url, env })
    }

    /// A device of somebody new.
    pub async fn registered(cloud: &impl Host, email: &str) -> Result<Self> {
        let device = Self::new(cloud).await?;
        device.register(cloud, email).await?;
        Ok(device)
    }

    /// A device that logs in and gets its first copy.
    pub async fn joined(cloud: &impl Host, email: &str) -> Result<Self> {
        Self::joined_at(cloud.url(), Env::device(), email).await
    }

    /// The same at an address and with a clock of its own.
    pub async fn joined_at(url: String, env: Env, email: &str) -> Result<Self> {
        let device = Self::with_clock(url, env).await?;
        device.login(email).await?;
        device.sync().await?;
        Ok(device)
    }

    /// Makes an account and takes its code from the mail.
    pub async fn register(&self, cloud: &impl Host, email: &str) -> Result<AccountReply> {
        self.register_as(cloud, email, "Ana").await
    }

    /// The same under another name.
    pub async fn register_as(&self, cloud: &impl Host, email: &str, name: &str) -> Result<AccountReply> {
        let (email, password) = (email.to_owned(), Secret(PASSWORD.to_owned()));
        self.ask(Register { email: email.clone(), password, display_name: name.to_owned() }).await?;
        let mail = cloud.mail_to(&email).await?;
        self.ask(VerifyEmail { email, code: Secret(code_in(&mail)?) }).await
    }

    /// Logs in.
    pub async fn login(&self, email: &str) -> Result<AccountReply> {
        let password = Secret(PASSWORD.to_owned());
        self.ask(Login { email: email.to_owned(), password, code: None }).await
    }

    /// Syncs; nothing may be left. A busy machine may cost a request: then once more.
    pub async fn sync(&self) -> Result<SyncReply> {
        let mut reply = self.ask(SyncNow {}).await?;
        for _ in 0..SYNCS_MAX {
            if !matches!(reply.state, SyncState::WaitingUntil { .. }) {
                break;
            }
            reply = self.ask(SyncNow {}).await?;
        }
        anyhow::ensure!(reply.state == SyncState::UpToDate, "{reply:?}");
        Ok(reply)
    }

    /// The program is closed and opened again.
    pub async fn restarted(self) -> Result<Self> {
        self.reopened(&[]).await
    }

    /// The program is closed, these statements are run on its file, and it is opened again.
    pub async fn reopened(self, statements: &[&str]) -> Result<Self> {
        let Self { book, folder, url, env } = self;
        let path = book.database.clone();
        book.app.close().await;
        drop(book);
        let mut file = SqliteConnectOptions::new().filename(&path).connect().await?;
        for statement in statements {
            sqlx::query(statement).execute(&mut file).await?;
        }
        file.close().await?;
        let name = path.file_name().context("a file has a name")?.to_string_lossy().into_owned();
        let book = open(folder.path(), &name, &url, &env).await?;
        Ok(Self { book, folder, url, env })
    }

    /// A copy of everything on this device, as a backup or a clone makes one. The program is closed for it and opened again.
    pub async fn copied(self) -> Result<(Self, Self)> {
        let Self { book, folder, url, env } = self;
        book.app.close().await;
        drop(book);
        let copy = Arc::new(tempfile::tempdir()?);
        copy_folder(folder.path(), copy.path())?;
        let this = Self::in_folder(folder, FILE, url.clone(), env.clone()).await?;
        Ok((this, Self::in_folder(copy, FILE, url, env).await?))
    }

    /// Adds a meal of so many cents.
    pub async fn add(&self, cents: i64, note: &str) -> Result<ExpenseId> {
        let (id, mut input) = self.new_form().await?;
        input.total_minor = cents;
        input.notes = note.to_owned();
        self.save(id, input, 0).await?;
        Ok(id)
    }

    /// The form of an expense.
    pub async fn form(&self, id: ExpenseId) -> Result<(ExpenseInput, i64)> {
        let form = self.ask(OpenForm { from: FormSource::Edit(id) }).await?;
        Ok((form.input, form.base_ms))
    }

    /// Changes an expense.
    pub async fn change(&self, id: ExpenseId, change: impl FnOnce(&mut ExpenseInput)) -> Result<()> {
        let (mut input, base_ms) = self.form(id).await?;
        change(&mut input);
        self.save(id, input, base_ms).await?;
        Ok(())
    }
}

async fn open(folder: &Path, file: &str, url: &str, env: &Env) -> Result<Book> {
    let database = folder.join(file);
    let open = OpenApp { path: database.clone(), env: env.clone() };
    let options = CloudOptions {
        server: Some(url.to_owned()),
        keys: folder.join("keys"),
        device_name: "test".into(),
        platform: "linux".into(),
        has_keychain: false,
    };
    Ok(Book { app: App::open_cloud(open, options).await?, database })
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
