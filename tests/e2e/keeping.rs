//! The first start, undo and redo, the trash, and several expenses at once.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use serde_json::json;
use tests::browser::Target;
use tests::person::{Hands, Person, at, button, field, option};
use tests::wait;
use tests::words::t;

/// Goes to a place of the main navigation, as the screen has it.
pub async fn go(person: &Person, key: &str) -> Result<()> {
    let name = place_name(key);
    if person.session.target == Target::Phone {
        if person.look_for(&at("#panel.panel-open")).await?.is_some() {
            person.press(at("#panel .panel-head .icon-button").labelled(&t("close"))).await?;
        }
        let on_bar = person.count(&button(&name).exactly()).await? > 0;
        if !on_bar {
            person.press(button(&t("nav-more"))).await?;
        }
    }
    person.press(button(&name).exactly()).await?;
    person.settles().await
}

/// Catalogues are named by their kind, everything else by a key.
fn place_name(key: &str) -> String {
    match key {
        "place" => t("catalogue-place"),
        key => t(key),
    }
}

/// The ids of the first rows of the list.
pub async fn first_rows(person: &Person, count: usize) -> Result<Vec<String>> {
    person.find(&at(".row")).await?;
    let script = "return Array.from(document.querySelectorAll('.row')).slice(0, arguments[0]).map(row => row.id.slice(4))";
    Ok(serde_json::from_value(person.script(script, vec![json!(count)]).await?)?)
}

/// The row of an expense.
pub fn row_of(id: &str) -> tests::person::Control {
    at(&format!("[id='open-{id}']"))
}

/// Whether the list shows an expense, as soon as that is so. A row below the panel of a phone is there, though nobody can reach it.
pub async fn shows(person: &Person, id: &str, wanted: bool) -> Result<()> {
    let is_there = "return !!document.getElementById(arguments[0])";
    wait::until(&format!("row {id} to be there: {wanted}"), async || {
        let seen = if wanted {
            person.look_for(&row_of(id)).await?.is_some()
        } else {
            person.script(is_there, vec![json!(format!("open-{id}"))]).await? == json!(true)
        };
        Ok((seen == wanted).then_some(()))
    })
    .await
}

/// Task 1: the first start offers an empty book, and never asks again.
pub async fn start_empty(person: &mut Person) -> Result<()> {
    ensure!(person.look_for(&button(&t("welcome-demo"))).await?.is_some(), "demo data is not offered");
    person.press(button(&t("welcome-empty"))).await?;
    person.sees(&t("timeline-empty")).await?;
    person.session.kill_and_reopen().await?;
    person.arrives().await?;
    person.sees(&t("timeline-empty")).await
}

/// Deletes the expense the way the hands would.
async fn delete(person: &Person, id: &str) -> Result<()> {
    match person.hands {
        Hands::Keyboard => {
            let element = person.find(&row_of(id)).await?;
            while !person.has_focus(&element).await? {
                person.key('j').await?;
            }
            person.key(Key::Delete).await
        }
        Hands::Mouse | Hands::Finger => {
            person.press(row_of(id)).await?;
            person.choose_action(&t("delete")).await
        }
    }
}

/// Task 6: what was done is undone and done again.
pub async fn undo_and_redo(person: &mut Person) -> Result<()> {
    let rows = first_rows(person, 2).await?;
    let id = rows.get(1).context("the demo book has two rows")?;
    delete(person, id).await?;
    shows(person, id, false).await?;
    match person.hands {
        Hands::Keyboard => person.chord(&[Key::Control.into(), 'z']).await?,
        Hands::Mouse | Hands::Finger => person.press(at(".toast-action")).await?,
    }
    shows(person, id, true).await?;
    match person.hands {
        Hands::Keyboard => person.chord(&[Key::Control.into(), Key::Shift.into(), 'z']).await?,
        Hands::Mouse | Hands::Finger => person.press(at(".toast-action").labelled(&t("redo"))).await?,
    }
    shows(person, id, false).await?;
    person.session.kill_and_reopen().await?;
    person.arrives().await?;
    shows(person, id, false).await?;
    person.chord_or_press_undo().await?;
    shows(person, id, true).await
}

/// Task 7: into the trash and out of it.
pub async fn delete_and_restore(person: &mut Person) -> Result<()> {
    let id = first_rows(person, 1).await?.remove(0);
    delete(person, &id).await?;
    shows(person, &id, false).await?;
    go(person, "nav-trash").await?;
    person.press(row_of(&id)).await?;
    person.choose_action(&t("restore")).await?;
    go(person, "nav-timeline").await?;
    shows(person, &id, true).await
}

/// Task 8: three expenses get another category in one step.
pub async fn change_several(person: &mut Person) -> Result<()> {
    let ids = first_rows(person, 3).await?;
    for id in &ids {
        select(person, id).await?;
    }
    let category = "Groceries";
    person.press(at(".bulk-actions button").labelled(&t("category"))).await?;
    person.fill(field(&t("category")), category).await?;
    person.find(&option(category)).await?;
    person.key(Key::Enter).await?;
    let wanted = format!("category:\"{category}\"");
    wait::until("all three in the category", async || {
        Ok((person.count_within(&wanted, &ids).await? == ids.len()).then_some(()))
    })
    .await?;
    person.chord_or_press_undo().await?;
    wait::until("one undo for all three", async || {
        Ok((person.count_within(&wanted, &ids).await? < ids.len()).then_some(()))
    })
    .await
}

async fn select(person: &Person, id: &str) -> Result<()> {
    let label = at(&format!("[id='row-{id}'] .row-check"));
    match person.hands {
        Hands::Keyboard => {
            let link = person.find(&row_of(id)).await?;
            while !person.has_focus(&link).await? {
                person.key('j').await?;
            }
            person.key('x').await
        }
        Hands::Mouse => {
            person.hover(&at(&format!("[id='row-{id}']"))).await?;
            person.press(label).await
        }
        Hands::Finger => person.press(label).await,
    }
}
