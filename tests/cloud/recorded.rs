//! A real session between devices and the service, recorded when version 1 was new: what devices of that day ask, the service of today
//! answers as it did then, and the types of today read every message and write it back.
//!
//! `tests/fixtures/v1/29_recorded_session.json` holds it as it went over the wire, secrets taken out. Where it is not there,
//! `UPDATE_GOLDEN=1` records it; a session that is there is never edited, a new one gets the next number.

use std::collections::HashMap;
use std::fmt::Debug;

use anyhow::{Context, Result, bail, ensure};
use chrono::{NaiveDate, NaiveTime};
use domain::AttachmentKind;
use domain::LineKind;
use domain::expense::{ExpenseInput, LineInput, Named};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value as Json, json};
use tests::device::{Device, Host as _};
use tests::{paths, photo};
use wire::v1;

use crate::cloud::Cloud;
use crate::proxy::{Exchange, Proxy};
use crate::wire::{Body, Wire};

const ANA: &str = "ana@example.org";
/// The recorded session.
const SESSION: &str = "v1/29_recorded_session.json";
/// Numbers from here on are instants, milliseconds since 1970, UTC: 2020.
const INSTANTS_FROM_MS: i64 = 1_577_836_800_000;
/// Fields that hold secrets: what stands for them.
const SECRETS: &[&str] = &["access_token", "refresh_token", "code"];
/// What stands for a secret.
const SECRET: &str = "secret";
/// Fields that follow from ids the service makes.
const DERIVED: &[&str] = &["buckets"];

#[tokio::test(flavor = "multi_thread")]
async fn the_service_answers_a_recorded_session_as_it_did() -> Result<()> {
    let path = paths::fixture(SESSION);
    if std::env::var_os("UPDATE_GOLDEN").is_some() && !path.exists() {
        std::fs::write(&path, serde_json::to_string_pretty(&record().await?)? + "\n")?;
    }
    let session: Vec<Json> = serde_json::from_str(&std::fs::read_to_string(&path).context(SESSION)?)?;
    let cloud = Cloud::start().await?;
    let mut wire = Wire::anybody(cloud.port());
    let mut ids = HashMap::new();
    for (number, exchange) in session.iter().enumerate() {
        let (question, answer) = (&exchange["question"], &exchange["answer"]);
        let asked = question["path"].as_str().context("a path")?;
        let what = format!("{number}: {} {asked}", question["method"]);
        let mut body = renamed(&question["body"], &ids);
        if body["code"] == SECRET {
            body["code"] = json!(code_in(&cloud.mail_to(ANA).await?)?);
        }
        let (method, asked) = (question["method"].as_str().context("a method")?, rename(asked, &ids));
        let given = wire.ask(method, &asked, &sent(&body)?).await.with_context(|| what.clone())?;
        ensure!(answer["status"] == given.status, "{what}: {} {}", given.status, given.body);
        if let Some(token) = given.body["access_token"].as_str() {
            wire.token = token.to_owned();
        }
        same(&answer["body"], &given.body, &mut ids).with_context(|| what)?;
    }
    Ok(())
}

#[test]
fn the_types_of_today_read_the_recorded_session_and_write_it_back() -> Result<()> {
    let session: Vec<Json> =
        serde_json::from_str(&std::fs::read_to_string(paths::fixture(SESSION)).context(SESSION)?)?;
    let mut read = 0;
    for exchange in &session {
        let (question, answer) = (&exchange["question"]["body"], &exchange["answer"]["body"]);
        let path = exchange["question"]["path"].as_str().context("a path")?;
        let last = path.rsplit('/').next().unwrap_or_default();
        read += 1;
        match last {
            "accounts" => back::<v1::Register>(question)?,
            "sessions" => back::<v1::Session>(answer)?,
            "hello" => back::<v1::Hello>(answer)?,
            "sync" => {
                back::<v1::SyncRequest>(question)?;
                back::<v1::SyncResponse>(answer)?;
            }
            "verify" if path.contains("/workspaces/") => {
                back::<v1::VerifyRequest>(question)?;
                back::<v1::VerifyResponse>(answer)?;
            }
            _ => read -= 1,
        }
    }
    ensure!(read > 10, "only {read} messages were read");
    Ok(())
}

fn back<T: Serialize + DeserializeOwned + Debug>(message: &Json) -> Result<()> {
    let read: T = serde_json::from_value(message.clone()).with_context(|| message.to_string())?;
    ensure!(serde_json::to_value(&read)? == *message, "{read:?} is not written back as {message}");
    Ok(())
}

/// What two devices and the service say to each other today.
async fn record() -> Result<Vec<Json>> {
    let cloud = Cloud::start().await?;
    let proxy = Proxy::start(cloud.port(), 1).await?;
    proxy.record();
    cloud.go_through(proxy.port);
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let meal = laptop.add(12_90, "soup").await?;
    laptop.change(meal, write).await?;
    laptop.photograph(meal, AttachmentKind::Meal, photo::jpeg(5, 64, 48)).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    laptop.change(meal, |input| input.total_minor = 13_00).await?;
    phone.change(meal, |input| input.total_minor = 14_00).await?;
    for device in [&laptop, &phone, &laptop] {
        device.sync().await?;
    }
    proxy.recorded().iter().map(written_down).collect()
}

/// A meal with everything that has a name.
fn write(input: &mut ExpenseInput) {
    input.occurred_on = NaiveDate::from_ymd_opt(2026, 11, 20).unwrap_or(input.occurred_on);
    input.occurred_time = NaiveTime::from_hms_opt(12, 30, 0);
    input.tz = Some("Europe/Rome".to_owned());
    input.place = Some(Named { id: None, name: "Da Rosa".to_owned() });
    input.tags = vec![Named { id: None, name: "Team".to_owned() }];
    input.people = vec![Named { id: None, name: "Ben".to_owned() }];
    input.lines = vec![LineInput {
        id: None,
        kind: LineKind::Item,
        description: "2 soups".to_owned(),
        quantity_milli: Some(2_000),
        amount_minor: 12_90,
        tax_rate_bp: None,
        tax_included: true,
        category: None,
        person: None,
    }];
}

fn written_down(exchange: &Exchange) -> Result<Json> {
    Ok(json!({
        "question": { "method": exchange.method(), "path": exchange.path(), "body": body(&exchange.question()?) },
        "answer": { "status": exchange.status(), "body": body(&exchange.answer()?) },
    }))
}

/// A body: JSON without its secrets, and bytes in hexadecimal.
fn body(bytes: &[u8]) -> Json {
    let hex = || bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    match serde_json::from_slice::<Json>(bytes) {
        Ok(Json::Object(mut fields)) => {
            for (_, value) in fields.iter_mut().filter(|(name, _)| SECRETS.contains(&name.as_str())) {
                *value = json!(SECRET);
            }
            Json::Object(fields)
        }
        Ok(other) => other,
        Err(_) if bytes.is_empty() => Json::Null,
        Err(_) => json!({ "hex": hex() }),
    }
}

fn sent(body: &Json) -> Result<Body> {
    let Some(hex) = body["hex"].as_str() else {
        return Ok(if body.is_null() { Body::Nothing } else { Body::Json(body.clone()) });
    };
    let byte = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16);
    Ok(Body::Bytes((0..hex.len()).step_by(2).map(byte).collect::<Result<_, _>>()?))
}

/// The same message with the ids today's service gave.
fn renamed(message: &Json, ids: &HashMap<String, String>) -> Json {
    match message {
        Json::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), renamed(value, ids))).collect()
        }
        Json::Array(parts) => parts.iter().map(|part| renamed(part, ids)).collect(),
        Json::String(text) => Json::from(rename(text, ids)),
        Json::Null | Json::Bool(_) | Json::Number(_) => message.clone(),
    }
}

fn rename(text: &str, ids: &HashMap<String, String>) -> String {
    ids.iter().fold(text.to_owned(), |text, (old, new)| text.replace(old, new))
}

/// Whether everything that was said then is said now: fields may have come since, ids and instants are others.
fn same(then: &Json, now: &Json, ids: &mut HashMap<String, String>) -> Result<()> {
    match (then, now) {
        (Json::Object(then), Json::Object(now)) => {
            for (name, value) in then.iter().filter(|(name, _)| !is_another(name)) {
                let given = now.get(name).with_context(|| format!("{name} is not there"))?;
                same(value, given, ids).with_context(|| name.clone())?;
            }
        }
        (Json::Array(then), Json::Array(now)) => {
            ensure!(then.len() == now.len(), "{} were {}", now.len(), then.len());
            for (number, (then, now)) in then.iter().zip(now).enumerate() {
                same(then, now, ids).with_context(|| number.to_string())?;
            }
        }
        (Json::Number(then), Json::Number(now)) => {
            let is_instant =
                |number: &serde_json::Number| number.as_i64().is_some_and(|ms| ms >= INSTANTS_FROM_MS);
            ensure!(then == now || (is_instant(then) && is_instant(now)), "{now}, was {then}");
        }
        (Json::String(then), Json::String(now)) if is_id(then) && is_id(now) => {
            let known = ids.entry(then.clone()).or_insert_with(|| now.clone());
            ensure!(known == now, "{now}, was {then}, which is {known}");
        }
        (then, now) => ensure!(then == now || is_document(then, now, ids)?, "{now}, was {then}"),
    }
    Ok(())
}

/// A text that is a JSON document is compared as one.
fn is_document(then: &Json, now: &Json, ids: &mut HashMap<String, String>) -> Result<bool> {
    let (Some(then), Some(now)) = (then.as_str(), now.as_str()) else { return Ok(false) };
    match (serde_json::from_str(then), serde_json::from_str(now)) {
        (Ok(then), Ok(now)) => same(&then, &now, ids).map(|()| true),
        _ => bail!("{now}, was {then}"),
    }
}

fn is_another(name: &str) -> bool {
    SECRETS.contains(&name) || DERIVED.contains(&name)
}

fn is_id(text: &str) -> bool {
    uuid::Uuid::parse_str(text).is_ok()
}

/// The code stands on a line of its own, set in.
fn code_in(mail: &str) -> Result<String> {
    let code = mail.lines().find_map(|line| line.strip_prefix("    "));
    code.map(|code| code.trim().to_owned()).context("the mail holds no code")
}
