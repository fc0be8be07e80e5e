//! Two people, two devices, a bad network and thousands of random acts: in the end both devices hold what PostgreSQL holds, and nothing
//! that was typed is lost.
//!
//! `cargo xtask soak` does more of the same: as many acts as `MEALBOOK_SOAK_OPERATIONS` says, from the seed `MEALBOOK_CLOUD_SEED`.

use std::time::Instant;

use anyhow::{Context, Result, ensure};
use tests::random::Random;
use wire::call::{SyncNow, SyncState};

use crate::cloud::Cloud;
use crate::held;
use crate::person::People;
use crate::proxy::Proxy;
use tests::device::Device;

const ANA: &str = "ana@example.org";
/// Acts of a run nobody asks more of.
const OPERATIONS: u64 = 2_000;
/// Acts from which on everything that can happen has to.
const OPERATIONS_FOR_ALL: u64 = 1_000;
/// Rounds both devices get to agree when the weather is good again.
const ROUNDS_MAX: u32 = 12;

#[tokio::test(flavor = "multi_thread")]
async fn two_devices_over_a_bad_network_end_with_what_postgresql_holds() -> Result<()> {
    let seed = Random::seed_from("MEALBOOK_CLOUD_SEED");
    println!("MEALBOOK_CLOUD_SEED={seed}");
    let asked = std::env::var("MEALBOOK_SOAK_OPERATIONS").ok();
    let operations = asked.map_or(Ok(OPERATIONS), |text| text.parse()).context("MEALBOOK_SOAK_OPERATIONS")?;
    let cloud = Cloud::start().await?;
    let proxy = Proxy::start(cloud.port(), seed).await?;
    cloud.go_through(proxy.port);
    let laptop = Device::registered(&cloud, ANA).await?;
    let workspace = laptop.sync().await?.workspace.0;
    let phone = Device::joined(&cloud, ANA).await?;
    let mut people = People::new([laptop, phone], seed);

    let began = Instant::now();
    proxy.weather(true);
    for number in 0..operations {
        people.act().await.with_context(|| format!("act {number}"))?;
    }
    let acted = began.elapsed();
    proxy.weather(false);
    let everything = cloud.everything();
    agree(&people, &everything, workspace).await?;

    let stored = held::of_cloud(&everything, workspace).await?;
    for (who, device) in [("the laptop", &people.devices[0]), ("the phone", &people.devices[1])] {
        held::compare(who, &held::of_device(device, workspace).await?, &stored)?;
        ensure!(device.illnesses().await?.is_empty(), "{who}: {:?}", device.illnesses().await?);
    }
    let doubled: i64 =
        sqlx::query_scalar("select count(*) - count(distinct op_id) from op_log where workspace_id = $1")
            .bind(workspace)
            .fetch_one(&everything)
            .await?;
    ensure!(doubled == 0, "{doubled} ops are in the log twice");
    let (stand, kept) = people.typed.check(&everything, workspace, &stored).await?;
    println!(
        "{operations} acts in {:.1} s, then rest after {:.1} s: {:?}; network:{}; {} rows the same on both devices and in \
         PostgreSQL; of {} values typed {stand} stand, {kept} are in the history or on a card, the others were replaced by \
         somebody who saw them",
        acted.as_secs_f64(),
        began.elapsed().as_secs_f64(),
        people.done,
        proxy.seen(),
        stored.len(),
        people.typed.count()
    );
    ensure!(
        operations < OPERATIONS_FOR_ALL || proxy.saw_everything(),
        "the weather was too good:{}",
        proxy.seen()
    );
    Ok(())
}

/// Both sync until nothing moves any more.
async fn agree(people: &People, everything: &sqlx::PgPool, workspace: uuid::Uuid) -> Result<()> {
    let mut before = -1;
    let mut last = Vec::new();
    for _ in 0..ROUNDS_MAX {
        last.clear();
        for device in &people.devices {
            last.push(device.ask(SyncNow {}).await?);
        }
        let statement = "select head_seq from workspace_clock where workspace_id = $1";
        let head: i64 = sqlx::query_scalar(statement).bind(workspace).fetch_one(everything).await?;
        let is_quiet = last.iter().all(|reply| reply.state == SyncState::UpToDate && reply.pending == 0);
        if is_quiet && head == before {
            return Ok(());
        }
        before = head;
    }
    anyhow::bail!("no rest after {ROUNDS_MAX} rounds, at head {before}: {last:#?}")
}
