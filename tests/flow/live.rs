//! Two programs that stay open: what is done in one appears in the other without anybody asking.

use std::time::Instant;

use anyhow::Result;

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_done_in_one_window_appears_in_the_other() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    laptop.app.start_sync().await;
    phone.app.start_sync().await;
    let mut took = Vec::new();
    for cents in 1..=10 {
        let mut told = phone.app.subscribe();
        let began = Instant::now();
        let meal = laptop.add(cents * 100, "live").await?;
        while phone.form(meal).await.is_err() {
            told.recv().await?;
        }
        took.push(began.elapsed().as_millis());
        assert_eq!(phone.form(meal).await?.0, laptop.form(meal).await?.0);
    }
    println!("from saving to being seen on the other device, ms: {took:?}");
    laptop.app.close().await;
    phone.app.close().await;
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_service_that_comes_back_is_found_again_by_itself() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    laptop.app.start_sync().await;
    phone.app.start_sync().await;
    cloud.kill();
    let mut told = phone.app.subscribe();
    let meal = laptop.add(7_00, "while it is away").await?;
    cloud.start_again().await?;
    while phone.form(meal).await.is_err() {
        told.recv().await?;
    }
    laptop.app.close().await;
    phone.app.close().await;
    Ok(())
}
