//! Much at once, and much time.

use anyhow::Result;
use tests::book::{csv, plain_csv};
use tests::cloud::Cloud;
use tests::device::Device;
use wire::call::{DeleteExpenses, ListExpenses, SyncNow, SyncState, SyncStatus};
use wire::v1::OPS_MAX;

use crate::line::{Line, Mood};

const ANA: &str = "ana@example.org";
/// Changes recorded offline.
const CHANGES: u64 = 10_000;

#[tokio::test(flavor = "multi_thread")]
async fn e127_ten_thousand_changes_go_up_in_bounded_batches_and_a_restart_goes_on() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let phone = Device::at(line.url()).await?;
    phone.register(&cloud, ANA).await?;
    phone.sync().await?;
    phone.import("meals.csv", plain_csv(CHANGES)).await?;
    let pending = phone.ask(SyncStatus {}).await?.pending;
    assert!(pending >= CHANGES);
    // The answers of some batches pass, then the line is cut and the program ends.
    let before = line.count("/sync HTTP");
    line.set(Mood::Short(60_000));
    let reply = phone.ask(SyncNow {}).await?;
    let arrived = cloud.number("select count(*) from expense")?;
    assert!(reply.pending < pending && reply.pending > 0, "{} of {pending} wait", reply.pending);
    assert!(arrived > 0 && arrived < CHANGES as i64, "{arrived} arrived");
    let phone = phone.restarted().await?;
    assert_eq!(phone.ask(SyncStatus {}).await?.pending, reply.pending, "what was done stays done");
    line.set(Mood::Open);
    phone.sync().await?;
    assert_eq!(cloud.number("select count(*) from expense")?, CHANGES as i64);
    let requests = (line.count("/sync HTTP") - before) as u64;
    assert!(requests >= CHANGES / OPS_MAX as u64, "{requests} requests");
    // Nothing was sent again but what was under way.
    let sent = cloud.number("select count(*) from op_log")?;
    assert!(sent < (pending + 200) as i64, "{sent} changes are kept");
    assert!(requests <= CHANGES / 100, "{requests} requests");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e108_400_and_500_days_offline_lose_nothing_and_resurrect_nothing() -> Result<()> {
    for days in [100, 400, 500] {
        let cloud = Cloud::start().await?;
        let laptop = Device::registered(&cloud, ANA).await?;
        laptop.import("meals.csv", csv(300)).await?;
        laptop.sync().await?;
        let phone = Device::joined(&cloud, ANA).await?;
        let rows = phone.ask(ListExpenses { limit: 3, ..ListExpenses::default() }).await?.rows;
        let [gone, changed, edited] = [rows[0].id, rows[1].id, rows[2].id];
        // The phone is away; both go on.
        laptop.ask(DeleteExpenses { ids: vec![gone] }).await?;
        laptop.change(changed, |input| input.notes = "on the laptop".into()).await?;
        laptop.sync().await?;
        let new = phone.add(9_00, "far away").await?;
        phone.change(edited, |input| input.notes = "on the phone".into()).await?;
        cloud.forget_after(days).await?;
        // A change after it, so that the phone's place in the stream is an old one.
        laptop.add(1_00, "later").await?;
        laptop.sync().await?;

        let reply = phone.ask(SyncNow {}).await?;
        assert_eq!((reply.state, reply.pending, reply.parked), (SyncState::UpToDate, 0, 0), "{days} days");
        laptop.sync().await?;
        for device in [&laptop, &phone] {
            assert_eq!(device.count("").await?, 301, "{days} days");
            assert_eq!(device.form(changed).await?.0.notes, "on the laptop");
            assert_eq!(device.form(edited).await?.0.notes, "on the phone");
            assert_eq!(device.form(new).await?.0.total_minor, 9_00);
        }
        let alive = format!("select count(*) from expense where id = '{}' and deleted_at is null", gone.0);
        assert_eq!(cloud.number(&alive)?, 0, "{days} days");
    }
    Ok(())
}
