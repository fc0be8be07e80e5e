//! Asking before something that cannot be taken back.

use yew::prelude::*;

use crate::components::ConfirmDialog;

/// What is asked.
#[derive(Clone)]
struct Question {
    title: String,
    text: String,
    confirm: String,
    action: Callback<()>,
}

/// The way to ask.
#[derive(Clone)]
pub struct Confirm(UseStateHandle<Option<Question>>);

impl Confirm {
    /// Asks, and runs `action` when the answer is yes.
    pub fn ask(&self, title: String, text: String, confirm: String, action: Callback<()>) {
        self.0.set(Some(Question { title, text, confirm, action }));
    }

    /// The open question; to be put into the page.
    pub fn dialog(&self) -> Html {
        let Some(Question { title, text, confirm, action }) = (*self.0).clone() else {
            return Html::default();
        };
        let close = {
            let question = self.0.clone();
            Callback::from(move |()| question.set(None))
        };
        let on_confirm = {
            let close = close.clone();
            Callback::from(move |()| {
                close.emit(());
                action.emit(());
            })
        };
        html! { <ConfirmDialog {title} {text} {confirm} {on_confirm} on_cancel={close} danger=true /> }
    }
}

/// The way to ask.
#[hook]
pub fn use_confirm() -> Confirm {
    Confirm(use_state(|| None))
}
