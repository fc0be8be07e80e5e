//! What must not happen to anybody: a lost draft, a doubled expense, a note that runs, a shortcut in the middle of a word.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;
use tests::browser::Target;
use tests::person::{Hands, Person, at, button};
use tests::stage::{Begin, run};
use tests::wait;
use tests::words::t;

use crate::adding::{newest, open_form, save};
use crate::large::patiently;

async fn drafts(person: &Person) -> Result<usize> {
    Ok(person.ask("list_drafts", json!({})).await?.as_array().map_or(0, Vec::len))
}

/// Waits until the core has the newest draft with this amount: it has the first key's as soon as that is typed.
async fn is_kept(person: &Person, total_minor: i64) -> Result<()> {
    wait::until("the whole amount to be kept", async || {
        let drafts = person.ask("list_drafts", json!({})).await?;
        Ok((drafts[0]["input"]["total_minor"] == total_minor).then_some(()))
    })
    .await
}

async fn a_draft_survives_a_kill(person: &mut Person) -> Result<()> {
    open_form(person).await?;
    person.fill(at("#field-total"), "7.77").await?;
    is_kept(person, 777).await?;
    person.session.kill_and_reopen().await?;
    person.arrives().await?;
    ensure!(drafts(person).await? == 1, "the draft is gone");
    person.visit("/").await?;
    person.press(at("a.draft")).await?;
    person.find(&at("#field-total")).await?;
    let value = "return document.getElementById('field-total').value";
    wait::until("the amount of the draft", async || {
        Ok((person.script(value, vec![]).await? == json!("7.77")).then_some(()))
    })
    .await?;
    save(person).await?;
    person.becomes(1).await?;
    ensure!(
        newest(person).await?["input"]["total_minor"] == 777 && drafts(person).await? == 0,
        "not saved as it was"
    );
    Ok(())
}

#[test]
fn a_draft_survives_a_kill_of_the_browser() {
    run("draft_browser", Target::Desktop, Hands::Mouse, Begin::Empty, a_draft_survives_a_kill);
}

#[test]
fn a_draft_survives_a_kill_of_the_phones_browser() {
    run("draft_phone", Target::Phone, Hands::Finger, Begin::Empty, a_draft_survives_a_kill);
}

#[test]
fn a_draft_survives_a_kill_of_the_window() {
    run("draft_window", Target::Window, Hands::Mouse, Begin::Empty, a_draft_survives_a_kill);
}

/// Counts the drafts the page sends.
const COUNT_DRAFTS: &str = "
window.sent = [];
const plain = window.fetch;
window.fetch = (...all) => {
  const request = all[0];
  const url = request.url || String(request);
  if (url.includes('save_draft')) window.sent.push(Math.round(performance.now()));
  return plain.apply(window, all);
};";

#[test]
fn a_draft_is_kept_from_the_first_key_but_not_at_every_key() {
    run("draft_pace", Target::Desktop, Hands::Mouse, Begin::Empty, async |person: &mut Person| {
        open_form(person).await?;
        person.script(COUNT_DRAFTS, vec![]).await?;
        person.fill(at("#field-total"), "1").await?;
        is_kept(person, 100).await?;
        person
            .script("document.querySelectorAll('details').forEach(part => part.open = true)", vec![])
            .await?;
        person.fill(at("#field-notes"), &"a long note ".repeat(12)).await?;
        wait::until("the whole note to be kept", async || {
            let drafts = person.ask("list_drafts", json!({})).await?;
            Ok((drafts[0]["input"]["notes"] == json!("a long note ".repeat(12))).then_some(()))
        })
        .await?;
        let sent: Vec<u64> = serde_json::from_value(person.script("return window.sent", vec![]).await?)?;
        ensure!(sent.len() < 100, "{} drafts for 145 keys", sent.len());
        let close = sent.windows(2).filter(|pair| pair[1] - pair[0] < 140).count();
        // Leaving the first field for the second sends what waits at once.
        ensure!(close <= 3, "drafts came one upon another: {sent:?}");
        Ok(())
    });
}

#[test]
fn a_draft_is_kept_at_once_when_its_field_is_left_or_the_page_goes_away() {
    run("draft_flush", Target::Desktop, Hands::Mouse, Begin::Empty, async |person: &mut Person| {
        open_form(person).await?;
        // The timer that would keep the draft a little later never comes due: what is kept is kept for another reason.
        let no_timers = "const plain = window.setTimeout; window.setTimeout = (then, ms, ...rest) => ms > 15 ? 0 : plain(then, ms, ...rest)";
        person.script(no_timers, vec![]).await?;
        person.fill(at("#field-total"), "12.34").await?;
        person.key(Key::Tab).await?;
        is_kept(person, 1_234).await?;
        person.fill(at("#field-total"), "56.78").await?;
        person.script("window.dispatchEvent(new Event('pagehide'))", vec![]).await?;
        is_kept(person, 5_678).await?;
        Ok(())
    });
}

#[test]
fn a_meal_saved_while_its_draft_is_on_the_way_leaves_no_draft() {
    run("draft_overtaken", Target::Desktop, Hands::Keyboard, Begin::Empty, async |person: &mut Person| {
        open_form(person).await?;
        // Drafts take half a second to arrive, everything else is as fast as ever.
        let slow = "const plain = window.fetch; window.fetch = (...all) => (all[0].url || '').includes('save_draft') ? new Promise(go => setTimeout(go, 500)).then(() => plain.apply(window, all)) : plain.apply(window, all)";
        person.script(slow, vec![]).await?;
        person.fill(at("#field-total"), "8.50").await?;
        save(person).await?;
        person.becomes(1).await?;
        let sent = "return performance.getEntriesByType('resource').filter(e => e.name.includes('save_draft')).length";
        ensure!(person.script(sent, vec![]).await? != json!(0), "no draft was sent at all");
        person.settles().await?;
        ensure!(drafts(person).await? == 0, "the draft came after the expense");
        ensure!(newest(person).await?["input"]["total_minor"] == 850, "another amount");
        Ok(())
    });
}

#[test]
fn e091_a_double_submit_makes_one_expense() {
    run("double_submit", Target::Desktop, Hands::Mouse, Begin::Empty, async |person: &mut Person| {
        open_form(person).await?;
        person.fill(at("#field-total"), "5").await?;
        let twice = "const form = document.querySelector('form.form'); form.requestSubmit(); form.requestSubmit(); setTimeout(() => form.isConnected && form.requestSubmit(), 0)";
        person.script(twice, vec![]).await?;
        person.becomes(1).await?;
        person.settles().await?;
        ensure!(person.total_count().await? == 1, "{} expenses", person.total_count().await?);
        Ok(())
    });
}

#[test]
fn a_sentence_that_is_saved_at_once_is_read_first() {
    run("fast_sentence", Target::Desktop, Hands::Keyboard, Begin::Empty, async |person: &mut Person| {
        open_form(person).await?;
        person.fill(at("#field-sentence"), "dinner 31.40 at Casa Lola").await?;
        person.chord(&[Key::Control.into(), Key::Enter.into()]).await?;
        person.becomes(1).await?;
        let input = newest(person).await?["input"].clone();
        ensure!(input["total_minor"] == 3_140 && input["place"]["name"] == "Casa Lola", "saved {input}");
        Ok(())
    });
}

#[test]
fn e172_a_note_with_html_is_shown_as_text() {
    run("html_note", Target::Desktop, Hands::Mouse, Begin::Empty, async |person: &mut Person| {
        let note = "<img src=x onerror=\"window.hacked=1\"><b>bold</b>";
        let form = person.ask("open_form", json!({ "from": { "new": { "on": null } } })).await?;
        let mut input = form["input"].clone();
        input["notes"] = json!(note);
        input["total_minor"] = json!(100);
        input["place"] = json!({ "id": null, "name": note });
        person
            .ask("save_expense", json!({ "id": form["id"], "input": input, "base_ms": 0, "count": 1 }))
            .await?;
        person.visit("/").await?;
        person.sees("<b>bold</b>").await?;
        person.press(at(".row a")).await?;
        person.sees("onerror=").await?;
        let state = person.script("return [window.hacked || 0, document.querySelectorAll('main b, #panel b, img[src=x]').length]", vec![]).await?;
        ensure!(state == json!([0, 0]), "the note was read as HTML: {state}");
        Ok(())
    });
}

/// A key as an input method sends it in the middle of a word.
const COMPOSING: &str = "document.body.dispatchEvent(new KeyboardEvent('keydown', { key: arguments[0], isComposing: true, bubbles: true, cancelable: true })); return location.hash";

#[test]
fn e159_a_word_being_composed_triggers_no_shortcut() {
    run("composing", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        let before = person.script("return location.hash", vec![]).await?;
        for key in ["n", "?", "e", "/"] {
            let after = person.script(COMPOSING, vec![json!(key)]).await?;
            person.settles().await?;
            ensure!(after == before, "{key} led to {after} in the middle of a word");
        }
        // The same key does something when nothing is being composed: otherwise this test would prove nothing.
        person.key('n').await?;
        person.find(&at("#field-total")).await?;
        person.fill(at("#field-sentence"), "nenj/?").await?;
        let typed = person.script("return document.getElementById('field-sentence').value", vec![]).await?;
        ensure!(typed == json!("nenj/?"), "typing was taken for shortcuts: {typed}");
        Ok(())
    });
}

#[test]
fn e159_the_focus_returns_when_a_dialog_closes() {
    run("focus_returns", Target::Desktop, Hands::Keyboard, Begin::Demo, async |person: &mut Person| {
        person.key('j').await?;
        let focused = "return document.activeElement && document.activeElement.id";
        let before = person.script(focused, vec![]).await?;
        ensure!(before.as_str().is_some_and(|id| id.starts_with("open-")), "J moved the focus to {before}");
        person.chord(&[Key::Control.into(), 'k']).await?;
        person.find(&at("dialog[open]")).await?;
        person.key(Key::Escape).await?;
        wait::until("the focus to come back", async || {
            Ok((person.script(focused, vec![]).await? == before).then_some(()))
        })
        .await
    });
}

#[test]
fn undoing_the_demo_names_it_and_offers_it_again() {
    run("demo_undone", Target::Desktop, Hands::Keyboard, Begin::Untouched, async |person: &mut Person| {
        person.press(button(&t("welcome-demo"))).await?;
        // Two years of meals and their pictures take a test build on a busy machine more than one PATIENCE.
        patiently(person, &t("nav-dashboard")).await?;
        person.find(&at(".row-link")).await?;
        person.chord(&[Key::Control.into(), 'z']).await?;
        person.becomes(0).await?;
        let named = t("action-demo");
        let named = named.split('(').next().unwrap_or_default().trim();
        ensure!(!named.is_empty(), "the demo has no name");
        person.find(&at(".toast").labelled(named)).await?;
        person.press(at(".toast-action").labelled(&t("redo"))).await?;
        person.find(&at(".row-link")).await.map(drop)
    });
}
