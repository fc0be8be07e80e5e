//! What few meals have: captions and order of photographs, quantity, category and person of a line, a brand without a place, and the
//! time zone of the table.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::browser::{Target, violations};
use tests::person::{Hands, Person, at, option};
use tests::stage::{self, Begin, run};
use tests::words::t;
use tests::{photo, wait};

use crate::adding::{newest, open_details, open_form, save};

/// Controls a finger cannot hit: smaller than 44 pixels, those of the photographs and lines.
const TOO_SMALL: &str = r#"
return Array.from(document.querySelectorAll('.photo-row :is(button, select, input), .bill-line :is(button, select, input)')).filter(element => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && (box.height < 43.5 || box.width < 43.5) && !element.closest('[aria-hidden=true]') && !element.matches('.picker-clear');
}).map(element => element.outerHTML.slice(0, 100));
"#;

/// What axe finds in a browser; the window shows the same page.
async fn breaks_no_rule(person: &Person, where_: &str) -> Result<()> {
    if person.session.target == Target::Window {
        return Ok(());
    }
    let found: Vec<String> = violations(&person.session.client)
        .await?
        .into_iter()
        .map(|broken| format!("{} ({}): {}", broken.id, broken.help, broken.nodes.join(" | ")))
        .collect();
    ensure!(found.is_empty(), "{where_}: {}", found.join("\n"));
    Ok(())
}

/// Waits until a script answers this.
async fn until(person: &Person, what: &str, script: &str, answer: Value) -> Result<()> {
    wait::until(what, async || Ok((person.script(script, vec![]).await? == answer).then_some(()))).await
}

/// Two photographs: the second becomes the menu, gets a caption and goes first.
async fn arrange_photographs(person: &Person) -> Result<()> {
    for (name, seed, height) in [("receipt.jpg", 5, 1_600), ("menu.jpg", 6, 500)] {
        let file = person.session.file(name, &photo::jpeg(seed, 600, height))?;
        person.attach(at("#photo-files"), &file).await?;
    }
    let count = "return document.querySelectorAll('.photo-row').length";
    until(person, "both photographs", count, json!(2)).await?;
    person.choose(at(".photo-row:nth-child(2) select"), &t("photo-menu")).await?;
    person.fill(at(".photo-row:nth-child(2) .photo-caption"), "The menu board").await?;
    person.press(at(".photo-row:nth-child(2) [id^=photo-earlier]")).await?;
    let first = "return document.querySelector('.photo-row:nth-child(1) .photo-caption').value";
    until(person, "the menu to go first", first, json!("The menu board")).await?;
    let inside = "return Array.from(document.querySelectorAll('.photo-face')).every(face => { const inner = face.firstElementChild.getBoundingClientRect(), box = face.getBoundingClientRect(); return inner.height <= box.height + 1 && inner.width <= box.width + 1; })";
    ensure!(person.script(inside, vec![]).await? == json!(true), "a tall receipt leaves its box");
    Ok(())
}

/// One line with everything a line can have.
async fn write_a_line(person: &Person) -> Result<()> {
    open_details(person, "line-add").await?;
    person.press(at("#line-add")).await?;
    until(
        person,
        "the new line to be ready",
        "return document.activeElement.id",
        json!("line-description-0"),
    )
    .await?;
    person.type_text("Beer").await?;
    person.key(Key::Enter).await?;
    until(person, "Enter to go on to the amount", "return document.activeElement.id", json!("line-amount-0"))
        .await?;
    person.type_text("13").await?;
    person.press(at("#line-more-0")).await?;
    person.fill(at("#line-quantity-0"), "2.5").await?;
    person.fill(at("#line-category-0"), "Caf").await?;
    person.press(option("Cafés")).await?;
    person.fill(at("#line-person-0"), "Ana").await?;
    person.key(Key::Tab).await?;
    until(
        person,
        "the person to be known",
        "return document.getElementById('line-person-0').value",
        json!("Ana"),
    )
    .await
}

/// Everything that few meals have, in one form.
pub async fn add_every_detail(person: &mut Person) -> Result<()> {
    open_form(person).await?;
    let day =
        "return [document.getElementById('field-date').value, document.getElementById('field-time').value]";
    let before = person.script(day, vec![]).await?;
    person.fill(at("#field-total"), "30").await?;
    arrange_photographs(person).await?;
    write_a_line(person).await?;
    open_details(person, "field-merchant").await?;
    person.fill(at("#field-merchant"), "Taco Group").await?;
    person.key(Key::Tab).await?;
    person.fill(at("#field-tz"), "tokyo").await?;
    person.press(option("Asia/Tokyo")).await?;
    let zone = "return document.getElementById('field-tz').value";
    until(person, "the zone", zone, json!("Asia/Tokyo")).await?;
    ensure!(person.script(day, vec![]).await? == before, "another zone moved the meal");
    person.sees(&t("zone-note")).await?;
    breaks_no_rule(person, "the form").await?;
    if person.hands == Hands::Finger {
        let small = person.script(TOO_SMALL, vec![]).await?;
        ensure!(small == json!([]), "too small for a finger: {small}");
    }
    save(person).await?;
    person.becomes(1).await?;
    let saved = newest(person).await?;
    is_stored(&saved, &before)?;
    let id = saved["id"].as_str().context("an expense has an id")?;
    person.visit(&format!("/expense/{id}")).await?;
    for words in ["The menu board", "Taco Group", "Asia/Tokyo", "2.5 ×", "Cafés", "Ana", "17.00"] {
        person.sees(words).await?;
    }
    breaks_no_rule(person, "the expense").await
}

fn is_stored(saved: &Value, before: &Value) -> Result<()> {
    let (input, photos) = (&saved["input"], &saved["attachments"]);
    let photo = |at: usize| (photos[at]["kind"].clone(), photos[at]["caption"].clone());
    ensure!(photo(0) == (json!("menu"), json!("The menu board")), "photographs {photos}");
    ensure!(photo(1) == (json!("receipt"), json!("")), "photographs {photos}");
    let line = &input["lines"][0];
    ensure!(
        line["quantity_milli"] == 2_500 && line["amount_minor"] == 1_300 && line["description"] == "Beer",
        "saved {line}"
    );
    ensure!(line["category"].is_string() && line["person"].is_string(), "saved {line}");
    ensure!(input["merchant"]["name"] == "Taco Group" && input["place"].is_null(), "saved {input}");
    ensure!(input["tz"] == "Asia/Tokyo" && saved["utc_offset_min"] == 540, "saved {input}");
    let time = input["occurred_time"].as_str().unwrap_or_default();
    ensure!(
        input["occurred_on"] == before[0] && before[1].as_str().is_some_and(|typed| time.starts_with(typed)),
        "the meal moved to {} {time}",
        input["occurred_on"]
    );
    Ok(())
}

/// A caption is written in the viewer of a recorded meal, told by its history, and taken back.
async fn a_caption_in_the_viewer(person: &mut Person) -> Result<()> {
    let (_, shown) = stage::demo()?;
    let request = json!({ "id": shown });
    let caption = async |person: &Person| -> Result<Value> {
        Ok(person.ask("get_expense", request.clone()).await?["attachments"][0]["caption"].clone())
    };
    let before = caption(person).await?;
    person.visit(&format!("/expense/{shown}")).await?;
    person.press(at(".gallery-photo")).await?;
    person.press(at(".viewer-caption-text")).await?;
    person.fill(at(".viewer-caption input"), "By the harbour").await?;
    person.key(Key::Enter).await?;
    wait::until("the caption to be stored", async || {
        Ok((caption(person).await? == json!("By the harbour")).then_some(()))
    })
    .await?;
    let alt = "return document.querySelector('.viewer-stage img').alt";
    until(person, "the caption to describe the photograph", alt, json!("By the harbour")).await?;
    breaks_no_rule(person, "the viewer").await?;
    person.key(Key::Escape).await?;
    until(person, "the viewer to close", "return !document.querySelector('dialog[open]')", json!(true))
        .await?;
    person.sees("By the harbour").await?;
    person.press(at(".expense-history > summary")).await?;
    person.sees(&t("column-caption")).await?;
    if person.session.target == Target::Phone {
        person.press(tests::person::button(&t("close"))).await?;
    }
    person.chord_or_press_undo().await?;
    wait::until("the caption to be taken back", async || Ok((caption(person).await? == before).then_some(())))
        .await
}

#[test]
fn a_caption_is_written_in_the_viewer_by_mouse() {
    run("caption_mouse", Target::Desktop, Hands::Mouse, Begin::Demo, a_caption_in_the_viewer);
}

#[test]
fn a_caption_is_written_in_the_viewer_by_keyboard() {
    run("caption_keyboard", Target::Desktop, Hands::Keyboard, Begin::Demo, a_caption_in_the_viewer);
}

#[test]
fn a_caption_is_written_in_the_viewer_by_finger() {
    run("caption_finger", Target::Phone, Hands::Finger, Begin::Demo, a_caption_in_the_viewer);
}

/// A caption that still has the focus when the form is saved is part of what is saved.
#[test]
fn a_caption_being_typed_is_saved_too() {
    run("caption_typed", Target::Desktop, Hands::Keyboard, Begin::Empty, async |person: &mut Person| {
        open_form(person).await?;
        person.fill(at("#field-total"), "5").await?;
        let file = person.session.file("plate.jpg", &photo::jpeg(8, 400, 300))?;
        person.attach(at("#photo-files"), &file).await?;
        person.fill(at(".photo-caption"), "Lunch in the sun").await?;
        save(person).await?;
        person.becomes(1).await?;
        let saved = newest(person).await?;
        ensure!(
            saved["attachments"][0]["caption"] == "Lunch in the sun",
            "photographs {}",
            saved["attachments"]
        );
        let drafts = person.ask("list_drafts", json!({})).await?;
        ensure!(drafts == json!([]), "left over: {drafts}");
        Ok(())
    });
}
