//! A device of one test: a book on a real file, asked the way a host asks.

use std::ops::Deref;

use crate::book::{Book, HOME};
use anyhow::Result;
use app::{App, CloudOptions, Env, OpenApp};
use domain::ExpenseId;
use domain::expense::ExpenseInput;
use tempfile::TempDir;
use wire::call::{
    AccountReply, FormSource, LoadDemo, Login, OpenForm, Register, Secret, Start, StartEmpty, SyncNow,
    SyncReply, SyncState, VerifyEmail,
};

use crate::cloud::Cloud;

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

/// A book and its folder.
pub struct Device {
    book: Book,
    folder: TempDir,
    url: String,
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
        let folder = tempfile::tempdir()?;
        let book = open(&folder, &url).await?;
        if book.ask(Start {}).await?.is_first_start {
            book.ask(StartEmpty { home_currency: HOME, language: Some("en".into()) }).await?;
        }
        Ok(Self { book, folder, url })
    }

    /// A device with so many made-up expenses and no account.
    pub async fn with_demo(url: String, expenses: u32, seed: u64) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let book = open(&folder, &url).await?;
        book.ask(LoadDemo { expenses, seed, home_currency: HOME, language: Some("en".into()) }).await?;
        Ok(Self { book, folder, url })
    }

    /// A device of somebody new.
    pub async fn registered(cloud: &impl Host, email: &str) -> Result<Self> {
        let device = Self::new(cloud).await?;
        device.register(cloud, email).await?;
        Ok(device)
    }

    /// A device that logs in and gets its first copy.
    pub async fn joined(cloud: &impl Host, email: &str) -> Result<Self> {
        let device = Self::new(cloud).await?;
        device.login(email).await?;
        device.sync().await?;
        Ok(device)
    }

    /// Makes an account and takes its code from the mail.
    pub async fn register(&self, cloud: &impl Host, email: &str) -> Result<AccountReply> {
        let (email, password) = (email.to_owned(), Secret(PASSWORD.to_owned()));
        self.ask(Register { email: email.clone(), password, display_name: "Ana".into() }).await?;
        let mail = cloud.mail_to(&email).await?;
        self.ask(VerifyEmail { email, code: Secret(code_in(&mail)?) }).await
    }

    /// Logs in.
    pub async fn login(&self, email: &str) -> Result<AccountReply> {
        let password = Secret(PASSWORD.to_owned());
        self.ask(Login { email: email.to_owned(), password, code: None }).await
    }

    /// Syncs; nothing may be left.
    pub async fn sync(&self) -> Result<SyncReply> {
        let reply = self.ask(SyncNow {}).await?;
        anyhow::ensure!(reply.state == SyncState::UpToDate, "{reply:?}");
        Ok(reply)
    }

    /// The program is closed and opened again.
    pub async fn restarted(self) -> Result<Self> {
        let Self { book, folder, url } = self;
        book.app.close().await;
        drop(book);
        let book = open(&folder, &url).await?;
        Ok(Self { book, folder, url })
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

async fn open(folder: &TempDir, url: &str) -> Result<Book> {
    let database = folder.path().join("mealbook.db");
    let open = OpenApp { path: database.clone(), env: Env::device() };
    let options = CloudOptions {
        server: Some(url.to_owned()),
        keys: folder.path().join("keys"),
        device_name: "test".into(),
        platform: "linux".into(),
        has_keychain: false,
    };
    Ok(Book { app: App::open_cloud(open, options).await?, database })
}

/// The code stands on a line of its own, set in.
fn code_in(mail: &str) -> Result<String> {
    let code = mail.lines().find_map(|line| line.strip_prefix("    "));
    code.map(|code| code.trim().to_owned()).ok_or_else(|| anyhow::anyhow!("the mail holds no code"))
}
