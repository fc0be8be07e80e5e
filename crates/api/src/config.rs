//! How the service is set up: by the environment alone. `VARIABLES` is the one table, and docs/RUNBOOK.md holds a copy a test compares.

mod read;
mod safety;

use std::fmt::Write as _;
use std::net::SocketAddr;
use std::path::PathBuf;

pub use read::{ConfigError, blob_setting, listen, owner_database_url};

use crate::limits::rate::RateSetting;

/// A variable of the environment.
#[derive(Debug)]
pub struct Variable {
    /// Its name.
    pub name: &'static str,
    /// Whether it is a secret: then `NAME_FILE` may name a file that holds it, and it is never printed.
    pub secret: bool,
    /// What holds without it.
    pub default: &'static str,
    /// What it says.
    pub about: &'static str,
}

const fn open(name: &'static str, default: &'static str, about: &'static str) -> Variable {
    Variable { name, secret: false, default, about }
}

const fn secret(name: &'static str, default: &'static str, about: &'static str) -> Variable {
    Variable { name, secret: true, default, about }
}

/// Every variable the service reads.
pub const VARIABLES: &[Variable] = &[
    open("MEALBOOK_ENV", "production", "`production` or `development`; the first refuses unsafe settings"),
    open("MEALBOOK_LISTEN", "127.0.0.1:8787", "address and port to listen on"),
    open(
        "MEALBOOK_PUBLIC_URL",
        "http://127.0.0.1:8787",
        "address people and devices use; https in production",
    ),
    secret(
        "MEALBOOK_DATABASE_URL",
        "",
        "`postgres://…` of the service's role: no superuser, no BYPASSRLS, owner of nothing",
    ),
    secret(
        "MEALBOOK_OWNER_DATABASE_URL",
        "",
        "`postgres://…` of the role that owns the tables: for `migrate`, `epoch` and `retention`",
    ),
    open("MEALBOOK_DATABASE_CONNECTIONS", "16", "connections to the database, at most"),
    open("MEALBOOK_KEYS_DIR", "", "folder of the signing keys (`*.pem`); the newest signs, all are believed"),
    secret("MEALBOOK_SIGNING_KEYS", "", "the same as text, oldest first, instead of a folder"),
    secret(
        "MEALBOOK_SEAL_KEY",
        "",
        "closes the secrets of authenticators in the database: 32 characters or more, the same on every instance; needed in production",
    ),
    open("MEALBOOK_MAIL", "smtp", "`smtp`, or `folder`: one file for each mail, for development"),
    open("MEALBOOK_MAIL_DIR", "", "the folder"),
    open("MEALBOOK_MAIL_FROM", "Mealbook <no-reply@localhost>", "sender of all mails"),
    secret("MEALBOOK_SMTP_URL", "", "`smtps://user:password@host:465` or `smtp://…?tls=required`"),
    open("MEALBOOK_BLOBS", "s3", "where photographs are: `s3` or `folder`"),
    open("MEALBOOK_BLOBS_DIR", "", "the folder"),
    open("MEALBOOK_ALLOW_FOLDER_BLOBS", "no", "`yes` allows a folder in production: one machine, backed up"),
    open("MEALBOOK_S3_BUCKET", "", "the bucket"),
    open("MEALBOOK_S3_REGION", "", "its region"),
    open("MEALBOOK_S3_ENDPOINT", "", "another service that speaks S3"),
    secret("MEALBOOK_S3_KEY_ID", "", "access key id; nothing for the machine's own role"),
    secret("MEALBOOK_S3_SECRET", "", "its secret"),
    open("MEALBOOK_CORS_ORIGINS", "", "origins of browsers that may call the API, by commas"),
    open("MEALBOOK_TRUSTED_PROXIES", "0", "how many proxies in front add to `X-Forwarded-For`"),
    secret("MEALBOOK_METRICS_TOKEN", "", "bearer token `/metrics` asks for; nothing: loopback only"),
    open("MEALBOOK_RATE_USER", "10", "requests a second of one person"),
    open("MEALBOOK_RATE_WORKSPACE", "60", "requests a second of one workspace"),
    open("MEALBOOK_RATE_ADDRESS", "5", "requests a second of one address that does not say who it is"),
    open("MEALBOOK_LOG", "info", "what is logged, as `RUST_LOG` says it"),
    open("MEALBOOK_SHUTDOWN_S", "20", "seconds running requests get at shutdown"),
];

/// What closes secrets on a developer's machine: development is for this machine alone.
const DEVELOPMENT_SEAL_KEY: &str = "for development: everybody knows this key";

/// What the service runs for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// People's data: unsafe settings are refused.
    Production,
    /// A developer's machine or a test.
    Development,
}

/// Where mails go.
#[derive(Clone, PartialEq, Eq)]
pub enum MailSetting {
    /// To an SMTP server; the address holds its password.
    Smtp(String),
    /// Into a folder.
    Folder(PathBuf),
}

/// Where photographs are.
#[derive(Clone, PartialEq, Eq)]
pub enum BlobSetting {
    /// A folder of this machine.
    Folder(PathBuf),
    /// A bucket.
    S3(BucketSetting),
}

/// A bucket and how to open it.
#[derive(Clone, PartialEq, Eq)]
pub struct BucketSetting {
    /// Its name.
    pub bucket: String,
    /// Its region.
    pub region: String,
    /// Another service than AWS.
    pub endpoint: Option<String>,
    /// Access key id and secret; nothing for the machine's own role.
    pub key: Option<(String, String)>,
}

/// Where signing keys come from.
#[derive(Clone, PartialEq, Eq)]
pub enum KeySetting {
    /// A folder; in development a key is made in it at the first start.
    Folder(PathBuf),
    /// Text, oldest key first.
    Text(String),
}

/// The service's settings. Not `Debug`: it holds secrets.
#[derive(Clone, PartialEq, Eq)]
pub struct Config {
    /// What it runs for.
    pub environment: Environment,
    /// Address and port.
    pub listen: SocketAddr,
    /// Address people and devices use, without a slash at its end.
    pub public_url: String,
    /// The database, in the service's role.
    pub database_url: String,
    /// The database, in the role that owns the tables.
    pub owner_database_url: Option<String>,
    /// Connections, at most.
    pub connections_max: u32,
    /// Signing keys.
    pub keys: KeySetting,
    /// Mails.
    pub mail: MailSetting,
    /// Sender of all mails.
    pub mail_from: String,
    /// Photographs.
    pub blobs: BlobSetting,
    /// Whether a folder of photographs is allowed in production.
    pub allow_folder_blobs: bool,
    /// Origins of browsers.
    pub cors_origins: Vec<String>,
    /// Proxies in front.
    pub trusted_proxies: usize,
    /// How often one may ask.
    pub rates: RateSetting,
    /// What `/metrics` asks for.
    pub metrics_token: Option<String>,
    /// What is logged.
    pub log: String,
    /// What closes the secrets of authenticators.
    pub seal_key: String,
    /// Seconds at shutdown.
    pub shutdown_s: u64,
}

impl Config {
    /// Reads the environment of this process.
    pub fn from_environment() -> Result<Self, ConfigError> {
        Self::read(&|name| std::env::var(name).ok())
    }

    /// Settings for a test: a folder that is thrown away, a database somebody else made.
    pub fn for_tests(folder: &std::path::Path, database_url: &str) -> Self {
        Self {
            environment: Environment::Development,
            listen: SocketAddr::from(([127, 0, 0, 1], 0)),
            public_url: "http://127.0.0.1".to_owned(),
            database_url: database_url.to_owned(),
            owner_database_url: None,
            connections_max: 8,
            keys: KeySetting::Folder(folder.join("keys")),
            mail: MailSetting::Folder(folder.join("mail")),
            mail_from: "Mealbook <no-reply@localhost>".to_owned(),
            blobs: BlobSetting::Folder(folder.join("blobs")),
            allow_folder_blobs: false,
            cors_origins: Vec::new(),
            trusted_proxies: 0,
            rates: RateSetting { user_per_s: 10_000, workspace_per_s: 10_000, address_per_s: 10_000 },
            metrics_token: None,
            log: "info".to_owned(),
            seal_key: DEVELOPMENT_SEAL_KEY.to_owned(),
            shutdown_s: 5,
        }
    }
}

/// The table of variables in Markdown, as docs/RUNBOOK.md holds it.
pub fn table() -> String {
    let mut text = String::from("| variable | default | what it says |\n|---|---|---|\n");
    for variable in VARIABLES {
        let default =
            if variable.default.is_empty() { String::new() } else { format!("`{}`", variable.default) };
        let file = if variable.secret { " Secret: or `…_FILE` names a file that holds it." } else { "" };
        let _ = writeln!(text, "| `{}` | {default} | {}.{file} |", variable.name, variable.about);
    }
    text
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_runbook_holds_the_table_of_variables() {
        let runbook = include_str!("../../../docs/RUNBOOK.md");
        assert!(
            runbook.contains(&super::table()),
            "docs/RUNBOOK.md does not hold what `mealbook-api variables` prints:\n\n{}",
            super::table()
        );
    }
}
