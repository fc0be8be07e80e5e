//! What is written on one device is on the other, whatever was offline, at the same time, or both.

use anyhow::{Context, Result};
use domain::MealType;
use wire::call::{
    ConflictChoice, FormSource, ListConflicts, OpenForm, ResolveConflict, SaveDraft, SyncStatus,
};

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
        let closed = device.ask(ListConflicts { resolved: true, ..ListConflicts::default() }).await?;
        assert_eq!(closed[0].resolution.as_deref(), Some("other"));
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn what_came_while_a_form_was_open_is_not_lost_to_it() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let meal = laptop.add(10_00, "").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    let (mut typed, base_ms) = phone.form(meal).await?;
    laptop
        .change(meal, |input| {
            input.total_minor = 12_00;
            input.notes = "with the team".into();
            input.meal_type = Some(MealType::Lunch);
        })
        .await?;
    laptop.sync().await?;
    phone.sync().await?;
    typed.total_minor = 15_00;
    phone.save(meal, typed.clone(), base_ms).await?;
    phone.sync().await?;
    laptop.sync().await?;
    for device in [&phone, &laptop] {
        let (form, _) = device.form(meal).await?;
        let kept = (form.total_minor, form.notes.as_str(), form.meal_type);
        assert_eq!(kept, (15_00, "with the team", Some(MealType::Lunch)), "only the amount was typed");
        let open = device.ask(ListConflicts::default()).await?;
        let card =
            open.iter().find(|card| card.unit == "money").context("nobody is told of the other amount")?;
        let other = card.values.iter().find(|value| value.column == "total_minor");
        assert!(other.and_then(|value| value.other.as_deref()).is_some_and(|text| text.contains("12")));
    }
    // The form is saved once more: its author knows what they said themselves.
    typed.total_minor = 16_00;
    phone.save(meal, typed, base_ms).await?;
    phone.sync().await?;
    laptop.sync().await?;
    assert_eq!(laptop.form(meal).await?.0.total_minor, 16_00);
    assert_eq!(laptop.ask(SyncStatus {}).await?.conflicts, 1, "the other amount is still to be looked at");
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draft_remembers_over_a_restart_what_it_answers_to() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let meal = laptop.add(10_00, "").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    let (mut typed, base_ms) = phone.form(meal).await?;
    typed.total_minor = 15_00;
    phone.ask(SaveDraft { id: meal, is_edit: true, input: typed, typed: None, base_ms }).await?;
    laptop.change(meal, |input| input.total_minor = 12_00).await?;
    laptop.sync().await?;
    let phone = phone.restarted().await?;
    phone.sync().await?;
    let draft = phone.ask(OpenForm { from: FormSource::Draft(meal) }).await?;
    phone.save(meal, draft.input, draft.base_ms).await?;
    phone.sync().await?;
    assert_eq!(phone.form(meal).await?.0.total_minor, 15_00);
    assert_eq!(phone.ask(SyncStatus {}).await?.conflicts, 1);
    Ok(())
}
