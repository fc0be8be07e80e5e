//! What a list shows when it has nothing to show.

use wire::Fault;
use yew::prelude::*;

use super::{Button, Icon, IconName};
use crate::backend;
use crate::words::use_words;

/// How long the first answer may take before a placeholder is drawn, in milliseconds: local data comes sooner.
const PATIENCE_MS: u32 = 150;

/// Nothing here yet, why, and what to do about it.
#[yew_autoprops::autoprops]
#[component]
pub fn EmptyState(
    icon: &IconName,
    title: &AttrValue,
    #[prop_or_default] text: &Option<AttrValue>,
    #[prop_or_default] children: &Html,
) -> Html {
    let icon = *icon;
    html! {
        <div class="state">
            <span class="state-mark"><Icon name={icon} /></span>
            <h2 class="state-title">{ title }</h2>
            if let Some(text) = text { <p class="state-text">{ text }</p> }
            <div class="state-actions">{ children.clone() }</div>
        </div>
    }
}

/// It could not be loaded: what happened in words, and a way to try again.
#[yew_autoprops::autoprops]
#[component]
pub fn FailedState(fault: &Fault, on_retry: &Callback<()>) -> Html {
    let words = use_words();
    let onclick = on_retry.reform(|_: MouseEvent| ());
    html! {
        <div class="state state-failed" role="alert">
            <span class="state-mark"><Icon name={IconName::Alert} /></span>
            <h2 class="state-title">{ words.t("failed-title") }</h2>
            <p class="state-text">{ words.fault(fault) }</p>
            <div class="state-actions"><Button {onclick} icon={IconName::Restore}>{ words.t("try-again") }</Button></div>
        </div>
    }
}

/// Grey lines in the place of what is coming, drawn only when it takes longer than anyone should notice.
#[yew_autoprops::autoprops]
#[component]
pub fn Skeleton(#[prop_or(6)] rows: u32) -> Html {
    let words = use_words();
    let late = use_state(|| false);
    {
        let late = late.clone();
        use_effect_with((), move |()| {
            let timer = backend::after_ms(PATIENCE_MS, move || late.set(true));
            move || drop(timer)
        });
    }
    if !*late {
        return html! { <div aria-busy="true"></div> };
    }
    html! {
        <div class="skeleton" aria-busy="true" aria-label={words.t("loading")} role="status">
            { for (0..rows).map(|row| html! { <div key={row} class="skeleton-row" aria-hidden="true"></div> }) }
        </div>
    }
}
