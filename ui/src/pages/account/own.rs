//! An account that is signed in: who one is, how it is kept safe, and how to go.

use wire::call::{
    AccountReply, ChangePassword, EraseAccount, ExportAccount, ExportedText, Logout, PASSWORD_CHARS_MIN,
    SetDisplayName, TokenPlace,
};
use yew::prelude::*;

use super::authenticator::Authenticator;
use crate::backend;
use crate::components::{Ask, AskForm, AskKind, Button, Icon, IconName, section};
use crate::hooks::{Confirm, Send, use_confirm, use_send};
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// What belongs to the account.
#[yew_autoprops::autoprops]
#[component]
pub fn Own(reply: &AccountReply) -> Html {
    let words = use_words();
    let (rename, password, data, erase) = (use_send(), use_send(), use_send(), use_send());
    let confirm = use_confirm();
    let changed = use_state_eq(|| false);
    let Some(account) = &reply.account else { return Html::default() };
    let fact = |label: &str, value: &str| {
        html! { <div class="expense-fact"><dt>{ words.t(label) }</dt><dd><bdi>{ value }</bdi></dd></div> }
    };
    let who = html! {
        <>
            <dl class="expense-facts">
                { fact("account-email", &account.email) }
                { fact("account-name", &account.display_name) }
                { fact("account-device", &reply.device_name) }
                { fact("account-server", &reply.server) }
            </dl>
            <p class="settings-text"><Icon name={IconName::Lock} /><span>{ words.t(tokens(reply.tokens)) }</span></p>
            { fold("account-rename", rename_form(&rename, &account.display_name, &words), &words) }
            <div class="settings-actions">
                { link(Route::Devices, IconName::Laptop, "devices-title", &words) }
                { link(Route::Workspaces, IconName::People, "workspaces-title", &words) }
            </div>
        </>
    };
    let safe = html! {
        <>
            { fold("account-change-password", password_form(&password, &changed, &words), &words) }
            if *changed { <p role="status" class="notice">{ words.t("account-password-changed-here") }</p> }
            <Authenticator is_on={account.has_totp} />
        </>
    };
    html! {
        <>
            { section("account-who", words.t("account-who"), who) }
            { section("account-safe", words.t("account-safe"), safe) }
            { section("account-data", words.t("account-data"), leaving(&data, &erase, &confirm, &words)) }
            { confirm.dialog() }
        </>
    }
}

/// Something to do that is folded away.
pub fn fold(title: &'static str, content: Html, words: &Words) -> Html {
    html! { <details class="fold"><summary>{ words.t(title) }</summary>{ content }</details> }
}

fn link(to: Route, icon: IconName, key: &str, words: &Words) -> Html {
    html! {
        <Link {to} class="button button-secondary"><Icon name={icon} /><span class="button-label">{ words.t(key) }</span></Link>
    }
}

fn tokens(place: TokenPlace) -> &'static str {
    match place {
        TokenPlace::None => "account-tokens-none",
        TokenPlace::Keychain => "account-tokens-keychain",
        TokenPlace::File => "account-tokens-file",
    }
}

fn rename_form(send: &Send, name: &str, words: &Words) -> Html {
    let asks = vec![Ask::new("account-new-name", words.t("account-name"), AskKind::Text).starting(name)];
    let on_submit = {
        let send = send.clone();
        Callback::from(move |mut answers: Vec<String>| {
            send.send(SetDisplayName { display_name: answers.remove(0) }, Callback::noop());
        })
    };
    html! { <AskForm {asks} submit={words.t("save")} quiet=true {on_submit} busy={send.is_busy()} fault={send.fault()} /> }
}

fn password_form(send: &Send, changed: &UseStateHandle<bool>, words: &Words) -> Html {
    let hint = words.with("account-password-hint", &[("n", PASSWORD_CHARS_MIN.into())]);
    let asks = vec![
        Ask::new("account-current", words.t("account-current-password"), AskKind::Password),
        Ask::new("account-new", words.t("account-new-password"), AskKind::NewPassword).hinting(hint),
    ];
    let on_submit = {
        let (send, changed) = (send.clone(), changed.clone());
        Callback::from(move |mut answers: Vec<String>| {
            let changed = changed.clone();
            let (current, new) = (answers.remove(0).into(), answers.remove(0).into());
            send.send(ChangePassword { current, new }, Callback::from(move |()| changed.set(true)));
        })
    };
    html! { <AskForm {asks} submit={words.t("account-change-password")} quiet=true {on_submit} busy={send.is_busy()} fault={send.fault()} /> }
}

fn leaving(data: &Send, erase: &Send, confirm: &Confirm, words: &Words) -> Html {
    let export = {
        let data = data.clone();
        Callback::from(move |_: MouseEvent| {
            let save = |file: ExportedText| backend::save_text(&file.file_name, &file.text);
            data.send(ExportAccount {}, Callback::from(save));
        })
    };
    let log_out = {
        let (data, confirm, words) = (data.clone(), confirm.clone(), words.clone());
        Callback::from(move |_: MouseEvent| {
            let data = data.clone();
            let go = Callback::from(move |()| data.send(Logout {}, Callback::noop()));
            let say = |key: &str| words.t(key);
            confirm.ask(say("account-logout"), say("account-logout-text"), say("account-logout"), go);
        })
    };
    let asks = vec![Ask::new("account-erase-password", words.t("account-password"), AskKind::Password)];
    let on_submit = {
        let erase = erase.clone();
        Callback::from(move |mut answers: Vec<String>| {
            erase.send(EraseAccount { password: answers.remove(0).into() }, Callback::noop());
        })
    };
    let erasing = html! {
        <>
            <p class="hint">{ words.t("account-erase-text") }</p>
            <AskForm {asks} submit={words.t("account-erase")} danger=true {on_submit} busy={erase.is_busy()} fault={erase.fault()} />
        </>
    };
    html! {
        <>
            <div class="settings-actions">
                <Button icon={IconName::Download} onclick={export} disabled={data.is_busy()}>{ words.t("account-export") }</Button>
                <Button icon={IconName::Leave} onclick={log_out} disabled={data.is_busy()}>{ words.t("account-logout") }</Button>
            </div>
            if let Some(fault) = data.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
            { fold("account-erase", erasing, words) }
        </>
    }
}
