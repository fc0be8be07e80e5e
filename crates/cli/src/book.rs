//! An open book and what every command needs of it.

use std::path::PathBuf;

use app::{App, Env, OpenApp};
use chrono::NaiveDate;
use domain::CurrencyCode;
use domain::amount::NumberFormat;
use wire::call::{Start, StartEmpty, StartNotice, StartReply};

use crate::place::default_book;
use crate::text;
use crate::{Error, Output, Result};

/// An open book.
pub struct Book {
    pub app: App,
    /// Settings, currencies, today.
    pub world: StartReply,
}

impl Book {
    /// Opens the file, making it when it is not there; what happened on the way is told on standard error.
    pub async fn open(path: Option<PathBuf>, output: &mut Output<'_>) -> Result<Self> {
        let path = path.or_else(default_book).ok_or(Error::NoDataFolder)?;
        if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|source| Error::File { path: folder.to_owned(), source })?;
        }
        let app = App::open(OpenApp { path: path.clone(), env: Env::device() })
            .await
            .map_err(|error| Error::Open { path, reason: error.to_string(), fault: error.into() })?;
        let world = app.call(Start {}).await?;
        if let Some(StartNotice::Rescued { damaged_file, rows, incomplete_tables }) = &world.notice {
            output.note(&format!(
                "the book was damaged: {rows} rows were rescued, the damaged file is {damaged_file}{}",
                if incomplete_tables.is_empty() {
                    String::new()
                } else {
                    format!("; not read to the end: {}", incomplete_tables.join(", "))
                }
            ))?;
        }
        Ok(Self { app, world })
    }

    /// Asks one call.
    pub async fn ask<C: app::Handle>(&self, call: C) -> Result<C::Reply> {
        Ok(self.app.call(call).await?)
    }

    /// Before the first thing is recorded: an empty book with the usual categories, as the window offers it.
    pub async fn begin(&mut self, currency: Option<CurrencyCode>) -> Result<()> {
        if self.world.is_first_start {
            let home_currency = currency.unwrap_or_else(text::usual_currency);
            self.ask(StartEmpty { home_currency, language: text::language() }).await?;
            self.world = self.ask(Start {}).await?;
        }
        Ok(())
    }

    /// How amounts are written: as the settings say, else with a dot. The terminal's locale decides nothing, so that a script means
    /// the same everywhere.
    pub fn number_format(&self) -> NumberFormat {
        self.world.settings.locale.as_deref().map_or_else(NumberFormat::default, NumberFormat::for_locale)
    }

    /// The civil day where the device is.
    pub fn today(&self) -> NaiveDate {
        self.world.today
    }
}
