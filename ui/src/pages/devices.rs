//! The devices of the account: which there are, when they were last heard of, and what to do about one that is lost.

use wire::call::{DeviceRow, ListDevices, ListLogins, LoginRow, RevokeDevice, WipeDevice};
use yew::prelude::*;

use crate::components::{EmptyState, FailedState, Icon, IconName, Menu, MenuItem, Skeleton, page, section};
use crate::format::{Format, use_format};
use crate::hooks::{Confirm, Loaded, Send, use_confirm, use_query, use_send};
use crate::route::Route;
use crate::words::{Words, use_words};

/// The devices page.
#[component]
pub fn DevicesPage() -> Html {
    let words = use_words();
    let format = use_format();
    let send = use_send();
    let confirm = use_confirm();
    let devices = use_query(ListDevices {});
    let logins = use_query(ListLogins {});
    let list = match &devices.state {
        Loaded::Loading => html! { <Skeleton rows=3 /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={devices.retry.clone()} /> }
        }
        Loaded::Ready(devices) if devices.is_empty() => {
            html! { <EmptyState icon={IconName::Laptop} title={words.t("devices-empty")} /> }
        }
        Loaded::Ready(devices) => html! {
            <ul class="things card">{ for devices.iter().map(|device| drawn(device, &send, &confirm, &words, &format)) }</ul>
        },
    };
    let content = html! {
        <>
            <p class="settings-text"><span>{ words.t("devices-text") }</span></p>
            { list }
            if let Some(fault) = send.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
            if let Some(logins) = logins.ready().filter(|logins| !logins.is_empty()) {
                { section("logins", words.t("logins-title"), html! {
                    <ul class="things">{ for logins.iter().map(|login| attempt(login, &words, &format)) }</ul>
                }) }
            }
            { confirm.dialog() }
        </>
    };
    page(&words, words.t("devices-title"), Route::Account, content)
}

fn drawn(device: &DeviceRow, send: &Send, confirm: &Confirm, words: &Words, format: &Format) -> Html {
    let id = device.id;
    let ask = |key: &'static str, action: Callback<()>| {
        let (confirm, words, name) = (confirm.clone(), words.clone(), device.name.clone());
        Callback::from(move |()| {
            let text = words.with(&format!("{key}-text"), &[("name", name.clone().into())]);
            confirm.ask(words.t(key), text, words.t(key), action.clone());
        })
    };
    let (revoke, wipe) = (send.clone(), send.clone());
    let revoke = Callback::from(move |()| revoke.send(RevokeDevice { id }, Callback::noop()));
    let wipe = Callback::from(move |()| wipe.send(WipeDevice { id }, Callback::noop()));
    let mut items = Vec::new();
    if !device.is_revoked {
        items.push(MenuItem::new(words.t("device-revoke"), IconName::Leave, ask("device-revoke", revoke)));
    }
    if !device.is_wiped {
        items.push(MenuItem::danger(words.t("device-wipe"), IconName::Trash, ask("device-wipe", wipe)));
    }
    let icon = match device.platform.as_str() {
        "android" | "ios" => IconName::Phone,
        "cli" => IconName::Command,
        _ => IconName::Laptop,
    };
    let state = match (device.is_this, device.is_wiped, device.is_revoked) {
        (true, ..) => Some("device-this"),
        (_, true, _) => Some("device-wiped"),
        (_, _, true) => Some("device-revoked"),
        (false, false, false) => None,
    };
    html! {
        <li class="thing" key={id.to_string()}>
            <Icon name={icon} />
            <span class="thing-text">
                <strong><bdi>{ &device.name }</bdi>if let Some(key) = state { <span class="row-badge">{ words.t(key) }</span> }</strong>
                <small class="hint" title={format.instant(device.last_seen)}>
                    { format!("{} {} · {}", device.platform, device.app_version, words.with("device-seen", &[("when", format.relative(device.last_seen).into())])) }
                </small>
            </span>
            if !device.is_this && !items.is_empty() { <Menu label={words.with("more-of", &[("name", device.name.clone().into())])} {items} /> }
        </li>
    }
}

fn attempt(login: &LoginRow, words: &Words, format: &Format) -> Html {
    let said = words
        .find(&format!("login-{}", login.outcome.replace('_', "-")), &[])
        .unwrap_or_else(|| words.t("login-failed"));
    let is_ok = login.outcome == "ok";
    let facts: Vec<&str> = login.device.iter().chain(&login.network).map(String::as_str).collect();
    html! {
        <li class={classes!("thing", if is_ok { "is-clean" } else { "is-damaged" })}>
            <Icon name={if is_ok { IconName::Check } else { IconName::Alert }} />
            <span class="thing-text">
                <span>{ said }</span>
                <small class="hint"><bdi>{ facts.join(" · ") }</bdi></small>
            </span>
            <time class="hint" datetime={login.at.to_rfc3339()} title={format.instant(login.at)}>{ format.relative(login.at) }</time>
        </li>
    }
}
