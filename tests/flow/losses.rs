//! Answers that never arrive, downloads cut half way, hotels, and a line that comes and goes.

use anyhow::Result;
use app::Env;
use tests::book::csv;
use tests::cloud::Cloud;
use tests::device::Device;
use wire::call::{SyncNow, SyncState, SyncStatus};

use crate::line::{Line, Mood};

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn e089_an_answer_that_is_lost_is_given_again_and_nothing_is_there_twice() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined_at(line.url(), Env::device(), ANA).await?;
    let meal = phone.add(12_90, "sent once").await?;
    line.set(Mood::Deaf);
    let reply = phone.ask(SyncNow {}).await?;
    assert!(reply.pending > 0 && reply.parked == 0, "{reply:?}");
    let kept = "select count(*) from expense";
    assert_eq!(cloud.number(kept)?, 1, "the service has done it");
    // The person goes on in the same expense before the answer is known.
    phone.change(meal, |input| input.notes = "and edited".into()).await?;
    let phone = phone.restarted().await?;
    line.set(Mood::Open);
    let reply = phone.sync().await?;
    assert_eq!((reply.pending, reply.parked, reply.conflicts), (0, 0, 0));
    laptop.sync().await?;
    assert_eq!(cloud.number(kept)?, 1);
    assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    assert_eq!(laptop.form(meal).await?.0.notes, "and edited");
    Ok(())
}

/// Meals of the account whose copy is fetched.
const MEALS: u64 = 1_200;

#[tokio::test(flavor = "multi_thread")]
async fn e103_a_copy_cut_half_way_changes_nothing_here_and_sends_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.import("meals.csv", csv(u32::try_from(MEALS)?)).await?;
    laptop.sync().await?;
    let phone = Device::joined_at(line.url(), Env::device(), ANA).await?;
    let before = phone.app.store().dump().await?;
    cloud.back_up().await?;
    // Everything is fetched anew after a restore: the download that is cut.
    cloud.restore().await?;
    let heard = "select count(*) from op_log";
    let ops = cloud.number(heard)?;
    let mut cuts = 0;
    for bytes in (1_000..).step_by(6_000) {
        line.set(Mood::Short(bytes));
        let reply = phone.ask(SyncNow {}).await?;
        assert_eq!(phone.app.store().dump().await?, before, "cut after {bytes} bytes");
        assert_eq!(cloud.number(heard)?, ops, "cut after {bytes} bytes");
        if reply.state == SyncState::UpToDate {
            break;
        }
        cuts += 1;
    }
    assert!(cuts >= 3, "the line was cut {cuts} times");
    line.set(Mood::Open);
    phone.sync().await?;
    assert_eq!(phone.count("").await?, MEALS);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e103_a_first_copy_cut_half_way_is_no_whole_one_and_sends_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.import("meals.csv", csv(u32::try_from(MEALS)?)).await?;
    laptop.sync().await?;
    let heard = "select count(*) from op_log";
    let ops = cloud.number(heard)?;
    let phone = Device::at(line.url()).await?;
    phone.login(ANA).await?;
    let mut counts = Vec::new();
    for bytes in (1_000..).step_by(10_000) {
        line.set(Mood::Short(bytes));
        let reply = phone.ask(SyncNow {}).await?;
        counts.push(phone.count("").await?);
        assert_eq!(cloud.number(heard)?, ops);
        if reply.state == SyncState::UpToDate {
            break;
        }
    }
    assert!(counts.len() >= 2 && counts[0] == 0, "{counts:?}");
    assert_eq!(counts.last(), Some(&MEALS));
    assert_eq!(phone.illnesses().await?, Vec::<String>::new());
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e104_a_hotels_login_page_counts_as_offline_and_nothing_is_lost() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined_at(line.url(), Env::device(), ANA).await?;
    let meal = phone.add(9_00, "in the hotel").await?;
    line.set(Mood::Hotel);
    // The program is opened behind the login page.
    let phone = phone.restarted().await?;
    let reply = phone.ask(SyncNow {}).await?;
    assert!(reply.pending > 0 && reply.parked == 0, "{reply:?}");
    assert!(matches!(reply.state, SyncState::Waiting | SyncState::WaitingUntil { .. }), "{reply:?}");
    phone.change(meal, |input| input.total_minor = 9_50).await?;
    assert_eq!(phone.form(meal).await?.0.total_minor, 9_50);
    line.set(Mood::Open);
    phone.sync().await?;
    laptop.sync().await?;
    assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    Ok(())
}

/// Times the airplane mode is switched: once a second for ten minutes.
const SWITCHES: i64 = 600;

#[tokio::test(flavor = "multi_thread")]
async fn e118_a_line_that_comes_and_goes_loses_and_doubles_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let line = Line::to(&cloud).await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined_at(line.url(), Env::device(), ANA).await?;
    phone.app.start_sync().await;
    let mut meals = Vec::new();
    for switch in 0..SWITCHES {
        line.set(if switch % 2 == 0 { Mood::Cut } else { Mood::Open });
        if switch % 20 == 0 {
            meals.push(phone.add(100 + switch, "in the aeroplane").await?);
        } else if switch % 20 == 7 {
            let last = meals[meals.len() - 1];
            phone.change(last, |input| input.notes = format!("switched {switch} times")).await?;
        }
        tokio::task::yield_now().await;
    }
    line.set(Mood::Open);
    phone.sync().await?;
    phone.app.close().await;
    laptop.sync().await?;
    assert_eq!(laptop.count("").await?, meals.len() as u64);
    assert_eq!(laptop.ask(SyncStatus {}).await?.conflicts, 0);
    let phone = phone.restarted().await?;
    for meal in meals {
        assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    }
    Ok(())
}
