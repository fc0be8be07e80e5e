//! Changes the service cannot take, among many it can.

use anyhow::{Context, Result};
use domain::read::SyncMark;
use tests::book::plain_csv;
use tests::cloud::Cloud;
use tests::device::Device;
use wire::call::{
    DiscardParked, DismissNotice, ExportParked, GetExpense, ListParked, RetryParked, SyncNow, SyncState,
};

const ANA: &str = "ana@example.org";
/// Expenses recorded offline.
const MEALS: u64 = 500;

#[tokio::test(flavor = "multi_thread")]
async fn e106_of_500_changes_one_is_invalid_and_499_arrive() -> Result<()> {
    let cloud = Cloud::start().await?;
    let phone = Device::registered(&cloud, ANA).await?;
    phone.sync().await?;
    phone.import("meals.csv", plain_csv(MEALS)).await?;
    // What an earlier version with a mistake might have written: a year that is none.
    let phone = phone
        .reopened(&[
            "update expense set occurred_on = '0000-01-01' where notes = 'meal number 77'",
            "update outbox set patch = json_set(patch, '$.occurred_on', '0000-01-01') \
             where \"table\" = 'expense' and patch like '%meal number 77\"%'",
        ])
        .await?;
    let mut reply = phone.ask(SyncNow {}).await?;
    while reply.pending > 0 {
        let before = reply.pending;
        reply = phone.ask(SyncNow {}).await?;
        anyhow::ensure!(reply.pending < before, "{reply:?}");
    }
    assert_eq!(cloud.number("select count(*) from expense")?, MEALS as i64 - 1);
    let parked = phone.ask(ListParked {}).await?;
    let change = parked.iter().find(|change| change.table == "expense").context("nothing is parked")?;
    assert_eq!(change.reason, "invalid");
    for notice in reply.notices {
        phone.ask(DismissNotice { id: notice.id }).await?;
    }
    // It is kept over a restart, can be read, and goes up once it is mended.
    let phone = phone.restarted().await?;
    assert_eq!(phone.ask(ListParked {}).await?, parked);
    assert!(phone.ask(ExportParked { ids: Vec::new() }).await?.text.contains("meal number 77"));
    phone.ask(RetryParked { ids: vec![change.id] }).await?;
    let id = domain::ExpenseId(change.subject);
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).context("a day")?;
    phone.change(id, |input| input.occurred_on = day).await?;
    phone.sync().await?;
    assert_eq!(phone.ask(ListParked {}).await?, []);
    assert_eq!(cloud.number("select count(*) from expense")?, MEALS as i64);
    assert_eq!(phone.ask(GetExpense { id }).await?.sync, SyncMark::Clean);
    let laptop = Device::joined(&cloud, ANA).await?;
    assert_eq!(laptop.form(id).await?.0, phone.form(id).await?.0);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e106_a_refused_meal_with_a_tag_goes_up_once_it_is_mended() -> Result<()> {
    let cloud = Cloud::start().await?;
    let phone = Device::registered(&cloud, ANA).await?;
    phone.sync().await?;
    let (id, mut input) = phone.new_form().await?;
    input.total_minor = 10_00;
    input.notes = "refused".to_owned();
    input.tags.push(domain::expense::Named { id: None, name: "acme".into() });
    phone.save(id, input, 0).await?;
    let phone = phone
        .reopened(&[
            "update expense set occurred_on = '0000-01-01' where notes = 'refused'",
            "update outbox set patch = json_set(patch, '$.occurred_on', '0000-01-01') \
             where \"table\" = 'expense'",
        ])
        .await?;
    phone.ask(SyncNow {}).await?;
    let parked = phone.ask(ListParked {}).await?;
    phone.ask(RetryParked { ids: parked.iter().map(|change| change.id).collect() }).await?;
    let day = chrono::NaiveDate::from_ymd_opt(2026, 11, 20).context("a day")?;
    let mended = |input: &mut domain::expense::ExpenseInput| {
        input.occurred_on = day;
        input.tags.push(domain::expense::Named { id: None, name: "trip".into() });
    };
    phone.change(id, mended).await?;
    phone.sync().await?;
    assert_eq!(phone.ask(ListParked {}).await?, []);
    let laptop = Device::joined(&cloud, ANA).await?;
    let form = laptop.form(id).await?.0;
    assert_eq!(form, phone.form(id).await?.0);
    assert_eq!((form.occurred_on, form.tags.len()), (day, 2));
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e107_what_hangs_on_a_refused_expense_waits_with_it() -> Result<()> {
    let cloud = Cloud::start().await?;
    let phone = Device::registered(&cloud, ANA).await?;
    phone.sync().await?;
    let parent = phone.add(10_00, "refused").await?;
    // Lines of their own, saved later: children of a row nobody has.
    phone
        .change(parent, |input| {
            input.tags.push(domain::expense::Named { id: None, name: "acme".into() });
            input.people.push(domain::expense::Named { id: None, name: "Ann".into() });
        })
        .await?;
    let beside = phone.add(5_00, "beside it").await?;
    let phone = phone
        .reopened(&[
            "update expense set occurred_on = '0000-01-01' where notes = 'refused'",
            "update outbox set patch = json_set(patch, '$.occurred_on', '0000-01-01') \
             where \"table\" = 'expense' and patch like '%\"refused\"%'",
        ])
        .await?;
    let reply = phone.ask(SyncNow {}).await?;
    assert_eq!((reply.state, reply.pending), (SyncState::UpToDate, 0));
    let parked = phone.ask(ListParked {}).await?;
    let of = |table: &str| parked.iter().filter(|change| change.table == table).count();
    assert_eq!((of("expense"), of("expense_tag"), of("expense_attendee")), (1, 1, 1), "{parked:?}");
    assert_eq!(cloud.number("select count(*) from expense_tag")?, 0);
    let laptop = Device::joined(&cloud, ANA).await?;
    assert_eq!(laptop.form(beside).await?.0, phone.form(beside).await?.0);
    // Sent again together once the expense is mended.
    phone.ask(RetryParked { ids: parked.iter().map(|change| change.id).collect() }).await?;
    let day = phone.form(beside).await?.0.occurred_on;
    phone.change(parent, |input| input.occurred_on = day).await?;
    phone.sync().await?;
    laptop.sync().await?;
    let form = laptop.form(parent).await?.0;
    assert_eq!(form, phone.form(parent).await?.0);
    assert_eq!((form.tags.len(), form.people.len()), (1, 1));
    assert!(
        phone.ask(DiscardParked { ids: vec![parked[0].id] }).await.is_err(),
        "nothing is left to discard"
    );
    Ok(())
}
