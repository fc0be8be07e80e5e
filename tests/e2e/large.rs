//! A file of 100,000 rows through the import page: read, looked at, saved, and nothing added by the second time.

use std::time::Instant;

use anyhow::{Context, Result, bail, ensure};
use fantoccini::key::Key;
use serde_json::json;
use tests::book;
use tests::browser::Target;
use tests::person::{Hands, Person, at, button};
use tests::stage::{Begin, run};
use tests::words::t;

use crate::keeping::go;

/// As many rows as the issue promises.
const ROWS: u32 = 100_000;
/// How often somebody looks whether the work is done: a test build in a busy machine needs more than one `PATIENCE` for it.
const LOOKS_MAX: u32 = 6;

#[test]
fn e136_a_hundred_thousand_rows_go_in_once() {
    run("import_large", Target::Desktop, Hands::Mouse, Begin::Empty, a_hundred_thousand_rows);
}

#[test]
fn e136_a_hundred_thousand_rows_go_into_the_window_once() {
    run("import_large_window", Target::Window, Hands::Mouse, Begin::Empty, a_hundred_thousand_rows);
}

async fn a_hundred_thousand_rows(person: &mut Person) -> Result<()> {
    let file = person.session.file("large.csv", &book::csv(ROWS))?;
    go(person, "nav-import").await?;

    person.attach(at("input[type=file]"), &file).await?;
    patiently(person, &t("import-one-undo")).await?;
    person.sees("100,000 new").await?;
    person.press(at("[aria-labelledby=import-summary] .button-primary")).await?;
    person.find(&at(".import-progress progress[max='100000']")).await?;
    the_rest_of_the_interface_goes_on(person).await?;
    patiently(person, &t("import-undo")).await?;
    ensure!(counted(person).await? == i64::from(ROWS), "{} expenses", counted(person).await?);

    person.press(button(&t("import-other-file"))).await?;
    person.attach(at("input[type=file]"), &file).await?;
    patiently(person, &t("import-nothing-new")).await?;
    let again = at("[aria-labelledby=import-summary] .button-primary");
    let is_off = "return arguments[0].disabled";
    let element = serde_json::to_value(&person.find(&again).await?)?;
    ensure!(
        person.script(is_off, vec![element]).await? == json!(true),
        "the same file could be imported again"
    );
    ensure!(counted(person).await? == i64::from(ROWS), "looking at the file again changed something");
    Ok(())
}

/// The list is read and the palette opens while rows are being written: nothing waits for the import.
async fn the_rest_of_the_interface_goes_on(person: &Person) -> Result<()> {
    ensure!(person.total_count().await? == 0, "rows can be seen before the import is whole");
    person.chord(&[Key::Control.into(), 'k']).await?;
    person.find(&at("dialog[open]")).await?;
    person.key(Key::Escape).await?;
    ensure!(person.reads(&t("import-saving")).await?, "the import was over before anything else was tried");
    Ok(())
}

/// Waits for words as long as the work behind them takes.
pub async fn patiently(person: &Person, words: &str) -> Result<()> {
    let start = Instant::now();
    for _ in 0..LOOKS_MAX {
        if person.sees(words).await.is_ok() {
            return Ok(());
        }
    }
    bail!("no {words:?} after {:?}", start.elapsed())
}

async fn counted(person: &Person) -> Result<i64> {
    let report =
        person.ask("get_totals", json!({ "query": { "text": "" }, "by": "currency", "ids": [] })).await?;
    let totals = report["totals"].as_array().with_context(|| format!("no totals in {report}"))?;
    Ok(totals.iter().filter_map(|total| total["count"].as_i64()).sum())
}
