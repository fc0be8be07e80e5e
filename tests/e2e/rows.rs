//! Merging places, and importing a file.

use anyhow::{Result, ensure};
use fantoccini::key::Key;
use serde_json::json;
use tests::paths;
use tests::person::{Person, at, button, field, option};
use tests::wait;
use tests::words::t;

use crate::keeping::go;

/// The names and numbers of the first places of the list.
const PLACES: &str = "return Array.from(document.querySelectorAll('main a[href*=\"/catalogue/place/\"]')).slice(0, 8).map(a => [a.getAttribute('href'), a.innerText])";

/// Task 11: two places become one, and their expenses follow.
pub async fn merge_two_places(person: &mut Person) -> Result<()> {
    go(person, "place").await?;
    person.find(&at("main a[href*='/catalogue/place/']")).await?;
    let places = person.script(PLACES, vec![]).await?;
    let link = |n: usize| places[n][0].as_str().unwrap_or_default().to_owned();
    let (goes, stays) = (link(2), link(0));
    let name =
        |n: usize| places[n][1].as_str().unwrap_or_default().lines().next().unwrap_or_default().to_owned();
    let (goes_name, stays_name) = (name(2), name(0));
    let before = expenses_of(person, &goes).await? + expenses_of(person, &stays).await?;

    person.visit(goes.trim_start_matches('#')).await?;
    person.press(button(&t("catalogue-more-actions"))).await?;
    person.press(button(&t("catalogue-merge"))).await?;
    person.fill(field(&t("merge-into")), &stays_name).await?;
    person.find(&option(&stays_name)).await?;
    person.key(Key::Enter).await?;
    person.press(button(&t("merge-do"))).await?;
    wait::until("the expenses to follow", async || {
        Ok((expenses_of(person, &stays).await? == before).then_some(()))
    })
    .await?;

    person.chord_or_press_undo().await?;
    wait::until(&format!("{goes_name} and {stays_name} to be two again"), async || {
        let (one, other) = (expenses_of(person, &goes).await?, expenses_of(person, &stays).await?);
        Ok((one > 0 && one + other == before).then_some(()))
    })
    .await?;
    Ok(())
}

/// How many expenses a place has, asked through the page's own address.
async fn expenses_of(person: &Person, link: &str) -> Result<i64> {
    let id = link.rsplit('/').next().unwrap_or_default();
    let report = person
        .ask(
            "get_totals",
            json!({ "query": { "text": format!("place:#{id}") }, "by": "currency", "ids": [] }),
        )
        .await?;
    let totals = report["totals"].as_array().cloned().unwrap_or_default();
    Ok(totals.iter().filter_map(|total| total["count"].as_i64()).sum())
}

/// Task 12: a CSV goes in, a second time adds nothing, and one undo takes it out.
pub async fn import_twice_and_undo(person: &mut Person) -> Result<()> {
    go(person, "nav-import").await?;
    person.attach(at("input[type=file]"), &paths::fixture("original.csv")).await?;
    person.sees(&t("import-one-undo")).await?;
    person.press(at("[aria-labelledby=import-summary] .button-primary")).await?;
    person.find(&button(&t("import-undo"))).await?;
    ensure!(person.total_count().await? == 10, "the file has ten expenses");

    person.press(button(&t("import-other-file"))).await?;
    person.attach(at("input[type=file]"), &paths::fixture("original.csv")).await?;
    person.sees(&t("import-nothing-new")).await?;
    ensure!(person.total_count().await? == 10, "looking at the file again changed something");

    person.chord_or_press_undo().await?;
    person.becomes(0).await
}
