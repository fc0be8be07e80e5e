//! One value of a resource: from JSON to the column, and back.

use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};
use domain::civil::{check_date, zone_exists};
use domain::{AMOUNT_MINOR_MAX, CurrencyCode};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use super::resource::{Field, Form};

/// The currencies of the row a value belongs to.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Currencies<'a> {
    /// Of the row itself.
    pub own: Option<&'a str>,
    /// Of the expense it hangs on.
    pub expense: Option<&'a str>,
}

/// What is wrong with a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Wrong {
    /// A stable word.
    pub code: &'static str,
    /// The limit that was passed.
    pub limit: Option<i64>,
}

impl From<&'static str> for Wrong {
    fn from(code: &'static str) -> Self {
        Self { code, limit: None }
    }
}

/// A limit that was passed.
fn beyond<T>(code: &'static str, limit: i64) -> Result<T, Wrong> {
    Err(Wrong { code, limit: Some(limit) })
}

/// The value a person reads.
pub(crate) fn show(field: &Field, columns: &Map<String, Json>, currencies: Currencies<'_>) -> Json {
    let Some(value) = columns.get(field.column).filter(|value| !value.is_null()) else { return Json::Null };
    match field.form {
        Form::Money => money(value, currencies.own),
        Form::MoneyOfExpense => money(value, currencies.expense),
        Form::Moment => value.as_i64().map_or(Json::Null, moment),
        Form::Document(_) => {
            value.as_str().and_then(|text| serde_json::from_str(text).ok()).unwrap_or(Json::Null)
        }
        Form::Text(_)
        | Form::Word(_)
        | Form::Currency
        | Form::Zone
        | Form::Whole(..)
        | Form::Flag
        | Form::Date
        | Form::Time
        | Form::Reference
        | Form::Sha256 => value.clone(),
    }
}

/// Milliseconds since 1970 as people and programs write a moment.
pub(crate) fn moment(ms: i64) -> Json {
    let at = DateTime::<Utc>::from_timestamp_millis(ms);
    at.map_or(Json::Null, |at| Json::from(at.to_rfc3339_opts(SecondsFormat::Millis, true)))
}

fn money(minor: &Json, currency: Option<&str>) -> Json {
    json!({ "amount_minor": minor, "currency": currency })
}

/// What a value sent by a person is in the column: null when it is nothing. Of money the minor units; `currency` gives the rest.
pub(crate) fn read(field: &Field, json: &Json) -> Result<Json, Wrong> {
    if json.is_null() {
        return Ok(Json::Null);
    }
    match field.form {
        Form::Text(most) => text(json, most),
        Form::Word(words) => {
            let word = json.as_str().ok_or("malformed")?;
            if words().contains(&word) { Ok(json.clone()) } else { Err("unknown".into()) }
        }
        Form::Currency => read_currency(json).map(|code| Json::from(code.as_str())),
        Form::Zone => {
            let zone = json.as_str().ok_or("malformed")?;
            if zone_exists(zone) { Ok(json.clone()) } else { Err("unknown".into()) }
        }
        Form::Whole(least, most) => match json.as_i64() {
            Some(number) if (least..=most).contains(&number) => Ok(json.clone()),
            Some(number) => beyond("out_of_range", if number < least { least } else { most }),
            None => Err("malformed".into()),
        },
        Form::Flag => json.as_bool().map(Json::from).ok_or("malformed".into()),
        Form::Date => {
            let text = json.as_str().ok_or("malformed")?;
            let day: NaiveDate = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| "malformed")?;
            if day.to_string() != text {
                return Err("malformed".into());
            }
            check_date(day).map(|day| Json::from(day.to_string())).map_err(|_| "year".into())
        }
        Form::Time => time(json),
        Form::Moment => {
            let text = json.as_str().ok_or("malformed")?;
            let at = DateTime::parse_from_rfc3339(text).map_err(|_| "malformed")?;
            Ok(Json::from(at.timestamp_millis()))
        }
        Form::Reference => {
            let id: Uuid = json.as_str().and_then(|text| text.parse().ok()).ok_or("malformed")?;
            Ok(Json::from(id.to_string()))
        }
        Form::Money | Form::MoneyOfExpense => read_money(json).map(|(minor, _)| Json::from(minor)),
        Form::Document(most) => {
            let text = json.as_object().ok_or("malformed").map(|_| json.to_string())?;
            if text.len() > most { beyond("too_long", limit(most)) } else { Ok(Json::from(text)) }
        }
        Form::Sha256 => {
            let text = json.as_str().ok_or("malformed")?;
            let is_hash =
                text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
            if is_hash { Ok(json.clone()) } else { Err("malformed".into()) }
        }
    }
}

/// The currency of money sent by a person.
pub(crate) fn currency_of(json: &Json) -> Option<CurrencyCode> {
    read_money(json).ok().map(|(_, code)| code)
}

fn read_money(json: &Json) -> Result<(i64, CurrencyCode), Wrong> {
    let object = json.as_object().ok_or("malformed")?;
    if object.keys().any(|key| key != "amount_minor" && key != "currency") {
        return Err("malformed".into());
    }
    let code = read_currency(object.get("currency").ok_or("missing")?)?;
    let minor = object.get("amount_minor").ok_or("missing")?.as_i64().ok_or("malformed")?;
    if minor.unsigned_abs() > AMOUNT_MINOR_MAX.unsigned_abs() {
        beyond("out_of_range", AMOUNT_MINOR_MAX)
    } else {
        Ok((minor, code))
    }
}

fn read_currency(json: &Json) -> Result<CurrencyCode, Wrong> {
    let text = json.as_str().ok_or("malformed")?;
    let code: CurrencyCode = text.parse().map_err(|_| "malformed")?;
    if code.as_str() == text { Ok(code) } else { Err("malformed".into()) }
}

fn limit(most: usize) -> i64 {
    i64::try_from(most).unwrap_or(i64::MAX)
}

/// Trimmed and without NUL; an empty text is nothing.
fn text(json: &Json, most: usize) -> Result<Json, Wrong> {
    let text = json.as_str().ok_or("malformed")?.replace('\0', "");
    let text = text.trim();
    if text.chars().count() > most {
        return beyond("too_long", limit(most));
    }
    Ok(if text.is_empty() { Json::Null } else { Json::from(text) })
}

fn time(json: &Json) -> Result<Json, Wrong> {
    let text = json.as_str().ok_or("malformed")?;
    let form = match text.len() {
        5 => "%H:%M",
        8 => "%H:%M:%S",
        _ => return Err("malformed".into()),
    };
    let time = NaiveTime::parse_from_str(text, form).map_err(|_| "malformed")?;
    // Chrono reads a leap second, which a column of seconds cannot hold.
    let written = time.format("%H:%M:%S").to_string();
    if written.ends_with(":60") { Err("malformed".into()) } else { Ok(Json::from(written)) }
}

#[cfg(test)]
mod tests {
    use super::super::resource::field;
    use super::*;

    fn check(form: Form, json: Json, expected: Result<Json, &str>) {
        let read = read(&field("x", form, "", ""), &json).map_err(|wrong| wrong.code);
        assert_eq!(read, expected, "{json}");
    }

    #[test]
    fn values_are_read_or_refused_with_a_word() {
        check(Form::Text(3), json!(" abc "), Ok(json!("abc")));
        check(Form::Text(3), json!("abcd"), Err("too_long"));
        check(Form::Text(3), json!(" "), Ok(Json::Null));
        check(Form::Text(3), json!(1), Err("malformed"));
        check(Form::Whole(1, 9), json!(10), Err("out_of_range"));
        check(Form::Whole(1, 9), json!(1.5), Err("malformed"));
        check(Form::Date, json!("2026-02-29"), Err("malformed"));
        check(Form::Date, json!("0202-02-20"), Err("year"));
        check(Form::Time, json!("13:45"), Ok(json!("13:45:00")));
        check(Form::Time, json!("23:59:60"), Err("malformed"));
        check(Form::Moment, json!("2026-11-20T12:00:00+01:00"), Ok(json!(1_795_172_400_000_i64)));
        check(Form::Zone, json!("Europe/Nowhere"), Err("unknown"));
        check(Form::Currency, json!("eur"), Err("malformed"));
        check(Form::Money, json!({"amount_minor": 5, "currency": "EUR"}), Ok(json!(5)));
        check(Form::Money, json!({"amount_minor": 5.5, "currency": "EUR"}), Err("malformed"));
        check(Form::Money, json!({"amount_minor": 5}), Err("missing"));
        check(Form::Money, json!({"amount_minor": i64::MAX, "currency": "EUR"}), Err("out_of_range"));
        check(Form::Sha256, json!("AB"), Err("malformed"));
    }
}
