//! Finding expenses: by words, by filters, and from every figure down to what it is made of.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::person::{Hands, Person, at};
use tests::wait;
use tests::words::t;

use crate::keeping::{first_rows, go, shows};

/// How far back the newest meal of the demo book may lie.
const DAYS_BACK_MAX: usize = 45;
/// More meals than anybody has in a day.
const DAY_MEALS_MAX: u64 = 8;
/// Rows on screen and how many the list has in all.
const ROWS: &str = "return document.querySelectorAll('.row').length";

async fn rows_on_screen(person: &Person) -> Result<u64> {
    Ok(person.script(ROWS, vec![]).await?.as_u64().unwrap_or(0))
}

/// Types into the search field of the search screen.
async fn search(person: &Person, text: &str) -> Result<()> {
    match person.hands {
        Hands::Keyboard => {
            person.script("document.activeElement && document.activeElement.blur()", vec![]).await?;
            person.key('/').await?;
        }
        Hands::Mouse | Hands::Finger => go(person, "nav-search").await?,
    }
    let element = person.find(&at("#search-text")).await?;
    person.fill(at("#search-text"), text).await?;
    person.key(Key::Enter).await?;
    drop(element);
    person.settles().await
}

/// Task 4: a word of one note finds that expense among more than a thousand.
pub async fn find_one_among_many(person: &mut Person) -> Result<()> {
    // The oldest expense that has a note: nobody reaches it by scrolling.
    let request = json!({ "query": { "text": "has:note has:place" }, "direction": "ascending", "limit": 1 });
    let oldest = person.ask("list_expenses", request).await?["rows"][0].clone();
    let id = oldest["id"].as_str().context("a demo expense has a note")?.to_owned();
    let place = oldest["place_name"].as_str().context("it has a place")?;
    let note = oldest["note_start"].as_str().context("it has a note")?;
    let day = oldest["occurred_on"].as_str().context("it has a day")?;
    ensure!(person.total_count().await? == 500, "the demo book is small: a window of 500 is not full");
    ensure!(
        person.look_for(&crate::keeping::row_of(&id)).await?.is_none(),
        "it is on the first screen already"
    );
    let word = note.split(|c: char| !c.is_alphanumeric()).max_by_key(|word| word.len()).unwrap_or_default();
    search(person, &format!("{word} place:\"{place}\" on:{day}")).await?;
    shows(person, &id, true).await?;
    // The list first shows what the first word alone finds, then less with every word.
    wait::until("the list to be narrowed to that day", async || {
        Ok((rows_on_screen(person).await? <= DAY_MEALS_MAX).then_some(()))
    })
    .await
}

/// Task 9: a meal and a tag, and the totals are those of exactly these expenses.
pub async fn filter_and_read_the_totals(person: &mut Person) -> Result<()> {
    let tags = person.ask("list_catalogue", json!({ "kind": "tag" })).await?;
    let tag = tags
        .as_array()
        .and_then(|tags| tags.iter().max_by_key(|tag| tag["uses"].as_u64()))
        .context("the demo book has tags")?;
    let tag = tag["input"]["name"].as_str().context("a tag has a name")?;
    let query = format!("meal:lunch tag:\"{tag}\"");
    let report =
        person.ask("get_totals", json!({ "query": { "text": query }, "by": "currency", "ids": [] })).await?;
    let total = &report["totals"][0];
    let count = total["count"].as_u64().context("some lunches have the tag")?;
    search(person, &query).await?;
    let minor = total["total_minor"].as_i64().context("a total")?;
    let shown = grouped(minor);
    person.sees(&shown).await?;
    person.sees(&count.to_string()).await?;
    ensure!(rows_on_screen(person).await? >= count.min(20), "fewer rows than the totals say");
    Ok(())
}

/// Two decimals and commas between thousands, as the English interface writes euros.
fn grouped(minor: i64) -> String {
    let (whole, cents) = (minor / 100, minor % 100);
    let digits = whole.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    format!("{out}.{cents:02}")
}

/// Task 10: a day of the calendar and a figure of the dashboard lead to their expenses.
pub async fn drill_down(person: &mut Person) -> Result<()> {
    let newest = first_rows(person, 1).await?.remove(0);
    let detail = person.ask("get_expense", json!({ "id": newest })).await?;
    let day = detail["input"]["occurred_on"].as_str().context("it has a day")?.to_owned();
    let on_day = person.count_of(&format!("on:{day}")).await?;
    go(person, "nav-calendar").await?;
    open_day(person, &day).await?;
    let meals = "return document.querySelectorAll('main .meal-list li').length";
    wait::until(&format!("the {on_day} meals of {day}"), async || {
        Ok((person.script(meals, vec![]).await?.as_u64() == Some(on_day)).then_some(()))
    })
    .await?;
    person.press(at("main .meal-list a")).await?;
    person.find(&at("#panel .button").labelled(&t("edit"))).await?;
    person.visit("/dashboard").await?;

    go(person, "nav-dashboard").await?;
    let figure = at("main a[href*='#/search?q=']");
    let element = person.find(&figure).await?;
    let href = person
        .script("return arguments[0].getAttribute('href')", vec![serde_json::to_value(&element)?])
        .await?;
    let query = query_of(&href)?;
    let wanted = person.count_of(&query).await?;
    ensure!(wanted > 0, "the figure {query:?} is made of nothing");
    person.press(figure).await?;
    rows_become(person, wanted).await.with_context(|| format!("the {wanted} expenses of {query:?}"))
}

/// Chooses a day of the present month, or of the one before, in the calendar.
async fn open_day(person: &Person, day: &str) -> Result<()> {
    let cell = at(&format!("[id='day-{day}']"));
    if person.hands != Hands::Keyboard {
        return person.press(cell).await;
    }
    let chosen = person.find(&at("[role=gridcell][tabindex='0']")).await?;
    person.focus(&chosen).await?;
    let wanted = json!(format!("day-{day}"));
    for _ in 0..DAYS_BACK_MAX {
        if person.script("return document.activeElement.id", vec![]).await? == wanted {
            return person.key(Key::Enter).await;
        }
        person.key(Key::Left).await?;
    }
    anyhow::bail!("{DAYS_BACK_MAX} times the left arrow do not lead to {day}")
}

async fn rows_become(person: &Person, wanted: u64) -> Result<()> {
    wait::until(&format!("{wanted} rows"), async || {
        let rows = rows_on_screen(person).await?;
        Ok((rows == wanted || (wanted > 90 && rows >= 90)).then_some(()))
    })
    .await
}

/// The typed query of a drill-down link.
fn query_of(href: &Value) -> Result<String> {
    let text = href.as_str().context("a link has an address")?;
    let encoded = text.split("q=").nth(1).context("the address has a query")?;
    let mut bytes = Vec::new();
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let hex = [rest.next().context("two digits")?, rest.next().context("two digits")?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&hex)?, 16)?);
        } else {
            bytes.push(byte);
        }
    }
    Ok(String::from_utf8(bytes)?)
}
