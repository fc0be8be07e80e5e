//! Two devices change the same things without knowing of each other: deletions, merges, names, lines and totals.

use anyhow::{Context, Result};
use domain::expense::{ExpenseInput, LineInput, Named, Warning};
use domain::read::{CatalogueDetails, CatalogueInput, CatalogueKind};
use domain::{CategoryId, ExpenseId, LineKind, TripId};
use tests::cloud::Cloud;
use tests::device::Device;
use uuid::Uuid;
use wire::call::{
    DeleteCatalogueEntry, DeleteExpenses, ListCatalogue, ListConflicts, MergeCatalogueEntries,
    RestoreExpenses, SaveCatalogueEntry, SyncStatus,
};

const ANA: &str = "ana@example.org";

/// A laptop and a phone of one account.
async fn two(cloud: &Cloud) -> Result<(Device, Device)> {
    let laptop = Device::registered(cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(cloud, ANA).await?;
    Ok((laptop, phone))
}

/// Both sync until both know everything.
async fn meet(laptop: &Device, phone: &Device) -> Result<()> {
    for device in [laptop, phone, laptop, phone] {
        device.sync().await?;
    }
    for device in [laptop, phone] {
        let status = device.ask(SyncStatus {}).await?;
        assert_eq!((status.pending, status.parked), (0, 0));
        assert_eq!(device.illnesses().await?, Vec::<String>::new());
    }
    Ok(())
}

async fn make(device: &Device, kind: CatalogueKind, name: &str) -> Result<Uuid> {
    let input = CatalogueInput { name: name.into(), details: CatalogueDetails::blank(kind) };
    Ok(device.ask(SaveCatalogueEntry { id: None, input }).await?.id)
}

fn named<Id>(name: &str) -> Option<Named<Id>> {
    Some(Named { id: None, name: name.to_owned() })
}

/// The form of an expense, the same on both devices.
async fn same(laptop: &Device, phone: &Device, meal: ExpenseId) -> Result<ExpenseInput> {
    let (here, there) = (laptop.form(meal).await?.0, phone.form(meal).await?.0);
    assert_eq!(here, there);
    Ok(here)
}

#[tokio::test(flavor = "multi_thread")]
async fn e096_deleted_on_both_devices_is_deleted_once_without_a_card() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (laptop, phone) = two(&cloud).await?;
    let meal = laptop.add(10_00, "").await?;
    meet(&laptop, &phone).await?;
    for device in [&laptop, &phone] {
        device.ask(DeleteExpenses { ids: vec![meal] }).await?;
    }
    meet(&laptop, &phone).await?;
    for device in [&laptop, &phone] {
        assert_eq!((device.count("").await?, device.count("is:deleted").await?), (0, 1));
        assert_eq!(device.ask(ListConflicts::default()).await?, []);
    }
    let tombstones = "select count(*) from expense where deleted_at is not null";
    assert_eq!(cloud.number(tombstones)?, 1);
    phone.ask(RestoreExpenses { ids: vec![meal] }).await?;
    meet(&laptop, &phone).await?;
    assert_eq!(laptop.count("").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e097_an_expense_for_a_place_merged_elsewhere_ends_at_what_remains() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (laptop, phone) = two(&cloud).await?;
    let old = make(&laptop, CatalogueKind::Place, "Old").await?;
    let new = make(&laptop, CatalogueKind::Place, "New").await?;
    meet(&laptop, &phone).await?;
    let merge = MergeCatalogueEntries { kind: CatalogueKind::Place, from: vec![old], into: new };
    laptop.ask(merge).await?;
    let meal = phone.add(10_00, "at the old one").await?;
    let at_old = Named { id: Some(domain::PlaceId(old)), name: "Old".into() };
    phone.change(meal, |input| input.place = Some(at_old)).await?;
    meet(&laptop, &phone).await?;
    let form = same(&laptop, &phone, meal).await?;
    let place = form.place.context("the place is gone")?;
    assert_eq!((place.id.map(|id| id.0), place.name.as_str()), (Some(new), "New"));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e097_names_that_arrive_before_the_merge_that_did_not_know_them_follow_it() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (laptop, phone) = two(&cloud).await?;
    let kinds = [CatalogueKind::Place, CatalogueKind::Tag, CatalogueKind::Person];
    let mut merges = Vec::new();
    for kind in kinds {
        let (old, new) = (make(&laptop, kind, "Old").await?, make(&laptop, kind, "New").await?);
        merges.push(MergeCatalogueEntries { kind, from: vec![old], into: new });
    }
    meet(&laptop, &phone).await?;
    let meal = phone.add(10_00, "").await?;
    phone
        .change(meal, |input| {
            input.place = named("Old");
            input.tags.extend(named("Old"));
            input.people.extend(named("Old"));
        })
        .await?;
    phone.sync().await?;
    for merge in merges {
        laptop.ask(merge).await?;
    }
    meet(&laptop, &phone).await?;
    let form = same(&laptop, &phone, meal).await?;
    assert_eq!(form.place.map(|place| place.name).as_deref(), Some("New"));
    assert_eq!(form.tags.iter().map(|tag| tag.name.as_str()).collect::<Vec<_>>(), ["New"]);
    assert_eq!(form.people.iter().map(|person| person.name.as_str()).collect::<Vec<_>>(), ["New"]);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e098_what_uses_a_row_deleted_elsewhere_arrives_and_loses_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (laptop, phone) = two(&cloud).await?;
    let category = make(&laptop, CatalogueKind::Category, "Street food").await?;
    let tag = make(&laptop, CatalogueKind::Tag, "acme").await?;
    let trip = make(&laptop, CatalogueKind::Trip, "Lisbon").await?;
    meet(&laptop, &phone).await?;
    for (kind, id) in
        [(CatalogueKind::Category, category), (CatalogueKind::Tag, tag), (CatalogueKind::Trip, trip)]
    {
        laptop.ask(DeleteCatalogueEntry { kind, id }).await?;
    }
    let meal = phone.add(10_00, "with everything").await?;
    phone
        .change(meal, |input| {
            input.category = Some(CategoryId(category));
            input.trip = Some(TripId(trip));
            input.tags = vec![Named { id: Some(domain::TagId(tag)), name: "acme".into() }];
        })
        .await?;
    meet(&laptop, &phone).await?;
    let form = same(&laptop, &phone, meal).await?;
    assert_eq!((form.total_minor, form.notes.as_str()), (10_00, "with everything"));
    // Either it is there with its name, or it is empty: never an id that leads nowhere.
    for device in [&laptop, &phone] {
        let detail = device.ask(wire::call::GetExpense { id: meal }).await?;
        assert_eq!(detail.input.category.is_some(), detail.category_name.is_some());
        assert_eq!(detail.input.trip.is_some(), detail.trip_name.is_some());
        // Saving it once more is possible, and changes nothing else.
        device.change(meal, |input| input.notes.push('!')).await?;
        meet(&laptop, &phone).await?;
    }
    assert_eq!(same(&laptop, &phone, meal).await?.notes, "with everything!!");
    Ok(())
}

fn item(description: &str, amount_minor: i64) -> LineInput {
    LineInput {
        id: None,
        kind: LineKind::Item,
        description: description.into(),
        quantity_milli: None,
        amount_minor,
        tax_rate_bp: None,
        tax_included: false,
        category: None,
        person: None,
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn e099_lines_of_one_device_and_a_total_of_the_other_are_both_kept_and_the_difference_shows()
-> Result<()> {
    let cloud = Cloud::start().await?;
    let (laptop, phone) = two(&cloud).await?;
    let meal = laptop.add(20_00, "").await?;
    meet(&laptop, &phone).await?;
    let lines = vec![item("tacos", 12_00), item("beer", 8_00)];
    laptop.change(meal, |input| input.lines = lines).await?;
    phone.change(meal, |input| input.total_minor = 25_00).await?;
    meet(&laptop, &phone).await?;
    let form = same(&laptop, &phone, meal).await?;
    assert_eq!(form.total_minor, 25_00);
    assert_eq!(form.lines.iter().map(|line| line.amount_minor).collect::<Vec<_>>(), [12_00, 8_00]);
    for device in [&laptop, &phone] {
        let (input, base_ms) = device.form(meal).await?;
        let saved = device.save(meal, input, base_ms).await?;
        let shown = Warning::LinesDiffer { difference_minor: 5_00 };
        assert!(saved.warnings.contains(&shown), "{:?}", saved.warnings);
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e182_a_tag_and_a_category_made_on_two_devices_are_one_each() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (laptop, phone) = two(&cloud).await?;
    let mut meals = Vec::new();
    for (device, name) in [(&laptop, "Zebra"), (&phone, " zebra ")] {
        let meal = device.add(10_00, "").await?;
        let category = make(device, CatalogueKind::Category, name.trim()).await?;
        device
            .change(meal, |input| {
                input.tags.extend(named(name.trim()));
                input.category = Some(CategoryId(category));
            })
            .await?;
        meals.push(meal);
    }
    meet(&laptop, &phone).await?;
    for kind in [CatalogueKind::Tag, CatalogueKind::Category] {
        let mut ids = Vec::new();
        for device in [&laptop, &phone] {
            let rows = device.ask(ListCatalogue { kind, text: "zebra".into(), with_archived: false }).await?;
            assert_eq!((rows.len(), rows[0].uses), (1, 2), "{kind:?}");
            ids.push(rows[0].id);
        }
        assert_eq!(ids[0], ids[1]);
    }
    let forms = [same(&laptop, &phone, meals[0]).await?, same(&laptop, &phone, meals[1]).await?];
    assert_eq!(forms[0].category, forms[1].category);
    assert_eq!(forms[0].tags, forms[1].tags);
    Ok(())
}
