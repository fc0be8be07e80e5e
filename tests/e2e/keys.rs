//! The list by keyboard: one tab stop, keys that move and act, and a focus that nothing takes away.

use anyhow::{Context, Result, ensure};
use fantoccini::key::Key;
use serde_json::{Value, json};
use tests::browser::Target;
use tests::person::{Hands, Person, at};
use tests::stage::{Begin, run};
use tests::wait;

use crate::keeping::first_rows;

/// The id of what has the focus.
async fn focus(person: &Person) -> Result<String> {
    let id = person.script("return document.activeElement ? document.activeElement.id : ''", vec![]).await?;
    Ok(id.as_str().unwrap_or_default().to_owned())
}

async fn focus_becomes(person: &Person, id: &str) -> Result<()> {
    wait::until(&format!("the focus on {id}"), async || Ok((focus(person).await? == id).then_some(()))).await
}

/// Whether what has the focus lies inside an element.
async fn is_within(person: &Person, selector: &str) -> Result<bool> {
    let inside = "return !!document.activeElement.closest(arguments[0])";
    Ok(person.script(inside, vec![json!(selector)]).await? == json!(true))
}

/// Whether the focused element can be seen whole, not below a header or a bar.
async fn is_seen(person: &Person) -> Result<bool> {
    let seen = "const box = document.activeElement.getBoundingClientRect(); return [box.top + 3, box.bottom - 3].every(y => document.activeElement.contains(document.elementFromPoint(box.left + box.width / 2, y)))";
    Ok(person.script(seen, vec![]).await? == json!(true))
}

async fn press(person: &Person, key: Key, times: usize) -> Result<()> {
    for _ in 0..times {
        person.key(key).await?;
    }
    Ok(())
}

/// How many elements of the list Tab leads to.
const STOPS: &str = "return document.querySelectorAll('#list-grid [tabindex=\"0\"], #list-grid[tabindex=\"0\"]').length + document.querySelectorAll('#list-grid a:not([tabindex]), #list-grid button:not([tabindex]), #list-grid input:not([tabindex])').length";

async fn has_one_stop(person: &Person) -> Result<()> {
    let stops = person.script(STOPS, vec![]).await?;
    ensure!(stops == json!(1), "{stops} tab stops in the list");
    Ok(())
}

/// The row on the first place, focused.
async fn enter(person: &Person) -> Result<Vec<String>> {
    let rows = first_rows(person, 6).await?;
    person.key('j').await?;
    focus_becomes(person, &format!("open-{}", rows[0])).await?;
    Ok(rows)
}

#[test]
fn the_list_is_one_tab_stop_and_the_bar_of_a_selection_is_the_next() {
    run("one_stop", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let rows = enter(person).await?;
        press(person, Key::Down, 2).await?;
        let third = format!("open-{}", rows[2]);
        focus_becomes(person, &third).await?;
        has_one_stop(person).await?;
        person.key(Key::Tab).await?;
        ensure!(
            !is_within(person, "#list-region").await?,
            "Tab leads from one row to another: {}",
            focus(person).await?
        );
        person.chord(&[Key::Shift.into(), Key::Tab.into()]).await?;
        focus_becomes(person, &third).await?;
        person.key(' ').await?;
        person.find(&at(".bulk-bar")).await?;
        person.key(Key::Tab).await?;
        ensure!(is_within(person, ".bulk-bar").await?, "Tab leads past the bar to {}", focus(person).await?);
        person.chord(&[Key::Shift.into(), Key::Tab.into()]).await?;
        focus_becomes(person, &third).await?;
        // Clearing the selection takes the bar away from under the focus.
        person.key(Key::Tab).await?;
        person.key(Key::Enter).await?;
        focus_becomes(person, &third).await
    });
}

#[test]
fn every_list_of_expenses_is_one_tab_stop() {
    run("every_list", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let rows = first_rows(person, 3).await?;
        person.ask("delete_expenses", json!({ "ids": rows })).await?;
        for hash in ["/search?q=meal%3Alunch", "/trash"] {
            person.visit(hash).await?;
            person.find(&at(".row")).await?;
            has_one_stop(person).await?;
            person.script("document.activeElement.blur()", vec![]).await?;
            person.key('j').await?;
            person.key(Key::Down).await?;
            let second = first_rows(person, 2).await?.remove(1);
            focus_becomes(person, &format!("open-{second}")).await?;
            person.key('x').await?;
            person.find(&at(".bulk-bar")).await?;
            person.key(Key::Tab).await?;
            ensure!(
                is_within(person, ".bulk-bar").await?,
                "{hash}: Tab leads past the bar to {}",
                focus(person).await?
            );
            person.script("document.activeElement.blur()", vec![]).await?;
            person.key(Key::Escape).await?;
        }
        Ok(())
    });
}

#[test]
fn keys_move_to_rows_cells_screens_and_ends() {
    run("list_keys", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let rows = enter(person).await?;
        press(person, Key::Down, 3).await?;
        press(person, Key::Up, 1).await?;
        focus_becomes(person, &format!("open-{}", rows[2])).await?;

        person.key(Key::Left).await?;
        focus_becomes(person, &format!("check-{}", rows[2])).await?;
        person.key(' ').await?;
        person.find(&at(&format!("[id='row-{}'][aria-selected=true]", rows[2]))).await?;
        person.key(Key::Down).await?;
        focus_becomes(person, &format!("check-{}", rows[3])).await?;
        person.key(Key::Right).await?;
        focus_becomes(person, &format!("open-{}", rows[3])).await?;
        person.chord(&[Key::Shift.into(), Key::Down.into()]).await?;
        let selected = "return document.querySelectorAll('#list-grid [aria-selected=true]').length";
        wait::until("three selected", async || {
            Ok((person.script(selected, vec![]).await? == json!(3)).then_some(()))
        })
        .await?;
        ensure!(is_seen(person).await?, "the row with the focus is covered");
        person.key(Key::Escape).await?;

        let oldest = person.ask("list_expenses", json!({ "direction": "ascending", "limit": 1 })).await?;
        let oldest = oldest["rows"][0]["id"].as_str().context("a first expense")?.to_owned();
        person.key(Key::End).await?;
        focus_becomes(person, &format!("open-{oldest}")).await?;
        ensure!(is_seen(person).await?, "the last row is out of sight");
        has_one_stop(person).await?;
        person.key(Key::PageUp).await?;
        wait::until("another row", async || {
            let now = focus(person).await?;
            Ok((now.starts_with("open-") && now != format!("open-{oldest}")).then_some(()))
        })
        .await?;
        ensure!(is_seen(person).await?, "the row a screen above is covered");
        person.key(Key::Home).await?;
        focus_becomes(person, &format!("open-{}", rows[0])).await?;

        person.key(Key::Enter).await?;
        person.find(&at("#panel .panel-head")).await?;
        person.key(Key::Escape).await?;
        focus_becomes(person, &format!("open-{}", rows[0])).await
    });
}

/// Scrolls the list to a place and answers whether a row is in memory.
const SCROLL: &str = "const list = document.getElementById('list-region'); list.scrollTop = arguments[0] < 0 ? list.scrollHeight : arguments[0]; return !!document.getElementById(arguments[1])";

async fn scrolled_until(person: &Person, top: i64, row: &str, wanted: bool) -> Result<()> {
    wait::until(&format!("row {row} to be in memory: {wanted}"), async || {
        Ok((person.script(SCROLL, vec![json!(top), json!(row)]).await? == json!(wanted)).then_some(()))
    })
    .await
}

#[test]
fn the_focus_comes_back_with_a_row_that_was_scrolled_out_of_memory() {
    run("scrolled_away", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let rows = enter(person).await?;
        person.key(Key::Down).await?;
        let second = format!("open-{}", rows[1]);
        focus_becomes(person, &second).await?;
        scrolled_until(person, -1, &second, false).await?;
        focus_becomes(person, "list-grid").await?;
        has_one_stop(person).await?;
        scrolled_until(person, 0, &second, true).await?;
        focus_becomes(person, &second).await?;

        // Away again, and the keyboard goes on from what can be seen.
        scrolled_until(person, -1, &second, false).await?;
        focus_becomes(person, "list-grid").await?;
        person.key(Key::Down).await?;
        wait::until("a row in sight", async || {
            Ok((focus(person).await?.starts_with("open-") && is_seen(person).await?).then_some(()))
        })
        .await
    });
}

async fn change(person: &Person, id: &str, change: impl Fn(&mut Value)) -> Result<()> {
    let form = person.ask("open_form", json!({ "from": { "edit": id } })).await?;
    let mut input = form["input"].clone();
    change(&mut input);
    let request = json!({ "id": id, "input": input, "base_ms": form["base_ms"], "count": 1 });
    person.ask("save_expense", request).await.map(drop)
}

#[test]
fn the_focus_stays_on_its_row_when_the_list_is_fetched_again() {
    run("refetched", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let rows = enter(person).await?;
        press(person, Key::Down, 2).await?;
        let third = format!("open-{}", rows[2]);
        focus_becomes(person, &third).await?;
        // Somebody else's change: another amount, and then another day, which is another group.
        change(person, &rows[2], |input| input["total_minor"] = json!(98_765)).await?;
        person.sees("987.65").await?;
        focus_becomes(person, &third).await?;
        change(person, &rows[2], |input| input["occurred_on"] = json!("2031-05-06")).await?;
        wait::until(
            "the row on top",
            async || Ok((first_rows(person, 1).await?[0] == rows[2]).then_some(())),
        )
        .await?;
        focus_becomes(person, &third).await
    });
}

#[test]
fn deleting_moves_the_focus_to_the_next_row() {
    run("deleted_focus", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let rows = enter(person).await?;
        person.key(Key::Down).await?;
        person.key(Key::Delete).await?;
        focus_becomes(person, &format!("open-{}", rows[2])).await?;
        // A selection that takes the next one along, deleted from its bar.
        person.key('x').await?;
        person.chord(&[Key::Shift.into(), Key::Down.into()]).await?;
        focus_becomes(person, &format!("open-{}", rows[3])).await?;
        let delete = person.find(&at(".bulk-bar .button-danger")).await?;
        person.focus(&delete).await?;
        person.key(Key::Enter).await?;
        crate::keeping::shows(person, &rows[3], false).await?;
        focus_becomes(person, &format!("open-{}", rows[4])).await?;
        has_one_stop(person).await
    });
}
