//! Sessions end; what was written stays and goes up later.

use anyhow::Result;
use wire::call::{Logout, SyncNow, SyncStatus};

use crate::cloud::Cloud;
use crate::device::Device;

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn what_is_written_while_logged_out_goes_up_after_the_next_login() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    laptop.ask(Logout {}).await?;
    let meal = laptop.add(9_00, "alone").await?;
    assert!(laptop.ask(SyncNow {}).await.is_err());
    assert!(laptop.ask(SyncStatus {}).await?.pending > 0);
    laptop.login(ANA).await?;
    laptop.sync().await?;
    phone.sync().await?;
    assert_eq!(phone.form(meal).await?.0.total_minor, 9_00);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn somebody_elses_login_is_refused_and_sends_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let other = Device::registered(&cloud, "bob@example.org").await?;
    other.sync().await?;
    laptop.ask(Logout {}).await?;
    laptop.add(9_00, "mine").await?;
    assert!(laptop.login("bob@example.org").await.is_err());
    other.sync().await?;
    assert_eq!(other.count("").await?, 0);
    laptop.login(ANA).await?;
    laptop.sync().await?;
    Ok(())
}
