//! The root: providers around the shell, and the wires to events from outside.

use yew::prelude::*;

use crate::backend;
use crate::handover::HandoverProvider;
use crate::hooks::{SessionProvider, ToastsProvider, publish};
use crate::route::{Navigate, Route, Router};
use crate::shell::Shell;

/// The whole program.
#[component]
pub fn App() -> Html {
    use_effect_with((), |()| {
        backend::start_events(|topics| publish(&topics), || Navigate.to(&Route::add()));
    });
    html! {
        <ToastsProvider>
            <SessionProvider>
                <HandoverProvider><Router><Shell /></Router></HandoverProvider>
            </SessionProvider>
        </ToastsProvider>
    }
}
