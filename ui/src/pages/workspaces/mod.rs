//! The books of a person: their own, the household's, the company's; making one, joining one, and who is in it.

mod people;

use wire::call::{
    AcceptInvitation, CreateWorkspace, GetAccount, ListWorkspaces, SwitchWorkspace, WorkspaceKind,
    WorkspaceRow,
};
use yew::prelude::*;

use crate::components::{
    Ask, AskForm, AskKind, Button, EmptyState, FailedState, Icon, IconName, Skeleton, page, section,
};
use crate::hooks::{Loaded, Send, Session, use_command, use_query, use_send, use_session};
use crate::pages::account::fold;
use crate::route::{Link, Navigate, Route};
use crate::words::{Words, use_words};

pub use people::WorkspacePage;

/// All of them.
#[component]
pub fn WorkspacesPage() -> Html {
    let words = use_words();
    let session = use_session();
    let command = use_command();
    let (create, join) = (use_send(), use_send());
    let all = use_query(ListWorkspaces {});
    let account = use_query(GetAccount {});
    let list = match &all.state {
        Loaded::Loading => html! { <Skeleton rows=3 /> },
        Loaded::Failed(fault) => html! { <FailedState fault={fault.clone()} on_retry={all.retry.clone()} /> },
        Loaded::Ready(all) if all.is_empty() => {
            html! { <EmptyState icon={IconName::Book} title={words.t("workspaces-empty")} /> }
        }
        Loaded::Ready(all) => {
            let row = |row: &WorkspaceRow| {
                let id = row.id;
                let command = command.clone();
                let show = Callback::from(move |_: MouseEvent| {
                    command.run(SwitchWorkspace { id }, Callback::noop());
                });
                drawn(row, show, &words)
            };
            html! { <ul class="things card">{ for all.iter().map(row) }</ul> }
        }
    };
    let is_signed_in = account.ready().is_some_and(|account| account.is_signed_in);
    let content = html! {
        <>
            <p class="settings-text"><span>{ words.t("workspaces-text") }</span></p>
            { list }
            if is_signed_in {
                { section("workspace-more", words.t("workspaces-more"), html! {
                    <>
                        { fold("workspace-create", create_form(&create, &session, &words), &words) }
                        { fold("workspace-join", join_form(&join, &words), &words) }
                    </>
                }) }
            } else if account.ready().is_some() {
                <p class="hint">{ words.t("workspaces-need-account") }{ " " }<Link to={Route::Account}>{ words.t("account-title") }</Link></p>
            }
        </>
    };
    page(&words, words.t("workspaces-title"), Route::Settings, content)
}

fn drawn(row: &WorkspaceRow, show: Callback<MouseEvent>, words: &Words) -> Html {
    let mut facts = vec![words.workspace_kind(row.kind), row.home_currency.to_string()];
    if row.members > 1 {
        facts.push(words.with("members-count", &[("n", row.members.into())]));
    }
    facts.extend(row.role.map(|role| words.role(role)));
    if !row.is_synced {
        facts.push(words.t("workspace-here-only"));
    }
    if row.pending > 0 {
        facts.push(words.with("sync-pending", &[("n", row.pending.into())]));
    }
    html! {
        <li class="thing" key={row.id.to_string()}>
            <Icon name={icon_of(row.kind)} />
            <span class="thing-text">
                <strong><bdi>{ &row.name }</bdi>if row.is_current { <span class="row-badge">{ words.t("workspace-current") }</span> }</strong>
                <small class="hint">{ facts.join(" · ") }</small>
            </span>
            if !row.is_current { <Button onclick={show}>{ words.t("workspace-show") }</Button> }
            if row.is_synced {
                <Link to={Route::Workspace(row.id)} class="button button-secondary"><span class="button-label">{ words.t("members-title") }</span></Link>
            }
        </li>
    }
}

/// The icon of a kind of workspace.
pub fn icon_of(kind: WorkspaceKind) -> IconName {
    match kind {
        WorkspaceKind::Personal => IconName::Book,
        WorkspaceKind::Household => IconName::People,
        WorkspaceKind::Company => IconName::Building,
    }
}

fn create_form(send: &Send, session: &Session, words: &Words) -> Html {
    let kinds = [
        ("household", WorkspaceKind::Household),
        ("company", WorkspaceKind::Company),
        ("personal", WorkspaceKind::Personal),
    ]
    .map(|(value, kind)| (AttrValue::from(value), AttrValue::from(words.workspace_kind(kind))))
    .to_vec();
    let currencies = session
        .start
        .currencies
        .iter()
        .map(|c| (AttrValue::from(c.code.to_string()), AttrValue::from(format!("{} – {}", c.code, c.name))))
        .collect();
    let asks = vec![
        Ask::new("workspace-name", words.t("workspace-name"), AskKind::Text),
        Ask::new("workspace-kind", words.t("workspace-kind"), AskKind::Choice(kinds))
            .starting("household")
            .hinting(words.t("workspace-kind-hint")),
        Ask::new("workspace-currency", words.t("settings-home-currency"), AskKind::Choice(currencies))
            .starting(session.settings().home_currency.to_string()),
    ];
    let on_submit = {
        let (send, language) = (send.clone(), words.language().to_owned());
        Callback::from(move |mut answers: Vec<String>| {
            let kind = match answers[1].as_str() {
                "company" => WorkspaceKind::Company,
                "personal" => WorkspaceKind::Personal,
                _ => WorkspaceKind::Household,
            };
            let Ok(home_currency) = answers[2].parse() else { return };
            let request = CreateWorkspace {
                name: answers.remove(0),
                kind,
                home_currency,
                language: Some(language.clone()),
            };
            send.send(request, opened());
        })
    };
    html! { <AskForm {asks} submit={words.t("workspace-create")} quiet=true {on_submit} busy={send.is_busy()} fault={send.fault()} /> }
}

fn join_form(send: &Send, words: &Words) -> Html {
    let asks = vec![
        Ask::new("invitation-code", words.t("invitation-code"), AskKind::Code)
            .hinting(words.t("invitation-code-hint")),
    ];
    let on_submit = {
        let send = send.clone();
        Callback::from(move |mut answers: Vec<String>| {
            send.send(AcceptInvitation { code: answers.remove(0).into() }, opened());
        })
    };
    html! { <AskForm {asks} submit={words.t("workspace-join")} quiet=true {on_submit} busy={send.is_busy()} fault={send.fault()} /> }
}

/// Goes to a workspace that is new here.
fn opened() -> Callback<WorkspaceRow> {
    Callback::from(|row: WorkspaceRow| Navigate.to(&Route::Workspace(row.id)))
}
