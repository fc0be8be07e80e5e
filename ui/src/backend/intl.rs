//! Numbers, money and dates by the browser's own locale data. Amounts travel as decimal text, so no float touches them.

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};
use wasm_bindgen::prelude::*;

#[wasm_bindgen]
extern "C" {
    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    type NumberFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<NumberFormat, JsValue>;
    #[wasm_bindgen(method, js_name = format, catch)]
    fn format_text(this: &NumberFormat, decimal: &str) -> Result<String, JsValue>;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    type DateTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<DateTimeFormat, JsValue>;
    #[wasm_bindgen(method, js_name = format, catch)]
    fn format_ms(this: &DateTimeFormat, ms: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str) -> Result<PluralRules, JsValue>;
    #[wasm_bindgen(method, catch)]
    fn select(this: &PluralRules, number: f64) -> Result<String, JsValue>;

    #[wasm_bindgen(js_namespace = Math, js_name = sin)]
    fn js_sin(angle: f64) -> f64;
    #[wasm_bindgen(js_namespace = Math, js_name = cos)]
    fn js_cos(angle: f64) -> f64;

    #[derive(Clone)]
    #[wasm_bindgen(js_namespace = Intl)]
    type RelativeTimeFormat;
    #[wasm_bindgen(constructor, js_namespace = Intl, catch)]
    fn new(locale: &str, options: &JsValue) -> Result<RelativeTimeFormat, JsValue>;
    #[wasm_bindgen(method, js_name = format, catch)]
    fn format_unit(this: &RelativeTimeFormat, value: f64, unit: &str) -> Result<String, JsValue>;
}

thread_local! {
    static NUMBERS: RefCell<HashMap<(String, String), NumberFormat>> = RefCell::default();
    static DATES: RefCell<HashMap<(String, String), DateTimeFormat>> = RefCell::default();
}

fn options(json: &str) -> JsValue {
    js_sys::JSON::parse(json).unwrap_or(JsValue::UNDEFINED)
}

/// Whatever calendar a locale prefers (Buddhist in Thailand, Hijri in Saudi Arabia, Persian in Iran), days are shown in the one they
/// are typed, stored and exported in; otherwise the same meal would have two years (E-021).
fn gregorian(options: JsValue) -> JsValue {
    let _ = js_sys::Reflect::set(&options, &"calendar".into(), &"gregory".into());
    options
}

fn number(locale: &str, json: String, decimal: &str) -> Option<String> {
    NUMBERS.with_borrow_mut(|cache| {
        let key = (locale.to_owned(), json);
        if let Some(format) = cache.get(&key) {
            return format.format_text(decimal).ok();
        }
        let format = NumberFormat::new(locale, &options(&key.1)).ok()?;
        let text = format.format_text(decimal).ok();
        cache.insert(key, format);
        text
    })
}

fn date_ms(locale: &str, json: &str, ms: f64) -> Option<String> {
    DATES.with_borrow_mut(|cache| {
        let key = (locale.to_owned(), json.to_owned());
        if let Some(format) = cache.get(&key) {
            return format.format_ms(ms).ok();
        }
        let format = DateTimeFormat::new(locale, &gregorian(options(json))).ok()?;
        let text = format.format_ms(ms).ok();
        cache.insert(key, format);
        text
    })
}

/// An amount (`-12.50`) with its currency's symbol. `spoken` writes the currency's name instead, for screen readers.
pub fn intl_money(locale: &str, currency: &str, exponent: u8, decimal: &str, spoken: bool) -> String {
    let display = if spoken { "name" } else { "symbol" };
    let json = format!(
        r#"{{"style":"currency","currency":"{currency}","currencyDisplay":"{display}","minimumFractionDigits":{exponent},"maximumFractionDigits":{exponent}}}"#
    );
    number(locale, json, decimal).unwrap_or_else(|| format!("{currency} {decimal}"))
}

/// A number (`1234.5`) with at most `decimals` decimals.
pub fn intl_number(locale: &str, decimal: &str, decimals: u8) -> String {
    number(locale, format!(r#"{{"maximumFractionDigits":{decimals}}}"#), decimal)
        .unwrap_or_else(|| decimal.to_owned())
}

/// A short amount for axes and small cells: `1.2K €`.
pub fn intl_money_compact(locale: &str, currency: &str, decimal: &str) -> String {
    let json = format!(
        r#"{{"style":"currency","currency":"{currency}","notation":"compact","minimumFractionDigits":0,"maximumFractionDigits":1}}"#
    );
    number(locale, json, decimal).unwrap_or_else(|| decimal.to_owned())
}

/// A share (`0.125`) as a percentage with at most one decimal.
pub fn intl_percent(locale: &str, decimal: &str) -> String {
    number(locale, r#"{"style":"percent","maximumFractionDigits":1}"#.to_owned(), decimal).unwrap_or_default()
}

/// A civil day by the options of `Intl.DateTimeFormat` (JSON; the zone is UTC, because a civil day has none).
pub fn intl_date(locale: &str, day: NaiveDate, json: &str) -> String {
    let month = i32::try_from(day.month0()).unwrap_or(0);
    let mid_day = js_sys::Date::new_0();
    mid_day.set_utc_full_year_with_month_date(
        u32::try_from(day.year()).unwrap_or(1970),
        month,
        i32::try_from(day.day()).unwrap_or(1),
    );
    mid_day.set_utc_hours(12);
    date_ms(locale, json, mid_day.get_time()).unwrap_or_else(|| day.to_string())
}

/// An instant in the device's own zone.
pub fn intl_instant(locale: &str, ms: i64, json: &str) -> String {
    date_ms(locale, json, ms as f64).unwrap_or_default()
}

/// Sine and cosine by the browser, whose tables nobody has to load.
#[cfg(target_arch = "wasm32")]
pub fn sin_cos(angle: f64) -> (f64, f64) {
    (js_sin(angle), js_cos(angle))
}

/// Sine and cosine for native tests.
#[cfg(not(target_arch = "wasm32"))]
pub fn sin_cos(angle: f64) -> (f64, f64) {
    angle.sin_cos()
}

/// The plural category of a whole number: `one`, `few`, `other`.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native tests count by themselves"))]
pub fn intl_plural(language: &str, number: i64) -> String {
    thread_local! {
        static RULES: RefCell<Option<(String, PluralRules)>> = const { RefCell::new(None) };
    }
    RULES.with_borrow_mut(|kept| {
        if kept.as_ref().is_none_or(|(of, _)| of != language) {
            *kept = PluralRules::new(language).ok().map(|rules| (language.to_owned(), rules));
        }
        let category = kept.as_ref().and_then(|(_, rules)| rules.select(number as f64).ok());
        category.unwrap_or_else(|| "other".to_owned())
    })
}

/// A time of day.
pub fn intl_time(locale: &str, hour: u32, minute: u32) -> String {
    let ms = f64::from((hour * 60 + minute) * 60_000);
    date_ms(locale, r#"{"hour":"numeric","minute":"2-digit","timeZone":"UTC"}"#, ms)
        .unwrap_or_else(|| format!("{hour:02}:{minute:02}"))
}

/// A name without case, accents and surrounding space.
#[cfg_attr(not(target_arch = "wasm32"), allow(dead_code, reason = "native tests fold with `domain`"))]
pub fn folded(text: &str) -> String {
    thread_local! {
        static MARKS: js_sys::RegExp = js_sys::RegExp::new("\\p{M}", "gu");
    }
    let plain = js_sys::JsString::from(text).normalize("NFKD");
    MARKS.with(|marks| String::from(plain.replace_by_pattern(marks, "")).trim().to_lowercase())
}

/// "3 minutes ago", "yesterday", "in 2 days"; `unit` as in `Intl.RelativeTimeFormat`.
pub fn intl_relative(locale: &str, value: i64, unit: &str) -> String {
    RelativeTimeFormat::new(locale, &options(r#"{"numeric":"auto"}"#))
        .and_then(|format| format.format_unit(value as f64, unit))
        .unwrap_or_default()
}
