//! Two devices change one amount while apart. When they meet there is a card, and each of its three ways ends with one amount on both.

use super::*;

/// The card.
const CARD: &str = "article.conflict";

/// Both devices change the amount, 12 and then 15, while the service is away; both then have the card. The later edit stands.
async fn meet(two: &Two) -> Result<String> {
    let meal = one_meal_on_both(two).await?;
    two.cloud.kill();
    change_amount(&two.one, &meal, "12").await?;
    change_amount(&two.other, &meal, "15").await?;
    two.cloud.start_again().await?;
    sync_now(&two.one).await?;
    sync_now(&two.other).await?;
    for person in [&two.one, &two.other] {
        wait::until("a card", async || Ok((cards(person).await? == 1).then_some(()))).await?;
        has_amount(person, &meal, 1_500).await?;
    }
    let person = &two.one;
    person.visit("/").await?;
    person.sees("Casa Lola").await?;
    picture(person, "timeline-conflict").await?;
    person.visit(&format!("/expense/{meal}")).await?;
    picture(person, "expense-conflict").await?;
    two.other.visit("/conflicts").await?;
    two.other.find(&at(CARD)).await?;
    picture(&two.other, "conflict").await?;
    person.visit("/conflicts").await?;
    person.find(&at(CARD)).await?;
    person.sees(&t("conflict-stands")).await?;
    person.sees("15.00").await?;
    person.sees("12.00").await?;
    picture(person, "conflict").await?;
    Ok(meal)
}

async fn cards(person: &Person) -> Result<usize> {
    let cards = person.ask("list_conflicts", json!({})).await?;
    cards.as_array().map(Vec::len).context("a list of cards")
}

/// The card is closed on both devices, and both show this amount.
async fn agree(two: &Two, meal: &str, minor: i64, shown: &str) -> Result<()> {
    for person in [&two.one, &two.other] {
        person.visit("/conflicts").await?;
        person.sees(&t("conflicts-empty")).await?;
        ensure!(cards(person).await? == 0, "a card is left");
        has_amount(person, meal, minor).await?;
        person.visit("/").await?;
        person.sees(shown).await?;
        rests(person).await?;
    }
    let stored = two.cloud.sql(&format!("select total_minor from expense where id = '{meal}'"))?;
    ensure!(stored == minor.to_string(), "the service has {stored}");
    Ok(())
}

async fn what_stands_is_kept(two: &mut Two) -> Result<()> {
    let meal = meet(two).await?;
    two.one.press(at("article.conflict button").labelled(&t("conflict-keep"))).await?;
    agree(two, &meal, 1_500, "15.00").await
}

async fn the_other_is_used(two: &mut Two) -> Result<()> {
    let meal = meet(two).await?;
    two.one.press(at("article.conflict button").labelled(&t("conflict-use-other"))).await?;
    agree(two, &meal, 1_200, "12.00").await?;
    two.one.visit("/conflicts").await?;
    unfold(&two.one, "conflicts-resolved").await?;
    two.one.sees(&t("conflict-was-other")).await?;
    picture(&two.one, "conflict-decided").await
}

async fn it_is_edited(two: &mut Two) -> Result<()> {
    let meal = meet(two).await?;
    two.one.press(at("article.conflict a.button").labelled(&t("edit"))).await?;
    two.one.find(&at("#field-total")).await?;
    two.one.fill(at("#field-total"), "13.50").await?;
    save(&two.one).await?;
    agree(two, &meal, 1_350, "13.50").await
}

#[test]
fn the_value_that_stands_is_kept() {
    run_two("cloud_keep", [Target::Desktop, Target::Phone], what_stands_is_kept);
}

#[test]
fn the_other_value_is_used() {
    run_two("cloud_other", [Target::Window, Target::Desktop], the_other_is_used);
}

#[test]
fn an_edit_decides_a_conflict() {
    run_two("cloud_edit", [Target::Phone, Target::Desktop], it_is_edited);
}
