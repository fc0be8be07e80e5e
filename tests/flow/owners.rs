//! Whose changes are whose: other accounts on the same device, copies of an installation, members who were removed or may only look.

use anyhow::{Context, Result};
use domain::{ExpenseId, WorkspaceId};
use tests::book::HOME;
use tests::cloud::Cloud;
use tests::device::Device;
use wire::call::{
    AcceptInvitation, CreateWorkspace, DiscardParked, ExportParked, ForgetWorkspace, GetAccount, Invite,
    ListDevices, ListMembers, ListParked, ListWorkspaces, Logout, RemoveMember, RescueUnsent, SetMember,
    SwitchWorkspace, SyncNow, SyncState, SyncStatus,
};
use wire::v1::{Role, WorkspaceKind};

const ANA: &str = "ana@example.org";
const BOB: &str = "bob@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn e094_another_persons_login_neither_sees_nor_sends_what_waits() -> Result<()> {
    let cloud = Cloud::start().await?;
    let ana = Device::registered(&cloud, ANA).await?;
    ana.sync().await?;
    ana.ask(Logout {}).await?;
    let meal = ana.add(9_00, "ana's own").await?;
    Device::registered(&cloud, BOB).await?.sync().await?;
    assert!(ana.login(BOB).await.is_err(), "the book is Ana's");
    let bob = ana.beside().await?;
    bob.login(BOB).await?;
    bob.sync().await?;
    assert_eq!(bob.count("").await?, 0);
    assert_eq!(cloud.number("select count(*) from expense")?, 0);
    assert!(ana.ask(SyncStatus {}).await?.pending > 0);
    ana.login(ANA).await?;
    ana.sync().await?;
    bob.sync().await?;
    assert_eq!(bob.count("").await?, 0);
    let tablet = Device::joined(&cloud, ANA).await?;
    assert_eq!(tablet.form(meal).await?.0, ana.form(meal).await?.0);
    Ok(())
}

/// The program is opened twice, and something is recorded each time; the person logs in when asked to.
async fn used(mut device: Device, meals: &mut Vec<ExpenseId>) -> Result<Device> {
    for _ in 0..2 {
        device = device.restarted().await?;
        meals.push(device.add(10_00, "on one of the two").await?);
        let reply = device.ask(SyncNow {}).await;
        if !reply.is_ok_and(|reply| reply.state == SyncState::UpToDate) {
            assert_eq!(device.ask(SyncStatus {}).await?.state, SyncState::SignedOut);
            device.login(ANA).await?;
            device.sync().await?;
        }
    }
    Ok(device)
}

#[tokio::test(flavor = "multi_thread")]
async fn e116_two_copies_of_an_installation_become_two_devices_and_lose_nothing() -> Result<()> {
    let cloud = Cloud::start().await?;
    let phone = Device::registered(&cloud, ANA).await?;
    phone.add(1_00, "before the copy").await?;
    phone.sync().await?;
    let unsent = phone.add(2_00, "unsent when it was copied").await?;
    let (phone, clone) = phone.copied().await?;
    let mut meals = vec![unsent];
    // Both use the same refresh tokens, so one of them is taken for a thief: then both log in again, each as a device of its own.
    let (mut phone, mut clone) = (phone, clone);
    for _ in 0..2 {
        phone = used(phone, &mut meals).await?;
        clone = used(clone, &mut meals).await?;
    }
    let (phone, clone) = (phone.restarted().await?, clone.restarted().await?);
    for device in [&phone, &clone, &phone] {
        device.sync().await?;
    }
    let ids = [phone.ask(GetAccount {}).await?.device, clone.ask(GetAccount {}).await?.device];
    assert_ne!(ids[0], ids[1], "each has an id of its own");
    let listed = phone.ask(ListDevices {}).await?;
    assert!(ids.iter().all(|id| listed.iter().any(|device| device.id == *id)), "{listed:?}");
    for meal in meals {
        assert_eq!(phone.form(meal).await?.0, clone.form(meal).await?.0);
    }
    let sequences = "select count(*) - count(distinct seq) from op_log where seq is not null";
    assert_eq!(cloud.number(sequences)?, 0);
    Ok(())
}

/// Ana's household with Bob in it.
async fn household(cloud: &Cloud) -> Result<(Device, Device, WorkspaceId)> {
    let ana = Device::registered(cloud, ANA).await?;
    let bob = Device::registered(cloud, BOB).await?;
    bob.add(1_00, "bob's own").await?;
    bob.sync().await?;
    let make = CreateWorkspace {
        name: "Home".into(),
        kind: WorkspaceKind::Household,
        home_currency: HOME,
        language: Some("en".into()),
    };
    let home = ana.ask(make).await?.id;
    ana.ask(SwitchWorkspace { id: home }).await?;
    ana.sync().await?;
    let invitation = ana.ask(Invite { workspace: home, email: None, role: Role::Member }).await?;
    bob.ask(AcceptInvitation { code: invitation.code.context("a code to hand on")? }).await?;
    bob.ask(SwitchWorkspace { id: home }).await?;
    bob.sync().await?;
    Ok((ana, bob, home))
}

async fn guest(ana: &Device, home: WorkspaceId) -> Result<domain::UserId> {
    let members = ana.ask(ListMembers { workspace: Some(home) }).await?;
    Ok(members.iter().find(|member| !member.is_me).context("two members")?.user)
}

#[tokio::test(flavor = "multi_thread")]
async fn e122_what_a_removed_member_had_not_sent_is_kept_in_a_workspace_of_their_own() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (ana, bob, home) = household(&cloud).await?;
    let shared = ana.add(20_00, "ours").await?;
    ana.sync().await?;
    bob.sync().await?;
    let user = guest(&ana, home).await?;
    ana.ask(RemoveMember { workspace: home, user }).await?;
    let _new = bob.add(9_00, "never sent").await?;
    bob.change(shared, |input| input.notes = "ours, I had the fish".into()).await?;
    let _ = bob.ask(SyncNow {}).await;
    assert_eq!(bob.ask(SyncStatus {}).await?.state, SyncState::Revoked);
    // It is not forgotten unasked.
    assert!(bob.ask(ForgetWorkspace { id: home, discard: false }).await.is_err());
    let own = bob.ask(ListWorkspaces {}).await?.into_iter().find(|row| row.id != home).context("own")?.id;
    for _ in 0..2 {
        bob.ask(RescueUnsent { from: home, into: own }).await?;
    }
    bob.ask(ForgetWorkspace { id: home, discard: true }).await?;
    bob.ask(SwitchWorkspace { id: own }).await?;
    assert_eq!(bob.count("never sent").await?, 1);
    assert_eq!(bob.count("fish").await?, 1, "what was edited and not sent is kept, too");
    assert_eq!(bob.count("").await?, 3);
    bob.sync().await?;
    let tablet = Device::joined(&cloud, BOB).await?;
    assert_eq!((tablet.count("never sent").await?, tablet.count("fish").await?), (1, 1));
    ana.sync().await?;
    assert_eq!(ana.form(shared).await?.0.notes, "ours");
    assert_eq!(ana.count("").await?, 1);
    Ok(())
}

#[tokio::test(flavor = "multi_thread")]
async fn e123_edits_of_somebody_who_may_only_look_now_are_kept_with_the_reason() -> Result<()> {
    let cloud = Cloud::start().await?;
    let (ana, bob, home) = household(&cloud).await?;
    let shared = ana.add(20_00, "ours").await?;
    ana.sync().await?;
    bob.sync().await?;
    let user = guest(&ana, home).await?;
    ana.ask(SetMember { workspace: home, user, role: Some(Role::Viewer), scope: None }).await?;
    bob.change(shared, |input| input.total_minor = 25_00).await?;
    let meal = bob.add(9_00, "not allowed any more").await?;
    bob.ask(SyncNow {}).await?;
    let reply = bob.ask(SyncNow {}).await?;
    assert_eq!((reply.state, reply.pending), (SyncState::UpToDate, 0));
    let parked = bob.ask(ListParked {}).await?;
    assert!(
        parked.iter().all(|change| change.reason == "forbidden" || change.reason == "group"),
        "{parked:?}"
    );
    for expense in [shared, meal] {
        assert!(parked.iter().any(|change| change.subject == expense.0), "{parked:?}");
    }
    // What stands is shown, and what was typed can be taken elsewhere.
    assert_eq!(bob.form(shared).await?.0.total_minor, 20_00);
    let exported = bob.ask(ExportParked { ids: Vec::new() }).await?.text;
    assert!(exported.contains("not allowed any more") && exported.contains("2500"));
    ana.sync().await?;
    assert_eq!((ana.count("").await?, ana.form(shared).await?.0.total_minor), (1, 20_00));
    let bob = bob.restarted().await?;
    assert_eq!(bob.ask(ListParked {}).await?.len(), parked.len());
    bob.ask(DiscardParked { ids: parked.iter().map(|change| change.id).collect() }).await?;
    assert_eq!(bob.form(shared).await?.0.total_minor, 20_00);
    Ok(())
}
