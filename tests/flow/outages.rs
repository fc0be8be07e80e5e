//! The service is away, comes back, or dies in the middle.

use anyhow::Result;
use wire::call::{SyncNow, SyncState, SyncStatus};

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn work_goes_on_while_the_service_is_away() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    cloud.kill();
    let mut meals = Vec::new();
    for cents in 1..=20 {
        meals.push(laptop.add(cents * 100, "offline").await?);
    }
    let reply = laptop.ask(SyncNow {}).await?;
    assert!(reply.pending > 0 && reply.state != SyncState::UpToDate, "{reply:?}");
    let laptop = laptop.restarted().await?;
    assert!(laptop.ask(SyncStatus {}).await?.pending > 0);
    cloud.start_again().await?;
    laptop.sync().await?;
    phone.sync().await?;
    for meal in meals {
        assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e089_a_service_killed_in_the_middle_again_and_again_loses_and_doubles_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let mut meals = Vec::new();
    for round in 0..6 {
        for cents in 1..=20 {
            meals.push(laptop.add(round * 10_000 + cents * 100, "again").await?);
        }
        let kill = async {
            // The moment differs from round to round; whatever it hits, the outcome is the same.
            for _ in 0..round * 40 {
                tokio::task::yield_now().await;
            }
            cloud.kill();
        };
        let (reply, ()) = tokio::join!(laptop.ask(SyncNow {}), kill);
        reply?;
        cloud.start_again().await?;
    }
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    assert_eq!(phone.count("").await?, meals.len() as u64);
    for meal in meals {
        assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    }
    Ok(())
}
