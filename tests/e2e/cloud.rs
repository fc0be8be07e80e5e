//! Two instances of the app and a real service between them, each the way a person meets it: what is done on one is waited for on the
//! screen of the other. Every case has a database of its own in one PostgreSQL.
//!
//! `MEALBOOK_PICTURES=folder` keeps a picture of every screen on the way, light and dark.

mod conflicts;
mod devices;
mod enter;
mod household;
mod meals;
mod offline;
mod refused;
mod safety;
mod sessions;

use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};
use tests::browser::Target;
use tests::cloud::{Cloud, code_in};
use tests::person::{Person, at, button};
use tests::stage::{keep_evidence, set_device};
use tests::wait;
use tests::words::t;

use crate::adding::{open_form, save};

const ANA: &str = "ana@example.org";
const BOB: &str = "bob@example.org";
/// The password of everybody.
const PASSWORD: &str = "three small words";
/// The longest one case may take.
const CASE_MAX: Duration = Duration::from_secs(150);

/// The widest a question may be, in pixels: more is a line nobody reads.
const DIALOG_WIDTH_MAX: f64 = 480.0;

/// Whom a case is about: what they see, and who they are in its report.
struct Two {
    cloud: Cloud,
    one: Person,
    other: Person,
}

/// Runs a case over two new books; a failure leaves pictures of both and the pages' texts in `target/e2e`.
fn run_two(name: &str, targets: [Target; 2], case: impl AsyncFnOnce(&mut Two) -> Result<()>) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(1)
        .enable_all()
        .build()
        .expect("a runtime starts");
    let outcome: Result<()> = runtime.block_on(async {
        let cloud = Cloud::start().await?;
        let (one, other) = tokio::try_join!(
            set_device(targets[0], "Laptop", Some(cloud.url()), |_| {}),
            set_device(targets[1], "Phone", Some(cloud.url()), |_| {}),
        )?;
        let mut two = Two { cloud, one, other };
        let outcome = match tokio::time::timeout(CASE_MAX, case(&mut two)).await {
            Ok(outcome) => outcome,
            Err(_) => late(),
        };
        if outcome.is_err() {
            let _ = keep_evidence(&format!("{name}-one"), &two.one).await;
            let _ = keep_evidence(&format!("{name}-other"), &two.other).await;
        }
        two.one.session.close().await;
        two.other.session.close().await;
        outcome
    });
    if let Err(error) = outcome {
        panic!("{name} on {targets:?}: {error:#}");
    }
}

fn late() -> Result<()> {
    bail!("not done after {CASE_MAX:?}")
}

/// Makes an account without its screens: for cases that are about something else.
async fn sign_up(cloud: &Cloud, person: &Person, email: &str, name: &str) -> Result<()> {
    let request = json!({ "email": email, "password": PASSWORD, "display_name": name });
    person.ask("register", request).await?;
    let code = code_in(&cloud.mail_to(email).await?)?;
    person.ask("verify_email", json!({ "email": email, "code": code })).await?;
    rests(person).await
}

/// Logs in without the screen.
async fn sign_in(person: &Person, email: &str) -> Result<()> {
    person.ask("login", json!({ "email": email, "password": PASSWORD })).await?;
    rests(person).await
}

/// Ana on both devices, one meal of 10.00 at Casa Lola on both; its id.
async fn one_meal_on_both(two: &Two) -> Result<String> {
    sign_up(&two.cloud, &two.one, ANA, "Ana").await?;
    sign_in(&two.other, ANA).await?;
    let meal = add(&two.one, "10", "Casa Lola").await?;
    has_amount(&two.other, &meal, 1_000).await?;
    rests(&two.one).await?;
    Ok(meal)
}

/// Waits until everything was exchanged.
async fn rests(person: &Person) -> Result<()> {
    wait::until("everything to be exchanged", async || {
        let reply = person.ask("sync_status", json!({})).await?;
        let rests = reply["state"]["is"] == json!("up_to_date") && reply["pending"] == json!(0);
        if rests { Ok(Some(())) } else { bail!("{reply}") }
    })
    .await
}

/// Waits until the mark says this.
async fn mark_says(person: &Person, key: &str) -> Result<()> {
    let label = "const mark = document.getElementById('sync-mark'); return mark ? mark.ariaLabel : ''";
    wait::until(&format!("the mark to say {key}"), async || {
        let said = person.script(label, vec![]).await?;
        if said.as_str().is_some_and(|said| said.contains(&t(key))) { Ok(Some(())) } else { bail!("{said}") }
    })
    .await
}

/// Opens what is behind the mark, reads these words there, and presses the button of that name.
async fn behind_the_mark(person: &Person, words: &str, press: &str) -> Result<()> {
    person.press(at("#sync-mark")).await?;
    person.find(&at(".popover-panel")).await?;
    person.sees(&t(words)).await?;
    person.press(at(".popover-panel button, .popover-panel a").labelled(&t(press))).await
}

/// Asks for a sync at the mark until the service has answered.
async fn sync_now(person: &Person) -> Result<()> {
    person.visit("/").await?;
    person.press(at("#sync-mark")).await?;
    person.press(at(".popover-panel button").labelled(&t("sync-now"))).await?;
    rests(person).await?;
    // Where the popover was, the next press should find the page again.
    person.visit("/settings").await?;
    person.visit("/").await
}

/// Adds a meal by the form; its id.
async fn add(person: &Person, amount: &str, place: &str) -> Result<String> {
    person.visit("/").await?;
    open_form(person).await?;
    person.fill(at("#field-total"), amount).await?;
    person.fill(at("#field-place"), place).await?;
    save(person).await?;
    let window = person.ask("list_expenses", json!({ "sort": "created", "limit": 1 })).await?;
    let id = window["rows"][0]["id"].as_str().with_context(|| format!("no expense in {window}"))?;
    Ok(id.to_owned())
}

/// Changes the amount of a meal by the form.
async fn change_amount(person: &Person, id: &str, amount: &str) -> Result<()> {
    person.visit(&format!("/edit/{id}")).await?;
    person.find(&at("#field-total")).await?;
    person.fill(at("#field-total"), amount).await?;
    save(person).await
}

/// Waits until a book says this amount.
async fn has_amount(person: &Person, id: &str, minor: i64) -> Result<()> {
    wait::until(&format!("{minor} in {id}"), async || {
        let amount = amount_of(person, id).await?;
        if amount == json!(minor) { Ok(Some(())) } else { bail!("it is {amount}") }
    })
    .await
}

async fn amount_of(person: &Person, id: &str) -> Result<Value> {
    let expense = person.ask("get_expense", json!({ "id": id })).await?;
    Ok(expense["input"]["total_minor"].clone())
}

/// Says yes to the question that is open.
async fn confirm(person: &Person, key: &str) -> Result<()> {
    let width = "const box = document.querySelector('dialog[open]'); return box ? box.offsetWidth : 0";
    person.find(&at("dialog[open]")).await?;
    let width = person.script(width, vec![]).await?.as_f64().context("a width")?;
    ensure!(width > 0.0 && width <= DIALOG_WIDTH_MAX, "the question is {width} pixels wide");
    person.press(at("dialog[open] .dialog-foot button").labelled(&t(key))).await
}

/// Opens what is folded away under this title.
async fn unfold(person: &Person, key: &str) -> Result<()> {
    person.press(at("details:not([open]) > summary").labelled(&t(key))).await
}

/// Presses the button of a form.
async fn submit(person: &Person, key: &str) -> Result<()> {
    person.press(at("form.ask [type=submit]").labelled(&t(key))).await
}

/// An entry of the menu beside something of this name.
async fn choose_beside(person: &Person, name: &str, key: &str) -> Result<()> {
    person.press(button(&format!("{} {name}", t("more-of"))).exactly()).await?;
    person.press(at("[role=menuitem]").labelled(&t(key))).await
}

/// The text of something, as soon as there is some.
async fn text_of(person: &Person, selector: &str) -> Result<String> {
    let read = "const e = document.querySelector(arguments[0]); return e ? e.textContent : ''";
    wait::until(&format!("a text in {selector}"), async || {
        let text = person.script(read, vec![json!(selector)]).await?;
        Ok(text.as_str().filter(|text| !text.is_empty()).map(str::to_owned))
    })
    .await
}

/// Keeps a picture when pictures are wanted.
async fn picture(person: &Person, name: &str) -> Result<()> {
    let Some(folder) = std::env::var_os("MEALBOOK_PICTURES").map(std::path::PathBuf::from) else {
        return Ok(());
    };
    std::fs::create_dir_all(&folder)?;
    person.settles().await?;
    let target = format!("{:?}", person.session.target).to_lowercase();
    let schemes: &[&str] =
        if person.session.target == Target::Window { &["light"] } else { &["light", "dark"] };
    for scheme in schemes {
        if person.session.target != Target::Window {
            person.session.emulate(&[("prefers-color-scheme", scheme)]).await?;
        }
        std::fs::write(
            folder.join(format!("{name}-{target}-{scheme}.png")),
            person.session.picture().await?,
        )?;
    }
    Ok(())
}
