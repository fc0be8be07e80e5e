//! What is written on one device is on the other, whatever was offline, at the same time, or both.

use anyhow::Result;
use wire::call::{ConflictChoice, ListConflicts, ResolveConflict, SyncStatus};

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_meal_made_on_one_device_is_on_the_other() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let meal = laptop.add(12_90, "soup with Ann").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    let (there, _) = laptop.form(meal).await?;
    let (here, _) = phone.form(meal).await?;
    assert_eq!(there, here);
    phone.change(meal, |input| input.total_minor = 13_40).await?;
    phone.sync().await?;
    laptop.sync().await?;
    assert_eq!(laptop.form(meal).await?.0.total_minor, 13_40);
    assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_book_made_without_an_account_goes_up_whole() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::new(&cloud).await?;
    let mut meals = Vec::new();
    for cents in 1..=30 {
        meals.push(laptop.add(cents * 100, "before the account").await?);
    }
    laptop.register(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    for meal in meals {
        assert_eq!(laptop.form(meal).await?.0, phone.form(meal).await?.0);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn edits_of_different_parts_made_offline_are_both_there() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let meal = laptop.add(10_00, "").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    laptop.change(meal, |input| input.notes = "with the team".into()).await?;
    phone.change(meal, |input| input.total_minor = 11_00).await?;
    for device in [&phone, &laptop, &phone] {
        device.sync().await?;
    }
    for device in [&phone, &laptop] {
        let (form, _) = device.form(meal).await?;
        assert_eq!((form.total_minor, form.notes.as_str()), (11_00, "with the team"));
        assert_eq!(device.ask(SyncStatus {}).await?.conflicts, 0);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn two_amounts_for_one_meal_make_a_card_on_both_devices() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let meal = laptop.add(10_00, "").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    laptop.change(meal, |input| input.total_minor = 12_00).await?;
    phone.change(meal, |input| input.total_minor = 15_00).await?;
    for device in [&laptop, &phone, &laptop] {
        device.sync().await?;
    }
    let mut cards = Vec::new();
    for device in [&laptop, &phone] {
        assert_eq!(device.form(meal).await?.0.total_minor, 15_00, "the later edit stands");
        let open = device.ask(ListConflicts::default()).await?;
        assert_eq!((open.len(), open[0].expense, open[0].unit.as_str()), (1, Some(meal), "money"));
        cards.push(open[0].id);
    }
    assert_eq!(cards[0], cards[1]);
    laptop.ask(ResolveConflict { id: cards[0], choice: ConflictChoice::UseOther }).await?;
    laptop.sync().await?;
    phone.sync().await?;
    for device in [&laptop, &phone] {
        assert_eq!(device.form(meal).await?.0.total_minor, 12_00);
        assert_eq!(device.ask(ListConflicts::default()).await?, []);
    }
    Ok(())
}
