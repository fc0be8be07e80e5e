//! From variables to settings; a fault names its variable and never its value.

use std::net::SocketAddr;
use std::path::PathBuf;

use crate::limits::rate::RateSetting;

use super::{
    BlobSetting, BucketSetting, Config, DEVELOPMENT_SEAL_KEY, Environment, KeySetting, MailSetting, VARIABLES,
};
use crate::auth::KEY_CHARS_MIN;

/// What is wrong with a setting. Values are not shown: they may be secrets.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ConfigError {
    /// It is needed and not there.
    #[error("{0} is not set")]
    Missing(&'static str),
    /// It cannot be read.
    #[error("{0} {1}")]
    Wrong(&'static str, &'static str),
    /// The file it names cannot be read.
    #[error("the file {0}_FILE names cannot be read")]
    File(&'static str),
    /// Set, and not safe in production.
    #[error("not safe in production: {0}")]
    Unsafe(&'static str),
}

type Get<'a> = &'a dyn Fn(&str) -> Option<String>;

impl Config {
    /// Settings from variables, checked.
    pub fn read(get: Get<'_>) -> Result<Self, ConfigError> {
        let environment = match text(get, "MEALBOOK_ENV")?.as_str() {
            "production" => Environment::Production,
            "development" => Environment::Development,
            _ => return Err(ConfigError::Wrong("MEALBOOK_ENV", "is neither production nor development")),
        };
        let config = Self {
            environment,
            listen: parse(get, "MEALBOOK_LISTEN", "is not an address and a port")?,
            public_url: text(get, "MEALBOOK_PUBLIC_URL")?.trim_end_matches('/').to_owned(),
            database_url: needed(get, "MEALBOOK_DATABASE_URL")?,
            owner_database_url: optional(get, "MEALBOOK_OWNER_DATABASE_URL")?,
            connections_max: parse(get, "MEALBOOK_DATABASE_CONNECTIONS", "is not a number")?,
            keys: keys(get)?,
            mail: mail(get)?,
            mail_from: text(get, "MEALBOOK_MAIL_FROM")?,
            blobs: blobs(get)?,
            allow_folder_blobs: text(get, "MEALBOOK_ALLOW_FOLDER_BLOBS")? == "yes",
            cors_origins: list(&text(get, "MEALBOOK_CORS_ORIGINS")?),
            trusted_proxies: parse(get, "MEALBOOK_TRUSTED_PROXIES", "is not a number")?,
            rates: RateSetting {
                user_per_s: parse(get, "MEALBOOK_RATE_USER", "is not a number")?,
                workspace_per_s: parse(get, "MEALBOOK_RATE_WORKSPACE", "is not a number")?,
                address_per_s: parse(get, "MEALBOOK_RATE_ADDRESS", "is not a number")?,
            },
            metrics_token: optional(get, "MEALBOOK_METRICS_TOKEN")?,
            log: text(get, "MEALBOOK_LOG")?,
            seal_key: seal_key(get, environment)?,
            shutdown_s: parse(get, "MEALBOOK_SHUTDOWN_S", "is not a number of seconds")?,
        };
        config.check_safety()?;
        Ok(config)
    }
}

/// The database in the role that owns the tables: all that an operator's command needs.
pub fn owner_database_url() -> Result<String, ConfigError> {
    needed(&|name| std::env::var(name).ok(), "MEALBOOK_OWNER_DATABASE_URL")
}

/// The address the service listens on: all that a health check needs.
pub fn listen() -> Result<SocketAddr, ConfigError> {
    parse(&|name| std::env::var(name).ok(), "MEALBOOK_LISTEN", "is not an address and a port")
}

/// Where the bytes of photographs are kept: what retention needs beside the owner's database.
pub fn blob_setting() -> Result<BlobSetting, ConfigError> {
    blobs(&|name| std::env::var(name).ok())
}

fn seal_key(get: Get<'_>, environment: Environment) -> Result<String, ConfigError> {
    const NAME: &str = "MEALBOOK_SEAL_KEY";
    match (optional(get, NAME)?, environment) {
        (Some(text), _) if text.chars().count() < KEY_CHARS_MIN => {
            Err(ConfigError::Wrong(NAME, "is shorter than 32 characters"))
        }
        (Some(text), _) => Ok(text),
        (None, Environment::Development) => Ok(DEVELOPMENT_SEAL_KEY.to_owned()),
        (None, Environment::Production) => Err(ConfigError::Missing(NAME)),
    }
}

fn keys(get: Get<'_>) -> Result<KeySetting, ConfigError> {
    if let Some(text) = optional(get, "MEALBOOK_SIGNING_KEYS")? {
        return Ok(KeySetting::Text(text));
    }
    Ok(KeySetting::Folder(PathBuf::from(needed(get, "MEALBOOK_KEYS_DIR")?)))
}

fn mail(get: Get<'_>) -> Result<MailSetting, ConfigError> {
    match text(get, "MEALBOOK_MAIL")?.as_str() {
        "smtp" => Ok(MailSetting::Smtp(needed(get, "MEALBOOK_SMTP_URL")?)),
        "folder" => Ok(MailSetting::Folder(PathBuf::from(needed(get, "MEALBOOK_MAIL_DIR")?))),
        _ => Err(ConfigError::Wrong("MEALBOOK_MAIL", "is neither smtp nor folder")),
    }
}

fn blobs(get: Get<'_>) -> Result<BlobSetting, ConfigError> {
    match text(get, "MEALBOOK_BLOBS")?.as_str() {
        "folder" => Ok(BlobSetting::Folder(PathBuf::from(needed(get, "MEALBOOK_BLOBS_DIR")?))),
        "s3" => {
            let id = optional(get, "MEALBOOK_S3_KEY_ID")?;
            let secret = optional(get, "MEALBOOK_S3_SECRET")?;
            Ok(BlobSetting::S3(BucketSetting {
                bucket: needed(get, "MEALBOOK_S3_BUCKET")?,
                region: needed(get, "MEALBOOK_S3_REGION")?,
                endpoint: optional(get, "MEALBOOK_S3_ENDPOINT")?,
                key: id.zip(secret),
            }))
        }
        _ => Err(ConfigError::Wrong("MEALBOOK_BLOBS", "is neither s3 nor folder")),
    }
}

/// The variable, or the file it names when it is a secret. Empty counts as not set: compose files write empty variables.
fn optional(get: Get<'_>, name: &'static str) -> Result<Option<String>, ConfigError> {
    if let Some(value) = get(name).filter(|value| !value.is_empty()) {
        return Ok(Some(value));
    }
    let is_secret = VARIABLES.iter().any(|variable| variable.name == name && variable.secret);
    match get(&format!("{name}_FILE")).filter(|path| is_secret && !path.is_empty()) {
        None => Ok(None),
        Some(path) => std::fs::read_to_string(path)
            .map(|text| Some(text.trim().to_owned()))
            .map_err(|_| ConfigError::File(name)),
    }
}

fn needed(get: Get<'_>, name: &'static str) -> Result<String, ConfigError> {
    optional(get, name)?.ok_or(ConfigError::Missing(name))
}

/// The variable, or what the table says holds without it.
fn text(get: Get<'_>, name: &'static str) -> Result<String, ConfigError> {
    let default = VARIABLES.iter().find(|variable| variable.name == name).map(|variable| variable.default);
    Ok(optional(get, name)?.unwrap_or_else(|| default.unwrap_or_default().to_owned()))
}

fn parse<T: std::str::FromStr>(
    get: Get<'_>,
    name: &'static str,
    wrong: &'static str,
) -> Result<T, ConfigError> {
    text(get, name)?.parse().map_err(|_| ConfigError::Wrong(name, wrong))
}

fn list(text: &str) -> Vec<String> {
    text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn safe() -> HashMap<&'static str, &'static str> {
        HashMap::from([
            ("MEALBOOK_PUBLIC_URL", "https://meals.example.com"),
            ("MEALBOOK_DATABASE_URL", "postgres://mealbook_api:x@db/mealbook"),
            ("MEALBOOK_KEYS_DIR", "keys"),
            ("MEALBOOK_SEAL_KEY", "0123456789abcdef0123456789abcdef"),
            ("MEALBOOK_SMTP_URL", "smtps://user:x@mail.example.com:465"),
            ("MEALBOOK_MAIL_FROM", "Mealbook <meals@example.com>"),
            ("MEALBOOK_S3_BUCKET", "photos"),
            ("MEALBOOK_S3_REGION", "eu-central-1"),
        ])
    }

    fn check(changes: &[(&'static str, &'static str)], expected: Option<&str>) {
        let mut variables = safe();
        variables.extend(changes.iter().copied());
        let read = Config::read(&|name| variables.get(name).map(|value| (*value).to_owned()));
        let found = read.err().map(|error| error.to_string());
        match (found, expected) {
            (None, None) => {}
            (Some(found), Some(expected)) => assert!(found.contains(expected), "{found}"),
            (found, expected) => panic!("{changes:?}: {found:?}, expected {expected:?}"),
        }
    }

    #[test]
    fn safe_settings_start_in_production() {
        check(&[], None);
    }

    #[test]
    fn unsafe_settings_are_refused_in_production_and_named() {
        check(&[("MEALBOOK_PUBLIC_URL", "http://meals.example.com")], Some("MEALBOOK_PUBLIC_URL"));
        check(&[("MEALBOOK_MAIL", "folder"), ("MEALBOOK_MAIL_DIR", "mail")], Some("MEALBOOK_MAIL"));
        check(&[("MEALBOOK_BLOBS", "folder"), ("MEALBOOK_BLOBS_DIR", "b")], Some("MEALBOOK_BLOBS"));
        check(&[("MEALBOOK_DATABASE_URL", "postgres://postgres:x@db/m")], Some("MEALBOOK_DATABASE_URL"));
        check(&[("MEALBOOK_CORS_ORIGINS", "*")], Some("MEALBOOK_CORS_ORIGINS"));
        check(&[("MEALBOOK_SMTP_URL", "smtp://mail.example.com")], Some("MEALBOOK_SMTP_URL"));
        check(&[("MEALBOOK_SEAL_KEY", "")], Some("MEALBOOK_SEAL_KEY is not set"));
        check(&[("MEALBOOK_SEAL_KEY", "short")], Some("MEALBOOK_SEAL_KEY is shorter"));
        check(&[("MEALBOOK_S3_ENDPOINT", "http://s3.example.com")], Some("MEALBOOK_S3_ENDPOINT"));
    }

    #[test]
    fn a_folder_of_photographs_is_allowed_when_it_is_asked_for() {
        let folder = [("MEALBOOK_BLOBS", "folder"), ("MEALBOOK_BLOBS_DIR", "b")];
        check(&[folder[0], folder[1], ("MEALBOOK_ALLOW_FOLDER_BLOBS", "yes")], None);
    }

    #[test]
    fn development_needs_neither_mail_server_nor_bucket() {
        check(
            &[
                ("MEALBOOK_ENV", "development"),
                ("MEALBOOK_PUBLIC_URL", ""),
                ("MEALBOOK_SEAL_KEY", ""),
                ("MEALBOOK_MAIL", "folder"),
                ("MEALBOOK_MAIL_DIR", "mail"),
                ("MEALBOOK_BLOBS", "folder"),
                ("MEALBOOK_BLOBS_DIR", "blobs"),
            ],
            None,
        );
    }

    #[test]
    fn development_is_for_this_machine() {
        check(
            &[("MEALBOOK_ENV", "development"), ("MEALBOOK_LISTEN", "0.0.0.0:8787")],
            Some("MEALBOOK_LISTEN"),
        );
    }

    #[test]
    fn a_secret_may_be_a_file_and_other_settings_may_not() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("url");
        std::fs::write(&path, "postgres://mealbook_api:from-file@db/m\n").unwrap();
        let path = path.to_str().unwrap().to_owned();
        let mut variables = safe();
        variables.remove("MEALBOOK_DATABASE_URL");
        let config = Config::read(&|name| match name {
            "MEALBOOK_DATABASE_URL_FILE" | "MEALBOOK_ENV_FILE" => Some(path.clone()),
            name => variables.get(name).map(|value| (*value).to_owned()),
        });
        assert_eq!(config.ok().unwrap().database_url, "postgres://mealbook_api:from-file@db/m");
    }

    #[test]
    fn a_missing_variable_is_named() {
        let mut variables = safe();
        variables.remove("MEALBOOK_DATABASE_URL");
        let read = Config::read(&|name| variables.get(name).map(|value| (*value).to_owned()));
        assert_eq!(read.err(), Some(ConfigError::Missing("MEALBOOK_DATABASE_URL")));
    }
}
