//! What happened when the book was opened and the person must hear of. It stays until it is closed, and closing deletes nothing.

use wire::call::StartNotice;
use yew::prelude::*;

use crate::backend;
use crate::components::{Button, ButtonKind, Dialog, IconName};
use crate::hooks::use_session;
use crate::words::use_words;

/// The notice of this start, if there is one.
#[component]
pub fn OpeningNotice() -> Html {
    let words = use_words();
    let session = use_session();
    let closed = use_state_eq(|| false);
    let Some(StartNotice::Rescued { damaged_file, rows, incomplete_tables }) =
        session.start.notice.clone().filter(|_| !*closed)
    else {
        return Html::default();
    };
    let close = {
        let closed = closed.clone();
        Callback::from(move |()| closed.set(true))
    };
    let copy = {
        let path = damaged_file.clone();
        Callback::from(move |_: MouseEvent| backend::copy_text(&path))
    };
    let actions = html! {
        <>
            <Button icon={IconName::Copy} onclick={copy}>{ words.t("rescued-copy") }</Button>
            <Button kind={ButtonKind::Primary} onclick={close.reform(|_: MouseEvent| ())}>{ words.t("rescued-understood") }</Button>
        </>
    };
    html! {
        <Dialog title={words.t("rescued-title")} on_close={close} {actions}>
            <div class="rescued">
                <p>{ words.with("rescued-text", &[("n", rows.into())]) }</p>
                if !incomplete_tables.is_empty() {
                    <p>{ words.with("rescued-incomplete", &[("tables", incomplete_tables.join(", ").into())]) }</p>
                }
                <p><code dir="ltr">{ damaged_file }</code></p>
            </div>
        </Dialog>
    }
}
