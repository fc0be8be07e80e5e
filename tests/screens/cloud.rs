//! Screens of a book that has an account: a household of two, two amounts for one meal, and a service that goes away.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};
use tests::cloud::{Cloud, code_in};
use tests::device::{Device, PASSWORD};
use tests::person::{Person, at};
use tests::{stage, wait};
use wire::call::{AcceptInvitation, Secret, Settings};

use crate::picture;

const ANA: &str = "ana@example.org";
const BOB: &str = "bob@example.org";
/// Meals of the household: place, amount in cents, meal.
const MEALS: &[(&str, i64, &str)] =
    &[("Casa Lola", 24_50, "lunch"), ("Bar Nueve", 4_20, "breakfast"), ("Tacos El Sol", 18_00, "dinner")];

/// Takes them into a folder.
pub async fn take(
    target: tests::browser::Target,
    change: impl FnOnce(&mut Settings),
    folder: &Path,
) -> Result<()> {
    let cloud = Cloud::start().await?;
    let ana = stage::set_device(target, "Ana’s laptop", Some(cloud.url()), change).await?;
    let home = household(&cloud, &ana).await?;
    for (hash, name) in [
        ("/".to_owned(), "cloud-timeline"),
        ("/account".to_owned(), "cloud-account"),
        ("/devices".to_owned(), "cloud-devices"),
        ("/workspaces".to_owned(), "cloud-workspaces"),
        (format!("/workspaces/{home}"), "cloud-members"),
        ("/conflicts".to_owned(), "cloud-conflict"),
    ] {
        ana.visit(&hash).await?;
        picture(&ana, &folder.join(format!("{name}.png"))).await?;
    }
    cloud.kill();
    ana.visit("/").await?;
    add(&ana, "Bar Doce", 8_40, "dinner").await?;
    until(&ana, "the mark of a service that is away", |reply| reply["state"]["is"] == "offline").await?;
    ana.visit("/settings").await?;
    ana.visit("/").await?;
    ana.press(at("#sync-mark")).await?;
    ana.settles().await?;
    picture(&ana, &folder.join("cloud-offline.png")).await?;
    ana.session.close().await;
    Ok(())
}

/// Ana and Bob share a workspace with a few meals, of which both have changed one; its id.
async fn household(cloud: &Cloud, ana: &Person) -> Result<String> {
    let bob = Device::new(cloud).await?;
    let register = json!({ "email": ANA, "password": PASSWORD, "display_name": "Ana" });
    ana.ask("register", register).await?;
    let code = code_in(&cloud.mail_to(ANA).await?)?;
    ana.ask("verify_email", json!({ "email": ANA, "code": code })).await?;
    bob.register_as(cloud, BOB, "Bob").await?;
    let home = json!({ "name": "Home", "kind": "household", "home_currency": "EUR", "language": "en" });
    let home = text(&ana.ask("create_workspace", home).await?, "id")?;
    let mut meals = Vec::new();
    for (place, minor, meal) in MEALS {
        meals.push(add(ana, place, *minor, meal).await?);
    }
    let invited = ana.ask("invite", json!({ "workspace": home, "email": null, "role": "member" })).await?;
    bob.ask(AcceptInvitation { code: Secret(text(&invited, "code")?) }).await?;
    until(ana, "all to be sent", |reply| reply["state"]["is"] == "up_to_date").await?;
    bob.sync().await?;
    let first = meals.first().context("there are meals")?;
    let form = ana.ask("open_form", json!({ "from": { "edit": first } })).await?;
    let (mut input, base_ms) = (form["input"].clone(), form["base_ms"].clone());
    input["total_minor"] = json!(26_00);
    ana.ask("save_expense", json!({ "id": first, "input": input, "base_ms": base_ms, "count": 1 })).await?;
    until(ana, "all to be sent", |reply| reply["state"]["is"] == "up_to_date").await?;
    bob.change(first.parse()?, |input| input.total_minor = 25_40).await?;
    bob.sync().await?;
    until(ana, "a card", |reply| reply["conflicts"] == 1).await?;
    Ok(home)
}

async fn add(person: &Person, place: &str, minor: i64, meal: &str) -> Result<String> {
    let form = person.ask("open_form", json!({ "from": { "new": { "on": null } } })).await?;
    let (id, mut input) = (text(&form, "id")?, form["input"].clone());
    input["total_minor"] = json!(minor);
    input["meal_type"] = json!(meal);
    input["place"] = json!({ "id": null, "name": place });
    person.ask("save_expense", json!({ "id": id, "input": input, "base_ms": 0, "count": 1 })).await?;
    Ok(id)
}

async fn until(person: &Person, what: &str, hoped: impl Fn(&Value) -> bool) -> Result<()> {
    wait::until(what, async || Ok(hoped(&person.ask("sync_status", json!({})).await?).then_some(()))).await
}

fn text(value: &Value, name: &str) -> Result<String> {
    Ok(value[name].as_str().with_context(|| format!("no {name} in {value}"))?.to_owned())
}
