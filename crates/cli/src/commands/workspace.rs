//! `meal workspace …`

use clap::{Subcommand, ValueEnum};
use domain::{CurrencyCode, UserId, WorkspaceId};
use serde::Serialize;
use wire::call::{
    AcceptInvitation, CreateWorkspace, DeleteWorkspace, ForgetWorkspace, InvitationRow, Invite,
    LeaveWorkspace, ListInvitations, ListMembers, ListWorkspaces, MemberRow, RemoveMember, RenameWorkspace,
    RescueUnsent, RevokeInvitation, Role, SetMember, SwitchWorkspace, TransferOwnership, WorkspaceKind,
};

use crate::book::Book;
use crate::output::{Output, Table, clean, cloud, json};
use crate::{Error, OK, Result, ids, secrets, text};

#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    what: Option<What>,
}

#[derive(Debug, Subcommand)]
enum What {
    /// The workspaces on this device.
    List,
    /// Use another one, here and from now on.
    Switch {
        /// Its name or id.
        workspace: String,
    },
    /// Make one and use it.
    Create {
        /// Its name.
        name: String,
        /// What it is for.
        #[arg(long, default_value = "household")]
        kind: Kind,
        /// Its currency.
        #[arg(long)]
        currency: Option<CurrencyCode>,
    },
    /// Give it another name.
    Rename {
        /// Its name or id.
        workspace: String,
        /// The new name.
        name: String,
    },
    /// Leave it; its copy is removed from this device.
    Leave {
        /// Its name or id.
        workspace: String,
        /// Give up what was not sent.
        #[arg(long)]
        discard: bool,
    },
    /// Delete it for everybody.
    Delete {
        /// Its name or id.
        workspace: String,
    },
    /// Remove the copy of one you are no longer in.
    Forget {
        /// Its name or id.
        workspace: String,
        /// Give up what was not sent.
        #[arg(long)]
        discard: bool,
    },
    /// Take expenses that were never sent out of one you are no longer in.
    Rescue {
        /// Out of which.
        from: String,
        /// Into which.
        into: String,
    },
    /// Who is in it.
    Members {
        /// Its name or id; else the one in use.
        workspace: Option<String>,
    },
    /// Change what a member of the one in use may do.
    Role {
        /// Their name, address or id.
        member: String,
        /// The role.
        role: RoleWord,
    },
    /// Take a member out of the one in use.
    Remove {
        /// Their name, address or id.
        member: String,
    },
    /// Make another member the owner of the one in use.
    Transfer {
        /// Their name, address or id.
        member: String,
    },
    /// Open invitations into the one in use.
    Invitations,
    /// Invite somebody into the one in use.
    Invite {
        /// Have it mailed there; else hand on the code.
        #[arg(long)]
        email: Option<String>,
        /// The role it gives.
        #[arg(long, default_value = "member")]
        role: RoleWord,
    },
    /// Take an invitation back.
    Revoke {
        /// Its id or the start of it.
        invitation: String,
    },
    /// Join by the code of an invitation.
    Accept {
        /// The code; else the terminal is asked.
        #[arg(long)]
        code: Option<String>,
    },
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum Kind {
    Personal,
    Household,
    Company,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
enum RoleWord {
    Viewer,
    Member,
    Approver,
    Admin,
}

impl From<Kind> for WorkspaceKind {
    fn from(kind: Kind) -> Self {
        match kind {
            Kind::Personal => Self::Personal,
            Kind::Household => Self::Household,
            Kind::Company => Self::Company,
        }
    }
}

impl From<RoleWord> for Role {
    fn from(role: RoleWord) -> Self {
        match role {
            RoleWord::Viewer => Self::Viewer,
            RoleWord::Member => Self::Member,
            RoleWord::Approver => Self::Approver,
            RoleWord::Admin => Self::Admin,
        }
    }
}

pub async fn run(book: &Book, args: Args, output: &mut Output<'_>) -> Result<u8> {
    match args.what.unwrap_or(What::List) {
        What::List => {}
        What::Switch { workspace } => book.ask(SwitchWorkspace { id: find(book, &workspace).await? }).await?,
        What::Create { name, kind, currency } => {
            let home_currency = currency.unwrap_or(book.world.settings.home_currency);
            let new = CreateWorkspace { name, kind: kind.into(), home_currency, language: text::language() };
            book.ask(new).await?;
        }
        What::Rename { workspace, name } => {
            book.ask(RenameWorkspace { id: find(book, &workspace).await?, name }).await?;
        }
        What::Leave { workspace, discard } => {
            book.ask(LeaveWorkspace { id: find(book, &workspace).await?, discard }).await?;
        }
        What::Delete { workspace } => book.ask(DeleteWorkspace { id: find(book, &workspace).await? }).await?,
        What::Forget { workspace, discard } => {
            book.ask(ForgetWorkspace { id: find(book, &workspace).await?, discard }).await?;
        }
        What::Rescue { from, into } => {
            let (from, into) = (find(book, &from).await?, find(book, &into).await?);
            let rescued = book.ask(RescueUnsent { from, into }).await?;
            output.note(&format!("{} expenses were taken over", rescued.rows))?;
        }
        What::Members { workspace } => return members(book, workspace, output).await,
        What::Role { member, role } => {
            let (workspace, user) = member_of(book, &member).await?;
            book.ask(SetMember { workspace, user, role: Some(role.into()), scope: None }).await?;
            return members(book, None, output).await;
        }
        What::Remove { member } => {
            let (workspace, user) = member_of(book, &member).await?;
            book.ask(RemoveMember { workspace, user }).await?;
            return members(book, None, output).await;
        }
        What::Transfer { member } => {
            let (workspace, to) = member_of(book, &member).await?;
            book.ask(TransferOwnership { workspace, to }).await?;
            return members(book, None, output).await;
        }
        What::Invitations => return invitations(book, None, output).await,
        What::Invite { email, role } => {
            let made = book.ask(Invite { workspace: current(book).await?, email, role: role.into() }).await?;
            return invitations(book, Some(made), output).await;
        }
        What::Revoke { invitation } => {
            let workspace = current(book).await?;
            let open = book.ask(ListInvitations { workspace }).await?;
            let choices = open.iter().map(|row| (row.id, row.email.as_deref().unwrap_or_default()));
            let id = ids::one_of("invitation", &invitation, choices)?;
            book.ask(RevokeInvitation { workspace, id }).await?;
            return invitations(book, None, output).await;
        }
        What::Accept { code } => {
            book.ask(AcceptInvitation { code: secrets::code(code.as_deref())? }).await?;
        }
    }
    list(book, output).await
}

#[derive(Serialize)]
struct Workspaces {
    workspaces: Vec<cloud::Workspace>,
}

async fn list(book: &Book, output: &mut Output<'_>) -> Result<u8> {
    let rows = book.ask(ListWorkspaces {}).await?;
    let document = Workspaces { workspaces: rows.iter().map(cloud::Workspace::from).collect() };
    output.answer(&document, |to| {
        let mut table = Table::new(&["", "id", "name", "kind", "role", ">members", ">to send"]);
        for row in &rows {
            table.row([
                if row.is_current { "*" } else { " " }.to_owned(),
                ids::short(row.id.0),
                row.name.clone(),
                cloud::word(&row.kind),
                row.role.as_ref().map_or_else(|| "this device only".to_owned(), cloud::word),
                row.members.to_string(),
                row.pending.to_string(),
            ]);
        }
        table.write(to)
    })?;
    Ok(OK)
}

async fn find(book: &Book, text: &str) -> Result<WorkspaceId> {
    let rows = book.ask(ListWorkspaces {}).await?;
    let choices = rows.iter().map(|row| (row.id.0, row.name.as_str()));
    Ok(ids::one_of("workspace", text, choices)?.into())
}

async fn current(book: &Book) -> Result<WorkspaceId> {
    let rows = book.ask(ListWorkspaces {}).await?;
    let current = rows.into_iter().find(|row| row.is_current).map(|row| row.id);
    current.ok_or(Error::NotFound { what: "workspace", name: "in use".to_owned() })
}

async fn member_of(book: &Book, text: &str) -> Result<(WorkspaceId, UserId)> {
    let workspace = current(book).await?;
    let rows = book.ask(ListMembers { workspace: Some(workspace) }).await?;
    if let Some(row) = rows.iter().find(|row| row.email.as_deref() == Some(text)) {
        return Ok((workspace, row.user));
    }
    let choices = rows.iter().map(|row| (row.user.0, row.display_name.as_str()));
    Ok((workspace, ids::one_of("member", text, choices)?.into()))
}

#[derive(Serialize)]
struct Members {
    members: Vec<cloud::Member>,
}

async fn members(book: &Book, workspace: Option<String>, output: &mut Output<'_>) -> Result<u8> {
    let workspace = match workspace {
        Some(text) => Some(find(book, &text).await?),
        None => None,
    };
    let rows: Vec<MemberRow> = book.ask(ListMembers { workspace }).await?;
    let document = Members { members: rows.iter().map(cloud::Member::from).collect() };
    output.answer(&document, |to| {
        let mut table = Table::new(&["id", "name", "role", "sees", "e-mail", "since", ""]);
        for row in &rows {
            table.row([
                ids::short(row.user.0),
                row.display_name.clone(),
                cloud::word(&row.role),
                row.scope.as_ref().map(cloud::word).unwrap_or_default(),
                row.email.clone().unwrap_or_default(),
                json::instant(row.joined_at),
                if row.is_me { "you" } else { "" }.to_owned(),
            ]);
        }
        table.write(to)
    })?;
    Ok(OK)
}

#[derive(Serialize)]
struct Invitations {
    invitations: Vec<cloud::Invitation>,
    made: Option<cloud::Invitation>,
}

async fn invitations(book: &Book, made: Option<InvitationRow>, output: &mut Output<'_>) -> Result<u8> {
    let rows = book.ask(ListInvitations { workspace: current(book).await? }).await?;
    let document = Invitations {
        invitations: rows.iter().map(cloud::Invitation::from).collect(),
        made: made.as_ref().map(cloud::Invitation::from),
    };
    output.answer(&document, |to| {
        if let Some(code) = made.as_ref().and_then(|made| made.code.as_ref()) {
            writeln!(to, "hand on this code; it is shown once: {}", clean(&code.0))?;
        }
        let mut table = Table::new(&["id", "to", "role", "until"]);
        for row in &rows {
            let to = row.email.clone().unwrap_or_else(|| "whoever has the code".to_owned());
            table.row([ids::short(row.id), to, cloud::word(&row.role), json::instant(row.expires_at)]);
        }
        table.write(to)
    })?;
    Ok(OK)
}
