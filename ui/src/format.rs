//! Amounts, days and times as the person's locale writes them.

use std::rc::Rc;

use chrono::{DateTime, Datelike, NaiveDate, NaiveTime, Timelike, Utc};
use domain::amount::NumberFormat;
use domain::money::decimal_text;
use domain::{CurrencyCode, ExpenseKind};
use wire::call::Settings;
use yew::prelude::*;

use crate::backend;
use crate::hooks::Session;
use crate::words::Words;

/// Writes figures and dates.
#[derive(Clone, PartialEq)]
pub struct Format {
    /// The locale, `de-CH`.
    pub locale: Rc<str>,
    /// How numbers are typed.
    pub numbers: NumberFormat,
    /// First day of the week, 1 Monday … 7 Sunday.
    pub week_start: u8,
    /// Whether amounts are covered.
    pub hides_amounts: bool,
    today: NaiveDate,
    words: Words,
}

/// The locale of numbers and dates: the one chosen; else the device's, when it is of the interface's language; else the language.
pub fn locale_of(settings: &Settings, language: &str, device: &[String]) -> String {
    let language = language.split('-').next().unwrap_or("en");
    let same = |tag: &&String| tag.split('-').next() == Some(language);
    settings
        .locale
        .clone()
        .or_else(|| device.iter().find(same).cloned())
        .unwrap_or_else(|| language.to_owned())
}

/// First day of the week of a locale, 1 Monday … 7 Sunday (CLDR, supplemental/weekData).
pub fn week_start_of(locale: &str) -> u8 {
    let region = locale.split('-').skip(1).find(|part| part.len() == 2).map(str::to_ascii_uppercase);
    let region = region.as_deref().unwrap_or(if locale == "en" { "US" } else { "" });
    const SUNDAY: &[&str] = &[
        "BR", "CA", "CO", "DO", "GT", "HK", "HN", "ID", "IL", "IN", "JP", "KE", "KR", "MO", "MX", "NI", "PE",
        "PH", "PK", "PR", "PT", "PY", "SA", "SG", "SV", "TH", "TW", "US", "VE", "ZA",
    ];
    const SATURDAY: &[&str] =
        &["AE", "AF", "BH", "DJ", "DZ", "EG", "IQ", "IR", "JO", "KW", "LY", "OM", "QA", "SD", "SY"];
    match region {
        region if SUNDAY.contains(&region) => 7,
        region if SATURDAY.contains(&region) => 6,
        _ => 1,
    }
}

impl Format {
    /// The formats of a session.
    pub fn new(session: &Session, words: &Words) -> Self {
        let settings = session.settings();
        Self {
            locale: session.locale.clone(),
            numbers: NumberFormat::for_locale(&session.locale),
            week_start: settings.week_start.unwrap_or_else(|| week_start_of(&session.locale)),
            hides_amounts: settings.hide_amounts,
            today: session.today(),
            words: words.clone(),
        }
    }

    /// An amount with its currency; covered when amounts are hidden.
    pub fn money(&self, minor: i64, currency: CurrencyCode) -> String {
        if self.hides_amounts { self.covered(currency) } else { self.money_shown(minor, currency) }
    }

    /// An amount with its currency, even when amounts are hidden: in the form, where it is being typed.
    pub fn money_shown(&self, minor: i64, currency: CurrencyCode) -> String {
        let exponent = currency.exponent();
        let text = backend::intl_money(
            &self.locale,
            currency.as_str(),
            exponent,
            &decimal_text(minor, exponent),
            false,
        );
        // Isolated, so that a neighbouring word of another direction does not move the sign or the symbol (E-156).
        if self.words.is_rtl() { format!("\u{2066}{text}\u{2069}") } else { text }
    }

    /// An amount with the sign its kind gives it: a refund is negative spending.
    pub fn money_of(&self, kind: ExpenseKind, minor: i64, currency: CurrencyCode) -> String {
        self.money(if kind.spending_sign() < 0 { -minor } else { minor }, currency)
    }

    /// As a screen reader should say it: "minus twelve euros fifty, refund" (E-158).
    pub fn money_spoken(&self, kind: ExpenseKind, minor: i64, currency: CurrencyCode) -> String {
        if self.hides_amounts {
            return self.words.t("amount-hidden");
        }
        let exponent = currency.exponent();
        let signed = if kind.spending_sign() < 0 { -minor } else { minor };
        let text = backend::intl_money(
            &self.locale,
            currency.as_str(),
            exponent,
            &decimal_text(signed.abs(), exponent),
            true,
        );
        let text =
            if signed < 0 { self.words.with("amount-minus", &[("amount", text.into())]) } else { text };
        if kind == ExpenseKind::Purchase { text } else { format!("{text}, {}", self.words.kind(kind)) }
    }

    /// A short amount for axes: `1.2K €`.
    pub fn money_compact(&self, minor: i64, currency: CurrencyCode) -> String {
        if self.hides_amounts {
            return self.covered(currency);
        }
        backend::intl_money_compact(
            &self.locale,
            currency.as_str(),
            &decimal_text(minor, currency.exponent()),
        )
    }

    fn covered(&self, currency: CurrencyCode) -> String {
        format!("•••• {currency}")
    }

    /// "Friday, 20 November 2026".
    pub fn date_long(&self, day: NaiveDate) -> String {
        self.date(
            day,
            r#"{"weekday":"long","day":"numeric","month":"long","year":"numeric","timeZone":"UTC"}"#,
        )
    }

    /// "20 Nov 2026".
    pub fn date_short(&self, day: NaiveDate) -> String {
        self.date(day, r#"{"day":"numeric","month":"short","year":"numeric","timeZone":"UTC"}"#)
    }

    /// "20 Nov".
    pub fn day_month(&self, day: NaiveDate) -> String {
        self.date(day, r#"{"day":"numeric","month":"short","timeZone":"UTC"}"#)
    }

    /// "Today", "Yesterday", "Friday, 20 November"; with the year when it is not this one.
    pub fn day_header(&self, day: NaiveDate) -> String {
        match (self.today - day).num_days() {
            0 => self.words.t("today"),
            1 => self.words.t("yesterday"),
            -1 => self.words.t("tomorrow"),
            _ if day.year() == self.today.year() => {
                self.date(day, r#"{"weekday":"long","day":"numeric","month":"long","timeZone":"UTC"}"#)
            }
            _ => self.date_long(day),
        }
    }

    /// "November 2026".
    pub fn month(&self, day: NaiveDate) -> String {
        self.date(day, r#"{"month":"long","year":"numeric","timeZone":"UTC"}"#)
    }

    /// "Nov".
    pub fn month_short(&self, day: NaiveDate) -> String {
        self.date(day, r#"{"month":"short","timeZone":"UTC"}"#)
    }

    /// "Friday".
    pub fn weekday(&self, day: NaiveDate) -> String {
        self.date(day, r#"{"weekday":"long","timeZone":"UTC"}"#)
    }

    /// "Fri".
    pub fn weekday_short(&self, day: NaiveDate) -> String {
        self.date(day, r#"{"weekday":"short","timeZone":"UTC"}"#)
    }

    fn date(&self, day: NaiveDate, options: &str) -> String {
        backend::intl_date(&self.locale, day, options)
    }

    /// "1:30 pm", "13:30".
    pub fn time(&self, time: NaiveTime) -> String {
        backend::intl_time(&self.locale, time.hour(), time.minute())
    }

    /// An instant in the device's zone: "20 Nov 2026, 13:30".
    pub fn instant(&self, at: DateTime<Utc>) -> String {
        backend::intl_instant(
            &self.locale,
            at.timestamp_millis(),
            r#"{"dateStyle":"medium","timeStyle":"short"}"#,
        )
    }

    /// "3 minutes ago".
    pub fn relative(&self, at: DateTime<Utc>) -> String {
        let seconds = at.timestamp() - backend::now_ms() / 1000;
        let (value, unit) = match seconds.abs() {
            0..=59 => (seconds, "second"),
            60..=3599 => (seconds / 60, "minute"),
            3600..=86_399 => (seconds / 3600, "hour"),
            86_400..=2_591_999 => (seconds / 86_400, "day"),
            2_592_000..=31_535_999 => (seconds / 2_592_000, "month"),
            _ => (seconds / 31_536_000, "year"),
        };
        backend::intl_relative(&self.locale, value, unit)
    }

    /// A whole number with its groups.
    pub fn number(&self, number: u64) -> String {
        backend::intl_number(&self.locale, &number.to_string(), 0)
    }

    /// Basis points as a percentage: 1250 is "12.5 %".
    pub fn percent(&self, basis_points: i64) -> String {
        backend::intl_percent(&self.locale, &decimal_text(basis_points, 4))
    }
}

/// The formats of the screen.
#[hook]
pub fn use_format() -> Format {
    use_context::<Format>().expect("the screen is inside SessionProvider")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_where_the_region_says() {
        for (locale, first) in
            [("en-US", 7), ("de-DE", 1), ("es-MX", 7), ("ar-EG", 6), ("en-GB", 1), ("es", 1)]
        {
            assert_eq!(week_start_of(locale), first, "{locale}");
        }
    }

    #[test]
    fn the_device_refines_the_language_but_never_replaces_it() {
        let settings = Settings::default();
        let device = ["en-GB".to_owned(), "de-CH".to_owned()];
        assert_eq!(locale_of(&settings, "de", &device), "de-CH");
        assert_eq!(locale_of(&settings, "es", &device), "es");
        let chosen = Settings { locale: Some("fr-CA".into()), ..Settings::default() };
        assert_eq!(locale_of(&chosen, "de", &device), "fr-CA");
    }
}
