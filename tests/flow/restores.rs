//! The service is restored from last night's backup: what any device had is there again.

use anyhow::Result;

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn e102_what_the_service_lost_is_given_back_by_the_devices() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let old = laptop.add(10_00, "before the backup").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    cloud.back_up().await?;
    laptop.change(old, |input| input.total_minor = 20_00).await?;
    let new = laptop.add(30_00, "after the backup").await?;
    laptop.sync().await?;
    phone.sync().await?;
    let unsent = phone.add(40_00, "never sent").await?;
    cloud.restore().await?;
    for device in [&phone, &laptop, &phone] {
        device.sync().await?;
    }
    let tablet = Device::joined(&cloud, ANA).await?;
    for device in [&laptop, &phone, &tablet] {
        for (meal, cents) in [(old, 20_00), (new, 30_00), (unsent, 40_00)] {
            assert_eq!(device.form(meal).await?.0.total_minor, cents);
        }
    }
    Ok(())
}
