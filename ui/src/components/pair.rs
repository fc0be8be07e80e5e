//! A browser on the same network that has not been let in: the host's own page takes the pairing code.

use yew::prelude::*;

use super::IconName;
use crate::components::EmptyState;
use crate::words::use_words;

/// Says that a pairing code is needed and leads to where it is typed.
#[component]
pub fn PairScreen() -> Html {
    let words = use_words();
    html! {
        <main class="boot">
            <EmptyState icon={IconName::Shield} title={words.t("pair-title")} text={AttrValue::from(words.t("pair-text"))}>
                <a class="button button-primary" href="/pair">{ words.t("pair-action") }</a>
            </EmptyState>
        </main>
    }
}
