//! Sessions end; what was written stays and goes up later.

use anyhow::Result;
use wire::call::{AttachChoice, Logout, SyncNow, SyncStatus};

use tests::cloud::Cloud;
use tests::device::Device;

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
async fn e094_somebody_elses_login_is_refused_and_sends_nothing() -> Result<()> {
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

#[tokio::test(flavor = "multi_thread")]
async fn e121_a_local_history_is_merged_into_an_account_that_has_data() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let first = laptop.add(11_00, "of the account").await?;
    let workspace = laptop.sync().await?.workspace;
    let phone = Device::new(&cloud).await?;
    for cents in 1..=40 {
        phone.add(cents * 100, "made before logging in").await?;
    }
    let reply = phone.login(ANA).await?;
    let offer = reply.attach.expect("the person has to choose");
    assert_eq!((offer.local_expenses, offer.workspaces[0].id), (40, workspace));
    phone.ask(AttachChoice { into: Some(workspace), name: None }).await?;
    phone.sync().await?;
    laptop.sync().await?;
    for device in [&laptop, &phone] {
        assert_eq!(device.count("").await?, 41);
        assert_eq!(device.form(first).await?.0.total_minor, 11_00);
    }
    Ok(())
}
