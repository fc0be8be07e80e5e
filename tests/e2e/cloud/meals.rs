//! A meal with a photograph made on one device appears on the other, and one made there comes back.

use std::path::Path;

use tests::photo;

use super::*;
use crate::keeping::row_of;

/// Whether a file with exactly these bytes lies below a folder.
fn holds(folder: &Path, sha256: &str, size: u64) -> bool {
    let Ok(entries) = std::fs::read_dir(folder) else { return false };
    entries.flatten().any(|entry| {
        let path = entry.path();
        let is_same = || {
            path.metadata().is_ok_and(|facts| facts.len() == size)
                && std::fs::read(&path).is_ok_and(|bytes| photo::sha256(&bytes) == sha256)
        };
        if path.is_dir() { holds(&path, sha256, size) } else { is_same() }
    })
}

async fn a_meal_with_a_photo_travels(two: &mut Two) -> Result<()> {
    let Two { cloud, one, other } = two;
    enter::create_account(cloud, one, ANA).await?;
    enter::log_in(other, ANA, PASSWORD).await?;
    other.sees(&t("account-who")).await?;

    let bytes = photo::jpeg(2, 800, 600);
    let file = one.session.file("plate.jpg", &bytes)?;
    one.visit("/").await?;
    open_form(one).await?;
    one.fill(at("#field-total"), "12.50").await?;
    one.fill(at("#field-place"), "Tacos El Sol").await?;
    one.attach(at("#photo-files"), &file).await?;
    one.find(&at("#panel img")).await?;
    save(one).await?;

    other.visit("/").await?;
    other.sees("Tacos El Sol").await?;
    other.sees("12.50").await?;
    let window = other.ask("list_expenses", json!({ "limit": 2 })).await?;
    let id = window["rows"][0]["id"].as_str().context("no row")?.to_owned();
    picture(other, "timeline-synced").await?;
    other.press(row_of(&id)).await?;
    let drawn =
        "const i = document.querySelector('#panel img'); return !!i && i.complete && i.naturalWidth > 0";
    wait::until("the picture on the other device", async || {
        Ok((other.script(drawn, vec![]).await? == json!(true)).then_some(()))
    })
    .await?;
    picture(other, "expense-synced").await?;
    let book = other.session.database();
    let book = book.parent().context("a book is in a folder")?;
    let (sha256, size) = (photo::sha256(&bytes), bytes.len() as u64);
    wait::until("the photograph's bytes on the other device", async || {
        Ok(holds(book, &sha256, size).then_some(()))
    })
    .await?;

    let back = add(other, "7.80", "Casa Lola").await?;
    one.visit("/").await?;
    one.sees("Casa Lola").await?;
    has_amount(one, &back, 780).await?;
    ensure!(one.total_count().await? == 2, "two meals, and no third");
    rests(one).await?;
    rests(other).await
}

#[test]
fn a_meal_with_a_photo_goes_from_window_to_browser() {
    run_two("cloud_meal_window", [Target::Window, Target::Desktop], a_meal_with_a_photo_travels);
}

#[test]
fn a_meal_with_a_photo_goes_from_phone_to_desktop() {
    run_two("cloud_meal_phone", [Target::Phone, Target::Desktop], a_meal_with_a_photo_travels);
}
