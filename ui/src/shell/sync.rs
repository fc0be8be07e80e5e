//! How far device and service are: a mark that is always there once there is an account, what is behind it, and what happened that the
//! person must hear of. A book without an account has none of it.

use wire::call::{
    DismissNotice, NoticeKind, SetForeground, SyncNotice, SyncNow, SyncReply, SyncState, SyncStatus,
};
use yew::prelude::*;

use crate::backend;
use crate::components::{Button, Icon, IconButton, IconName, Popover};
use crate::format::use_format;
use crate::hooks::{use_command, use_query, use_send};
use crate::route::{Link, Route};
use crate::words::{Tone, Words, first_percent, sync_look, use_words};

/// The mark; with words where there is room.
#[yew_autoprops::autoprops]
#[component]
pub fn SyncMark(labels: bool) -> Html {
    let status = use_query(SyncStatus {});
    let reply = status.ready().filter(|reply| reply.state != SyncState::LocalOnly).cloned();
    let has_account = reply.is_some();
    use_effect_with(has_account, |has_account| {
        let told = || {
            let request = SetForeground { is_foreground: backend::is_in_sight() };
            backend::spawn(async move { drop(backend::call(request).await) });
        };
        let listener = has_account.then(|| {
            told();
            backend::on_window::<Event>("visibilitychange", move |_| told())
        });
        move || drop(listener)
    });
    match reply {
        Some(reply) => html! { <Mark reply={(*reply).clone()} {labels} /> },
        None => Html::default(),
    }
}

#[yew_autoprops::autoprops]
#[component]
fn Mark(reply: &SyncReply, labels: bool) -> Html {
    let words = use_words();
    let format = use_format();
    let send = use_send();
    let look = sync_look(&reply.state);
    let name = words.sync_state(reply);
    // What passes by itself is not read out; what stays is, once.
    let said = use_mut_ref(String::new);
    if look.tone != Tone::Moving {
        said.borrow_mut().clone_from(&name);
    }
    let asks = reply.conflicts + reply.parked;
    let tone = match look.tone {
        Tone::Calm => "sync-calm",
        Tone::Moving => "sync-moving",
        Tone::Ask => "sync-ask",
    };
    let face = html! {
        <span class={classes!("sync-face", tone)}>
            <Icon name={look.icon} />
            if labels { <span class="sync-name">{ &name }</span> }
            if asks > 0 { <span class="badge sync-count">{ asks }</span> }
            else if reply.pending > 0 && !labels { <span class="sync-dot"></span> }
        </span>
    };
    let now = {
        let send = send.clone();
        Callback::from(move |_: MouseEvent| send.send(SyncNow {}, Callback::noop()))
    };
    let fact = |key: &str, value: String| {
        html! { <div><dt>{ words.t(key) }</dt><dd>{ value }</dd></div> }
    };
    let count = |key: &str, n: u64| if n > 0 { fact(key, format.number(n)) } else { Html::default() };
    let link = |to: Route, key: &str, n: u64| {
        html! {
            if n > 0 {
                <Link {to} class="sync-link"><span>{ words.t(key) }</span><span class="badge">{ format.number(n) }</span><Icon name={IconName::ChevronEnd} /></Link>
            }
        }
    };
    let label = words.with("sync-label", &[("state", name.clone().into())]);
    html! {
        <>
            <Popover {label} {face} class={classes!("sync-mark", labels.then_some("sync-wide"))} id={AttrValue::from("sync-mark")}>
                <h2 class="sync-title"><Icon name={look.icon} />{ &name }</h2>
                <p>{ words.sync_reason(reply, &format) }</p>
                <dl class="sync-facts">
                    { count("sync-fact-pending", reply.pending) }
                    { count("sync-fact-photos-up", reply.photos_to_send) }
                    { count("sync-fact-photos-down", reply.photos_to_fetch) }
                    { for reply.last_success.map(|at| fact("sync-fact-last", format.relative(at))) }
                </dl>
                { link(Route::Conflicts, "conflicts-title", reply.conflicts) }
                { link(Route::Parked, "parked-title", reply.parked) }
                { link(Route::Duplicates, "duplicates-title", reply.duplicates) }
                if let Some(fault) = send.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
                <div class="settings-actions">
                    { action(&reply.state, now, send.is_busy(), &words) }
                    <Link to={Route::Account} class="button button-quiet"><span class="button-label">{ words.t("account-title") }</span></Link>
                </div>
            </Popover>
            <span class="visually-hidden" role="status">{ said.borrow().clone() }</span>
            if let SyncState::Syncing { is_first: true, .. } = reply.state {
                <progress class="first-copy" aria-label={name} max="100" value={first_percent(&reply.state).map(|n| n.to_string())}></progress>
            }
        </>
    }
}

/// What helps in a state.
fn action(state: &SyncState, now: Callback<MouseEvent>, is_busy: bool, words: &Words) -> Html {
    let lead = |to: Route, key: &str| {
        html! { <Link {to} class="button button-primary"><span class="button-label">{ words.t(key) }</span></Link> }
    };
    match state {
        SyncState::ChooseAttach => lead(Route::Account, "sync-do-choose"),
        SyncState::SignedOut => lead(Route::Account, "account-login-do"),
        SyncState::Revoked | SyncState::WorkspaceDeleted => lead(Route::Workspaces, "workspaces-title"),
        SyncState::LocalOnly | SyncState::NotSynced | SyncState::UpdateNeeded => Html::default(),
        SyncState::UpToDate
        | SyncState::Waiting
        | SyncState::Syncing { .. }
        | SyncState::PhotosWaiting { .. }
        | SyncState::Offline { .. }
        | SyncState::WaitingUntil { .. }
        | SyncState::DiskFull => html! {
            <Button icon={IconName::Sync} onclick={now} disabled={is_busy}>{ words.t("sync-now") }</Button>
        },
    }
}

/// What happened while syncing, until it is dismissed.
#[component]
pub fn SyncNotices() -> Html {
    let words = use_words();
    let command = use_command();
    let status = use_query(SyncStatus {});
    let Some(reply) = status.ready() else { return Html::default() };
    let card = |notice: &SyncNotice| {
        let (command, id) = (command.clone(), notice.id);
        let dismiss =
            Callback::from(move |_: MouseEvent| command.run_quietly(DismissNotice { id }, Callback::noop()));
        let lead = match &notice.kind {
            NoticeKind::ManyDeleted { .. } => Some((Route::Trash, "nav-trash")),
            NoticeKind::Attached { duplicates: 1.., .. } => Some((Route::Duplicates, "duplicates-title")),
            NoticeKind::PhotoLost { expense: Some(expense) } => Some((Route::Expense(*expense), "open")),
            NoticeKind::PhotoLost { expense: None }
            | NoticeKind::Attached { .. }
            | NoticeKind::Wiped
            | NoticeKind::Healed { .. }
            | NoticeKind::ClockOff { .. } => None,
        };
        html! {
            <div class="toast" key={id.to_string()}>
                <Icon name={IconName::Info} />
                <span class="toast-text">{ words.sync_notice(&notice.kind) }</span>
                if let Some((to, key)) = lead { <Link {to} class="toast-action">{ words.t(key) }</Link> }
                <IconButton icon={IconName::Close} label={words.t("dismiss")} onclick={dismiss} />
            </div>
        }
    };
    html! { <>{ for reply.notices.iter().map(card) }</> }
}
