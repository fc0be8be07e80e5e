//! The restore of docs/RUNBOOK.md, by its own commands: a base backup of the running cluster, work that it does not hold, the restore,
//! and all of it is there again (SYNC.md 10.1, I15).

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use api::testing::{ADMIN, Options};
use domain::{AttachmentKind, ExpenseId};
use serde_json::{Map, Value as Json};
use sqlx::PgPool;
use tests::device::Device;
use tests::{paths, photo};
use uuid::Uuid;
use wire::call::{DeleteExpenses, SyncNow, Variant};

use crate::cloud::Cloud;
use crate::held::{self, Rows};

const ANA: &str = "ana@example.org";
/// Rows only the service writes: they come anew with what they are about.
const OF_THE_SERVICE: &[&str] = &["member", "conflict"];

/// The commands of a block of the runbook.
fn runbook(block: &str) -> Result<String> {
    let text = std::fs::read_to_string(paths::repository().join("docs/RUNBOOK.md"))?;
    let begin =
        text.find(&format!("```sh {block}")).with_context(|| format!("the runbook has no {block}"))?;
    let lines = text[begin..].lines().skip(1).map(str::trim);
    Ok(lines.take_while(|line| *line != "```").collect::<Vec<_>>().join("\n"))
}

/// Runs them as the user of the database.
fn follow(cloud: &Cloud, block: &str, backup: &Path) -> Result<()> {
    let cluster = cloud.cluster();
    let path = format!("{}:{}", cluster.bin().display(), std::env::var("PATH").unwrap_or_default());
    let script = runbook(block)?;
    cluster.run("/bin/sh", |command| {
        command.args(["-euc", &script]).env("PATH", path).env("BACKUP", backup).env("PGDATA", cluster.data());
        command.env("MEALBOOK_BACKUP_URL", cluster.url(ADMIN, "postgres"));
    })?;
    Ok(())
}

/// What people wrote: the columns of every row, without its version.
fn written(rows: Rows) -> BTreeMap<(&'static str, Uuid), Map<String, Json>> {
    let rows = rows.into_iter().filter(|((kind, _), _)| !OF_THE_SERVICE.contains(kind));
    rows.map(|(key, held)| (key, held.columns)).collect()
}

async fn epoch(pool: &PgPool) -> Result<i32> {
    Ok(sqlx::query_scalar("select epoch from workspace_clock").fetch_one(pool).await?)
}

/// Steps 1 to 5 of the runbook.
async fn restore(cloud: &Cloud, backup: &Path) -> Result<()> {
    cloud.kill()?;
    cloud.cluster().stop("immediate")?;
    follow(cloud, "restore", backup)?;
    cloud.cluster().launch(&Options::default())?;
    let refused = cloud.serve().await.err().context("a service that starts after a restore")?;
    ensure!(format!("{refused:#}").contains("mealbook-api epoch"), "{refused:#}");
    let said = cloud.command("epoch")?;
    ensure!(said.contains("1 workspaces begin a new epoch"), "{said}");
    cloud.serve().await?;
    std::fs::remove_dir_all(cloud.cluster().data().with_extension("lost"))?;
    Ok(())
}

async fn agree(devices: &[&Device], cloud: &Cloud, workspace: Uuid) -> Result<Rows> {
    for device in devices.iter().chain(devices) {
        device.sync().await?;
    }
    let everything = cloud.everything();
    let stored = held::of_cloud(&everything, workspace).await?;
    everything.close().await;
    for (number, device) in devices.iter().enumerate() {
        held::compare(&format!("device {number}"), &held::of_device(device, workspace).await?, &stored)?;
    }
    Ok(stored)
}

async fn totals(device: &Device, meals: &[(ExpenseId, i64)]) -> Result<()> {
    for (meal, cents) in meals {
        ensure!(device.form(*meal).await?.0.total_minor == *cents);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn after_the_runbooks_restore_everything_any_device_had_is_there_again() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let workspace = laptop.sync().await?.workspace.0;
    let mut meals = Vec::new();
    for cents in 1..=10 {
        meals.push((laptop.add(cents * 100, "before the backup").await?, cents * 100));
    }
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    let backup = cloud.cluster().folder().join("backup");
    follow(&cloud, "backup", &backup)?;

    // What the backup does not hold: new meals, changes, a meal in the trash, a photograph, and on the phone what was never sent.
    for cents in 11..=20 {
        meals.push((laptop.add(cents * 100, "after the backup").await?, cents * 100));
    }
    laptop.change(meals[0].0, |input| input.notes = "changed after the backup".into()).await?;
    laptop.ask(DeleteExpenses { ids: vec![meals[1].0] }).await?;
    let picture = laptop.photograph(meals[2].0, AttachmentKind::Meal, photo::jpeg(3, 320, 240)).await?;
    let bytes = laptop.picture(picture.blob, Variant::Original).await?;
    let mut before = written(agree(&[&laptop, &phone], &cloud, workspace).await?);
    let unsent = phone.add(99_00, "never sent").await?;
    meals.remove(1);

    let mut epochs = Vec::new();
    for _ in 0..2 {
        // The second time from the same backup: what was given back and written since is lost once more.
        restore(&cloud, &backup).await?;
        let everything = cloud.everything();
        epochs.push(epoch(&everything).await?);
        everything.close().await;
        let rows = written(agree(&[&laptop, &phone], &cloud, workspace).await?);
        for (key, columns) in &before {
            ensure!(rows.get(key) == Some(columns), "{key:?} was {columns:?}, is {:?}", rows.get(key));
        }
        ensure!(phone.form(unsent).await?.0.total_minor == 99_00);
        let tablet = Device::joined(&cloud, ANA).await?;
        totals(&tablet, &meals).await?;
        ensure!(tablet.picture(picture.blob, Variant::Original).await? == bytes);
        for cents in 1..=5 {
            meals.push((phone.add(cents, "between the restores").await?, cents));
        }
        before = written(agree(&[&laptop, &phone], &cloud, workspace).await?);
    }
    ensure!(epochs[0] < epochs[1], "one epoch twice: {epochs:?}");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_others_pushed_after_an_unnoticed_restore_hides_nothing_that_was_lost() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let workspace = laptop.sync().await?.workspace.0;
    let mut meals = vec![(laptop.add(1_00, "before the backup").await?, 1_00)];
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    cloud.kill()?;
    cloud.cluster().stop("fast")?;
    let data = cloud.cluster().data();
    let (copy, lost) = (data.with_extension("copy"), data.with_extension("lost"));
    cloud.cluster().run("/bin/cp", |command| {
        command.arg("-a").args([&data, &copy]);
    })?;
    cloud.cluster().launch(&Options::default())?;
    cloud.serve().await?;
    for cents in 2..=12 {
        meals.push((laptop.add(cents * 100, "lost").await?, cents * 100));
    }
    laptop.change(meals[0].0, |input| input.notes = "lost".into()).await?;
    laptop.sync().await?;

    // Somebody put a copy of the files back and said nothing. The phone comes first, and its sequences are those of what was lost.
    cloud.kill()?;
    cloud.cluster().stop("fast")?;
    std::fs::rename(&data, &lost)?;
    std::fs::rename(&copy, &data)?;
    cloud.cluster().launch(&Options::default())?;
    cloud.serve().await?;
    for cents in 1..=2 {
        meals.push((phone.add(cents, "after the restore").await?, cents));
    }
    phone.sync().await?;
    laptop.ask(SyncNow {}).await?;
    agree(&[&laptop, &phone], &cloud, workspace).await?;
    for device in [&laptop, &phone] {
        totals(device, &meals).await?;
        ensure!(device.form(meals[0].0).await?.0.notes == "lost");
    }
    Ok(())
}
