//! What must not run with people's data.

use super::{BlobSetting, Config, ConfigError, Environment, MailSetting};

/// Development makes its own keys, writes mails into files and counts no attempts of its own machine.
const BEYOND: &str = "is reached from other machines, which needs MEALBOOK_ENV=production";

impl Config {
    /// Refuses unsafe settings in production, and development for others. What only the database knows is asked at start (`server::check_role`).
    pub(super) fn check_safety(&self) -> Result<(), ConfigError> {
        if self.environment == Environment::Development {
            let is_seen = !self.listen.ip().is_loopback();
            return if is_seen { Err(ConfigError::Wrong("MEALBOOK_LISTEN", BEYOND)) } else { Ok(()) };
        }
        let fault = self.faults().into_iter().find_map(|(is_unsafe, why)| is_unsafe.then_some(why));
        fault.map_or(Ok(()), |why| Err(ConfigError::Unsafe(why)))
    }

    fn faults(&self) -> [(bool, &'static str); 7] {
        let folder_mail = matches!(self.mail, MailSetting::Folder(_));
        let open_mail = matches!(&self.mail, MailSetting::Smtp(url)
            if !url.starts_with("smtps://") && !url.contains("tls=required"));
        let folder_blobs = matches!(self.blobs, BlobSetting::Folder(_)) && !self.allow_folder_blobs;
        let open_bucket = matches!(&self.blobs, BlobSetting::S3(bucket)
            if bucket.endpoint.as_deref().is_some_and(|url| !url.starts_with("https://")));
        [
            (!self.public_url.starts_with("https://"), "MEALBOOK_PUBLIC_URL is not https"),
            (folder_mail, "MEALBOOK_MAIL is a folder, so nobody gets mail"),
            (open_mail, "MEALBOOK_SMTP_URL does not ask for TLS (smtps://, or ?tls=required)"),
            (folder_blobs, "MEALBOOK_BLOBS is a folder; MEALBOOK_ALLOW_FOLDER_BLOBS=yes allows it"),
            (open_bucket, "MEALBOOK_S3_ENDPOINT is not https"),
            (
                self.database_url.contains("://postgres:") || self.database_url.contains("://postgres@"),
                "MEALBOOK_DATABASE_URL is the superuser's",
            ),
            (
                self.cors_origins.iter().any(|origin| origin == "*"),
                "MEALBOOK_CORS_ORIGINS allows every page of the web",
            ),
        ]
    }
}
