//! What locales do to days and amounts, and what they must not do.

use anyhow::{Context, Result, ensure};
use serde_json::json;
use tests::browser::Target;
use tests::person::{Hands, Person, at};
use tests::stage::{Begin, run, run_with};
use tests::wait;

use crate::adding::{newest, open_form, save};

/// What the years around 2026 are called in the calendars that these locales prefer: Buddhist, Hijri, Persian.
const OTHER_YEARS: &[&str] =
    &["2568", "2569", "2570", "1446", "1447", "1448", "1449", "1403", "1404", "1405", "1406"];

/// Types a day into the platform's own field as its picker does.
const TYPE_DAY: &str = "const field = document.getElementById('field-date'); field.value = arguments[0]; \
    field.dispatchEvent(new Event('input', { bubbles: true })); field.dispatchEvent(new Event('change', { bubbles: true })); return field.value";

/// Everything on the page, with the digits of all scripts made plain.
async fn plain_text(person: &Person) -> Result<String> {
    let text = person.text().await?;
    let plain = |c: char| match c {
        '\u{0660}'..='\u{0669}' => char::from(b'0' + (c as u32 - 0x660) as u8),
        '\u{06f0}'..='\u{06f9}' => char::from(b'0' + (c as u32 - 0x6f0) as u8),
        '\u{0e50}'..='\u{0e59}' => char::from(b'0' + (c as u32 - 0xe50) as u8),
        c => c,
    };
    Ok(text.chars().map(plain).collect())
}

async fn keeps_its_year(person: &mut Person) -> Result<()> {
    open_form(person).await?;
    person.fill(at("#field-total"), "9").await?;
    let typed = person.script(TYPE_DAY, vec![json!("2026-03-05")]).await?;
    ensure!(typed == json!("2026-03-05"), "the field made {typed} of it");
    save(person).await?;
    person.becomes(1).await?;
    let saved = newest(person).await?["input"].clone();
    ensure!(saved["occurred_on"] == "2026-03-05", "saved {}", saved["occurred_on"]);
    let id = person.ask("list_expenses", json!({ "limit": 1 })).await?["rows"][0]["id"].clone();
    let id = id.as_str().context("an expense has an id")?;
    person.visit(&format!("/expense/{id}")).await?;
    wait::until("the year 2026", async || Ok(plain_text(person).await?.contains("2026").then_some(())))
        .await?;
    for screen in
        [format!("/expense/{id}"), "/".into(), "/calendar".into(), "/dashboard".into(), "/settings".into()]
    {
        person.visit(&screen).await?;
        let text = plain_text(person).await?;
        let other = OTHER_YEARS.iter().find(|year| text.contains(**year));
        ensure!(other.is_none(), "{screen} shows the year {other:?}: {text}");
    }
    Ok(())
}

/// The case in a locale.
fn in_locale(name: &str, locale: &str) {
    let change = |settings: &mut wire::call::Settings| settings.locale = Some(locale.to_owned());
    run_with(name, Target::Desktop, Hands::Mouse, Begin::Empty, change, keeps_its_year);
}

#[test]
fn e021_the_buddhist_calendar_changes_no_year() {
    in_locale("e021_buddhist", "th-TH-u-ca-buddhist");
}

#[test]
fn e021_the_hijri_calendar_changes_no_year() {
    in_locale("e021_hijri", "ar-SA");
}

#[test]
fn e021_the_persian_calendar_changes_no_year() {
    in_locale("e021_persian", "fa-IR");
}

#[test]
fn e158_a_refund_is_said_in_words() {
    run("e158_refund", Target::Desktop, Hands::Mouse, Begin::Empty, async |person: &mut Person| {
        let form = person.ask("open_form", json!({ "from": { "new": { "on": null } } })).await?;
        let mut input = form["input"].clone();
        input["kind"] = json!("refund");
        input["total_minor"] = json!(1_250);
        let save = json!({ "id": form["id"], "input": input, "base_ms": 0, "count": 1 });
        person.ask("save_expense", save).await?;
        person.visit("/").await?;
        person.find(&at(".row-amount")).await?;
        let said = "return document.querySelector('.row-amount .visually-hidden').textContent";
        let said = person.script(said, vec![]).await?;
        ensure!(said == json!("minus 12.50 euros, Refund"), "a screen reader says {said}");
        let signs = "return document.querySelector('.row-amount bdi').getAttribute('aria-hidden')";
        ensure!(person.script(signs, vec![]).await? == json!("true"), "the signs are read out as well");
        Ok(())
    });
}
