//! The messages at the edge of the window. They are a live region, stay long enough to read, and wait while they are pointed at.

use yew::prelude::*;

use super::{Icon, IconButton, IconName};
use crate::backend;
use crate::hooks::{Toast, ToastMessage, use_toast_list, use_toasts, use_undo};
use crate::words::{Words, use_words};

/// How long a message stays, in milliseconds.
const STAY_MS: u32 = 8_000;

/// A step of more rows than this that was taken back is too much to vanish unread: its message stays until it is dismissed.
const MANY_ROWS: u64 = 100;

/// All messages on screen.
/// What stays until it is dismissed stands above them.
#[yew_autoprops::autoprops]
#[component]
pub fn ToastStack(#[prop_or_default] children: &Html) -> Html {
    let list = use_toast_list();
    html! {
        <div class="toasts" role="status" aria-live="polite" aria-relevant="additions">
            { children.clone() }
            { for list.iter().map(|toast| html! { <ToastCard key={toast.id} toast={toast.clone()} /> }) }
        </div>
    }
}

fn text_of(message: &ToastMessage, words: &Words) -> String {
    match message {
        ToastMessage::Done { name, rows, .. } => {
            let key = format!("done-{}", name.replace('_', "-"));
            words.find(&key, &[("n", (*rows).into())]).unwrap_or_else(|| words.t("done"))
        }
        ToastMessage::Undone(step) => {
            words.with("undone", &[("action", words.action(&step.action, step.rows).into())])
        }
        ToastMessage::Redone(step) => {
            words.with("redone", &[("action", words.action(&step.action, step.rows).into())])
        }
        ToastMessage::Fault(fault) => words.fault(fault),
    }
}

#[yew_autoprops::autoprops]
#[component]
fn ToastCard(toast: &Toast) -> Html {
    let words = use_words();
    let toasts = use_toasts();
    let undo = use_undo();
    let held = use_state_eq(|| false);
    {
        let (toasts, id) = (toasts.clone(), toast.id);
        let stays = matches!(&toast.message, ToastMessage::Undone(step) if step.rows > MANY_ROWS);
        use_effect_with(*held || stays, move |held| {
            let timer = (!*held).then(|| backend::after_ms(STAY_MS, move || toasts.dismiss(id)));
            move || drop(timer)
        });
    }
    let dismiss = {
        let (toasts, id) = (toasts.clone(), toast.id);
        Callback::from(move |_: MouseEvent| toasts.dismiss(id))
    };
    let action: Option<(String, Callback<()>)> = match &toast.message {
        ToastMessage::Done { group: Some(group), .. } => {
            let (undo, group) = (undo.undo, *group);
            Some((words.t("undo"), Callback::from(move |()| undo.emit(Some(group)))))
        }
        ToastMessage::Undone(_) => Some((words.t("redo"), undo.redo)),
        ToastMessage::Redone(_) => Some((words.t("undo"), undo.undo.reform(|()| None))),
        ToastMessage::Done { group: None, .. } | ToastMessage::Fault(_) => None,
    };
    let is_fault = matches!(toast.message, ToastMessage::Fault(_));
    let hold = |value: bool| {
        let held = held.clone();
        move || held.set(value)
    };
    let (enter, leave, focus, blur) = (hold(true), hold(false), hold(true), hold(false));
    html! {
        <div class={classes!("toast", is_fault.then_some("toast-fault"))}
            onmouseenter={Callback::from(move |_: MouseEvent| enter())} onmouseleave={Callback::from(move |_: MouseEvent| leave())}
            onfocusin={Callback::from(move |_: FocusEvent| focus())} onfocusout={Callback::from(move |_: FocusEvent| blur())}>
            <Icon name={if is_fault { IconName::Alert } else { IconName::Check }} />
            <span class="toast-text">{ text_of(&toast.message, &words) }</span>
            if let Some((label, action)) = action {
                <button type="button" class="toast-action" onclick={action.reform(|_: MouseEvent| ())}>{ label }</button>
            }
            <IconButton icon={IconName::Close} label={words.t("dismiss")} onclick={dismiss} />
        </div>
    }
}
