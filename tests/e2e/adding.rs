//! Adding a meal with one sentence and a photograph, adding one by the full form, and editing one.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::browser::Target;
use tests::person::{Hands, Person, at, button};
use tests::words::t;
use tests::{photo, wait};

use crate::keeping::{first_rows, row_of};

/// Opens the form for a new meal.
pub async fn open_form(person: &Person) -> Result<()> {
    match person.hands {
        Hands::Keyboard => {
            person.script("document.activeElement && document.activeElement.blur()", vec![]).await?;
            person.key('n').await?;
        }
        Hands::Mouse | Hands::Finger => person.press(at("a[href='#/add']")).await?,
    }
    person.find(&at("#field-total")).await.map(drop)
}

/// Saves the form and waits until it is answered.
pub async fn save(person: &Person) -> Result<()> {
    match person.hands {
        Hands::Keyboard => person.chord(&[Key::Control.into(), Key::Enter.into()]).await?,
        Hands::Mouse | Hands::Finger => person.press(at(".save-button")).await?,
    }
    let gone = "return !document.querySelector('form.form')";
    wait::until("the form to close", async || {
        Ok((person.script(gone, vec![]).await? == json!(true)).then_some(()))
    })
    .await
}

/// The newest expense in full.
pub async fn newest(person: &Person) -> Result<Value> {
    let window = person.ask("list_expenses", json!({ "sort": "created", "limit": 1 })).await?;
    let id = window["rows"][0]["id"].as_str().with_context(|| format!("no expense in {window}"))?;
    person.ask("get_expense", json!({ "id": id })).await
}

/// Task 2: one sentence and a photograph.
pub async fn add_a_lunch_with_a_photo(person: &mut Person) -> Result<()> {
    let bytes = photo::jpeg(2, 800, 600);
    let file = person.session.file("plate.jpg", &bytes)?;
    open_form(person).await?;
    person.fill(at("#field-sentence"), "lunch 12.50 at Tacos El Sol with Ana yesterday #acme").await?;
    person.attach(at("#photo-files"), &file).await?;
    person.find(&at("#panel img")).await?;
    let read = "return document.getElementById('field-total').value";
    wait::until("the sentence to be read", async || {
        Ok((person.script(read, vec![]).await? == json!("12.50")).then_some(()))
    })
    .await?;
    save(person).await?;
    person.becomes(1).await?;
    let saved = newest(person).await?;
    let input = &saved["input"];
    ensure!(
        input["total_minor"] == 1_250 && input["currency"] == "EUR" && input["meal_type"] == "lunch",
        "saved {input}"
    );
    ensure!(
        input["place"]["name"] == "Tacos El Sol"
            && input["people"][0]["name"] == "Ana"
            && input["tags"][0]["name"] == "acme",
        "saved {input}"
    );
    ensure!(
        saved["attachments"][0]["sha256"] == json!(photo::sha256(&bytes)),
        "another photograph: {}",
        saved["attachments"]
    );
    person.sees("Tacos El Sol").await?;
    person.sees("12.50").await
}

/// Task 3: the full form, its calculator, and a tip.
pub async fn add_by_the_full_form(person: &mut Person) -> Result<()> {
    open_form(person).await?;
    person.fill(at("#field-total"), "12+3.5*2").await?;
    person.fill(at("#field-place"), "Casa Lola").await?;
    person.key(Key::Tab).await?;
    open_details(person, "field-tip").await?;
    person.fill(at("#field-tip"), "3").await?;
    person.key(Key::Tab).await?;
    open_details(person, "field-notes").await?;
    person.fill(at("#field-notes"), "With a view of the sea").await?;
    save(person).await?;
    person.becomes(1).await?;
    let input = newest(person).await?["input"].clone();
    ensure!(input["total_minor"] == 1_900, "12+3.5*2 was saved as {}", input["total_minor"]);
    ensure!(input["tip_minor"] == 300, "the tip was saved as {}", input["tip_minor"]);
    ensure!(
        input["place"]["name"] == "Casa Lola" && input["notes"] == "With a view of the sea",
        "saved {input}"
    );
    Ok(())
}

/// Opens the part of the form that hides a field.
pub async fn open_details(person: &Person, id: &str) -> Result<()> {
    let hidden =
        "const e = document.getElementById(arguments[0]); return !!(e && e.closest('details:not([open])'))";
    if person.script(hidden, vec![json!(id)]).await? == json!(true) {
        person.press(at(&format!("details:has(#{id}) > summary"))).await?;
    }
    Ok(())
}

/// Task 5: another amount, seen in the list at once.
pub async fn edit(person: &mut Person) -> Result<()> {
    let id = first_rows(person, 1).await?.remove(0);
    let link = row_of(&id);
    match person.hands {
        Hands::Keyboard => {
            let element = person.find(&link).await?;
            while !person.has_focus(&element).await? {
                person.key('j').await?;
            }
            person.key('e').await?;
        }
        Hands::Mouse | Hands::Finger => {
            person.press(link).await?;
            person.find(&at("#panel")).await?;
            person.press(at("#panel a, #panel button").labelled(&t("edit"))).await?;
        }
    }
    person.find(&at("#field-total")).await?;
    person.fill(at("#field-total"), "123.45").await?;
    save(person).await?;
    let request = json!({ "id": id });
    wait::until("the new amount", async || {
        Ok((person.ask("get_expense", request.clone()).await?["input"]["total_minor"] == 12_345)
            .then_some(()))
    })
    .await?;
    if person.session.target == Target::Phone && person.look_for(&row_of(&id)).await?.is_none() {
        person.press(button(&t("close"))).await?;
    }
    person.sees("123.45").await
}
