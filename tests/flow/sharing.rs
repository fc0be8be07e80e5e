//! A household of two, and one who leaves it.

use anyhow::{Context, Result};
use tests::book::HOME;
use wire::call::{
    AcceptInvitation, CreateWorkspace, Invite, ListMembers, ListWorkspaces, RemoveMember, SwitchWorkspace,
    SyncNow, SyncState,
};
use wire::v1::{Role, WorkspaceKind};

use tests::cloud::Cloud;
use tests::device::Device;

const ANA: &str = "ana@example.org";
const BOB: &str = "bob@example.org";

#[tokio::test(flavor = "multi_thread")]
async fn a_household_shares_meals_until_one_is_taken_out() -> Result<()> {
    let cloud = Cloud::start().await?;
    let ana = Device::registered(&cloud, ANA).await?;
    let bob = Device::registered(&cloud, BOB).await?;
    let home = ana
        .ask(CreateWorkspace {
            name: "Home".into(),
            kind: WorkspaceKind::Household,
            home_currency: HOME,
            language: Some("en".into()),
        })
        .await?;
    ana.ask(SwitchWorkspace { id: home.id }).await?;
    let meal = ana.add(25_00, "for both").await?;
    ana.sync().await?;
    let invitation = ana.ask(Invite { workspace: home.id, email: None, role: Role::Member }).await?;
    let code = invitation.code.context("a code to hand on")?;
    bob.ask(AcceptInvitation { code }).await?;
    bob.ask(SwitchWorkspace { id: home.id }).await?;
    bob.sync().await?;
    assert_eq!(bob.form(meal).await?.0.total_minor, 25_00);
    bob.change(meal, |input| input.notes = "thanks".into()).await?;
    let his = bob.add(8_00, "bread").await?;
    bob.sync().await?;
    ana.sync().await?;
    assert_eq!(ana.form(meal).await?.0.notes, "thanks");
    assert_eq!(ana.form(his).await?.0, bob.form(his).await?.0);

    let members = ana.ask(ListMembers { workspace: Some(home.id) }).await?;
    let him = members.iter().find(|member| !member.is_me).context("two members")?;
    ana.ask(RemoveMember { workspace: home.id, user: him.user }).await?;
    bob.add(9_00, "too late").await?;
    let reply = bob.ask(SyncNow {}).await?;
    assert_eq!(reply.state, SyncState::Revoked);
    assert!(reply.pending > 0, "what was not sent is still here");
    ana.sync().await?;
    assert_eq!(ana.count("").await?, 2);
    assert!(bob.ask(ListWorkspaces {}).await?.iter().any(|workspace| workspace.is_current));
    Ok(())
}
