//! A history made without an account meets an account that has data: merge it, or keep it apart. Nothing is lost either way.

use wire::call::{AttachChoice, AttachOffer, NoticeKind, SyncReply};
use yew::prelude::*;

use crate::components::{Button, ButtonKind, Icon, IconName, section};
use crate::hooks::use_send;
use crate::route::{Link, Route};
use crate::words::{Words, use_words};

/// The value of the choice to keep it apart.
const APART: &str = "";

/// The choice while there is one to make, and then what came of it.
#[yew_autoprops::autoprops]
#[component]
pub fn Attach(offer: &Option<AttachOffer>) -> Html {
    let words = use_words();
    let send = use_send();
    let first = offer.as_ref().and_then(|offer| offer.workspaces.first()).map(|target| target.id.to_string());
    let chosen = use_state_eq(|| first.unwrap_or_default());
    let result = use_state_eq(|| None::<SyncReply>);
    if let Some(reply) = &*result {
        return section("attach", words.t("attach-done"), outcome(reply, &words));
    }
    let Some(offer) = offer else { return Html::default() };
    let choose = {
        let (send, chosen, result) = (send.clone(), chosen.clone(), result.clone());
        Callback::from(move |_: MouseEvent| {
            let result = result.clone();
            let into = chosen.parse().ok();
            send.send(
                AttachChoice { into, name: None },
                Callback::from(move |reply| result.set(Some(reply))),
            );
        })
    };
    let option = |value: String, title: String, text: String| {
        let onchange = {
            let (chosen, value) = (chosen.clone(), value.clone());
            Callback::from(move |_: Event| chosen.set(value.clone()))
        };
        html! {
            <label class="option">
                <input type="radio" name="attach" checked={*chosen == value} {onchange} />
                <span><strong>{ title }</strong><small class="hint">{ text }</small></span>
            </label>
        }
    };
    let merge = offer.workspaces.iter().map(|target| {
        let title = words.with("attach-merge", &[("name", target.name.clone().into())]);
        let text = words.with("attach-merge-text", &[("n", target.members.into())]);
        option(target.id.to_string(), title, text)
    });
    let content = html! {
        <>
            <p>{ words.with("attach-text", &[("n", offer.local_expenses.into())]) }</p>
            <fieldset class="options">
                <legend class="visually-hidden">{ words.t("attach-title") }</legend>
                { for merge }
                { option(APART.to_owned(), words.t("attach-apart"), words.t("attach-apart-text")) }
            </fieldset>
            if let Some(fault) = send.fault() { <p class="field-error" role="alert"><Icon name={IconName::Alert} />{ words.fault(&fault) }</p> }
            <div class="settings-actions">
                <Button kind={ButtonKind::Primary} onclick={choose} disabled={send.is_busy()}>{ words.t("attach-do") }</Button>
                if send.is_busy() { <span role="status" class="hint">{ words.t("attach-busy") }</span> }
            </div>
        </>
    };
    section("attach", words.t("attach-title"), content)
}

fn outcome(reply: &SyncReply, words: &Words) -> Html {
    let counts = reply.notices.iter().rev().find_map(|notice| match notice.kind {
        NoticeKind::Attached { expenses, duplicates } => Some((expenses, duplicates)),
        NoticeKind::ManyDeleted { .. }
        | NoticeKind::Wiped
        | NoticeKind::Healed { .. }
        | NoticeKind::ClockOff { .. }
        | NoticeKind::PhotoLost { .. } => None,
    });
    let (expenses, duplicates) = counts.unwrap_or((0, reply.duplicates));
    html! {
        <div role="status" class="settings-part">
            <p class="settings-text is-clean"><Icon name={IconName::Check} />
                <span>{ if expenses > 0 { words.with("attach-merged", &[("n", expenses.into())]) } else { words.t("attach-kept") } }</span></p>
            if duplicates > 0 {
                <p>{ words.with("attach-duplicates", &[("n", duplicates.into())]) }</p>
                <div class="settings-actions">
                    <Link to={Route::Duplicates} class="button button-secondary"><span class="button-label">{ words.t("duplicates-title") }</span></Link>
                </div>
            }
        </div>
    }
}
