//! How pages talk to the core: queries that stay fresh by themselves, and commands that say what they did.

mod command;
mod confirm;
mod drafts;
mod language;
mod query;
mod send;
mod session;
mod toasts;
mod topics;

pub use command::{Command, use_command, use_undo};
pub use confirm::{Confirm, use_confirm};
pub use drafts::use_drafts;
pub use query::{Loaded, use_query, use_query_when};
pub use send::{Send, use_send};
pub use session::{Session, SessionProvider, use_session};
pub use toasts::{Toast, ToastMessage, ToastsProvider, use_toast_list, use_toasts};
pub use topics::{publish, subscribe};

use crate::backend;
use yew::prelude::*;

/// Whether a media query holds, kept up to date.
#[hook]
pub fn use_media(query: &'static str) -> bool {
    let holds = use_state_eq(|| backend::matches_media(query));
    {
        let holds = holds.clone();
        use_effect_with((), move |()| {
            let listener = backend::on_media_change(query, move |now| holds.set(now));
            move || drop(listener)
        });
    }
    *holds
}

/// Which layout the window is wide enough for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// Below 640 CSS pixels: top bar and bottom bar, forms as sheets.
    Phone,
    /// Up to 1000: a narrow rail.
    Tablet,
    /// From 1000: a rail with labels, the list beside the detail.
    Desktop,
}

/// The layout of the window as it is now.
#[hook]
pub fn use_layout() -> Layout {
    let wide = use_media("(min-width: 1000px)");
    let medium = use_media("(min-width: 640px)");
    match (wide, medium) {
        (true, _) => Layout::Desktop,
        (false, true) => Layout::Tablet,
        (false, false) => Layout::Phone,
    }
}

/// A value that follows `value` once it has rested for `delay_ms`.
#[hook]
pub fn use_rested<T: Clone + PartialEq + 'static>(value: T, delay_ms: u32) -> T {
    let rested = use_state_eq(|| value.clone());
    {
        let rested = rested.clone();
        use_effect_with(value, move |value| {
            let value = value.clone();
            let timer = backend::after_ms(delay_ms, move || rested.set(value));
            move || drop(timer)
        });
    }
    (*rested).clone()
}
