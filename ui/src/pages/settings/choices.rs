//! What can be chosen, shown the way it will look.

use chrono::{Days, NaiveDate};
use yew::AttrValue;

use crate::backend;
use crate::format::Format;
use crate::words::{PSEUDO_RTL, Words};

/// Value and text of a choice.
pub type Choice = (AttrValue, AttrValue);

/// Locales offered; any other that was chosen elsewhere is kept.
const LOCALES: &[&str] = &[
    "en-US", "en-GB", "en-CA", "en-AU", "en-IN", "en-IE", "es-ES", "es-MX", "es-AR", "es-CO", "es-US",
    "de-DE", "de-AT", "de-CH", "fr-FR", "fr-CA", "fr-CH", "it-IT", "it-CH", "pt-PT", "pt-BR", "nl-NL",
    "da-DK", "sv-SE", "nb-NO", "fi-FI", "pl-PL", "cs-CZ", "hu-HU", "el-GR", "tr-TR", "uk-UA", "ja-JP",
    "ko-KR", "zh-CN", "zh-TW", "hi-IN", "ar-EG", "he-IL",
];

/// Languages of the interface, each in its own words; the mirrored one is for testing.
pub fn languages(words: &Words) -> Vec<Choice> {
    vec![
        ("en".into(), "English".into()),
        ("es".into(), "Español".into()),
        ("de".into(), "Deutsch".into()),
        (PSEUDO_RTL.into(), words.t("settings-mirrored").into()),
    ]
}

/// Locales with a date and a number as they write them: nobody has to know what `de-CH` means.
pub fn locale_choices(today: NaiveDate) -> impl Iterator<Item = Choice> {
    LOCALES.iter().map(move |locale| {
        let day = backend::intl_date(locale, today, r#"{"dateStyle":"short","timeZone":"UTC"}"#);
        let number = backend::intl_number(locale, "1234567.89", 2);
        ((*locale).into(), format!("{locale}: {day}, {number}").into())
    })
}

/// Days a week may begin on, 1 Monday … 7 Sunday.
pub fn weekday_choices(format: &Format) -> Vec<Choice> {
    // 1 January 2024 was a Monday.
    let monday = NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default();
    let choice = |number: u64| {
        let day = monday.checked_add_days(Days::new(number - 1)).unwrap_or(monday);
        (number.to_string().into(), format.weekday(day).into())
    };
    [1, 6, 7].map(choice).to_vec()
}

/// A size in bytes as people read it: "12.4 MB" (powers of 1000, as file managers write).
pub fn size_text(bytes: u64, locale: &str) -> String {
    const UNITS: [&str; 5] = ["B", "kB", "MB", "GB", "TB"];
    let (mut unit, mut tenths) = (0, u128::from(bytes) * 10);
    while tenths >= 10_000 && unit + 1 < UNITS.len() {
        tenths = (tenths + 500) / 1000;
        unit += 1;
    }
    let decimals = u8::from(unit > 0);
    let decimal = format!("{}.{}", tenths / 10, tenths % 10);
    format!("{} {}", backend::intl_number(locale, &decimal, decimals), UNITS[unit])
}
