//! What a person does beyond meals: attaching a local history, devices revoked and wiped, workspaces with others, background sync.

use anyhow::{Context, Result, ensure};
use domain::CurrencyCode;
use domain::expense::Named;
use wire::Topic;
use wire::call::{
    AcceptInvitation, AttachChoice, CreateWorkspace, ForgetWorkspace, GetAccount, GetHistory, Invite,
    ListDevices, ListDuplicates, ListMembers, ListWorkspaces, NoticeKind, RemoveMember, RevokeDevice, Role,
    ServerHistory, Start, SwitchWorkspace, SyncNow, SyncReply, SyncState, SyncStatus, WipeDevice,
    WorkspaceKind,
};

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";
const BOB: &str = "bob@example.org";
/// Expenses recorded before there was an account.
const HISTORY: u64 = 3_000;

fn history() -> Vec<u8> {
    let mut csv = String::from("Date,Amount,Currency,Place,Notes\n");
    for n in 0..HISTORY {
        csv.push_str(&format!(
            "2026-{:02}-{:02},{}.{:02},EUR,Bar {},row {n}\n",
            n % 10 + 1,
            n % 28 + 1,
            n + 5,
            n % 100,
            n % 40
        ));
    }
    csv.into_bytes()
}

#[tokio::test(flavor = "multi_thread")]
async fn e121_a_history_of_thousands_merges_into_an_account_that_has_data() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    let lunch = |input: &mut domain::expense::ExpenseInput| {
        input.total_minor = 12_90;
        input.place = Some(Named { id: None, name: "Bar 3".into() });
    };
    let there = laptop.add(1, "").await?;
    laptop.change(there, lunch).await?;
    laptop.add(7_00, "").await?;
    laptop.sync().await?;

    let phone = Device::new(&cloud).await?;
    ensure!(phone.import("old.csv", history()).await?.added == HISTORY);
    let twin = phone.add(1, "").await?;
    phone.change(twin, lunch).await?;
    let account = phone.login(ANA).await?;
    let offer = account.attach.context("nothing is to choose")?;
    assert_eq!((offer.local_expenses, offer.workspaces.len()), (HISTORY + 1, 1));
    assert_eq!(phone.ask(SyncStatus {}).await?.state, SyncState::ChooseAttach);
    phone.ask(AttachChoice { into: Some(offer.workspaces[0].id), name: None }).await?;
    let reply = phone.sync().await?;
    assert!(
        reply.notices.iter().any(|notice| matches!(notice.kind, NoticeKind::Attached { .. })),
        "{reply:?}"
    );
    laptop.sync().await?;
    phone.sync().await?;
    for device in [&phone, &laptop] {
        assert_eq!(total(device).await?, HISTORY + 3);
    }
    let pairs = phone.ask(ListDuplicates {}).await?;
    assert_eq!(pairs.iter().map(|pair| (pair.first.id, pair.second.id)).collect::<Vec<_>>(), [(there, twin)]);
    Ok(())
}

async fn total(device: &Device) -> Result<u64> {
    let workspace = device.ask(ListWorkspaces {}).await?[0].id;
    Ok(device.app.store().counts(workspace).await?.expenses)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_history_can_stay_a_workspace_of_its_own() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.add(7_00, "").await?;
    laptop.sync().await?;
    let phone = Device::new(&cloud).await?;
    phone.add(9_00, "old").await?;
    phone.login(ANA).await?;
    phone.ask(AttachChoice { into: None, name: Some("Old phone".into()) }).await?;
    phone.sync().await?;
    assert_eq!(phone.count("").await?, 1);
    laptop.sync().await?;
    let old = laptop.ask(ListWorkspaces {}).await?.into_iter().find(|row| row.name == "Old phone");
    laptop.ask(SwitchWorkspace { id: old.context("the other workspace is not there")?.id }).await?;
    laptop.sync().await?;
    assert_eq!(laptop.count("old").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_keeps_its_changes_and_goes_on_after_logging_in() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    let device = phone.ask(GetAccount {}).await?.device;
    laptop.ask(RevokeDevice { id: device }).await?;
    let meal = phone.add(9_00, "kept").await?;
    let _ = phone.ask(SyncNow {}).await;
    let status = phone.ask(SyncStatus {}).await?;
    assert_eq!(status.state, SyncState::SignedOut);
    assert!(status.pending > 0);
    phone.login(ANA).await?;
    phone.sync().await?;
    laptop.sync().await?;
    assert_eq!(laptop.form(meal).await?.0.total_minor, 9_00);
    assert_eq!(laptop.ask(ListDevices {}).await?.len(), 2);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wiped_device_removes_its_copy_and_says_so() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.add(7_00, "").await?;
    laptop.sync().await?;
    let phone = Device::joined(&cloud, ANA).await?;
    assert_eq!(phone.count("").await?, 1);
    laptop.ask(WipeDevice { id: phone.ask(GetAccount {}).await?.device }).await?;
    let _ = phone.ask(SyncNow {}).await;
    let account = phone.ask(GetAccount {}).await?;
    assert!(account.was_wiped && account.account.is_none() && !account.is_signed_in, "{account:?}");
    assert_eq!(phone.count("").await?, 0);
    let phone = phone.restarted().await?;
    let status = phone.ask(SyncStatus {}).await?;
    assert_eq!(status.state, SyncState::LocalOnly);
    assert!(status.notices.iter().any(|notice| notice.kind == NoticeKind::Wiped));
    laptop.sync().await?;
    assert_eq!(laptop.count("").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_household_is_shared_until_somebody_is_removed() -> Result<()> {
    let cloud = Cloud::start().await?;
    let ana = Device::registered(&cloud, ANA).await?;
    ana.add(7_00, "ana's own").await?;
    ana.sync().await?;
    let bob = Device::registered(&cloud, BOB).await?;
    bob.sync().await?;
    let home = ana
        .ask(CreateWorkspace {
            name: "Home".into(),
            kind: WorkspaceKind::Household,
            home_currency: CurrencyCode::of(*b"EUR"),
            language: Some("en".into()),
        })
        .await?;
    let meal = ana.add(20_00, "ours").await?;
    ana.sync().await?;
    let invitation = ana.ask(Invite { workspace: home.id, email: None, role: Role::Member }).await?;
    bob.ask(AcceptInvitation { code: invitation.code.context("no code")? }).await?;
    bob.sync().await?;
    assert_eq!(bob.count("").await?, 1, "Home and nothing else");
    bob.change(meal, |input| input.notes = "ours, with wine".into()).await?;
    bob.sync().await?;
    ana.sync().await?;
    assert_eq!(ana.form(meal).await?.0.notes, "ours, with wine");
    let history = ana.ask(GetHistory { id: meal }).await?;
    assert!(history.iter().any(|entry| entry.by.is_some()), "{history:?}");
    let edits = ana.ask(ServerHistory { table: "expense".into(), id: meal.0 }).await?;
    assert_eq!(edits.iter().map(|edit| edit.by.is_me).collect::<Vec<_>>(), [true, false]);

    let members = ana.ask(ListMembers { workspace: Some(home.id) }).await?;
    let guest = members.iter().find(|member| !member.is_me).context("Bob is not listed")?;
    ana.ask(RemoveMember { workspace: home.id, user: guest.user }).await?;
    let _ = bob.ask(SyncNow {}).await;
    assert_eq!(bob.ask(SyncStatus {}).await?.state, SyncState::Revoked);
    bob.ask(ForgetWorkspace { id: home.id, discard: false }).await?;
    assert_eq!(bob.ask(ListWorkspaces {}).await?.len(), 1);
    assert_eq!(bob.count("").await?, 0);
    Ok(())
}

/// Waits for the state of the badge that is hoped for.
async fn until(device: &Device, hoped: impl Fn(&SyncReply) -> bool) -> Result<SyncReply> {
    let mut heard = device.app.subscribe();
    loop {
        let reply = device.ask(SyncStatus {}).await?;
        if hoped(&reply) {
            return Ok(reply);
        }
        // The test's own limit ends a wait that is in vain.
        let _ = heard.recv().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn open_windows_show_what_the_other_device_does() -> Result<()> {
    let cloud = Cloud::start().await?;
    let laptop = Device::registered(&cloud, ANA).await?;
    laptop.app.start_sync().await;
    let phone = Device::joined(&cloud, ANA).await?;
    phone.app.start_sync().await;
    let mut heard = phone.app.subscribe();
    let meal = laptop.add(12_90, "").await?;
    while phone.form(meal).await.is_err() {
        let topics = heard.recv().await?;
        ensure!(!topics.is_empty());
    }
    assert_eq!(phone.form(meal).await?.0.total_minor, 12_90);
    until(&laptop, |reply| reply.state == SyncState::UpToDate).await?;
    cloud.kill();
    phone.add(3_00, "offline").await?;
    until(&phone, |reply| matches!(reply.state, SyncState::Offline { is_captive: false })).await?;
    assert!(phone.ask(SyncStatus {}).await?.pending > 0);
    assert!(Topic::BOOK.contains(&Topic::Sync) && !phone.ask(Start {}).await?.is_first_start);
    for device in [&laptop, &phone] {
        device.app.close().await;
    }
    Ok(())
}
