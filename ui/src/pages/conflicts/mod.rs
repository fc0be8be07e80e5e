//! What two people changed at once without seeing each other's change: both values side by side, and a decision.

mod card;

use wire::call::ListConflicts;
use yew::prelude::*;

use crate::components::{EmptyState, FailedState, IconName, Skeleton, page};
use crate::hooks::{Loaded, use_query, use_query_when};
use crate::route::Route;
use crate::words::use_words;

pub use card::ConflictCardView;

/// The open cards, and on request those that were decided.
#[component]
pub fn ConflictsPage() -> Html {
    let words = use_words();
    let shows_resolved = use_state_eq(|| false);
    let open = use_query(ListConflicts::default());
    let resolved =
        use_query_when((*shows_resolved).then_some(ListConflicts { expense: None, resolved: true }));
    let list = match &open.state {
        Loaded::Loading => html! { <Skeleton rows=4 /> },
        Loaded::Failed(fault) => {
            html! { <FailedState fault={fault.clone()} on_retry={open.retry.clone()} /> }
        }
        Loaded::Ready(cards) if cards.is_empty() => html! {
            <EmptyState icon={IconName::Split} title={words.t("conflicts-empty")} text={AttrValue::from(words.t("conflicts-empty-text"))} />
        },
        Loaded::Ready(cards) => html! {
            <>
                <p class="settings-text"><span>{ words.t("conflicts-text") }</span></p>
                { for cards.iter().map(|card| html! { <ConflictCardView key={card.id.to_string()} card={card.clone()} /> }) }
            </>
        },
    };
    let onclick = {
        let shows_resolved = shows_resolved.clone();
        Callback::from(move |_: MouseEvent| shows_resolved.set(true))
    };
    let content = html! {
        <>
            { list }
            <details class="fold">
                <summary {onclick}>{ words.t("conflicts-resolved") }</summary>
                if let Some(cards) = resolved.ready() {
                    { for cards.iter().map(|card| html! { <ConflictCardView key={card.id.to_string()} card={card.clone()} /> }) }
                    if cards.is_empty() { <p class="hint">{ words.t("conflicts-none-resolved") }</p> }
                }
            </details>
        </>
    };
    page(&words, words.t("conflicts-title"), Route::Settings, content)
}
