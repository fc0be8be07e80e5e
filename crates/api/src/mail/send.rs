//! Sends mails by SMTP, or writes them into a folder.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use lettre::message::{Mailbox, header::ContentType};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Message, Tokio1Executor};
use tokio::sync::Semaphore;

use super::Mail;
use crate::config::{Config, MailSetting};
use crate::state::Tasks;

/// Mails on their way at once, at most; the others wait.
const UNDER_WAY_MAX: usize = 8;
/// How often sending is tried.
const TRIES_MAX: u32 = 4;
/// Before the second try; each further wait is four times as long.
const FIRST_WAIT: Duration = Duration::from_secs(2);
/// How long one try may take.
const TRY_TIMEOUT: Duration = Duration::from_secs(20);

/// Why mails cannot be sent.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// The sender's address.
    #[error("MEALBOOK_MAIL_FROM is not an address")]
    Sender,
    /// The server's address.
    #[error("MEALBOOK_SMTP_URL cannot be read")]
    Server,
    /// The folder.
    #[error("the folder for mails")]
    Folder(#[from] std::io::Error),
    /// This mail cannot be written, for example because the address is none.
    #[error("the mail cannot be written")]
    Unwritable,
    /// The server did not take it.
    #[error("the mail server did not take it")]
    Refused,
}

#[derive(Clone)]
enum Way {
    Smtp(AsyncSmtpTransport<Tokio1Executor>),
    Folder(PathBuf),
}

/// Sends mails in the background.
#[derive(Clone)]
pub struct Mailer {
    way: Way,
    from: Mailbox,
    places: Arc<Semaphore>,
    tasks: Tasks,
}

impl Mailer {
    /// A mailer as the settings say.
    pub fn new(config: &Config, tasks: Tasks) -> Result<Self, MailError> {
        let way = match &config.mail {
            MailSetting::Smtp(url) => {
                let transport = AsyncSmtpTransport::<Tokio1Executor>::from_url(url);
                Way::Smtp(transport.map_err(|_| MailError::Server)?.timeout(Some(TRY_TIMEOUT)).build())
            }
            MailSetting::Folder(folder) => {
                std::fs::create_dir_all(folder)?;
                Way::Folder(folder.clone())
            }
        };
        let from = config.mail_from.parse().map_err(|_| MailError::Sender)?;
        let places = Arc::new(Semaphore::new(UNDER_WAY_MAX));
        Ok(Self { way, from, places, tasks })
    }

    /// Sends in the background; what cannot be sent after several tries is logged without the address.
    pub fn post(&self, mail: Mail) {
        let mailer = self.clone();
        self.tasks.spawn(async move {
            let Ok(_place) = mailer.places.clone().acquire_owned().await else { return };
            if let Err(error) = mailer.try_often(&mail).await {
                tracing::error!(%error, "a mail was not sent");
            }
        });
    }

    async fn try_often(&self, mail: &Mail) -> Result<(), MailError> {
        let mut wait = FIRST_WAIT;
        for _ in 1..TRIES_MAX {
            match self.deliver(mail).await {
                Err(MailError::Refused) => tokio::time::sleep(wait).await,
                done => return done,
            }
            wait *= 4;
        }
        self.deliver(mail).await
    }

    async fn deliver(&self, mail: &Mail) -> Result<(), MailError> {
        let message = self.message(mail)?;
        match &self.way {
            Way::Smtp(transport) => transport.send(message).await.map(drop).map_err(|_| MailError::Refused),
            Way::Folder(folder) => {
                // By time, so the newest sorts last; written under another name first, so that no reader sees half of it.
                let name = uuid::Uuid::now_v7().to_string();
                let half = folder.join(format!(".{name}"));
                tokio::fs::write(&half, message.formatted()).await?;
                Ok(tokio::fs::rename(half, folder.join(format!("{name}.eml"))).await?)
            }
        }
    }

    fn message(&self, mail: &Mail) -> Result<Message, MailError> {
        let to: Mailbox = mail.to.parse().map_err(|_| MailError::Unwritable)?;
        Message::builder()
            .from(self.from.clone())
            .to(to)
            .subject(mail.subject.clone())
            .header(ContentType::TEXT_PLAIN)
            .body(mail.text.clone())
            .map_err(|_| MailError::Unwritable)
    }
}
