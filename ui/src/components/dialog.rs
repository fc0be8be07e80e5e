//! Dialogs on the platform's own `<dialog>`: it keeps the focus inside, closes with Escape, and gives the focus back.

use yew::prelude::*;

use super::{Button, ButtonKind, IconButton, IconName};
use crate::backend;
use crate::words::use_words;

/// A modal dialog, open for as long as it is in the page.
#[yew_autoprops::autoprops]
#[component]
pub fn Dialog(
    title: &AttrValue,
    on_close: &Callback<()>,
    children: &Html,
    #[prop_or_default] class: &Classes,
    #[prop_or_default] actions: &Option<Html>,
    #[prop_or_default] bare: bool,
) -> Html {
    let words = use_words();
    let node = use_node_ref();
    {
        let node = node.clone();
        use_effect_with((), move |()| {
            let before = backend::active_element();
            backend::show_modal(&node);
            move || {
                backend::close_dialog(&node);
                if let Some(element) = before {
                    backend::focus_element(&element);
                }
            }
        });
    }
    let oncancel = {
        let on_close = on_close.clone();
        Callback::from(move |event: Event| {
            event.prevent_default();
            on_close.emit(());
        })
    };
    let onclick = {
        let (on_close, node) = (on_close.clone(), node.clone());
        Callback::from(move |event: MouseEvent| {
            if backend::is_on(&event, &node) {
                on_close.emit(());
            }
        })
    };
    let onkeydown = Callback::from(|event: KeyboardEvent| event.stop_propagation());
    let close = on_close.reform(|_: MouseEvent| ());
    html! {
        <dialog ref={node} class={classes!("dialog", class.clone())} aria-label={title.clone()} {oncancel} {onclick} {onkeydown}>
            <div class="dialog-box">
                if !bare {
                    <header class="dialog-head">
                        <h2 class="dialog-title">{ title }</h2>
                        <IconButton icon={IconName::Close} label={words.t("close")} onclick={close} />
                    </header>
                }
                <div class="dialog-body">{ children.clone() }</div>
                if let Some(actions) = actions { <footer class="dialog-foot">{ actions.clone() }</footer> }
            </div>
        </dialog>
    }
}

/// A dialog that comes up from the bottom edge on a phone and stands in the middle elsewhere.
#[yew_autoprops::autoprops]
#[component]
pub fn Sheet(
    title: &AttrValue,
    on_close: &Callback<()>,
    children: &Html,
    #[prop_or_default] actions: &Option<Html>,
) -> Html {
    html! { <Dialog {title} {on_close} class="sheet" actions={actions.clone()}>{ children.clone() }</Dialog> }
}

/// Asks before something that undo cannot take back, or that is larger than it looks.
#[yew_autoprops::autoprops]
#[component]
pub fn ConfirmDialog(
    title: &AttrValue,
    text: &AttrValue,
    confirm: &AttrValue,
    on_confirm: &Callback<()>,
    on_cancel: &Callback<()>,
    #[prop_or_default] danger: bool,
) -> Html {
    let words = use_words();
    let kind = if danger { ButtonKind::Danger } else { ButtonKind::Primary };
    let actions = html! {
        <>
            <Button onclick={on_cancel.reform(|_: MouseEvent| ())}>{ words.t("cancel") }</Button>
            <Button {kind} onclick={on_confirm.reform(|_: MouseEvent| ())}>{ confirm }</Button>
        </>
    };
    html! { <Dialog {title} on_close={on_cancel.clone()} class="dialog-small" {actions}><p>{ text }</p></Dialog> }
}
