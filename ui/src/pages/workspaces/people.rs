//! One workspace: its members with what they may do, its invitations, and how to leave it.

use domain::WorkspaceId;
use wire::call::{
    DeleteWorkspace, ForgetWorkspace, InvitationRow, Invite, LeaveWorkspace, ListInvitations, ListMembers,
    ListWorkspaces, MemberRow, RemoveMember, RenameWorkspace, RevokeInvitation, Role, SetMember,
    TransferOwnership, WorkspaceKind, WorkspaceRow,
};
use wire::{Call, Code, Fault};
use yew::prelude::*;

use crate::backend;
use crate::components::{
    Ask, AskForm, AskKind, Button, ButtonKind, EmptyState, FailedState, Icon, IconButton, IconName, Menu,
    MenuItem, Select, Skeleton, page, section,
};
use crate::format::use_format;
use crate::hooks::{Confirm, Loaded, Send, use_command, use_confirm, use_query, use_send};
use crate::pages::account::fold;
use crate::route::{Navigate, Route};
use crate::words::{Words, use_words};

/// Roles that can be given, least first.
const ROLES: [Role; 4] = [Role::Viewer, Role::Member, Role::Approver, Role::Admin];

/// One workspace.
#[yew_autoprops::autoprops]
#[component]
pub fn WorkspacePage(id: &WorkspaceId) -> Html {
    let words = use_words();
    let all = use_query(ListWorkspaces {});
    let content = match &all.state {
        Loaded::Loading => html! { <Skeleton rows=4 /> },
        Loaded::Failed(fault) => html! { <FailedState fault={fault.clone()} on_retry={all.retry.clone()} /> },
        Loaded::Ready(all) => match all.iter().find(|row| row.id == *id) {
            Some(row) => html! { <People row={row.clone()} /> },
            None => html! { <EmptyState icon={IconName::Book} title={words.t("workspace-gone")} /> },
        },
    };
    let name = all.ready().and_then(|all| all.iter().find(|row| row.id == *id)).map(|row| row.name.clone());
    page(&words, name.unwrap_or_else(|| words.t("workspaces-title")), Route::Workspaces, content)
}

#[yew_autoprops::autoprops]
#[component]
fn People(row: &WorkspaceRow) -> Html {
    let words = use_words();
    let send = use_send();
    let confirm = use_confirm();
    let members = use_query(ListMembers { workspace: Some(row.id) });
    let manages = matches!(row.role, Some(Role::Owner | Role::Admin));
    let list = match &members.state {
        Loaded::Loading => html! { <Skeleton rows=3 /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={members.retry.clone()} /> }
        }
        Loaded::Ready(members) => html! {
            <ul class="things">{ for members.iter().map(|member| drawn(member, row, &send, &confirm, &words)) }</ul>
        },
    };
    html! {
        <>
            { section("members", words.t("members-title"), html! {
                <>
                    { list }
                    if let Some(fault) = send.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
                </>
            }) }
            if manages && row.kind != WorkspaceKind::Personal { <Invitations workspace={row.id} kind={row.kind} /> }
            <Leaving row={row.clone()} />
            { confirm.dialog() }
        </>
    }
}

/// What a role's value is in a list of choices.
fn role_value(role: Role) -> &'static str {
    match role {
        Role::Viewer => "viewer",
        Role::Member => "member",
        Role::Approver => "approver",
        Role::Admin => "admin",
        Role::Owner => "owner",
    }
}

fn role_of(value: &str) -> Option<Role> {
    ROLES.into_iter().find(|role| role_value(*role) == value)
}

fn role_choices(words: &Words) -> Vec<(AttrValue, AttrValue)> {
    ROLES.map(|role| (role_value(role).into(), words.role(role).into())).to_vec()
}

fn drawn(member: &MemberRow, row: &WorkspaceRow, send: &Send, confirm: &Confirm, words: &Words) -> Html {
    let (workspace, user, name) = (row.id, member.user, member.display_name.clone());
    let manages = matches!(row.role, Some(Role::Owner | Role::Admin));
    let can_change = manages && !member.is_me && member.role != Role::Owner;
    let set = {
        let send = send.clone();
        Callback::from(move |value: String| {
            send.send(SetMember { workspace, user, role: role_of(&value), scope: None }, Callback::noop());
        })
    };
    let ask = |key: &'static str, action: Callback<()>| {
        let (confirm, words, name) = (confirm.clone(), words.clone(), name.clone());
        Callback::from(move |()| {
            let text = words.with(&format!("{key}-text"), &[("name", name.clone().into())]);
            confirm.ask(words.t(key), text, words.t(key), action.clone());
        })
    };
    let (remove, transfer) = (send.clone(), send.clone());
    let remove = Callback::from(move |()| remove.send(RemoveMember { workspace, user }, Callback::noop()));
    let transfer =
        Callback::from(move |()| transfer.send(TransferOwnership { workspace, to: user }, Callback::noop()));
    let mut items = Vec::new();
    if row.role == Some(Role::Owner) && !member.is_me {
        items.push(MenuItem::new(
            words.t("member-transfer"),
            IconName::Star,
            ask("member-transfer", transfer),
        ));
    }
    if can_change {
        items.push(MenuItem::danger(words.t("member-remove"), IconName::Trash, ask("member-remove", remove)));
    }
    html! {
        <li class="thing" key={user.to_string()}>
            <Icon name={IconName::Person} />
            <span class="thing-text">
                <strong><bdi>{ &name }</bdi>if member.is_me { <span class="row-badge">{ words.t("member-me") }</span> }</strong>
                <small class="hint">if let Some(email) = &member.email { <bdi>{ email }</bdi> } else { { words.role(member.role) } }</small>
            </span>
            if can_change {
                <Select id={format!("role-{user}")} class="thing-select" hide_label=true
                    label={words.with("member-role-of", &[("name", name.clone().into())])} options={role_choices(words)}
                    value={role_value(member.role)} on_change={set} />
            } else {
                <span class="hint">{ words.role(member.role) }</span>
            }
            if !items.is_empty() { <Menu label={words.with("more-of", &[("name", name.clone().into())])} {items} /> }
        </li>
    }
}

#[yew_autoprops::autoprops]
#[component]
fn Invitations(workspace: &WorkspaceId, kind: &WorkspaceKind) -> Html {
    let words = use_words();
    let format = use_format();
    let send = use_send();
    let workspace = *workspace;
    let open = use_query(ListInvitations { workspace });
    let made = use_state_eq(|| None::<InvitationRow>);
    let asks = vec![
        Ask::new("invite-email", words.t("invite-email"), AskKind::Optional)
            .hinting(words.t("invite-email-hint")),
        Ask::new("invite-role", words.t("member-role"), AskKind::Choice(role_choices(&words)))
            .starting("member")
            .hinting(words.t(if *kind == WorkspaceKind::Company {
                "member-role-company"
            } else {
                "member-role-household"
            })),
    ];
    let on_submit = {
        let (send, made) = (send.clone(), made.clone());
        Callback::from(move |mut answers: Vec<String>| {
            let (role, made) = (role_of(&answers[1]).unwrap_or(Role::Member), made.clone());
            let email = Some(answers.remove(0)).filter(|email| !email.is_empty());
            send.send(Invite { workspace, email, role }, Callback::from(move |row| made.set(Some(row))));
        })
    };
    let code = made.as_ref().and_then(|row| row.code.clone()).map(|code| code.0);
    let copy = {
        let code = code.clone().unwrap_or_default();
        Callback::from(move |_: MouseEvent| backend::copy_text(&code))
    };
    let row = |invitation: &InvitationRow| {
        let (send, id) = (send.clone(), invitation.id);
        let revoke = Callback::from(move |_: MouseEvent| {
            send.send(RevokeInvitation { workspace, id }, Callback::noop())
        });
        let name = invitation.email.clone().unwrap_or_else(|| words.t("invitation-by-code"));
        html! {
            <li class="thing" key={id.to_string()}>
                <Icon name={IconName::Link} />
                <span class="thing-text"><bdi>{ &name }</bdi>
                    <small class="hint">{ words.role(invitation.role) }{ " · " }{ words.with("invitation-until", &[("when", format.instant(invitation.expires_at).into())]) }</small></span>
                <IconButton icon={IconName::Close} label={words.with("invitation-revoke", &[("name", name.clone().into())])} onclick={revoke} />
            </li>
        }
    };
    section(
        "invitations",
        words.t("invitations-title"),
        html! {
            <>
                if let Some(open) = open.ready().filter(|open| !open.is_empty()) { <ul class="things">{ for open.iter().map(row) }</ul> }
                <div role="status">
                    if let Some(code) = code {
                        <p>{ words.t("invitation-made") }</p>
                        <p class="code-line"><code dir="ltr">{ code }</code><Button icon={IconName::Copy} onclick={copy}>{ words.t("copy") }</Button></p>
                    }
                </div>
                <AskForm {asks} submit={words.t("invite")} quiet=true {on_submit} busy={send.is_busy()} fault={send.fault()} />
            </>
        },
    )
}

/// What failed because changes were not sent, and how to do it all the same.
fn unsent(fault: Option<Fault>) -> Option<i64> {
    fault.filter(|fault| fault.code == Code::Unsent).and_then(|fault| fault.number)
}

#[yew_autoprops::autoprops]
#[component]
fn Leaving(row: &WorkspaceRow) -> Html {
    let words = use_words();
    let command = use_command();
    let (send, name) = (use_send(), use_send());
    let confirm = use_confirm();
    let id = row.id;
    let away = || Callback::from(|()| Navigate.to(&Route::Workspaces));
    let rename = {
        let (command, name) = (command, name.clone());
        Callback::from(move |mut answers: Vec<String>| {
            name.forgive();
            command.run(RenameWorkspace { id, name: answers.remove(0) }, Callback::noop());
        })
    };
    // What this person can do to be rid of it.
    let (key, go): (&'static str, Callback<bool>) = match row.role {
        Some(Role::Owner) => ("workspace-delete", go(&send, away(), move |_| DeleteWorkspace { id })),
        Some(_) => ("workspace-leave", go(&send, away(), move |discard| LeaveWorkspace { id, discard })),
        None => ("workspace-forget", go(&send, away(), move |discard| ForgetWorkspace { id, discard })),
    };
    let ask = |discard: bool| {
        let (confirm, words, go) = (confirm.clone(), words.clone(), go.clone());
        Callback::from(move |_: MouseEvent| {
            let text = words.t(&format!("{key}-text"));
            confirm.ask(words.t(key), text, words.t(key), go.reform(move |()| discard));
        })
    };
    let asks = vec![
        Ask::new("workspace-new-name", words.t("workspace-name"), AskKind::Text).starting(row.name.clone()),
    ];
    section(
        "leaving",
        words.t("workspace-self"),
        html! {
            <>
                if matches!(row.role, Some(Role::Owner | Role::Admin)) {
                    { fold("workspace-rename", html! { <AskForm {asks} submit={words.t("save")} quiet=true on_submit={rename} /> }, &words) }
                }
                if let Some(n) = unsent(send.fault()) {
                    <div class="notice notice-action" role="alert"><Icon name={IconName::Alert} /><span>{ words.with("workspace-unsent", &[("n", n.into())]) }</span>
                        <Button kind={ButtonKind::Danger} onclick={ask(true)}>{ words.t("workspace-unsent-do") }</Button></div>
                } else if let Some(fault) = send.fault() {
                    <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p>
                }
                if row.kind != WorkspaceKind::Personal {
                    <div class="settings-actions"><Button icon={IconName::Leave} onclick={ask(false)} disabled={send.is_busy()}>{ words.t(key) }</Button></div>
                }
                { confirm.dialog() }
            </>
        },
    )
}

/// Sends what `request` makes of whether unsent changes are given up.
fn go<C>(send: &Send, done: Callback<()>, request: impl Fn(bool) -> C + 'static) -> Callback<bool>
where
    C: Call<Reply = ()> + 'static,
{
    let send = send.clone();
    Callback::from(move |discard| send.send(request(discard), done.clone()))
}
